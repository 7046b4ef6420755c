"""French departments and regions by their official codes, as texts: "01", "2A", "971".

The three CSV files beside this module come from the official geographic code (Insee): 101 departments and 18
regions as in @etalab/decoupage-administratif 6.0.0 (MIT), and the regions before 2016 with the one that each
belongs to now.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files

from analysis.questionnaire.fixed_words import Label


def _rows(name: str) -> list[dict[str, str]]:
    text = files("analysis.questionnaire.geography").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _labels(name: str) -> dict[str, Label]:
    return {row["code"]: Label(row["label"], row["label"]) for row in _rows(name)}


def _regions(name: str) -> dict[str, str]:
    return {row["code"]: row["region"] for row in _rows(name)}


DEPARTMENTS: Mapping[str, Label] = _labels("departments.csv")
"""The 101 departments: code -> name."""
REGIONS: Mapping[str, Label] = _labels("regions.csv")
"""The 18 regions: code -> name."""
FORMER_REGIONS: Mapping[str, Label] = _labels("former_regions.csv")
"""The 22 regions of the mainland and Corsica before 2016, and the five overseas: code -> name."""
REGION_OF_DEPARTMENT: Mapping[str, str] = _regions("departments.csv")
REGION_OF_FORMER_REGION: Mapping[str, str] = _regions("former_regions.csv")
