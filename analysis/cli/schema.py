"""`assoscope schema`: the JSON Schemas by which editors complete and check the definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from analysis.cli.terminal.console import faults_shown, shown
from analysis.cli.terminal.words import said


@click.command()
@click.argument("name", required=False, type=click.Choice(["survey", "edition", "testimonies"]))
@click.pass_obj
def schema(root: Path, name: Literal["survey", "edition", "testimonies"] | None) -> None:
    """Write the JSON Schemas of the definitions under data/raw, or print the one of NAME.toml.

    A definition that begins with a line such as #:schema ../survey.schema.json is completed and checked by
    editors of TOML.
    """
    from analysis.drafting.schema_files import schema_text, write_schemas

    if name:
        click.echo(schema_text(name), nl=False)
        return
    with faults_shown():
        written = write_schemas(root)
    for path in written:
        click.echo(said("wrote {path}", path=shown(path, root)))
