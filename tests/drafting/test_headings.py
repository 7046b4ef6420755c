"""What stands in the headings of some tools, and decides how their columns are read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.drafting.drafts import draft
from analysis.steps.results_files import Built

from .conftest import built
from .figures import counts, means

SIZE = 36
OPTIONS = ("Couture", "Théâtre, mime", "Échecs")
TICKED = [*islice(cycle([(0,), (0, 1), (2,), (1, 2)]), SIZE)]
CHOSEN = [18, 18, 18]
HEADS = {
    "a question mark and a colon": "Que pratiquez-vous ?: {option}",
    "a colon": "Ateliers: {option}",
    "a dash after a question": "Que pratiquez-vous ? - {option}",
}
HOW = ("Affiche", "Presse", "Ami", "Radio", "Site", "Mairie")


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("mark", ["words", "Oui"])
def test_the_options_of_one_question_stand_after_it(
    head: str, mark: str, draft_csv: Callable[..., Built]
) -> None:
    cells = {
        head.format(option=option): [
            (option if mark == "words" else mark) if place in ticked else "" for ticked in TICKED
        ]
        for place, option in enumerate(OPTIONS)
    }
    found = draft_csv({"id": [str(n) for n in range(SIZE)], **cells})
    assert counts(found, "multiple") == [CHOSEN]
    assert not {*OPTIONS} - {each.fr for q in found.survey.asked.values() for each in q.codes.values()}


@pytest.mark.parametrize("signs", [("✅", "❌"), ("☑", "☐")])
def test_signs_tick_without_a_shared_heading(signs: tuple[str, str], draft_csv: Callable[..., Built]) -> None:
    cells = {o: [signs[place not in t] for t in TICKED] for place, o in enumerate(OPTIONS)}
    assert counts(draft_csv({"id": [str(n) for n in range(SIZE)], **cells}), "multiple") == [CHOSEN]


def test_a_question_that_begins_with_how_in_french_is_no_comment(draft_csv: Callable[..., Built]) -> None:
    cells = {"Comment nous avez-vous connus ?": [*islice(cycle(HOW), SIZE)]}
    found = draft_csv({"id": [str(n) for n in range(SIZE)], **cells})
    assert counts(found, "single") == [[6] * 6]


@pytest.mark.parametrize("heading", ["Comment", "Your comments", "Commentaire libre"])
def test_a_comment_is_typed(heading: str, draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"id": [str(n) for n in range(SIZE)], heading: [*islice(cycle(HOW), SIZE)]})
    assert counts(found) == []


@pytest.mark.parametrize(("unit", "mean"), [("km", 2.25), ("€", 2.25), ("", 2.25)])
def test_the_decimal_mark_is_that_of_numbers_with_a_unit(
    unit: str, mean: float, draft_csv: Callable[..., Built]
) -> None:
    cells = [f"{n},5 {unit}".strip() for n in (0, 1, 2, 4)] * 9
    assert [*means(draft_csv({"Trajet": [*cells], "Avis": ["oui", "non"] * 18}, "\t"))] == [mean + 0.0]


def test_few_numbers_under_the_name_of_an_amount_are_numbers_with_words_aside(
    draft_csv: Callable[..., Built],
) -> None:
    cells = ["15", "45", "240", "ne sait pas"] * 9
    assert [*means(draft_csv({"Heures": cells, "Avis": ["oui", "non"] * 18}))] == [100.0]


def test_few_numbers_without_a_gap_under_the_name_of_an_amount_are_classes(
    draft_csv: Callable[..., Built],
) -> None:
    assert [*means(draft_csv({"Age": ["1", "2", "3"] * 12, "Avis": ["oui", "non"] * 18}))] == []


def test_identifiers_that_a_spreadsheet_wrote_alike_have_no_mean(draft_csv: Callable[..., Built]) -> None:
    cells = {"Respondent ID": ["1,18E+11"] * SIZE, "Avis": ["oui", "non"] * 18}
    assert [*means(draft_csv(cells))] == []


def test_ticks_whose_absence_alone_has_a_label_are_one_list(tmp_path: Path) -> None:
    columns = {
        f"atelier_{n}": [9.0 if p % 9 == 0 else float(n in TICKED[p]) for p in range(SIZE)] for n in range(3)
    }
    labels = {name: {9.0: "Sans réponse"} for name in columns}
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        tmp_path / "a.sav",
        column_labels=[*OPTIONS],
        variable_value_labels=labels,
        missing_ranges={name: [9] for name in columns},
    )
    kept = [TICKED[p] for p in range(SIZE) if p % 9]
    told = sorted(sum(n in ticked for ticked in kept) for n in range(3))
    assert counts(built(tmp_path, tmp_path / "a.sav"), "multiple") == [told]


def test_the_columns_of_sosci_survey_have_no_indicator(tmp_path: Path) -> None:
    head = "CASE;QUESTNNR;STARTED;A101;TIME001;TIME_SUM;LASTDATA;FINISHED;LASTPAGE;MAXPAGE;MISSING;MISSREL"
    rows = [
        f"{n};base;2026-03-01;{1 + n % 3};{9 + n % 2};{90 + n};2026-03-01;1;7;7;{n % 4};{n % 3}"
        for n in range(SIZE)
    ]
    (tmp_path / "r.csv").write_text("\n".join([head, *rows]), "utf-8")
    draft(tmp_path, "essai/2026", tmp_path / "r.csv")
    written = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    indicators = written[written.index("indicators") :]
    assert "a101" in indicators and not any(name in indicators for name in ("time", "missing", "missrel"))
