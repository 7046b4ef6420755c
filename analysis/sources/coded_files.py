"""Parquet files of coded respondents of any size, read a part at a time in bounded memory.

The columns are those of respondents.parquet: `weight`, `stratum` where the design has strata, and of each
question QUESTION (or QUESTION.CODE of a multiple question) with QUESTION.status. Statuses may be left out: an
empty cell is then no answer, and a code that the questionnaire declares missing is an absence of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.faults import Fault, some
from analysis.questionnaire import Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import STATUSES, Answers
from analysis.questionnaire.kinds.cells import stored_numbers, stored_texts
from analysis.sources.received import DataError

ROWS = 2**19
"""Respondents that are in memory at once."""


@dataclass(frozen=True)
class Piece:
    """Some row groups of a Parquet file, one after the other, and how many respondents they hold."""

    path: Path
    row_groups: tuple[int, ...]
    rows: int

    def __str__(self) -> str:
        return f"{self.path}, row groups {self.row_groups[0]} to {self.row_groups[-1]}"


@dataclass(frozen=True)
class CodedPart:
    """Coded answers of some respondents: weights (n,); stratum (n,), positions in labels (H,); answers."""

    weights: np.ndarray
    stratum: np.ndarray
    labels: np.ndarray
    answers: dict[str, Answers]


@dataclass(frozen=True)
class CodedColumns:
    """The columns to read: of the weight, of the stratum (None: there is none), of the questions."""

    weight: str
    stratum: str | None
    questions: tuple[Question, ...]
    names: tuple[str, ...]


def pieces_of(paths: Sequence[Path]) -> list[Piece]:
    """The files in pieces of whole row groups, in their order: as many as make up ROWS, at least one.

    Raises DataError for a file that is not Parquet or cannot be read.
    """
    return [piece for path in paths for piece in _pieces_of(path.resolve())]


def _pieces_of(path: Path) -> Iterator[Piece]:
    metadata = _opened(path).metadata
    together: list[int] = []
    rows = 0
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).num_rows
        if together and rows + size > ROWS:
            yield Piece(path, tuple(together), rows)
            together, rows = [], 0
        together.append(group)
        rows += size
    if together:
        yield Piece(path, tuple(together), rows)


def columns_in(paths: Sequence[Path], survey: Survey, names: Iterable[str]) -> CodedColumns:
    """The columns of the questions `names`, of the weight and of the stratum, all found in every file.

    Raises DataError naming, per file, every column that is not there.
    """
    questions = tuple(survey.questions[name] for name in names)
    found = [_columns_in(path, survey, questions) for path in paths]
    if any(each != found[0] for each in found):
        raise DataError("the files do not have the same columns; give files of one layout")
    return found[0]


def _columns_in(path: Path, survey: Survey, questions: tuple[Question, ...]) -> CodedColumns:
    present = set(_opened(path).schema_arrow.names)
    weight = _first_of(("weight", survey.design.weight), present)
    stratum = _first_of(("stratum", survey.design.strata), present) if survey.design.strata else None
    wanted = [weight, *([stratum] if stratum else [])]
    for question in questions:
        wanted += kind_of(question).kept_columns(question)
        if f"{question.name}.status" in present or question.asked_if:
            wanted.append(f"{question.name}.status")
    missing = [name for name in wanted if name not in present]
    if missing:
        raise DataError(
            f"{path}: no column {some(missing)}. Expected the columns of respondents.parquet: weight, stratum"
            " where the design has strata, and QUESTION or QUESTION.CODE; QUESTION.status too of a question"
            " that was not put to everyone"
        )
    return CodedColumns(weight, stratum, questions, tuple(wanted))


def _first_of(names: Iterable[str | None], present: set[str]) -> str:
    """The first name that is there; where none is, the first."""
    known = [name for name in names if name]
    return next((name for name in known if name in present), known[0])


def parts_of(piece: Piece, columns: CodedColumns) -> Iterator[CodedPart]:
    """The respondents of a piece, ROWS at a time, as coded answers.

    Raises DataError for values that the questionnaire does not know, and for missing weights or strata.
    """
    file = _opened(piece.path, columns.names)
    try:
        batches = file.iter_batches(
            ROWS, row_groups=piece.row_groups, columns=list(columns.names), use_threads=False
        )
        for batch in batches:
            yield _coded(batch, columns)
    except (pa.ArrowException, OSError, Fault) as error:
        raise DataError(f"{piece}: {error}") from None


def _coded(batch: pa.RecordBatch, columns: CodedColumns) -> CodedPart:
    weights = stored_numbers(batch.column(columns.weight))
    unusable = int((~np.isfinite(weights) | (weights < 0)).sum())
    if unusable:
        raise DataError(
            f"{columns.weight}: {unusable} of {len(weights)} weights are missing, infinite or negative;"
            " correct them, 0 leaves a respondent out"
        )
    stratum, labels = np.zeros(len(weights), dtype=np.int32), np.array(["(all)"])
    if columns.stratum:
        stratum, labels = _strata(batch.column(columns.stratum), columns.stratum)
    answers = {question.name: _answers(batch, question) for question in columns.questions}
    return CodedPart(weights, stratum, labels, answers)


def _strata(column: pa.Array, name: str) -> tuple[np.ndarray, np.ndarray]:
    """(position (n,), labels (H,)) of the strata; labels in ascending order, those of this part alone."""
    positions, texts = stored_texts(column)
    counts = np.bincount(positions, minlength=len(texts))
    missing = int(counts[np.array(texts) == ""].sum())
    if missing:
        raise DataError(f"{name}: {missing} of {len(column)} respondents have no stratum")
    used = np.flatnonzero(counts)
    labels, places = np.unique(np.array(texts)[used], return_inverse=True)
    order = np.zeros(len(texts), dtype=np.int32)
    order[used] = places
    return order[positions], labels


def kept_questions(path: Path, survey: Survey) -> dict[str, Question]:
    """The questions of the survey whose answers a file of coded respondents holds and that can be counted."""
    present = set(_opened(path).schema_arrow.names)
    return {
        name: question
        for name, question in survey.questions.items()
        if kind_of(question).is_counted and present.issuperset(_kept_with_status(question))
    }


def kept_numbers(path: Path, names: Sequence[str]) -> dict[str, np.ndarray]:
    """The columns of numbers or texts `names` (n,) that the file has."""
    present = set(_opened(path).schema_arrow.names)
    table = pq.read_table(path, columns=[name for name in names if name in present])
    return {name: table[name].to_numpy() for name in table.column_names}


def kept_answers(path: Path, question: Question) -> Answers:
    """The answers of everyone in the file to one question; nothing else of the file is read."""
    names = _kept_with_status(question)
    table = _opened(path, names).read(names, use_threads=False).combine_chunks()
    return _answers(table.to_batches()[0], question)


def _kept_with_status(question: Question) -> list[str]:
    return [*kind_of(question).kept_columns(question), f"{question.name}.status"]


def _answers(batch: pa.RecordBatch, question: Question) -> Answers:
    """The answers to one question, from its cells and its status."""
    kind = kind_of(question)
    cells = [batch.column(name) for name in kind.kept_columns(question)]
    answers = Answers(question, *kind.kept(question, cells))
    name = f"{question.name}.status"
    if name not in batch.schema.names:
        return answers
    stated = _statuses(batch.column(name), name)
    odd = int(kind.disagrees(answers, stated).sum())
    if odd:
        raise DataError(f"{question.name}: {odd} respondents have a value and another status, or none")
    return Answers(question, answers.values, stated)


def _statuses(column: pa.Array, name: str) -> np.ndarray:
    """The status of each respondent, as a position in STATUSES."""
    where, texts = stored_texts(column)
    known = {text: position for position, text in enumerate(STATUSES)}
    counts = np.bincount(where, minlength=len(texts))
    unknown = [f"{t!r} ({c})" for t, c in zip(texts, counts, strict=True) if c and t not in known]
    if unknown:
        raise DataError(f"{name}: expected {some(STATUSES)}, found {some(unknown)}")
    return np.asarray(np.array([known.get(text, 0) for text in texts], dtype=np.int8)[where])


def _opened(path: Path, as_dictionaries: Sequence[str] = ()) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, read_dictionary=list(as_dictionaries), memory_map=False)
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{path}: not read as Parquet ({error})") from None
