"""Exports as survey tools and people write them: drafted and built, they give the figures they hold.

The files stand beside the repository (shared/cases/exports), with what must come out of each in expected.csv.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.drafting.drafts import draft
from analysis.pipeline import process
from analysis.questionnaire import read_survey
from analysis.sources.received import DataError
from analysis.steps.results_files import Built
from analysis.workspace import Place
from tests.conftest import shared_folder

from .figures import counts, labelled, means

WOMEN, MISSIONS, SATISFACTION, AGE = (30, 30), (31, 26, 23, 29), (12, 17, 11, 20), 45.6667
ACTIVITIES, NOTES = (31, 26, 23), (20, 11, 17, 12)
READ: dict[str, tuple[int, list[tuple[int, ...]], list[tuple[int, ...]], list[float]]] = {
    "lime_full_10.csv": (60, [MISSIONS], [WOMEN], []),
    "kobo_labels.xlsx": (60, [(*ACTIVITIES, 4)], [WOMEN, (28, 29)], [AGE]),
    "min_thousands.csv": (30, [], [], [1015.5]),
    "thousand_mixed.csv": (60, [], [], [1799.5]),
    "dots_thousand.csv": (60, [], [], [5056.5, 2.15]),
    "min_pairs.csv": (30, [(20, 20)], [], []),
    "qualtrics_num_clean.csv": (60, [(31, 26, 21, 15)], [WOMEN, SATISFACTION], [AGE]),
    "min_qualtrics.csv": (30, [], [(15, 15)], [35.5]),
    "qualtrics_text.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "qualtrics_num.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "surveymonkey.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "sm_email.csv": (60, [], [SATISFACTION], []),
    "framaforms.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "x_merged_header.xlsx": (60, [ACTIVITIES], [WOMEN], [AGE]),
    "x_hidden_first.xlsx": (60, [], [WOMEN, SATISFACTION], [AGE]),
    "typeform.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "ms_rank_other.xlsx": (60, [(*MISSIONS, 6)], [(24, 19, 17)], []),
    "googleforms.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "gf_other.csv": (60, [(*MISSIONS, 6)], [], [AGE]),
    "no_header.csv": (60, [], [WOMEN], [AGE]),
    "totals.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE, 4.0667]),
    "x_footnotes.xlsx": (60, [], [WOMEN], [AGE]),
    "title2.csv": (60, [], [WOMEN], [AGE]),
    "x_merged_data.xlsx": (60, [], [(21, 21, 18), WOMEN], [AGE]),
    "dta_periods.dta": (60, [], [], []),
    "utf16_nobom2.csv": (60, [], [(60,)], []),
    "mixed_enc.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE, 4.0667]),
    "trailing_sep.csv": (60, [], [WOMEN], [AGE]),
    "xf_old.csv": (60, [(40, 40), (40, 40)], [WOMEN], [AGE]),
    "kobo_export.xlsx": (60, [(*ACTIVITIES, 4, 8)], [WOMEN], [AGE]),
    "slash_ticks.csv": (60, [ACTIVITIES], [], [AGE]),
    "redcap_label.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "airtable.csv": (60, [MISSIONS, (40,)], [WOMEN], []),
    "newline_multi.csv": (60, [MISSIONS], [WOMEN], []),
    "googleforms_en.csv": (60, [MISSIONS], [WOMEN, SATISFACTION], [AGE]),
    "dates_ampm.csv": (60, [], [], []),
    "x_formats.xlsx": (60, [], [WOMEN, SATISFACTION], [AGE, 4.0667]),
    "numbers.csv": (60, [], [(20, 20, 20)], [1207, 45.6667, 35.6667, 6.65]),
    "sav_time.sav": (60, [], [], [12.9917]),
    "helloasso.csv": (60, [], [], [25.5]),
    "x_ranges_dates.xlsx": (60, [], [SATISFACTION], []),
    "classes.csv": (60, [], [SATISFACTION, SATISFACTION], []),
    "long.csv": (60, [], [WOMEN], [AGE]),
    "lime_oth.csv": (60, [(31, 26)], [SATISFACTION, NOTES], []),
}
"""File -> respondents, the answers of its multiple questions, of others, by how many gave them, its means."""
APART = ("x_two_sheets.xlsx", "lime_structure.txt")
"""Files of the folder that are refused, doubted, or no answers: tests of their own."""
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
NO_FIGURE = {
    "framaforms.csv": ("Série", "SID"),
    "numbers.csv": ("tel", "siret"),
    "helloasso.csv": ("Référence commande",),
    "dta_periods.dta": ("tm", "tq", "tw", "th", "ty"),
    "sav_time.sav": ("poids", "w"),
    "kobo_labels.xlsx": ("_index", "_id"),
    "kobo_export.xlsx": ("_index", "_id"),
    "qualtrics_text.csv": ("Progress", "Duration (in seconds)"),
}
"""File -> columns that no indicator may be of."""
DOUBTED = {
    "min_thousands.csv": "Thousands are apart by ','",
    "min_pairs.csv": "Read as several answers in a cell",
    "ms_rank_other.xlsx": "All options are always there, in varying order",
    "googleforms.csv": "Read as one option with a comma in it",
    "x_formats.xlsx": "The cells have % beside the numbers",
    "x_ranges_dates.xlsx": "Dates among the answers: perhaps ranges",
    "long.csv": "120 rows of 60 respondents, told apart by respondent_id",
    "mixed_enc.csv": "22 lines are not UTF-8 and were read as cp1252",
    "x_merged_data.xlsx": "merged cells hold for every row beside them",
    "no_header.csv": "no row names the columns",
}
"""File -> what its draft says aloud."""
ORDERED = {
    "tranche": ["Moins de 25 ans", "25-39 ans", "40-59 ans", "60 ans et plus"],
    "freq": ["Jamais", "Rarement", "Souvent", "Toujours"],
}


@pytest.fixture
def exports() -> Path:
    return shared_folder("cases") / "exports"


def listed(exports: Path) -> dict[str, str]:
    """Each file of answers, and the structure that goes with it."""
    with (exports / "expected.csv").open(encoding="utf-8") as rows:
        return {row["file"]: row["structure"] for row in csv.DictReader(rows)}


def built(exports: Path, name: str, root: Path) -> Built:
    beside = listed(exports)[name]
    draft(root, "essai/2026", exports / name, exports / beside if beside else None)
    return process(Place(root, "essai", "2026"))


def drafted_text(root: Path) -> str:
    """Both definitions, the lines of a comment as one."""
    place = Place(root, "essai", "2026")
    texts = [path.read_text(encoding="utf-8") for path in (place.survey_toml, place.edition_toml)]
    return " ".join(" ".join(texts).replace("\n# ", " ").split())


def test_every_file_of_the_cases_is_tried(exports: Path) -> None:
    assert {*listed(exports)} == {*READ, *APART}


@pytest.mark.parametrize("name", READ)
def test_an_export_gives_the_figures_it_holds(name: str, exports: Path, tmp_path: Path) -> None:
    respondents, multiple, answers, numbers = READ[name]
    found = built(exports, name, tmp_path)
    assert (found.weighted.cleaned.received, len(found.weighted.cleaned.keys)) == (respondents, respondents)
    assert sorted(counts(found, "multiple")) == sorted(sorted(each) for each in multiple)
    there = counts(found, "single", "scale")
    for expected in answers:
        assert sorted(expected) in there
    for number in numbers:
        assert any(abs(mean - number) < 0.001 for mean in means(found)), number
    assert not (found.weighted.cleaned.problems["problem"].str.contains("unknown code")).any()


@pytest.mark.parametrize("name", NO_FIGURE)
def test_what_is_no_measure_has_no_figure(name: str, exports: Path, tmp_path: Path) -> None:
    survey = built(exports, name, tmp_path).survey
    shown = [survey.questions[each.variable or each.name] for each in survey.indicators.values()]
    assert not {*NO_FIGURE[name]} & {question.column or question.text.fr for question in shown}


@pytest.mark.parametrize("name", DOUBTED)
def test_a_doubt_stands_in_the_draft(name: str, exports: Path, tmp_path: Path) -> None:
    built(exports, name, tmp_path)
    assert DOUBTED[name] in drafted_text(tmp_path)


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


def test_an_export_and_its_structure_have_their_questions_and_no_other(exports: Path, tmp_path: Path) -> None:
    found = built(exports, "lime_full_10.csv", tmp_path)
    assert {name: question.type for name, question in found.survey.questions.items()} == {
        "sexe": "single",
        "act": "multiple",
    }


def test_a_tab_separated_structure_has_its_questions_and_answers(exports: Path, tmp_path: Path) -> None:
    draft(tmp_path, "essai", None, exports / "lime_structure.txt")
    (question,) = read_survey(tmp_path / "data/raw/essai/survey.toml").questions.values()
    assert question.text.fr == "Vous êtes"
    assert [label.fr for label in question.codes.values()] == ["Une femme", "Un homme"]


def test_classes_and_words_stand_in_their_order(exports: Path, tmp_path: Path) -> None:
    questions = built(exports, "classes.csv", tmp_path).survey.questions
    assert {
        name: [label.fr for label in question.codes.values()] for name, question in questions.items()
    } == ORDERED


def test_the_words_of_other_are_tied_to_the_answer(exports: Path, tmp_path: Path) -> None:
    found = built(exports, "lime_oth.csv", tmp_path)
    assert found.survey.questions["q1"].other == {"-oth-": "Q1[other]"}
    assert found.weighted.cleaned.others["q1.other"].was_answered.sum() == labelled(found, "q1")["Autre"]


@pytest.mark.parametrize(
    ("name", "question"), [("googleforms_en.csv", "timestamp"), ("dates_ampm.csv", "start_date")]
)
def test_times_in_the_english_way_are_dates(name: str, question: str, exports: Path, tmp_path: Path) -> None:
    answers = built(exports, name, tmp_path).weighted.cleaned.answers[question]
    days = answers.values[answers.was_answered].astype("datetime64[D]").astype(str)
    assert (min(days), max(days)) == ("2024-03-01", "2024-03-18")
