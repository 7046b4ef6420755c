"""How respondents are weighted, as the methodology page says it: of everyone, then of each design of some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Edition, SamplingDesign, Weighting
from analysis.questionnaire.settings import CROSSED
from analysis.reporting.blocks import (
    Block,
    Definitions,
    Heading,
    Paragraph,
    ReportTable,
    RowGroup,
    TableCell,
    TableRow,
)
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import Records, WeightingMeasure

ENDS = ("target", "after")
"""Measures of weighting.csv by category of a margin that are shown."""
DIAGNOSTICS = ("respondents", "kish_deff", "n_effective", "weight_min", "weight_max", "iterations")
"""Measures of weighting.csv that are shown; how many respondents there are, of a design of some alone."""


@dataclass(frozen=True)
class WeightingOfDesign:
    """A design with how its respondents are weighted, and its rows of weighting.csv; `name` is "" for that of
    everyone, and `title` blank."""

    name: str
    title: str
    design: SamplingDesign
    weighting: Weighting
    rows: Sequence[WeightingMeasure]

    @property
    def diagnostics(self) -> Mapping[str, float]:
        """What is known of its weights as a whole."""
        known = {row.measure: row.value for row in self.rows if not row.variable}
        return {name: value for name, value in known.items() if value is not None}


def weightings(voice: Voice, edition: Edition, records: Records) -> list[WeightingOfDesign]:
    """The weighting of everyone, where figures may be of all, then that of each design of some."""
    survey = voice.survey
    found = []
    if survey.has_figures_of_all:
        weighting = edition.weighting or survey.weighting
        found.append(WeightingOfDesign("", "", survey.design, weighting, _rows_of("", records)))
    for name, each in survey.designs.items():
        title = voice.text(each.label)
        found.append(WeightingOfDesign(name, title, each, each.weighting, _rows_of(name, records)))
    return found


def _rows_of(design: str, records: Records) -> list[WeightingMeasure]:
    return [row for row in records.weighting if row.design == design]


def weighting_told(voice: Voice, edition: Edition, records: Records) -> list[Block]:
    """What was done to the weights, how uneven they are, and the margins that they meet; of several designs
    under the name of each, with the populations that it is of."""
    found = weightings(voice, edition, records)
    blocks: list[Block] = []
    for each in found:
        blocks += _heading(voice, each) if each.name or len(found) > 1 else []
        blocks += _told(voice, each)
    return blocks


def _heading(voice: Voice, of: WeightingOfDesign) -> list[Block]:
    anchor = f"method-design-{of.name}" if of.name else "method-design"
    if not of.name:
        return [Heading(voice.say("design_of_all"), 4, anchor)]
    names = [each.name for each in voice.survey.populations.values() if each.design == of.name]
    said = voice.listing([voice.mention(voice.population(name)) for name in names])
    text = voice.say_counted("design_of_some", len(names), populations=said)
    return [Heading(of.title, 4, anchor), Paragraph(text)]


def _told(voice: Voice, of: WeightingOfDesign) -> list[Block]:
    entries = [
        (voice.say(f"diagnostic.{name}"), voice.number(value, _decimals(name, value)))
        for name in DIAGNOSTICS
        if (value := of.diagnostics.get(name)) is not None and (of.name or name != "respondents")
    ]
    diagnostics = [Definitions(entries)] if entries else []
    return [Paragraph(_calibration(voice, of)), *_further(voice, of), *diagnostics, *_margins(voice, of)]


def _calibration(voice: Voice, of: WeightingOfDesign) -> str:
    """To which margins the respondents are weighted, and how."""
    weighting = of.weighting
    margins = dict.fromkeys(row.variable for row in of.rows if row.variable)
    variables = [_crossed(voice, name) for name in weighting.variables or margins]
    said = voice.listing([decapitalised(name) for name in variables])
    if weighting.calibration == "none":
        return voice.say("given_weight" if of.design.weight else "unweighted")
    key = "raking" if weighting.calibration == "raking" else "calibrated"
    method = voice.say(f"calibration.{weighting.calibration}") if key == "calibrated" else ""
    return voice.say(key if variables else f"{key}_unnamed", variables=said, method=method)


def _further(voice: Voice, of: WeightingOfDesign) -> list[Block]:
    """What else was done to the weights and what the precision counts, a sentence each."""
    design, weighting = of.design, of.weighting
    said = []
    if weighting.nonresponse:
        said.append(voice.say("nonresponse_adjusted", variable=voice.variable(weighting.nonresponse)))
    for key, limits in (("trimmed", weighting.trim), ("bounded", weighting.bounds)):
        if limits:
            low, high = (voice.number(limit, 2) for limit in limits)
            said.append(voice.say(key, low=low, high=high))
    if design.replicates:
        key = "replicates_given" if design.replicates.columns else "replicates_drawn"
        said.append(voice.say(key, type=design.replicates.type))
    if design.fpc:
        said.append(voice.say("fpc"))
    return [Paragraph(" ".join(said))] if said else []


def _crossed(voice: Voice, variable: str) -> str:
    """What a variable of the margins is called; crossed ones with a sign between them."""
    return " × ".join(voice.variable(part) for part in variable.split(CROSSED))


def _decimals(measure: str, value: float) -> int:
    return 0 if measure in ("iterations", "respondents") or value >= 100 else 2


def _margins(voice: Voice, of: WeightingOfDesign) -> list[Block]:
    """The margins as a table: shares aimed at and reached, by category."""
    cells: dict[str, dict[str, dict[str, float | None]]] = {}
    for row in of.rows:
        if row.variable:
            cells.setdefault(row.variable, {}).setdefault(row.code, {})[row.measure] = row.value
    if not cells:
        return []
    groups = [
        RowGroup(_crossed(voice, variable), [_margin(voice, variable, *item) for item in by_code.items()])
        for variable, by_code in cells.items()
    ]
    columns = [voice.say(key) for key in ENDS]
    sources = dict.fromkeys(row.source for row in of.rows if row.source)
    notes = [f"{voice.say('source')} {voice.typeset(source)}" for source in sources]
    caption = voice.say("margins_caption")
    if of.title:
        caption = f"{caption}{voice.colon}{decapitalised(of.title)}"
    anchor = f"table-margins-{of.name}" if of.name else "table-margins"
    return [ReportTable(anchor, caption, voice.say("category"), columns, groups, notes)]


def _margin(voice: Voice, variable: str, code: str, measures: Mapping[str, float | None]) -> TableRow:
    def cell(measure: str, decimals: int) -> TableCell:
        value = measures.get(measure)
        return TableCell("" if value is None else voice.number(value, decimals))

    if not code:
        return TableRow(voice.say("statistic.total"), [cell(f"total_{when}", 0) for when in ENDS])
    return TableRow(_category(voice, variable, code), [cell(measure, 1) for measure in ENDS])


def _category(voice: Voice, variable: str, code: str) -> str:
    """What a category of a margin is called; of a crossed one, the answers to each question."""
    parts = zip(variable.split(CROSSED), code.split(CROSSED), strict=False)
    return " × ".join(voice.answer(name, answer) for name, answer in parts)
