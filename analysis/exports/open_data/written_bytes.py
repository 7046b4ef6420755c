"""Rows, descriptors and documents as the bytes of files: the same bytes for the same content."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from analysis.exports.harmless_texts import harmless, plain_label
from analysis.questionnaire import Label
from analysis.results.csv_files import inert_cell

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def csv_rows(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV with a heading: UTF-8, comma, no text in it that is a formula to a spreadsheet."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([inert_cell(cell) for cell in row] for row in rows)
    return lines.getvalue().encode("utf-8")


def json_text(facts: Mapping[str, Any]) -> bytes:
    """The facts as JSON that people can read too."""
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def xml_text(root: Element) -> bytes:
    """The document with its declaration, indented."""
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def said_in(parent: Element, tag: str, text: str, language: str = "", **attributes: str) -> Element:
    """A new element of `parent` with a text of which nothing is markup."""
    element = SubElement(parent, tag, attributes)
    if language:
        element.set(XML_LANGUAGE, language)
    element.text = harmless(text)
    return element


def said_in_both(parent: Element, tag: str, label: Label, **attributes: str) -> None:
    """A new element of `parent` in French, and one in English where that is another."""
    said = plain_label(label)
    for language, text in said.items():
        if text and (language == "fr" or text != said["fr"]):
            said_in(parent, tag, text, language, **attributes)
