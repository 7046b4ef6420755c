"""The definitions of a frame or file of one's own: written from its columns, revised by what is given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import tomlkit
from tomlkit import TOMLDocument

from analysis.interactive.asking.near_names import AnalystError, plain
from analysis.workspace import Place

Labels = Mapping[str, str | Mapping[str | int, str]]
Design = tuple[str | None, str | None, str | None]
"""The columns of weights, strata and primary units."""
MOST_TEXTS = 60
NOT_NAME = re.compile(r"[^a-z0-9_]+")


def frame_definitions(
    place: Place, frame: pd.DataFrame, labels: Labels, multiple: Mapping[str, Sequence[str]], design: Design
) -> None:
    """survey.toml, edition.toml and answers.csv of a frame: texts and categories are answers, numbers are
    numbers."""
    place.raw.mkdir(parents=True)
    document = tomlkit.document()
    questions = tomlkit.table()
    taken = {column for columns in multiple.values() for column in columns} | {c for c in design if c}
    _check_columns(frame, taken)
    for column in frame.columns:
        if column not in taken:
            questions[name_of(str(column))] = _question(frame[column], labels)
    for name, columns in multiple.items():
        questions[name_of(name)] = _several(name, columns, labels)
    document["questions"] = questions
    _design(document, design)
    place.survey_toml.write_text(tomlkit.dumps(document), encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "answers.csv"\n', encoding="utf-8")
    texts = {str(column): _texts(frame[column]) for column in frame.columns}
    pd.DataFrame(texts).to_csv(place.raw / "answers.csv", index=False)


def revised_definitions(
    place: Place, labels: Labels, multiple: Mapping[str, Sequence[str]], design: Design
) -> None:
    """The draft with the labels and the design that are given."""
    document = tomlkit.parse(place.survey_toml.read_text(encoding="utf-8"))
    questions = document["questions"]
    for name, columns in multiple.items():
        for column in columns:
            questions.pop(name_of(column), None)
        questions[name_of(name)] = _several(name, columns, labels)
    for name, said in labels.items():
        if name_of(name) not in questions:
            raise AnalystError(f"labels: no question {name!r}; questions: {', '.join(questions)}")
        _label(questions[name_of(name)], said)
    for given in filter(None, design):
        questions.pop(name_of(given), None)
    document.pop("indicators", None)
    document.pop("breakdowns", None)
    _design(document, design)
    place.survey_toml.write_text(tomlkit.dumps(document), encoding="utf-8")


def name_of(column: str) -> str:
    """A column's heading as a name of survey.toml: small letters, digits and _."""
    name = NOT_NAME.sub("_", plain(column)).strip("_")
    return name if name[:1].isalpha() else f"q_{name}"


def _check_columns(frame: pd.DataFrame, named: set[str]) -> None:
    unknown = sorted(named - set(map(str, frame.columns)))
    if unknown:
        raise AnalystError(f"no column {', '.join(unknown)}; columns: {', '.join(map(str, frame.columns))}")


def _question(column: pd.Series, labels: Labels) -> tomlkit.items.Table:
    name = str(column.name)
    question = tomlkit.table()
    said = labels.get(name, {})
    if isinstance(said, str) or said or not pd.api.types.is_numeric_dtype(column) or column.dtype == bool:
        has_codes = not isinstance(said, str) and bool(said)
    else:
        has_codes = False
    is_number = pd.api.types.is_numeric_dtype(column) and column.dtype != bool and not has_codes
    question["type"] = "numeric" if is_number else "single"
    question["column"] = name
    question["label"] = said if isinstance(said, str) else name
    if not is_number:
        codes = tomlkit.table()
        for value in _values(column):
            texts = {str(key): text for key, text in said.items()} if not isinstance(said, str) else {}
            codes[value] = texts.get(value, value)
        question["codes"] = codes
    return question


def _values(column: pd.Series) -> list[str]:
    """The answers of a column: its categories in their order, or its distinct texts."""
    known = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else None
    texts = _texts(column)
    values = list(dict.fromkeys(map(_text, known))) if known is not None else sorted(set(texts.dropna()))
    if len(values) > MOST_TEXTS:
        raise AnalystError(
            f"{column.name}: {len(values)} distinct texts; this looks like an open answer, which tables "
            "cannot take; leave the column out"
        )
    return values


def _texts(column: pd.Series) -> pd.Series:
    return column.astype(object).map(lambda value: None if pd.isna(value) else _text(value))


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _several(name: str, columns: Sequence[str], labels: Labels) -> tomlkit.items.Table:
    question = tomlkit.table()
    said = labels.get(name, {})
    texts = {} if isinstance(said, str) else {str(key): text for key, text in said.items()}
    question["type"] = "multiple"
    question["label"] = said if isinstance(said, str) else name
    question["columns"] = {column: column for column in columns}
    question["ticked"] = ["1", "True", "1.0"]
    question["not_ticked"] = ["0", "False", "0.0"]
    codes = tomlkit.table()
    for column in columns:
        codes[column] = texts.get(column, column)
    question["codes"] = codes
    return question


def _label(question: Any, said: str | Mapping[str | int, str]) -> None:
    if isinstance(said, str):
        question["label"] = said
    else:
        codes = question.setdefault("codes", tomlkit.table())
        for code, text in said.items():
            codes[str(code)] = text


def _design(document: TOMLDocument, design: Design) -> None:
    named = {key: column for key, column in zip(("weight", "strata", "psu"), design, strict=True) if column}
    if named:
        document["design"] = {**named, **({"single_psu": "average"} if len(named) > 1 else {})}
