"""The titles of a theme's figures: how many of its shares moved, and between which the others lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from analysis.reporting.blocks import Point
from analysis.reporting.chapters.theme_pages.figure_titles import in_turn, moved_title, span_title
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.findings.title_ways import Way
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow

Make = Callable[..., IndicatorRow]


def point(name: str, share: float) -> Point:
    """A share as it is drawn."""
    return Point(name, share, None, None, f"{share:g}%")


def row(name: str, before: float, after: float, moves: bool = True) -> DumbbellRow:
    """A share in two editions."""
    return DumbbellRow(name, point("2009", before), point("2024", after), moves)


UP, MORE, DOWN = row("Up", 40, 45), row("More", 10, 30), row("Down", 50, 48)
STILL, LESS = row("Still", 20, 21, moves=False), row("Less", 60, 20)
MOVED: dict[str, tuple[Sequence[DumbbellRow], tuple[str, str, str]]] = {
    # the shares; their title in the first theme, in the second and in the third
    "none": (
        [STILL],
        (
            "Nothing of this moved measurably",
            "No change of these figures is established",
            "None of these figures changed measurably",
        ),
    ),
    "one that rises": (
        [UP],
        (
            "The share “Up” has grown: 40%, then 45%",
            "One of these figures moves, “Up”: it goes from 40% to 45%",
            "One of these figures moves, “Up”: it goes from 40% to 45%",
        ),
    ),
    "one that falls, of two": (
        [DOWN, STILL],
        (
            "The share “Down” has fallen: 50%, then 48%",
            "One of these figures moves, “Down”: it falls from 50% to 48%",
            "One of these figures moves, “Down”: it falls from 50% to 48%",
        ),
    ),
    "all rise": (
        [UP, MORE],
        (
            "These two figures rise",
            "The share “More” has grown: 10%, then 30%",
            "These two figures rise",
        ),
    ),
    "all fall": (
        [DOWN, LESS],
        (
            "These two figures fall",
            "The share “Less” has fallen: 60%, then 20%",
            "These two figures fall",
        ),
    ),
    "one up and one down": (
        [UP, DOWN],
        (
            "Of these two figures, one rises and one falls",
            "The share “Up” has grown: 40%, then 45%",
            "Out of two comparable figures, one rises and one falls",
        ),
    ),
    "two up, one down, one still": (
        [UP, MORE, DOWN, STILL],
        (
            "Of these four figures, two rise and one falls",
            "The share “More” has grown: 10%, then 30%",
            "Out of four comparable figures, two rise and one falls",
        ),
    ),
    "two up and one still": (
        [UP, MORE, STILL],
        (
            "Of these three figures, two rise and none falls",
            "The share “More” has grown: 10%, then 30%",
            "Out of three comparable figures, two rise and none falls",
        ),
    ),
}


@pytest.mark.parametrize("case", MOVED)
def test_a_title_says_how_many_shares_moved(case: str, voices: dict[str, Voice]) -> None:
    shares, said = MOVED[case]
    assert [moved_title(voices["en"], shares, turn) for turn in range(6)] == [*said, *said]


SPAN = (
    "Shares go from 10% (“C”) to 60% (“A”)",
    "“A” gathers 60%, “C” 10%",
    "“A” reaches 60%, “C” stays at 10%",
)


def test_a_title_says_between_which_shares_the_others_lie(voices: dict[str, Voice]) -> None:
    points = [point("A", 60), point("B", 40), point("C", 10)]
    assert [span_title(voices["en"], points, turn) for turn in range(6)] == [*SPAN, *SPAN]
    assert [span_title(voices["en"], points[:1], turn) for turn in range(3)] == ["“A”: 60%"] * 3


IN_WORDS = "Nine in ten respondents feel well received"
BOTH = f"{IN_WORDS}; one in five feels well received"


def test_of_the_same_people_the_title_is_a_sentence(spoken: dict[str, Voice], estimate: Make) -> None:
    points, rows = [point("A", 90), point("B", 20)], [estimate(90.0), estimate(20.0)]
    said = [span_title(spoken["en"], points, turn, rows) for turn in range(4)]
    in_figures = "90% of respondents feel well received, 20% feel well received"
    least_first = "20% of respondents feel well received, 90% feel well received"
    assert said == [BOTH, in_figures, least_first, BOTH]
    of_others = [estimate(90.0, population="accueillis"), estimate(20.0)]
    without_verb = [estimate(90.0), estimate(20.0, indicator="heures")]
    for other in (of_others, of_others[::-1], without_verb, without_verb[::-1]):
        assert span_title(spoken["en"], points, 0, other) == "Shares go from 20% (“B”) to 90% (“A”)"


def test_one_share_is_a_sentence_where_it_has_a_verb(spoken: dict[str, Voice], estimate: Make) -> None:
    voice, points = spoken["en"], [point("A", 90)]
    assert {span_title(voice, points, turn, [estimate(90.0)]) for turn in range(3)} == {IN_WORDS}
    for other in (estimate(90.0, population="accueillis"), estimate(90.0, indicator="heures")):
        assert span_title(voice, points, 1, [other]) == "“A”: 90%"


TURNS: dict[str, tuple[Sequence[Sequence[Way]], list[str]]] = {
    "the first way": ([[("a", "A"), ("b", "B")]], ["A"]),
    "not that of the one before": ([[("a", "A1"), ("b", "B1")], [("a", "A2"), ("b", "B2")]], ["A1", "B2"]),
    "that of the one before where there is no other": ([[("a", "A1")], [("a", "A2")]], ["A1", "A2"]),
    "three times at most": ([[("a", str(n))] for n in range(5)], ["0", "1", "2", "", ""]),
    "no way": ([[], [("a", "A")]], ["", "A"]),
    "95 characters": ([[("a", "x" * 95), ("b", "B")]], ["x" * 95]),
    "96 characters are too long": ([[("a", "x" * 96), ("b", "B")]], ["B"]),
}


@pytest.mark.parametrize("case", TURNS)
def test_titles_take_turns(case: str) -> None:
    ways, titles = TURNS[case]
    assert in_turn(ways) == titles
