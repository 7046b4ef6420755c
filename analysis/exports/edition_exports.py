"""The files for people of an edition's release, made from its released tables, in a language."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.exports.codebook.codebook_page import codebook_html, codebook_markdown
from analysis.exports.codebook.dictionary import dictionary_bytes
from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.edition_workbooks import banner_workbook, tables_workbook
from analysis.exports.spreadsheets.ods_file import ods_bytes
from analysis.exports.spreadsheets.spreadsheet_csv import labelled_indicators
from analysis.exports.spreadsheets.xlsx_file import xlsx_bytes
from analysis.questionnaire import Edition, Survey
from analysis.results.released_columns import (
    BANNER_XLSX,
    CODEBOOK_HTML,
    CODEBOOK_MD,
    DICTIONARY,
    INDICATORS_FR,
    TABLES_ODS,
    TABLES_XLSX,
    named_in,
)
from analysis.workspace import LANGUAGE


def edition_exports(survey: Survey, edition: Edition, released: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> bytes of the files for people that every release has; `released` are its tables by name."""
    release = ReleasedEdition(survey, edition, released)
    return exports_in(release, LANGUAGE) | {DICTIONARY.name: dictionary_bytes(release)}


def exports_in(release: ReleasedEdition, language: str) -> dict[str, bytes]:
    """Name -> bytes of the files for people in one language."""
    voice = release.voice(language)
    tables = tables_workbook(release, voice)
    contents = {
        INDICATORS_FR: labelled_indicators(release, voice),
        TABLES_XLSX: xlsx_bytes(tables),
        TABLES_ODS: ods_bytes(tables),
        CODEBOOK_HTML: codebook_html(release, voice),
        CODEBOOK_MD: codebook_markdown(release, voice),
        BANNER_XLSX: xlsx_bytes(banner_workbook(release, voice)),
    }
    return {named_in(file, language): content for file, content in contents.items()}
