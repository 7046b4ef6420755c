"""One [derived.…] table of survey.toml, read into a record."""

from __future__ import annotations

from math import inf
from typing import Any

from analysis.questionnaire.records import Derivation, Label, Question
from analysis.questionnaire.tables import Table

DERIVATIONS = ("years_since", "classes_of", "groups_of", "count_of")


def read_derived(name: str, toml: Table) -> Question:
    """The derived variable written in `toml`: numeric for years and counts, single for classes and groups."""
    given = [(kind, source) for kind in DERIVATIONS if (source := toml.text(kind)) is not None]
    if len(given) != 1:
        toml.fault("", f"expected exactly one of {', '.join(DERIVATIONS)}; found {len(given)}")
    kind, source = given[0] if given else ("classes_of", "")
    text = toml.label("text") or toml.label("label") or Label(name, name)
    labels, bounds, groups = _codes(kind, toml)
    question = Question(
        name=name,
        type="single" if kind in ("classes_of", "groups_of") else "numeric",
        text=text,
        label=toml.label("label") or text,
        codes=labels,
        minimum=toml.number("min"),
        maximum=toml.number("max"),
        unit=toml.label("unit"),
        derivation=Derivation(kind, source, bounds, groups),
    )
    toml.close()
    return question


def _codes(
    kind: str, toml: Table
) -> tuple[dict[str, Label], dict[str, tuple[float, float]], dict[str, tuple[str, ...]]]:
    labels: dict[str, Label] = {}
    bounds: dict[str, tuple[float, float]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for code, table in toml.tables("codes"):
        labels[code] = _label(code, table)
        if kind == "classes_of":
            bounds[code] = _bounds(table)
        else:
            groups[code] = table.texts("of")
        table.close()
    return labels, bounds, groups


def _label(code: str, table: Table) -> Label:
    texts: dict[str, Any] = {language: table.text(language) for language in ("fr", "en")}
    return Label(texts["fr"] or texts["en"] or code, texts["en"] or texts["fr"] or code)


def _bounds(table: Table) -> tuple[float, float]:
    low, high = table.number("from"), table.number("below")
    if low is None and high is None:
        table.fault("", "expected `from` (included), `below` (not included) or both")
    return (-inf if low is None else low, inf if high is None else high)
