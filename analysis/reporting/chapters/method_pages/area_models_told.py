"""Models of territories, as the methodology page says them: how figures are made, which models hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.reporting.blocks import Block, Definitions, Heading, Paragraph
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import ModelRow, Records
from analysis.results.schema import FORMS


def models_told(voice: Voice, records: Records) -> list[Block]:
    """How figures of territories by a model are made, then each model with what is measured of it, or why its
    figures are not shown; nothing where the survey has no model."""
    if not records.models:
        return []
    level = voice.percent(100 * voice.survey.publication.level)
    paragraphs = [
        Paragraph(voice.say("modelled.method", least=str(voice.survey.publication.confidential_below))),
        Paragraph(voice.say("modelled.formula")),
        Paragraph(voice.say("modelled.error", level=level)),
        Paragraph(voice.say("modelled.rules", tenth=voice.percent(5))),
    ]
    models = Definitions([(model_name(voice, model), model_told(voice, model)) for model in records.models])
    references = Paragraph(voice.say("modelled.references"), "note")
    return [Heading(voice.say("modelled"), 3, "method-modelled"), *paragraphs, models, references]


def model_name(voice: Voice, model: ModelRow) -> str:
    """The indicator and the territories of a model, in words."""
    return f"{voice.indicator(model.indicator)}, {decapitalised(voice.variable(model.variable))}"


def model_told(voice: Voice, model: ModelRow) -> str:
    """What a model rests on, what is measured of it, and whether its figures are shown."""
    return " ".join(_sentences(voice, model))


def _sentences(voice: Voice, model: ModelRow) -> Iterator[str]:
    yield voice.say(f"modelled.doubt.{model.doubt}") if model.doubt else voice.say("modelled.shown")
    if known := known_of(voice, model):
        sources = [voice.typeset(source) for source in dict.fromkeys(filter(None, model.sources))]
        said = voice.say("modelled.known", areas=voice.number(model.areas), known=voice.listing(known))
        yield said if not sources else f"{said} {voice.say('modelled.source', source=voice.series(sources))}"
    if "remaining" in model.measures:
        yield voice.say(
            "modelled.measured",
            own=_size(voice, model),
            normality=voice.number(model.measures["normality_p"], 2),
            fit=voice.number(model.measures["fit_p"], 2),
            remaining=voice.percent(100 * model.measures["remaining"]),
        )


def _size(voice: Voice, model: ModelRow) -> str:
    """What the model leaves unexplained of a territory, in points or in the unit of the indicator."""
    deviation = model.measures["model_sd"]
    if FORMS[voice.survey.indicators[model.indicator].statistic].in_points:
        return voice.points(deviation, 1).removeprefix("+")
    return f"{voice.number(deviation, 2)} {voice.typeset(model.unit)}"


def known_of(voice: Voice, model: ModelRow) -> Sequence[str]:
    """What the model knows of territories, as a sentence lists it."""
    labels = model.labels.get(voice.rules.labels, ())
    return [decapitalised(voice.typeset(label)) for label in labels]
