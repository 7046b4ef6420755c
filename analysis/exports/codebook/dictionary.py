"""dictionary.csv: every released file, column, question and answer, with frequencies as released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.exports.harmless_texts import harmless
from analysis.exports.released_edition import ReleasedEdition
from analysis.questionnaire import Label, Question
from analysis.results.csv_files import written_rows
from analysis.results.released_columns import (
    DICTIONARY,
    RELEASED_DISTRIBUTIONS,
    RELEASED_FILES,
    DictionaryKind,
)
from analysis.results.schema import HIDDEN, NO_UNIT, PERCENT, WHOLE, FileColumn, Wording

SEPARATOR = ";"


@dataclass(frozen=True)
class DictionaryEntry:
    """One row of the dictionary; numbers are as the release writes them, empty where it has none."""

    kind: DictionaryKind
    label: Label | Wording
    file: str = ""
    name: str = ""
    code: str = ""
    type: str = ""
    unit: Label | Wording = NO_UNIT
    words: str = ""
    n: str = ""
    share: str = ""
    step: str = ""

    def cells(self) -> dict[str, str]:
        """The row by column."""
        own = {name: harmless(value) for name, value in vars(self).items() if isinstance(value, str)}
        for name, said in (("label", self.label), ("unit", self.unit)):
            own |= {f"{name}_fr": harmless(said.fr), f"{name}_en": harmless(said.en)}
        return own


def dictionary_bytes(release: ReleasedEdition) -> bytes:
    """The bytes of dictionary.csv."""
    return written_rows(DICTIONARY, (entry.cells() for entry in dictionary_entries(release)))


def dictionary_entries(release: ReleasedEdition) -> list[DictionaryEntry]:
    """The files that the edition has, with their columns; then every question it asked, with its
    answers."""
    return [*_files(release), *_questions(release)]


def _files(release: ReleasedEdition) -> Iterator[DictionaryEntry]:
    """The released tables that are there, and the files made of them."""
    made_here = {file for file in RELEASED_FILES if file.folder == "released"}
    for file in RELEASED_FILES:
        is_table = file.name in release.files
        if file not in made_here or (file.columns and not is_table and file.name not in ALWAYS):
            continue
        yield DictionaryEntry("file", file.row, file.name)
        yield from (_column(file.name, column) for column in file.columns)


ALWAYS = (DICTIONARY.name, "indicators.fr.csv")
"""Tables that are made together with the dictionary."""


def _column(file: str, column: FileColumn) -> DictionaryEntry:
    words = SEPARATOR.join(column.words)
    return DictionaryEntry("column", column.meaning, file, column.name, "", column.type, column.unit, words)


def _questions(release: ReleasedEdition) -> Iterator[DictionaryEntry]:
    frequencies = released_frequencies(release)
    for question in release.named_survey.questions.values():
        if question.name in release.edition.not_asked:
            continue
        yield _question(question)
        for code, label in question.codes.items():
            row = frequencies.get((question.name, code), {})
            figures = {name: row.get(column, "") for name, column in FIGURES.items()}
            yield DictionaryEntry("answer", label, name=question.name, code=code, unit=PERCENT, **figures)


FIGURES = {"n": "n", "share": "value", "step": "step"}
"""Columns of the dictionary -> those of distributions.csv."""


def released_frequencies(release: ReleasedEdition) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """(question, code) -> its row in the released distributions.csv, of everyone."""
    rows = release.rows(RELEASED_DISTRIBUTIONS)
    of_all = (row for row in rows if row["population"] == WHOLE and row["unit"] == "%")
    return {(row["variable"], row["item"]): row for row in of_all if row["status"] != HIDDEN}


def _question(question: Question) -> DictionaryEntry:
    asked = question.label if question.text.is_blank else question.text
    unit = question.unit or NO_UNIT
    limits = [f"{end:g}" if end is not None else "" for end in (question.minimum, question.maximum)]
    words = "..".join(limits) if any(limits) else SEPARATOR.join(question.codes)
    return DictionaryEntry("question", asked, name=question.name, type=question.type, unit=unit, words=words)
