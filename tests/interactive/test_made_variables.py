"""Variables made on the fly: what they hold, and that survey.toml takes them as to_toml writes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey
from analysis.questionnaire import survey_written


def test_classes_begin_at_their_bound_and_end_before_the_next(survey: OpenSurvey) -> None:
    hours = survey["heures"].answers_of()
    made = survey.cut("heures", [5, 20]).answers_of()
    expected = np.where(hours.values < 5, 0, np.where(hours.values < 20, 1, 2))
    assert (made.values[hours.was_answered] == expected[hours.was_answered]).all()


def test_answers_in_no_group_are_outside_the_base_and_named(survey: OpenSurvey) -> None:
    fields = survey.net("secteur", {"Sport": "Sport", "Culture et loisirs": ["5", "6"]})
    source = survey["secteur"].answers_of()
    assert fields.answers_of().was_answered.sum() == np.isin(source.values, [3, 4, 5]).sum()
    assert "Social" in repr(fields)


def test_groups_of_a_multiple_question_overlap(survey: OpenSurvey) -> None:
    wishes = survey.net("attentes", {"Formation": ["1"], "Formation ou aide": ["1", "2"]})
    assert (wishes.answers_of().values.sum(axis=1) == 2).any()


def test_a_crossing_has_a_group_for_each_pair(survey: OpenSurvey) -> None:
    both = survey.combine("sexe", "regularite")
    frame = survey.table("forme", answers="oui", by=both).frame
    one = survey.table("forme", answers="oui", by="sexe", where={"regularite": "regulier"}).frame
    assert frame.iloc[1]["value"] == pytest.approx(one.iloc[1]["value"])


def test_survey_toml_takes_what_to_toml_writes(survey: OpenSurvey) -> None:
    made = [
        survey.cut("heures", [5, 20]),
        survey.net("secteur", {"Sport": ["4"], "Culture": ["5", "6"]}),
        survey.combine("sexe", "regularite"),
    ]
    assert survey.toml_path is not None
    for variable in made:
        table = survey.table("forme", answers="oui", by=variable, where={"heures": "2.."})
        text = table.to_toml("essai", theme="formation")
        path = Path(survey.toml_path)
        read = survey_written(path.read_bytes() + b"\n" + text.encode(), path)
        assert read.indicators["essai"].breakdowns == (variable.name,)
        assert list(read.questions[variable.name].codes) == list(variable.question.codes)


def test_what_a_report_cannot_say_is_refused(survey: OpenSurvey) -> None:
    q = survey.q
    asked = survey.table("forme", answers="oui", where=~((q.sexe == "1") & (q.secteur == "4")), weights=False)
    with pytest.raises(AnalystError, match="a not of several questions"):
        asked.to_toml("essai", theme="formation")
    with pytest.raises(AnalystError, match="a report has the weights of the survey"):
        asked.to_toml("essai", theme="formation")
