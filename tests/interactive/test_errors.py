"""What is said to who mistypes: what was expected, what is near, the way out; no traceback in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey

Ask = Callable[[OpenSurvey], object]
SAID: list[tuple[str, Ask, str]] = [
    ("a name", lambda s: s.table("secteu"), "no question 'secteu' in La France bénévole"),
    ("what is near", lambda s: s.table("secteu"), "did you mean secteur"),
    ("a label", lambda s: s.table("diplôme"), "diplome (Diplôme"),
    ("the way out", lambda s: s.table("zzz"), 'survey.find("word") searches labels, wordings and answers.'),
    (
        "an answer",
        lambda s: s.table("forme", where={"secteur": "Sports"}),
        "no answer 'Sports'; did you mean 4 = Sport?",
    ),
    (
        "a population",
        lambda s: s.table("forme", where="reguliere"),
        "no population 'reguliere'; did you mean reguliers?",
    ),
    (
        "a statistic",
        lambda s: s.table("heures", statistic="moyenne"),
        "found 'moyenne'; did you mean 'mean'?",
    ),
    ("a base", lambda s: s.table("forme", base="aked"), "found 'aked'; did you mean 'asked'?"),
    ("a correction", lambda s: s.table("forme", correction="holms"), "found 'holms'; did you mean 'holm'?"),
    ("a chart", lambda s: s.table("forme").chart("bar"), "found 'bar'; did you mean 'bars'?"),  # type: ignore[arg-type]
    (
        "a way of comparing",
        lambda s: s.table("forme", by="sexe", against="reste"),
        "no group 'reste' of sexe (Sexe); did you mean 'rest'?",
    ),
    ("a side", lambda s: s.table("forme", by="sexe", against={"sex": "rest"}), "did you mean 'sexe'?"),
    ("a grid as a question", lambda s: s["projet"], "projet: a grid, of the questions projet_statuts, "),
    (
        "a mean of answers",
        lambda s: s.table("sexe", statistic="mean"),
        "has answers, not numbers; ask for their shares",
    ),
    ("groups of a number", lambda s: s.table("forme", by="heures"), "survey.cut('heures', […])"),
    (
        "and",
        lambda s: s.table("forme", where=(s.q.sexe == "1") and (s.q.age > 3)),
        "write & for and, | for or",
    ),
    ("brackets", lambda s: s.q.age > (3 & s.q.heures), "put each comparison in brackets"),
    ("a variable as a truth", lambda s: bool(s.q.age), "compare it"),
    ("nobody", lambda s: s.table("forme", where={"heures": "9000.."}), "where: nobody is in it: "),
    (
        "totals compared",
        lambda s: s.table("heures", statistic="total", by="sexe", against="pairs"),
        "compare the mean",
    ),
    (
        "spreads compared",
        lambda s: s.table("heures", statistic="variance", by="sexe", against="rest"),
        "a variance has no test",
    ),
    ("a level in words", lambda s: s.table("forme", level="95"), "level: expected 0.5 to below 1"),
    ("against alone", lambda s: s.table("forme", against="rest"), "give by= too"),
    ("within alone", lambda s: s.table("forme", within="sexe"), "give by= too"),
    ("a question not asked", lambda s: s.table("formation_heures"), "formation_heures: not asked in 2024"),
    ("a quantile without order", lambda s: s.table("heures", statistic="quantile"), "needs q="),
    ("a balance without sides", lambda s: s.table("projet_actions", statistic="balance"), "favourable="),
    (
        "a denominator of no ratio",
        lambda s: s.table("heures", over="heures"),
        "over= goes with statistic='ratio'",
    ),
    ("an order of no quantile", lambda s: s.table("heures", q=0.5), "q= goes with statistic='quantile'"),
    (
        "sides of no balance",
        lambda s: s.table("satisfait_equipe", favourable="1", unfavourable="4"),
        "favourable= goes with statistic='balance'",
    ),
    (
        "a variable compared with another",
        lambda s: s.table("forme", where=s.q.heures > s.q.nb_associations),
        "not with another variable, nb_associations; survey.respondents",
    ),
    (
        "answers in a list",
        lambda s: s.q.secteur == ["Sport", "Culture"],
        "several answers are given with .isin([",
    ),
    (
        "a pair of which one was not asked",
        lambda s: s.combine("sexe", "classe_age"),
        "classe_age: not asked in",
    ),
    (
        "a theme",
        lambda s: s.table("forme").to_toml("formes_x", theme="formations"),
        "found 'formations'; did you mean 'formation'?",
    ),
    (
        "a name that is taken",
        lambda s: s.table("forme").to_toml("formes", theme="formation"),
        "survey.toml has [indicators.formes] already; give another name",
    ),
    (
        "a folder that is not there",
        lambda s: s.table("forme").to_csv("nowhere/forme.csv"),
        "nowhere/forme.csv: no folder nowhere; make it first",
    ),
    ("bounds", lambda s: s.cut("age", [65, 35]), "expected rising bounds"),
    (
        "an answer twice",
        lambda s: s.net("secteur", {"a": ["4"], "b": ["4", "5"]}),
        "4 of secteur is in two groups",
    ),
]


@pytest.mark.parametrize(("ask", "said"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_a_mistake_is_told_with_the_way_out(survey: OpenSurvey, ask: Ask, said: str) -> None:
    with pytest.raises(AnalystError) as error:
        ask(survey)
    assert said in str(error.value)
    assert error.value._render_traceback_() == [str(error.value)]


def test_an_edition_that_is_not_built_is_told_with_those_that_are(built_root: Path) -> None:
    with pytest.raises(AnalystError, match=r"no edition '2010'; editions: 2009, 2024"):
        analysis.open("france_benevole", "2010", root=built_root)
    with pytest.raises(AnalystError, match="did you mean france_benevole"):
        analysis.open("france_benevol", "2009", root=built_root)


def test_variables_of_one_edition_are_refused_for_another(survey: OpenSurvey, old: OpenSurvey) -> None:
    with pytest.raises(
        AnalystError, match="age is a variable of france_benevole 2009, not of france_benevole 2024"
    ):
        survey.table("forme", where={"sexe": "1"}, by=old["age"])
    with pytest.raises(AnalystError, match="a condition on france_benevole 2009"):
        survey.table("forme", where=old.q.age > 3)


def test_a_word_that_stands_nowhere_is_told_with_names_that_are_near(survey: OpenSurvey) -> None:
    found = survey.find("secteure")
    assert found.frame.empty
    assert "secteur" in repr(found) and repr(found) in found._repr_mimebundle_()["text/html"]
    assert "survey.names()" in repr(survey.find("xyzzy"))


def test_editions_say_that_one_of_them_has_what_they_have_not(built_root: Path) -> None:
    editions = analysis.open("france_benevole", root=built_root)
    with pytest.raises(AttributeError, match=r"one edition has it, editions\['2024'\]\.q"):
        _ = editions.q
    assert not hasattr(editions, "zzz")
