"""What a territory's report says of its figures beside those of the rest of the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.reporting.language.agreeing_figures import changed_figures
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.indicator_sentences import in_words, predicate_of_many, statement
from analysis.reporting.language.typography import capitalised, decapitalised, leading
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SMALLEST_RANKED
from analysis.results.territory_rows import PossibleRanks, TerritoryRow

MOST_NAMED = 3
"""Territories that a rank names as surely above or below."""


def theme_of(voice: Voice, row: TerritoryRow) -> str:
    """The chapter of a figure."""
    return voice.survey.indicators[row.estimate.indicator].theme


def figure_title(voice: Voice, row: TerritoryRow) -> str:
    """The indicator, and the answer where each has its row."""
    title = voice.indicator(row.estimate.indicator)
    return f"{title}, {voice.quoted(figure_label(voice, row))}" if row.estimate.item else title


def figure_label(voice: Voice, row: TerritoryRow) -> str:
    """The answer where each has its row, else the indicator."""
    indicator = voice.survey.indicators[row.estimate.indicator]
    return voice.item(indicator, row.estimate.item) if row.estimate.item else voice.text(indicator.title)


def rest_figure(voice: Voice, row: TerritoryRow) -> str:
    """The figure of the rest, with its unit."""
    return written(voice, row.estimate).number(row.rest or 0.0)


def gap(voice: Voice, row: TerritoryRow) -> str:
    """+10,2 points, −3,1 heures: the difference with its sign and unit; of percentages, points."""
    value, decimals = row.shown_difference, gap_decimals(voice, row)
    if is_in_points(row):
        return voice.points(value, decimals)
    return voice.signed_amount(value, written(voice, row.estimate).unit, decimals)


def difference_with_interval(voice: Voice, row: TerritoryRow) -> str:
    """−4,8 [−8,9 ; −0,8]; the interval alone where both figures are printed alike; nothing where there is
    none."""
    if row.difference is None or row.low is None or row.high is None:
        return ""
    decimals = gap_decimals(voice, row)
    low, high = (voice.signed(end, decimals) for end in (row.low, row.high))
    interval = f"[{voice.series([low, high])}]"
    is_alike = written(voice, row.estimate).figure == rest_figure(voice, row)
    return interval if is_alike else f"{voice.signed(row.difference, decimals)} {interval}"


def is_in_points(row: TerritoryRow) -> bool:
    """Whether a difference of the figure is in points."""
    return row.estimate.form.in_points or row.estimate.unit == "%"


def gap_decimals(voice: Voice, row: TerritoryRow) -> int:
    """The decimals of a difference."""
    decimals = written(voice, row.estimate).decimals
    return row.estimate.no_finer(max(1, decimals) if is_in_points(row) else decimals)


def apart_sentence(voice: Voice, place: str, row: TerritoryRow) -> str:
    """plus souvent qu'ailleurs, 72 % en Occitanie contre 62 % (+10,1 points); for one that holds.

    Figures that would be printed alike have one more decimal, with their difference; where they still are,
    the difference is too small to be read.
    """
    said = "more" if row.shown_difference > 0 else "less"
    if row.estimate.form.is_share:
        said = "more_often" if said == "more" else "less_often"
    values = {"said": voice.say(f"apart.{said}"), "within": within_place(voice, place)}
    figure, rest, difference = written(voice, row.estimate).figure, rest_figure(voice, row), gap(voice, row)
    if figure == rest:
        elsewhere = replace(row.estimate, value=row.rest)
        printed = changed_figures(voice, elsewhere, row.estimate, row.difference)
        difference = printed.difference
        figure, rest = (printed.later, printed.earlier) if difference else (figure, rest)
    key = "apart.said" if difference else "apart.slight"
    return voice.say(key, figure=figure, rest=rest, gap=difference, **values)


def apart_lines(voice: Voice, place: str, rows: Sequence[TerritoryRow]) -> list[tuple[str, str]]:
    """(the figure, how it differs) of each that does, the clearest first."""
    apart = sorted((row for row in rows if row.is_apart), key=lambda row: row.p or 0.0)
    return [(figure_title(voice, row), apart_sentence(voice, place, row)) for row in apart]


def map_title(voice: Voice, row: TerritoryRow) -> str:
    """41 % ont reçu une formation; « D'accord » : 41 % where the indicator has no verb."""
    return figure_said(voice, row.estimate)


def figure_said(voice: Voice, estimate: IndicatorRow) -> str:
    """A share in the fewest words: its figure and what those did."""
    figure = written(voice, estimate).figure
    said = predicate_of_many(voice, estimate)
    if said:
        return f"{figure} {said}"
    indicator = voice.survey.indicators[estimate.indicator]
    name = voice.text(indicator.short or indicator.title)
    about = f"{name}, {voice.quoted(voice.item(indicator, estimate.item))}" if estimate.item else name
    return leading(about, voice.colon) + figure


def rank_sentence(voice: Voice, territory: tuple[str, str], row: TerritoryRow) -> str:
    """The possible ranks of a figure, and who is surely above and below where they are few; why there is no
    rank, where every one is possible or too few answered."""
    ranks = row.ranks
    if ranks is None:
        is_small = row.estimate.respondents < SMALLEST_RANKED
        return voice.say("rank.small" if is_small else "rank.alone", least=str(SMALLEST_RANKED))
    if ranks.is_any:
        others = ranks.ranked - 1
        return voice.say_counted("rank.any", others, n=voice.in_letters(others))
    first, last = (ordinal(voice, rank) for rank in (ranks.first, ranks.last))
    key = "rank.between" if ranks.first < ranks.last else "rank.one"
    said = voice.say(key, first=first, last=last, ranked=str(ranks.ranked))
    return " ".join([said, *_surely(voice, territory[0], ranks)])


def ordinal(voice: Voice, rank: int) -> str:
    """1ᵉʳ, 2ᵉ; in English the number."""
    return voice.say("rank.ordinal", context=str(rank), n=str(rank))


def _surely(voice: Voice, variable: str, ranks: PossibleRanks) -> list[str]:
    sides = {"above": ranks.above, "below": ranks.below}
    return [
        voice.say(f"rank.{side}", names=voice.listing([voice.answer(variable, code) for code in codes]))
        for side, codes in sides.items()
        if 0 < len(codes) <= MOST_NAMED
    ]


def figure_sentence(voice: Voice, row: TerritoryRow) -> str:
    """32 % (intervalle …), soit près d'un tiers des répondants ; ailleurs 30 %, écart significatif."""
    estimate = row.estimate
    if not estimate.is_shown:
        return statement(voice, estimate)
    figure = written(voice, estimate).figure_with_interval
    said = f"{figure}{_in_words(voice, estimate)}{_among(voice, estimate)}"
    if row.rest is None:
        return f"{said}."
    standing = decapitalised(standing_of(voice, row))
    return voice.say("placed.beside_rest", said=said, rest=rest_figure(voice, row), standing=standing)


def _in_words(voice: Voice, estimate: IndicatorRow) -> str:
    """What the figure is, as far as its interval goes; nothing for a median, a total or a ratio."""
    if estimate.form.is_share:
        return voice.say("placed.share", words=in_words(voice, estimate))
    if estimate.form.is_balance:
        return f", {in_words(voice, estimate)}"
    has_own = voice.catalogue.has(f"placed.{estimate.statistic}")
    return f" {voice.say(f'placed.{estimate.statistic}')}" if has_own else ""


def _among(voice: Voice, estimate: IndicatorRow) -> str:
    """(dirigeants), after a space; empty for everyone."""
    if estimate.form.is_share and voice.is_named(estimate.population):
        return ""
    population = voice.population(estimate.population)
    return f" ({decapitalised(population)})" if population else ""


def standing_of(voice: Voice, row: TerritoryRow) -> str:
    """For a key figure: whether the difference is significant, and what it is where the figures show it."""
    if not row.is_compared:
        return voice.say("standing.untested")
    if not row.is_found:
        return voice.say("standing.alike" if row.is_denied else "standing.unclear")
    is_read = row.is_apart and written(voice, row.estimate).figure != rest_figure(voice, row)
    return voice.say("standing.apart", gap=gap(voice, row)) if is_read else voice.say("standing.slight")


def territory_summary(voice: Voice, rows: Sequence[TerritoryRow]) -> str:
    """How many of the figures compared are apart from the rest."""
    compared = [row for row in rows if row.is_compared]
    apart = sum(row.is_found for row in compared)
    if not compared:
        return voice.say("territory.none_compared")
    if len(compared) == 1:
        return voice.say(f"territory.only_one_{'apart' if apart else 'alike'}")
    n, k = voice.in_letters(len(compared)), voice.in_letters(apart)
    if apart in (0, len(compared)):
        return capitalised(voice.say("territory.all_apart" if apart else "territory.none_apart", n=n))
    return capitalised(voice.say_counted("territory.some_apart", apart, n=n, k=k))
