"""A survey of nine themes in each of which women and men differ widely, and what is made of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pptx import Presentation

from analysis.pipeline import build
from analysis.reporting.edition_report import open_report
from analysis.workspace import Place

THEMES = 9
HEAD = """
title = "{title}"
breakdowns = ["sexe"]
territories = ["region"]
[questions.sexe]
type = "single"
codes = {{ 1 = "{group}", 2 = "Hommes" }}
[questions.region]
type = "single"
codes = {{ 11 = "Île-de-France", 53 = "Bretagne" }}
"""
THEME = """
[questions.q{n}]
type = "single"
text = "Question {n} ?"
codes = {{ 1 = "Oui", 0 = "Non" }}
[themes.t{n}]
title = "Thème {n}"
[indicators.i{n}]
title = "{indicator} {n}"
theme = "t{n}"
variable = "q{n}"
answers = ["1"]
headline = {headline}
"""
EDITION = 'title = "Édition 2020"\nsimulated = true\n[file]\nname = "answers.csv"\n'
RESPONDENTS = 600

Write = Callable[..., Place]


def survey_toml(title: str = "Enquête", group: str = "Femmes", indicator: str = "Formés") -> str:
    """Definitions whose texts are those given."""
    head = HEAD.format(title=title, group=group)
    themes = (THEME.format(n=n, indicator=indicator, headline=str(n < 6).lower()) for n in range(THEMES))
    return head + "".join(themes)


def answers_csv() -> str:
    """Women say yes in eight of ten cases, men in three; a little less from question to question."""
    lines = ["sexe,region," + ",".join(f"q{n}" for n in range(THEMES))]
    for rank in range(RESPONDENTS):
        sex = 1 + rank % 2
        said = [int((rank // 2) % 100 < (80 if sex == 1 else 30) - 2 * n) for n in range(THEMES)]
        lines.append(f"{sex},{53 if rank % 3 else 11}," + ",".join(map(str, said)))
    return "\n".join(lines)


def built(write: Write, **texts: str) -> Place:
    """The survey with these texts, built."""
    place = write(survey_toml(**texts), EDITION, answers_csv=answers_csv())
    build(place)
    return place


def opened(place: Place, language: str = "fr", territory: str = "") -> Any:
    """The report that a deck is made of."""
    return open_report(place.root, place.survey, place.edition, language, territory)


def read_deck(content: bytes) -> Any:
    """The presentation in a file."""
    return Presentation(io.BytesIO(content))
