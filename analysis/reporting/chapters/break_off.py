"""Who left before the end, and what was left without an answer, as quality.csv counted them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.questionnaire.kinds import kind_of
from analysis.reporting.blocks import Block, Chart, Heading, Paragraph, Point
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.break_off_curves import BreakOffCurve, BreakOffCurves
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.language.typography import NO_BREAK, ended
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import QualityMeasure
from analysis.results.schema import QualitySection

WORST_QUESTIONS = 8
"""Questions without an answer that the chart shows: the methodology has them all."""
MARKED_STEPS = 3
"""Steps of the break-off curve that are named."""
ALL = 100.0
"""Where the curve begins, in %."""


def few(voice: Voice) -> str:
    """What stands for a count of fewer respondents than may be told."""
    return f"<{NO_BREAK}{voice.survey.publication.confidential_below}"


@dataclass(frozen=True)
class Measures:
    """The rows of quality.csv in the report's language."""

    voice: Voice
    rows: Sequence[QualityMeasure]

    @cached_property
    def _values(self) -> dict[tuple[QualitySection, str, str, str], float]:
        return {
            (row.section, row.question, row.item, row.measure): row.value
            for row in self.rows
            if row.value is not None
        }

    def value(
        self, section: QualitySection, measure: str, question: str = "", item: str = ""
    ) -> float | None:
        """One number; None where the file has none."""
        return self._values.get((section, question, item, measure))

    def told(self, section: QualitySection, measure: str, question: str = "", item: str = "") -> str:
        """One count as it is shown; where the file leaves it blank, that it is under the least told."""
        key = (section, question, item, measure)
        return few(self.voice) if key in self._blank else self.count(self._values.get(key))

    def questions(self, section: QualitySection) -> list[str]:
        """The questions of a section, in the order of the file."""
        return list(dict.fromkeys(row.question for row in self.rows if row.section == section))

    @cached_property
    def keys(self) -> set[tuple[QualitySection, str, str, str]]:
        """Section, question, item and measure of each row that the file has, blank ones too."""
        return {*self._values, *self._blank}

    @cached_property
    def _blank(self) -> set[tuple[QualitySection, str, str, str]]:
        return {(r.section, r.question, r.item, r.measure) for r in self.rows if r.value is None}

    def by_question(self, section: QualitySection, measure: str) -> dict[str, float]:
        """question -> number, in the order of the file."""
        return {q: v for (s, q, _, m), v in self._values.items() if (s, m) == (section, measure) and q}

    def by_item(self, section: QualitySection, measure: str) -> dict[str, float]:
        """item -> number, in the order of the file."""
        return {i: v for (s, _, i, m), v in self._values.items() if (s, m) == (section, measure) and i}

    def total(self, section: QualitySection, measure: str) -> float | None:
        """The sum over questions and items; None where the file has none."""
        found = [v for (s, _, _, m), v in self._values.items() if (s, m) == (section, measure)]
        return sum(found) if found else None

    def count(self, value: float | None, decimals: int = 0) -> str:
        """A number as it is printed; nothing for None."""
        return "" if value is None else self.voice.number(value, decimals)

    def title(self, key: str) -> Heading:
        """The heading of a part of the chapter."""
        return Heading(self.voice.say(f"quality_part.{key}"), 3, f"quality-{key}")

    def variable(self, name: str) -> str:
        """What a question is called; the text of "other, please say" by its question."""
        return self.voice.variable(name.removesuffix(".other"))


def break_off(measures: Measures) -> list[Block]:
    """How many left before the end, and where: a sentence, and a curve where any of its shares falls."""
    left = measures.by_question("break_off", "left")
    total, share = (measures.value("break_off", key) for key in ("flagged", "share"))
    if not left or total is None or share is None:
        return []
    title = measures.title("break_off")
    most = max(left, key=lambda name: left[name])
    if total == 0 or left[most] == 0:
        return [title, Paragraph(measures.voice.say("quality.break_off_none"))]
    text = measures.voice.say(
        "quality.break_off_said",
        n=measures.count(total),
        share=measures.voice.percent(share),
        question=measures.voice.quoted(measures.variable(most)),
        most=measures.count(left[most]),
    )
    falls = min(measures.by_question("break_off", "still_there").values(), default=ALL) < ALL
    return [title, Paragraph(text), *([_curve(measures, left)] if falls else [])]


def _curve(measures: Measures, left: Mapping[str, float]) -> Chart:
    shares = measures.by_question("break_off", "still_there")
    lost = sorted((name for name in shares if left.get(name)), key=lambda name: -left[name])[:MARKED_STEPS]
    points = [_step(measures, name, share, name in lost) for name, share in shares.items()]
    drawing = BreakOffCurves([BreakOffCurve(points, points[-1].text)], _theme_starts(measures, list(shares)))
    named = measures.voice.series([f"{measures.variable(n)} ({measures.count(left[n])})" for n in lost])
    note = f"{measures.voice.say('quality.break_off_note')} {ended(named)}"
    title = measures.voice.say("quality.break_off_title")
    return chart_of(drawing, measures.voice, "chart-break-off", title, note=note)


def _theme_starts(measures: Measures, questions: Sequence[str]) -> list[tuple[int, str]]:
    """Where each theme of the report has its first question, by place in the questionnaire."""
    survey = measures.voice.survey
    starts: dict[str, int] = {}
    for indicator in survey.indicators.values():
        if indicator.variable in questions and survey.themes.get(indicator.theme):
            place = questions.index(indicator.variable)
            starts[indicator.theme] = min(starts.get(indicator.theme, place), place)
    named = ((place, measures.voice.text(survey.themes[theme].title)) for theme, place in starts.items())
    return sorted(named)


def _step(measures: Measures, name: str, share: float, is_key: bool) -> Point:
    text = measures.voice.percent(share)
    return Point(measures.variable(name), share, None, None, text, is_key=is_key)


def unanswered(measures: Measures) -> list[Block]:
    """The questions most often left without an answer, as a chart."""
    rates = {name: rate for name, rate in measures.by_question("nonresponse", "rate").items() if rate > 0}
    title = measures.title("unanswered")
    if not measures.by_question("nonresponse", "asked"):
        return []
    closed = {name: rate for name, rate in rates.items() if not is_open(measures, name)}
    worst = sorted(closed, key=lambda name: -closed[name])[:WORST_QUESTIONS]
    if not worst:
        return [title, Paragraph(measures.voice.say("quality.unanswered_none"))]
    points = [
        Point(measures.variable(n), closed[n], None, None, measures.voice.percent(closed[n])) for n in worst
    ]
    caption = measures.voice.say("quality.unanswered_title")
    note = measures.voice.say("quality.unanswered_note")
    chart = chart_of(RankedBars(points), measures.voice, "chart-unanswered", caption, note=note)
    return [title, chart]


def is_open(measures: Measures, name: str) -> bool:
    """Whether a question is answered in one's own words, which most leave blank."""
    question = measures.voice.survey.questions.get(name)
    return question is None or kind_of(question).is_open
