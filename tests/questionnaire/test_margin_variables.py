"""Which variables margins.csv names, however it was saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.questionnaire.collection.margin_variables import margin_variables

ROWS = ("variable,code,share", "sexe,f,50", "sexe,h,50", "region*age,11*a,40", "region*age,11*b,60")
BOTH = ("sexe", "region*age")
SAVED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "with commas": ("\n".join(ROWS).encode(), BOTH),
    "with semicolons, as a spreadsheet with French settings does": (
        "\r\n".join(ROWS).replace(",", ";").encode("utf-8-sig"),
        BOTH,
    ),
    "with accents in the encoding of Windows": ("\n".join([*ROWS, "âge,a,100"]).encode("cp1252")[:-9], BOTH),
    "below a title": (("Marges 2024\n" + "\n".join(ROWS)).encode(), BOTH),
    "in quotation marks": (
        "\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in ROWS).encode(),
        BOTH,
    ),
    "of a design of some, which are not of everyone": (
        b"design,variable,code,share\n,sexe,f,50\n,sexe,h,50\nsalaries,region,11,100\n",
        ("sexe",),
    ),
    "without a variable": (b"code,share\nf,50\n", ()),
    "of nothing": (b"", ()),
}


@pytest.mark.parametrize("case", SAVED)
def test_the_variables_of_the_margins_are_named_each_once(case: str, tmp_path: Path) -> None:
    content, named = SAVED[case]
    (tmp_path / "margins.csv").write_bytes(content)
    assert margin_variables(tmp_path) == named


def test_a_folder_without_margins_names_none(tmp_path: Path) -> None:
    assert margin_variables(tmp_path) == ()
