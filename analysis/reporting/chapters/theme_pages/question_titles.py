"""What the answers to a question find, in one sentence: the answer given most, where a test says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.chapters.theme_pages.figure_titles import in_turn
from analysis.reporting.findings.candidates import is_substantive
from analysis.reporting.findings.title_ways import Way
from analysis.reporting.language.indicator_sentences import in_words, predicate, those
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow

Question = tuple[Indicator, Sequence[IndicatorRow]]
"""An indicator that shows every answer, and the rows of its answers."""

SHORTEST = 3
"""Characters up to which an answer, such as yes, says nothing without its question."""


def question_titles(
    voice: Voice, questions: Sequence[Question], comparisons: Comparisons, said: Collection[str] = ()
) -> list[str]:
    """A title for each question in the order of the report; that of its indicator where no way is left.

    None is said in one way more than OFTEN, nor in the way of the one before where another is left, nor in
    the words of a sentence that the report has `said`, which count as a way that was heard.
    """
    found = [list(_ways(voice, indicator, rows, comparisons)) for indicator, rows in questions]
    heard = [way for each in found for way, title in each if title in said]
    titles = in_turn([[way for way in each if way[1] not in said] for each in found], heard)
    return [
        title or voice.text(indicator.title) for title, (indicator, _) in zip(titles, questions, strict=True)
    ]


def _ways(
    voice: Voice, indicator: Indicator, rows: Sequence[IndicatorRow], comparisons: Comparisons
) -> Iterator[Way]:
    """Each way of saying what leads, the best first; of answers in an order nothing leads. Last, the two
    figures beside each other, which puts none before the other."""
    said = [
        row for row in rows if row.is_shown and is_substantive(voice.survey, indicator.variable, row.item)
    ]
    shown = sorted(said, key=lambda row: -row.shown_value)
    if not shown or shown[0].is_fixed:
        return
    in_order = is_ordered(voice.survey.questions.get(indicator.variable))
    yield from _of_share(voice, shown[0], not in_order and _differ(shown[0], shown[1:2], comparisons))
    is_told = len(voice.item(indicator, shown[0].item)) > SHORTEST
    if not in_order and is_told and len(shown) > 2:
        yield from _of_lead(voice, indicator, shown, comparisons)
    if len(shown) > 1:
        yield "beside", voice.say("question.beside", **_two(voice, indicator, shown))


def _of_lead(
    voice: Voice, indicator: Indicator, shown: Sequence[IndicatorRow], comparisons: Comparisons
) -> Iterator[Way]:
    """The first answer before the second, or both before the third, as paired tests find them."""
    first, second, third = shown[:3]
    values = _two(voice, indicator, shown)
    if _differ(first, [second], comparisons):
        yield "first", voice.say("question.first", **values)
        yield "most", voice.say("question.most", a=values["a"], a_figure=values["a_figure"])
        yield "back", voice.say("question.back", a=values["a"], a_figure=values["a_figure"])
        yield "ahead", voice.say("question.ahead", **values)
    elif _differ(second, [third], comparisons) and _differ(first, [third], comparisons):
        yield "two", voice.say("question.two", **values)


def _two(voice: Voice, indicator: Indicator, shown: Sequence[IndicatorRow]) -> dict[str, str]:
    """The first two answers and their figures."""
    names = [voice.quoted(voice.item(indicator, row.item)) for row in shown[:2]]
    figures = [written(voice, row).figure for row in shown[:2]]
    return {"a": names[0], "b": names[1], "a_figure": figures[0], "b_figure": figures[1]}


def _of_share(voice: Voice, row: IndicatorRow, is_first: bool) -> Iterator[Way]:
    """What those of the leading answer do, with their share; "most often" where a test puts it first."""
    one = predicate(voice, row)
    verb = voice.verb(voice.survey.indicators[row.indicator], row.item)
    if verb is None:
        return
    who = those(voice, row.population)
    if voice.is_named(row.population):
        yield "words", capitalised(voice.say("question.words", words=in_words(voice, row), verb=one))
    if is_first:
        yield "often", capitalised(voice.say("question.often", who=who, verb=verb.many))
    figure = written(voice, row).figure
    yield "figure", voice.say("question.figure", figure=figure, who=who, verb=verb.many)


def _differ(row: IndicatorRow, others: Sequence[IndicatorRow], comparisons: Comparisons) -> bool:
    """Whether a test of the same respondents tells the answer from each of the others."""
    found = [comparisons.answers(row.indicator, row.item, other.item) for other in others]
    return bool(found) and all(each is not None and each.holds(row.level) for each in found)
