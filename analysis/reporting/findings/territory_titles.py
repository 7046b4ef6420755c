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
from analysis.results.indicator_rows import TerritoryRow
from analysis.results.schema import SMALLEST_RANKED


def sheet_title(
    voice: Voice,
    place: str,
    respondents: int,
    findings: Sequence[TerritoryRow],
    compared: Sequence[TerritoryRow],
) -> str:
    """The first finding; without any, that nothing or little sets the territory apart, or too few answered.

    `compared` are the figures of what people do or think that were tested.
    """
    if findings:
        return finding_sentence(voice, place, findings[0])
    if respondents < SMALLEST_RANKED:
        within = within_place(voice, place)
        return voice.say("territory.title_few", counted=voice.respondents(respondents), within=within)
    key = "little" if any(row.is_apart for row in compared) else "nothing"
    return nothing_sentence(voice, place, key)


def nothing_sentence(voice: Voice, place: str, key: str = "nothing") -> str:
    """That nothing, or little, sets those of the place apart from the others."""
    noun, of = voice.noun(None), of_place(voice, place)
    return voice.say(f"territory.title_{key}", context=noun.one.split(" ")[0], those=noun.many, of=of)


def finding_sentence(voice: Voice, place: str, row: TerritoryRow) -> str:
    """A difference as a sentence without a full stop, with the verb of the indicator where it has one."""
    said = "more" if (row.difference or 0.0) > 0 else "less"
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
