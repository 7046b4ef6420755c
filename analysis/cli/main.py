"""The command line of assoscope: one module for each command."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.cli.archive import archive, verify
from analysis.cli.build import build, check
from analysis.cli.compare import compare
from analysis.cli.export import export
from analysis.cli.guidance.doctor import doctor
from analysis.cli.guidance.notebook import notebook
from analysis.cli.guidance.state import show_state
from analysis.cli.new import new
from analysis.cli.report import report
from analysis.cli.schema import schema
from analysis.cli.tabulate import tabulate
from analysis.cli.terminal.commands import Commands


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="assoscope")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder that holds data/raw; by default the current one.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """From files of survey answers to weighted indicators and reports. Without a command: what stands here,
    and what comes next.

    Each survey is a folder data/raw/SURVEY with survey.toml, and in it one folder per edition with
    edition.toml and the answers. Without a SURVEY, every edition is taken.

    Exit codes: 0 done, 1 the data or the definitions are at fault, 2 wrong usage.
    """
    context.obj = root.resolve()
    if context.invoked_subcommand is None:
        show_state(context.obj)


for command in (
    *(build, report, check, notebook, export, archive, verify, compare),
    *(tabulate, new, schema, doctor),
):
    main.add_command(command)
