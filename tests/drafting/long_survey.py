"""A made file as institutes publish them: 462 columns, codes before labels, one list for many questions."""

from __future__ import annotations

import pandas as pd

from analysis.sources.received import ColumnDescription, Received, Source

ROWS = 60
ABSENT = {"77": "Refusal", "88": "Don't know", "99": "No answer"}
TRUST = {"0": "No trust at all", **{str(n): str(n) for n in range(1, 10)}, "10": "Complete trust"}
AGREE = {
    "1": "Agree strongly",
    "2": "Agree",
    "3": "Neither agree nor disagree",
    "4": "Disagree",
    "5": "Disagree strongly",
}
YES_NO = {"1": "Yes", "2": "No"}
BLOCKS = (("trst", TRUST, 110), ("agr", AGREE, 120), ("yn", YES_NO, 90))
"""Name, answers and number of the columns that share a list."""
OWN, NUMBERS, TICKS = 60, 30, 48


def long_survey() -> Received:
    """462 columns of 60 respondents: an identifier, weights, questions of shared and own lists, numbers."""
    columns = {"idno": ColumnDescription("Respondent's identification number")}
    columns |= {"cntry": ColumnDescription("Country", {"FR": "France", "DE": "Germany"})}
    columns |= {"pspwght": ColumnDescription("Post-stratification weight including design weight")}
    columns |= {"anweight": ColumnDescription("Analysis weight")}
    for stem, answers, number in BLOCKS:
        for place in range(number):
            label = (
                f"{stem.upper()}{place}. What do you think of subject {stem} {place}, all things considered?"
            )
            columns[f"{stem}{place}"] = ColumnDescription(label, {**answers, **ABSENT}, tuple(ABSENT))
    for place in range(OWN):
        answers = {str(code): f"Answer {code} of list {place}" for code in range(1, 5)}
        columns[f"own{place}"] = ColumnDescription(f"Which of list {place} is it?", answers)
    for place in range(NUMBERS):
        columns[f"num{place}"] = ColumnDescription(f"Hours a week spent on activity {place}")
    for place in range(TICKS):
        label = f"Done in group {place // 8}: thing {place % 8}"
        columns[f"grp{place // 8}_{place % 8}"] = ColumnDescription(label, {"0": "Not marked", "1": "Marked"})
    cells = {name: [_cell(name, each, row) for row in range(ROWS)] for name, each in columns.items()}
    return Received(pd.DataFrame(cells), (Source("long.sav", "", 0, "sav"),), columns)


def _cell(name: str, described: ColumnDescription, row: int) -> str | float:
    """A value of the column that varies down the file."""
    if name == "idno":
        return float(1000 + row)
    if name == "cntry":
        return ["FR", "DE"][row % 2]
    if name.endswith(("weight", "wght")):
        return 0.5 + (row * 37 % 100) / 100
    codes = [*described.codes] or [str(code) for code in range(40)]
    return float(codes[(row * 7 + len(name)) % len(codes)])
