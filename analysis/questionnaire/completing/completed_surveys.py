"""A survey as its file describes it: records with their names, and what each takes from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from analysis.questionnaire.completing.completed_questions import (
    OFFICIAL_SCALES,
    Defaults,
    completed_question,
    derived_question,
)
from analysis.questionnaire.completing.populations_in_designs import (
    faults_of_populations,
    indicators_in_designs,
    populations_in_designs,
)
from analysis.questionnaire.fixed_words import Label
from analysis.questionnaire.questions import Question
from analysis.questionnaire.surveys import NAME, RESERVED_NAMES, Survey, SurveyFile, SurveyKeys
from analysis.questionnaire.written_values import Record

R = TypeVar("R", bound=Record)
NAMED_TABLES = (
    "scales",
    "questions",
    "derived",
    "themes",
    "populations",
    "designs",
    "indicators",
    "grids",
    "contradictions",
)


def completed_survey(name: str, written: SurveyFile, faults: list[str]) -> Survey:
    """The survey that its file describes; what is wrong with names and references is appended to `faults`."""
    _check_names(written, faults)
    settings = {key.name: getattr(written, key.name) for key in fields(SurveyKeys)}
    designs, populations = _named(written.designs, "label"), _named(written.populations, "label")
    faults += faults_of_populations(populations, designs)
    indicators = {
        key: replace(each, variable=each.variable or key)
        for key, each in _named(written.indicators, "title").items()
    }
    return Survey(
        name=name,
        title=Label(name, name) if written.title.is_blank else written.title,
        questions=_variables(written, faults),
        indicators=indicators_in_designs(indicators, populations, designs),
        **settings
        | {
            "themes": _named(written.themes, "title"),
            "designs": designs,
            "populations": populations_in_designs(populations, designs),
            "grids": _named(written.grids, "label"),
            "contradictions": _named(written.contradictions, "label"),
        },
    )


def _variables(written: SurveyFile, faults: list[str]) -> dict[str, Question]:
    """The questions, then the variables derived from them."""
    defaults = Defaults({**written.scales, **OFFICIAL_SCALES}, written.missing)
    variables = {
        key: completed_question(key, each, defaults, faults) for key, each in written.questions.items()
    }
    for key, each in written.derived.items():
        derived = derived_question(key, each, variables, written.missing, faults)
        if key in written.questions:
            faults.append(f"derived.{key}: a question has this name; give the derived variable another")
        variables[key] = derived
    return variables


def _named(tables: Mapping[str, R], said: str) -> dict[str, R]:
    """The records with the names of their tables, by which they are called where nothing is said."""
    named = {}
    for name, each in tables.items():
        found: dict[str, Any] = {"name": name}
        if getattr(each, said).is_blank:
            found[said] = Label(name, name)
        named[name] = replace(each, **found)
    return named


def _check_names(written: SurveyFile, faults: list[str]) -> None:
    """Names become columns, addresses and keys: lower case letters, digits and _, and none of our own."""
    for kind in NAMED_TABLES:
        for name in getattr(written, kind):
            if not NAME.fullmatch(name):
                faults.append(
                    f"{kind}.{name}: a name has lower case letters, digits and _, and begins with a letter"
                )
            elif name in RESERVED_NAMES and kind in ("questions", "derived", "populations"):
                faults.append(
                    f"{kind}.{name}: a name of the project's own ({', '.join(RESERVED_NAMES)}); take another"
                )
