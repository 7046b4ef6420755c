"""The definitions that put a table into the report: population, derived variables, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from math import isinf

import tomlkit
from tomlkit.items import InlineTable, Item, Table

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.showing.shown_facts import Facts, MadeRecord, Request
from analysis.questionnaire import NAME, NEEDS, Condition, Indicator, Label, survey_written
from analysis.questionnaire.fixed_words import NoneOf, alternatives_of
from analysis.questionnaire.written_values import NOT
from analysis.runs.whole_files import write_whole


def toml_of(request: Request, facts: Facts, name: str, theme: str, write: bool) -> str:
    """The text to add to survey.toml, checked with the survey's own file; with `write`, added at its end.

    Raises AnalystError for what a report has no words for, DefinitionError where the file refuses it.
    """
    _refuse(request, name)
    document = tomlkit.document()
    population = request.population
    if request.where and population is None:
        population = f"{name}_population"
        table = tomlkit.table()
        table["label"] = request.where
        table["among"] = _condition(request.among or {})
        if request.design:
            table["design"] = request.design
        document["populations"] = _under(population, table)
    derived = tomlkit.table(is_super_table=True)
    for each in request.made.values():
        derived[each.question.name] = _derived(each)
    if request.made:
        document["derived"] = derived
    indicators = tomlkit.table(is_super_table=True)
    for indicator in request.indicators:
        own = name if len(request.indicators) == 1 else f"{name}_{indicator.name}"
        indicators[own] = _indicator(indicator, own, theme, population, request.by)
    document["indicators"] = indicators
    return _checked("\n" + tomlkit.dumps(document), facts, write)


def _checked(text: str, facts: Facts, write: bool) -> str:
    path = facts.toml_path
    if path is None:
        if write:
            raise AnalystError(
                "to_toml: there is no survey.toml; keep the survey as a project first: survey.save"
            )
        return text.lstrip("\n")
    content = path.read_bytes().rstrip(b"\n") + b"\n" + text.encode("utf-8")
    survey_written(content, path)
    if write:
        write_whole({path: content})
    return text.lstrip("\n")


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
            "where=: a not of several questions, or two conditions on one question; make it a variable "
            "with survey.net or survey.cut and filter on that"
        )
    if not request.weights:
        found.append("weights=False: a report is weighted")
    if found:
        raise AnalystError(
            "to_toml: no words in survey.toml for\n" + "\n".join(f"  - {each}" for each in found)
        )


def _indicator(
    indicator: Indicator, name: str, theme: str, population: str | None, by: tuple[str, ...]
) -> Table:
    table = tomlkit.table()
    table["title"] = _label(indicator.title, name)
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


def _derived(made: MadeRecord) -> Table:
    """Classes with their bounds, groups with their answers, or the two that are crossed."""
    derivation = made.derivation
    assert derivation is not None  # refused before
    table = tomlkit.table()
    table["label"] = _label(made.question.label, made.question.name)
    if derivation.kind == "crossed_of":
        table["crossed_of"] = list(derivation.sources)
        return table
    table[derivation.kind] = derivation.source
    if derivation.left_out:
        table["left_out"] = list(derivation.left_out)
    codes = tomlkit.table()
    for code, label in made.question.codes.items():
        said: dict[str, object] = {"fr": label.fr, "en": label.en}
        low, high = derivation.bounds.get(code, (float("-inf"), float("inf")))
        said |= {} if isinf(low) else {"from": low}
        said |= {} if isinf(high) else {"below": high}
        said |= {"of": list(derivation.groups[code])} if code in derivation.groups else {}
        codes[code] = _inline(said)
    table["codes"] = codes
    return table


def _label(label: Label, name: str) -> InlineTable:
    return _inline({"fr": label.fr or name, "en": label.en or name})


def _condition(among: Condition) -> Item:
    """A condition as survey.toml has it: a table, or a list of those of which one holds."""
    found = []
    for each in alternatives_of(among):
        named = {
            key: _inline({NOT: list(codes)}) if isinstance(codes, NoneOf) else list(codes)
            for key, codes in each.items()
        }
        found.append(_inline(named))
    if len(found) == 1:
        return found[0]
    listed = tomlkit.array()
    for each in found:
        listed.append(each)
    return listed


def _inline(values: Mapping[str, object]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(values)
    return table


def _under(name: str, table: Table) -> Table:
    parent = tomlkit.table(is_super_table=True)
    parent[name] = table
    return parent
