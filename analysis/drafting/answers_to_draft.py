"""The answers that a draft is made from, and how they have to be read: said, or found in the file."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis.drafting.telling.doubts import Choose, Doubt
from analysis.drafting.telling.row_doubts import row_doubt
from analysis.faults import Misuse
from analysis.questionnaire import AnswersFile
from analysis.questionnaire.editions import SEPARATORS, Parent, row_range
from analysis.sources.answers_files import read_answers
from analysis.sources.bounds.form_repeats import all_met, parents_named
from analysis.sources.received import DataError, Received

OF_ROWS = re.compile(r"\b(?:header_rows|skip_rows) = ")


OF_ENCODING = re.compile(r"\bencoding\b")


def file_as_said(
    answers: Path,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    header_rows: int | None,
    skip_rows: str | None,
) -> AnswersFile:
    """How the file is read as far as it is said. Raises Misuse for what no file is read by."""
    _refuse_reading(answers, separator, sheet)
    return AnswersFile(answers.name, encoding, separator, None, sheet, header_rows, _rows_skipped(skip_rows))


def received_to_draft(
    answers: Path, file: AnswersFile, choose: Choose | None
) -> tuple[Received, AnswersFile, Doubt[AnswersFile] | None]:
    """(the answers, a row for each respondent; how they are read; the doubt of what a row was, if any)."""
    received, file = _received_with_parent(answers, file)
    return _received_by_respondent(answers, received, file, choose)


def _refuse_reading(answers: Path, separator: str | None, sheet: str | None) -> None:
    """Raise Misuse for what no file is read by: a separator of several signs, a sheet of what has none."""
    if separator is not None and not re.fullmatch(SEPARATORS, separator):
        raise Misuse(f"--separator {separator!r}: expected one character such as ; or a tabulator")
    if sheet is not None and answers.suffix.lower() != ".xlsx":
        raise Misuse(f"--sheet {sheet!r}: {answers.name} is no workbook; leave --sheet out")


def _rows_skipped(said: str | None) -> tuple[range, ...] | None:
    """The rows that are named apart by commas; none of them for "none", None where nothing is said."""
    if said is None or said.strip() == "none":
        return None if said is None else ()
    found = [row_range(entry.strip()) for entry in said.split(",")]
    rows = tuple(each for each in found if each is not None)
    if len(rows) < len(found):
        raise Misuse(f"--skip-rows {said!r}: expected numbers of rows from 1, such as 1,2,63.. or none")
    return rows


def _received_with_parent(answers: Path, file: AnswersFile) -> tuple[Received, AnswersFile]:
    """The answers, and how they are read: repeats of a form beside the table that they belong to."""
    received = _received(answers, file)
    found = {}
    for parent in parents_named(received, answers):
        with suppress(DataError):
            if parent.file and not all_met(received, _parent_of(answers, parent), parent):
                continue
            found[parent] = read_answers(answers.parent, replace(file, parent=parent))
    if len(found) != 1:
        return received, file
    ((parent, beside),) = found.items()
    return beside, replace(file, parent=parent)


def _parent_of(answers: Path, parent: Parent) -> Received:
    return read_answers(answers.parent, AnswersFile(parent.file or answers.name))


def _received_by_respondent(
    answers: Path, received: Received, file: AnswersFile, choose: Choose | None
) -> tuple[Received, AnswersFile, Doubt[AnswersFile] | None]:
    """The answers with a row for each respondent where rows are something else, and the doubt of that."""
    doubt = row_doubt(received) if file.parent is None else None
    if doubt is None:
        return received, file, None
    choice = choose(doubt) if choose else doubt.choices[0]
    shaped = choice.taken(file)
    return (_received(answers, shaped) if shaped.one_row else received), shaped, doubt


def _received(answers: Path, file: AnswersFile) -> Received:
    try:
        return read_answers(answers.parent, file)
    except DataError as error:
        if OF_ROWS.search(str(error)):
            raise DataError(f"{error}. A draft is told with --header-rows or --skip-rows") from None
        if not OF_ENCODING.search(str(error)):
            raise
        reason = str(error).partition(". Remove `encoding`")[0].partition("; give `encoding`")[0]
        if file.encoding is not None:
            raise DataError(f"{reason}. Draft without --encoding, so that it is found") from None
        raise DataError(
            f"{reason}: the file is not written in the encoding that it declares. Draft with the one it is "
            "written in, such as --encoding cp1252. Save it again as UTF-8, or as CSV, where none fits"
        ) from None
