"""The questions behind the figures: full wording, answers, and who was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import isfinite

from analysis.questionnaire import Condition, Derivation, Question, Survey
from analysis.questionnaire.fixed_words import NoneOf, alternatives_of
from analysis.questionnaire.questions import number_range
from analysis.reporting.blocks import Block, Heading, Paragraph, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.language.voice import Voice

SCORES = ("sum_of", "mean_of", "points_of")
"""Kinds of derivation that make a score of several answers."""


def score_text(voice: Voice, question: Question, alpha: float | None) -> str:
    """How a score is made: its questions, points, items turned round, answers needed, and its alpha."""
    derivation = question.derivation
    assert derivation is not None
    sources = [_source(voice, derivation, name) for name in derivation.sources]
    how = voice.say(f"derivation.{derivation.kind}")
    parts = [f"{how} {voice.series(sources)}"]
    if derivation.reversed:
        turned = voice.series([voice.quoted(voice.variable(name)) for name in derivation.reversed])
        parts.append(voice.say("score_reversed", names=turned))
    if derivation.at_least is not None:
        parts.append(voice.say("score_at_least", n=str(derivation.at_least)))
    if alpha is not None:
        parts.append(voice.say("score_alpha", alpha=voice.number(alpha, 2)))
    return ". ".join(parts)


def _source(voice: Voice, derivation: Derivation, name: str) -> str:
    """A question of a score, with the points of its answers where it gives points."""
    points = derivation.points.get(name, {})
    given = ", ".join(
        f"{voice.answer(name, code)} {voice.number(value, 0 if value == round(value) else 1)}"
        for code, value in points.items()
    )
    return voice.quoted(voice.variable(name)) + (f" ({given})" if given else "")


def question_tables(voice: Voice, not_asked: Collection[str] = ()) -> list[Block]:
    """The wording of every question that an indicator, population or breakdown uses; those that the edition
    did not ask are named below it."""
    used = used_questions(voice.survey)
    rows = [_row(voice, question) for question in used if question.name not in not_asked]
    if not rows:
        return []
    columns = [voice.say(key) for key in ("wording", "answers", "asked_of")]
    table = ReportTable(
        "table-questions",
        voice.say("questions_caption"),
        voice.say("question"),
        columns,
        [RowGroup("", rows)],
        is_text=True,
    )
    left_out = [voice.mention(voice.text(q.label)) for q in used if q.name in not_asked]
    said = (
        [Paragraph(voice.say("edition_did_not_ask", questions=voice.listing(left_out)))] if left_out else []
    )
    return [Heading(voice.say("questions"), 3, "method-questions"), table, *said]


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


def _row(voice: Voice, question: Question) -> TableRow:
    wording = voice.text(question.text)
    if question.derivation:
        words = voice.say(f"derivation.{question.derivation.kind}")
        sources = [voice.quoted(voice.variable(source)) for source in question.derivation.sources]
        wording = f"{wording}. {words} {voice.series(sources)}"
    answers = voice.series([voice.text(label) for label in question.codes.values()])
    kind = voice.say(f"question_type.{question.type}")
    cells = [
        TableCell(wording),
        TableCell(answers or kind, kind if answers else ""),
        TableCell(_asked(voice, question)),
    ]
    return TableRow(voice.text(question.label), cells)


def _asked(voice: Voice, question: Question) -> str:
    if not question.asked_if:
        return voice.say("asked_everyone")
    said = [voice.series(list(_condition(voice, each))) for each in alternatives_of(question.asked_if)]
    return voice.either(said)


def _condition(voice: Voice, condition: Condition) -> Iterable[str]:
    for name, codes in condition.items():
        answers = ", ".join(_named_answer(voice, name, code) for code in codes)
        said = voice.say("condition_not", answers=answers) if isinstance(codes, NoneOf) else answers
        yield f"{voice.variable(name)}{voice.colon}{said}"


def _named_answer(voice: Voice, name: str, code: str) -> str:
    """An answer, or a range of numbers, as a condition names it."""
    question = voice.survey.questions.get(name)
    ends = number_range(code) if question and not question.codes else None
    if ends is None:
        return voice.quoted(voice.answer(name, code))
    low, high = (voice.number(end, 0 if end == round(end) else 1) if isfinite(end) else "" for end in ends)
    if low == high:
        return low
    key = "range_between" if low and high else "range_from" if low else "range_to"
    return voice.say(key, low=low, high=high)
