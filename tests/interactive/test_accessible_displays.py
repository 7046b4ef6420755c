"""What a notebook shows is for those who hear it, and for telephones: axe-core finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.interactive.library import Editions, OpenSurvey
from tests.browser import open_tab

pytestmark = pytest.mark.slow
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A table</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>A table</h1>{table}</main></body></html>"""
SHOWN: dict[str, Callable[[OpenSurvey, Editions], Any]] = {
    "one figure by groups": lambda survey, _: survey.table("forme", answers="oui", by="sexe"),
    "differences with letters": lambda survey, _: survey.table("attentes", by="sexe", against="pairs"),
    "groups inside groups": lambda survey, _: survey.table(
        "forme", answers="oui", by="sexe", within="taille"
    ),
    "a banner with counts": lambda survey, _: survey.table(
        "frais_rembourses", by=["sexe", "taille"], counts=True
    ),
    "editions side by side": lambda _, both: both.table("forme", answers="oui", by="sexe"),
    "without the rules": lambda survey, _: survey.exploring().table(
        "heures", statistic="median", by="secteur"
    ),
    "variables found": lambda survey, _: survey.find("formation"),
    "estimates by a model": lambda survey, _: survey.modelled("dix_ans"),
    "a chart": lambda survey, _: survey.table("attentes").sorted().chart(),
}


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("kind", SHOWN)
def test_axe_finds_nothing_in_what_is_shown(
    survey: OpenSurvey, both: Editions, tmp_path: Path, kind: str, width: int
) -> None:
    html = SHOWN[kind](survey, both)._repr_mimebundle_()["text/html"]
    page = tmp_path / "table.html"
    page.write_text(PAGE.format(table=html), encoding="utf-8")
    with open_tab(page.as_uri(), width, "document.readyState === 'complete'") as tab:
        assert tab.violations() == []
        assert tab.value("document.documentElement.scrollWidth") == width
