"""French regions and departments in a sentence: d'Occitanie, de l'Île-de-France, dans les Hauts-de-France."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from analysis.reporting.typography import quoted, typeset

TABLE = Path(__file__).with_name("placenames.csv")
"""name, of (de …), within (en, dans, à …). The articles of departments are those of the Code officiel
géographique (Insee)."""


def of_place(name: str, language: str) -> str:
    """`name` after a noun: les bénévoles d'Occitanie; the volunteers of Occitanie.

    A place that is not in the table, such as a network, is quoted: de « Réseau A ».
    """
    if language != "fr":
        return f"of {name}"
    known = places().get(plain(name))
    return typeset(known[0], "fr") if known else f"de {quoted(name, 'fr')}"


def within_place(name: str, language: str) -> str:
    """`name` as a place: en Bretagne, dans le Var, à Mayotte; in Bretagne; pour « Réseau A »."""
    if language != "fr":
        return f"in {name}"
    known = places().get(plain(name))
    return typeset(known[1], "fr") if known else f"pour {quoted(name, 'fr')}"


def plain(name: str) -> str:
    """`name` as it is looked up: whatever its case, apostrophes and hyphens."""
    return " ".join(name.replace("’", "'").replace("-", " ").replace("\u00a0", " ").casefold().split())


@cache
def places() -> dict[str, tuple[str, str]]:
    """Plain name -> (of, within)."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {plain(row["name"]): (row["of"], row["within"]) for row in csv.DictReader(lines)}
