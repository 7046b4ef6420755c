"""`assoscope new`: first definitions of a survey."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import faults_shown, shown
from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.words import said

if TYPE_CHECKING:
    from analysis.drafting.drafts import Draft
    from analysis.drafting.telling.doubts import Choice, Doubt, Read


def asked_choice(doubt: Doubt[Read]) -> Choice[Read]:
    """The reading that whoever sits at the terminal chooses; the first where they press Enter."""
    asked = said("{name}: {message}", name=doubt.about, message=retold(doubt.asked))
    click.echo(f"\n{asked}", err=True)
    for number, choice in enumerate(doubt.choices, start=1):
        told = {"number": number, "reading": retold(choice.said), "keys": retold(choice.keys)}
        click.echo(f"  {said('{number}  {reading}: {keys}', **told)}", err=True)
    numbers = click.IntRange(1, len(doubt.choices))
    asked = f"  {said('which')}"
    chosen = click.prompt(asked, default=1, type=numbers, err=True, prompt_suffix=said(": "))
    return doubt.choices[chosen - 1]


@click.command()
@click.argument("name", metavar="NAME[/EDITION]")
@click.option(
    "--from",
    "answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of answers: .sav, .zsav, .por, .dta, .sas7bdat, .xpt, .csv, .tsv, .txt, .xlsx or .parquet.",
)
@click.option("--encoding", help="Of its texts, where the one found is wrong: cp1252, utf-8 …")
@click.option("--separator", help="Between its cells, where the one found is wrong.")
@click.option("--sheet", help="Of a workbook, by its name, where several may hold the answers.")
@click.option("--header-rows", type=click.IntRange(0, 20), help="How many rows name the columns.")
@click.option("--skip-rows", help="Rows of the file that are no answers: 1,2,63.. (none: keep all).")
@click.option(
    "--structure",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its questionnaire: LimeSurvey .lss, .lsg, .lsq, .txt; XLSForm .xlsx; REDCap .csv; Qualtrics .qsf; "
    "DDI .xml; Triple-S .sss; Quantipy .json.",
)
@click.option("--interactive", is_flag=True, help="Ask the doubts of the draft one by one.")
@click.pass_obj
def new(
    root: Path,
    name: str,
    answers: Path | None,
    structure: Path | None,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    header_rows: int | None,
    skip_rows: str | None,
    interactive: bool,
) -> None:
    """Draft a survey from a file of answers, from the structure of its questionnaire, or from both.

    Writes data/raw/NAME/survey.toml and, with answers, data/raw/NAME/EDITION/ with edition.toml and a copy
    of the answers; EDITION is the current year where it is not given. With --interactive, what nobody but
    you can say is asked first; Enter takes the default, and until the last answer nothing is written.
    """
    from analysis.drafting.drafts import draft

    with faults_shown():
        reading = (encoding, separator, sheet, header_rows, skip_rows)
        choose = asked_choice if interactive else None
        _tell(draft(root, name, answers, structure, *reading, choose=choose), root)


def _tell(drafted: Draft, root: Path) -> None:
    """What was written, what is not in it, and what was found."""
    for path in drafted.written:
        click.echo(said("wrote {path}", path=shown(path, root)))
    if drafted.not_asked:
        names = ", ".join(drafted.not_asked)
        click.echo(said("no column in the file, so not asked: {names}", names=names))
    if drafted.left_behind:
        keys = ", ".join(drafted.left_behind)
        click.echo(
            said(
                "not taken over from the edition before: {keys}; write in edition.toml what holds", keys=keys
            )
        )
    if drafted.lacks_margins:
        click.echo(
            said("not calibrated yet: put margins.csv beside edition.toml and take [weighting] out of it")
        )
    for remark in drafted.unread:
        click.echo(said("not in the definitions: {remark}", remark=retold(remark)))
    for line in drafted.summary:
        click.echo(retold(line))
