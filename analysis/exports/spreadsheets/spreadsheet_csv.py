"""The released figures for a spreadsheet with the settings of a language, labels beside the codes."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping

from analysis.exports.harmless_texts import kept_cell
from analysis.exports.released_edition import ReleasedEdition, population_label
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.released_columns import INDICATORS_FR, LABEL, MARK
from analysis.results.schema import WHOLE, File

TEXT = "text"
DELIMITERS = {",": ";", ".": ","}
"""The decimal sign of a language -> what a spreadsheet with its settings parts columns by."""


def labelled_indicators(release: ReleasedEdition, voice: Voice) -> bytes:
    """The rows of indicators.csv in their order, labels in the language of the voice."""
    rows = zip(release.indicator_cells, release.indicators.rows, strict=True)
    labelled = ({**cells, **_labels(voice, row)} for cells, row in rows)
    return spreadsheet_csv(INDICATORS_FR, labelled, voice.decimal_sign)


def spreadsheet_csv(file: File, rows: Iterable[Mapping[str, str]], decimal: str) -> bytes:
    """Rows of texts by column as a CSV that begins with a byte-order mark: semicolons beside decimal commas,
    commas beside decimal points.

    Numbers are given with a point, as other files have them.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=DELIMITERS[decimal], lineterminator="\r\n")
    writer.writerow(file.names)
    rows = list(rows)
    columns = (
        [kept_cell(row[column.name]) for row in rows]
        if column.type == TEXT
        else [row[column.name].replace(".", decimal) for row in rows]
        for column in file.columns
    )
    writer.writerows(zip(*columns, strict=True))
    return codecs.BOM_UTF8 + lines.getvalue().encode("utf-8")


def _labels(voice: Voice, row: IndicatorRow) -> dict[str, str]:
    """The labels of a row's codes, its unit, and why its value is absent or to be read with care."""
    indicator = voice.survey.indicators[row.indicator]
    theme = voice.survey.themes.get(indicator.theme)
    sign = f"{mark_sign(row.mark)}{voice.colon}{voice.mark_meaning(row.mark)}" if row.mark else ""
    labels = {
        "theme": voice.text(theme.title if theme else None),
        "indicator": voice.indicator(row.indicator),
        "item": voice.item(indicator, row.item) if row.item else "",
        "population": population_label(voice, row),
        "breakdown": _unless_whole(voice, row.breakdown, voice.variable(row.breakdown)),
        "group": _unless_whole(voice, row.group, voice.answer(row.breakdown, row.group)),
    }
    found = {f"{name}{LABEL}": label for name, label in labels.items()}
    found |= {MARK.name: sign, "unit": written(voice, row).unit}
    return {name: label.replace("’", "'") for name, label in found.items()}  # as indicators.csv has them


def _unless_whole(voice: Voice, code: str, label: str) -> str:
    return voice.say("all") if code == WHOLE else label
