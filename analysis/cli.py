"""The command line: a thin face on the pipeline. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.faults import Fault

if TYPE_CHECKING:
    from analysis.pipeline import Built
    from analysis.workspace import Place

OFTEN = 5
UP_TO_DATE = "up to date"
CHOSEN = click.argument("chosen", nargs=-1, metavar="[SURVEY[/EDITION]]...")
FORCE = click.option("--force", is_flag=True, help="Make again what is up to date.")


class Faulty(click.ClickException):
    """The data or the definitions are at fault: one message, exit code 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002
        """Print the message to standard error."""
        click.echo(f"assoscope: {self.message}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="assoscope")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder that holds data/raw; by default the current one.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """From files of survey answers to weighted indicators and reports.

    Each survey is a folder data/raw/SURVEY with survey.toml, and in it one folder per edition with
    edition.toml and the answers. Without a SURVEY, every edition is taken.

    Exit codes: 0 done, 1 the data or the definitions are at fault, 2 wrong usage.
    """
    context.obj = root.resolve()


@main.command()
@CHOSEN
@FORCE
@click.pass_obj
def build(root: Path, chosen: tuple[str, ...], force: bool) -> None:
    """Clean, weight and tabulate: write data/processed.

    An edition is up to date, and left alone, while its definitions, answers and margins, this software
    and the files it wrote are what they were.
    """
    _end(_each(root, chosen, "build", lambda place: _build(place, force)))


def _build(place: Place, force: bool) -> str:
    from analysis.store import is_built

    if not force and is_built(place):
        return UP_TO_DATE
    from analysis import pipeline

    return _summary(pipeline.build(place, _say) if force else pipeline.update(place, _say))


@main.command()
@CHOSEN
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", help="Language of the report.")
@click.option(
    "--format",
    "formats",
    default="html",
    callback=lambda _, __, text: _formats(text),
    help="Formats of the report, with commas between: html, pdf, docx. By default html.",
)
@FORCE
@click.pass_obj
def report(root: Path, chosen: tuple[str, ...], lang: str, formats: tuple[str, ...], force: bool) -> None:
    """Build, then write the reports and their index: reports/index.html."""
    from analysis.store import is_indexed

    failed = _each(root, chosen, "report", lambda place: _report(place, lang, formats, force))
    with _faults_shown():
        if force or not is_indexed(root):
            from analysis import pipeline

            pipeline.index(root)
        click.echo("index: reports/index.html")
    _end(failed)


def _formats(text: str) -> tuple[str, ...]:
    """The formats named in `text`, each once."""
    from analysis.workspace import FORMATS

    named = {name.strip().lower() for name in text.split(",")}
    unknown = sorted(named - set(FORMATS))
    if unknown:
        raise click.BadParameter(f"{', '.join(map(repr, unknown))}; expected some of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in named)


def _report(place: Place, language: str, formats: tuple[str, ...], force: bool) -> str:
    from analysis.reporting.publishing import notebook_of
    from analysis.store import is_reported

    pages = [place.page(language, form) for form in formats]
    shown = ", ".join(_shown(page, place.root) for page in pages)
    notebook = notebook_of(place.root)
    if not force and all(is_reported(place, page, notebook, language) for page in pages):
        return f"{shown} {UP_TO_DATE}"
    from analysis import pipeline

    built, _ = pipeline.report(place, language, force, _say, formats)
    return f"{shown}\n  {_summary(built)}"


@main.command()
@CHOSEN
@click.pass_obj
def check(root: Path, chosen: tuple[str, ...]) -> None:
    """Validate definitions and data; write nothing."""
    from analysis import pipeline

    _end(_each(root, chosen, "check", lambda place: _summary(pipeline.process(place))))


@main.command()
@click.argument("name", metavar="NAME[/EDITION]")
@click.option(
    "--from",
    "answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of answers: .sav, .zsav, .por, .dta, .sas7bdat, .xpt, .csv, .tsv, .txt, .xlsx or .parquet.",
)
@click.option("--encoding", help="Of its texts, where the one found is wrong: cp1252, utf-8 …")
@click.option("--separator", help="Between its cells, where the one found is wrong.")
@click.option("--sheet", help="Of a workbook, by its name; by default the first.")
@click.option(
    "--structure",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its questionnaire: LimeSurvey .lss, .lsg or .lsq, XLSForm .xlsx, Quantipy .json.",
)
@click.pass_obj
def new(
    root: Path,
    name: str,
    answers: Path | None,
    structure: Path | None,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
) -> None:
    """Draft a survey from a file of answers, from the structure of its questionnaire, or from both.

    Writes data/raw/NAME/survey.toml and, with answers, data/raw/NAME/EDITION/ with edition.toml and a copy
    of the answers; EDITION is the current year where it is not given.
    """
    from analysis.drafting import draft

    with _faults_shown():
        drafted = draft(root, name, answers, structure, encoding, separator, sheet)
    for path in drafted.written:
        click.echo(f"wrote {_shown(path, root)}")
    for remark in drafted.unread:
        click.echo(f"not in the definitions: {remark}")


def _each(root: Path, chosen: tuple[str, ...], verb: str, act: Callable[[Place], str]) -> int:
    """Do `act` for each edition chosen, with a bar on a terminal; how many ended in a fault."""
    from analysis.workspace import places

    with _faults_shown():
        found = places(root, chosen)
    failed = 0
    for place in _shown_progress(found, verb):
        start = time.perf_counter()
        try:
            with _faults_shown():
                said = act(place)
            _clear_bar()
            click.echo(f"{place}: {said} ({time.perf_counter() - start:.1f} s)")
        except Faulty as fault:
            failed += 1
            _clear_bar()
            fault.show()
    return failed


def _end(failed: int) -> None:
    if failed:
        raise SystemExit(1)


def _shown_progress(found: list[Place], verb: str) -> Iterable[Place]:
    if not sys.stderr.isatty():
        yield from found
        return
    with click.progressbar(found, label=verb, item_show_func=lambda p: str(p or ""), file=sys.stderr) as bar:
        yield from bar


def _clear_bar() -> None:
    """Make room on the terminal for a line where the bar stands; the bar is drawn again below it."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)


@contextmanager
def _faults_shown() -> Iterator[None]:
    """Faults of data, definitions and disk leave as one message."""
    try:
        yield
    except Fault as fault:
        raise Faulty(str(fault)) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise Faulty(f"{place}{error.strerror or error}") from None
    except MemoryError:
        raise Faulty("not enough memory for this file") from None


def _say(message: str) -> None:
    _clear_bar()
    click.echo(message, err=True)


def _summary(built: Built | None) -> str:
    if built is None:
        return UP_TO_DATE
    cleaned = built.weighted.cleaned
    hidden = int((built.indicators["status"] == "suppressed").sum())
    said = (
        f"{cleaned.received} received = {len(cleaned.keys)} kept + {len(cleaned.removed)} removed, "
        f"{len(cleaned.problems)} problems, {len(built.indicators)} estimates of which {hidden} suppressed"
    )
    return "\n  ".join(
        [said, *_remarks(built), *_absent_columns(built), *_identifiers(built), *_hidden_beside(built)]
    )


def _remarks(built: Built) -> list[str]:
    """What was unusual in reading, with the file where there are several."""
    received = built.received
    one_by_one = zip(received.names, received.sources, strict=True)
    return [
        f"read{f' {name}' if len(received.names) > 1 else ''}: {remark}"
        for name, source in one_by_one
        for remark in source.remarks
    ]


def _absent_columns(built: Built) -> list[str]:
    problems = built.weighted.cleaned.problems
    absent = problems[problems["problem"] == "column not in the file"]
    return [
        f"{row.question}: no column {row.value!r} in the file ({row.action})" for row in absent.itertuples()
    ]


def _identifiers(built: Built) -> list[str]:
    """Questions, or the identifier, that look like direct identifiers, and what was done about each."""
    problems = built.weighted.cleaned.problems
    found = problems[problems["problem"] == "looks like a direct identifier"]
    return [f"{row.question}: {row.problem}, {row.action}" for row in found.itertuples()]


def _hidden_beside(built: Built) -> list[str]:
    """Groups often hidden only because a smaller one could be recomputed: the analyst may merge that one."""
    hidden = built.indicators.query("confidentiality == 'complementary'")
    tables = hidden.drop_duplicates(["indicator", "breakdown", "group"])
    counts = (tables["breakdown"] + " = " + tables["group"]).value_counts()
    return [
        f"{group}: hidden in {count} tables beside a group too small; merge that one (groups_of)"
        for group, count in counts[counts >= OFTEN].items()
    ]


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
