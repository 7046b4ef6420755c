"""The one sentence that a territory's sheet opens with, and what its answers could show."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.findings.finding_titles import LONGEST
from analysis.reporting.language.in_words import of_place, within_place
from analysis.reporting.language.indicator_sentences import predicate_of_many, those
from analysis.reporting.language.territory_sentences import rest_figure
from analysis.reporting.language.typography import capitalised, cut_at_word
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.schema import SMALLEST_RANKED
from analysis.results.territory_rows import TerritoryRow

CLOSE = 5.0
"""Points from the rest within which a figure is said to be that of elsewhere."""


def sheet_title(
    voice: Voice,
    place: str,
    respondents: int,
    findings: Sequence[TerritoryRow],
    compared: Sequence[TerritoryRow],
    key_rows: Sequence[TerritoryRow] = (),
) -> str:
    """The first finding; without any, how near the key figures surely are to those elsewhere, that little or
    nothing established sets the territory apart, or that too few answered.

    `compared` are the figures of what people do or think that were tested.
    """
    if findings:
        return finding_sentence(voice, place, findings[0])
    if respondents < SMALLEST_RANKED:
        within = within_place(voice, place)
        return voice.say("territory.title_few", counted=voice.respondents(respondents), within=within)
    if any(row.is_found for row in compared):
        return nothing_sentence(voice, place, "little")
    return _close_title(voice, place, key_rows) or nothing_sentence(voice, place)


def _close_title(voice: Voice, place: str, key_rows: Sequence[TerritoryRow]) -> str:
    """How many key figures are those of elsewhere to within CLOSE points; of one, what they do as often."""
    close, within = close_rows(key_rows), within_place(voice, place)
    if len(close) == 1:
        return _same_title(voice, within, close[0])
    if not close:
        return ""
    is_all = len(close) == len(key_rows)
    n, of, gap = voice.in_letters(len(close)), voice.in_letters(len(key_rows)), close_gap(voice)
    key = "territory.title_all_close" if is_all else "territory.title_close"
    said = capitalised(voice.say(key, within=within, n=n, of=of, gap=gap))
    return said if len(said) <= LONGEST else ""


def _same_title(voice: Voice, within: str, row: TerritoryRow) -> str:
    verb, gap = predicate_of_many(voice, row.estimate), close_gap(voice)
    values = {"within": within, "those": those(voice, row.estimate.population), "verb": verb, "gap": gap}
    said = capitalised(voice.say("territory.title_same", **values)) if verb else ""
    return said if len(said) <= LONGEST else ""


def close_rows(rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The shares whose difference from the rest lies with its whole interval within CLOSE points, and that no
    test tells from it."""
    return [
        row
        for row in rows
        if row.estimate.form.is_share
        and not row.is_found
        and row.low is not None
        and row.high is not None
        and row.low >= -CLOSE
        and row.high <= CLOSE
    ]


def close_gap(voice: Voice) -> str:
    """CLOSE as it is said: 5 points."""
    return voice.points(CLOSE).removeprefix("+")


def nothing_sentence(voice: Voice, place: str, key: str = "nothing") -> str:
    """That nothing, or little, sets those of the place apart from the others."""
    noun, of = voice.noun(None), of_place(voice, place)
    return voice.say(f"territory.title_{key}", context=noun.article, those=noun.many, of=of)


def finding_sentence(voice: Voice, place: str, row: TerritoryRow) -> str:
    """A difference as a sentence without a full stop, with the verb of the indicator where it has one."""
    said = "more" if row.shown_difference > 0 else "less"
    verb = predicate_of_many(voice, row.estimate)
    values = {"within": within_place(voice, place), "those": those(voice, row.estimate.population)}
    sentence = capitalised(voice.say(f"territory.title_{said}", verb=verb, **values))
    return sentence if verb and len(sentence) <= LONGEST else _with_figures(voice, place, row, said)


def _with_figures(voice: Voice, place: str, row: TerritoryRow, said: str) -> str:
    indicator, item = voice.survey.indicators[row.estimate.indicator], row.estimate.item
    name = voice.item(indicator, item) if item else voice.text(indicator.short or indicator.title)
    sentence = voice.say(
        f"territory.figures_{said}",
        within=within_place(voice, place),
        topic=voice.quoted(cut_at_word(name, LONGEST // 2)),
        figure=written(voice, row.estimate).figure,
        rest=rest_figure(voice, row),
    )
    return capitalised(sentence)


def seen_sentence(voice: Voice, respondents: int, compared: Sequence[TerritoryRow]) -> str:
    """The difference that a test of one figure would mostly find: the middle one of the shares compared."""
    gap = seen_gap(voice, compared)
    return voice.say("territory.seen", counted=voice.respondents(respondents), gap=gap) if gap else ""


def seen_gap(voice: Voice, compared: Sequence[TerritoryRow]) -> str:
    """That difference in points, without a sign; nothing where no share was compared."""
    shares = (row for row in compared if row.estimate.form.is_share)
    found = sorted(row.detectable for row in shares if row.detectable is not None)
    return voice.points(found[len(found) // 2]).removeprefix("+") if found else ""
