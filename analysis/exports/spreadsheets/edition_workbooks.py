"""The workbooks of an edition: all its tables, and its banner."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.banner_sheets import banner_sheets
from analysis.exports.spreadsheets.front_sheets import contents_sheet, cover_sheet, notes_sheet
from analysis.exports.spreadsheets.indicator_sheets import indicator_sheets
from analysis.exports.spreadsheets.workbook import TableSheet, TablesWorkbook
from analysis.reporting.language.voice import Voice


def tables_workbook(release: ReleasedEdition, voice: Voice) -> TablesWorkbook:
    """Cover, contents, notes, and a sheet for each indicator."""
    sheets = indicator_sheets(release, voice)
    themes = [voice.survey.themes.get(voice.survey.indicators[name].theme) for name in release.answered]
    groups = [voice.text(theme.title) if theme else "" for theme in themes]
    return _workbook(release, voice, voice.say("sheet.what_tables"), sheets, groups)


def banner_workbook(release: ReleasedEdition, voice: Voice) -> TablesWorkbook:
    """Cover, contents, notes, a sheet of all questions for each breakdown, and all whole-table tests."""
    sheets = banner_sheets(release, voice)
    groups = [voice.say("sheet.banners")] * len(sheets)
    return _workbook(release, voice, voice.say("sheet.what_banner"), sheets, groups)


def _workbook(
    release: ReleasedEdition, voice: Voice, what: str, sheets: Sequence[TableSheet], groups: Sequence[str]
) -> TablesWorkbook:
    producer = release.edition.note.producer or release.survey.note.producer
    front = [cover_sheet(release, voice, what), contents_sheet(voice, sheets, groups), notes_sheet(voice)]
    return TablesWorkbook(
        title=f"{voice.text(release.survey.title)}{voice.colon}{voice.text(release.edition.title)}",
        author=voice.text(producer),
        language=voice.rules.locale.replace("_", "-"),
        small_p=f"< {voice.number(0.001, 3)}",
        sheets=[*front, *sheets],
    )
