"""The rows of a table by value."""

from __future__ import annotations

import pandas as pd

from analysis.interactive.asking.near_names import AnalystError, plain

LINE = ["line", "item"]


def sorted_frame(frame: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """The frame with its lines by their value among all, or in the group `by`, the greatest first.

    Groups of a single line are sorted within their variable. What is not shown comes last.
    """
    if len(frame[LINE].drop_duplicates()) > 1:
        return _by_line(frame, _of_group(frame, by))
    order = frame.assign(
        place=(frame[["within_code", "by"]].ne(frame[["within_code", "by"]].shift())).any(axis=1).cumsum()
    ).sort_values(["place", "value"], ascending=[True, False], kind="stable")
    return order.drop(columns="place").reset_index(drop=True)


def _of_group(frame: pd.DataFrame, by: str | None) -> pd.DataFrame:
    whole = frame[frame["within_code"] == ""]
    if by is None:
        return whole[whole["by"] == ""]
    named = whole["group_label"].map(plain) == plain(by)
    found = whole[(whole["group"] == by) | named]
    if found.empty:
        groups = ", ".join(dict.fromkeys(whole["group_label"]))
        raise AnalystError(f"sorted: no group {by!r}; groups: {groups}")
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
