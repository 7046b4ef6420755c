"""The ledger of an edition: of each table its sets, the answers that figures tell, and the most of a set."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.disclosure.sets.boxes import EVERYONE
from analysis.indicators.disclosure.sets.ledger import (
    NOBODY,
    BaseSets,
    GroupedSet,
    Ledger,
    codes_told,
    ledger_of,
)
from analysis.questionnaire import Indicator, Label
from tests.defined_survey import survey_of

SURVEY = """
breakdowns = ["sexe"]
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "F", h = "H", x = "X" }
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 3 = "Peut-être" }
[questions.r]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
asked_if = { sexe = ["f"] }
[indicators.q]
theme = "t"
answers = ["1"]
[indicators.sexes]
theme = "t"
variable = "sexe"
answers = ["f"]
[indicators.r]
theme = "t"
answers = ["1"]
"""
FULL = AnswerCounts(
    100,
    {
        (None, "q"): {"1": 50, "2": 30, "3": 20},
        (None, "sexe"): {"f": 55, "h": 40, "x": 5},
        (None, "r"): {"1": 25, "2": 30},
    },
)


def frame(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Rows of a frame of estimates: indicator, breakdown, group, n."""
    found = pd.DataFrame(rows, columns=["indicator", "breakdown", "group", "n"])
    return found.assign(item="")


def ledger(*frames: pd.DataFrame) -> Ledger:
    """The ledger of these tables."""
    return ledger_of(frames, survey_of(SURVEY), None, FULL, {})


SEXES = (("q", "sexe", "f", 54), ("q", "sexe", "h", 39), ("q", "sexe", "x", 5))


def test_the_rows_of_a_table_are_groups_of_the_whole() -> None:
    found = ledger(frame(("q", "all", "all", 98), *SEXES))
    sets = found.bases[0]
    assert sets.base == ("q", "", "answered")
    assert (sets.n, sets.is_row) == ([98, 54, 39, 5], [True] * 4)
    assert sets.boxes == [EVERYONE, *((("sexe", 1 << place),) for place in range(3))]
    assert sets.populations == [0]
    assert sets.tables == [GroupedSet(0, "sexe", ("f", "h", "x"), (1, 2, 3))]
    [rows] = found.rows
    assert rows.base.tolist() == [0] * 4 and rows.place.tolist() == [0, 1, 2, 3]
    assert found.respondents == 100


def test_two_frames_share_the_sets_of_a_base() -> None:
    found = ledger(frame(("q", "all", "all", 98)), frame(*SEXES[::-1]))
    sets = found.bases[0]
    assert sets.n == [98, 5, 39, 54] and found.rows[1].place.tolist() == [1, 2, 3]
    assert sets.tables == [GroupedSet(0, "sexe", ("x", "h", "f"), (1, 2, 3))]


def test_a_group_that_nobody_can_be_in_has_no_set() -> None:
    found = ledger(frame(("r", "all", "all", 55), ("r", "sexe", "f", 55), ("r", "sexe", "h", 0)))
    sets = next(each for each in found.bases if each.base[0] == "r")
    assert found.rows[0].place.tolist() == [0, 0, NOBODY]  # who was asked is who is a woman
    assert sets.n == [55] and sets.boxes == [(("sexe", 0b001),)]


def test_an_answer_that_is_a_group_elsewhere_is_told_by_its_share() -> None:
    found = ledger(frame(("q", "all", "all", 98), *SEXES, ("sexes", "all", "all", 100)))
    number = next(place for place, each in enumerate(found.bases) if each.base[0] == "sexe")
    sets = found.bases[number]
    assert sets.n == [100, 55, 45]  # of those whose share is not told the rest together
    assert sets.boxes == [EVERYONE, (("sexe", 0b001),), (("sexe", 0b110),)]
    assert sets.is_row == [True, False, False] and sets.is_named == [True, True, True]
    assert sets.tables == [GroupedSet(0, "sexe", ("f", ""), (1, 2), is_of_answers=True)]
    assert found.rows[0].told == {4: ((number, 1),)}


def test_answers_that_are_no_group_are_no_secret() -> None:
    found = ledger(frame(("q", "all", "all", 98)))
    assert all(not base.tables for base in found.bases) and found.rows[0].told == {}


def test_a_set_is_a_row_and_named_where_it_is_once() -> None:
    sets, box = BaseSets(("q", "", "answered")), (("sexe", 1),)
    assert sets.add(box, 5, is_row=False, is_named=False) == 0
    assert (sets.is_row, sets.is_named, sets.n) == ([False], [False], [5])
    assert sets.add(box, 9, is_row=True) == 0 and sets.add(None, 9, is_row=True) == NOBODY
    assert (sets.is_row, sets.is_named, sets.n) == ([True], [True], [5])


TOLD: list[tuple[dict[str, Sequence[str]], list[str]]] = [
    ({"answers": ("1", "2")}, ["1", "2"]),
    ({"favourable": ("1",), "unfavourable": ("3",)}, ["1", "3"]),
    ({}, ["1", "2", "3"]),
]


@pytest.mark.parametrize(("given", "codes"), TOLD)
def test_a_figure_tells_the_answers_that_it_counts(
    given: dict[str, tuple[str, ...]], codes: list[str]
) -> None:
    indicator = Indicator("i", Label("i", "i"), "t", "share", "q", **given)  # type: ignore[arg-type]
    assert codes_told(indicator, ["1", "2", "3"]) == codes
