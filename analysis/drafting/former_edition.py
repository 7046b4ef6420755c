"""What a further edition takes over from the latest one that is there: where questions stand, and recodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from analysis.faults import DefinitionError
from analysis.questionnaire import AnswersFile, Edition, Question, Survey, read_edition
from analysis.sources.received import Received
from analysis.workspace import Place

HINTS = (
    *("encoding", "separator", "decimal", "sheet", "header_rows", "skip_rows"),
    *("columns", "constants", "prefix", "parent", "one_row"),
)
"""How a file is read, where an edition says it."""
Where = str | Mapping[str, str]


@dataclass(frozen=True)
class TakenOver:
    """The columns and recodes of the edition `name` that the new file has; `gone` are columns it has not."""

    name: str = ""
    columns: Mapping[str, Where] = field(default_factory=dict)
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def read(self) -> set[str]:
        """The columns of the new file that are read as in the former edition."""
        return {column for where in self.columns.values() for column in _columns(where)}


def former_edition(place: Place, survey: Survey) -> Edition | None:
    """The edition beside `place` with the latest year, the last by name among several; None without one.

    Editions whose definition has faults are passed over: `assoscope check` names them.
    """
    editions = []
    for path in sorted(place.survey_toml.parent.glob("*/edition.toml")):
        with suppress(DefinitionError):
            editions.append(read_edition(path, survey))
    return max(editions, key=lambda each: (each.reference_year or 0, each.name), default=None)


def taken_over(former: Edition | None, survey: Survey, received: Received) -> TakenOver:
    """What of the former edition holds for the file received: columns it has, recodes whose codes occur."""
    if former is None:
        return TakenOver()
    there = set(map(str, received.answers.columns))
    found = {name: _present(where, there) for name, where in former.columns.items()}
    columns = {name: where for name, where in found.items() if where}
    standing = standing_as(survey, columns)
    recode = {
        name: codes
        for name, codes in former.recode.items()
        if codes.keys() & _cells(standing.questions[name], received)
    }
    written = [column for where in former.columns.values() for column in _columns(where)]
    gone = [column for column in written if column not in there]
    return TakenOver(former.name, columns, recode, gone)


def not_taken_over(
    former: Edition | None, survey: Survey, received: Received, file: AnswersFile
) -> tuple[str, ...]:
    """The keys of the former edition that may hold for one edition alone, or whose codes do not occur.

    Who is kept or left out, the weighting and how the file is read are for whoever writes the edition to say.
    """
    if former is None:
        return ()
    taken = taken_over(former, survey, received)
    keys = [key for key in ("keep_if", "exclude", "weighting") if getattr(former, key)]
    hints = [hint for hint in HINTS if any(getattr(each, hint) for each in former.files)]
    keys += [f"file.{hint}" for hint in hints if not getattr(file, hint)]
    return (*keys, *(f"recode.{name}" for name in former.recode if name not in taken.recode))


def standing_as(survey: Survey, columns: Mapping[str, Where]) -> Survey:
    """The survey whose questions stand where `columns` says."""
    placed = {
        name: _standing(question, columns[name]) if name in columns else question
        for name, question in survey.questions.items()
    }
    return replace(survey, questions=placed)


def _standing(question: Question, where: Where) -> Question:
    if isinstance(where, str):
        return replace(question, column=where, columns={})
    return replace(question, columns={**question.columns, **where})


def _present(where: Where, there: set[str]) -> Where:
    if isinstance(where, str):
        return where if where in there else ""
    return {code: column for code, column in where.items() if column in there}


def _columns(where: Where) -> Iterable[str]:
    return [where] if isinstance(where, str) else where.values()


def _cells(question: Question, received: Received) -> set[str]:
    """The codes in the cells of the question, each of several in one cell for itself."""
    named = question.columns.values() or question.sets or [question.column]
    cells = {
        str(cell)
        for column in named
        if column in received.answers
        for cell in received.answers[column].dropna().unique()
    }
    parts = {part for cell in cells for part in cell.split(question.delimiter or None)}
    return {text.strip() for text in cells | parts}
