"""Exports as survey tools and people write them: drafted and built, they give the figures they hold.

The files stand beside the repository (shared/cases/exports), with what must come out of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from analysis.drafting.drafts import draft
from analysis.pipeline import process
from analysis.questionnaire.kinds import kind_of
from analysis.sources.received import DataError
from analysis.steps.results_files import Built
from analysis.workspace import Place
from tests.conftest import shared_folder

WOMEN, MISSIONS, SATISFACTION, AGE = (30, 30), (31, 26, 23, 29), (12, 17, 11, 20), 45.6667
READ: dict[str, tuple[int, list[tuple[int, ...]], list[float]]] = {
    "min_qualtrics.csv": (30, [(15, 15)], [35.5]),
    "qualtrics_text.csv": (60, [WOMEN, SATISFACTION], [AGE]),
    "qualtrics_num.csv": (60, [WOMEN, SATISFACTION], [AGE]),
    "surveymonkey.csv": (60, [WOMEN, SATISFACTION, MISSIONS], [AGE]),
    "sm_email.csv": (60, [SATISFACTION], []),
    "framaforms.csv": (60, [WOMEN, SATISFACTION], [AGE]),
    "x_merged_header.xlsx": (60, [WOMEN], [AGE]),
    "x_hidden_first.xlsx": (60, [WOMEN, SATISFACTION], [AGE]),
    "typeform.csv": (60, [WOMEN, SATISFACTION], [AGE]),
    "no_header.csv": (60, [WOMEN], [AGE]),
    "totals.csv": (60, [WOMEN, SATISFACTION, MISSIONS], [AGE, 4.0667]),
    "x_footnotes.xlsx": (60, [WOMEN], [AGE]),
    "title2.csv": (60, [WOMEN], [AGE]),
    "x_merged_data.xlsx": (60, [(21, 21, 18), WOMEN], [AGE]),
    "mixed_enc.csv": (60, [WOMEN, SATISFACTION, MISSIONS], [AGE, 4.0667]),
    "trailing_sep.csv": (60, [WOMEN], [AGE]),
    "kobo_export.xlsx": (60, [WOMEN], [AGE]),
    "newline_multi.csv": (60, [WOMEN, MISSIONS], []),
    "helloasso.csv": (60, [], [25.5]),
}
"""File -> respondents, the answers of its questions by how many gave them, and its means."""
NAMED = {
    "min_qualtrics.csv": "row 3, import identifiers of Qualtrics",
    "framaforms.csv": "row 1 (Enquête bénévoles), a title above the headings",
    "totals.csv": "row 62 (Total 2740 244,0), a total or a mean, by its name",
    "x_footnotes.xlsx": "rows 63..64 (Source : enquête 2024, traitement interne), a note below the table",
    "title2.csv": "row 2 (Export du 12/03/2024), a title above the headings",
    "x_hidden_first.xlsx": "sheet 'Listes', hidden",
    "kobo_export.xlsx": "sheet 'membres'",
}
PEOPLE = {"sm_email.csv": "example.org", "helloasso.csv": "example.org"}


@pytest.fixture
def exports() -> Path:
    return shared_folder("cases") / "exports"


def built(exports: Path, name: str, root: Path) -> Built:
    draft(root, "essai/2026", exports / name)
    return process(Place(root, "essai", "2026"))


def counts(found: Built) -> Iterator[list[int]]:
    """How many gave each answer, question by question."""
    for answers in found.weighted.cleaned.answers.values():
        if answers.question.codes:
            yield sorted(kind_of(answers.question).ticks(answers).sum(axis=0).tolist())


def means(found: Built) -> Iterator[float]:
    for answers in found.weighted.cleaned.answers.values():
        if kind_of(answers.question).is_quantity and answers.was_answered.any():
            yield float(np.nanmean(kind_of(answers.question).numbers(answers)))


@pytest.mark.parametrize("name", READ)
def test_an_export_gives_the_figures_it_holds(name: str, exports: Path, tmp_path: Path) -> None:
    respondents, answers, numbers = READ[name]
    found = built(exports, name, tmp_path)
    assert (found.weighted.cleaned.received, len(found.weighted.cleaned.keys)) == (respondents, respondents)
    there = [[count for count in each if count] for each in counts(found)]
    for expected in answers:
        assert sorted(expected) in there
    for number in numbers:
        assert any(abs(mean - number) < 0.001 for mean in means(found)), number


@pytest.mark.parametrize("name", NAMED)
def test_what_is_left_out_of_an_export_is_named(name: str, exports: Path, tmp_path: Path) -> None:
    found = built(exports, name, tmp_path)
    assert any(NAMED[name] in said for source in found.sources for said in map(str, source.left_out))
    text = Place(tmp_path, "essai", "2026").edition_toml.read_text(encoding="utf-8")
    assert NAMED[name].split(",")[0] in text


@pytest.mark.parametrize("name", PEOPLE)
def test_no_person_of_an_export_is_in_a_file(name: str, exports: Path, tmp_path: Path) -> None:
    found = built(exports, name, tmp_path)
    kept = [
        str(value)
        for answers in found.weighted.cleaned.answers.values()
        for value in np.ravel(answers.values)
    ]
    assert not any(PEOPLE[name] in value for value in kept)
    assert PEOPLE[name] not in Place(tmp_path, "essai", "2026").survey_toml.read_text(encoding="utf-8")


def test_sheets_with_the_same_columns_are_refused_by_name(exports: Path, tmp_path: Path) -> None:
    with pytest.raises(
        DataError, match=r"sheets 'Sheet' \(61 rows\), 'Suite' \(61 rows\) have the same columns"
    ):
        draft(tmp_path, "essai/2026", exports / "x_two_sheets.xlsx")
    draft(tmp_path, "essai/2026", exports / "x_two_sheets.xlsx", sheet="Suite")
    assert process(Place(tmp_path, "essai", "2026")).weighted.cleaned.received == 60


def test_a_text_of_two_bytes_a_letter_without_a_mark_is_read(exports: Path, tmp_path: Path) -> None:
    found = built(exports, "utf16_nobom2.csv", tmp_path)
    labels = [label.fr for question in found.survey.asked.values() for label in question.codes.values()]
    assert "Nancy – Cœur" in labels
