"""`assoscope archive` and `assoscope verify`: a release in one file, and whether it still holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import chosen_places, faults_shown, inert_text, shown

if TYPE_CHECKING:
    from analysis.steps.archives.verification import Verification


@click.command()
@click.argument("chosen", metavar="SURVEY/EDITION")
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; by default SURVEY-EDITION.zip beside data/.",
)
@click.option(
    "--with-identifiers", is_flag=True, help="Pack definitions that name respondents in [exclude] too."
)
@click.pass_obj
def archive(root: Path, chosen: str, target: Path | None, with_identifiers: bool) -> None:
    """Pack the release of an edition: definitions, tables, reports and their checksums, in one file.

    No respondent and no answer is in it. The same release gives the same bytes.
    """
    with faults_shown():
        place, *others = chosen_places(root, (chosen,))
        if others:
            raise click.BadParameter(f"{chosen!r} has several editions; expected SURVEY/EDITION")
        from analysis.runs.whole_files import write_whole
        from analysis.steps.archives.archive_files import archive_bytes

        content = archive_bytes(place, with_identifiers)
        path = target or root / f"{place.survey}-{place.edition}.zip"
        write_whole({path: content})
    click.echo(f"{place}: {shown(path, root)}, {len(content)} bytes")


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--answers",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="A file of answers, or the folder of them; may be given several times.",
)
def verify(path: Path, answers: tuple[Path, ...]) -> None:
    """Check an archive; with its answers, build it again and say whether it still gives the same.

    Answers are known by their checksum. Exit codes: 0 all that was asked for is as it was; 1 it is not, the
    archive is damaged, or the answers are not those it was made of.
    """
    with faults_shown():
        from analysis import pipeline
        from analysis.steps.archives import verification

        found = verification.verify(path, answers, pipeline.process)
    click.echo(inert_text(_said(found)))
    if found.different or (answers and found.lacking):
        raise SystemExit(1)


def _said(found: Verification) -> str:
    archive = found.archive
    head = f"{archive.survey}/{archive.edition}: {len(archive.files)} files are as they were packed"
    if found.same is None or found.different is None:
        lacking = ", ".join(f"{name} ({told[:12]}…)" for name, told in found.lacking.items())
        return f"{head}\nonly that was checked: nothing was built again, without the answers {lacking}"
    software = "; ".join(found.other_software) or "the same"
    told = f"all {len(found.same)} files are the same"
    if found.different:
        told = f"{', '.join(found.different)} differ, {len(found.same)} files are the same"
    rest = f"; held to their checksums alone: {', '.join(found.unmade)}" if found.unmade else ""
    return f"{head}\nbuilt again from the answers, reports too: {told}{rest}\nprograms: {software}"
