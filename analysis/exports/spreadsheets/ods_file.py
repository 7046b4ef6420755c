"""A workbook as the bytes of an OpenDocument file, the same for the same workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document
from xlsxwriter.utility import xl_col_to_name

from analysis.exports.harmless_texts import harmless
from analysis.exports.spreadsheets.workbook import (
    NO_DATE,
    SheetContent,
    SheetLink,
    SheetNumber,
    TableSheet,
    TablesWorkbook,
)

SETTINGS = "settings.xml"
PARTS = ("mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml", SETTINGS)
"""The parts of the file; the type comes first and is not compressed, so that programs know the file by it."""
CENTIMETRES = 0.21
"""Of a character, in the width of a column."""
STYLES = """
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-size="14pt"
 fo:font-weight="bold" fo:color="#1d3f5f"/></style:style>
<style:style style:name="line" style:family="table-cell"/>
<style:style style:name="page" style:family="table" style:master-page-name="Default"><style:table-properties
 table:display="true"/></style:style>
<style:style style:name="row" style:family="table-row"><style:table-row-properties
 style:use-optimal-row-height="true"/></style:style>
<number:number-style style:name="np-small"{spoken}><number:text>{small_p}</number:text></number:number-style>
<number:number-style style:name="np"{spoken}><number:number number:decimal-places="3"
 number:min-decimal-places="3" number:min-integer-digits="1"/><style:map style:condition="value()&lt;0.001"
 style:apply-style-name="np-small"/></number:number-style>
<style:style style:name="p" style:family="table-cell" style:data-style-name="np"><style:table-cell-properties
 style:vertical-align="top"/></style:style>
"""
ALIGNED = """
<style:style style:name="{aligned}" style:family="table-cell"><style:table-cell-properties
 fo:wrap-option="wrap" style:vertical-align="top"/><style:paragraph-properties fo:text-align="{align}"/>
</style:style><style:style style:name="heading-{aligned}" style:family="table-cell">
<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:background-color="#e8eef4"
 fo:border-bottom="0.5pt solid #1d3f5f"/><style:paragraph-properties fo:text-align="{align}"/>
<style:text-properties fo:font-weight="bold"/></style:style>
"""
NUMBERS = """
<number:number-style style:name="n{decimals}"{spoken}><number:number number:min-integer-digits="1"
 number:decimal-places="{decimals}" number:min-decimal-places="{decimals}" number:grouping="true"/>
</number:number-style><style:style style:name="d{decimals}" style:family="table-cell"
 style:data-style-name="n{decimals}"><style:table-cell-properties style:vertical-align="top"/></style:style>
"""
WIDTH = """<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties
 style:column-width="{centimetres:.2f}cm"/></style:style>"""
ON_ITS_SIDE = (
    'style:print-orientation="landscape" fo:page-width="29.7cm" fo:page-height="21cm" fo:margin="1.5cm" '
    'style:scale-to-X="1" style:scale-to-Y="0" '
)
"""As it is printed: A4 on its side, as wide as the page."""
ENDS = {"left": "start", "center": "center", "right": "end"}


def ods_bytes(workbook: TablesWorkbook) -> bytes:
    """The bytes of the workbook in OpenDocument; every text is a text, whatever it begins with."""
    document = Document("spreadsheet")
    document.language = workbook.language
    document.meta.title = harmless(workbook.title)
    document.meta.creator = harmless(workbook.author)
    document.meta.generator = "assoscope"
    document.meta.creation_date = document.meta.date = NO_DATE
    document.body.clear()
    parts = {name: _part(document, name) for name in PARTS if name != SETTINGS}
    parts["content.xml"] = _filled(parts["content.xml"].decode(), workbook).encode()
    layout = "<style:page-layout-properties "
    parts["styles.xml"] = parts["styles.xml"].replace(layout.encode(), (layout + ON_ITS_SIDE).encode(), 1)
    parts[SETTINGS] = _settings(workbook.sheets)
    return _zipped(parts)


def _filled(content: str, workbook: TablesWorkbook) -> str:
    """The content of an empty document with our styles and sheets: as one text, since trees of a hundred
    thousand cells take a second to be put together."""
    sheets = "".join(part for sheet in workbook.sheets for part in _table(sheet)) + _ranges(workbook.sheets)
    styles = "".join(_styles(workbook))
    styled = re.sub(
        r"(?s)<office:automatic-styles>.*</office:automatic-styles>",
        lambda _: f"<office:automatic-styles>{styles}</office:automatic-styles>",
        content,
    )
    return styled.replace("<office:spreadsheet/>", f"<office:spreadsheet>{sheets}</office:spreadsheet>")


def _styles(workbook: TablesWorkbook) -> Iterator[str]:
    """The styles of texts, of numbers by their decimals, as the language of the workbook writes them, and of
    columns by their widths."""
    language, _, country = workbook.language.partition("-")
    spoken = f' number:language="{language}" number:country="{country}"' if country else ""
    yield STYLES.format(small_p=escape(workbook.small_p), spoken=spoken)
    yield from (ALIGNED.format(aligned=name, align=end) for name, end in ENDS.items())
    cells = (cell for sheet in workbook.sheets for row in sheet.rows for cell in row)
    for decimals in sorted({cell.decimals for cell in cells if isinstance(cell, SheetNumber)}):
        yield NUMBERS.format(decimals=decimals, spoken=spoken)
    for width in sorted({column.width for sheet in workbook.sheets for column in sheet.columns}):
        yield WIDTH.format(width=width, centimetres=width * CENTIMETRES)


def _table(sheet: TableSheet) -> Iterator[str]:
    """The sheet as XML: title, lines, the headings as such, rows."""
    yield f'<table:table table:name={quoteattr(sheet.tab)} table:style-name="page">'
    yield f"<table:title>{_escaped(sheet.title)}</table:title>"
    for column in sheet.columns:
        yield f'<table:table-column table:style-name="w{column.width}"/>'
    yield _row([_cell(sheet.title, "title")])
    for line in sheet.lines:
        yield _row([_cell(line, "line")])
    yield "<table:table-header-rows>"
    aligned = [column.aligned for column in sheet.columns]
    headings = zip(sheet.headings, aligned, strict=True)
    yield _row([_cell(heading, f"heading-{place}") for heading, place in headings])
    yield "</table:table-header-rows>"
    for row in sheet.rows:
        yield _row([_cell(cell, place) for cell, place in zip(row, aligned, strict=True)])
    yield "</table:table>"


def _row(cells: Sequence[str]) -> str:
    return f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>'


def _cell(cell: SheetContent, style: str) -> str:
    if isinstance(cell, SheetNumber):
        look = "p" if cell.is_p else f"d{cell.decimals}"
        return (
            f'<table:table-cell table:style-name="{look}" office:value-type="float" '
            f'office:value="{cell.value:.12g}"/>'
        )
    if isinstance(cell, SheetLink):
        place = quoteattr(f"#'{cell.tab.replace(chr(39), chr(39) * 2)}'.A1")
        inside = f'<text:a xlink:type="simple" xlink:href={place}>{_escaped(cell.text)}</text:a>'
    elif cell:
        inside = _escaped(cell)
    else:
        return f'<table:table-cell table:style-name="{style}"/>'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{inside}</text:p>'
        "</table:table-cell>"
    )


def _escaped(text: str) -> str:
    return escape(harmless(text))


def _ranges(sheets: Sequence[TableSheet]) -> str:
    """The table of each sheet under its name, with its headings: what Excel calls a table."""
    found = []
    for sheet in sheets:
        tab = "'" + sheet.tab.replace("'", "''") + "'"
        last = sheet.first_row + max(1, len(sheet.rows)) + 1
        place = f"{tab}.A{sheet.first_row + 1}:{tab}.{xl_col_to_name(len(sheet.columns) - 1)}{last}"
        found.append(
            f"<table:database-range table:name={quoteattr(sheet.name)} table:contains-header="
            f'"true" table:display-filter-buttons="true" table:target-range-address={quoteattr(place)}/>'
        )
    return f"<table:database-ranges>{''.join(found)}</table:database-ranges>"


def _settings(sheets: Sequence[TableSheet]) -> bytes:
    """Where each sheet is frozen: under its headings, beside the columns that name its rows."""
    tables = "".join(_frozen(sheet) for sheet in sheets)
    names = ("office", "config")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings {spaces} office:version="1.3">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    ).encode()


def _frozen(sheet: TableSheet) -> str:
    across = sheet.stubs if len(sheet.columns) > sheet.stubs + 1 else 0
    down = sheet.first_row + 1
    facts = {
        "HorizontalSplitMode": 2 if across else 0,
        "VerticalSplitMode": 2,
        "HorizontalSplitPosition": across,
        "VerticalSplitPosition": down,
        "ActiveSplitRange": 3 if across else 2,
        "PositionRight": across,
        "PositionBottom": down,
    }
    kinds = {name: "short" if name.endswith(("Mode", "Range")) else "int" for name in facts}
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kinds[name]}">{value}</config:config-item>'
        for name, value in facts.items()
    )
    return (
        f"<config:config-item-map-entry config:name={quoteattr(sheet.tab)}>{items}"
        "</config:config-item-map-entry>"
    )


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file, none of them with a date."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in PARTS:
            kind = zipfile.ZIP_STORED if name == PARTS[0] else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name), parts[name], compress_type=kind)
    return target.getvalue()


def _part(document: Document, name: str) -> bytes:
    if name == "mimetype":
        return document.mimetype.encode("ascii")
    part: Any = document.get_part(name)
    if name == PARTS[1]:
        for path in part.get_paths():
            if path not in (*PARTS, "/"):
                part.del_full_path(path)
    return bytes(part.serialize())
