"""`assoscope tabulate`: respondents that are coded already, in bounded memory."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import click

from analysis.cli.terminal.console import SCHEDULER, faults_shown, followed, one_place, shown
from analysis.cli.terminal.targets import refuse_taken
from analysis.cli.terminal.words import decimal, said


@click.command()
@click.argument("chosen", metavar="SURVEY/EDITION")
@click.option(
    "--from",
    "respondents",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    required=True,
    help="Parquet file of coded respondents, of any size; may be given several times.",
)
@SCHEDULER
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; by default indicators.csv of the edition in data/processed.",
)
@click.pass_obj
def tabulate(
    root: Path, chosen: str, respondents: tuple[Path, ...], scheduler: str | None, target: Path | None
) -> None:
    """Tabulate respondents that are coded and weighted already, in bounded memory: write indicators.csv.

    The columns are those of respondents.parquet. Weights are taken as they are; calibration and primary
    units are refused.
    """
    with faults_shown():
        from analysis.steps.large_tables import tabulate

        place = one_place(root, chosen)
        refuse_taken(root, filter(None, [target]), ".csv")
        start = time.perf_counter()
        made = tabulate(
            place, respondents, target, scheduler, follow=partial(followed, verb=said("tabulate"))
        )
    hidden = int((made.indicators["status"] == "suppressed").sum())
    click.echo(
        said(
            "{place}: {respondents} respondents in {parts} parts, {estimates} estimates of which {hidden} "
            "suppressed: {path} ({seconds} s)",
            place=place,
            respondents=made.respondents,
            parts=made.parts,
            estimates=len(made.indicators),
            hidden=hidden,
            path=shown(made.path, root),
            seconds=decimal(time.perf_counter() - start),
        )
    )
