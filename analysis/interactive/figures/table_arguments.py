"""The arguments of `table` as figures to estimate: which rows, which statistic, compared with what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real

from analysis.indicators.measures import measure_of
from analysis.interactive.asking.made_variables import GivenAnswers, answers_in
from analysis.interactive.asking.near_names import AnalystError, did_you_mean, expected_word, nearest, plain
from analysis.interactive.asking.variables import SurveyVariable, label_of
from analysis.questionnaire import NEEDS, Indicator, Label, Statistic
from analysis.questionnaire.fixed_words import BLANK, DESCRIBING_NUMBERS, Base
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.language.typography import Typesetter, leading
from analysis.results.schema import FORMS, STATISTICS
from analysis.statistics.inference.p_value_corrections import CORRECTIONS

Nets = GivenAnswers | Mapping[str, GivenAnswers]
Against = str | int | Mapping[str, str | int]

SHORT: Mapping[str, Statistic] = {"sd": "standard_deviation"}
"""Statistics by the name that analysts give them."""
SPOKEN = (Typesetter("fr"), Typesetter("en"))
"""The languages that a statistic may be mistyped in."""
GOES_WITH = {"over": "denominator", "q": "has_own_order", "favourable": "sides", "unfavourable": "sides"}
"""Arguments of a table -> what a statistic needs that takes them."""
WAYS = ("pairs", "rest", "whole")
PUBLISHED = (
    "against= compares groups of by= with each other, not with a number. A figure that others published is a "
    "row of data/raw/SURVEY/EDITION/published.csv (indicator, year, value, source): assoscope build compares "
    "ours with it in backtest.csv; docs/how-to.md, Compare with published figures.\nWhether it lies in our "
    "interval, ci_low and ci_high of the table's .frame say."
)
"""What is said of a number to compare with: where figures of others go."""
BASES = ("answered", "asked")


@dataclass(frozen=True)
class Counting:
    """What is counted of each question of the rows: nets of answers, statistics, sides, denominator, base."""

    answers: Nets | None = None
    statistic: str | Sequence[str] | None = None
    favourable: GivenAnswers | None = None
    unfavourable: GivenAnswers | None = None
    over: SurveyVariable | None = None
    q: float | Sequence[float] | None = None
    base: str = "answered"

    def indicators(self, rows: Sequence[SurveyVariable]) -> list[Indicator]:
        """The indicators of the rows, each question's together."""
        if self.base not in BASES:
            raise expected_word("base", BASES, self.base)
        for word in [self.statistic] if isinstance(self.statistic, str) else self.statistic or ():
            _statistic(word)
        self._check_used()
        return [indicator for variable in rows for indicator in self._of(variable)]

    def _check_used(self) -> None:
        """AnalystError for an argument that no statistic asked for takes: it would be left unread."""
        words = [self.statistic] if isinstance(self.statistic, str) else list(self.statistic or ())
        for name, need in GOES_WITH.items():
            taking = [statistic for statistic, needs in NEEDS.items() if getattr(needs, need)]
            if getattr(self, name) is not None and not set(taking).intersection(words):
                said = " or ".join(map(repr, taking))
                raise AnalystError(f"{name}= goes with statistic={said}; give that, or leave {name}= out")

    def _of(self, variable: SurveyVariable) -> list[Indicator]:
        statistics = _statistics(self.statistic, variable, self.answers is not None)
        return [each for statistic in statistics for each in self._of_statistic(variable, statistic)]

    def _of_statistic(self, variable: SurveyVariable, statistic: Statistic) -> list[Indicator]:
        _check(variable, statistic)
        base: Base = "asked" if self.base == "asked" else "answered"
        common = Indicator("", variable.question.label, "", statistic, variable.name, base=base)
        needs = NEEDS[statistic]
        if needs.sides:
            sides = {
                "favourable": self._side(variable, "favourable"),
                "unfavourable": self._side(variable, "unfavourable"),
            }
            return [_with(common, **sides)]
        if needs.denominator:
            if self.over is None:
                raise AnalystError("statistic='ratio' needs over=, the number that is divided by")
            _check(self.over, statistic)
            title = f"{variable.label} / {self.over.label}"
            unit = Label("", "") if self.over.question.unit == variable.question.unit else None
            return [_with(common, denominator=self.over.name, title=label_of(title), unit=unit)]
        if needs.has_own_order:
            return [_with(common, quantile=order) for order in self._orders()]
        if variable.is_condition and self.answers is None:
            return [_with(common, answers=("1",))]
        if needs.count_answers and self.answers is not None:
            return [_net(common, variable, name, of) for name, of in _nets(self.answers)]
        return [common]

    def _orders(self) -> list[float]:
        """The orders of the quantiles that are asked for."""
        orders = [self.q] if isinstance(self.q, int | float) else list(self.q or [])
        if not orders or not all(isinstance(order, int | float) and 0 < order < 1 for order in orders):
            raise AnalystError(
                f"statistic='quantile' needs q=, between 0 and 1; found {self.q!r}; tenths are "
                "q=[0.1, 0.2, …, 0.9]"
            )
        return orders

    def _side(self, variable: SurveyVariable, name: str) -> tuple[str, ...]:
        given = getattr(self, name)
        if given is None:
            raise AnalystError(
                "statistic='balance' needs favourable= and unfavourable=, the answers of both sides"
            )
        return variable.codes(answers_in(given))


def _with(indicator: Indicator, **changed: object) -> Indicator:
    return replace(indicator, **changed)  # type: ignore[arg-type]


def _nets(answers: Nets) -> list[tuple[str, GivenAnswers]]:
    return list(answers.items()) if isinstance(answers, Mapping) else [("", answers)]


def _net(common: Indicator, variable: SurveyVariable, name: str, of: GivenAnswers) -> Indicator:
    given = answers_in(of)
    codes = variable.codes(given)
    if not codes:
        raise AnalystError("answers: expected one answer or more, found none")
    named = Label(name, name) if name else _ranges_in_words(variable, given)
    return _with(common, answers=codes, title=net_label(variable, codes, named))


def _ranges_in_words(variable: SurveyVariable, given: Sequence[str | int]) -> Label:
    """Answers that are given as one range, in words; no words where they are given otherwise."""
    if len(given) != 1:
        return BLANK
    return Label(*(variable.range_in_words(given[0], language) for language in ("fr", "en")))


def net_label(variable: SurveyVariable, codes: Sequence[str], name: Label) -> Label:
    """The question with the answers counted together, or the name they are given."""
    question, said = variable.question, []
    for language in ("fr", "en"):
        answers = " + ".join(question.codes[code].to(language) for code in codes)
        colon = " : " if language == "fr" else ": "
        said.append(
            f"{leading(question.label.to(language) or question.name, colon)}{name.to(language) or answers}"
        )
    return Label(*said)


def check_weights(given: object) -> None:
    """AnalystError for a word that stands for no weights: False does."""
    if isinstance(given, str) and given.casefold() in ("none", "no", "unweighted", "aucun", "non"):
        raise AnalystError(f"weights: {given!r} is written weights=False")


OF_TWO = ("correlation", "correlations", "corr", "pearson", "spearman", "regression", "cov", "covariance")
"""What is asked of two numbers elsewhere."""
PERCENTILE = re.compile(r"(?:p|c|pct|percentile|centile)_?(\d{1,2})", re.IGNORECASE)
"""How a quantile is called elsewhere: p90."""


def _statistics(
    given: str | Sequence[str] | None, variable: SurveyVariable, has_answers: bool
) -> tuple[Statistic, ...]:
    """The statistics asked for; by default shares, and of a number its mean, quartiles and median."""
    kind = kind_of(variable.question)
    if given is None:
        if kind.has_codes:
            return ("share",)
        return ("share",) if has_answers else DESCRIBING_NUMBERS
    words = [given] if isinstance(given, str) else list(given)
    return tuple(_statistic(word) for word in words)


def _statistic(word: str) -> Statistic:
    found = SHORT.get(word) or next((known for known in STATISTICS if known == word), None)
    if found is None and (percent := PERCENTILE.fullmatch(word)):
        share = int(percent[1]) / 100
        raise AnalystError(f'statistic: {word!r} is written statistic="quantile", q={share:g}')
    if found is None and plain(word) in OF_TWO:
        raise AnalystError(
            f"statistic: {word!r} of two numbers is not among those of a table; make classes with survey.cut "
            "and compare means, or take survey.respondents(…).frame to a library of models"
        )
    if found is None:
        labelled: dict[str, list[str]] = {
            known: [each.say(f"statistic.{known}") for each in SPOKEN] for known in STATISTICS
        }
        raise expected_word("statistic", (*STATISTICS, *SHORT), word, labelled)
    return found


def _check(variable: SurveyVariable, statistic: Statistic) -> None:
    kind, named = kind_of(variable.question), f"{variable.name} ({variable.label})"
    if NEEDS[statistic].of_codes and not kind.has_codes:
        raise AnalystError(
            f"{named} is a number, without answers; ask for its mean, make classes with survey.cut, or count "
            f"a range: survey.table(survey.q.{variable.name}.between(20, 40))"
        )
    if not NEEDS[statistic].of_codes and not kind.has_numbers:
        raise AnalystError(f"{named} has answers, not numbers; ask for their shares")


def compared_with(
    against: Against | None,
    by: Sequence[SurveyVariable],
    indicators: Sequence[Indicator],
    correction: str,
) -> dict[str, str]:
    """By variable of the groups: "pairs", "rest", "whole" or the code of a group."""
    if correction not in CORRECTIONS:
        raise expected_word("correction", CORRECTIONS, correction)
    if against is None:
        return {}
    values = list(against.values()) if isinstance(against, Mapping) else [against]
    if not by:
        raise AnalystError(
            PUBLISHED if any(map(_is_number, values)) else "against= compares groups; give by= too"
        )
    given = dict(against) if isinstance(against, Mapping) else dict.fromkeys((v.name for v in by), against)
    _check_compared(indicators, set(map(str, given.values())))
    named = {variable.name: (variable.label,) for variable in by}
    for name in given:
        if name not in named and _is_number(given[name]):
            raise AnalystError(PUBLISHED)
        if name not in named:
            raise expected_word("against, a variable of by=", named, name, named)
    return {each.name: _side(each, given[each.name]) for each in by if each.name in given}


def _is_number(given: object) -> bool:
    """Whether a number is given, which may be a published figure."""
    return isinstance(given, Real) and not isinstance(given, bool)


def _side(variable: SurveyVariable, against: str | int) -> str:
    """A way of comparing, or the code of a group. Raises AnalystError for neither, with what is near."""
    if against in WAYS:
        return str(against)
    sides: dict[str, Sequence[str]] = dict.fromkeys(WAYS, ())
    sides |= {code: (label.fr, label.en) for code, label in variable.question.codes.items()}
    if _is_number(against) and not variable.is_answer(against):
        raise AnalystError(PUBLISHED)
    near = [] if variable.is_answer(against) else nearest(str(against), sides, 1)
    if near and near[0] in WAYS:
        named = f"{variable.name} ({variable.label})"
        raise AnalystError(f"against: no group {against!r} of {named}{did_you_mean(map(repr, near))}")
    return variable.code(against)


def _check_compared(indicators: Sequence[Indicator], ways: set[str]) -> None:
    """AnalystError for a statistic that is not compared in one of these ways, with one that is."""
    for each in indicators:
        if FORMS[each.statistic].is_sum:
            raise AnalystError(f"against: a {each.statistic} follows the size of the group; compare the mean")
        if not FORMS[each.statistic].is_compared:
            raise AnalystError(f"against: a {each.statistic} has no test; compare the mean or a quartile")
        if measure_of(each).difference == "quantiles" and ways & {"rest", "whole"}:
            raise AnalystError(
                f"against: a {each.statistic} is compared with another group, not with the rest or with all; "
                "name a group, take 'pairs', or compare the mean"
            )
