"""A survey of five questions, timed where it is asked, and what its quality rows say."""

from __future__ import annotations

import numpy as np

from analysis.etl.respondent_files import answer_columns
from analysis.steps.results_files import Built


def questions(names: str, codes: str = "{ 1 = 'un', 2 = 'deux' }") -> str:
    return "".join(f"[questions.{name}]\ntype = 'single'\ncodes = {codes}\n" for name in names.split())


FIVE = "[themes.t]\n" + questions("q1 q2 q3 q4 q5")

TIMED = FIVE + "[questions.seconds]\ntype = 'numeric'\nunit = 's'\n[quality]\nduration = 'seconds'\n"
DURATIONS = (
    "q1,q2,q3,q4,q5,seconds\n" + "1,1,1,1,1,300\n" * 5 + "1,1,1,1,1,99\n1,1,1,1,1,100\n1,1,,,,50\n1,1,,,,30\n"
)


def value(built: Built, section: str, measure: str, question: str = "", item: str = "") -> float:
    rows = built.weighted.cleaned.quality
    where = (rows["section"] == section) & (rows["measure"] == measure) & (rows["question"] == question)
    found = rows.loc[where & (rows["item"] == item), "value"]
    assert len(found) == 1, found
    return float(found.iloc[0])


def flagged(built: Built, flag: str) -> list[int]:
    """Rows, 1 first, of the respondents flagged, where nobody is removed."""
    return [int(row) + 1 for row in np.flatnonzero(built.weighted.cleaned.flags[flag])]


def statuses(built: Built, question: str) -> list[str]:
    return list(answer_columns(built.weighted.cleaned.answers[question])[f"{question}.status"])
