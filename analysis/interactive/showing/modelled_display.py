"""How modelled estimates are displayed and told: beside the direct figures, and named as what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.shown_facts import Facts
from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.chapters.method_pages.area_models_told import known_of, model_name, model_told
from analysis.reporting.evidence.estimate_tables import notes_of
from analysis.reporting.language.typography import decapitalised, ended, leading
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.record_rows import ModelRow

Beside = tuple[IndicatorRow, IndicatorRow]
"""The direct figure of a territory and its modelled estimate."""


def shown_estimates(
    pairs: Sequence[Beside], models: Sequence[ModelRow], facts: Facts, voice: Voice
) -> ShownTable:
    """Territories down, under each indicator: the direct figure, the modelled estimate, respondents."""
    groups: dict[str, list[TableRow]] = {}
    for observed, modelled in pairs:
        cells = [_cell(voice, observed), _cell(voice, modelled), TableCell(voice.counted(modelled.n))]
        place = TableRow(voice.answer(modelled.breakdown, modelled.group), cells)
        unit = written(voice, modelled).unit
        title = voice.indicator(modelled.indicator)
        groups.setdefault(f"{title} ({unit})" if unit else title, []).append(place)
    columns = [voice.say("modelled.direct"), voice.say("modelled.figure"), voice.say("respondents")]
    body = [RowGroup(title, lines) for title, lines in groups.items()]
    notes = [*_notes(models, facts, voice), *notes_of(voice, [observed for observed, _ in pairs])]
    return ShownTable(ReportTable("", caption_of(pairs, voice), "", columns, body, notes))


def caption_of(pairs: Sequence[Beside], voice: Voice) -> str:
    """What the estimates are, and of which territories."""
    variables = dict.fromkeys(voice.variable(modelled.breakdown) for _, modelled in pairs)
    return voice.say("library.modelled", by=voice.listing([decapitalised(each) for each in variables]))


def estimates_in_words(pairs: Sequence[Beside], voice: Voice) -> str:
    """The lowest and the highest estimate of each indicator with its interval, named as what they are."""
    by_indicator: dict[str, list[IndicatorRow]] = {}
    for _, modelled in pairs:
        by_indicator.setdefault(modelled.indicator, []).append(modelled)
    said = []
    for indicator, rows in by_indicator.items():
        ends = [extreme(rows, key=lambda row: row.shown_value) for extreme in (min, max)]
        places = [voice.answer(row.breakdown, row.group) for row in ends]
        low, high = (written(voice, row).figure_with_interval for row in ends)
        title = leading(voice.indicator(indicator), voice.colon)
        told = voice.say("library.modelled_told", low=low, lowest=places[0], high=high, highest=places[1])
        said.append(f"{title}{told}")
    return " ".join([*said, voice.say("library.modelled_not_observed")])


def model_in_words(voice: Voice, model: ModelRow) -> str:
    """What a model rests on, or why its estimates are not shown."""
    said = voice.say(f"modelled.doubt.{model.doubt}") if model.doubt else model_told(voice, model)
    return f"{model_name(voice, model)}{voice.colon}{said}"


def _cell(voice: Voice, row: IndicatorRow) -> TableCell:
    """A figure with its interval, or the sign of its absence, as in every table."""
    text = written(voice, row)
    if row.low is None or row.high is None:
        return TableCell(text.in_table, "", text.sign, text.meaning)
    low, high = (text.number_in_table(value) for value in (row.low, row.high))
    return TableCell(
        text.in_table, voice.say("library.interval", low=low, high=high), text.sign, text.meaning
    )


def _notes(models: Sequence[ModelRow], facts: Facts, voice: Voice) -> Iterator[str]:
    """What a modelled estimate is, what each model rests on or why it is not shown, and who is not there."""
    known = dict.fromkeys(label for model in models if not model.doubt for label in known_of(voice, model))
    within = voice.say("library.modelled_within")
    yield voice.say("modelled.note", known=voice.listing(list(known)), within=within)
    yield from (model_in_words(voice, model) for model in models)
    yield voice.say("library.modelled_left_out", limit=str(facts.survey.publication.confidential_below))
    if not facts.is_current:
        yield voice.say("library.outdated")
    if facts.edition.simulated:
        yield ended(voice.say("simulated"))
