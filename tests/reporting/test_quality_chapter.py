"""What a report says of its data: response, break-off, careless answers, with and without, back-test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Contradiction, Label
from analysis.reporting.blocks import Block, Chart, Paragraph, Section, Table
from analysis.reporting.chapters.backtest import backtest_page
from analysis.reporting.chapters.quality import quality
from analysis.reporting.chapters.with_and_without import with_and_without
from analysis.reporting.language.typography import NARROW, NO_BREAK
from analysis.reporting.language.voice import Voice
from analysis.results.csv_files import Records
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows

Make = Callable[..., IndicatorRow]
Rows = list[tuple[str, str, str, str, float]]

RESPONSE = [
    (
        [("invited", "", 2000.0), ("completed", "", 900.0), ("response_rate", "completed / invited", 45.0)],
        "900 questionnaires complets pour 2 000 personnes invitées, soit un taux de réponse de 45,0 %.",
    ),
    (
        [("started", "", 1000.0), ("completed", "", 900.0), ("completion_rate", "completed / started", 90.0)],
        "900 questionnaires complets sur 1 000 commencés (90,0 %) ; le nombre de personnes invitées n’est "
        "pas connu, il n’y a donc pas de taux de réponse.",
    ),
]
SHIFTS = [
    (
        69.0,
        1.0,
        "L’écart le plus grand, +1,0 point pour « Bien accueillis » (avant redressement), reste dans",
    ),
    (74.0, 6.0, "L’écart le plus grand, +6,0 points pour « Bien accueillis » (avant redressement), sort de"),
]
CONTRADICTIONS = [(0, "0"), (4, "< 11"), (10, "< 11"), (11, "11")]


def plain(text: str) -> str:
    """`text` with plain spaces."""
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def told(voice: Voice, rows: Rows) -> list[Block]:
    """The blocks of the chapter made of these rows of quality.csv."""
    columns = ("section", "question", "item", "measure")
    listed = [dict(zip(columns, row[:4], strict=True)) | {"value": str(row[4])} for row in rows]
    section = quality(voice, Records([], {}, listed), [])
    assert section is not None
    return list(section.blocks)


def tables(blocks: list[Block], anchor: str) -> list[list[str]]:
    """The texts of the table `anchor`, by row, labels first."""
    [table] = [block for block in blocks if isinstance(block, Table) and block.anchor == anchor]
    return [
        [plain(text) for text in (row.label, *(cell.text for cell in row.cells))]
        for row in table.groups[0].rows
    ]


@pytest.mark.parametrize(("given", "sentence"), RESPONSE)
def test_a_response_rate_is_said_only_where_the_invited_are_known(
    given: list[tuple[str, str, float]], sentence: str, voices: dict[str, Voice]
) -> None:
    rows: Rows = [("response", "", item, measure, value) for measure, item, value in given]
    blocks = told(voices["fr"], rows)
    assert [plain(block.text) for block in blocks if isinstance(block, Paragraph)] == [sentence]


def test_the_break_off_curve_names_where_most_left(voices: dict[str, Voice]) -> None:
    rows: Rows = [("break_off", "", "", "flagged", 20), ("break_off", "", "", "share", 2.0)]
    for name, left, there in (("sexe", 0, 100.0), ("age", 5, 99.5), ("accueil", 15, 98.0)):
        rows += [("break_off", name, "", "left", left), ("break_off", name, "", "still_there", there)]
    blocks = told(voices["en"], rows)
    [said] = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert said.startswith("Questionnaires left before the end: 20 (2.0%), most often at the question")
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    assert [point.value for point in chart.panels[0].points] == [100.0, 99.5, 98.0]
    assert "Age 99.5%" in chart.alternative
    assert "from 90% to 100%" in chart.note


@pytest.mark.parametrize(("found", "shown"), CONTRADICTIONS)
def test_contradictions_of_too_few_are_not_counted_out(
    found: int, shown: str, voices: dict[str, Voice]
) -> None:
    survey = replace(
        voices["fr"].survey,
        contradictions={"x": Contradiction("x", Label("Jeune <b>retraité</b>", "Young"), {"sexe": ("1",)})},
    )
    rows: Rows = [("contradictions", "", "x", "flagged", found), ("response", "", "", "in_scope", 1000)]
    [row] = tables(told(Voice("fr", survey), rows), "table-care")
    assert row[:3] == ["Contradiction : Jeune <b>retraité</b>", "1 000", shown]
    assert row[-1] == "gardés, signalés"


@pytest.mark.parametrize(("value", "difference", "sentence"), SHIFTS)
def test_the_largest_shift_is_held_to_the_published_interval(
    value: float, difference: float, sentence: str, voices: dict[str, Voice], estimate: Make
) -> None:
    of = {"indicator": "bien_accueillis", "item": ""}
    rows = [
        {**of, "variant": "published", "value": "68", "difference": "0"},
        {**of, "variant": "before_weighting", "value": str(value), "difference": str(difference)},
        {**of, "variant": "without_left", "value": "", "difference": ""},
    ]
    [_, said, table] = with_and_without(voices["fr"], IndicatorRows((estimate(68.0, 2.0),)), rows)
    assert isinstance(said, Paragraph)
    assert isinstance(table, Table)
    assert plain(said.text).startswith(sentence)
    assert list(table.columns) == ["Publié", "Avant redressement"]


def test_a_figure_hidden_in_the_report_is_in_no_variant(voices: dict[str, Voice], estimate: Make) -> None:
    of = {"indicator": "bien_accueillis", "item": "", "value": "68", "difference": "0"}
    rows: list[Any] = [{**of, "variant": name} for name in ("published", "before_weighting")]
    hidden = estimate(None, status="suppressed")
    assert with_and_without(voices["fr"], IndicatorRows((hidden,)), rows) == []


def compared(*distances: str) -> list[dict[str, str]]:
    """Rows of backtest.csv at these distances, in standard errors."""
    return [
        {
            "indicator": "bien_accueillis",
            "item": "",
            "breakdown": "sexe",
            "group": "1",
            "published": "50",
            "unit": "%",
            "source": "Source <i>x</i>",
            "value": "52" if z else "",
            "z": z,
        }
        for z in distances
    ]


@pytest.mark.parametrize(
    ("distances", "kinds"),
    [([], None), ([""], None), (["1.0", "-3.0", ""], 0), (["0.1"] * 20 + ["9.0"], 1)],
)
def test_the_back_test_is_drawn_where_there_is_enough_to_draw(
    distances: list[str], kinds: int | None, voices: dict[str, Voice]
) -> None:
    page = backtest_page(voices["fr"], compared(*distances))
    if kinds is None:
        assert page is None
        return
    assert isinstance(page, Section)
    charts = [block for block in page.blocks if isinstance(block, Chart)]
    assert len(charts) == kinds
    assert sum(point.value or 0 for chart in charts for point in chart.panels[0].points) == 21 * kinds


def test_the_back_test_counts_what_is_near_and_lists_the_farthest_first(voices: dict[str, Voice]) -> None:
    page = backtest_page(voices["fr"], compared("1.0", "-3.0", ""))
    assert page is not None
    said = [plain(block.text) for block in page.blocks if isinstance(block, Paragraph)]
    assert "À moins de 1,96 erreur type : 1 (50,0 %)" in said[0]
    assert said[1].endswith("le nôtre n’étant pas publié : 1.")
    rows = tables(list(page.blocks), "table-backtest")
    assert [row[-1] for row in rows] == ["−3,0", "+1,0"]
    assert rows[0][0] == "Bien accueillis, sexe : Femmes"
