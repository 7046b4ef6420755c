"""Where reports stand, and that no code leads out of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reporting.report_formats import endings
from analysis.workspace import Address, as_file_name, as_text, found_addresses

CODES = [
    "84",
    "2A",
    "..",
    ".",
    "a/b",
    "../../etc/passwd",
    "a\\b",
    "C:",
    "é",
    "a b",
    "100%",
    "%2e",
    "\x00",
    "a.b",
    " a ",
    "CON",
    "lpt1",
]
PORTABLE = [
    ("CON", "%43ON"),
    ("nul", "%6Eul"),
    ("CONT", "CONT"),
    ("a b", "a b"),
    ("a ", "a%20"),
    ("2A", "2A"),
]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_one_name_in_its_folder(tmp_path: Path, code: str) -> None:
    assert as_text(as_file_name(code)) == code
    folder = Address("s", "2009", "fr", ("region", code)).folder(tmp_path)
    assert folder.resolve().parent == tmp_path / "reports" / "s" / "2009" / "region"


@pytest.mark.parametrize(("code", "name"), PORTABLE)
def test_a_code_is_a_name_that_windows_takes(code: str, name: str) -> None:
    assert as_file_name(code) == name


def test_reports_are_found_where_they_stand(tmp_path: Path) -> None:
    addresses = [
        Address("a", "2009", "fr"),
        Address("a", "2009", "en"),
        Address("a", "2009", "fr", ("region", "2.A/")),
    ]
    for address in addresses:
        for kind in endings():
            address.path(tmp_path, kind).parent.mkdir(parents=True, exist_ok=True)
            address.path(tmp_path, kind).touch()
    (tmp_path / "reports" / "a" / "2009" / "report.txt").touch()
    (tmp_path / "reports" / "a" / "2009" / "reporting.html").touch()
    assert found_addresses(tmp_path, endings()) == addresses
