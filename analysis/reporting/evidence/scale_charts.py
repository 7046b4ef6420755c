"""Answers as stacked bars: a grid with a row per question, a question with a row per date or group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.questionnaire import Question
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answer_marks import aside_of, substantive
from analysis.reporting.blocks import Chart, Point
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.stacked_scales import StackedRow, StackedScale
from analysis.reporting.drawing.chart_style import CLASSES, COMPOSITION, scale_colours
from analysis.reporting.evidence.figure_notes import bases
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

AnswersByRow = Mapping[tuple[str, bool], Sequence[IndicatorRow]]
"""(name of a bar, whether a space stands above it) -> the rows of the answers."""
MOST_PARTS = 7
"""Answers that one bar holds, each with its colour; a score from 0 to 10 is drawn otherwise."""
SPANS = ("grid_span", "grid_span_short", "grid_span_least")
"""Ways of saying between which shares the questions of a grid lie, the fullest first."""
LONGEST_TITLE = 95
"""Characters of a title."""


def is_stackable(question: Question) -> bool:
    """Whether the answers of a scale are few enough to stand in one bar."""
    return 1 < len(substantive(question)) <= MOST_PARTS


def grid_chart(
    voice: Voice, anchor: str, title: str, answers: Mapping[str, Sequence[IndicatorRow]]
) -> Chart | None:
    """One figure for questions with the same answers, the most favourable first.

    answers: question -> the rows of its answers. None where no row has a figure that may be shown.
    """
    questions = voice.survey.questions
    shown = {name: rows for name, rows in answers.items() if any(row.is_shown for row in rows)}
    if not shown:
        return None
    first = questions[next(iter(shown))]
    ordered = sorted(shown, key=lambda name: -_before_middle(questions[name], shown[name]))
    rows = [
        stacked_row(voice, voice.text(questions[name].label), False, questions[name], shown[name])
        for name in ordered
    ]
    said = _span(voice, [(questions[name], shown[name]) for name in ordered])
    return _chart(voice, anchor, said or title, title if said else "", first, rows, list(shown.values()))


def scale_chart(
    voice: Voice,
    anchor: str,
    title: str,
    subtitle: str,
    question: Question,
    rows: AnswersByRow,
) -> Chart:
    """The answers to one question, a bar for each of the `rows`."""
    bars = [stacked_row(voice, *row, question, answers) for row, answers in rows.items()]
    return _chart(voice, anchor, title, subtitle, question, bars, list(rows.values()))


def composition_chart(
    voice: Voice, anchor: str, title: str, subtitle: str, question: Question, rows: AnswersByRow
) -> Chart:
    """The same of answers that are in no order."""
    drawing, note = composition(voice, question, rows), _note(voice, list(rows.values()))
    return chart_of(drawing, voice, anchor, title, subtitle, note)


def composition(voice: Voice, question: Question, rows: AnswersByRow) -> StackedScale:
    """Bars of answers that are in no order: those of substance in colours, the others grey at the end."""
    codes = parts_of(question)
    bars = [stacked_row(voice, *row, question, answers, codes) for row, answers in rows.items()]
    colours = [COMPOSITION[-1 if aside_of(question, code) else at] for at, code in enumerate(codes)]
    keys = [voice.text(question.codes[code]) for code in codes]
    return StackedScale(bars, keys, colours, None, _aside_title(bars), voice.say("hidden_part"))


def is_composition(question: Question) -> bool:
    """Whether one answer is given of few, so that they make up a whole whose parts have a colour each."""
    is_coded = kind_of(question).is_coded and is_stackable(question)
    return is_coded and len(parts_of(question)) <= len(COMPOSITION)


def parts_of(question: Question) -> list[str]:
    """The answers that a composition has, in the order of the question: none and another last."""
    named = {code: aside_of(question, code) for code in question.codes}
    last = [code for code, aside in named.items() if aside in ("other", "none")]
    return [*substantive(question), *last]


def _chart(
    voice: Voice,
    anchor: str,
    title: str,
    subtitle: str,
    question: Question,
    rows: Sequence[StackedRow],
    answers: Sequence[Sequence[IndicatorRow]],
) -> Chart:
    drawing = stacked_scale(voice, question, rows)
    return chart_of(drawing, voice, anchor, title, subtitle, _note(voice, answers))


def stacked_scale(voice: Voice, question: Question, rows: Sequence[StackedRow]) -> StackedScale:
    """Bars of the answers to a scale, on both sides of a central line where the answers have scores."""
    codes = substantive(question)
    return StackedScale(
        rows,
        [voice.text(question.codes[code]) for code in codes],
        _colours(question),
        len(codes) / 2 if question.scores else None,
        _aside_title(rows),
        voice.say("hidden_part"),
    )


def _aside_title(rows: Sequence[StackedRow]) -> str:
    return next((row.aside.label for row in rows if row.aside), "")


def stacked_row(
    voice: Voice,
    label: str,
    is_apart: bool,
    question: Question,
    answers: Sequence[IndicatorRow],
    codes: Sequence[str] = (),
) -> StackedRow:
    """The parts in the order of the scale, or of `codes`, and what is no answer beside them."""
    of = {row.item: row for row in answers}
    drawn = codes or substantive(question)
    parts = [_part(voice, question, code, of.get(code)) for code in drawn]
    aside = [(code, of[code]) for code in question.codes if code in of and code not in drawn]
    total = sum(row.shown_value for _, row in aside)
    name = voice.text(question.codes[aside[0][0]]) if aside else ""
    beside = Point(name, total, None, None, voice.percent(total)) if total else None
    return StackedRow(label, parts, beside, is_apart)


def _part(voice: Voice, question: Question, code: str, row: IndicatorRow | None) -> Point:
    label = voice.text(question.codes[code])
    if row is None or not row.is_shown:
        return Point(label, None, None, None, voice.say("hidden_part"))
    return Point(label, row.value, row.low, row.high, written(voice, row).figure)


def _colours(question: Question) -> list[str]:
    """Favourable and unfavourable where the answers have scores, else classes of one blue."""
    count = len(substantive(question))
    if not question.scores:
        return [CLASSES[place * (len(CLASSES) - 1) // max(count - 1, 1)] for place in range(count)]
    colours = scale_colours(count // 2, count // 2, bool(count % 2))
    return colours if _is_best_first(question) else colours[::-1]


def _is_best_first(question: Question) -> bool:
    worth = [question.scores[code] for code in substantive(question) if code in question.scores]
    return not worth or worth[0] >= worth[-1]


def _before_middle(question: Question, answers: Sequence[IndicatorRow]) -> float:
    """The share of the answers on the favourable side of the middle; below 0 where one is hidden."""
    values = [row.value if row.is_shown else None for row in _favourable(question, answers)]
    return -1.0 if not values or None in values else sum(value or 0.0 for value in values)


def _favourable(question: Question, answers: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows on the favourable side, from the end of the scale to its middle."""
    codes = substantive(question)
    side = codes if _is_best_first(question) else codes[::-1]
    of = {row.item: row for row in answers}
    return [of[code] for code in side[: len(codes) // 2] if code in of]


def _span(voice: Voice, rows: Sequence[tuple[Question, Sequence[IndicatorRow]]]) -> str:
    """From which question to which the favourable share goes; empty where less than two are known."""
    known = [(question, answers) for question, answers in rows if _before_middle(question, answers) >= 0]
    if len(known) < 2 or not rows[0][0].scores:
        return ""
    (high, of_high), (low, of_low) = known[0], known[-1]
    codes = [row.item for row in _favourable(high, of_high)]
    values = {
        "answers": voice.say("grid_or").join(voice.quoted(voice.text(high.codes[code])) for code in codes),
        "low": voice.percent(_before_middle(low, of_low)),
        "high": voice.percent(_before_middle(high, of_high)),
        "lowest": voice.mention(voice.text(low.label)),
        "highest": voice.mention(voice.text(high.label)),
    }
    if values["low"] == values["high"]:
        return ""
    said = (capitalised(voice.say(key, **values)) for key in SPANS)
    return next((text for text in said if len(text) <= LONGEST_TITLE), "")


def _note(voice: Voice, answers: Sequence[Sequence[IndicatorRow]]) -> str:
    """The bases from the least to the greatest, and what a hidden part is."""
    said = bases(voice, [row for rows in answers for row in rows])
    is_hidden = any(not row.is_shown for rows in answers for row in rows)
    return f"{said} {voice.say('hidden_part_note') if is_hidden else ''}".strip()
