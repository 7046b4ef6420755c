"""What is said of an indicator's figure, or of its leading answers: no more than the estimates support."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Indicator, Question, Survey
from analysis.questionnaire.fixed_words import Verb
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answer_marks import aside_of
from analysis.reporting.language.agreeing_figures import figures_apart
from analysis.reporting.language.in_words import fraction_alone, speaks_of_one
from analysis.reporting.language.in_words import in_words as share_in_words
from analysis.reporting.language.typography import capitalised, decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import FORMS, Mark

OpinionSides = tuple[float, float]
"""Shares, in %, of the favourable and of the unfavourable answers of a balance."""
ALMOST = 1e-6
"""Points within which a share is everybody or nobody."""


def headline(
    voice: Voice,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    comparisons: Comparisons,
    sides: OpinionSides | None = None,
) -> str:
    """The sentence to keep about an indicator: its figure for the whole sample, or its first answers.

    `comparisons` say whether answers differ; `sides` are the shares behind a balance, where they are
    published.
    """
    answers = [estimate for estimate in whole if estimate.item]
    if answers:
        return capitalised(_leading_answers(voice, indicator, answers, comparisons))
    if whole and sides and whole[0].is_shown:
        return capitalised(f"{statement(voice, whole[0])} {_sides(voice, sides)}")
    return capitalised(statement(voice, whole[0])) if whole else ""


def _sides(voice: Voice, sides: OpinionSides) -> str:
    favourable, unfavourable = (voice.percent(share) for share in sides)
    return voice.say("opinion.sides", favourable=favourable, unfavourable=unfavourable)


def statement(voice: Voice, estimate: IndicatorRow, again: bool = False) -> str:
    """près de sept répondants sur dix : 68 % (intervalle …). Or why the figure is not published.

    `again`: a balance is said otherwise, where there is a second way, after others on the same page.
    """
    if not estimate.is_shown:
        return _not_shown(voice, estimate.mark)
    if with_verb := _with_verb(voice, estimate, again):
        return with_verb
    is_said = estimate.form.is_share and voice.is_named(estimate.population)
    has_own = voice.catalogue.has(f"statement.{estimate.statistic}")
    return voice.say(
        f"statement.{estimate.statistic if has_own else 'named'}",
        name=decapitalised(voice.say(f"statistic.{estimate.statistic}")),
        order=_order_said(voice, estimate),
        words=in_words(voice, estimate) if estimate.form.in_points else "",
        of_whom="" if is_said else _of_whom(voice, estimate),
        figure=written(voice, estimate).figure_with_interval,
    )


def _order_said(voice: Voice, estimate: IndicatorRow) -> str:
    """90 %, of a quantile; nothing of other statistics."""
    indicator = voice.survey.indicators.get(estimate.indicator)
    order = indicator.quantile if indicator else None
    return "" if order is None else voice.percent(100 * order, 0 if round(100 * order, 6) % 1 == 0 else 1)


SMALL_BASE = 200
"""Respondents under which a sentence gives the interval of its figure."""


def _with_verb(voice: Voice, estimate: IndicatorRow, again: bool = False) -> str:
    """deux bénévoles sur cinq ont reçu une formation (41 %), with the verb of the indicator; empty without
    one, or where the figure does not go with it."""
    indicator = voice.survey.indicators.get(estimate.indicator)
    verb = indicator.verb.get(voice.language) if indicator else None
    kind = estimate.verdict or estimate.statistic
    value = estimate.shown_value
    if verb is None or (estimate.form.is_share and not 0 < value < 100):
        return ""
    other = _of_other_side(voice, indicator) if indicator and estimate.verdict else ""
    if other:
        return _of_two_sides(voice, estimate, verb, other, again)
    if not voice.catalogue.has(f"said.{kind}"):
        return ""
    words = in_words(voice, estimate) if estimate.form.is_share else ""
    is_one = estimate.form.is_share and speaks_of_one(value, *_limits(estimate))
    is_named = voice.is_named(estimate.population)
    return voice.say(
        f"said.{kind}",
        words=words,
        many=those(voice, estimate.population),
        of_whom="" if is_named or estimate.form.is_balance else _of_whom(voice, estimate),
        verb=voice.typeset(verb.one if is_one else verb.many),
        figure=_short_figure(voice, estimate),
        gap=_gap(voice, estimate),
    )


def _gap(voice: Voice, estimate: IndicatorRow) -> str:
    return voice.points(abs(estimate.shown_value)).removeprefix("+")


def _of_two_sides(voice: Voice, estimate: IndicatorRow, verb: Verb, other: str, again: bool) -> str:
    """A balance between what those of both sides do: les dirigeants qui comptent moins d'adhérents
    l'emportent de 8 points sur ceux qui en comptent plus."""
    values = {"many": those(voice, estimate.population), "other": other, "gap": _gap(voice, estimate)}
    values |= {"verb": voice.typeset(verb.many), "figure": written(voice, estimate).figure_with_interval}
    way = "apart" if again and estimate.verdict in ("favourable", "unfavourable") else "over"
    return voice.say(f"said.{way}_{estimate.verdict}", **values)


def has_both_sides(voice: Voice, indicator: Indicator) -> bool:
    """Whether the survey says what those of both sides of a balance do."""
    return voice.verb(indicator) is not None and bool(_of_other_side(voice, indicator))


def _of_other_side(voice: Voice, indicator: Indicator) -> str:
    """What those of the unfavourable answers of a balance do: the verb of the share that counts them, or of
    the one answer; empty where the survey says neither."""
    alike = [
        each
        for each in voice.survey.indicators.values()
        if (each.variable, each.population) == (indicator.variable, indicator.population)
        and FORMS[each.statistic].is_share
        and each.answers
        and set(each.answers) == set(indicator.unfavourable)
    ]
    verb = next((found for each in alike if (found := voice.verb(each))), None)
    question = voice.survey.questions.get(indicator.variable)
    if verb is None and question and len(indicator.unfavourable) == 1:
        verb = question.verbs.get(indicator.unfavourable[0], {}).get(voice.language)
    return voice.typeset(verb.many) if verb else ""


def predicate(voice: Voice, estimate: IndicatorRow) -> str:
    """What those of a share did, "a reçu une formation", as it agrees with the share in words; the answer
    after it where each has its figure. Empty where the indicator has no verb."""
    indicator = voice.survey.indicators.get(estimate.indicator)
    verb = voice.verb(indicator, estimate.item) if indicator else None
    if verb is None:
        return ""
    return verb.one if speaks_of_one(estimate.shown_value, *_limits(estimate)) else verb.many


def predicate_of_many(voice: Voice, estimate: IndicatorRow) -> str:
    """What those of a share did in the plural, "ont reçu une formation"; empty where there is no verb."""
    indicator = voice.survey.indicators.get(estimate.indicator)
    verb = voice.verb(indicator, estimate.item) if indicator else None
    return verb.many if verb else ""


def those(voice: Voice, population: str | None) -> str:
    """Those of whom a figure speaks, in the plural: bénévoles, bénévoles ayant reçu une formation."""
    if voice.is_named(population):
        return voice.noun(population).many
    return decapitalised(voice.population(population))


def _short_figure(voice: Voice, estimate: IndicatorRow) -> str:
    """41 %, 7,5 sur 10; with its interval where few answered: 56 %, de 47 % à 64 %."""
    text = written(voice, estimate)
    if not estimate.form.in_points and estimate.value is not None and estimate.respondents >= SMALL_BASE:
        return text.number(estimate.value, min(text.decimals_of(estimate.value), 1))
    if (
        estimate.low is None
        or estimate.high is None
        or estimate.respondents >= SMALL_BASE
        or estimate.is_fixed
    ):
        return text.figure
    return voice.say("said.between", figure=text.figure, low=text.lower_end, high=text.number(estimate.high))


def _limits(estimate: IndicatorRow) -> tuple[float, float]:
    value = estimate.shown_value
    low = value if estimate.low is None else estimate.low
    return low, value if estimate.high is None else estimate.high


def in_words(voice: Voice, estimate: IndicatorRow) -> str:
    """près de sept bénévoles sur dix, as far as a share's interval goes; of a balance, its verdict."""
    if estimate.form.is_balance:
        return voice.say(f"opinion.{estimate.verdict or 'unsaid'}")
    return share_in_words(voice, estimate.shown_value, *_limits(estimate), voice.noun(estimate.population))


def in_words_alone(voice: Voice, estimate: IndicatorRow) -> str:
    """près de sept sur dix, after a share of the same people; empty where it is no fraction."""
    noun = voice.noun(estimate.population)
    return fraction_alone(voice, estimate.shown_value, *_limits(estimate), noun)


def both_in_words(voice: Voice, first: IndicatorRow, last: IndicatorRow) -> str:
    """Two shares of everyone in a sentence: neuf bénévoles sur dix … ; un sur cinq … Empty where the second
    is no fraction."""
    other = in_words_alone(voice, last)
    values = {"words": in_words(voice, first), "high": predicate(voice, first), "low": predicate(voice, last)}
    return capitalised(voice.say("theme_both", other=other, **values)) if other else ""


def _not_shown(voice: Voice, mark: Mark) -> str:
    """The reason alone: précision insuffisante, of non publié (précision insuffisante)."""
    reason = voice.mark_meaning(mark).partition("(")[2].removesuffix(")")
    return voice.say("not_shown_sentence", reason=reason)


def _of_whom(voice: Voice, estimate: IndicatorRow) -> str:
    """(population : dirigeants), after a space; empty for everyone."""
    population = voice.population(estimate.population)
    return f" ({_named_population(voice, population)})" if population else ""


def _named_population(voice: Voice, population: str) -> str:
    return voice.say("population_named", population=decapitalised(population))


def _leading_answers(
    voice: Voice, indicator: Indicator, answers: Sequence[IndicatorRow], comparisons: Comparisons
) -> str:
    shown = sorted((a for a in answers if a.is_shown), key=lambda a: -a.shown_value)
    if not shown:
        return _not_shown(voice, answers[0].mark or "suppressed")
    shown = [a for a in shown if not _is_left_over(voice.survey, indicator, a)] or shown
    if any(a.is_fixed for a in shown[:3]):
        return ""
    population = voice.population(shown[0].population)
    end = f" {ended(capitalised(_named_population(voice, population)))}" if population else ""
    question = voice.survey.questions.get(indicator.variable)
    if question is not None and question.ordered and len(shown) > 2 and not _is_unanimous(shown):
        return _along(voice, indicator, question, [a for a in answers if a.is_shown], comparisons) + end
    labels = [voice.item(indicator, a.item) for a in shown[:3]]
    return _order(voice, shown, labels, comparisons) + end


def _is_left_over(survey: Survey, indicator: Indicator, answer: IndicatorRow) -> bool:
    """Whether an answer says nothing by itself: "other", "don't know", none; "nobody" says something."""
    question = survey.questions.get(indicator.variable)
    return question is not None and aside_of(question, answer.item) in ("other", "dont_know", "no_answer")


def _along(
    voice: Voice,
    indicator: Indicator,
    question: Question,
    answers: Sequence[IndicatorRow],
    comparisons: Comparisons,
) -> str:
    """The ends of answers that are in an order, and of a scale the one given most where it is surely that;
    classes are of any width, so that none leads."""
    along = [a for a in answers if aside_of(question, a.item) is None] or list(answers)
    most, second, *_ = sorted(along, key=lambda a: -a.shown_value) if len(along) > 1 else along * 2
    found = comparisons.answers(most.indicator, most.item, second.item)
    leads = kind_of(question).is_ordered and found is not None and found.holds(most.level)
    told = (along[0], along[-1], most)
    claims = [(place, 2) for place in (0, 1) if leads and told[place] is not most]
    first, last, said = (
        f"{voice.quoted(voice.item(indicator, a.item))} ({figure})"
        for a, figure in zip(told, figures_apart(voice, told, claims), strict=True)
    )
    if leads:
        return voice.say("leading.along_most", first=first, last=last, most=said)
    return voice.say("leading.along", first=first, last=last)


def _order(
    voice: Voice, shown: Sequence[IndicatorRow], labels: Sequence[str], comparisons: Comparisons
) -> str:
    first = voice.quoted(labels[0])

    def differ(first: int, second: int) -> bool:
        a, b = shown[first], shown[second]
        found = comparisons.answers(a.indicator, a.item, b.item)
        return found is not None and found.holds(a.level)

    if _is_unanimous(shown):
        return voice.say("leading.unanimous", a=first)
    places = [(one, other) for one, other in ((0, 1), (1, 2), (0, 2)) if other < len(labels)]
    claim = next(((one, other) for one, other in places if differ(one, other)), None)
    figures = figures_apart(voice, shown[: len(labels)], [claim] if claim else [])
    names = [f"{voice.quoted(label)} ({figure})" for label, figure in zip(labels, figures, strict=True)]
    if len(shown) == 1:
        return voice.say("leading.only", a=names[0])
    if claim == (0, 1):
        return voice.say("leading.first", a=first, figure=figures[0], rest=voice.listing(names[1:]))
    if len(shown) == 2:
        return voice.say("leading.two", a=names[0], b=names[1])
    if claim is None:
        return voice.say("leading.undecided", all=voice.listing(names))
    said = "leading.two_first" if claim == (1, 2) else "leading.ends"
    return voice.say(said, a=names[0], b=names[1], c=names[2])


def _is_unanimous(shown: Sequence[IndicatorRow]) -> bool:
    """Whether everybody gives the first answer, and nobody another."""
    first, *others = [estimate.shown_value for estimate in shown]
    return first > 100 - ALMOST and all(value < ALMOST for value in others)


def opinion_sides(survey: Survey, estimates: IndicatorRows, indicator: Indicator) -> OpinionSides | None:
    """The shares, in %, of the favourable and of the unfavourable answers of the whole sample.

    They are read from the shares published of the same question, among the same respondents; None where a
    side has none, and for an indicator that is no balance.
    """
    if not FORMS[indicator.statistic].is_balance:
        return None
    alike = [
        other
        for other in survey.indicators.values()
        if FORMS[other.statistic].is_share
        and (other.variable, other.population, other.base)
        == (indicator.variable, indicator.population, indicator.base)
    ]
    several = kind_of(survey.questions[indicator.variable]).takes_several
    favourable, unfavourable = (
        _share(estimates, alike, codes, several) for codes in (indicator.favourable, indicator.unfavourable)
    )
    return None if favourable is None or unfavourable is None else (favourable, unfavourable)


def _share(
    estimates: IndicatorRows, indicators: Sequence[Indicator], codes: Sequence[str], several: bool
) -> float | None:
    """The share who gave one of `codes`: that of an indicator of just these, else the sum of the answers'."""
    for indicator in indicators:
        whole = {row.item: row.value for row in estimates.whole(indicator.name)}
        if set(indicator.answers) == set(codes) and whole.get("") is not None:
            return whole[""]
        found = [value for code in codes if (value := whole.get(code)) is not None]
        can_add = not several or len(codes) == 1
        if not indicator.answers and can_add and len(found) == len(codes):
            return sum(found)
    return None
