"""`assoscope archive` and `assoscope verify`: a release in one file, and whether it still holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import faults_shown, inert_text, one_place, shown
from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.targets import refuse_taken
from analysis.cli.terminal.words import said, series

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
        from analysis.runs.whole_files import write_whole
        from analysis.steps.archives.archive_files import archive_bytes

        place = one_place(root, chosen)
        path = target or root / f"{place.survey}-{place.edition}.zip"
        refuse_taken(root, [path], ".zip")
        content = archive_bytes(place, with_identifiers)
        write_whole({path: content})
    told = {"place": place, "path": shown(path, root), "count": len(content)}
    click.echo(said("{place}: {path}, {count} bytes", **told))


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--answers",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="A file of answers, or the folder of them; may be given several times.",
)
@click.option(
    "--beside",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="The archive of another edition: with those of all, and their answers, the trend is built again.",
)
def verify(path: Path, answers: tuple[Path, ...], beside: tuple[Path, ...]) -> None:
    """Check an archive; with its answers, build it again and say whether it still gives the same.

    Answers are known by their checksum. Exit codes: 0 all that was asked for is as it was; 1 it is not, the
    archive is damaged, or the answers are not those it was made of.
    """
    with faults_shown():
        from analysis import pipeline
        from analysis.steps.archives import verification

        found = verification.verify(path, answers, pipeline.process, beside)
    click.echo(inert_text(_told(found)))
    if found.different or (answers and found.lacking):
        raise SystemExit(1)


def _told(found: Verification) -> str:
    archive = found.archive
    head = said(
        "{place}: {count} files are as they were packed",
        place=f"{archive.survey}/{archive.edition}",
        count=len(archive.files),
    )
    if found.same is None or found.different is None:
        lacking = ", ".join(f"{name} ({told[:12]}…)" for name, told in found.lacking.items())
        alone = said(
            "only that was checked: nothing was built again, without the answers {lacking}", lacking=lacking
        )
        return f"{head}\n{alone}"
    told = said("all {count} files are the same", count=len(found.same))
    if found.different:
        told = said(
            "{files} differ, {count} files are the same",
            files=", ".join(found.different),
            count=len(found.same),
        )
    if found.unmade:
        held = said("held to their checksums alone: {files}", files=", ".join(found.unmade))
        told = series((told, held))
    again = said("built again from the answers, reports too: {told}", told=told)
    software = series(map(retold, found.other_software)) or said("the same")
    return "\n".join([head, again, said("programs: {software}", software=software)])
