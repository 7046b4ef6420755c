"""What is known of one indicator: its sentence, chart and table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.questionnaire import Indicator, Survey
from analysis.questionnaire.editorial_marks import is_reported
from analysis.reporting.blocks import Block, Heading, Lines, Paragraph, Section
from analysis.reporting.compared_groups import group_findings
from analysis.reporting.evidence.answers_together import matrix
from analysis.reporting.evidence.estimate_charts import answer_chart, group_chart
from analysis.reporting.evidence.estimate_tables import answer_table, cross_table, group_table
from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.language.indicator_sentences import headline, opinion_sides
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import FORMS

SHOWN_BREAKDOWNS = 3
"""Breakdowns drawn beside a figure: those whose groups differ most clearly."""
UNDECIDED_BREAKDOWNS = 2
"""Breakdowns drawn where no groups differ: the first of the questionnaire."""
FEW_GROUPS = 3
"""Groups up to which a breakdown is not sorted by value."""
CROSSED_BREAKDOWNS = 2
"""Breakdowns by which the answers to one question are crossed, where groups differ."""


def anchor_of(*names: str) -> str:
    """An identifier for links, from names that may hold anything."""
    return "-".join(re.sub(r"[^a-z0-9_]+", "-", name.lower()) for name in names)


def indicator_section(voice: Voice, estimates: IndicatorRows, indicator: Indicator) -> Section | None:
    """What is known of `indicator`; None when the edition has no row of it."""
    whole = estimates.whole(indicator.name)
    if not whole:
        return None
    heading = _heading(voice, indicator, whole[0].verdict)
    if all(row.mark == "empty" for row in whole):
        nobody = Paragraph(voice.say("nobody_in_base"), "finding")
        return Section("indicator", [heading, nobody])
    answers = _in_order(voice, indicator.variable, [row for row in whole if row.item])
    breakdowns = _comparable(voice.survey, indicator, estimates.by_group(indicator.name))
    sides = opinion_sides(voice.survey, estimates, indicator)
    said = headline(voice, indicator, whole, estimates.comparisons, sides)
    lead = [Paragraph(said, "headline")] if said else []
    evidence = (
        _answer_evidence(voice, indicator, answers, breakdowns, estimates.comparisons)
        if answers
        else _single_evidence(voice, indicator, whole, breakdowns, estimates.comparisons)
    )
    together = matrix(voice, anchor_of(indicator.name), indicator, estimates)
    return Section("indicator", [heading, *lead, *evidence, *together])


def _heading(voice: Voice, indicator: Indicator, verdict: str) -> Heading:
    """The title, tagged with what a balance says, or with the direction in which the figure is good."""
    is_balance = FORMS[indicator.statistic].is_balance
    kind = verdict if is_balance else indicator.direction
    named = kind in ("favourable", "unfavourable") or (is_balance and verdict)
    tag = voice.say(f"opinion.{kind}" if is_balance else f"direction.{kind}") if named else ""
    title = voice.text(indicator.title)
    return Heading(title, 3, anchor_of("indicator", indicator.name), tag, kind)


def _comparable(
    survey: Survey, indicator: Indicator, breakdowns: Mapping[str, list[IndicatorRow]]
) -> dict[str, list[IndicatorRow]]:
    """The breakdowns worth showing: those of reports that have two groups or more with respondents."""
    return {
        name: rows
        for name, rows in breakdowns.items()
        if len({r.group for r in rows if r.mark != "empty"}) > 1 and is_reported(survey, indicator, name)
    }


def _single_evidence(
    voice: Voice,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
    comparisons: Comparisons,
) -> list[Block]:
    name = anchor_of(indicator.name)
    differing = _differing(voice.survey, breakdowns, comparisons)
    shown = differing[:SHOWN_BREAKDOWNS] or list(breakdowns)[:UNDECIDED_BREAKDOWNS]
    chosen = {name: _sorted_groups(voice, name, breakdowns[name]) for name in shown}
    table = group_table(voice, f"table-{name}", indicator, whole, chosen)
    if not chosen:
        return [Section("evidence", [table])]
    chart = group_chart(voice, f"chart-{name}", indicator, whole, chosen)
    lines = difference_lines(voice, breakdowns, comparisons)
    compared = [Lines(lines, voice.colon)] if lines else []
    return [*compared, Section("evidence", [chart, table])]


def _answer_evidence(
    voice: Voice,
    indicator: Indicator,
    answers: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
    comparisons: Comparisons,
) -> list[Block]:
    name = anchor_of(indicator.name)
    chart = answer_chart(voice, f"chart-{name}", indicator, answers)
    table = answer_table(voice, f"table-{name}", indicator, answers)
    evidence: list[Block] = [Section("evidence", [chart, table])]
    lines = difference_lines(voice, breakdowns, comparisons)
    evidence += [Lines(lines, voice.colon)] if lines else []
    differing = _differing(voice.survey, breakdowns, comparisons)[:CROSSED_BREAKDOWNS]
    chosen = {name: breakdowns[name] for name in differing}
    if chosen:
        evidence.append(cross_table(voice, f"cross-{name}", indicator, answers, chosen))
    return evidence


def _differing(
    survey: Survey, breakdowns: Mapping[str, Sequence[IndicatorRow]], comparisons: Comparisons
) -> list[str]:
    """The breakdowns whose groups differ, the clearest first."""
    found = group_findings(survey, breakdowns, comparisons)
    return [each.rows[0].breakdown for each in found if each.is_claim]


def _sorted_groups(voice: Voice, breakdown: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """Few groups stay where the questionnaire has them, the same in every chart."""
    return list(rows) if len(rows) <= FEW_GROUPS else _in_order(voice, breakdown, rows)


def _in_order(voice: Voice, variable: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """`rows` by value, the largest first, unless the answers to `variable` have an order of their own."""
    if is_ordered(voice.survey.questions.get(variable)):
        return list(rows)
    return sorted(rows, key=lambda row: (not row.is_shown, -row.shown_value))
