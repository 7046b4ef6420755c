"""Drafts of .sav and .dta files: labels, missing values, answer sets, numbers, dates and texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.drafting.cells.column_profiles import Profile, kind_of_absence
from analysis.drafting.infer.drafted_survey import drafted_survey
from analysis.drafting.infer.labelled_columns import from_labels
from analysis.drafting.question_toml import question_text
from analysis.pipeline import process
from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.received import AnswerSet, ColumnDescription, Received, Source
from analysis.steps.results_files import Built
from analysis.workspace import Place

from .conftest import built, labels

ABSENCES = [
    ("Refus de répondre", "refused"),
    ("Prefer not to answer", "refused"),
    ("Ne souhaite pas répondre", "refused"),
    ("NSP", "dont_know"),
    ("Ne sait pas", "dont_know"),
    ("Don\u2019t know", "dont_know"),
    ("Non concerné", "not_asked"),
    ("Inapplicable", "not_asked"),
    ("Question not asked", "not_asked"),
    ("Sans objet", "not_asked"),
    ("skipped", "no_answer"),
    ("Sans réponse", "no_answer"),
    ("", "no_answer"),
]


@pytest.mark.parametrize(("label", "kind"), ABSENCES)
def test_the_label_says_which_kind_of_absence_a_missing_code_is(label: str, kind: str) -> None:
    assert kind_of_absence(label) == kind


def test_labels_codes_and_missing_values_arrive(draft_sav: Callable[..., Built]) -> None:
    found = draft_sav(
        {"freq": [1.0, 2.0, 1.0, 5.0, 8.0, 9.0]},
        column_labels=['À quelle "fréquence" ?\\'],
        variable_value_labels={"freq": {1: "Souvent", 2: "Parfois", 3: "Jamais", 8: "Refus", 9: "NSP"}},
        missing_ranges={"freq": [8, 9]},
    )
    question = found.survey.questions["freq"]
    assert question.text.fr == 'À quelle "fréquence" ?\\'
    assert labels(question) == {"1": "Souvent", "2": "Parfois", "3": "Jamais", "5": "5"}
    assert question.missing == {"refused": ("8",), "dont_know": ("9",)}
    assert found.weighted.cleaned.problems.empty


def test_codes_within_a_missing_range_are_absences_of_a_coded_question(
    draft_sav: Callable[..., Built],
) -> None:
    found = draft_sav(
        {"avis": [1.0, 2.0, 97.0, 98.0]},
        variable_value_labels={"avis": {1: "Oui", 2: "Non", 98: "Ne sait pas", 99: "Refus"}},
        missing_ranges={"avis": [{"lo": 97, "hi": 99}]},
    )
    question = found.survey.questions["avis"]
    assert list(question.codes) == ["1", "2"]
    assert question.missing == {"no_answer": ("97",), "dont_know": ("98",), "refused": ("99",)}
    assert found.weighted.cleaned.answers["avis"].was_answered.sum() == 2


def test_numbers_dates_and_texts_without_labels_keep_their_kind(draft_sav: Callable[..., Built]) -> None:
    days = pd.to_datetime(["2020-01-02", "2020-02-03", "2020-03-04", "2020-04-05"])
    found = draft_sav(
        {
            "age": [20.0, 30.0, 40.0, -1.0],
            "jour": list(days.date),
            "dept": ["01", "2A", "01", "2A"],
            "avis": ["un", "deux", "trois", "quatre"],
        },
        missing_ranges={"age": [{"lo": -9, "hi": -1}]},
    )
    kinds = {name: question.type for name, question in found.survey.questions.items()}
    assert kinds == {"age": "numeric", "jour": "date", "dept": "single", "avis": "text"}
    assert list(found.survey.questions["dept"].codes) == ["01", "2A"]
    assert set(found.survey.indicators) == {"age", "dept"}
    assert found.weighted.cleaned.answers["age"].values[:3].tolist() == [20, 30, 40]
    assert found.weighted.cleaned.answers["age"].was_answered.tolist() == [True, True, True, False]


def test_a_number_with_a_few_labels_stays_a_number() -> None:
    hours = Profile(
        "heures",
        {str(n): 1 for n in range(40)},
        stored="number",
        described=ColumnDescription("Heures", {"0": "Aucune", "99": "Sans réponse"}, ("99",)),
    )
    question = from_labels(hours)
    assert (question.type, dict(question.missing)) == ("numeric", {"no_answer": ("99",)})
    assert "0 = Aucune" in question.remarks[0]


def test_few_whole_numbers_without_labels_are_numbers_with_a_remark() -> None:
    question = from_labels(Profile("usine", {"0": 9, "1": 9}, stored="number"))
    assert question.type == "numeric"
    assert question.remarks[0].startswith("Few whole numbers without labels: if they stand for answers")
    assert question.remarks[1].startswith("The file goes from 0 to 1; write min and max")


def test_an_open_missing_range_is_written_without_its_end() -> None:
    described = ColumnDescription("Revenu", {}, ("-1.7976931348623157e+308..-1",))
    income = Profile("revenu", {"-5": 1, "1200.5": 1}, stored="number", described=described)
    assert dict(from_labels(income).missing) == {"no_answer": ("..-1",)}


def test_a_value_without_a_label_and_a_label_without_a_value_are_both_said() -> None:
    described = ColumnDescription("Avis", {"1": "Oui", "2": "Non"})
    text = question_text(
        "avis", from_labels(Profile("avis", {"1": 4, "7": 2}, stored="number", described=described))
    )
    assert '7 = "7"  # no label in the file; 2 respondents' in text
    assert '2 = "Non"  # nobody in this file' in text


def received(frame: pd.DataFrame, *sets: AnswerSet, **columns: ColumnDescription) -> Received:
    described = {name: columns.get(name, ColumnDescription()) for name in frame.columns}
    return Received(frame, (Source("a.sav", "", 0, "sav"),), described, sets)


def test_a_set_of_dichotomies_is_one_question_with_its_counted_value() -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0, 9.0], "b": [2.0, 2.0, 9.0], "age": [20.0, 30.0, 40.0]})
    yes_no = {"1": "Oui", "2": "Non", "9": "Refus"}
    survey = drafted_survey(
        received(
            frame,
            AnswerSet("$lieux", "Où ?", ("a", "b"), "1"),
            a=ColumnDescription("À l'école", yes_no, ("9",)),
            b=ColumnDescription("Au club", yes_no, ("9",)),
        )
    )
    places = survey.questions["lieux"]
    assert list(survey.questions) == ["lieux", "age"]
    assert (places.ticked, places.not_ticked, places.missing) == (("1",), ("2",), {"refused": ("9",)})
    assert (places.text, places.codes) == ("Où ?", {"a": "À l'école", "b": "Au club"})


def test_a_set_that_knows_its_counted_value_only_counts_blanks_as_not_ticked() -> None:
    frame = pd.DataFrame({"a": [1.0, None], "b": [None, 1.0]})
    survey = drafted_survey(received(frame, AnswerSet("lieux", "Où ?", ("a", "b"), "1")))
    assert survey.questions["lieux"].blank_is_not_ticked


def test_a_labelled_column_without_values_keeps_its_labels_and_an_unlabelled_one_is_named() -> None:
    frame = pd.DataFrame({"vide": [None, None], "prevu": [None, None], "age": [1.0, 2.0]})
    survey = drafted_survey(received(frame, prevu=ColumnDescription("Prévu", {"1": "Oui"})))
    assert list(survey.questions) == ["prevu", "age"] and survey.empty == ("vide",)


def test_extended_missing_values_of_stata_arrive(tmp_path: Path) -> None:
    answers = tmp_path / "reponses.dta"
    pyreadstat.write_dta(
        pd.DataFrame({"freq": [1.0, 2.0, "a", 1.0, "b"]}),
        answers,
        column_labels=["Fréquence"],
        variable_value_labels={"freq": {1.0: "Souvent", 2.0: "Jamais", "a": "Refus", "b": "NSP"}},
        missing_user_values={"freq": ["a", "b"]},
        version=15,
    )
    found = built(tmp_path, answers)
    question = found.survey.questions["freq"]
    assert labels(question) == {"1": "Souvent", "2": "Jamais"}
    assert question.missing == {"refused": (".a",), "dont_know": (".b",)}
    assert found.weighted.cleaned.answers["freq"].was_answered.sum() == 3


def test_the_file_of_a_draft_is_read_again_as_it_was_received(
    draft_sav: Callable[..., Built], tmp_path: Path
) -> None:
    draft_sav({"age": [20.0, 30.0]})
    place = Place(tmp_path, "essai", "2026")
    first = read_answers(tmp_path, AnswersFile("reponses.sav"))
    assert process(place).sources[0].sha256 == first.source.sha256


def test_sentences_beside_a_few_value_labels_are_text_and_labelled_sentences_answers() -> None:
    said = {"Merci pour tout ce que vous faites": 1, "Rien à dire de plus, merci à vous": 1}
    some_labels = ColumnDescription("Avis", {"0": "Aucun avis"})
    assert from_labels(Profile("q", said, stored="text", described=some_labels)).type == "text"
    all_labels = ColumnDescription("Avis", {value: value for value in said})
    assert from_labels(Profile("q", said, stored="text", described=all_labels)).type == "single"


TICKED = {"0": "Non coché", "1": "Coché"}
STEMS = {
    "marked or not": (
        TICKED,
        ["Q3. Vos missions : Accueil", "Q3. Vos missions : Accompagnement"],
        "1",
        ("0",),
    ),
    "selected or not": ({"0": "Not selected", "1": "Selected"}, ["Tasks - A", "Tasks - B"], "1", ("0",)),
    "yes and no": ({"1": "Oui", "2": "Non"}, ["Missions ? A", "Missions ? B"], "1", ("2",)),
    "one value": ({"1": "Yes"}, ["Missions : A", "Missions : B"], "1", ("0",)),
    "no labels": ({}, ["Missions : A", "Missions : B"], "1", ("0",)),
    "as LimeSurvey": (TICKED, ["[Accueil] Vos missions", "[Soutien] Vos missions"], "1", ("0",)),
}


@pytest.mark.parametrize(("codes", "texts", "yes", "no"), STEMS.values(), ids=STEMS)
def test_columns_of_ticks_that_share_a_stem_are_one_question(
    codes: dict[str, str], texts: list[str], yes: str, no: tuple[str, ...]
) -> None:
    frame = pd.DataFrame({"Q3_1": [1.0, float(no[0]), 1.0], "Q3_2": [float(no[0]), 1.0, 1.0]})
    described = {name: ColumnDescription(text, codes) for name, text in zip(frame, texts, strict=True)}
    questions = drafted_survey(received(frame, **described)).questions
    assert list(questions) == ["q3"]
    assert (questions["q3"].type, questions["q3"].ticked, questions["q3"].not_ticked) == (
        "multiple",
        (yes,),
        no,
    )
    assert not questions["q3"].blank_is_not_ticked


def test_what_differs_in_the_labels_is_the_answer(draft_sav: Callable[..., Built]) -> None:
    labels_of = {1: "Coché"}
    found = draft_sav(
        {"Q3_1": [1.0, None, 1.0], "Q3_2": [None, None, 1.0], "Q4_1": [1.0, 2.0, 1.0]},
        column_labels=[
            "Q3. Vos missions : Accueil",
            "Q3. Vos missions : Accès au droit",
            "Q4. Durée : jours",
        ],
        variable_value_labels={"Q3_1": labels_of, "Q3_2": labels_of},
    )
    question = found.survey.questions["q3"]
    assert question.text.fr == "Vos missions"
    assert labels(question) == {"Q3_1": "Accueil", "Q3_2": "Accès au droit"}
    assert found.weighted.cleaned.answers["q3"].values.tolist() == [
        [True, False],
        [False, False],
        [True, True],
    ]
    assert found.weighted.cleaned.problems.empty


def _as_qualtrics() -> Received:
    """A file as Qualtrics once wrote it: V1, V2 … of its own, a tick labelled by its answer alone."""
    columns: dict[str, tuple[str, list[object], dict[str, str]]] = {
        "V1": ("ResponseID", [f"R_{n:012}" for n in range(30)], {}),
        "V2": ("ResponseSet", ["Default Response Set"] * 30, {}),
        "V4": ("ExternalDataReference", [f"a{n}" for n in range(30)], {}),
        "V6": ("IPAddress", [f"90.1.2.{n}" for n in range(30)], {}),
        "V10": ("Finished", [float(n > 3) for n in range(30)], {"0": "False", "1": "True"}),
        "Q4_1": ("Que <b>faites</b>-vous (cochez)-Soin, santé", [1.0, None] * 15, {"1": "Soin, santé"}),
        "Q4_2": ("Que <b>faites</b>-vous (cochez)-Sport", [1.0, 1.0, None] * 10, {"1": "Sport"}),
        **{
            f"Q5_{n}": (
                f"Satisfait de ceci ?-{row}",
                [1.0, 2.0, 3.0] * 10,
                {"1": "Non", "2": "Bof", "3": "Oui"},
            )
            for n, row in enumerate(("Accueil", "Locaux", "Horaires"))
        },
        "Q6_TEXT": ("Combien d'heures avez-vous données ?", ["2", "4", "10"] * 10, {}),
    }
    frame = pd.DataFrame({name: pd.Series(cells) for name, (_, cells, _) in columns.items()})
    return received(
        frame, **{name: ColumnDescription(text, codes) for name, (text, _, codes) in columns.items()}
    )


def test_a_file_of_qualtrics_is_ticks_a_grid_and_a_number_beside_its_own_columns() -> None:
    survey = drafted_survey(_as_qualtrics())
    assert (survey.identifiers, survey.private) == (("V1",), ("V4", "V6"))
    assert {*survey.paradata} == {"v2", "v10"} and survey.completions == ("v10",)
    ticks = survey.questions["q4"]
    assert (ticks.text, [*ticks.codes.values()]) == ("Que faites-vous (cochez)", ["Soin, santé", "Sport"])
    assert (ticks.ticked, ticks.blank_is_not_ticked) == (("1",), True)
    assert [title for title, _ in survey.grids.values()] == ["Satisfait de ceci ?"]
    assert [survey.questions[f"q5_{n}"].label for n in range(3)] == ["Accueil", "Locaux", "Horaires"]
    assert survey.questions["q6_text"].type == "numeric"


def test_ticks_under_two_headings_are_two_questions() -> None:
    frame = pd.DataFrame({f"v{n}": [0.0, 1.0] for n in range(1, 5)})
    texts = ["A : x", "A : y", "B : x", "B : y"]
    described = {name: ColumnDescription(text, TICKED) for name, text in zip(frame, texts, strict=True)}
    questions = drafted_survey(received(frame, **described)).questions
    assert {name: list(q.columns.values()) for name, q in questions.items()} == {
        "v": ["v1", "v2"],
        "v_2": ["v3", "v4"],
    }


def test_an_ordinal_column_with_numbers_is_a_scale(draft_sav: Callable[..., Built]) -> None:
    grades = {1: "Peu", 2: "Assez", 3: "Très"}
    found = draft_sav(
        {"avis": [1.0, 2.0, 3.0], "metier": [1.0, 2.0, 3.0], "classe_age": [1.0, 2.0, 3.0]},
        variable_value_labels={"avis": grades, "metier": {1: "Élu", 2: "Salarié"}, "classe_age": grades},
        variable_measure={"avis": "ordinal", "metier": "nominal", "classe_age": "ordinal"},
    )
    kinds = {name: question.type for name, question in found.survey.questions.items()}
    assert kinds == {"avis": "scale", "metier": "single", "classe_age": "scale"}
    assert found.survey.breakdowns == ("metier", "classe_age")
