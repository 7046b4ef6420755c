"""Displays: each kind of table as its file has it, none large, none with a respondent."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import Editions, OpenSurvey
from analysis.interactive.open_survey import RespondentsFrame
from tests.interactive.golden import FOLDER, NAMES, display, path_of, table
from tests.interactive.made_survey import EDITIONS, RESPONDENTS, answers_of

LONGEST_TEXT, LONGEST_HTML = 3_000, 60_000
"""Signs of a display in a terminal and of one in a notebook, a chart's drawing among them."""
LONGEST_OF_ONE = 150
"""Signs of one entry of a mapping or a list."""


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_shown_as_its_file_has_it(both_clubs: Editions, name: str) -> None:
    shown = display(table(both_clubs, name))
    assert shown == path_of(name).read_text(encoding="utf-8"), "python -m tests.interactive.golden writes it"


def test_every_file_is_of_a_table() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(NAMES)


def attributes(shown: object) -> Iterator[tuple[str, object]]:
    """The public attributes of an object of the package, those that are called left out."""
    if not type(shown).__module__.startswith("analysis") or isinstance(shown, RespondentsFrame):
        return
    for name in dir(shown):
        if name.startswith("_"):
            continue
        try:
            found = getattr(shown, name)
        except AnalystError:  # what this object has not
            continue
        if not callable(found):
            yield name, found


def reached(shown: object, name: str, depth: int) -> Iterator[tuple[str, object]]:
    yield name, shown
    if depth:
        for each, found in attributes(shown):
            yield from reached(found, f"{name}.{each}", depth - 1)


def html_of(shown: object) -> str:
    if isinstance(shown, pd.DataFrame):
        return str(shown._repr_html_())  # type: ignore[operator]
    made: Any = getattr(shown, "_repr_mimebundle_", None)
    return str(made()["text/html"]) if made and type(shown).__module__.startswith("analysis") else ""


def private() -> list[str]:
    """What only a respondent has: numbers, weights, words."""
    rows = [line.split(",") for edition in EDITIONS for line in answers_of(edition).splitlines()[1:]]
    return [text for row in rows for text in (row[0], row[1], row[-1])]


def openings(both: Editions) -> dict[str, object]:
    """What an analyst holds: surveys, tables, charts, variables, conditions."""
    club = both[EDITIONS[-1]]
    figures = table(both, "nested")
    return {
        "editions": both,
        "survey": club,
        "explored": club.exploring(),
        "table": figures,
        "trend": table(both, "editions"),
        "chart": figures.chart(),
        "variable": club["attentes"],
        "classes": club.cut("heures", [8]),
        "condition": club.where({"sexe": "f", "heures": "8.."}),
        "respondents": club.respondents("heures", "sexe"),
        "answers": club["heures"].answers_of(),
        "sampling": club.weighted.cleaned.sampling,
        "of one's own": analysis.survey(own_frame()),
    }


def own_frame() -> pd.DataFrame:
    lines = [line.split(",") for line in answers_of(EDITIONS[0]).splitlines()]
    return pd.DataFrame(lines[1:], columns=lines[0])[["sexe", "secteur", "heures"]]


ARRAYS = ("answers", "sampling")
"""What holds arrays of respondents, which show themselves when they are named."""


def test_no_display_is_large_or_has_a_respondent(both_clubs: Editions) -> None:
    secret = re.compile("|".join(map(re.escape, private())))
    seen: dict[int, object] = {}
    for name, opened in openings(both_clubs).items():
        for place, shown in reached(opened, name, 0 if name in ARRAYS else 2):
            if id(shown) in seen:
                continue
            seen[id(shown)] = shown
            text, html = repr(shown), html_of(shown)
            entries = len(shown) if isinstance(shown, Mapping | tuple | list) else 0
            assert len(text) <= LONGEST_TEXT + LONGEST_OF_ONE * entries, place
            assert len(html) <= LONGEST_HTML, place
            assert secret.search(text) is None and secret.search(html) is None, place
            if not isinstance(shown, pd.DataFrame):
                assert not isinstance(shown, np.ndarray) or shown.size < RESPONDENTS, place
    assert len(seen) > 150


def test_the_largest_records_are_told_in_a_line(survey: OpenSurvey) -> None:
    facts = survey.table("forme").facts
    for shown in (
        survey.definition,
        survey.edition,
        survey.voice,
        survey.weighted,
        survey.weighted.design,
        facts,
    ):
        assert "\n" not in repr(shown) and len(repr(shown)) < 500
        assert dataclasses.is_dataclass(shown)
