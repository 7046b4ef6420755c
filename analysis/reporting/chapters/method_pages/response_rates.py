"""How a sample answered: AAPOR's rates with their formulas, and how even the response is over classes."""

from __future__ import annotations

from analysis.reporting.blocks import Block, Heading, Paragraph, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.chapters.break_off import Measures
from analysis.reporting.language.typography import decapitalised

CASES = ("completed", "partial", "refusals", "noncontacts", "other", "unknown", "not_eligible")
"""What a case of a sample ended as, in the order of the formulas."""
RATES = ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6")


def sample_response(measures: Measures) -> list[Block]:
    """What became of the sample, its rates with their formulas, and its R-indicator, where they are known."""
    parts = [*_cases(measures), *_rates(measures), *_evenness(measures)]
    return [Heading(measures.voice.say("sample_response"), 3, "method-response"), *parts] if parts else []


def _cases(measures: Measures) -> list[Block]:
    voice = measures.voice
    if ("response", "", "", "refusals") not in measures.keys:
        return []
    rows = [
        TableRow(voice.say(f"case.{case}"), [TableCell(measures.told("response", case))]) for case in CASES
    ]
    caption = voice.say("cases_caption")
    return [
        ReportTable("table-cases", caption, voice.say("case"), [voice.say("case.n")], [RowGroup("", rows)])
    ]


def _rates(measures: Measures) -> list[Block]:
    voice = measures.voice
    found = {row.measure: row for row in measures.rows if row.section == "response" and row.measure in RATES}
    if not found:
        return []
    rows = [
        TableRow(
            rate, [TableCell(row.item), TableCell("" if row.value is None else voice.percent(row.value))]
        )
        for rate, row in found.items()
    ]
    kind = voice.survey.sampling
    columns = [voice.say("formula"), voice.say(f"rate.{kind}")]
    note = voice.say(f"rates_note.{kind}")
    table = ReportTable(
        "table-rates", voice.say("rates_caption"), voice.say("rate"), columns, [RowGroup("", rows)], [note]
    )
    return [table, *_eligible(measures)]


def _eligible(measures: Measures) -> list[Block]:
    """The part of the cases of unknown eligibility that is counted, and where it comes from."""
    voice = measures.voice
    row = next((row for row in measures.rows if row.measure == "eligible_share"), None)
    if row is None or row.value is None:
        return []
    key = "eligible_share_found" if row.item else "eligible_share_given"
    return [Paragraph(voice.say(key, share=voice.percent(row.value), formula=row.item))]


def _evenness(measures: Measures) -> list[Block]:
    voice = measures.voice
    return [
        Paragraph(
            voice.say("r_indicator", name=decapitalised(voice.variable(name)), value=voice.number(value, 2))
        )
        for name, value in measures.by_question("response", "r_indicator").items()
    ]
