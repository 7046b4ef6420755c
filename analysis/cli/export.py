"""`assoscope export`: an edition as data sets for portals, catalogues and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import faults_shown, one_place, say, shown
from analysis.cli.terminal.listed_names import several_names
from analysis.cli.terminal.words import said
from analysis.exports.open_data.licences import LICENCES

if TYPE_CHECKING:
    from analysis.steps.export_formats import ExportFormat


@click.command()
@click.argument("chosen", metavar="SURVEY/EDITION")
@several_names(
    "--format",
    "formats",
    known=lambda: _formats(),
    metavar="NAME",
    required=True,
    help="Formats, with commas between or given several times: of the release, datapackage, csvw, ddi, sdmx, "
    "dcat; of respondents, public-use, sav, parquet, triple-s.",
)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to, a folder in it per format; by default exports/SURVEY/EDITION. Files of "
    "respondents need one, outside data/, reports/ and exports/.",
)
@click.option("--licence", type=click.Choice([*LICENCES]), help="What others may do with the figures.")
@click.option("--url", metavar="ADDRESS", help="At which the folder will stand: https://… (dcat needs it).")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["fr", "en"]),
    default="fr",
    help="Of labels in .sav and .sss files; fr.",
)
@click.pass_obj
def export(
    root: Path,
    chosen: str,
    formats: tuple[str, ...],
    to: Path | None,
    licence: str | None,
    url: str | None,
    language: str,
) -> None:
    """Write an edition in standard formats, for portals, catalogues and other programs.

    Those of the release hold figures of reports/SURVEY/EDITION alone, byte for byte or by the same digits.
    Those of respondents hold answers, without identifiers and open answers, and are private.
    """
    from analysis.steps.export_formats import EXPORT_FORMATS
    from analysis.steps.exports import export as write_exports

    place = one_place(root, chosen)
    with faults_shown():
        folders = write_exports(place, formats, to, licence, url, language, say)
    for name, folder in zip(formats, folders, strict=True):
        message = f"{shown(folder, root)}{_remark(EXPORT_FORMATS[name])}"
        click.echo(said("{name}: {message}", name=name, message=message))
    if licence is None and not all(EXPORT_FORMATS[name].is_private for name in formats):
        click.echo(said("no licence is stated: others may not know what they may do; --licence states one"))


def _remark(each: ExportFormat) -> str:
    """What is said of who may have the files of a format."""
    told = {
        "anyone": "",
        "colleagues": said("private: answers of persons, not to be passed on"),
        "after_review": said("private: answers of persons, to be looked at before it is published"),
    }[each.audience]
    return f" ({told})" if told else ""


def _formats() -> list[str]:
    """The formats an edition can be written in."""
    from analysis.steps.export_formats import EXPORT_FORMATS

    return list(EXPORT_FORMATS)
