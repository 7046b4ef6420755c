"""Keys that are right: what a survey and an edition are, read as they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.questionnaire import Edition, Label, Survey
from analysis.questionnaire.fixed_words import Verb, Within


def test_a_survey_is_read_as_it_is_written(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        """
title = { fr = "Essai" }
missing = { refused = ["98", "99"] }
[scales.accord]
codes = { 1 = "Oui", 2 = { fr = "Non", en = "No" } }
missing = { dont_know = ["99"] }
[questions.a]
type = "scale"
scale = "accord"
codes = { 98 = "Autre" }
[questions.b]
type = "multiple"
column = "Q2"
codes = { 01 = "x", 2A = "y" }
columns = { 2A = "ailleurs" }
[questions.c]
type = "multiple"
delimiter = ";"
codes = { 1 = "x" }
[questions.d]
type = "text"
text = "Pourquoi ?"
"""
    )
    a, b, c, d = survey.questions.values()
    assert (survey.title.fr, survey.title.en) == ("Essai", "Essai")
    assert [label.to("en") for label in a.codes.values()] == ["Oui", "No", "Autre"]
    assert b.columns == {"01": "Q2_01", "2A": "ailleurs"}
    assert (c.columns, c.delimiter) == ({}, ";")
    assert (d.label.fr, d.column) == ("Pourquoi ?", "d")


def test_a_code_of_absence_of_the_survey_stays_an_answer_where_it_is_one(
    survey_of: Callable[[str], Survey],
) -> None:
    survey = survey_of("missing.refused = ['8', '9']\n[questions.a]\ntype = 'single'\ncodes = { 8 = 'huit' }")
    assert survey.questions["a"].missing == {"refused": ("9",)}


def test_the_nearest_meaning_of_a_code_of_absence_holds(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        "missing.refused = ['7', '8', '9']\n"
        "[scales.s]\ncodes.1 = 'x'\nmissing = { dont_know = ['8'], refused = ['6'] }\n"
        "[questions.a]\ntype = 'single'\nscale = 's'\nmissing.not_asked = ['9']"
    )
    assert survey.questions["a"].missing == {
        "not_asked": ("9",),
        "dont_know": ("8",),
        "refused": ("6", "7"),
    }


def test_whole_numbers_are_taken_as_codes(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of("[questions.a]\ntype = 'numeric'\nmissing = { refused = [98], dont_know = 99 }")
    assert survey.questions["a"].missing == {"refused": ("98",), "dont_know": ("99",)}


def test_classes_may_be_open_at_either_end(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        "[questions.a]\ntype = 'numeric'\n[derived.b]\nclasses_of = 'a'\n"
        "codes.x = { below = 10 }\ncodes.y = { from = 10 }\n"
    )
    derivation = survey.questions["b"].derivation
    assert derivation is not None
    assert derivation.bounds == {"x": (float("-inf"), 10), "y": (10, float("inf"))}


def test_an_edition_is_read_as_it_is_written(edition_of: Callable[[str, str], Edition]) -> None:
    edition = edition_of(
        "identifier = 'id'\n[questions.a]\ntype = 'multiple'\ncodes = { 1 = 'x' }",
        "file.name = 'a.csv'\nfieldwork = { start = 2020-01-02, end = 2021-03-04 }\ninvited = 100\n"
        "columns = { a = { 1 = 'Q1' }, id = 'ID' }\nexclude = { 346 = 'a test' }\nrecode.a = { oui = '1' }",
    )
    assert (edition.name, edition.title.fr, edition.invited) == ("2020", "2020", 100)
    assert (edition.start, edition.reference_year) == (date(2020, 1, 2), 2021)
    assert edition.columns == {"a": {"1": "Q1"}, "id": "ID"}
    assert (edition.exclude, edition.recode) == ({"346": "a test"}, {"a": {"oui": "1"}})
    assert (edition.weighting, edition.simulated) == (None, False)


def test_several_files_are_read_as_they_are_written(edition_of: Callable[[str, str], Edition]) -> None:
    edition = edition_of(
        "[questions.a]\ntype = 'single'\ncodes.1 = 'x'",
        "breaks.a = { fr = 'Autre question', en = 'Another question' }\n"
        "[[files]]\nname = 'a.csv'\n"
        "[[files]]\nname = 'b.csv'\ncolumns = { Q1 = 'a' }\nconstants.mode = 'papier'\nanswers = 'labels'",
    )
    first, second = edition.files
    assert (first.name, dict(first.columns), first.answers) == ("a.csv", {}, "codes")
    assert (second.columns, second.constants) == ({"Q1": "a"}, {"mode": "papier"})
    assert (second.answers, edition.breaks["a"].en) == ("labels", "Another question")


def test_sets_and_other_are_read_as_they_are_written(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        "[questions.a]\ntype = 'multiple'\ncodes = { 1 = 'x', 96 = 'Autre' }\nsets = ['A1', 'A2']\n"
        "other = { 96 = 'A_autre' }"
    )
    question = survey.questions["a"]
    assert (question.sets, question.columns, question.other) == (("A1", "A2"), {}, {"96": "A_autre"})


OFFICIAL = [
    ("fr:departements", 101, "2A", "Corse-du-Sud"),
    ("fr:departements", 101, "976", "Mayotte"),
    ("fr:regions", 18, "53", "Bretagne"),
    ("fr:regions_2015", 27, "22", "Picardie"),
]


@pytest.mark.parametrize(("scale", "count", "code", "label"), OFFICIAL)
def test_official_scales_need_no_definition(
    scale: str, count: int, code: str, label: str, survey_of: Callable[[str], Survey]
) -> None:
    codes = survey_of(f"[questions.a]\ntype = 'single'\nscale = '{scale}'").questions["a"].codes
    assert (len(codes), codes[code].fr) == (count, label)


def test_a_blank_text_is_as_none(survey_of: Callable[[str], Survey]) -> None:
    """A title of nothing would be no heading, which no accessible document may lack."""
    survey = survey_of(
        "title = ''\n[themes.t]\ntitle = ' '\nlead = ''\n"
        "[questions.a]\ntype = 'single'\ntext = { fr = '', en = 'Who?' }\ncodes = { 1 = '', 2 = 'x' }"
    )
    question = survey.questions["a"]
    assert survey.title.fr == survey.name
    assert (survey.themes["t"].title.fr, survey.themes["t"].lead) == ("t", None)
    assert (question.text.fr, question.text.en, question.label.fr) == ("Who?", "Who?", "Who?")
    assert [label.fr for label in question.codes.values()] == ["1", "x"]


def test_phrases_are_read_with_their_questions_and_shared_with_scales(
    survey_of: Callable[[str], Survey],
) -> None:
    survey = survey_of(
        """
        [scales.champs]
        codes = { 1 = "Sport", 2 = "Culture" }
        within = { 1 = { fr = "dans le sport" }, 2 = { fr = ["dans la culture", "là"] } }
        [questions.champ]
        type = "single"
        scale = "champs"
        ordered = true
        more = "plus on avance"
        verbs = { 1 = { fr = ["joue", "jouent"] } }
        within = { 1 = { fr = "au stade" } }
        [derived.groupe]
        groups_of = "champ"
        within = { t = { en = "anywhere" } }
        codes = { t = { fr = "Tous", of = ["1", "2"] } }
        """
    )
    asked = survey.questions["champ"]
    assert asked.within["1"]["fr"] == Within("au stade", "au stade")
    assert asked.within["2"]["fr"] == Within("dans la culture", "là")
    assert asked.verbs["1"]["fr"] == Verb("joue", "jouent")
    assert asked.more == Label("plus on avance", "plus on avance")
    assert survey.questions["groupe"].within["t"]["en"].first == "anywhere"


def test_a_group_in_which_others_are_counted_is_not_called_by_its_own_phrase(
    survey_of: Callable[[str], Survey],
) -> None:
    survey = survey_of(
        """
        [questions.champ]
        type = "single"
        codes = { 1 = "Sport", 2 = "Culture", 3 = "Autre" }
        within = { 1 = { fr = "dans le sport" }, 2 = { fr = "dans la culture" } }
        """
    )
    merged = survey.named_together({"champ": {"3": "2"}}).questions["champ"]
    assert list(merged.within) == ["1"]
