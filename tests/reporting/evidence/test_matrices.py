"""Answers held together: which pairs are named, what the cells and their shades say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.reporting.blocks import Lines, Paragraph, ReportTable
from analysis.reporting.evidence.answers_together import matrix
from analysis.reporting.language.typography import NARROW
from analysis.reporting.language.voice import Voice
from analysis.reporting.page.html import html_of
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from tests.reporting.made_comparisons import compared

Make = Callable[..., IndicatorRow]

PAIRS = [
    (
        {"ab": 60.0, "ba": 80.0},
        [("« Internet »", "80 % aussi « Bouche à oreille », contre 40 % de l’ensemble.")],
    ),
    (
        {"ab": 60.0, "ba": 42.0},
        [("« Bouche à oreille »", "60 % aussi « Internet », contre 30 % de l’ensemble.")],
    ),
    ({"ab": 31.0, "ba": 42.0}, []),
    ({"ab": 5.0, "ba": 5.0}, []),
]


def figures(estimate: Make, together: dict[str, float | None]) -> IndicatorRows:
    """Two answers of everyone, 40 % and 30 %, and those of who gave each."""
    of: dict[str, Any] = {"indicator": "canaux"}
    whole = [estimate(40.0, item="a", **of), estimate(30.0, item="b", **of)]
    own = [estimate(100.0, 0.0, item=code, breakdown="decouverte", group=code, **of) for code in "ab"]
    crossed = [
        estimate(value, item=other, breakdown="decouverte", group=held, n=400, **of)
        if value is not None
        else estimate(None, item=other, breakdown="decouverte", group=held, status="suppressed", **of)
        for (held, other), value in together.items()
    ]
    return compared((*whole, *own, *crossed))


@pytest.mark.parametrize(("together", "said"), PAIRS)
def test_only_pairs_that_the_test_supports_are_named(
    together: dict[str, float | None], said: list[tuple[str, str]], voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voices["fr"]
    indicator = voice.survey.indicators["canaux"]
    _, named, _ = matrix(voice, "canaux", indicator, figures(estimate, together))
    if not said:
        assert isinstance(named, Paragraph)
        return
    assert isinstance(named, Lines)
    assert [(a.replace(NARROW, " "), b.replace(NARROW, " ")) for a, b in named.lines] == said


def test_a_cell_has_its_figure_in_words_and_a_shade_and_the_diagonal_has_none(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voices["en"]
    indicator = voice.survey.indicators["canaux"]
    *_, table = matrix(voice, "canaux", indicator, figures(estimate, {"ab": 60.0, "ba": None}))
    assert isinstance(table, ReportTable)
    first, second = table.groups[0].rows
    assert [(cell.text, cell.shade) for cell in first.cells[:2]] == [("", 0), ("60%", 9)]
    assert [(cell.sign, cell.shade) for cell in second.cells[:2]] == [("n.p.", 0), ("", 0)]
    assert '<td class="shade-9">60%' in html_of(table)
    assert any("n.p." in note for note in table.notes)


def test_there_is_no_matrix_where_answers_are_not_crossed_with_themselves(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voices["fr"]
    indicator = voice.survey.indicators["canaux"]
    assert (
        matrix(voice, "canaux", indicator, IndicatorRows((estimate(40.0, indicator="canaux", item="a"),)))
        == []
    )
