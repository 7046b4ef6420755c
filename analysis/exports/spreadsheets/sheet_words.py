"""What sheets say in words: the figure of a row, its sign, its base, the question behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.exports.released_edition import population_label
from analysis.exports.spreadsheets.workbook import SheetContent, SheetNumber, wrapped
from analysis.questionnaire import Indicator
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import WHOLE, Mark

BRACKETED: dict[Mark, str] = {
    "footnote": "[a]",
    "caution": "[b]",
    "suppressed": "[n.p.]",
    "confidential": "[c]",
    "empty": "[z]",
}
"""The sign of a mark where sheets are heard too: in brackets, as the Analysis Function writes them."""
UNTESTED = "[x]"
"""What stands in place of a test that was not made."""


def sign_of(row: IndicatorRow) -> str:
    """The sign of a figure; nothing where it stands as it is."""
    mark = row.mark
    return BRACKETED[mark] if mark else ""


def figure_cell(row: IndicatorRow, value: float | None, decimals: int | None = None) -> SheetContent:
    """A figure as a number, or the sign of why there is none."""
    if value is None:
        return sign_of(row) or BRACKETED["empty"]
    return SheetNumber(value, row.decimals if decimals is None else decimals)


def base_cell(row: IndicatorRow) -> SheetContent:
    """How many respondents a figure rests on, or the sign of why that is not told."""
    return sign_of(row) if row.n is None else SheetNumber(row.n)


def group_names(voice: Voice, row: IndicatorRow) -> tuple[str, str]:
    """The variable that defines a row's group, and the group; everyone for both where it is the whole."""
    if row.breakdown == WHOLE:
        return voice.say("all"), voice.say("all")
    return voice.variable(row.breakdown), voice.answer(row.breakdown, row.group)


def value_heading(voice: Voice, indicator: Indicator, rows: Sequence[IndicatorRow]) -> str:
    """What the values are, with their unit: Part (%)."""
    unit = written(voice, rows[0]).unit
    return voice.say(f"statistic.{indicator.statistic}") + (f" ({unit})" if unit else "")


def question_lines(voice: Voice, indicator: Indicator) -> list[str]:
    """The question as it was put, and which answers a figure counts."""
    question = voice.survey.questions[indicator.variable]
    asked = voice.text(question.text if not question.text.is_blank else question.label)
    lines = wrapped(voice.say("sheet.question", question=voice.quoted(asked)))
    for key in ("answers", "favourable", "unfavourable"):
        counted = [voice.answer(indicator.variable, code) for code in getattr(indicator, key)]
        if counted:
            lines += wrapped(voice.say(f"sheet.{key}", answers=voice.series(counted)))
    return lines


def base_line(voice: Voice, rows: Sequence[IndicatorRow]) -> str:
    """Whom the figures speak of, and how many of them answered in all."""
    whole = [row for row in rows if row.breakdown == WHOLE and row.n is not None]
    label = population_label(voice, rows[0])
    if not whole:
        return voice.say("sheet.base_unknown", population=label)
    count = voice.respondents(max(row.n or 0 for row in whole))
    return voice.say("sheet.base", population=label, n=count)


def sign_lines(voice: Voice, rows: Iterable[IndicatorRow], others: Sequence[str] = ()) -> list[str]:
    """What each sign used in the rows means."""
    used = {row.mark for row in rows if row.mark}
    said = [f"{BRACKETED[mark]}{voice.colon}{voice.mark_meaning(mark)}" for mark in BRACKETED if mark in used]
    listed = voice.series([*said, *others])
    return wrapped(voice.say("sheet.signs", signs=listed)) if listed else []
