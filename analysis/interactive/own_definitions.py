"""The definitions of a frame or file of one's own: written from its columns, revised by what is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, get_args

import pandas as pd
import tomlkit
from tomlkit import TOMLDocument

from analysis.drafting.infer.column_roles import (
    LEAST_GROUPS,
    MOST_GROUPS,
    chosen_breakdowns,
    speaks_of_respondents,
)
from analysis.faults import some
from analysis.interactive.absent_answers import Absences, Found, are_numbers, by_kind, is_absence, put_aside
from analysis.interactive.asking.near_names import AnalystError, name_of
from analysis.questionnaire import ReplicateType
from analysis.questionnaire.questions import NUMBER
from analysis.workspace import Place

Labels = Mapping[str, str | Mapping[str | int, str]]
Design = tuple[str | None, str | None, str | None]
"""The columns of weights, strata and primary units."""
MOST_TEXTS = 60
Replicates = Mapping[str, Any]
"""[design.replicates] as survey.toml has it: {"type": "bootstrap", "columns": "rw*"}."""
OTHERS, QUESTIONS = "questions", "Questions"
"""The one theme of a frame's report."""


def frame_definitions(
    place: Place,
    frame: pd.DataFrame,
    labels: Labels,
    multiple: Mapping[str, Sequence[str]],
    design: Design,
    absences: Absences,
    replicates: Replicates | None,
) -> Found:
    """survey.toml, edition.toml and answers.csv of a frame: texts and categories are answers, numbers are
    numbers. What is given back are the answers put out of the base, as they say that there is none."""
    place.raw.mkdir(parents=True)
    document = tomlkit.document()
    questions = tomlkit.table()
    taken = {column for columns in multiple.values() for column in columns} | {c for c in design if c}
    taken |= set(_of_replicates(replicates, frame.columns))
    asked = [column for column in frame.columns if str(column) not in taken]
    _check_columns(frame, taken, {*map(str, asked), *multiple}, labels)
    mixed = {column for column in asked if are_numbers(_texts(frame[column]), absences)}
    _check_answers(frame[[column for column in asked if column not in mixed]])
    for column in asked:
        questions[name_of(str(column))] = _question(frame[column], labels, column in mixed, absences)
    for name, columns in multiple.items():
        questions[name_of(name)] = _several(name, columns, labels)
    document["questions"] = questions
    absent = put_aside(document, absences)
    document["breakdowns"] = _breakdowns(questions)
    _counted(document, questions)
    _design(document, design, replicates)
    place.survey_toml.write_text(tomlkit.dumps(document), encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "answers.csv"\n', encoding="utf-8")
    texts = {str(column): _texts(frame[column]) for column in frame.columns}
    pd.DataFrame(texts).to_csv(place.raw / "answers.csv", index=False)
    return absent


def revised_definitions(
    place: Place,
    labels: Labels,
    multiple: Mapping[str, Sequence[str]],
    design: Design,
    absences: Absences,
    replicates: Replicates | None,
) -> Found:
    """The draft with the labels and the design that are given. What is given back are the answers put out of
    the base, as they say that there is none."""
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
    absent = put_aside(document, absences)
    _check_design(document, design)
    headings = {str(question.get("column", name)): name for name, question in questions.items()}
    replicated = [headings[each] for each in _of_replicates(replicates, list(headings))]
    for given in [*map(name_of, filter(None, design)), *replicated]:
        questions.pop(given, None)
    _kept(document)
    _counted(document, map(name_of, multiple))
    _design(document, design, replicates)
    place.survey_toml.write_text(tomlkit.dumps(document), encoding="utf-8")
    return absent


def _kept(document: TOMLDocument) -> None:
    """The indicators and breakdowns of a draft whose questions are still there."""
    questions, indicators = document["questions"], document.get("indicators", {})
    for name in [name for name in indicators if name not in questions]:
        indicators.pop(name)
    if "breakdowns" in document:
        document["breakdowns"] = [name for name in document["breakdowns"] if name in questions]


def _counted(document: TOMLDocument, names: Iterable[str]) -> None:
    """An indicator of each question named, so that the report of a saved survey has its figures."""
    themes = document.setdefault("themes", {OTHERS: {"title": QUESTIONS}})
    indicators = document.setdefault("indicators", tomlkit.table(is_super_table=True))
    for name in names:
        question = document["questions"][name]
        of = {"theme": next(iter(themes)), "title": question["label"]}
        indicators[name] = of | ({} if "codes" in question else {"statistic": "mean"})


def _breakdowns(questions: Mapping[str, Any]) -> list[str]:
    """What breaks the figures of a saved frame down: as in a draft, few answers, on who answered first."""
    fitting = {
        name: question
        for name, question in questions.items()
        if question["type"] == "single" and LEAST_GROUPS <= len(question["codes"]) <= MOST_GROUPS
    }
    telling = [
        name
        for name, question in fitting.items()
        if speaks_of_respondents([name, question["label"], *question["codes"].values()])
    ]
    chosen = chosen_breakdowns(telling, [name for name in fitting if name not in telling])
    return [name for name in questions if name in chosen]


def _check_columns(frame: pd.DataFrame, named: set[str], asked: set[str], labels: Labels) -> None:
    """AnalystError for a name that is no column, for two columns of one name, for a frame of nobody."""
    columns = list(map(str, frame.columns))
    if not len(frame):
        raise AnalystError(f"the frame has no rows; columns: {', '.join(columns) or 'none'}")
    unknown = [*sorted(named - set(columns)), *sorted(set(labels) - asked)]
    if unknown:
        raise AnalystError(f"no column {', '.join(unknown)}; columns: {', '.join(columns)}")
    names: dict[str, list[str]] = {}
    for heading in [*(column for column in columns if column in asked), *(asked - set(columns))]:
        names.setdefault(name_of(heading), []).append(heading)
    alike = [f"{' and '.join(map(repr, of))} are both {name}" for name, of in names.items() if len(of) > 1]
    if alike:
        raise AnalystError(
            f"columns whose names are the same without capitals and accents: {'; '.join(alike)}"
        )


def _check_answers(frame: pd.DataFrame) -> None:
    """AnalystError naming every column that tables cannot take, with the way out."""
    found = {}
    for column in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            found[str(column)] = "dates"
        elif not len(frame[column].dropna()):
            found[str(column)] = "no answer at all"
        elif not pd.api.types.is_numeric_dtype(frame[column]):
            texts = frame[column].nunique()
            found |= {str(column): f"{texts} distinct texts; an open answer?"} if texts > MOST_TEXTS else {}
    if found:
        said = "\n".join(f"  - {name}: {why}" for name, why in found.items())
        raise AnalystError(
            f"columns of which tables cannot be made:\n{said}\n"
            f"Leave them out: frame.drop(columns={list(found)})"
        )


def _check_design(document: TOMLDocument, design: Design) -> None:
    """AnalystError for a column of weights, strata or primary units that the file does not have."""
    headings = set(document["questions"])
    for question in document["questions"].values():
        headings |= {str(question.get("column", "")), *map(str, question.get("columns", {}).values())}
    headings |= {str(named) for named in document.get("design", {}).values()} - {""}
    unknown = [
        each for each in filter(None, design) if each not in headings and name_of(each) not in headings
    ]
    if unknown:
        raise AnalystError(f"no column {', '.join(unknown)}; columns: {', '.join(sorted(headings - {''}))}")


def _question(column: pd.Series, labels: Labels, is_mixed: bool, absences: Absences) -> tomlkit.items.Table:
    """The table of a column; is_mixed: whether its texts are numbers and answers that say there is none."""
    name = str(column.name)
    question = tomlkit.table()
    said = labels.get(name, {})
    named = {} if isinstance(said, str) else {str(key): text for key, text in said.items()}
    is_number = is_mixed or (pd.api.types.is_numeric_dtype(column) and column.dtype != bool)
    question["type"] = "numeric" if is_number and not named else "single"
    question["column"] = name
    question["label"] = said if isinstance(said, str) else name
    if question["type"] == "single":
        question["codes"] = {value: named.get(value, value) for value in _values(column)}
    elif is_mixed:
        question["missing"] = by_kind(each for each in _values(column) if is_absence(each, absences or True))
    return question


def _values(column: pd.Series) -> list[str]:
    """The answers of a column: its categories in their order, or its distinct texts."""
    known = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else None
    if known is not None:
        return list(dict.fromkeys(map(_text, known)))
    return sorted(set(_texts(column).dropna()), key=_by_number)


def _by_number(text: str) -> tuple[bool, float, str]:
    """The order of texts: numbers as numbers, before words."""
    is_number = NUMBER.fullmatch(text) is not None
    return not is_number, float(text) if is_number else 0.0, text


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


def _of_replicates(replicates: Replicates | None, columns: Iterable[object]) -> list[str]:
    """The columns that are replicate weights. AnalystError for a shape that says none, and where none is."""
    if replicates is None:
        return []
    if not isinstance(replicates, Mapping) or "type" not in replicates:
        raise AnalystError(
            'replicates: expected their type and columns, {"type": "bootstrap", "columns": "rw*"}, as '
            f"[design.replicates] of survey.toml; types: {', '.join(get_args(ReplicateType))}; "
            f"found {replicates!r}"
        )
    given = replicates.get("columns", ())
    patterns = [given] if isinstance(given, str) else list(given)
    names = list(map(str, columns))
    lacking = [each for each in patterns if not any(fnmatchcase(name, each) for name in names)]
    if lacking:
        raise AnalystError(f"replicates: no column {', '.join(lacking)}; columns: {some(names)}")
    return [name for name in names if any(fnmatchcase(name, each) for each in patterns)]


def _design(document: TOMLDocument, design: Design, replicates: Replicates | None) -> None:
    named = {key: column for key, column in zip(("weight", "strata", "psu"), design, strict=True) if column}
    design_table: dict[str, Any] = {**named, **({"single_psu": "average"} if len(named) > 1 else {})}
    if replicates is not None:
        design_table["replicates"] = dict(replicates)
    if design_table:
        document["design"] = design_table
