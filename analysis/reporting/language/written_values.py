"""The figure of a row of results as it is printed: written once, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from analysis.reporting.language.typography import (
    MILLION,
    NO_BREAK,
    rounded,
    rounded_large,
    signed_decimals,
    size_of,
)
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import squared


@dataclass(frozen=True)
class WrittenValue:
    """A row and its texts, each made when it is first asked for and kept.

    A sentence has the figure with its unit; a card or a chart may leave the unit out; a table has one more
    decimal of what is in points, and its unit in the heading.
    """

    voice: Voice
    row: IndicatorRow

    @cached_property
    def figure(self) -> str:
        """The value with its unit, as it stands in a sentence: 68 %."""
        return self.number(self.row.shown_value)

    @cached_property
    def figure_or_sign(self) -> str:
        """The figure, or the sign that stands for one that is not shown."""
        return self.figure if self.row.is_shown else mark_sign(self.row.mark)

    @cached_property
    def bare(self) -> str:
        """The value without its unit, as it stands in a card or a chart."""
        value = self.row.shown_value
        if self.row.form.is_balance:
            return self.voice.signed(value, self.decimals)
        if _is_large(self.row, value):
            return self.voice.large(value)
        return self.voice.number(value, self.decimals)

    @cached_property
    def brief(self) -> str:
        """The value without its unit, with one decimal at most: as a card has it."""
        value, decimals = self.row.shown_value, min(self.decimals, 1)
        is_told = not value or round(abs(value), decimals) > 0
        is_plain = not self.row.form.is_balance and not _is_large(self.row, value)
        return self.voice.number(value, decimals) if is_plain and is_told else self.bare

    @cached_property
    def brief_figure(self) -> str:
        """The value with its unit, with one decimal at most where that tells it: 7,5 sur 10."""
        one_decimal = min(self.decimals, 1)
        is_brief = self.brief == self.voice.number(self.row.shown_value, one_decimal)
        return self.number(self.row.shown_value, one_decimal) if is_brief else self.figure

    @cached_property
    def in_table(self) -> str:
        """The value as a cell has it; nothing where there is none."""
        return "" if self.row.value is None else self.number_in_table(self.row.value)

    @cached_property
    def unit(self) -> str:
        """The unit in the report's language."""
        return squared(self._own_unit) if self.row.form.is_square else self._own_unit

    @property
    def _own_unit(self) -> str:
        survey, unit = self.voice.survey, self.row.unit
        indicator = survey.indicators.get(self.row.indicator)
        if indicator and indicator.unit and unit != "%":
            return self.voice.text(indicator.unit)
        question = survey.questions.get(indicator.variable) if indicator else None
        if question and question.unit:
            own = question.unit.fr, question.unit.en
            if unit in own or unit in map(squared, own):
                return self.voice.text(question.unit)
        return self.voice.typeset(unit)

    @cached_property
    def agreeing_unit(self) -> str:
        """The unit as it agrees with the figure: −1 point, 7,6 sur 10."""
        return self.voice.unit_of(self.row.shown_value, self.unit, self.decimals)

    @cached_property
    def interval(self) -> str:
        """intervalle indicatif à 95 % : de 66 % à 70 %; empty when there is none.

        A figure that the weighting fixes (the population's share of men) has none to speak of; that of a
        median is the median alone where the share at or under it is fixed.
        """
        row, voice = self.row, self.voice
        if row.low is None or row.high is None:
            return ""
        if row.is_fixed:
            return voice.say("interval.fixed")
        if row.low == row.high:
            return voice.say("interval.zero")
        decimals = self._decimals_of_interval
        return voice.say(
            "interval.said",
            name=voice.interval_name.lower(),
            level=voice.percent(100 * row.level),
            low=self._lower_end(row.low, decimals),
            high=self.number(row.high, decimals),
        )

    @cached_property
    def lower_end(self) -> str:
        """The lower end of the interval, without a unit that stands after the upper end."""
        return self._lower_end(self.row.low or 0.0, None)

    @cached_property
    def figure_with_interval(self) -> str:
        """68 % (intervalle …), both with the same decimals; the figure alone where it has no interval."""
        if not self.interval:
            return self.figure
        return f"{self.number(self.row.shown_value, self._decimals_of_interval)} ({self.interval})"

    @property
    def _decimals_of_interval(self) -> int | None:
        """One more than the figure has, where the ends of the interval would be printed alike, or an end of a
        balance as 0; else None."""
        row = self.row
        if row.low is None or row.high is None or row.is_fixed or not row.form.in_points:
            return None
        is_same = self.number(row.low) == self.number(row.high)
        is_zero = row.form.is_balance and signed_decimals(self.decimals, row.low, row.high) > self.decimals
        return row.no_finer(max(1, self.decimals)) if is_same or is_zero else None

    @cached_property
    def interval_in_table(self) -> str:
        """The interval as a cell has it; that the weighting fixes the figure; nothing where there is none."""
        if self.row.is_fixed:
            return self.voice.say("fixed")
        if self.row.low is None or self.row.high is None:
            return ""
        if self.row.low == self.row.high:
            return self.voice.say("interval.zero")
        low, high = (self.number_in_table(value) for value in (self.row.low, self.row.high))
        if self.row.form.is_balance:
            return self.voice.say("to", low=low, high=high)
        return f"{low}{NO_BREAK}– {high}"

    @cached_property
    def base(self) -> str:
        """How many respondents the figure rests on; nothing where that may not be told."""
        return self.voice.counted(self.row.n)

    @cached_property
    def sign(self) -> str:
        """The sign of the row's mark; empty without one."""
        return mark_sign(self.row.mark) if self.row.mark else ""

    @cached_property
    def meaning(self) -> str:
        """What the sign says; empty without one."""
        return self.voice.mark_meaning(self.row.mark) if self.row.mark else ""

    def number(self, value: float, decimals: int | None = None) -> str:
        """`value`, which may be another's, in the unit and with the decimals of the figure."""
        if decimals is None:
            decimals = self.decimals
        if self.row.form.is_balance:
            return self.voice.points(value, decimals)
        if self.row.form.is_share and (end := self._near_an_end(value, decimals)):
            return end
        if _is_large(self.row, value):
            return self.voice.large(value, self.unit)
        return self.voice.amount(value, self.unit, decimals)

    def _near_an_end(self, value: float, decimals: int) -> str:
        """moins de 1 %, of some, and plus de 99 %, of not all, where rounded figures would say nobody and
        everybody; else empty."""
        voice, last = self.voice, 10.0**-decimals
        if value > 0 and rounded(value, decimals) == 0:
            return voice.say("under_percent", figure=voice.percent(last, decimals))
        if value < 100 and rounded(value, decimals) == 100:
            return voice.say("over_percent", figure=voice.percent(100 - last, decimals))
        return ""

    def as_printed(self, value: float, decimals: int, beside: float | None = None) -> Decimal:
        """`value` rounded as `number` prints it; a difference as it is printed with the number `beside`."""
        if _is_large(self.row, value if beside is None else beside):
            size = size_of(value if beside is None else beside)
            return rounded_large(value, size) * int(size)
        return rounded(value, decimals)

    def number_in_table(self, value: float) -> str:
        """`value`, which may be another's, as a cell has it."""
        if _is_large(self.row, value):
            return self.voice.large(value)
        verb = self.voice.signed if self.row.form.is_balance else self.voice.number
        return verb(value, self.decimals_in_table)

    @cached_property
    def decimals(self) -> int:
        """The decimals of the figure in a sentence: as its definition says, or none of what is in points."""
        if self._wished is not None:
            return self._wished
        return 0 if self.row.form.in_points else self.row.decimals

    @cached_property
    def decimals_in_table(self) -> int:
        """The decimals of the figure in a table."""
        return self.row.decimals if self._wished is None else self._wished

    def decimals_of(self, *values: float) -> int:
        """Those of the figure for `values` of it; none where they halve people and are whole: 9 heures."""
        is_whole = self.row.form.is_half and all(value == round(value) for value in values)
        return 0 if is_whole else self.decimals

    @property
    def finest(self) -> int:
        """The most decimals that a sentence may give the figure, so that two figures can be told apart."""
        one_more = self._wished is None and not self.row.form.in_points
        return self.row.no_finer(max(self.decimals_in_table, self.decimals + one_more))

    @property
    def _wished(self) -> int | None:
        indicator = self.voice.survey.indicators.get(self.row.indicator)
        if indicator is None or indicator.decimals is None:
            return None
        return self.row.no_finer(indicator.decimals)

    def _lower_end(self, value: float, decimals: int | None) -> str:
        """The lower end of an interval: its unit is written once, after the upper end, unless it is %."""
        if self.row.unit == "%":
            return self.number(value, decimals)
        if self.row.form.is_balance:
            return self.voice.signed(value, self.decimals if decimals is None else decimals)
        if _is_large(self.row, value):
            return self.voice.large(value)
        return self.voice.number(value, self.decimals)


def _is_large(row: IndicatorRow, value: float) -> bool:
    """Whether a number is said in words, such as 11.1 billion: more digits than it has would be printed."""
    return not row.form.in_points and abs(value) >= MILLION


@lru_cache(maxsize=10_000)
def written(voice: Voice, row: IndicatorRow) -> WrittenValue:
    """The texts of `row`, the same record each time it is asked for."""
    return WrittenValue(voice, row)
