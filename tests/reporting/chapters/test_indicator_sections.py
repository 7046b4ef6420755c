"""What is known of one indicator: its heading, which breakdowns are drawn beside it, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from analysis.reporting.blocks import Chart, Heading, Lines, ReportTable, Section, walk
from analysis.reporting.chapters.themes import anchor_of, indicator_section
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.defined_survey import survey_of
from tests.reporting.made_comparisons import compared

Make = Callable[..., IndicatorRow]
SIZES = {"g2": 2, "g3": 3, "g4": 4, "h4": 4, "k4": 4}


def codes_of(name: str, size: int) -> str:
    """So many groups, called by their breakdown and their place."""
    return ", ".join(f'c{n} = "{name} {n}"' for n in range(size))


SURVEY = (
    f"breakdowns = {list(SIZES)}\n"
    + """
[themes.t]
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 3 = "Peut-être", 4 = "Jamais" }
[questions.o]
type = "scale"
codes = { 1 = "Oui", 2 = "Plutôt", 3 = "Peu", 4 = "Non" }
[indicators.q]
title = "Q"
theme = "t"
answers = ["1"]
direction = "favourable"
[indicators.neutre]
title = "Neutre"
theme = "t"
variable = "q"
answers = ["1"]
[indicators.toutes]
title = "Toutes"
theme = "t"
variable = "q"
[indicators.echelle]
title = "Échelle"
theme = "t"
variable = "o"
[indicators.solde]
title = "Solde"
theme = "t"
variable = "q"
statistic = "balance"
favourable = ["1"]
unfavourable = ["2"]
"""
    + "".join(
        f'[questions.{name}]\ntype = "single"\nlabel = "{name.upper()}"\n'
        f"codes = {{ {codes_of(name, size)} }}\n"
        for name, size in SIZES.items()
    )
)
VOICE = Voice("fr", survey_of(SURVEY))


def section(rows: Sequence[IndicatorRow], name: str = "q") -> Section | None:
    """What the annex says of an indicator."""
    return indicator_section(VOICE, compared(rows), VOICE.survey.indicators[name])


def groups(estimate: Make, name: str, by: Mapping[str, Sequence[float]], **given: str) -> list[IndicatorRow]:
    """The figure of everyone, and of the groups of breakdowns."""
    rows = [estimate(50.0, indicator=name, **given)]
    for breakdown, values in by.items():
        rows += [
            estimate(value, indicator=name, breakdown=breakdown, group=f"c{n}", **given)
            for n, value in enumerate(values)
        ]
    return rows


def labels(found: Section | None) -> list[str]:
    """The rows of the first table, in order."""
    assert found is not None
    tables = [block for block in walk([found]) if isinstance(block, ReportTable)]
    return [row.label for group in tables[0].groups for row in group.rows]


ORDERS: dict[str, tuple[str, Sequence[float], list[str]]] = {
    "three groups as in the questionnaire": ("g3", [40.0, 60.0, 50.0], ["g3 0", "g3 1", "g3 2"]),
    "four by value": ("g4", [40.0, 60.0, 30.0, 50.0], ["g4 1", "g4 3", "g4 0", "g4 2"]),
}


@pytest.mark.parametrize("case", ORDERS)
def test_few_groups_stand_as_in_the_questionnaire_and_more_by_value(case: str, estimate: Make) -> None:
    breakdown, values, order = ORDERS[case]
    found = labels(section(groups(estimate, "q", {breakdown: values})))
    assert [label for label in found if label.startswith(breakdown)] == order


DRAWN: dict[str, tuple[Mapping[str, Sequence[float]], list[str]]] = {
    # the figures of each breakdown; the breakdowns that are drawn
    "the first two where no groups differ": (
        {name: [50.0] * size for name, size in SIZES.items()},
        ["g2", "g3"],
    ),
    "three of those that differ": (
        {name: [30.0, 70.0, *[50.0] * (size - 2)] for name, size in SIZES.items()},
        ["g2", "g3", "g4"],
    ),
    "the one that differs alone": ({"g2": [50.0, 50.0], "g3": [20.0, 50.0, 80.0]}, ["g3"]),
    "none with one group alone": ({"g2": [50.0]}, []),
}


@pytest.mark.parametrize("case", DRAWN)
def test_the_breakdowns_that_differ_are_drawn(case: str, estimate: Make) -> None:
    by, drawn = DRAWN[case]
    found = section(groups(estimate, "q", by))
    assert found is not None
    names = {label.split(" ")[0] for label in labels(found) if label[:2] in SIZES}
    assert names == set(drawn)
    assert any(isinstance(block, Chart) for block in walk([found])) is bool(drawn)


def test_answers_are_crossed_with_two_breakdowns_that_differ(estimate: Make) -> None:
    rows = [estimate(25.0, indicator="toutes", item=item) for item in "1234"]
    for breakdown, size in SIZES.items():
        for n in range(size):
            for item, value in zip("1234", (20.0 + 20 * n, 40.0 - 10 * n, 20.0, 20.0), strict=True):
                rows.append(
                    estimate(value, indicator="toutes", item=item, breakdown=breakdown, group=f"c{n}")
                )
    found = section(rows, "toutes")
    assert found is not None
    crossed = [b for b in walk([found]) if isinstance(b, ReportTable) and b.anchor.startswith("cross-")]
    assert [[group.label for group in table.groups] for table in crossed] == [["", "G4", "H4"]]
    assert any(isinstance(block, Lines) for block in walk([found]))


@pytest.mark.parametrize(
    ("name", "order"),
    [("toutes", ["Jamais", "Oui", "Non", "Peut-être"]), ("echelle", ["Oui", "Plutôt", "Peu", "Non"])],
)
def test_answers_stand_by_value_unless_they_have_an_order(
    name: str, order: list[str], estimate: Make
) -> None:
    values = {"1": 30.0, "2": 20.0, "3": 10.0, "4": 40.0}
    rows = [estimate(value, indicator=name, item=item) for item, value in values.items()]
    assert labels(section(rows, name)) == order


HEADINGS = [
    ("q", "", "favourable"),
    ("neutre", "", "neutral"),
    ("solde", "favourable", "favourable"),
    ("solde", "divided", "divided"),
    ("solde", "", ""),
]


@pytest.mark.parametrize(("name", "verdict", "kind"), HEADINGS)
def test_a_heading_has_the_direction_of_its_figure_or_the_verdict_of_a_balance(
    name: str, verdict: str, kind: str, estimate: Make
) -> None:
    given = {"statistic": "balance", "unit": "points", "verdict": verdict} if name == "solde" else {}
    found = section([estimate(20.0, indicator=name, **given)], name)
    assert found is not None and isinstance(found.blocks[0], Heading)
    heading = found.blocks[0]
    assert heading.tag_kind == kind
    assert bool(heading.tag) is (kind not in ("neutral", ""))


def test_an_indicator_without_a_row_has_no_section(estimate: Make) -> None:
    assert section([estimate(50.0, indicator="q")], "neutre") is None


ANCHORS = [(("A b",), "a-b"), (("chart", "Été_2"), "chart--t-_2"), (("a", "b"), "a-b"), (("x/y'z",), "x-y-z")]


@pytest.mark.parametrize(("names", "anchor"), ANCHORS)
def test_an_anchor_has_letters_digits_and_underscores(names: Sequence[str], anchor: str) -> None:
    assert anchor_of(*names) == anchor
