"""A chapter of the report: for each indicator of a theme its sentence, chart and table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.questionnaire import Indicator, Survey
from analysis.reporting.blocks import Block, Heading, Lines, Paragraph, Section
from analysis.reporting.contrasts import group_contrasts
from analysis.reporting.evidence.answers_together import matrix
from analysis.reporting.evidence.estimate_charts import answer_chart, group_chart
from analysis.reporting.evidence.estimate_tables import answer_table, cross_table, group_table
from analysis.reporting.language.comparison_sentences import difference_lines
from analysis.reporting.language.indicator_sentences import Writer, opinion_sides
from analysis.reporting.language.typography import colon, decapitalised, quoted
from analysis.reporting.language.voice import is_ordered, word
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows, grouped
from analysis.results.schema import FORMS

MOST_GROUPS = 15
"""Groups above which a breakdown (regions) is left to reports of its own and to indicators.csv."""
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


def chapter(writer: Writer, estimates: IndicatorRows, theme: str) -> Section:
    """The chapter of `theme`, a key of survey.themes."""
    record = writer.names.survey.themes[theme]
    blocks: list[Block] = [Heading(writer.names.text(record.title), 2, anchor_of("theme", theme))]
    if record.lead:
        blocks.append(Paragraph(writer.names.text(record.lead), "lead"))
    indicators = [i for i in writer.names.survey.indicators.values() if i.theme == theme]
    measured: list[Block] = [
        section for i in indicators if (section := indicator_section(writer, estimates, i))
    ]
    return Section("chapter", [*blocks, *(measured or [Paragraph(word("theme_empty", writer.language))])])


def indicator_section(writer: Writer, estimates: IndicatorRows, indicator: Indicator) -> Section | None:
    """What is known of `indicator`; None when the edition has no row of it."""
    whole = estimates.whole(indicator.name)
    if not whole:
        return None
    heading = _heading(writer, indicator, whole[0].verdict)
    if all(row.mark == "empty" for row in whole):
        nobody = Paragraph(word("nobody_in_base", writer.language), "finding")
        return Section("indicator", [heading, nobody])
    answers = _in_order(writer, indicator.variable, [row for row in whole if row.item])
    breakdowns = _comparable(writer.names.survey, indicator, estimates.by_group(indicator.name))
    said = writer.headline(indicator, whole, opinion_sides(writer.names.survey, estimates, indicator))
    headline = [Paragraph(said, "headline")] if said else []
    evidence = (
        _answer_evidence(writer, indicator, answers, breakdowns)
        if answers
        else _single_evidence(writer, indicator, whole, breakdowns)
    )
    together = matrix(writer, anchor_of(indicator.name), indicator, estimates)
    return Section("indicator", [heading, *headline, *evidence, *together])


def _heading(writer: Writer, indicator: Indicator, verdict: str) -> Heading:
    """The title, tagged with what a balance says, or with the direction in which the figure is good."""
    is_balance = FORMS[indicator.statistic].is_balance
    kind = verdict if is_balance else indicator.direction
    named = kind in ("favourable", "unfavourable") or (is_balance and verdict)
    tag = word(f"opinion_{kind}" if is_balance else kind, writer.language) if named else ""
    title = writer.names.text(indicator.title)
    return Heading(title, 3, anchor_of("indicator", indicator.name), tag, kind)


def _comparable(
    survey: Survey, indicator: Indicator, breakdowns: Mapping[str, list[IndicatorRow]]
) -> dict[str, list[IndicatorRow]]:
    """The breakdowns worth showing: two groups or more with respondents, and no tautology."""
    return {
        name: rows
        for name, rows in breakdowns.items()
        if len({r.group for r in rows if r.mark != "empty"}) > 1
        and len({r.group for r in rows}) <= MOST_GROUPS
        and not is_tautology(survey, indicator, name)
    }


def is_tautology(survey: Survey, indicator: Indicator, breakdown: str) -> bool:
    """Whether the groups follow from the figure itself, or the population keeps one of them only."""
    if lineage(survey, indicator.variable) & lineage(survey, breakdown):
        return True
    population = survey.populations.get(indicator.population or "")
    return len(population.among.get(breakdown, ())) == 1 if population else False


def lineage(survey: Survey, variable: str) -> set[str]:
    """`variable` and what it derives from, directly or through other derived variables."""
    found: set[str] = set()
    waiting = [variable] if variable else []
    while waiting:
        name = waiting.pop()
        question = survey.questions.get(name)
        if name not in found and question and question.derivation:
            waiting.extend(question.derivation.needs)
        found.add(name)
    return found


def _single_evidence(
    writer: Writer,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> list[Block]:
    name = anchor_of(indicator.name)
    shown = _differing(breakdowns)[:SHOWN_BREAKDOWNS] or list(breakdowns)[:UNDECIDED_BREAKDOWNS]
    chosen = {name: _sorted_groups(writer, name, breakdowns[name]) for name in shown}
    table = group_table(writer, f"table-{name}", indicator, whole, chosen)
    if not chosen:
        return [Section("evidence", [table])]
    chart = group_chart(writer, f"chart-{name}", indicator, whole, chosen)
    lines = difference_lines(writer, breakdowns)
    compared = [Lines(lines, colon(writer.language))] if lines else []
    return [*compared, Section("evidence", [chart, table])]


def _answer_evidence(
    writer: Writer,
    indicator: Indicator,
    answers: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> list[Block]:
    name = anchor_of(indicator.name)
    chart = answer_chart(writer, f"chart-{name}", indicator, answers)
    table = answer_table(writer, f"table-{name}", indicator, answers)
    evidence: list[Block] = [Section("evidence", [chart, table])]
    leading = max(answers, key=lambda row: row.value or 0.0)
    of_leading = grouped(r for rows in breakdowns.values() for r in rows if r.item == leading.item)
    if leading.is_shown and of_leading:
        answer = writer.names.item(indicator, leading.item)
        evidence += _about_answer(writer, answer, of_leading)
        chosen = {name: breakdowns[name] for name in _differing(of_leading)[:CROSSED_BREAKDOWNS]}
        if chosen:
            evidence.append(cross_table(writer, f"cross-{name}", indicator, answers, chosen))
    return evidence


def _about_answer(
    writer: Writer, answer: str, breakdowns: Mapping[str, Sequence[IndicatorRow]]
) -> list[Block]:
    """Who gives the leading answer: under a heading where groups differ, else in a line that names it."""
    lines = difference_lines(writer, breakdowns)
    if not _differing(breakdowns):
        named = quoted(answer, writer.language)
        lines = [(f"{named}, {decapitalised(term)}", said) for term, said in lines]
    block = Lines(lines, colon(writer.language))
    if not lines:
        return []
    if not _differing(breakdowns):
        return [block]
    return [Paragraph(word("about_answer", writer.language, answer=answer), "about"), block]


def _differing(breakdowns: Mapping[str, Sequence[IndicatorRow]]) -> list[str]:
    """The breakdowns that have a significant difference, the clearest first."""
    names = list(breakdowns)
    contrasts = group_contrasts([breakdowns[name] for name in names])
    smallest = {n: min((c.p for c in found), default=1.0) for n, found in zip(names, contrasts, strict=True)}
    level = next((row.level for rows in breakdowns.values() for row in rows), 0.95)
    return sorted((name for name in names if smallest[name] < 1 - level), key=lambda name: smallest[name])


def _sorted_groups(writer: Writer, breakdown: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """Few groups stay where the questionnaire has them, the same in every chart."""
    return list(rows) if len(rows) <= FEW_GROUPS else _in_order(writer, breakdown, rows)


def _in_order(writer: Writer, variable: str, rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """`rows` by value, the largest first, unless the answers to `variable` have an order of their own."""
    if is_ordered(writer.names.survey.questions.get(variable)):
        return list(rows)
    return sorted(rows, key=lambda row: (not row.is_shown, -(row.value or 0.0)))
