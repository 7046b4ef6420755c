"""The chapters of a report, by the name that a notebook asks for, in the order of the report.

A chapter is a record in a module of this folder; docs/extending.md adds one.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.reporting.chapter_record import Chapter, EachTheme
from analysis.reporting.chapters.backtest import BACKTEST
from analysis.reporting.chapters.evolution import EVOLUTION
from analysis.reporting.chapters.glossary import GLOSSARY
from analysis.reporting.chapters.methodology import METHODOLOGY
from analysis.reporting.chapters.opening_pages.essentials import ESSENTIALS
from analysis.reporting.chapters.opening_pages.limits import LIMITS
from analysis.reporting.chapters.quality import QUALITY
from analysis.reporting.chapters.territory_pages.among_others import AMONG_OTHERS
from analysis.reporting.chapters.territory_pages.beside_rest import BESIDE_REST
from analysis.reporting.chapters.territory_pages.territory_annex import (
    GLOSSARY_OF_SHEET,
    TERRITORY_ANNEX,
    TERRITORY_METHODOLOGY,
    TERRITORY_THEMES,
)
from analysis.reporting.chapters.testimonies import TESTIMONIES
from analysis.reporting.chapters.theme_pages.annex import ANNEX
from analysis.reporting.chapters.theme_pages.theme_page import THEMES
from analysis.reporting.report_content import EditionContent, TerritoryContent

EDITION_CHAPTERS: Mapping[str, Chapter[EditionContent] | EachTheme[EditionContent]] = {
    "essentials": ESSENTIALS,
    "evolution": EVOLUTION,
    "limits": LIMITS,
    "themes": THEMES,
    "quality": QUALITY,
    "backtest": BACKTEST,
    "testimonies": TESTIMONIES,
    "methodology": METHODOLOGY,
    "glossary": GLOSSARY,
    "annex": ANNEX,
}
TERRITORY_CHAPTERS: Mapping[str, Chapter[TerritoryContent] | EachTheme[TerritoryContent]] = {
    "essentials": AMONG_OTHERS,
    "beside_rest": BESIDE_REST,
    "annex": TERRITORY_ANNEX,
    "methodology": TERRITORY_METHODOLOGY,
    "glossary": GLOSSARY_OF_SHEET,
}
__all__ = ["EDITION_CHAPTERS", "TERRITORY_CHAPTERS", "TERRITORY_THEMES"]
