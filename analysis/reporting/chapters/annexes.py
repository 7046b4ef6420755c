"""The questions behind the figures: full wording, answers, and who was asked."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.questionnaire import Condition, Derivation, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.blocks import Block, Heading, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.language.note_words import DERIVATION_WORDS
from analysis.reporting.language.typography import colon, number, quoted, series
from analysis.reporting.language.voice import Names, word

SCORES = ("sum_of", "mean_of", "points_of")
"""Kinds of derivation that make a score of several answers."""


def score_text(names: Names, question: Question, alpha: float | None) -> str:
    """How a score is made: its questions, points, items turned round, answers needed, and its alpha."""
    derivation, language = question.derivation, names.language
    assert derivation is not None
    sources = [_source(names, derivation, name) for name in derivation.sources]
    parts = [f"{names.text(DERIVATION_WORDS[derivation.kind])} {series(sources, language)}"]
    if derivation.reversed:
        turned = series([quoted(names.variable(name), language) for name in derivation.reversed], language)
        parts.append(word("score_reversed", language, names=turned))
    if derivation.at_least is not None:
        parts.append(word("score_at_least", language, n=str(derivation.at_least)))
    if alpha is not None:
        parts.append(word("score_alpha", language, alpha=number(alpha, language, 2)))
    return ". ".join(parts)


def _source(names: Names, derivation: Derivation, name: str) -> str:
    """A question of a score, with the points of its answers where it gives points."""
    points = derivation.points.get(name, {})
    given = ", ".join(
        f"{names.answer(name, code)} {number(value, names.language, 0 if value == round(value) else 1)}"
        for code, value in points.items()
    )
    return quoted(names.variable(name), names.language) + (f" ({given})" if given else "")


def question_tables(names: Names) -> list[Block]:
    """The wording of every question that an indicator, population or breakdown uses."""
    language = names.language
    rows = [_row(names, question) for question in used_questions(names.survey)]
    if not rows:
        return []
    columns = [word(key, language) for key in ("wording", "answers", "asked_of")]
    table = ReportTable(
        "table-questions",
        word("questions_caption", language),
        word("question", language),
        columns,
        [RowGroup("", rows)],
        is_text=True,
    )
    return [Heading(word("questions", language), 3, "method-questions"), table]


def used_questions(survey: Survey) -> list[Question]:
    """The questions the report rests on, with the sources of derived ones, in the questionnaire's order."""
    used: set[str] = set()
    for indicator in survey.indicators.values():
        breakdowns = survey.breakdowns if indicator.breakdowns is None else indicator.breakdowns
        population = survey.populations.get(indicator.population or "")
        among = population.among if population else ()
        _add(survey, [indicator.variable, indicator.denominator or "", *breakdowns, *among], used)
    _add(survey, survey.weighting.variables, used)
    return [question for name, question in survey.questions.items() if name in used]


def _add(survey: Survey, names: Iterable[str], used: set[str]) -> None:
    for name in names:
        question = survey.questions.get(name)
        if question and name not in used:
            used.add(name)
            _add(survey, question.derivation.needs if question.derivation else (), used)


def _row(names: Names, question: Question) -> TableRow:
    wording = names.text(question.text)
    if question.derivation:
        words = names.text(DERIVATION_WORDS[question.derivation.kind])
        sources = [quoted(names.variable(source), names.language) for source in question.derivation.sources]
        wording = f"{wording}. {words} {series(sources, names.language)}"
    answers = series([names.text(label) for label in question.codes.values()], names.language)
    kind = names.text(kind_of(question).says)
    cells = [
        TableCell(wording),
        TableCell(answers or kind, kind if answers else ""),
        TableCell(_asked(names, question)),
    ]
    return TableRow(names.text(question.label), cells)


def _asked(names: Names, question: Question) -> str:
    if not question.asked_if:
        return word("asked_everyone", names.language)
    return series(list(_condition(names, question.asked_if)), names.language)


def _condition(names: Names, condition: Condition) -> Iterable[str]:
    for name, codes in condition.items():
        answers = ", ".join(quoted(names.answer(name, code), names.language) for code in codes)
        yield f"{names.variable(name)}{colon(names.language)}{answers}"
