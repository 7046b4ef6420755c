"""Variables made on the fly: what they hold, and that survey.toml takes them as to_toml writes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey
from analysis.questionnaire import survey_written

LABELS: dict[str, tuple[list[float], dict[str, tuple[str, str]]]] = {
    # bounds; code -> its labels, as each language writes numbers
    "whole": ([5], {"moins_5": ("Moins de 5 {}", "Under 5 {}"), "5_plus": ("5 {} ou plus", "5 {} or more")}),
    "with decimals": (
        [0.5, 2],
        {
            "moins_0.5": ("Moins de 0,5 {}", "Under 0.5 {}"),
            "0.5_2": ("0,5 à moins de 2 {}", "0.5 to under 2 {}"),
            "2_plus": ("2 {} ou plus", "2 {} or more"),
        },
    ),
    "large": (
        [1_000_000],
        {
            "moins_1000000": ("Moins de 1 000 000 {}", "Under 1,000,000 {}"),
            "1000000_plus": ("1 000 000 {} ou plus", "1,000,000 {} or more"),
        },
    ),
}


@pytest.mark.parametrize("case", LABELS)
def test_classes_are_labelled_as_each_language_writes_numbers(survey: OpenSurvey, case: str) -> None:
    bounds, expected = LABELS[case]
    made, unit = survey.cut("heures", bounds).question, survey["heures"].question.unit
    assert unit is not None
    labels = {code: (label.fr, label.en) for code, label in made.codes.items()}
    assert labels == {c: (fr.format(unit.fr), en.format(unit.en)) for c, (fr, en) in expected.items()}
    assert "e+" not in made.name


def test_classes_begin_at_their_bound_and_end_before_the_next(survey: OpenSurvey) -> None:
    hours = survey["heures"].answers_of()
    made = survey.cut("heures", [5, 20]).answers_of()
    expected = np.where(hours.values < 5, 0, np.where(hours.values < 20, 1, 2))
    assert (made.values[hours.was_answered] == expected[hours.was_answered]).all()


@pytest.mark.parametrize("parts", [3, 5, 10])
def test_classes_of_equal_shares_end_with_the_weighted_quantiles(survey: OpenSurvey, parts: int) -> None:
    """Counted by hand: the least number that holds each share of the weights is the last of its class."""
    frame = survey.respondents("heures").frame.dropna().sort_values("heures")
    reached = frame.groupby("heures")["weight"].sum().cumsum() / frame["weight"].sum()
    ends = [reached.index[(reached >= order / parts).to_numpy()][0] for order in range(1, parts)]
    made = survey.cut("heures", quantiles=parts)
    hours, classes = survey["heures"].answers_of(), made.answers_of()
    expected = np.searchsorted(ends, hours.values, side="left")
    assert (classes.values[hours.was_answered] == expected[hours.was_answered]).all()
    assert len(made.question.codes) == parts


def test_classes_of_equal_shares_are_written_with_the_bounds_that_were_found(survey: OpenSurvey) -> None:
    made = survey.cut("heures", quantiles=4)
    assert [label.fr for label in made.question.codes.values()] == [
        "Moins de 5 heures par mois",
        "5 à 9 heures par mois",
        "10 à 21 heures par mois",
        "22 heures par mois ou plus",
    ]
    assert survey.toml_path is not None
    read = survey_written(
        survey.toml_path.read_bytes() + b"\n" + made.to_toml().encode(), survey.toml_path
    ).questions[made.name]
    assert read.derivation is not None and made.question.derivation is not None
    assert read.derivation.bounds == made.question.derivation.bounds


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
        survey.combine("sexe", "regularite", "plusieurs"),
        survey.cut(survey.score("satisfait", at_least=3, reversed=["satisfait_moyens"]), [2.5, 3]),
        survey.cut(survey.score(["heures", "nb_associations"], statistic="sum"), quantiles=3),
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
