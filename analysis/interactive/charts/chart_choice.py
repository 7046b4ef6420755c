"""Which kind of chart a table asks for, and what each kind needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from analysis.interactive.asking.near_names import AnalystError, expected_word
from analysis.interactive.charts.territory_map import grid_of_groups
from analysis.interactive.showing.line_labels import are_of_a_grid
from analysis.interactive.showing.shown_facts import Request
from analysis.questionnaire import Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.evidence.scale_charts import is_stackable
from analysis.reporting.language.voice import is_ordered
from analysis.results.schema import FORMS

Rows = Sequence[Mapping[str, object]]
ChartName = Literal["bars", "dots", "stacked", "diverging", "time", "distribution", "matrix", "map"]
CHARTS: tuple[ChartName, ...] = get_args(ChartName)
NEEDS: Mapping[ChartName, str] = {
    "bars": "a table without by=",
    "dots": "groups: by=",
    "stacked": "the answers to a question that are in an order, or a grid of such questions",
    "diverging": "answers that go from favourable to unfavourable",
    "time": "several editions side by side: analysis.open(name)",
    "distribution": "the answers to one question that are in an order, or classes of a number, without by=",
    "matrix": "a question of several answers by itself",
    "map": "one figure by one variable whose groups are regions or departments",
}
"""What a table must have for each kind."""


def chart_of_rows(rows: Rows, request: Request, survey: Survey) -> ChartName:
    """The kind that shows the table best."""
    for kind in ("time", "matrix", "diverging", "stacked", "distribution"):
        if fits(kind, rows, request, survey) and (kind != "stacked" or _is_many(rows)):
            return kind
    return "dots" if fits("dots", rows, request, survey) else "bars"


def checked(kind: str, rows: Rows, request: Request, survey: Survey) -> ChartName:
    """The kind that is asked for. Raises AnalystError where the table cannot be drawn so, with what can."""
    found = next((name for name in CHARTS if name == kind), None)
    drawn = [name for name in CHARTS if fits(name, rows, request, survey)]
    if found is None:
        raise expected_word("chart", CHARTS, kind)
    if found not in drawn:
        raise AnalystError(
            f"chart: {kind} needs {NEEDS[found]}; this table can be drawn as {', '.join(drawn)}"
        )
    return found


def fits(kind: str, rows: Rows, request: Request, survey: Survey) -> bool:
    """Whether a table can be drawn so."""
    if "edition" in rows[0]:
        return kind == "time"
    question = survey.questions[str(rows[0]["question"])]
    if kind == "dots":
        return bool(request.by)
    if kind == "bars":
        return not request.by
    if kind == "map":
        is_one = len({(row["line"], row["item"]) for row in rows}) == 1
        return is_one and not request.within and len(request.by) == 1 and grid_of_groups(rows) is not None
    if kind == "matrix":
        several = kind_of(question).takes_several and not _is_net(rows)
        return several and not request.within and tuple(request.by) == (question.name,)
    if kind in ("stacked", "diverging"):
        return _is_scale(rows, question) and (kind == "stacked" or bool(question.scores))
    return kind == "distribution" and not request.by and _is_along(rows, question)


def _is_net(rows: Rows) -> bool:
    return not rows[0]["item"]


def _is_many(rows: Rows) -> bool:
    """Whether bars would stand under each other: several groups or questions."""
    return len({(row["question"], row["within_code"], row["by"], row["group"]) for row in rows}) > 1


def _is_scale(rows: Rows, question: Question) -> bool:
    """Whether each bar holds all answers in an order, those of one question or of a grid."""
    is_alone = len({row["line"] for row in rows}) == 1 and not _is_net(rows)
    return bool(
        FORMS[rows[0]["statistic"]].is_share  # type: ignore[index]
        and not _is_net(rows)
        and _is_ordered(question)
        and is_stackable(question)
        and (is_alone or are_of_a_grid(rows))
    )


def _is_along(rows: Rows, question: Question) -> bool:
    is_alone = len({row["line"] for row in rows}) == 1 and not _is_net(rows)
    return is_alone and _is_ordered(question)


def _is_ordered(question: Question) -> bool:
    return kind_of(question).is_ordered or is_ordered(question)
