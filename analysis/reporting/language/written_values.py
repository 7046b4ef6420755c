"""The figures of a row of results as they are printed: value, unit, interval, base and mark."""

from __future__ import annotations

from analysis.reporting.language.typography import NO_BREAK
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.results.indicator_rows import IN_POINTS, IndicatorRow


def figure(voice: Voice, row: IndicatorRow, decimals: int | None = None) -> str:
    """The value with its unit, as it stands in a sentence."""
    return number(voice, row.value or 0.0, row, decimals)


def figure_or_sign(voice: Voice, row: IndicatorRow, decimals: int | None = None) -> str:
    """The figure of `row`, or the sign that stands for it."""
    return figure(voice, row, decimals) if row.is_shown else mark_sign(row.mark)


def number(voice: Voice, value: float, row: IndicatorRow, decimals: int | None = None) -> str:
    """`value` in the unit and with the decimals of `row`."""
    if decimals is None:
        decimals = 0 if row.statistic in IN_POINTS else row.decimals
    if row.statistic == "balance":
        return voice.points(value, decimals)
    return voice.amount(value, unit(voice, row), decimals)


def bare(voice: Voice, row: IndicatorRow) -> str:
    """The value without its unit, as it stands in a card or a chart."""
    value = row.value or 0.0
    return voice.signed(value) if row.statistic == "balance" else voice.number(value, row.decimals)


def in_table(voice: Voice, row: IndicatorRow, value: float) -> str:
    """`value`, one end of an interval or the figure of `row`, as a cell has it: without its unit."""
    verb = voice.signed if row.statistic == "balance" else voice.number
    return verb(value, decimals_in_table(row))


def decimals_in_table(row: IndicatorRow) -> int:
    """The decimals of a figure in a table: one more than in a sentence for what is in points."""
    return 1 if row.statistic in IN_POINTS else row.decimals


def unit(voice: Voice, row: IndicatorRow) -> str:
    """The unit in the report's language."""
    indicator = voice.survey.indicators.get(row.indicator)
    if indicator and indicator.unit and row.unit != "%":
        return voice.text(indicator.unit)
    question = voice.survey.questions.get(indicator.variable) if indicator else None
    if question and question.unit and row.unit in (question.unit.fr, question.unit.en):
        return voice.text(question.unit)
    return voice.typeset(row.unit)


def agreeing_unit(voice: Voice, row: IndicatorRow) -> str:
    """The unit as it agrees with the figure: −1 point, 7,6 sur 10."""
    value, decimals = row.value or 0.0, 0 if row.statistic in IN_POINTS else row.decimals
    return voice.unit_of(value, unit(voice, row), decimals)


def interval(voice: Voice, row: IndicatorRow) -> str:
    """intervalle indicatif à 95 % : de 66 % à 70 %; empty when there is none.

    A figure that the weighting fixes (the population's share of men) has none to speak of.
    """
    if row.low is None or row.high is None:
        return ""
    if row.is_fixed:
        return voice.say("interval.fixed")
    same = number(voice, row.low, row) == number(voice, row.high, row)
    decimals = 1 if same and row.statistic in IN_POINTS else None
    return voice.say(
        "interval.said",
        name=voice.interval_name.lower(),
        level=voice.percent(100 * row.level),
        low=_lower(voice, row.low, row, decimals),
        high=number(voice, row.high, row, decimals),
    )


def _lower(voice: Voice, value: float, row: IndicatorRow, decimals: int | None) -> str:
    """The lower end of an interval: its unit is written once, after the upper end, unless it is %."""
    if row.unit == "%":
        return number(voice, value, row, decimals)
    if row.statistic == "balance":
        return voice.signed(value, decimals or 0)
    return voice.number(value, row.decimals)


def figure_with_interval(voice: Voice, row: IndicatorRow) -> str:
    """68 % (intervalle …); the figure alone where it has no interval."""
    precision = interval(voice, row)
    return figure(voice, row) + (f" ({precision})" if precision else "")


def interval_alone(voice: Voice, row: IndicatorRow) -> str:
    """The interval as a cell has it; that the weighting fixes the figure; nothing where there is none."""
    if row.is_fixed:
        return voice.say("fixed")
    if row.low is None or row.high is None:
        return ""
    low, high = (in_table(voice, row, value) for value in (row.low, row.high))
    if row.statistic == "balance":
        return voice.say("to", low=low, high=high)
    return f"{low}{NO_BREAK}– {high}"


def base(voice: Voice, n: int | None) -> str:
    """How many respondents a figure rests on; nothing where that may not be told."""
    return "" if n is None else voice.number(n)


def sign_and_meaning(voice: Voice, row: IndicatorRow) -> tuple[str, str]:
    """The sign of a row's mark and what it says; both empty without a mark."""
    return (mark_sign(row.mark), voice.mark_meaning(row.mark)) if row.mark else ("", "")
