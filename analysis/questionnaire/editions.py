"""One edition of a survey as records: its files, what differs this time, its testimonies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)

from analysis.questionnaire.collection.citation import Citation
from analysis.questionnaire.collection.dispositions import Dispositions
from analysis.questionnaire.collection.methodology_note import Note
from analysis.questionnaire.fixed_words import BLANK, CellContent, Kept, Label, Language
from analysis.questionnaire.settings import OUT_OF_RANGE, Weighting
from analysis.questionnaire.written_conditions import Answered
from analysis.questionnaire.written_values import (
    TEXT_SCHEMA,
    Day,
    Flag,
    LabelText,
    Record,
    SaidLabel,
    SaidText,
    Text,
    Texts,
    Whole,
    as_text,
    fault,
    shown,
    worded,
)

ROWS = re.compile(r"(?P<first>[1-9]\d{0,8})(?P<to>\.\.(?P<last>[1-9]\d{0,8})?)?")
LAST_ROW = 10**9
ColumnsOfCodes = str | Mapping[str, str]
"""Where a question stands: one column, or code -> column."""


def _in_folder(name: str) -> str:
    if Path(name).name != name:
        raise fault(f"expected a file in the folder of the edition, found the path {name!r}")
    return name


def _columns(value: object) -> ColumnsOfCodes:
    if isinstance(value, dict):
        return {str(code): str(name) for code, name in value.items()}
    text = as_text(value)
    if not isinstance(text, str):
        raise fault(f"expected the name of a column, found {shown(value)}")
    return text


def _row_numbers(value: object) -> tuple[range, ...]:
    """Rows of a file, counted from 1: [1, 2, "70..95", "120.."]."""
    found = [row_range(str(entry)) for entry in (value if isinstance(value, list) else [value])]
    rows = tuple(each for each in found if each is not None)
    if len(rows) < len(found):
        raise fault(f'expected numbers of rows from 1, such as [1, 2, "70..95"]; found {shown(value)}')
    return rows


def row_range(entry: str) -> range | None:
    """The rows of a file that "3", "70..95" or "120.." names, counted from 1; None where it names none."""
    match = ROWS.fullmatch(entry)
    if match is None:
        return None
    last = int(match["last"] or LAST_ROW) if match["to"] else int(match["first"])
    return range(int(match["first"]), last + 1) or None


FileName = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1),
    BeforeValidator(as_text),
    AfterValidator(_in_folder),
    WithJsonSchema(TEXT_SCHEMA),
    Field(description="the name of the answers file, in the folder of the edition"),
]
SEPARATORS = r"^[\x01-\x09\x0b\x0c\x0e-!#-\x7f]$"
"""One character that can stand between cells: of ASCII, no end of a line, no quotation mark."""
Separator = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=SEPARATORS),
    BeforeValidator(as_text),
    worded("expected one character such as ; or a tabulator, found {found}", "string_pattern_mismatch"),
]
DecimalMark = Annotated[
    Literal[",", "."], worded('expected "," or ".", found {found}', "literal_error", "string_type")
]
HeaderRows = Annotated[
    Whole,
    Field(ge=0, le=20),
    worded("expected how many rows name the columns, 0 for none; found {found}", *OUT_OF_RANGE),
]
RowNumbers = Annotated[
    tuple[range, ...],
    PlainValidator(_row_numbers),
    WithJsonSchema({"type": "array", "items": {"type": ["integer", "string"]}}),
]
Columns = Annotated[
    ColumnsOfCodes,
    PlainValidator(_columns),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"type": "object", "additionalProperties": TEXT_SCHEMA}]}),
]
Year = Annotated[
    Whole,
    Field(ge=1900, le=2100),
    worded("expected the year that ages are counted to, such as 2009; found {found}", *OUT_OF_RANGE),
]
People = Annotated[
    Whole,
    Field(ge=1),
    worded("expected the number of people asked to answer, found {found}", *OUT_OF_RANGE),
]


@dataclass(frozen=True)
class Parent(Record):
    """The rows that those of the answers belong to, as children to a household.

    They stand in a `file` beside the answers, or in a `sheet` of the same workbook; `column` of the answers
    holds what `key` holds there.
    """

    key: Text
    column: Text
    sheet: Text = ""
    file: FileName | None = None

    @property
    def place(self) -> str:
        """Where its rows stand, in words."""
        sheet = f"the sheet {self.sheet!r}" if self.sheet else ""
        return " of ".join(filter(None, (sheet, f"the file {self.file!r}" if self.file else "")))


@dataclass(frozen=True)
class OneRow(Record):
    """How the rows of a respondent become one, told apart by the column `by`.

    The first or the last is kept (`keep`), or each holds the answer to one question: the column `question`
    names it, `answer` holds what was answered, and the columns `without` are of neither. `several` stands
    between the answers to one question where a respondent has more than one.
    """

    by: Text
    keep: Kept | None = None
    question: Text = ""
    answer: Text = ""
    several: Text = ""
    without: Texts = ()


@dataclass(frozen=True)
class AnswersFile(Record):
    """A file of answers and how it is read; what is None is detected.

    `header_rows` rows name the columns; `skip_rows` are left out, counted from 1, and no others are then.
    Of several files, `columns` gives the columns that are named otherwise in this one (here -> elsewhere) and
    `constants` columns with one value for every row; `prefix` stands before its identifiers, "" for none.
    `answers` says whether cells hold "codes" or "labels". `parent` says whose columns stand beside each row,
    `one_row` how several rows of a respondent become one.
    """

    name: FileName
    encoding: Text | None = None
    separator: Separator | None = None
    decimal: DecimalMark | None = None
    sheet: Text | None = None
    header_rows: HeaderRows | None = None
    skip_rows: RowNumbers | None = None
    columns: Mapping[str, Text] = field(default_factory=dict)
    constants: Mapping[str, Text] = field(default_factory=dict)
    answers: CellContent = "codes"
    prefix: Text = ""
    parent: Parent | None = None
    one_row: OneRow | None = None


@dataclass(frozen=True)
class Fieldwork(Record):
    """When the answers were given."""

    start: Day | None = None
    end: Day | None = None


@dataclass(frozen=True, kw_only=True)
class EditionKeys(Record):
    """What an edition and its file say alike.

    `columns` names where a question stands this time; of a derived variable, the column in which this edition
    asked it directly. `breaks` says of questions and indicators why their series is broken here;
    `dispositions`, what became of those of the sample who did not answer.
    """

    reference_year: Year | None = None
    invited: People | None = None
    simulated: Flag = False
    not_asked: Texts = ()
    columns: Mapping[str, Columns] = field(default_factory=dict)
    recode: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    exclude: Mapping[str, Text] = field(default_factory=dict)
    keep_if: Answered = field(default_factory=dict)
    breaks: Mapping[str, LabelText] = field(default_factory=dict)
    weighting: Weighting | None = None
    note: Note = field(default_factory=Note)
    dispositions: Dispositions | None = None
    citation: Citation = field(default_factory=Citation)


@dataclass(frozen=True, kw_only=True)
class EditionFile(EditionKeys):
    """How one edition's answers were collected, and what differs this time: one edition.toml."""

    fieldwork: Fieldwork = field(default_factory=Fieldwork)
    title: LabelText = BLANK
    file: AnswersFile | None = None
    files: Annotated[
        tuple[AnswersFile, ...],
        worded("expected tables written [[files]], found {found}", "tuple_type", "dataclass_type"),
    ] = ()


@dataclass(frozen=True)
class Edition(EditionKeys):
    """One wave of a survey: the content of one edition.toml."""

    name: str
    title: Label
    files: tuple[AnswersFile, ...]
    start: date | None = None
    end: date | None = None

    def __repr__(self) -> str:
        return f"Edition({self.name})"


def completed_edition(name: str, written: EditionFile, faults: list[str]) -> Edition:
    """The edition that its file describes; what contradicts itself is appended to `faults`."""
    start, end = written.fieldwork.start, written.fieldwork.end
    if start and end and end < start:
        faults.append(f"fieldwork.end: fieldwork ends on {end}, before it starts on {start}")
    alike = {key.name: getattr(written, key.name) for key in fields(EditionKeys)}
    return Edition(
        name=name,
        title=Label(name, name) if written.title.is_blank else written.title,
        files=_answers_files(written, faults),
        start=start,
        end=end,
        **alike
        | {
            "reference_year": written.reference_year or (end.year if end else None),
            "breaks": {key: why for key, why in written.breaks.items() if not why.is_blank},
        },
    )


def _answers_files(written: EditionFile, faults: list[str]) -> tuple[AnswersFile, ...]:
    """The one file of [file], or those of [[files]]."""
    if written.files and written.file:
        faults.append("files: the answers are named twice, by [file] and by [[files]]; leave one out")
    if not written.files and not written.file:
        faults.append("file.name: expected the name of the answers file, in the folder of the edition")
    return written.files or ((written.file,) if written.file else ())


@dataclass(frozen=True)
class Testimony(Record):
    """What somebody said, as they agreed to be described, and how and when they consented.

    `theme` is one of the survey's, or empty; `language` that of the words.
    """

    text: Annotated[SaidText, Field(description="what was said")]
    author: Annotated[SaidLabel, Field(description="who said it, as they agreed to be described")]
    consent: Annotated[
        SaidText,
        Field(description="how and when the author agreed to be quoted; without it, leave it out"),
    ]
    theme: Text = ""
    language: Language = "fr"


@dataclass(frozen=True, kw_only=True)
class TestimoniesFile(Record):
    """What people agreed to say under their words in a report; never taken from answers: testimonies.toml."""

    testimony: Annotated[
        tuple[Testimony, ...],
        worded("expected tables written [[testimony]], found {found}", "tuple_type", "dataclass_type"),
    ] = ()
