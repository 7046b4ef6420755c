"""One [questions.…] table of survey.toml, read into a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from analysis.questionnaire.geography import DEPARTMENTS, FORMER_REGIONS, REGIONS
from analysis.questionnaire.kinds import KINDS, kind_named
from analysis.questionnaire.records import DECLARED_ABSENCES, Label, Question
from analysis.questionnaire.tables import Table


@dataclass(frozen=True)
class Scale:
    """A list of answers shared by several questions."""

    codes: Mapping[str, Label]
    scores: Mapping[str, float]
    missing: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Defaults:
    """What a question may take from the survey: shared scales by name, and codes of absence."""

    scales: Mapping[str, Scale]
    missing: Mapping[str, tuple[str, ...]]


OFFICIAL_SCALES: Mapping[str, Scale] = {
    "fr:departements": Scale(DEPARTMENTS, {}, {}),
    "fr:regions": Scale(REGIONS, {}, {}),
    "fr:regions_2015": Scale(FORMER_REGIONS, {}, {}),
}
"""Scales that every survey has: official codes of French departments and regions, with their labels."""


def read_scale(toml: Table) -> Scale:
    """The shared scale written in `toml`."""
    scale = Scale(read_codes(toml), toml.numbers_by_name("scores"), read_missing(toml, "missing"))
    toml.close()
    return scale


def read_question(name: str, toml: Table, defaults: Defaults) -> Question:
    """The question written in `toml`."""
    kind = toml.choice("type", tuple(KINDS), "single")
    if not toml.has("type"):
        toml.fault("type", f"expected one of {', '.join(KINDS)}; found nothing")
    shared = _shared_scale(toml, defaults)
    codes = {**shared.codes, **read_codes(toml)}
    text = toml.label("text") or Label(name, name)
    delimiter, sets = _delimiter(toml), toml.texts("sets")
    is_ticked = kind_named(kind).takes_several and not delimiter and not sets
    question = Question(
        name=name,
        type=kind,
        text=text,
        label=toml.label("label") or _without_colon(text),
        codes=codes,
        scores={**shared.scores, **toml.numbers_by_name("scores")},
        missing=merged_missing(toml, codes, shared.missing, defaults.missing),
        asked_if=toml.condition("asked_if"),
        column=toml.text("column") or name,
        columns=_answer_columns(name, toml, codes) if is_ticked else {},
        sets=sets,
        other=toml.texts_by_name("other"),
        delimiter=delimiter,
        rank=toml.whole("rank"),
        ticked=toml.texts("ticked", ("1",)),
        not_ticked=toml.texts("not_ticked", ("0",)),
        empty=toml.choice("empty", ("no_answer", "not_ticked"), "no_answer"),
        exclusive=toml.texts("exclusive"),
        minimum=toml.number("min"),
        maximum=toml.number("max"),
        unit=toml.label("unit"),
        date_format=_date_format(toml),
        required=toml.flag("required"),
    )
    toml.close()
    return question


def _without_colon(text: Label) -> Label:
    """The question as a name for tables: the colon it ends with leads to its answers."""
    fr, en = (said.rstrip(": \u00a0\u202f") or said for said in (text.fr, text.en))
    return Label(fr, en)


def _delimiter(toml: Table) -> str | None:
    """What stands between the codes of a cell; a space may."""
    written = toml.text("delimiter")
    if written == "":
        toml.fault(
            "delimiter", 'expected what stands between the codes of a cell, such as ";"; found nothing'
        )
        return None
    return written


def _date_format(toml: Table) -> str | None:
    """A format of strptime, such as %d/%m/%Y, tried on a date."""
    written = toml.text("date_format")
    try:
        if written is not None:
            datetime.strptime(date(2009, 3, 10).strftime(written), written)
    except (ValueError, re.error):
        toml.fault("date_format", f"expected a format such as %d/%m/%Y, found {written!r}")
        return None
    return written


def _shared_scale(toml: Table, defaults: Defaults) -> Scale:
    name = toml.text("scale")
    if name is not None and name not in defaults.scales:
        toml.fault("scale", f"no [scales.{name}]; known scales: {', '.join(defaults.scales) or 'none'}")
    return defaults.scales.get(name or "", Scale({}, {}, {}))


def read_codes(toml: Table) -> dict[str, Label]:
    """The answers under `codes`: code -> label, the code where it is blank, in the order of the file."""
    labels = {}
    for code, value in toml.values("codes").items():
        label = toml.as_label(f"codes.{code}", value)
        if label:
            labels[str(code)] = label if label.fr.strip() else Label(str(code), str(code))
    return labels


def read_missing(toml: Table, key: str) -> dict[str, tuple[str, ...]]:
    """The codes of each kind of absence under `key`."""
    within = toml.table(key)
    kinds = {kind: within.texts(kind) for kind in DECLARED_ABSENCES if within.has(kind)}
    for kind in DECLARED_ABSENCES:
        within.texts(kind)
    within.close()
    return kinds


def merged_missing(
    toml: Table, codes: Mapping[str, Label], *wider: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The question's own codes of absence, then those of its scale and its survey that are still free."""
    own = read_missing(toml, "missing")
    for kind, absent in own.items():
        for code in absent:
            if code in codes:
                toml.fault(f"missing.{kind}", f"code {code!r} is also an answer; leave it in one of the two")
    merged, taken = own, {code for absent in own.values() for code in absent} | codes.keys()
    for layer in wider:
        fresh = {kind: tuple(c for c in absent if c not in taken) for kind, absent in layer.items()}
        merged = {kind: (*merged.get(kind, ()), *fresh.get(kind, ())) for kind in {**merged, **fresh}}
        taken |= {code for absent in fresh.values() for code in absent}
    return merged


def _answer_columns(name: str, toml: Table, codes: Mapping[str, Label]) -> dict[str, str]:
    """code -> column: as written under `columns`, or <column>_<code>."""
    prefix = toml.text("column") or name
    written = toml.values("columns")
    for code in written:
        if str(code) not in codes:
            toml.fault(f"columns.{code}", f"code {code!r} is not among the answers: {', '.join(codes)}")
    return {code: str(written.get(code, f"{prefix}_{code}")) for code in codes}
