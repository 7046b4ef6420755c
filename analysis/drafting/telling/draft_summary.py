"""What a draft found, in ten lines: for whoever has just made it, and wants to know what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from analysis import faults
from analysis.drafting.cells.cell_contents import RANGE
from analysis.drafting.drafted_question import short, some
from analysis.drafting.infer.design_columns import DesignColumns
from analysis.drafting.infer.drafted_survey import DraftedSurvey
from analysis.drafting.telling.doubts import Doubt, doubts_of
from analysis.faults import several
from analysis.questionnaire import AnswersFile
from analysis.sources.received import Received

TYPES: Mapping[str, str] = {
    "single": "of one answer",
    "scale": "of an ordered answer",
    "multiple": "of several answers",
    "numeric": "of a number",
    "date": "of a date",
    "text": "in words",
}
NONE = "none"
MOST_TOLD, FEW_TOLD = 6, 4


def summary(
    name: str,
    survey: DraftedSurvey,
    received: Received | None,
    of_rows: Doubt[AnswersFile] | None = None,
    are_settled: bool = False,
) -> tuple[str, ...]:
    """Ten lines: respondents, questions by type, what was left out and why, doubts, what to write next.

    `of_rows` is the doubt of what a row of the file is; `are_settled` says that someone was asked each.
    """
    rows = several(len(received.answers), "respondent") if received else "no answers yet"
    said = [line for source in received.sources for line in source.said] if received else []
    types = Counter(question.type for question in survey.questions.values())
    counted = ", ".join(f"{types[kind]} {words}" for kind, words in TYPES.items() if types[kind])
    return (
        f"found: {rows}, {several(len(survey.questions), 'question')} ({counted})",
        f"identifier: {_named(_of_rows(survey)[:1])}",
        f"read: {'; '.join(said) or 'the whole file'}",
        f"left out, empty: {_named(survey.empty)}",
        f"left out, may tell who answered: {_named(survey.private)}",
        f"of the software, without indicator: {_named(survey.paradata)}",
        f"perhaps of the sampling design, not taken: {_design(_not_taken(survey))}",
        f"breakdowns: {_named(survey.breakdowns)}",
        f"doubts to settle: {_doubts_told(survey, of_rows, are_settled)}",
        f"next: {_to_write(survey)}, themes and breakdowns in survey.toml, then assoscope check {name} and "
        f"assoscope report {name}",
    )


def _to_write(survey: DraftedSurvey) -> str:
    """What survey.toml lacks first for a report that can be shown."""
    unworded = survey.unworded
    return f"write what was asked under {some(unworded, FEW_TOLD)}, titles" if unworded else "write titles"


def _doubts_told(survey: DraftedSurvey, of_rows: Doubt[AnswersFile] | None, are_settled: bool) -> str:
    """The doubts with the keys as they are taken, and the questions beside which a comment says another."""
    of_survey = [(doubt.about, doubt.choices[0].keys) for doubt in doubts_of(survey)]
    taken = [*([(of_rows.about, of_rows.choices[0].keys)] if of_rows else []), *of_survey]
    others = [
        name
        for name, question in survey.questions.items()
        if not question.rivals and any(not remark.startswith(RANGE) for remark in question.remarks)
    ]
    said = faults.some((f"{short(about)} ({keys})" for about, keys in taken), MOST_TOLD)
    asked = NONE if are_settled else f"{said}; new --interactive asks"
    return asked + (f"; comments beside {_named(others)}" if others else "")


def _of_rows(survey: DraftedSurvey) -> tuple[str, ...]:
    """The columns that tell respondents apart, or seem to."""
    if survey.are_children:
        return survey.identifiers
    return survey.identifiers or survey.repeated or survey.met_again or survey.met_often


def _named(names: tuple[str, ...] | list[str]) -> str:
    return some(list(names)) if names else NONE


def _not_taken(survey: DraftedSurvey) -> DesignColumns:
    """What looks like a part of a design and is none in the draft."""
    found, taken = survey.design, survey.taken
    return replace(
        found,
        weights=tuple(weight for weight in found.weights if weight not in taken.weights),
        strata="" if taken.strata else found.strata,
        psu="" if taken.psu else found.psu,
        replicates=() if taken.replicates else found.replicates,
    )


def _design(design: DesignColumns) -> str:
    """Which weight is proposed and why, strata, primary units and replicates."""
    first, *others = design.weights or ("",)
    said = [f"the weight {first}" + (f" ({design.countries})" if design.countries else "")] if first else []
    said += [f"not {_named(others)}"] if others else []
    said += [f"the strata {design.strata}"] if design.strata else []
    said += [f"primary units {design.psu}"] if design.psu else []
    said += [f"{len(design.replicates)} replicate weights"] if design.replicates else []
    return ", ".join(said) or NONE
