"""Files that are not what their names say: packed, protected, pages, tables of another kind."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile

from .valid import ANSWERS, FORMATS, ROWS

TEXT = ANSWERS.encode()
OF_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAGE = b"<!DOCTYPE html><html><table><tr><td>id</td></tr></table></html>"


def _zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, TEXT)
    return packed.getvalue()


DISGUISES: dict[str, tuple[str, bytes, str]] = {
    "gzip": ("csv", gzip.compress(TEXT), "the file is packed by gzip, and not the .csv"),
    "bzip2": ("csv", bz2.compress(TEXT), "packed by bzip2"),
    "xz": ("csv", lzma.compress(TEXT), "packed by xz"),
    "7-Zip": ("txt", b"7z\xbc\xaf\x27\x1c" + TEXT, "packed by 7-Zip"),
    "RAR": ("tsv", b"Rar!\x1a\x07\x00" + TEXT, "packed by RAR"),
    "Zstandard": ("csv", b"\x28\xb5\x2f\xfd" + TEXT, "packed by Zstandard"),
    "a ZIP archive": ("csv", _zip("answers.csv"), "a ZIP archive"),
    "a ZIP archive for a workbook": ("xlsx", _zip("answers.csv"), "a ZIP archive, and not the .xlsx"),
    "half a ZIP archive": ("csv", _zip("answers.csv")[:-9], "cut short or damaged"),
    "half a workbook": ("xlsx", FORMATS["xlsx"](ROWS)[:-9], "cut short or damaged"),
    "a workbook": ("csv", FORMATS["xlsx"](ROWS), "an Excel workbook, and not the .csv"),
    "a workbook in binary": ("xlsx", _zip("xl/workbook.bin"), "an Excel workbook in binary"),
    "a workbook of LibreOffice": ("xlsx", _zip("mimetype", "content.xml"), "an OpenDocument file"),
    "a text of Word": ("xlsx", _zip("word/document.xml"), "a Word document"),
    "a workbook under a password": (
        "xlsx",
        OF_OFFICE + "EncryptedPackage".encode("utf-16-le"),
        "under a password, and not the .xlsx that its name says: open it in Excel, remove the password",
    ),
    "an old workbook": ("xlsx", OF_OFFICE + "Workbook".encode("utf-16-le"), "an Excel workbook before 2007"),
    "SPSS": ("csv", FORMATS["sav"](ROWS), "give answers its ending, .sav, .zsav, under [file]"),
    "Stata": ("csv", FORMATS["dta"](ROWS), "a Stata file"),
    "SAS": ("csv", FORMATS["xpt"](ROWS), "a SAS transport file"),
    "Parquet": ("csv", FORMATS["parquet"](ROWS), "a Parquet file"),
    "a page": ("csv", PAGE, "a web page"),
    "a page as old Excel saves it": ("xlsx", PAGE, "open it in a spreadsheet and save it as .xlsx"),
    "a page with a mark": ("csv", b"\xef\xbb\xbf\r\n<HTML>" + TEXT, "a web page"),
    "XML": ("csv", b'<?xml version="1.0"?><rows/>', "an XML document"),
    "JSON": ("csv", ROWS.to_json(orient="records").encode(), "JSON, and not the .csv"),
    "PDF": ("csv", b"%PDF-1.7\n" + TEXT, "a PDF document"),
    "RTF": ("txt", b"{\\rtf1 " + TEXT, "a text document in RTF"),
    "a database": ("csv", b"SQLite format 3\x00" + TEXT, "an SQLite database"),
    "a pointer of Git LFS": ("csv", b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
    "nothing": ("csv", b"", "the file is empty; expected a header"),
    "nothing for a workbook": ("xlsx", b"", "the file is empty"),
    "nothing for SPSS": ("sav", b"", "the file is empty"),
    "nothing for Parquet": ("parquet", b"", "the file is empty"),
}
"""Name -> the ending of the file, its content, and what the message says."""
