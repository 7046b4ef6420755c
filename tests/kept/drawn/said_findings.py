"""Findings drawn by rule: every way in which they may be titled, and which differences are some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import finding_titles
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.voice import Voice
from analysis.results import COMPARISONS
from analysis.results.comparison_rows import Comparison, gathered
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from tests.kept.drawn.spoken_survey import (
    EDITION,
    NAMES,
    SURVEY,
    VOICES,
    Line,
    changes_of,
    groups_of,
    line,
    row_of,
)
from tests.reporting.made_comparisons import comparison_cells

TIED = (9, 13)
"""Findings whose first two groups have one value."""


SPREAD = (36.0, 37.0, 40.0, 45.0, 46.0, 50.0)
"""Values with gaps at which a difference becomes a finding."""


def findings() -> Iterator[Line]:
    """Every way in which a finding may be titled, its title and its text in turn."""
    drawn = Random(1)
    for name in ("club", "membres", "club_sportifs", "heures", "depense", *NAMES[-4:]):
        for case in range(16):
            breakdown, codes = drawn.choice([("age", "123"), ("sexe", "fh"), ("pays", "abx")])
            breakdown, codes = ("age", "123") if case in TIED else (breakdown, codes)
            values = drawn.sample([5.0, 12.0, 20.0, 30.0, 38.0, 41.0, 60.0, 61.0, 90.0], len(codes))
            values = sorted(values, reverse=case % 8 == 1) if case % 4 == 1 else values
            values = [values[0], *values[:-1]] if case in TIED else values
            rows = groups_of(breakdown, codes, name, values, drawn.choice([120, 199, 200, 900]))
            ends = sorted(
                drawn.sample(rows, 2) if case % 2 and case not in TIED else [rows[0], rows[-1]], key=_downward
            )
            whole = row_of(name, 33.0)
            finding = Finding(
                SURVEY.indicators[whole.indicator],
                whole.item,
                whole,
                1.0,
                contrast=_contrast(whole, breakdown),
                groups=rows,
                ends=(ends[0], ends[1]),
                climbs=breakdown == "age" and case % 3 != 2,
            )
            values_said = " ".join(f"{row.group}={row.value}" for row in rows)
            yield from _said_of(f"{name} {breakdown} {values_said}", finding, Changes("2024"))
        for value in (12.0, 32.6, 33.4, 45.0):
            changes = changes_of(name, value, 33.0)
            [change] = changes.changes
            before, whole = (changes.figure(change, each) for each in ("2009", "2024"))
            finding = Finding(
                SURVEY.indicators[whole.indicator], whole.item, whole, 1.0, change=change, before=before
            )
            yield from _said_of(f"{name} {value} then 33", finding, changes)


def _contrast(whole: IndicatorRow, breakdown: str) -> Comparison:
    named = ("groups", whole.indicator, whole.item, "all", breakdown, "", "", "")
    return Comparison(*named, None, None, None, None, None, "tested")


def _downward(row: IndicatorRow) -> float:
    return -row.shown_value


def _said_of(of: str, finding: Finding, changes: Changes) -> Iterator[Line]:
    for way in dict.fromkeys(way for voice in VOICES for way, _ in ways_of(voice, finding, changes)):
        yield line(f"{of} {way}", _in_way, finding, changes, way)
    yield line(f"{of} titled", _titled, finding, changes)
    for turn in range(3):
        yield line(f"{of} text {turn}", finding_text, finding, changes, "", turn)


def _in_way(voice: Voice, finding: Finding, changes: Changes, way: str) -> str:
    return dict(ways_of(voice, finding, changes)).get(way, "")


def _titled(voice: Voice, finding: Finding, changes: Changes) -> str:
    return " | ".join(finding_titles(voice, [finding] * 3, changes))


def candidate_lines() -> Iterator[Line]:
    """Which differences of groups and editions are findings, at the limits of each rule, and their rank."""
    drawn = Random(5)
    for name, case in product(("club", "club_sportifs", "heures", "lieux/p"), range(60)):
        size, se = drawn.choice([99, 100, 199, 200, 900]), 1.0
        rows = [row_of(name, 45.0, se, 900), *groups_of("pays", "abx", name, drawn.sample(SPREAD, 3), size)]
        rows += groups_of("sexe", "fh", name, drawn.sample(SPREAD, 2), size)
        p_values = [drawn.choice(["0.0009", "0.001", "0.0099", "0.01", "0.2", ""]) for _ in range(2)]
        cells = [_with_report(each, rows, p_values[0]) for each in comparison_cells(rows)]
        tests = gathered(COMPARISONS.names, (list(each.values()) for each in cells))
        gap, p_report = drawn.choice([4.99, 5.0, -5.0, 9.0, -8.99]), p_values[1]
        changes = changes_of(name, 45.0 - gap, 45.0, p_report=float(p_report) if p_report else None)
        ranked = candidates(SURVEY, EDITION, IndicatorRows(tuple(rows), tests), changes)
        given = " ".join(f"{row.breakdown[0]}{row.group}={row.value}" for row in rows[1:])
        found = [f"{each.name} {each.rank:.6g} {each.climbs} {each.question}" for each in ranked]
        yield [f"{name} {case} {size} {given} {p_values} {gap}", "; ".join(found), ""]


def _with_report(cells: dict[str, str], rows: Sequence[IndicatorRow], p: str) -> dict[str, str]:
    """The cells of a comparison with its difference, and its p over the report."""
    value = {(row.breakdown, row.item, row.group): row.shown_value for row in rows}
    sides = [(cells["breakdown"], cells["item"], cells[group]) for group in ("group", "against_group")]
    if cells["comparison"] != "groups":
        return cells
    return cells | {"difference": str(value[sides[0]] - value[sides[1]]), "p_report": p}
