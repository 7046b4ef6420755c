"""A survey of six regions, three of them small and one of these confidential, and what its sheets show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.reporting.blocks import Block, walk
from analysis.reporting.page.html import ShownBlock, html_of
from analysis.reporting.territory_report import TerritoryReport
from analysis.workspace import Place
from tests.plain_spaces import plain

SURVEY = """
title = "Enquête"
territories = ["region"]
[questions.region]
type = "single"
[questions.region.codes]
76 = "Occitanie"
32 = "Hauts-de-France"
11 = "Île-de-France"
06 = "Mayotte"
94 = "Corse"
02 = "Martinique"
[questions.oui]
type = "single"
text = "Êtes-vous d'accord ?"
codes = { 1 = "Oui", 0 = "Non" }
[questions.motif]
type = "single"
codes = { a = "Par goût", b = "Par devoir" }
[questions.heures]
type = "numeric"
unit = { fr = "heures", en = "hours" }
[themes.avis]
title = { fr = "Les avis", en = "Opinions" }
[themes.temps]
title = { fr = "Le temps", en = "Time" }
[indicators.oui]
title = { fr = "D'accord", en = "Agree" }
theme = "avis"
answers = ["1"]
headline = true
[indicators.motif]
title = { fr = "Motifs", en = "Reasons" }
theme = "avis"
[indicators.heures]
title = { fr = "Heures par mois", en = "Hours a month" }
theme = "temps"
statistic = "mean"
[indicators.mediane]
title = { fr = "Heures, médiane", en = "Hours, median" }
theme = "temps"
statistic = "median"
variable = "heures"
"""


SIZES = {"76": (100, 80), "32": (100, 40), "11": (300, 120), "06": (20, 10), "94": (6, 3), "02": (25, 12)}


Open = Callable[..., TerritoryReport]


def write_regions(folder: Path) -> Place:
    """The survey and its answers, under a folder."""
    place = Place(folder, "s", "2024")
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(SURVEY, encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "a.csv"\n', encoding="utf-8")
    lines = [
        f"{region},{int(i < yes)},{'ab'[i % 2]},{i % 10}"
        for region, (n, yes) in SIZES.items()
        for i in range(n)
    ]
    (place.raw / "a.csv").write_text("region,oui,motif,heures\n" + "\n".join(lines), encoding="utf-8")
    return place


def parts(shown: ShownBlock | None) -> list[Block]:
    """The block that is shown, and what it holds, in order."""
    assert shown is not None
    return list(walk([shown.block]))


def text(shown: ShownBlock | None) -> str:
    """What is read, without typographic spaces."""
    assert shown is not None
    return plain(html_of(shown.block)).replace("&#x27;", "'")
