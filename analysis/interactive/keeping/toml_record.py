"""The definitions that put a table into the report: population, derived variables, indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Item, Table

from analysis.interactive.asking.derived_record import ShownText, derived_table, inline_table, label_table
from analysis.interactive.asking.near_names import AnalystError, expected_word
from analysis.interactive.showing.shown_facts import Facts, Request
from analysis.questionnaire import NAME, NEEDS, Condition, Indicator, Label, Survey, survey_written
from analysis.questionnaire.fixed_words import NoneOf, alternatives_of
from analysis.questionnaire.written_conditions import NOT
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.runs.whole_files import write_whole
from analysis.workspace import LANGUAGE


def toml_of(request: Request, facts: Facts, name: str, theme: str | None, write: bool) -> ShownText:
    """The text to add to survey.toml, checked with the survey's own file; with `write`, added at its end.

    Raises AnalystError for what a report has no words for, DefinitionError where the file refuses it.
    """
    _refuse(request, name)
    theme = _only_theme(facts.survey) if theme is None else _known_theme(facts.survey, theme)
    there = _tables_of(facts.toml_path)
    document = tomlkit.document()
    population = request.population
    if request.where and population is None:
        population = f"{name}_population"
        document["populations"] = _under(population, _population(request))
    derived = _derived(request, there)
    if derived:
        document["derived"] = derived
    indicators = tomlkit.table(is_super_table=True)
    for own, title, indicator in _named(request.indicators, name, facts.survey):
        indicators[own] = _indicator(indicator, own, title, theme, population, request.by)
    document["indicators"] = indicators
    _check_free(document, there)
    return _checked("\n" + tomlkit.dumps(document), facts, write)


def _population(request: Request) -> Table:
    """The filter of a table, as the population that it is of."""
    table = tomlkit.table()
    table["label"] = request.where
    table["among"] = _condition(request.among or {})
    if request.design:
        table["design"] = request.design
    return table


def _derived(request: Request, there: Mapping[str, Any]) -> Table:
    """The variables made on the fly, but those that were written with an earlier table."""
    derived = tomlkit.table(is_super_table=True)
    for made in request.made.values():
        table = derived_table(made)
        if there.get("derived", {}).get(made.name) != table.unwrap():
            derived[made.name] = table
    return derived


def _only_theme(survey: Survey) -> str:
    """The theme of a survey that has one. AnalystError naming them where it has several, or none."""
    if len(survey.themes) == 1:
        return next(iter(survey.themes))
    known = ", ".join(f"{name} ({theme.title.to(LANGUAGE)})" for name, theme in survey.themes.items())
    raise AnalystError(f"to_toml: in which theme of the report? theme= takes one of: {known or 'none'}")


def _known_theme(survey: Survey, theme: str) -> str:
    """The theme of this name. AnalystError for none, with what is near."""
    if theme not in survey.themes:
        labelled = {name: (each.title.fr, each.title.en) for name, each in survey.themes.items()}
        raise expected_word("to_toml: theme", survey.themes, theme, labelled)
    return theme


def _tables_of(path: Path | None) -> dict[str, Any]:
    """What survey.toml has already; nothing of a survey that has none."""
    return {} if path is None else tomlkit.parse(path.read_bytes()).unwrap()


def _check_free(document: TOMLDocument, there: Mapping[str, Any]) -> None:
    """AnalystError for a name that survey.toml has already."""
    taken = [
        f"[{kind}.{name}]"
        for kind, tables in document.unwrap().items()
        for name in tables
        if name in there.get(kind, {})
    ]
    if taken:
        raise AnalystError(f"to_toml: survey.toml has {', '.join(taken)} already; give another name")


def _checked(text: str, facts: Facts, write: bool) -> ShownText:
    path = facts.toml_path
    if path is None:
        if write:
            raise AnalystError(
                "to_toml: there is no survey.toml; keep the survey as a project first: survey.save"
            )
        return ShownText(text.lstrip("\n"))
    content = path.read_bytes().rstrip(b"\n") + b"\n" + text.encode("utf-8")
    survey_written(content, path)
    if write:
        write_whole({path: content})
    return ShownText(text.lstrip("\n"))


def _refuse(request: Request, name: str) -> None:
    """AnalystError naming what a report cannot say, with the way out."""
    if not NAME.fullmatch(name):
        raise AnalystError(
            f"to_toml: {name!r}: a name has small letters, digits and _, and begins with a letter"
        )
    found = []
    if request.within:
        found.append("within=: a report breaks down by one variable at a time")
    if request.where and request.among is None:
        found.append(
            "where=: a not of several questions, or two conditions on one question; survey.net and "
            "survey.cut make groups to filter on"
        )
    if not request.weights:  # none, or others than those of the survey
        found.append("weights=: a report has the weights of the survey")
    if found:
        raise AnalystError(
            "to_toml: no words in survey.toml for\n" + "\n".join(f"  - {each}" for each in found)
        )


def _named(
    indicators: Sequence[Indicator], name: str, survey: Survey
) -> Iterator[tuple[str, Label, Indicator]]:
    """Each indicator with a name and a title of its own: by its statistic where there are several of them."""
    several = len({each.statistic for each in indicators}) > 1
    questions = len({each.variable for each in indicators}) > 1
    for each in indicators:
        title, own = each.title, each.name if questions or not several else each.statistic
        if several:
            title = Label(*(_with_statistic(each, Voice(language, survey)) for language in ("fr", "en")))
        yield (name if len(indicators) == 1 else f"{name}_{own}"), title, each


def _with_statistic(indicator: Indicator, voice: Voice) -> str:
    statistic = decapitalised(voice.say(f"statistic.{indicator.statistic}"))
    return f"{voice.text(indicator.title)}, {statistic}"


def _indicator(
    indicator: Indicator,
    name: str,
    title: Label,
    theme: str,
    population: str | None,
    by: tuple[str, ...],
) -> Table:
    table = tomlkit.table()
    table["title"] = label_table(title, name)
    table["theme"] = theme
    table["variable"] = indicator.variable
    if not NEEDS[indicator.statistic].count_answers:
        table["statistic"] = indicator.statistic
    for key in ("answers", "favourable", "unfavourable"):
        if getattr(indicator, key):
            table[key] = list(getattr(indicator, key))
    for key in ("denominator", "quantile"):
        if getattr(indicator, key) is not None:
            table[key] = getattr(indicator, key)
    if indicator.base != "answered":
        table["base"] = indicator.base
    if population is not None:
        table["population"] = population
    table["breakdowns"] = list(by)
    return table


def _condition(among: Condition) -> Item:
    """A condition as survey.toml has it: a table, or a list of those of which one holds."""
    found = []
    for each in alternatives_of(among):
        named = {
            key: inline_table({NOT: list(codes)}) if isinstance(codes, NoneOf) else list(codes)
            for key, codes in each.items()
        }
        found.append(inline_table(named))
    if len(found) == 1:
        return found[0]
    listed = tomlkit.array()
    for each in found:
        listed.append(each)
    return listed


def _under(name: str, table: Table) -> Table:
    parent = tomlkit.table(is_super_table=True)
    parent[name] = table
    return parent
