"""indicators.fr.csv: the released figures for a spreadsheet with French settings, labels beside the codes."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping

from analysis.exports.harmless_texts import kept_cell
from analysis.exports.released_edition import ReleasedEdition, population_label
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.released_columns import INDICATORS_FR, LABEL, MARK
from analysis.results.schema import WHOLE, File

LANGUAGE = "fr"
TEXT = "text"


def french_indicators(release: ReleasedEdition) -> bytes:
    """The bytes of indicators.fr.csv: the rows of indicators.csv in their order."""
    voice = release.voice(LANGUAGE)
    rows = zip(release.indicator_cells, release.indicators.rows, strict=True)
    return french_csv(INDICATORS_FR, ({**cells, **_labels(voice, row)} for cells, row in rows))


def french_csv(file: File, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows of texts by column as a CSV with semicolons and decimal commas that begins with a byte-order mark;
    numbers are written with a point, as other files have them."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(file.names)
    texts = {column.name for column in file.columns if column.type == TEXT}
    for row in rows:
        writer.writerow(
            kept_cell(row[name]) if name in texts else row[name].replace(".", ",") for name in file.names
        )
    return codecs.BOM_UTF8 + lines.getvalue().encode("utf-8")


def _labels(voice: Voice, row: IndicatorRow) -> dict[str, str]:
    """The labels of a row's codes, and why its value is absent or to be read with care."""
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
    found = {f"{name}{LABEL}": label for name, label in labels.items()} | {MARK.name: sign}
    return {name: label.replace("’", "'") for name, label in found.items()}  # as indicators.csv has them


def _unless_whole(voice: Voice, code: str, label: str) -> str:
    return voice.say("all") if code == WHOLE else label
