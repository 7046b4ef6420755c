"""What a figure of a comparison is called, and how its values are written, in a language."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from analysis.faults import Fault
from analysis.questionnaire.definitions import survey_written
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.language.voice import Voice
from analysis.results.schema import FORMS, WHOLE, Statistic
from analysis.steps.comparing.compared_sides import Key, Side, SideFigure
from analysis.steps.comparing.moved_figures import Move

MOST_DECIMALS = 6
"""Decimals of figures at full precision."""


@dataclass(frozen=True)
class FigureWords:
    """The words of a comparison; names are those of the later side's definitions, codes where it has none."""

    words: Typesetter
    side: Side

    @cached_property
    def _voice(self) -> Voice | None:
        content = self.side.definitions.get("survey.toml")
        with suppress(Fault):
            if content is not None:
                return Voice(
                    self.words.language, survey_written(content, Path(self.side.survey, "survey.toml"))
                )
        return None

    def name(self, key: Key) -> str:
        """What the figure is of: indicator, with its statistic where it is no share, answer, population and
        group, with those that are counted in it."""
        indicator, item, population, breakdown, group, together, statistic = key[:7]
        voice = self._voice
        if voice is None or indicator not in voice.survey.indicators:
            of_group = "" if breakdown == WHOLE else f"{breakdown} = {group}"
            parts = [indicator, item, population, of_group, together]
            return self.words.series([each for each in parts if each and each != WHOLE])
        answer = voice.item(voice.survey.indicators[indicator], item) if item else ""
        said = (
            ""
            if FORMS[cast("Statistic", statistic)].is_share
            else f" ({voice.say(f'statistic.{statistic}').lower()})"
        )
        parts = [voice.indicator(indicator) + said, answer, voice.population(population)]
        parts.append(
            ""
            if breakdown == WHOLE
            else self._group(voice, breakdown, [group, *filter(None, together.split(";"))])
        )
        return voice.series([each for each in parts if each])

    def _group(self, voice: Voice, breakdown: str, codes: Sequence[str]) -> str:
        labels = voice.listing([voice.answer(breakdown, code) for code in codes])
        return f"{voice.variable(breakdown)} = {labels}"

    def unit(self, key: Key) -> str:
        """The unit of a figure, in the language where its definition has one in both."""
        indicator, unit = key[0], key[7]
        voice = self._voice
        found = voice.survey.indicators.get(indicator) if voice else None
        if voice is None or found is None or unit == "%":
            return unit
        question = voice.survey.questions.get(found.variable)
        for label in (found.unit, question.unit if question else None):
            if label is not None and unit in (label.fr, label.en):
                return voice.text(label)
        return unit

    def value(self, move: Move, figure: SideFigure) -> str:
        """A value with its unit, or in words why there is none."""
        if figure.value is None:
            return self.words.say(f"compare.status.{figure.status}")
        return self.words.amount(figure.value, self.unit(move.key), _decimals(move))

    def change(self, move: Move, by: float | None) -> str:
        """A difference with its sign and its unit, as exact as the values; that it is not known."""
        if by is None:
            return self.words.say("compare.not_known")
        unit, decimals = self.unit(move.key), _decimals(move)
        if unit == "%":
            return self.words.points(by, decimals)
        return self.words.signed_amount(by, unit, decimals)

    def bases(self, move: Move) -> str:
        """How many respondents the figure rests on, before and after."""
        told = [
            "" if figure.n is None else self.words.number(figure.n) for figure in (move.before, move.after)
        ]
        return told[0] if told[0] == told[1] else " → ".join(each or "–" for each in told)


def _decimals(move: Move) -> int:
    """As many as the more exact of both values has."""
    values = [figure.value for figure in (move.before, move.after) if figure.value is not None]
    return max((_needed(value) for value in values), default=0)


def _needed(value: float) -> int:
    return len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
