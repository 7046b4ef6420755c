"""The files for people of an edition's release, made from its released tables."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.exports.codebook.codebook_page import codebook_html, codebook_markdown
from analysis.exports.codebook.dictionary import dictionary_bytes
from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.edition_workbooks import banner_workbook, tables_workbook
from analysis.exports.spreadsheets.french_csv import french_indicators
from analysis.exports.spreadsheets.ods_file import ods_bytes
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
)
from analysis.workspace import LANGUAGE


def edition_exports(survey: Survey, edition: Edition, released: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> bytes of each file for people; `released` are the released tables by name."""
    release = ReleasedEdition(survey, edition, released)
    voice = release.voice(LANGUAGE)
    tables = tables_workbook(release, voice)
    return {
        INDICATORS_FR.name: french_indicators(release),
        TABLES_XLSX.name: xlsx_bytes(tables),
        TABLES_ODS.name: ods_bytes(tables),
        DICTIONARY.name: dictionary_bytes(release),
        CODEBOOK_HTML.name: codebook_html(release, voice),
        CODEBOOK_MD.name: codebook_markdown(release, voice),
        BANNER_XLSX.name: xlsx_bytes(banner_workbook(release, voice)),
    }
