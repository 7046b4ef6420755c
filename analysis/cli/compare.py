"""`assoscope compare`: which figures moved between two builds, and what caused it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import faults_shown, inert_text, shown
from analysis.cli.terminal.listed_names import several_names
from analysis.cli.terminal.targets import FiniteRange, refuse_taken
from analysis.cli.terminal.words import said, system_language
from analysis.faults import Fault

if TYPE_CHECKING:
    from analysis.steps.comparing.moved_figures import BuildComparison

MOVED = 3
"""The exit code where a figure moved: 1 and 2 are those of faults and of wrong usage."""
TARGET = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--answers",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Files of answers, or their folders: two archives are built again, one change at a time.",
)
@several_names("--indicator", "indicators", metavar="NAME", help="Only figures of this one.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["fr", "en"]),
    default=system_language,
    help="What is said; by default the language of the system.",
)
@click.option("--tolerance", type=FiniteRange(0), default=0.0, help="Largest difference that is none.")
@click.option("--csv", "table", type=TARGET, help="Also write a row for each figure that moved.")
@click.option("--html", "page", type=TARGET, help="Also write a page.")
@click.pass_obj
def compare(
    root: Path,
    before: str,
    after: str,
    answers: tuple[Path, ...],
    indicators: tuple[str, ...],
    language: str,
    tolerance: float,
    table: Path | None,
    page: Path | None,
) -> None:
    """Say which figures moved from A to B, by how much, and what changed between them.

    A and B are archives, folders of data/processed or of reports, or SURVEY/EDITION, whose release is taken.
    Two folders of data/processed are compared at full precision. What may not be passed on is written under
    data/processed alone. The first three lines answer why the largest difference is there, of one indicator
    where --indicator names it.

    Exit codes: 0 nothing moved, 3 a figure moved by more than --tolerance, 1 a fault, 2 wrong usage.
    """
    with faults_shown():
        _refuse_taken(root, table, page)
        from analysis.runs.whole_files import write_whole
        from analysis.steps.comparing import comparison_files
        from analysis.steps.comparing.changed_definitions import changed_keys
        from analysis.steps.comparing.told_causes import ToldComparison

        found = _compared(root, (before, after), answers, tolerance, indicators)
        told = ToldComparison(found, changed_keys(found.before, found.after), language)
        makers = ((table, comparison_files.csv_of), (page, comparison_files.page_of))
        contents = {path: make(told) for path, make in makers if path is not None}
        if found.is_private or answers:
            _refuse_elsewhere(root, contents)
        write_whole(contents)
    for line in comparison_files.lines(told):
        click.echo(inert_text(line))
    for path in contents:
        click.echo(said("wrote {path}", path=shown(path, root)))
    if found.moves:
        raise SystemExit(MOVED)


def _compared(
    root: Path,
    named: tuple[str, str],
    answers: tuple[Path, ...],
    tolerance: float,
    indicators: tuple[str, ...],
) -> BuildComparison:
    """Both sides compared, and built again one change at a time where answers are given."""
    from analysis import pipeline
    from analysis.steps.comparing import causes, compared_sides, moved_figures

    full = all(compared_sides.is_of_analyst(root, name) for name in named)
    before, after = (compared_sides.read_side(root, name, full) for name in named)
    found = moved_figures.compare(before, after, tolerance, indicators)
    return causes.with_causes(found, answers, pipeline.process) if answers else found


def _refuse_taken(root: Path, table: Path | None, page: Path | None) -> None:
    refuse_taken(root, filter(None, [table]), ".csv")
    refuse_taken(root, filter(None, [page]), ".html")


def _refuse_elsewhere(root: Path, paths: object) -> None:
    """Raise Fault for files of a comparison that may not be passed on outside data/processed."""
    private = (root / "data" / "processed").resolve()
    assert isinstance(paths, dict)
    elsewhere = [str(path) for path in paths if not path.resolve().is_relative_to(private)]
    if elsewhere:
        raise Fault(
            said(
                "{files}: this comparison may not be passed on, two builds of one edition tell together what "
                "neither does; write it under {private}",
                files=", ".join(elsewhere),
                private=private,
            )
        )
