"""What is said of changes, territories and groups that are drawn by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random

from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_sentences import card_standing
from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.findings.territory_findings import territory_findings
from analysis.reporting.findings.territory_titles import seen_sentence, sheet_title
from analysis.reporting.language.change_sentences import (
    at_equal_composition,
    change_amount,
    change_sentence,
    changes_summary,
    weighted_alike,
)
from analysis.reporting.language.territory_sentences import (
    apart_lines,
    difference_with_interval,
    figure_sentence,
    gap,
    rank_sentence,
    standing_of,
    territory_summary,
)
from analysis.reporting.language.voice import Voice
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import CHANGE_STATUSES
from analysis.results.territory_rows import PossibleRanks, TerritoryRow
from analysis.results.trend_rows import Change
from tests.kept.drawn.spoken_survey import (
    EDITION,
    NAMES,
    SURVEY,
    Line,
    changes_of,
    groups_of,
    line,
    row_of,
)
from tests.reporting.made_comparisons import comparisons_of


def changes() -> Iterator[Line]:
    """Changes of each status, found or not, with their value at equal ages and weighted alike."""
    drawn = Random(2)
    for name, case in product(("club", "heures", "depense", "avis", "lieux/p"), range(30)):
        before = drawn.choice([5.0, 40.0, 40.04, 40.6, 52.0, 99.0])
        after = drawn.choice([4.9, 40.0, 41.2, 47.0, 60.0, 100.0])
        alone, corrected = sorted(drawn.choice([0.0001, 0.03, 0.05, 0.2, 1.0]) for _ in range(2))
        status = "tested" if case % 3 else CHANGE_STATUSES[case // 3 % len(CHANGE_STATUSES)]
        equal = drawn.choice([None, before, before + 0.2, after, (before + after) / 2])
        changes = changes_of(
            name,
            before,
            after,
            difference=None if case % 7 == 6 else after - before,
            p=corrected,
            p_alone=alone,
            status=status,
            low=after - before - 2,
            high=after - before + 2,
            equal_value=equal,
            equal_low=None if equal is None else equal - 1,
            equal_high=None if equal is None else equal + 1,
            equal_p=drawn.choice([0.001, 0.2]),
            alike_on=drawn.choice(["", "sexe", "age;sexe", "all"]),
            alike_from=before + 1,
            alike_to=after - 1,
            alike_p=drawn.choice([0.001, 0.049, 0.2]),
            break_fr="Question changée",
            break_en="Another question",
            step=drawn.choice([None, 0.5, 2.0]),
        )
        [change] = changes.changes
        row = changes.figure(change, "2024")
        of = f"{name} {before} {after} {status} {alone} {corrected} {equal}"
        yield line(of, _said_of_change, changes, change)
        yield line(f"{of} amount", change_amount, row, after - before, bool(case % 2))


def _said_of_change(voice: Voice, changes: Changes, change: Change) -> str:
    said = (
        change_sentence(voice, changes, change),
        card_standing(voice, changes, change.indicator, change.item),
        at_equal_composition(voice, changes, change),
        weighted_alike(voice, changes, change),
        changes_summary(voice, changes),
    )
    return " | ".join(said)


def territories() -> Iterator[Line]:
    """A territory beside the rest, its ranks, and the sheet that opens with what sets it apart."""
    drawn = Random(3)
    sheets: list[list[TerritoryRow]] = [[] for _ in range(24)]
    for case in range(120):
        name = NAMES[case % len(NAMES)]
        here = drawn.choice([0.0, 30.0, 40.0, 40.04, 44.0, 48.0, 55.0, 100.0])
        rest = drawn.choice([30.0, 36.0, 40.0, 40.4, 48.0])
        alone, corrected = sorted(drawn.choice([0.0001, 0.009, 0.01, 0.049, 0.05, 0.4]) for _ in range(2))
        half, n = drawn.choice([0.5, 2.0, 4.8, 5.0]), drawn.choice([99, 100, 199, 200, 900])
        own = row_of(name, here, breakdown="pays", group="a", n=n)
        ranks = PossibleRanks(*drawn.choice([(1, 1), (1, 4), (2, 2), (2, 3)]), 4, ("b",) * (case % 2), ())
        is_compared = case % 9 != 8
        row = TerritoryRow(
            own,
            rest,
            here - rest if is_compared else None,
            corrected if is_compared else None,
            here - rest - half,
            here - rest + half,
            drawn.choice([None, 4.0, 7.5]),
            ranks if case % 4 else None,
            alone,
        )
        sheets[case % len(sheets)].append(row)
        yield line(f"{name} {here} {rest} {alone} {corrected} {half} {n}", _of_territory, row)
    for number, rows in enumerate(sheets):
        yield line(f"sheet {number}", _sheet, rows)


def _of_territory(voice: Voice, row: TerritoryRow) -> str:
    said = (
        figure_sentence(voice, row),
        gap(voice, row),
        difference_with_interval(voice, row),
        standing_of(voice, row),
        rank_sentence(voice, ("pays", "a"), row) if row.ranks else "",
        *(text for _, text in apart_lines(voice, "Bretagne", [row])),
    )
    return " | ".join(said)


def _sheet(voice: Voice, rows: Sequence[TerritoryRow]) -> str:
    respondents, found = rows[0].estimate.respondents, territory_findings(SURVEY, EDITION, rows)
    return " | ".join(
        (
            *(sheet_title(voice, "Bretagne", respondents, [each], rows, rows) for each in found),
            sheet_title(voice, "Réseau A", respondents, [], rows, rows),
            sheet_title(voice, "Bretagne", 900, [], [], rows[:1]),
            sheet_title(voice, "Bretagne", 900, [], [], rows),
            seen_sentence(voice, respondents, rows),
            territory_summary(voice, rows),
        )
    )


def groups() -> Iterator[Line]:
    """What is said of the groups of several breakdowns, and which of them are findings."""
    drawn = Random(4)
    for name, case in product(("club", "heures", "avis", "lieux/m"), range(24)):
        rows = [row_of(name, 45.0)]
        for breakdown, codes in (("age", "123"), ("sexe", "fh"), ("pays", "abx")):
            values = [drawn.choice([37.0, 40.0, 45.0, 45.04, 50.0, 70.0]) for _ in codes]
            size = drawn.choice([29, 30, 99, 100, 199, 200, 900])
            rows += [
                replace(row, se=drawn.choice([0.4, 1.4, 3.0]))
                for row in groups_of(breakdown, codes, name, values, size)
            ]
        tests = comparisons_of(rows, ordered=("age",))
        by = {each: [row for row in rows if row.breakdown == each] for each in ("age", "sexe", "pays")}
        values_said = " ".join(f"{row.breakdown[0]}{row.group}={row.value}" for row in rows[1:])
        yield line(f"{name} {case} {values_said}", _of_groups, by, tests)


def _of_groups(voice: Voice, by: Mapping[str, Sequence[IndicatorRow]], tests: Comparisons) -> str:
    return " | ".join(f"{of}: {text}" for of, text in difference_lines(voice, by, tests))
