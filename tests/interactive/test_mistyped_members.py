"""An attribute, a method or an argument that is mistyped is told with the nearest ones, in one line."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import analysis
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import Editions, OpenSurvey

Ask = Callable[[Any], object]
MEMBERS: list[tuple[str, Ask, str]] = [
    ("a verb", lambda s: s.tabel("forme"), "a survey has no 'tabel'; did you mean table?"),
    ("a word of pandas", lambda s: s.crosstab, "did you mean table?"),
    ("a question", lambda s: s.secteur, "the question is survey.q.secteur or survey['secteur']"),
    ("a member of tables", lambda s: s.sentence(), "a table has it: survey.table(…).sentence"),
    (
        "of a table",
        lambda s: s.table("forme").sentance(),
        "a table has no 'sentance'; did you mean sentence?",
    ),
    ("a data frame", lambda s: s.table("forme").df, "did you mean frame?"),
    ("nothing near", lambda s: s.table("forme").zzz, "a table has no 'zzz'; it has T, chart, "),
    ("of a variable", lambda s: s.q.secteur.lable, "a variable has no 'lable'; did you mean label?"),
    ("of a condition", lambda s: (s.q.heures > 3).word, "did you mean words?"),
    ("of what was found", lambda s: s.find("formation").fram, "did you mean frame?"),
    ("of a chart", lambda s: s.table("forme").chart().axe, "a chart has no 'axe'; did you mean axes?"),
    ("a question by q", lambda s: s.q.secteu, "no question 'secteu' in La France bénévole"),
    ("of the package", lambda _: analysis.opne, "analysis has no 'opne'; did you mean open?"),
]
ARGUMENTS: list[tuple[str, Ask, str]] = [
    (
        "of a table",
        lambda s: s.table("forme", awnsers="oui"),
        "no argument 'awnsers'; did you mean answers=?",
    ),
    (
        "nothing near",
        lambda s: s.table("forme", xyz=1),
        "table: no argument 'xyz'; it takes rows, by, within,",
    ),
    ("none at all", lambda s: s.table(), "table: missing a required argument: 'rows'; it takes rows, "),
    (
        "of classes",
        lambda s: s.cut("heures", [5], lable="x"),
        "cut: no argument 'lable'; did you mean label=",
    ),
    ("of a chart", lambda s: s.table("forme").chart(kin="bars"), "did you mean kind=?"),
    ("of open", lambda _: analysis.open("france_benevole", editon="2009"), "did you mean edition=?"),
    ("an order", lambda s: s.table("forme", sort=True), "a table is put in order by .sorted()"),
    (
        "a percentile",
        lambda s: s.table("heures", statistic="p90"),
        """'p90' is written statistic="quantile", q=0.9""",
    ),
    (
        "no weights",
        lambda s: s.table("forme", weights="none"),
        "weights: 'none' is written weights=False",
    ),
    (
        "an edition by its path",
        lambda s: analysis.open("france_benevole/2009", root=s.toml_path.parents[3]),
        "give the edition apart: analysis.open('france_benevole', '2009')",
    ),
    ("of survey", lambda _: analysis.survey("x.csv", weight="p"), "did you mean weights=?"),
]


@pytest.mark.parametrize(("ask", "said"), [case[1:] for case in MEMBERS], ids=[case[0] for case in MEMBERS])
def test_a_member_that_is_not_there_is_told_with_the_nearest(survey: OpenSurvey, ask: Ask, said: str) -> None:
    with pytest.raises(AttributeError) as error:
        ask(survey)
    assert said in str(error.value)
    assert isinstance(error.value, AnalystError)
    assert error.value._render_traceback_() == [str(error.value)]


@pytest.mark.parametrize(
    ("ask", "said"), [case[1:] for case in ARGUMENTS], ids=[case[0] for case in ARGUMENTS]
)
def test_an_argument_that_is_not_taken_is_told_with_the_nearest(
    survey: OpenSurvey, ask: Ask, said: str
) -> None:
    with pytest.raises(AnalystError) as error:
        ask(survey)
    assert said in str(error.value) and "\n" not in str(error.value)


def test_editions_tell_their_own_and_those_of_one_edition(both: Editions) -> None:
    for ask, said in (
        (lambda: both.tabel, "did you mean table?"),  # type: ignore[attr-defined]
        (lambda: both.modelled, r"one edition has it, editions\['2024'\]\.modelled"),  # type: ignore[attr-defined]
        (lambda: both.table("forme", awnsers="oui"), "did you mean answers=?"),
    ):
        with pytest.raises(AnalystError, match=said):
            ask()


def test_what_asks_whether_a_member_is_there_is_told_no(survey: OpenSurvey) -> None:
    table = survey.table("forme")
    for each in (survey, survey.q, table, survey["forme"]):
        assert not hasattr(each, "zzz") and not hasattr(each, "_repr_latex_")
        copy.copy(each)
    assert repr(pickle.loads(pickle.dumps(table))) == repr(table)


def test_the_error_of_a_property_is_its_own(survey: OpenSurvey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(survey), "title", property(lambda _: {}.nothing))  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="'dict' object has no attribute 'nothing'"):
        _ = survey.title
