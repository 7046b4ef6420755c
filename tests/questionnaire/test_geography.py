"""Departments and regions by their official codes, and what became of the regions before 2016."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.questionnaire.geography import (
    DEPARTMENTS,
    FORMER_REGIONS,
    REGION_OF_DEPARTMENT,
    REGION_OF_FORMER_REGION,
    REGIONS,
)

OVERSEAS = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}
MERGED = {
    "44": ("21", "41", "42"),
    "32": ("31", "22"),
    "28": ("23", "25"),
    "27": ("26", "43"),
    "75": ("72", "54", "74"),
    "76": ("73", "91"),
    "84": ("82", "83"),
}
"""The regions of 2016 and the former ones they are made of; the others keep their code."""
PER_REGION = {"11": 8, "24": 6, "27": 8, "28": 5, "32": 5, "44": 10, "52": 5, "53": 4, "75": 12, "76": 13}
"""How many departments a region has; 84, 93 and 94 follow."""


def test_there_are_101_departments_in_18_regions() -> None:
    assert (len(DEPARTMENTS), len(REGIONS), len(FORMER_REGIONS)) == (101, 18, 22 + 5)
    assert set(REGION_OF_DEPARTMENT.values()) == set(REGION_OF_FORMER_REGION.values()) == set(REGIONS)


def test_departments_of_the_mainland_are_numbered_from_01_to_95_without_20() -> None:
    mainland = {f"{number:02}" for number in range(1, 96)} - {"20"}
    assert set(DEPARTMENTS) == {*mainland, "2A", "2B", *OVERSEAS}


def test_every_region_has_its_departments() -> None:
    counts = Counter(REGION_OF_DEPARTMENT.values())
    assert counts == {**PER_REGION, "84": 12, "93": 6, "94": 2, **dict.fromkeys(OVERSEAS.values(), 1)}


def test_a_former_region_is_in_the_one_it_was_merged_into() -> None:
    merged = {former: today for today, formers in MERGED.items() for former in formers}
    kept = {code: code for code in FORMER_REGIONS if code not in merged}
    assert {**merged, **kept} == REGION_OF_FORMER_REGION


PLACES = [
    (DEPARTMENTS, REGION_OF_DEPARTMENT, "53", "Mayenne", "Pays de la Loire"),
    (DEPARTMENTS, REGION_OF_DEPARTMENT, "2A", "Corse-du-Sud", "Corse"),
    (DEPARTMENTS, REGION_OF_DEPARTMENT, "69", "Rhône", "Auvergne-Rhône-Alpes"),
    (DEPARTMENTS, REGION_OF_DEPARTMENT, "974", "La Réunion", "La Réunion"),
    (FORMER_REGIONS, REGION_OF_FORMER_REGION, "41", "Lorraine", "Grand Est"),
    (FORMER_REGIONS, REGION_OF_FORMER_REGION, "11", "Île-de-France", "Île-de-France"),
]


@pytest.mark.parametrize(("labels", "region_of", "code", "label", "region"), PLACES)
def test_a_place_has_its_name_and_region(
    labels: dict, region_of: dict, code: str, label: str, region: str
) -> None:
    assert (labels[code].fr, REGIONS[region_of[code]].fr) == (label, region)
