"""What stands on the page of a theme: its grids, its questions, who answered, the other figures in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label
from analysis.reporting.blocks import Lines, Paragraph, ReportTable
from analysis.reporting.chapters.theme_pages.grid_figures import drawn_grids, grids_of, outside_grids
from analysis.reporting.chapters.theme_pages.profile_page import profile_page
from analysis.reporting.chapters.theme_pages.theme_figures import drawn_questions
from analysis.reporting.chapters.theme_pages.theme_page import names_told, theme_page
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
GRIDS = """
[grids.g]
label = "Avis"
items = ["a", "b"]
[grids.autre]
label = "Autres"
items = ["c", "d"]
[themes.t]
[themes.u]
[scales.accord]
codes = { 1 = "oui", 2 = "plutôt", 3 = "peu", 4 = "non" }
scores = { 1 = 4, 2 = 3, 3 = 2, 4 = 1 }
[questions.a]
type = "scale"
scale = "accord"
[questions.b]
type = "scale"
scale = "accord"
[questions.c]
type = "scale"
scale = "accord"
[questions.d]
type = "scale"
scale = "accord"
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
[questions.r]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
[questions.s]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
[derived.score]
sum_of = ["a", "b"]
[indicators.q]
theme = "t"
[indicators.r]
theme = "t"
[indicators.s]
theme = "t"
[indicators.un]
theme = "t"
variable = "r"
answers = ["1"]
"""
SPEAKING: list[tuple[Sequence[tuple[str, str]], str]] = [
    # indicators as (theme, variable); the theme of the grid of a and b
    ([], ""),
    ([("t", "a")], "t"),
    ([("t", "a"), ("u", "b"), ("u", "a")], "u"),
    ([("u", "a"), ("t", "b")], "u"),
    ([("t", "score"), ("t", "b"), ("u", "a")], "t"),
]


@pytest.mark.parametrize(("indicators", "theme"), SPEAKING)
def test_a_grid_is_of_the_theme_that_speaks_of_it_most(
    indicators: Sequence[tuple[str, str]], theme: str
) -> None:
    more = "".join(
        f'[indicators.i{place}]\ntheme = "{of}"\nvariable = "{name}"\nstatistic = "mean"\n'
        for place, (of, name) in enumerate(indicators)
    )
    survey = survey_of(GRIDS + more)
    for name in "tu":
        assert [grid.name for grid in grids_of(survey, name)] == (["g"] if theme == name else [])


MEANS = '[indicators.a]\ntheme = "t"\nstatistic = "mean"\n[indicators.b]\ntheme = "t"\nstatistic = "mean"\n'


def content(text: str, answers: Mapping[str, Sequence[IndicatorRow]], rows: Sequence[IndicatorRow]) -> Any:
    """What the pages of a theme read of a report: answers by question, and published figures."""
    voice = Voice("fr", survey_of(text))
    return SimpleNamespace(
        voice=voice,
        edition=Edition("2024", Label("2024", "2024"), ()),
        answers=answers,
        estimates=IndicatorRows(tuple(rows)),
        themes=["t", "u"] if "[themes.u]" in text else ["t"],
        titles={"t": []},
        changes=Changes("2024"),
    )


def test_what_a_grid_shows_is_shown_by_nothing_else(estimate: Make) -> None:
    shown, hidden = estimate(40.0, item="1"), estimate(None, item="1", status="suppressed")
    for answers, grids, outside in (
        ({"a": [shown], "b": [shown]}, ["g"], ["q", "r", "s", "un"]),
        ({"a": [shown]}, ["g"], ["q", "r", "s", "un", "b"]),
        ({"a": [hidden], "b": [hidden, shown]}, ["g"], ["q", "r", "s", "un"]),
        ({"a": [hidden]}, [], ["q", "r", "s", "un", "b"]),
        ({}, [], ["q", "r", "s", "un", "a", "b"]),
    ):
        given = content(GRIDS + MEANS, answers, [])
        indicators = list(given.voice.survey.indicators.values())
        assert [grid.name for grid in drawn_grids(given, "t")] == grids
        assert [each.name for each in outside_grids(given, "t", indicators)] == outside


QUESTIONS: dict[str, tuple[str, bool, list[str]]] = {
    "the first two questions": ("", False, ["q", "r"]),
    "one beside a grid": (MEANS, True, ["q"]),
    "two where the grid is not shown": (MEANS, False, ["q", "r"]),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_two_questions_of_a_theme_are_drawn_with_its_grids(case: str, estimate: Make) -> None:
    more, has_grid, drawn = QUESTIONS[case]
    rows = [estimate(40.0, indicator=name, item=item) for name in "qrs" for item in "12"]
    rows += [estimate(40.0, indicator="un")]
    answers = {"a": [estimate(40.0, item="1")]} if has_grid else {}
    given = content(GRIDS + more, answers, rows)
    assert [each.name for each in drawn_questions(given, "t")] == drawn
    profile = content((GRIDS + more).replace("[themes.t]", "[themes.t]\nprofile = true"), answers, rows)
    assert drawn_questions(profile, "t") == []


def test_of_the_only_theme_of_a_survey_more_questions_are_drawn(estimate: Make) -> None:
    rows = [estimate(40.0, indicator=name, item=item) for name in "qrs" for item in "12"]
    alone = content(GRIDS.replace("[themes.u]\n", ""), {}, rows)
    assert [each.name for each in drawn_questions(alone, "t")] == ["q", "r", "s"]
    beside_profile = content(GRIDS.replace("[themes.u]", "[themes.u]\nprofile = true"), {}, rows)
    assert [each.name for each in drawn_questions(beside_profile, "t")] == ["q", "r", "s"]


def test_a_question_of_which_nobody_was_asked_is_not_drawn(estimate: Make) -> None:
    empty = [estimate(None, indicator="q", item=item, status="empty", n=0) for item in "12"]
    shown = [estimate(40.0, indicator="r", item=item) for item in "12"]
    assert [each.name for each in drawn_questions(content(GRIDS, {}, [*empty, *shown]), "t")] == ["r"]


NUMBERS = (
    """
[themes.t]
"""
    + "".join(
        f"[questions.h{n}]\ntype = 'numeric'\nunit = 'heures'\n"
        f"[indicators.h{n}]\ntheme = 't'\nstatistic = 'median'\ntitle = 'Heures {n}'\n"
        for n in range(5)
    )
    + "[questions.m]\ntype = 'numeric'\n[indicators.m]\ntheme = 't'\nstatistic = 'mean'\n"
    + "title = 'Moyenne'\n{headline}"
)


@pytest.mark.parametrize(("headline", "told"), [("", 3), ("headline = true\n", 4)])
def test_numbers_said_in_the_same_way_have_three_lines(headline: str, told: int, estimate: Make) -> None:
    rows = [
        estimate(12.0, indicator=f"h{n}", statistic="median", unit="heures", status="shown") for n in range(5)
    ]
    rows += [estimate(3.0, indicator="m", statistic="mean", unit="heures")]
    given = content(NUMBERS.format(headline=headline), {}, rows)
    given.found_of = lambda _: []
    [lines] = [block for block in theme_page(given, "t") if isinstance(block, Lines)]
    assert [term for term, _ in lines.lines] == ["Heures 0", "Heures 1", "Heures 2", "Moyenne"][:told]


def test_a_theme_without_a_figure_says_so() -> None:
    [said] = theme_page(content(GRIDS, {}, []), "t")
    assert isinstance(said, Paragraph)
    assert said.text == Voice("fr", survey_of(GRIDS)).say("theme_empty")


@pytest.mark.parametrize("profile", ["", "profile = true\n"])
def test_a_theme_begins_with_its_lead_where_it_has_one(profile: str, estimate: Make) -> None:
    rows = [estimate(12.0, indicator="h0", statistic="median", unit="heures")]
    for lead in ("", "Ce que l’on fait."):
        text = NUMBERS.format(headline="").replace("[themes.t]\n", f'[themes.t]\n{profile}lead = "{lead}"\n')
        given = content(text, {}, rows)
        given.found_of, given.changes = lambda _: [], Changes("2024")
        given.edition = Edition("2024", Label("2024", "2024"), ())
        own = [block.text for block in theme_page(given, "t") if isinstance(block, Paragraph)]
        assert [text for text in own if text in ("", "Ce que l’on fait.")] == ([lead] if lead else [])


TELLING: dict[str, tuple[dict[str, float], dict[str, float], list[str]]] = {
    # answers before and now, in %; those that have a row
    "the one given most": ({}, {"1": 30, "2": 50, "3": 20}, ["2"]),
    "the one given most moved most": ({"1": 30, "2": 40}, {"1": 28, "2": 50}, ["2"]),
    "the one that moved most, by 5 points": ({"1": 35, "2": 50}, {"1": 30, "2": 50}, ["1", "2"]),
    "one that moved less is left out": ({"1": 34, "2": 50}, {"1": 30, "2": 50}, ["2"]),
    "an answer that is new did not move": ({"2": 50}, {"1": 30, "2": 50}, ["2"]),
}
PROFILE = """
[themes.t]
profile = true
[questions.q]
type = "single"
codes = { 1 = "A", 2 = "B", 3 = "C" }
[indicators.q]
title = "Q"
theme = "t"
"""


@pytest.mark.parametrize("case", TELLING)
def test_a_profile_has_the_answers_that_tell_most(case: str, estimate: Make) -> None:
    before, now, told = TELLING[case]
    given = content(PROFILE, {}, [estimate(v, indicator="q", item=code) for code, v in now.items()])
    earlier = {("q", code): estimate(v, indicator="q", item=code) for code, v in before.items()}
    moved = [Change("q", code, "2009", "2024", v, now[code]) for code, v in before.items()]
    names = {name: Label(name, name) for name in ("2009", "2024")}
    given.changes = Changes("2024", moved, names, {"2009": 2009, "2024": 2024}, {}, {"2009": earlier})
    given.edition = Edition("2024", Label("2024", "2024"), ())
    indicators = list(given.voice.survey.indicators.values())
    [_, table] = profile_page(given, "t", indicators)
    assert isinstance(table, ReportTable)
    labels = [row.label for row in table.groups[0].rows]
    assert labels == [f"Q, «\u202f{'ABC'[int(code) - 1]}\u202f»" for code in told]
    assert list(table.columns) == (["2009", "2024"] if before else ["2024"])
    assert list(table.notes) == [given.voice.say("profile_note" if before else "profile_note_alone")]
    cells = [[cell.text for cell in row.cells] for row in table.groups[0].rows]
    shares = [[of.get(code) for of in ([before, now] if before else [now])] for code in told]
    assert [[text[:2] for text in row] for row in cells] == [[f"{v:g}" for v in row] for row in shares]


TOLD_TOGETHER = [
    # titles of indicators; how they are named in one sentence
    (["Sorties – en famille", "Sorties – entre amis"], "sorties (en famille, entre amis)"),
    (["Rang – 1", "Budget", "Rang – 2"], "rang (1, 2) ; budget"),
    (["Où, le plus : – dedans", "Où, le plus : – dehors"], "où, le plus (dedans, dehors)"),
    (["Budget – 2024", "Et après ?"], "budget – 2024 ; « Et après ? »"),
]


@pytest.mark.parametrize(("titles", "said"), TOLD_TOGETHER)
def test_what_was_asked_of_several_things_is_named_once(titles: Sequence[str], said: str) -> None:
    themes = "[themes.t]\n[questions.q]\ntype = 'numeric'\n"
    defined = (
        f"[indicators.i{n}]\ntheme = 't'\nvariable = 'q'\nstatistic = 'mean'\n" for n in range(len(titles))
    )
    survey = survey_of(themes + "".join(defined))
    voice = Voice("fr", survey)
    named = zip(survey.indicators.values(), titles, strict=True)
    indicators = [replace(each, title=Label(title, title)) for each, title in named]
    assert plain(voice.series(list(names_told(voice, indicators)))) == said
