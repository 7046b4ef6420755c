"""What is looked at in answers is read as it is written, and has defaults."""

from __future__ import annotations

from collections.abc import Callable

from analysis.questionnaire import Survey
from tests.questionnaire.contradictions.cleaning import SURVEY


def test_what_is_looked_at_is_read_as_it_is_written(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        SURVEY + "[grids.g]\nlabel = 'Avis'\nitems = ['a', 'b']\n"
        "[contradictions.k]\nwhen = { a = ['1'], b = ['2'] }\n"
        "[quality]\nduration = 'duree'\nspeeder_below = 0.5\nstraight_lining = 'remove'\n"
        "[privacy]\nkeep = { id = 'a number drawn at random' }\nquasi_identifiers = ['a']\nk = 3\n"
    )
    assert (survey.grids["g"].label.fr, survey.grids["g"].items) == ("Avis", ("a", "b"))
    assert survey.contradictions["k"].when == {"a": ("1",), "b": ("2",)}
    assert (survey.quality.duration, survey.quality.speeder_below) == ("duree", 0.5)
    assert (survey.quality.straight_lining, survey.quality.speeders) == ("remove", "flag")
    assert survey.privacy.keep == {"id": "a number drawn at random"}
    assert (survey.privacy.quasi_identifiers, survey.privacy.k) == (("a",), 3)


def test_a_survey_that_says_nothing_of_it_has_defaults(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(SURVEY)
    assert (dict(survey.grids), dict(survey.contradictions)) == ({}, {})
    assert (survey.quality.speeder_below, survey.quality.left, survey.privacy.k) == (1 / 3, "flag", 5)
