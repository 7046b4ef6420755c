"""The banner: every indicator by the groups of a breakdown, with column letters and whole-table tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from xlsxwriter.utility import xl_col_to_name

from analysis.exports.released_edition import ReleasedEdition, population_label
from analysis.exports.spreadsheets.sheet_words import (
    UNTESTED,
    base_cell,
    figure_cell,
    sign_lines,
    sign_of,
)
from analysis.exports.spreadsheets.workbook import (
    SheetColumn,
    SheetContent,
    SheetLink,
    SheetNumber,
    TableSheet,
    tab_names,
    wrapped,
)
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparison, Comparisons
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SMALLEST_GROUP, WHOLE, significance


@dataclass(frozen=True)
class BreakdownBanner:
    """The figures of every indicator by the groups of one breakdown."""

    voice: Voice
    breakdown: str
    rows: Sequence[IndicatorRow]
    comparisons: Comparisons

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter of each group, in the order of the survey."""
        found = dict.fromkeys(row.group for row in self.rows if row.breakdown == self.breakdown)
        return {code: xl_col_to_name(place) for place, code in enumerate(found)}

    def lower(self, indicator: str, item: str, level: float) -> dict[str, str]:
        """Of each group the letters of the groups whose value is lower, by their corrected test."""
        found: dict[str, set[str]] = {}
        for pair in self.comparisons.groups(indicator, item, self.breakdown):
            if pair.difference and pair.holds(level):
                higher, lower = (pair.group, pair.against_group)[:: 1 if pair.difference > 0 else -1]
                found.setdefault(higher, set()).add(lower)
        return {
            group: " ".join(letter for code, letter in self.letters.items() if code in codes)
            for group, codes in found.items()
        }

    def table_test(self, indicator: str, item: str) -> Comparison | None:
        """The test of the whole table that a figure stands in."""
        own = self.comparisons.table(indicator, self.breakdown, item)
        return own or self.comparisons.table(indicator, self.breakdown)


def banner_sheets(release: ReleasedEdition, voice: Voice) -> list[TableSheet]:
    """One sheet for each breakdown that has figures, in the order of the survey, then all whole-table
    tests."""
    figures = release.indicators
    rows = [row for name in release.answered for row in figures.of(name)]
    known = dict.fromkeys(row.breakdown for row in rows if row.breakdown != WHOLE)
    order = [*(each for each in voice.survey.breakdowns if each in known), *known]
    breakdowns = list(dict.fromkeys(order))
    tests = voice.say("sheet.tests")
    tabs = tab_names([*(voice.variable(each) for each in breakdowns), tests])
    banners = [BreakdownBanner(voice, each, rows, figures.comparisons) for each in breakdowns]
    sheets = [
        _sheet(banner, tab, place) for place, (banner, tab) in enumerate(zip(banners, tabs, strict=False), 1)
    ]
    return [*sheets, _tests_sheet(voice, banners, tabs[-1])]


def _sheet(banner: BreakdownBanner, tab: str, place: int) -> TableSheet:
    voice = banner.voice
    rows = [row for row in banner.rows if row.breakdown in (WHOLE, banner.breakdown)]
    return TableSheet(
        tab=tab,
        title=voice.say("sheet.by", variable=voice.variable(banner.breakdown)),
        lines=_lines(voice, rows),
        name=f"banniere_{place}",
        columns=_columns(banner),
        rows=list(_rows(banner, rows)),
        stubs=2,
    )


def _lines(voice: Voice, rows: Sequence[IndicatorRow]) -> list[str | SheetLink]:
    alpha = voice.percent(100 * (1 - voice.level))
    letters = voice.say("sheet.letters_means", alpha=alpha, smallest=str(SMALLEST_GROUP))
    untested = f"{UNTESTED}{voice.colon}{voice.say('sheet.untested')}"
    return [
        *wrapped(letters),
        *wrapped(_p_means(voice)),
        *sign_lines(voice, rows, [untested]),
        SheetLink(voice.say("sheet.back"), voice.say("sheet.contents")),
    ]


def _p_means(voice: Voice) -> str:
    return voice.say("sheet.p_means", alpha=voice.number(significance(voice.level), 2))


def _columns(banner: BreakdownBanner) -> list[SheetColumn]:
    voice = banner.voice
    groups = [
        column
        for code, letter in banner.letters.items()
        for column in (
            SheetColumn(f"{voice.answer(banner.breakdown, code)} ({letter})", 14, "right"),
            SheetColumn(voice.say("sheet.letters", letter=letter), 10, "center"),
        )
    ]
    return [
        SheetColumn(voice.say("question"), 44),
        SheetColumn(voice.say("answer"), 40),
        SheetColumn(voice.say("sheet.base_of"), 26),
        SheetColumn(voice.say("sheet.unit"), 12),
        SheetColumn(voice.say("all"), 12, "right"),
        *groups,
        SheetColumn(voice.say("sheet.p"), 12, "right"),
    ]


def _rows(banner: BreakdownBanner, rows: Sequence[IndicatorRow]) -> Iterator[list[SheetContent]]:
    """Of each indicator its respondents, then its figure or each of its answers."""
    for _, of_indicator in groupby(rows, key=lambda row: row.indicator):
        by_item: dict[str, dict[str, IndicatorRow]] = {}
        for row in of_indicator:
            by_item.setdefault(row.item, {})[row.group] = row
        if any(set(of_item) - {WHOLE} for of_item in by_item.values()):
            yield _base_row(banner, next(iter(by_item.values())))
            yield from (_figure_row(banner, of_item) for of_item in by_item.values())


def _base_row(banner: BreakdownBanner, by_group: Mapping[str, IndicatorRow]) -> list[SheetContent]:
    """The respondents of each group, who are the same for all answers of a question."""
    voice, first = banner.voice, next(iter(by_group.values()))
    cells = [
        cell
        for code in banner.letters
        for cell in (base_cell(by_group[code]) if code in by_group else UNTESTED, "")
    ]
    whole = base_cell(by_group[WHOLE]) if WHOLE in by_group else UNTESTED
    names = [voice.indicator(first.indicator), voice.say("respondents"), population_label(voice, first)]
    return [*names, voice.say("respondents_short"), whole, *cells, UNTESTED]


def _figure_row(banner: BreakdownBanner, by_group: Mapping[str, IndicatorRow]) -> list[SheetContent]:
    voice, first = banner.voice, next(iter(by_group.values()))
    indicator = voice.survey.indicators[first.indicator]
    label = voice.item(indicator, first.item) if first.item else voice.say(f"statistic.{indicator.statistic}")
    lower = banner.lower(first.indicator, first.item, first.level)
    cells = [
        cell
        for code in banner.letters
        for cell in (_figure(voice, by_group.get(code)), _letters(by_group.get(code), lower))
    ]
    unit = written(voice, first).unit or voice.say("sheet.no_unit")
    names = [voice.indicator(first.indicator), label, population_label(voice, first), unit]
    p = p_cell(banner.table_test(first.indicator, first.item))
    return [*names, _figure(voice, by_group.get(WHOLE)), *cells, p]


def _figure(voice: Voice, row: IndicatorRow | None) -> SheetContent:
    if row is None:
        return UNTESTED
    return figure_cell(row, row.value, written(voice, row).decimals_in_table)


def _letters(row: IndicatorRow | None, lower: Mapping[str, str]) -> str:
    """The letters of lower groups, with the sign of a figure to be read with care."""
    if row is None or not row.is_shown:
        return ""
    return " ".join(filter(None, [lower.get(row.group), sign_of(row)]))


def p_cell(test: Comparison | None) -> SheetContent:
    """The corrected p-value of a test, or the sign of a test that was not made."""
    if test is None or not test.is_tested or test.p_adjusted is None:
        return UNTESTED
    return SheetNumber(test.p_adjusted, 3, is_p=True)


def _tests_sheet(voice: Voice, banners: Sequence[BreakdownBanner], tab: str) -> TableSheet:
    """Every test of a whole table, question by question."""
    return TableSheet(
        tab=tab,
        title=voice.say("sheet.tests_title"),
        lines=[
            *wrapped(_p_means(voice)),
            SheetLink(voice.say("sheet.back"), voice.say("sheet.contents")),
        ],
        name="tests",
        columns=[
            SheetColumn(voice.say("question"), 44),
            SheetColumn(voice.say("answer"), 40),
            SheetColumn(voice.say("sheet.breakdown"), 30),
            SheetColumn(voice.say("sheet.p_alone"), 14, "right"),
            SheetColumn(voice.say("sheet.p"), 14, "right"),
            SheetColumn(voice.say("sheet.conclusion"), 40),
        ],
        rows=[row for banner in banners for row in _test_rows(banner)],
        stubs=3,
    )


def _test_rows(banner: BreakdownBanner) -> Iterator[list[SheetContent]]:
    """The tests of one breakdown: of each indicator, or of each of its answers."""
    voice = banner.voice
    cells = dict.fromkeys(
        (row.indicator, row.item) for row in banner.rows if row.breakdown == banner.breakdown
    )
    met: set[int] = set()
    for indicator, item in cells:
        test = banner.table_test(indicator, item)
        if test is None or id(test) in met or not test.is_tested:
            continue
        met.add(id(test))
        answer = (
            voice.item(voice.survey.indicators[indicator], test.item)
            if test.item
            else voice.say("sheet.every_answer")
        )
        said = voice.say("sheet.differ" if test.holds(voice.level) else "sheet.undecided")
        alone = SheetNumber(test.p or 0.0, 3, is_p=True)
        yield [
            voice.indicator(indicator),
            answer,
            voice.variable(banner.breakdown),
            alone,
            p_cell(test),
            said,
        ]
