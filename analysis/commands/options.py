"""What several commands take, said once; the editions chosen are found here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.commands.console import faults_shown, say

if TYPE_CHECKING:
    from analysis.workspace import Place

CHOSEN = click.argument("chosen", nargs=-1, metavar="[SURVEY[/EDITION]]...")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), help="How many at a time; by default one per processor."
)
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Of a Dask cluster that does the work: tcp://HOST:PORT."
)
FORCE = click.option("--force", is_flag=True, help="Make again what is up to date.")


def chosen_places(root: Path, chosen: tuple[str, ...]) -> list[Place]:
    """The editions named under `root`, or all; ends the command where one is not there.

    Folders beside them that lack a definition are named, as they would be taken for built.
    """
    from analysis.workspace import places, undescribed

    with faults_shown():
        found = places(root, chosen)
        for place in undescribed(root, chosen):
            say(f"{place}: left out, no edition.toml; `assoscope new {place} --from FILE` drafts it")
        return found
