"""What a ZIP archive is taken for by its parts and its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from analysis.sources.integrity.file_signatures import refuse_another_format
from analysis.sources.received import DataError

TYPES = "[Content_Types].xml"
ARCHIVES: list[tuple[Sequence[str], str, str]] = [
    # the parts of the archive, its name; what is said, "" where it is read
    (["xl/workbook.xml", TYPES], "a.xlsx", ""),
    (["xl/workbook.xml", TYPES], "a.XLSX", ""),
    (["xl/workbook.xml", TYPES], "a.csv", "an Excel workbook, and not the .csv"),
    (["xl/other.xml", TYPES], "a.xlsx", ""),
    (["xl/other.xml", TYPES], "a.csv", "a ZIP archive, and not the .csv"),
    (["a.csv"], "a.xlsx", "a ZIP archive, and not the .xlsx"),
    (["word/document.xml", TYPES], "a.xlsx", "a Word document, and not the .xlsx"),
    (["content.xml"], "a.ods", ""),
    (["content.xml"], "a.xlsx", "an OpenDocument file, and not the .xlsx"),
]


@pytest.mark.parametrize(("parts", "name", "said"), ARCHIVES)
def test_an_archive_is_what_its_parts_say(parts: Sequence[str], name: str, said: str, tmp_path: Path) -> None:
    with ZipFile(tmp_path / name, "w") as packed:
        for part in parts:
            packed.writestr(part, "x")
    found = ""
    try:
        refuse_another_format(tmp_path / name)
    except DataError as error:
        found = str(error)
    assert said in found and bool(said) == bool(found)
