"""The rows of a table by value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.interactive.asking.near_names import AnalystError, did_you_mean, nearest, plain

LINE = ["line", "item"]
GROUP = ["within_code", "by", "group"]


def sorted_frame(frame: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """The frame with its lines by their value among all, or in the group `by`, the greatest first; its groups
    by their value of the answer `by`.

    Of editions side by side the last one counts. Where all lines are of one answer, groups are sorted within
    their variable, by the first statistic. What is not shown comes last.
    """
    ranked = _last(frame)
    if len(frame.drop_duplicates(["question", "item", "item_label"])) > 1:
        answer = ranked.iloc[:0] if by is None else _of_answer(ranked, by)
        return _by_group(frame, answer) if len(answer) else _by_line(frame, _of_group(ranked, by))
    if by is not None:
        raise AnalystError(f"sorted: one answer, whose groups are sorted as they are; leave out {by!r}")
    return _by_group(frame, ranked[ranked["line"] == ranked["line"].iloc[0]])


def _of_answer(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows of the one answer or question that is called so; none where groups are, or several answers."""
    if (
        by in {*frame["group"]}
        or plain(by) in set(frame["group_label"].map(plain))
        or not (frame["by"] != "").any()
    ):
        return frame.iloc[:0]
    for label in ("item_label", "question_label"):
        found = frame[frame[label].map(plain) == plain(by)]
        if len(found) and len(found.drop_duplicates(LINE)) == 1:
            return found
    return frame.iloc[:0]


def _by_group(frame: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    """The groups within their variable by their value among those ranked, a row of each."""
    first = ranked.set_index(GROUP)["value"].to_dict()
    keys = pd.DataFrame(
        {
            "place": frame[GROUP[:2]].ne(frame[GROUP[:2]].shift()).any(axis=1).cumsum(),
            "value": [
                first.get(place, np.nan) for place in zip(*(frame[name] for name in GROUP), strict=True)
            ],
        },
        index=frame.index,
    )
    order = keys.sort_values(["place", "value"], ascending=[True, False], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _last(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last edition that has any figure, where editions stand side by side."""
    if "edition" not in frame:
        return frame
    asked: pd.DataFrame = frame[frame["state"] != "not_asked"]
    last: pd.DataFrame = asked[asked["edition"] == asked["edition"].iloc[-1]]
    return last


def _of_group(frame: pd.DataFrame, by: str | None) -> pd.DataFrame:
    whole = frame[frame["within_code"] == ""]
    if by is None:
        return whole[whole["by"] == ""]
    named = whole["group_label"].map(plain) == plain(by)
    found = whole[(whole["group"] == by) | named]
    if found.empty:
        labels = {str(label): () for label in whole["group_label"]}
        groups, answers = ", ".join(labels), {str(label): () for label in whole["item_label"]}
        near = did_you_mean(nearest(by, labels | answers))
        told = f"; answers, by which groups are sorted: {', '.join(answers)}" if len(answers) > 1 else ""
        raise AnalystError(f"sorted: no group {by!r}{near}; groups: {groups}{told}")
    return found


def _by_line(frame: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    order = ranked.sort_values("value", ascending=False, kind="stable")
    places = {(row.line, row.item): place for place, row in enumerate(order.itertuples())}
    keys = [places.get(line, len(places)) for line in zip(frame["line"], frame["item"], strict=True)]
    return (
        frame.assign(place=keys)
        .sort_values("place", kind="stable")
        .drop(columns="place")
        .reset_index(drop=True)
    )
