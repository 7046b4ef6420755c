"""Contradictions of an edition with its survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from analysis.faults import listed, unknown
from analysis.questionnaire.contradictions.condition_faults import condition_faults
from analysis.questionnaire.contradictions.weighting_faults import weighting_faults
from analysis.questionnaire.editions import AnswersFile, Edition
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.questions import Question
from analysis.questionnaire.surveys import Survey

OF_ANSWERS = ("question", "answer", "several", "without")
"""Keys of one_row that are of rows which hold an answer each."""


def edition_faults(edition: Edition, survey: Survey) -> list[str]:
    """Every contradiction of the edition with its survey."""
    asked = survey.asked
    return [
        *(f"not_asked: {unknown(name, asked)}" for name in edition.not_asked if name not in asked),
        *_column_faults(edition, survey),
        *_recoded_faults(edition, survey),
        *_file_faults(edition.files),
        *_break_faults(edition, survey),
        *_day_faults(edition, survey),
        *condition_faults("keep_if", edition.keep_if, survey),
        *(weighting_faults("", edition.weighting, survey.design, survey) if edition.weighting else ()),
    ]


def _column_faults(edition: Edition, survey: Survey) -> Iterator[str]:
    questions = survey.questions
    for name, columns in edition.columns.items():
        if name not in questions and name not in _design_columns(survey):
            yield f"columns.{name}: {unknown(name, questions)}"
        elif name in questions and questions[name].sets:
            yield f"columns.{name}: its answers stand in sets; rename those with columns = {{ … }} in [file]"
        elif isinstance(columns, Mapping) and name not in questions:
            yield f"columns.{name}: expected the name of one column"
        elif isinstance(columns, Mapping):
            yield from _answer_column_faults(questions[name], columns)


def _recoded_faults(edition: Edition, survey: Survey) -> Iterator[str]:
    for name, recoded in edition.recode.items():
        question = survey.questions.get(name)
        if question is None:
            yield f"recode.{name}: {unknown(name, survey.questions)}"
        elif question.derivation and name not in edition.columns:
            yield f"recode.{name}: derived, not asked; if this edition asked it, name its column in [columns]"
        elif question.codes:
            yield from _recode_faults(question, recoded)


def _answer_column_faults(question: Question, columns: Mapping[str, str]) -> Iterator[str]:
    may_be_ticks = kind_of(question).takes_several and question.delimiter is not None
    if not question.columns and not may_be_ticks:
        yield f"columns.{question.name}: expected the name of one column, as its answers stand in one"
        return
    gone = {code: label for code, label in question.codes.items() if code not in columns}
    if may_be_ticks and gone:
        yield f"columns.{question.name}: no column of ticks for {listed(gone)}; name one for each answer"
    for code in columns:
        if code not in question.codes:
            yield f"columns.{question.name}: {code!r} is not an answer; answers: {listed(question.codes)}"


def _recode_faults(question: Question, recoded: Mapping[str, str]) -> Iterator[str]:
    known = {*question.codes, *(code for codes in question.missing.values() for code in codes), ""}
    if question.columns:
        known = {*question.ticked, *question.not_ticked, *known}
    for code in recoded.values():
        if code not in known:
            yield f"recode.{question.name}: {code!r} is not an answer; answers: {listed(question.codes)}"


def _file_faults(files: tuple[AnswersFile, ...]) -> Iterator[str]:
    for (name, sheet), times in Counter((file.name, file.sheet) for file in files).items():
        if times > 1:
            where = f" (sheet {sheet})" if sheet else ""
            yield f"files: {name}{where} is listed {times} times; its respondents would be counted as often"
    for file in files:
        yield from (f"files, {file.name}: {fault}" for fault in _row_faults(file))
        yield from _reading_faults(file)
        for column, times in Counter([*file.columns.values(), *file.constants]).items():
            if times > 1:
                yield f"files, {file.name}: column {column} is made {times} times by columns and constants"


def _row_faults(file: AnswersFile) -> Iterator[str]:
    """What contradicts itself in how rows are set beside others, or become one."""
    if file.parent and not file.parent.place:
        yield "parent: expected the `sheet` or the `file` whose rows those of the answers belong to"
    shape = file.one_row
    if shape is None:
        return
    of_answers = {name: value for name in OF_ANSWERS if (value := getattr(shape, name))}
    if shape.keep and of_answers:
        yield (
            f"one_row: keep is of rows like each other, and {listed(of_answers)} of rows that hold an answer "
            "each; leave one out"
        )
    elif not shape.keep and not (shape.question and shape.answer):
        yield (
            'one_row: expected keep = "first" or "last", or the columns question and answer of rows that '
            "hold an answer each"
        )
    named = [name for name in (shape.by, shape.question, shape.answer, *shape.without) if name]
    if twice := [name for name, times in Counter(named).items() if times > 1]:
        yield f"one_row: {listed(twice)} cannot be two things; name another column"


def _reading_faults(file: AnswersFile) -> Iterator[str]:
    """Keys of [file] that say nothing of a file of its kind, or contradict each other."""
    if file.sheet is not None and file.name.lower().endswith((".csv", ".tsv", ".txt")):
        yield f"file.sheet: {file.name} has no sheets; leave it out, or name the .xlsx in file.name"
    if file.decimal is not None and file.decimal == file.separator:
        yield (
            f"file.decimal: {file.decimal!r} is the separator too; numbers such as 1{file.decimal}5 would be "
            "two cells. Leave one of the two keys out to have it found"
        )


def _break_faults(edition: Edition, survey: Survey) -> Iterator[str]:
    for name in edition.breaks:
        if name not in survey.questions and name not in survey.indicators:
            known = listed([*survey.questions, *survey.indicators])
            yield f"breaks.{name}: no question or indicator {name!r}; known: {known}"


def _day_faults(edition: Edition, survey: Survey) -> Iterator[str]:
    """Ages that are derived need the year or the day they are counted to."""
    counted = [q for q in survey.derived.values() if q.name not in edition.columns and q.derivation]
    years = [q.name for q in counted if q.derivation and q.derivation.kind == "years_since"]
    ages = [q.name for q in counted if q.derivation and q.derivation.kind == "age_on" and not q.derivation.on]
    if years and edition.reference_year is None:
        yield f"reference_year: needed by {', '.join(years)}; give it, or the end of [fieldwork]"
    if ages and edition.end is None:
        yield f"fieldwork.end: needed by {', '.join(ages)}; give it, or the question `on`"


def _design_columns(survey: Survey) -> set[str]:
    columns = (column for design in survey.every_design for column in design.columns)
    return {name for name in (*columns, survey.identifier) if name}
