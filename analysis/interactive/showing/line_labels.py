"""What the lines of a table are called: question, answer or statistic, as far as they tell lines apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.reporting.language.typography import leading

Row = Mapping[str, object]
NAMED = ("question_label", "item_label", "statistic_label")


def line_labels(rows: Sequence[Row], colon: str) -> list[str]:
    """The label of each line, from a row of each: what is the same in all of them is left out."""
    used = [name for name in NAMED if len({row[name] for row in rows}) > 1]
    if not used:
        return [_alone(row) for row in rows]
    return [_joined(row, used, colon) for row in rows]


def _alone(row: Row) -> str:
    """The answer, else the question."""
    return str(row["item_label"] or row["question_label"])


def _joined(row: Row, used: Sequence[str], colon: str) -> str:
    parts = list(dict.fromkeys(str(row[name]) for name in used if row[name]))
    return "".join([*(leading(part, colon) for part in parts[:-1]), *parts[-1:]])


def are_of_a_grid(rows: Sequence[Row]) -> bool:
    """Whether several questions have the same answers, several of each."""
    items: dict[object, list[object]] = {}
    for row in rows:
        items.setdefault(row["question"], []).append(row["item_label"])
    answers = list(items.values())
    return len(answers) > 1 and len(answers[0]) > 1 and all(each == answers[0] for each in answers)
