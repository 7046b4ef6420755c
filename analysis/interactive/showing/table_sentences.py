"""What a table says in words, as a report says it: its figures, and no difference that a test does not
establish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.interactive.figures.asked_figures import WHERE
from analysis.interactive.showing.cell_texts import decimals_of, indicator_row_of
from analysis.interactive.showing.line_labels import line_labels
from analysis.interactive.showing.notes import title_of
from analysis.interactive.showing.shown_facts import Request
from analysis.interactive.showing.side_sentences import side_differences
from analysis.questionnaire import Indicator, Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.language.change_sentences import change_sentence
from analysis.reporting.language.indicator_sentences import headline, statement
from analysis.reporting.language.typography import capitalised, decapitalised, ended, leading
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow, grouped
from analysis.results.schema import WHOLE
from analysis.results.trend_rows import Change

MOST_LINES = 3
"""Lines of a table of many figures that are told, the greatest first."""
Told = Sequence[tuple[Mapping[str, Any], IndicatorRow]]


def sentence_of(frame: pd.DataFrame, request: Request, voice: Voice, spoken: Comparisons | None) -> str:
    """What a report would say of the figures; of a table of many figures, its title and the greatest of them.

    spoken: the comparisons of the table, None where they were not computed.
    """
    records: list[dict[Any, Any]] = frame.to_dict("records")
    decimals = decimals_of(records)
    who = WHERE if request.where else WHOLE
    told = [
        (row, replace(indicator_row_of(row, decimals.get(row["line"], 1)), population=who)) for row in records
    ]
    if "edition" in frame:
        return " ".join(_changes(told, voice))
    if spoken is None:
        said = [ended(title_of(frame, request, voice)), *_greatest(told, voice)]
    else:
        lines = _lines(told)
        said = [part for line in lines for part in _of_line(line, voice, spoken, len(lines) > 1)]
    first = decimals.get(records[0]["line"], 1)
    return " ".join([*said, *side_differences(frame, request, voice, first)])


def _lines(told: Told) -> list[list[IndicatorRow]]:
    """The figures of each line, those of a question's answers together."""
    parts: dict[str, list[IndicatorRow]] = {}
    for row, record in told:
        parts.setdefault(row["line"], []).append(record)
    return list(parts.values())


def _of_line(rows: Sequence[IndicatorRow], voice: Voice, spoken: Comparisons, is_beside: bool) -> list[str]:
    """The headline of an indicator, under its title where it has no verb or stands beside another; then what
    is said of its groups."""
    indicator = voice.survey.indicators[rows[0].indicator]
    whole = [row for row in rows if row.breakdown == WHOLE]
    said = headline(voice, indicator, whole, spoken) or _fixed(whole, indicator, voice)
    if is_beside or not indicator.verb:
        said = f"{_heading(voice, indicator)}{voice.colon}{decapitalised(said)}"
    groups = difference_lines(voice, grouped(row for row in rows if row.breakdown != WHOLE), spoken)
    return [ended(said), *(ended(f"{term}{voice.colon}{text}") for term, text in groups)]


def _fixed(rows: Sequence[IndicatorRow], indicator: Indicator, voice: Voice) -> str:
    """The figures that the weighting fixes, of which a report says nothing."""
    figures = [
        f"{voice.quoted(voice.item(indicator, row.item))} {written(voice, row).figure}" for row in rows
    ]
    return f"{voice.listing(figures)} ({voice.say('interval.fixed')})"


def _heading(voice: Voice, indicator: Indicator) -> str:
    """The title before a colon, without one of its own; quoted where it asks."""
    title = capitalised(voice.text(indicator.title)).replace(voice.colon, ", ")
    return voice.quoted(title) if title.endswith(("?", "!")) else title


def _greatest(told: Told, voice: Voice) -> list[str]:
    """The greatest figures of all, where they are of one statistic."""
    whole = [(row, record) for row, record in told if not row["by"] and not row["within_code"]]
    if len({row["statistic_label"] for row, _ in whole}) > 1:
        return [ended(said) for said in _of_several_statistics(whole, voice)]
    labels = line_labels([row for row, _ in whole], voice.colon)
    values = [record.value if record.value is not None else float("-inf") for _, record in whole]
    ranked = sorted(zip(values, labels, whole, strict=True), key=lambda each: -each[0])[:MOST_LINES]
    several = len(whole) > 1
    return [
        ended(
            f"{label}{voice.colon}{_beside_label(record, voice)}"
            if several
            else capitalised(statement(voice, record))
        )
        for _, label, (_, record) in ranked
    ]


def _of_several_statistics(whole: Told, voice: Voice) -> Iterator[str]:
    """Every statistic of one number; of several questions the first of each, their greatest answer."""
    by_question: dict[str, list[tuple[Mapping[str, Any], IndicatorRow]]] = {}
    for row, record in whole:
        by_question.setdefault(row["question"], []).append((row, record))
    if len(by_question) == 1:
        yield from (capitalised(statement(voice, record)) for _, record in whole)
        return
    for rows in by_question.values():
        own = [each for each in rows if each[0]["line"] == rows[0][0]["line"]]
        row, record = max(own, key=lambda each: each[1].shown_value)
        answer = leading(row["item_label"], voice.colon) if record.item else ""
        yield f"{leading(row['question_label'], voice.colon)}{answer}{_beside_label(record, voice)}"


def _beside_label(record: IndicatorRow, voice: Voice) -> str:
    """A figure behind its label: a sentence, or the figure alone where the label says the answer."""
    is_alone = bool(record.item) and record.is_shown
    return written(voice, record).figure_with_interval if is_alone else statement(voice, record)


def _changes(told: Told, voice: Voice) -> list[str]:
    """What changed of each figure of all, as the chapter on the trend says it; the figures of each edition
    where they are not compared. What is said of several figures is said once."""
    titles = {str(row["edition"]): Label(row["edition_label"], row["edition_label"]) for row, _ in told}
    whole = [(row, record) for row, record in told if not row["by"]]
    figures: dict[str, dict[tuple[str, str], IndicatorRow]] = {}
    for row, record in whole:
        figures.setdefault(str(row["edition"]), {})[row["line"], row["item"]] = record
    firsts = {(row["line"], row["item"]): row for row, _ in reversed(whole)}
    keys = list(reversed(firsts))
    labels = line_labels([firsts[key] for key in keys], voice.colon)
    later = list(titles)[-1]
    changes = Changes(later, titles=titles, figures=figures)
    found: dict[str, list[str]] = {}
    for key, label in zip(keys, labels, strict=True):
        last = next(row for row, _ in whole if (row["line"], row["item"], row["edition"]) == (*key, later))
        if isinstance(last.get("difference_state"), str):
            text = decapitalised(change_sentence(voice, changes, _change(last, list(titles)[-2], later)))
        else:
            text = voice.series([_of_edition(voice, titles[name], of[key]) for name, of in figures.items()])
        name = label if len(keys) > 1 else voice.text(voice.survey.indicators[key[0]].title)
        found.setdefault(text, []).append(name)
    return [ended(f"{voice.listing(names)}{voice.colon}{text}") for text, names in found.items()]


def _of_edition(voice: Voice, title: Label, record: IndicatorRow) -> str:
    figure = written(voice, record).figure_with_interval if record.is_shown else voice.say("hidden_part")
    return f"{voice.text(title)}, {figure}"


def _change(row: Mapping[str, Any], earlier: str, later: str) -> Change:
    def number(name: str) -> float | None:
        value = row.get(name)
        return None if value is None or pd.isna(value) else float(value)

    return Change(
        str(row["line"]),
        str(row["item"]),
        earlier,
        later,
        number("value_before"),
        number("value"),
        number("difference"),
        number("difference_low"),
        number("difference_high"),
        number("p_adjusted"),
        p_alone=number("p_value"),
        status=row["difference_state"],
        break_fr=str(row.get("break_fr") or ""),
        break_en=str(row.get("break_en") or ""),
    )
