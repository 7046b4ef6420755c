"""A table of answers as LimeSurvey exports it: its own columns first, answers in its codes, all in quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.questionnaire import Edition, Question, Survey

OWN_COLUMNS = (
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "startdate",
    "datestamp",
    "interviewtime",
)
FIRST_HOUR, LAST_HOUR = 8, 22
"""Hours of the day between which interviews begin."""


def is_limesurvey(survey: Survey, edition: Edition) -> bool:
    """Whether the edition reads the last page of a LimeSurvey export to know who came to the end."""
    return any(edition.columns.get(name) == "lastpage" for name in survey.quality.completed)


def limesurvey_bytes(
    table: pd.DataFrame, asked: Mapping[str, Question], edition: Edition, rng: np.random.Generator
) -> bytes:
    """The export as UTF-8 text: semicolons, every cell in quotes, answers as the survey tool codes them."""
    received = _in_its_codes(table, asked, edition)
    own = _own_columns(received, rng)
    answers = received.drop(columns=[column for column in received.columns if column in OWN_COLUMNS])
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([*own.columns, *answers.columns])
    writer.writerows(pd.concat([own, answers], axis=1).itertuples(index=False))
    return lines.getvalue().encode()


def _in_its_codes(table: pd.DataFrame, asked: Mapping[str, Question], edition: Edition) -> pd.DataFrame:
    """The table with the values that the edition recodes into our codes; what is not ticked is blank."""
    received = table.copy()
    for question in asked.values():
        columns = list(question.columns.values()) or [question.column]
        codes = {code: value for value, code in edition.recode.get(question.name, {}).items()}
        blank = dict.fromkeys(question.not_ticked, "") if question.columns else {}
        for column in columns if question.name != _completed(edition) else ():
            received[column] = [{**blank, **codes}.get(cell, cell) for cell in received[column]]
    return received


def _completed(edition: Edition) -> str | None:
    return next((name for name, column in edition.columns.items() if column == "lastpage"), None)


def _own_columns(received: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """What the survey tool notes of each interview: when, how far, how long."""
    size, name = len(received), received.columns
    pages = np.array([_page(column) for column in name])
    filled = received.to_numpy(dtype=object) != ""
    reached = (filled * pages[None, :]).max(axis=1)
    taken = pd.to_numeric(received["interviewtime"], errors="coerce").to_numpy()
    of_day = rng.integers(FIRST_HOUR * 3600, LAST_HOUR * 3600, size)
    started = pd.to_datetime(received["startdate"]) + pd.to_timedelta(of_day, unit="s")
    ended = started + pd.to_timedelta(np.nan_to_num(np.round(taken)), unit="s")
    stamp = ended.dt.strftime("%Y-%m-%d %H:%M:%S")
    finished = received["lastpage"].to_numpy() == "1"
    return pd.DataFrame(
        {
            "id": received["id"],
            "submitdate": np.where(finished, stamp, ""),
            "lastpage": np.where(finished, pages.max(), np.maximum(reached - 1, 1)).astype(str),
            "startlanguage": "fr",
            "seed": rng.integers(10**8, 2 * 10**9, size).astype(str),
            "startdate": started.dt.strftime("%Y-%m-%d %H:%M:%S"),
            "datestamp": stamp,
            "interviewtime": received["interviewtime"],
        },
        dtype=object,
    )


def _page(column: str) -> int:
    """The page of a column named G03Q05[SQ001]: its group of questions."""
    found = re.match(r"G(\d+)Q", column)
    return int(found[1]) if found else 0
