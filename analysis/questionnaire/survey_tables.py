"""survey.toml as a table, read into the records of a survey."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analysis.questionnaire.derivations import read_derived
from analysis.questionnaire.fixed_words import Label, Noun, Question
from analysis.questionnaire.questions import (
    OFFICIAL_SCALES,
    Defaults,
    read_missing,
    read_question,
    read_scale,
)
from analysis.questionnaire.schema_faults import Table
from analysis.questionnaire.settings import (
    read_cleaning,
    read_design,
    read_note,
    read_privacy,
    read_publication,
    read_quality,
    read_weighting,
)
from analysis.questionnaire.surveys import (
    DIRECTIONS,
    STATISTICS,
    Contradiction,
    Grid,
    Indicator,
    Population,
    Survey,
    Theme,
)

NAME = re.compile(r"[a-z][a-z0-9_]*")
NAMED = (
    "scales",
    "questions",
    "derived",
    "themes",
    "populations",
    "indicators",
    "grids",
    "contradictions",
)
ARTICLES = {"fr": ("un ", "une "), "en": ("a ", "an ")}
EXAMPLES = {"fr": '["une association", "associations"]', "en": '["an association", "associations"]'}
RESERVED_NAMES = ("respondent", "weight", "start_weight", "stratum", "psu", "all")


def survey_from(values: Mapping[str, Any], name: str, faults: list[str]) -> Survey:
    """The survey written in the TOML table `values`; what is wrong is appended to `faults`."""
    toml = Table(values, "", faults)
    scales = {**{name: read_scale(table) for name, table in toml.tables("scales")}, **OFFICIAL_SCALES}
    defaults = Defaults(scales, read_missing(toml, "missing"))
    questions = {key: read_question(key, table, defaults) for key, table in toml.tables("questions")}
    derived: dict[str, Question] = {}
    for key, table in toml.tables("derived"):
        derived[key] = read_derived(key, table, questions | derived, defaults.missing)
    for key in questions.keys() & derived.keys():
        toml.fault(f"derived.{key}", "a question has this name; give the derived variable another")
    _check_names(toml)
    survey = Survey(
        name=name,
        title=toml.label("title") or Label(name, name),
        questions=questions | derived,
        indicators={key: _indicator(key, table) for key, table in toml.tables("indicators")},
        called=_called(toml),
        breakdowns=toml.texts("breakdowns"),
        territories=toml.texts("territories"),
        themes={key: _theme(key, table) for key, table in toml.tables("themes")},
        populations={key: _population(key, table) for key, table in toml.tables("populations")},
        identifier=toml.text("identifier"),
        sampling=toml.choice("sampling", ("volunteer", "probability"), "volunteer"),
        design=read_design(toml.table("design")),
        weighting=read_weighting(toml.table("weighting")),
        cleaning=read_cleaning(toml.table("cleaning")),
        grids={key: _grid(key, table) for key, table in toml.tables("grids")},
        contradictions={key: _contradiction(key, table) for key, table in toml.tables("contradictions")},
        quality=read_quality(toml.table("quality")),
        privacy=read_privacy(toml.table("privacy")),
        publication=read_publication(toml.table("publication")),
        note=read_note(toml.table("note")),
    )
    toml.close()
    return survey


def _check_names(toml: Table) -> None:
    """Names become columns, addresses and keys: lower case letters, digits and _, and none of our own."""
    for kind in NAMED:
        for name in toml.values(kind):
            if not NAME.fullmatch(name):
                toml.fault(
                    f"{kind}.{name}", "a name has lower case letters, digits and _, and begins with a letter"
                )
            elif name in RESERVED_NAMES and kind in ("questions", "derived", "populations"):
                toml.fault(
                    f"{kind}.{name}",
                    f"a name of the project's own ({', '.join(RESERVED_NAMES)}); take another",
                )


def _theme(name: str, toml: Table) -> Theme:
    theme = Theme(name, toml.label("title") or Label(name, name), toml.label("lead"))
    toml.close()
    return theme


def _population(name: str, toml: Table) -> Population:
    label = toml.label("label") or Label(name, name)
    population = Population(name, label, toml.condition("among"), _called(toml))
    toml.close()
    return population


def _called(toml: Table) -> dict[str, Noun]:
    """What those who are counted are called: in each language the singular with its article, the plural."""
    within, nouns = toml.table("called"), {}
    for language, articles in ARTICLES.items():
        said = within.texts(language)
        if len(said) == 2 and said[0].startswith(articles) and said[1].strip():
            nouns[language] = Noun(*said)
        elif within.has(language):
            within.fault(
                language,
                f"expected the singular with its article and the plural, such as {EXAMPLES[language]}; "
                f"found {list(said)}",
            )
    within.close()
    return nouns


def _grid(name: str, toml: Table) -> Grid:
    grid = Grid(name, toml.label("label") or Label(name, name), toml.texts("items"))
    toml.close()
    return grid


def _contradiction(name: str, toml: Table) -> Contradiction:
    contradiction = Contradiction(name, toml.label("label") or Label(name, name), toml.condition("when"))
    toml.close()
    return contradiction


def _indicator(name: str, toml: Table) -> Indicator:
    breakdowns = toml.texts("breakdowns")
    indicator = Indicator(
        name=name,
        title=toml.label("title") or Label(name, name),
        theme=toml.text("theme") or "",
        statistic=toml.choice("statistic", STATISTICS, "share"),
        variable=toml.text("variable") or name,
        answers=toml.texts("answers"),
        favourable=toml.texts("favourable"),
        unfavourable=toml.texts("unfavourable"),
        denominator=toml.text("denominator"),
        population=toml.text("population"),
        base=toml.choice("base", ("answered", "asked"), "answered"),
        direction=toml.choice("direction", DIRECTIONS, "neutral"),
        unit=toml.label("unit"),
        divide_by=_divisor(toml),
        headline=toml.flag("headline"),
        breakdowns=breakdowns if toml.has("breakdowns") else None,
    )
    toml.close()
    return indicator


def _divisor(toml: Table) -> float:
    divisor = toml.number("divide_by")
    if divisor is not None and divisor < 1e-9:
        toml.fault("divide_by", f"expected a number above 0, found {divisor:g}")
        return 1.0
    return 1.0 if divisor is None else divisor
