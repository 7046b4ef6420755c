"""What the methodology note of an edition has to state and does not."""

from __future__ import annotations

from analysis.questionnaire.collection.methodology_note import REQUIRED
from analysis.questionnaire.editions import Edition
from analysis.questionnaire.fixed_words import Label
from analysis.questionnaire.surveys import Survey


def stated(field: str, edition: Edition, survey: Survey) -> Label | None:
    """What a field of the note says: the edition's, else the survey's; None where neither does."""
    said: Label | None = getattr(edition.note, field) or getattr(survey.note, field)
    return said


def note_gaps(edition: Edition, survey: Survey) -> list[str]:
    """The required keys of the note that are empty, as they are written: "note.licence", "fieldwork.end".

    `weighting` is required where the file gives the weights, as no definition says how they were made then,
    and `simulation` of simulated answers.
    """
    weightings = (edition.weighting or survey.weighting, *(d.weighting for d in survey.designs.values()))
    given = any(
        design.weight is not None and weighting.calibration == "none"
        for design, weighting in zip(survey.every_design, weightings, strict=True)
    )
    fields = (*REQUIRED, *(["weighting"] if given else []), *(["simulation"] if edition.simulated else []))
    dates = {"fieldwork.start": edition.start, "fieldwork.end": edition.end}
    return [
        *(f"note.{field}" for field in fields if stated(field, edition, survey) is None),
        *(key for key, day in dates.items() if day is None),
    ]
