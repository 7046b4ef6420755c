"""One [derived.…] table of survey.toml, read into a record."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

from analysis.questionnaire.geography import REGIONS
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.questions import merged_missing
from analysis.questionnaire.records import Derivation, Label, Question
from analysis.questionnaire.tables import Table

FROM_ONE = (
    "years_since",
    "age_on",
    "year_of",
    "classes_of",
    "groups_of",
    "count_of",
    "region_of",
    "bridged_region_of",
)
FROM_SEVERAL = ("sum_of", "mean_of", "points_of")
DERIVATIONS = (*FROM_ONE, *FROM_SEVERAL)
REGIONAL = ("region_of", "bridged_region_of")
CODED = ("classes_of", "groups_of", *REGIONAL)

Codes = tuple[dict[str, Label], dict[str, tuple[float, float]], dict[str, tuple[str, ...]]]


def read_derived(
    name: str, toml: Table, earlier: Mapping[str, Question], missing: Mapping[str, tuple[str, ...]]
) -> Question:
    """The derived variable written in `toml`, from the questions and derived variables `earlier`.

    Its type is numeric for numbers and scores, single for classes and groups, multiple for groups of a
    multiple question. `missing` are the survey's codes of absence, for an edition that asked it directly.
    """
    kind, sources, points = _sources(toml)
    text = toml.label("text") or toml.label("label") or Label(name, name)
    labels, bounds, groups = _codes(kind, toml)
    derivation = Derivation(
        kind=kind,
        sources=sources,
        bounds=bounds,
        groups=groups,
        points=points,
        at_least=toml.whole("at_least"),
        reversed=toml.texts("reversed"),
        on=toml.text("on"),
    )
    of_several = any(kind_of(earlier[source]).takes_several for source in sources if source in earlier)
    question = Question(
        name=name,
        type=_type(kind, of_several),
        text=text,
        label=toml.label("label") or text,
        codes=labels,
        missing=merged_missing(toml, labels, missing),
        columns={code: f"{name}_{code}" for code in labels} if of_several and kind == "groups_of" else {},
        column=name,
        minimum=toml.number("min"),
        maximum=toml.number("max"),
        unit=toml.label("unit"),
        derivation=derivation,
    )
    toml.close()
    return question


def _type(kind: str, of_several: bool) -> str:
    if kind == "groups_of" and of_several:
        return "multiple"
    return "single" if kind in CODED else "numeric"


def _sources(toml: Table) -> tuple[str, tuple[str, ...], dict[str, Mapping[str, float]]]:
    """The kind of derivation, the names it derives from, and the points of each where it has some."""
    within = toml.table("points_of")
    points: dict[str, Mapping[str, float]] = {name: within.numbers_by_name(name) for name in within.names}
    given: dict[str, tuple[str, ...]]
    given = {kind: (source,) for kind in FROM_ONE if (source := toml.text(kind)) is not None}
    given |= {kind: sources for kind in ("sum_of", "mean_of") if (sources := toml.texts(kind))}
    given |= {"points_of": tuple(points)} if points else {}
    if len(given) != 1:
        toml.fault("", f"expected exactly one of {', '.join(DERIVATIONS)}; found {len(given)}")
    kind = next(iter(given), "classes_of")
    return kind, given.get(kind, ()), points


def _codes(kind: str, toml: Table) -> Codes:
    if kind in REGIONAL and not toml.has("codes"):
        toml.values("codes")
        return dict(REGIONS), {}, {}
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
