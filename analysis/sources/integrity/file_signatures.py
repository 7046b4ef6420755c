"""What a file is by its first bytes, where its name says otherwise: packed, protected, a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from analysis.sources.received import DataError

HEAD_BYTES = 1 << 16
OF_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office before 2007 begin, and later ones under a password."""
OF_ZIP = b"PK\x03\x04"
UNPACK = "unpack it, and give the file that it holds"
IN_SPREADSHEET = "open it in a spreadsheet and save it as .xlsx, or as .csv in UTF-8"
EXPORT = "export the table itself, as .csv in UTF-8 or as .xlsx"


@dataclass(frozen=True)
class Signature:
    """How a kind of file begins, what it is called, the endings that it goes by, and what to do with it.

    Where nothing is said of what to do, it is to have one of its endings.
    """

    begins: bytes
    what: str
    endings: tuple[str, ...] = ()
    way: str = ""


SIGNATURES = (
    Signature(rb"\x1f\x8b", "packed by gzip", way=UNPACK),
    Signature(rb"BZh[1-9]1AY", "packed by bzip2", way=UNPACK),
    Signature(rb"\xfd7zXZ\x00", "packed by xz", way=UNPACK),
    Signature(rb"7z\xbc\xaf\x27\x1c", "packed by 7-Zip", way=UNPACK),
    Signature(rb"Rar!\x1a\x07", "packed by RAR", way=UNPACK),
    Signature(rb"\x28\xb5\x2f\xfd", "packed by Zstandard", way=UNPACK),
    Signature(rb"PAR1", "a Parquet file", (".parquet",)),
    Signature(rb"\$FL[23]", "an SPSS file", (".sav", ".zsav")),
    Signature(rb"<stata_dta>|[\x69-\x73][\x01\x02]\x01\x00", "a Stata file", (".dta",)),
    Signature(rb"HEADER RECORD\*{7}LIB", "a SAS transport file", (".xpt",)),
    Signature(rb"\x00{12}\xc2\xea\x81\x60", "a SAS file", (".sas7bdat", ".sas7bcat")),
    Signature(rb"%PDF-\d", "a PDF document", way=EXPORT),
    Signature(rb"\{\\rtf", "a text document in RTF", way=EXPORT),
    Signature(rb"SQLite format 3\x00", "an SQLite database", way=EXPORT),
    Signature(rb"version https://git-lfs", "a pointer of Git LFS", way="fetch the file itself: git lfs pull"),
    Signature(
        rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|meta)\b",
        "a web page",
        way=f"{IN_SPREADSHEET}; where it is the page of a login, download the file again",
    ),
    Signature(rb"(?:\xef\xbb\xbf)?\s*<\?xml ", "an XML document", way=EXPORT),
    Signature(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*\{\s*"|\{\s*")', "JSON", way=EXPORT),
)
"""`begins` is an expression that the first bytes match."""
IN_ZIP = (
    ("xl/workbook.bin", Signature(OF_ZIP, "an Excel workbook in binary", (".xlsb",), IN_SPREADSHEET)),
    ("xl/workbook.xml", Signature(OF_ZIP, "an Excel workbook", (".xlsx",))),
    ("word/document.xml", Signature(OF_ZIP, "a Word document", way=EXPORT)),
    ("content.xml", Signature(OF_ZIP, "an OpenDocument file", (".ods",), IN_SPREADSHEET)),
)
"""A part of a ZIP archive -> what the archive then is."""
PACKED = Signature(OF_ZIP, "a ZIP archive", way=UNPACK)
PROTECTED = Signature(
    OF_OFFICE,
    "an Excel workbook under a password",
    way="open it in Excel, remove the password (File, Info), and save it",
)
OLD_OFFICE = Signature(OF_OFFICE, "an Excel workbook before 2007", (".xls",), IN_SPREADSHEET)


def refuse_another_format(path: Path) -> None:
    """Raise DataError where a file is empty, or begins as another kind than its name says."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise DataError("the file is empty; expected a header and one line per row")
    found, ending = _signature_of(path, head), path.suffix.lower()
    if found is None or ending in found.endings:
        return
    known = ", ".join(found.endings)
    way = (
        found.way
        or f"give answers its ending, {known}, under [file] of edition.toml too; or export as {ending}"
    )
    raise DataError(f"the file is {found.what}, and not the {ending} that its name says: {way}")


def _signature_of(path: Path, head: bytes) -> Signature | None:
    """What a file is; None where its first bytes do not tell."""
    if head.startswith(OF_OFFICE):
        return PROTECTED if "EncryptedPackage".encode("utf-16-le") in head else OLD_OFFICE
    if head.startswith(OF_ZIP):
        return _in_zip(path)
    return next((each for each in SIGNATURES if re.match(each.begins, head)), None)


def _in_zip(path: Path) -> Signature | None:
    """What a ZIP archive is by its parts. Raises DataError where the list of them, at its end, is lacking."""
    try:
        with ZipFile(path) as packed:
            parts = set(packed.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise DataError(
            "the file is cut short or damaged: the list of its parts, at the end of a workbook or an "
            "archive, cannot be read. Copy or export it again"
        ) from None
    known = next((found for part, found in IN_ZIP if part in parts), None)
    is_workbook = path.suffix.lower() == ".xlsx" and "[Content_Types].xml" in parts
    return known or (None if is_workbook else PACKED)
