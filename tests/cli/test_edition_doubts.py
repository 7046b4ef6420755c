"""What an edition says of itself that can hardly be is told by check and build, as a doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from analysis.workspace import Place

from .one_question import SURVEY, run

TOMORROW = date.today() + timedelta(days=1)
YESTERDAY = date.today() - timedelta(days=1)
ROWS = ["id,menage,q", *(f"{n},{n // 2},{1 + n % 2}" for n in range(60))]
RAKED = SURVEY + '[weighting]\ncalibration = "raking"\n'
HOUSEHOLDS = RAKED + '[design]\nhousehold = "menage"\n'
CLUSTERED = RAKED + '[design]\nhousehold = "menage"\npsu = "menage"\n'
ALONE = RAKED + '[design]\nhousehold = "id"\n'
PERCENTS = "variable,code,count\nq,1,40\nq,2,60\n"
PEOPLE = "variable,code,count\nq,1,4000\nq,2,6000\n"
SHARES = "variable,code,share\nq,1,40\nq,2,60\n"
HALVES = "variable,code,share\nq,1,50\nq,2,50\n"
"""Of each household one member said yes, one no."""

DOUBTED: dict[str, tuple[str, str, str, str]] = {
    "fieldwork to come": (SURVEY, f"fieldwork.end = {TOMORROW}", "", f"{TOMORROW} is still to come"),
    "fewer invited than received": (SURVEY, "invited = 59", "", "invited = 59 is fewer than were received"),
    "households without units": (HOUSEHOLDS, "", HALVES, "household = 'menage' and no psu"),
    "counts that are percents": (RAKED, "", PERCENTS, "sum to 100, as percents do"),
}
PLAIN: dict[str, tuple[str, str, str]] = {
    "fieldwork that is over": (SURVEY, f"fieldwork.end = {YESTERDAY}", ""),
    "as many invited as received": (SURVEY, "invited = 60", ""),
    "households that are units": (CLUSTERED, "", HALVES),
    "one respondent of each household": (ALONE, "", SHARES),
    "counts of people": (RAKED, "", PEOPLE),
    "shares": (RAKED, "", SHARES),
}


def checked(write_survey: Callable[..., Place], survey: str, edition: str, margins: str) -> str:
    files = {"margins_csv": margins} if margins else {}
    place = write_survey(
        survey, f'{edition}\n[file]\nname = "answers.csv"\n', answers_csv="\n".join(ROWS), **files
    )
    done = run(place.root, "check")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(("survey", "edition", "margins", "doubt"), DOUBTED.values(), ids=DOUBTED)
def test_what_can_hardly_be_is_doubted_aloud(
    survey: str, edition: str, margins: str, doubt: str, write_survey: Callable[..., Place]
) -> None:
    found = checked(write_survey, survey, edition, margins)
    assert found.count("doubt: ") == 1 and doubt in found


@pytest.mark.parametrize(("survey", "edition", "margins"), PLAIN.values(), ids=PLAIN)
def test_what_may_well_be_is_not(
    survey: str, edition: str, margins: str, write_survey: Callable[..., Place]
) -> None:
    assert "doubt" not in checked(write_survey, survey, edition, margins)
