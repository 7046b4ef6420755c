"""The command line: a thin face on the pipeline. Heavy imports wait until a command runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.console import end, faults_shown, followed, say, shown, summary, told

if TYPE_CHECKING:
    from analysis.batch import Limits, Outcome
    from analysis.production import Order
    from analysis.workspace import Place

UP_TO_DATE = "up to date"
CHOSEN = click.argument("chosen", nargs=-1, metavar="[SURVEY[/EDITION]]...")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), help="How many at a time; by default one per processor."
)
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Of a Dask cluster that does the work: tcp://HOST:PORT."
)
FORCE = click.option("--force", is_flag=True, help="Make again what is up to date.")


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
@JOBS
@FORCE
@click.pass_obj
def build(root: Path, chosen: tuple[str, ...], jobs: int | None, force: bool) -> None:
    """Clean, weight and tabulate: write data/processed.

    An edition is up to date, and left alone, while its definitions, answers and margins, this software
    and the files it wrote are what they were.
    """
    end(_build_all(_chosen(root, chosen), jobs, force))


@main.command()
@CHOSEN
@click.option(
    "--by", multiple=True, metavar="VARIABLE", help="Also a report for each of its territories: region."
)
@click.option(
    "--lang",
    "languages",
    type=click.Choice(["fr", "en"]),
    multiple=True,
    default=["fr"],
    help="Language of the reports; may be given twice. By default fr.",
)
@click.option(
    "--format",
    "formats",
    default="html",
    callback=lambda _, __, text: _formats(text),
    help="Formats of the reports, with commas between: html, pdf, docx. By default html.",
)
@JOBS
@click.option("--timeout", type=click.FloatRange(1), default=600, help="Seconds a report may take; 600.")
@click.option(
    "--memory", type=click.IntRange(64), default=4096, help="MiB a report may take beyond the start; 4096."
)
@SCHEDULER
@FORCE
@click.pass_obj
def report(
    root: Path,
    chosen: tuple[str, ...],
    by: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    jobs: int | None,
    timeout: float,
    memory: int,
    scheduler: str | None,
    force: bool,
) -> None:
    """Build, then write the reports and their index: reports/index.html.

    A report that fails, hangs or takes too much memory harms no other; the former one stays. What each
    printed is in reports/.logs.
    """
    from analysis.batch import Limits
    from analysis.store import alone

    found = _chosen(root, chosen)
    failed = _build_all(found, jobs, force)
    broken = {outcome.task.name for outcome in failed}
    with faults_shown(), alone(root / "reports", say):
        from analysis.production import orders, stale

        wanted = orders([place for place in found if str(place) not in broken], languages, formats, by)
        asked = wanted if force else stale(wanted)
        if len(asked) < len(wanted):
            click.echo(f"{len(wanted) - len(asked)} of {len(wanted)} reports {UP_TO_DATE}")
        if asked:
            limits = Limits(timeout, memory * 2**20)
            failed += told(_reports(asked, jobs, limits, scheduler), len(asked), "report")
        _index(root, force)
    if len(failed) > 1:
        say(f"assoscope: {len(failed)} failed: {', '.join(outcome.task.name for outcome in failed)}")
    end(failed)


def _reports(
    asked: Sequence[Order], jobs: int | None, limits: Limits, scheduler: str | None
) -> Iterator[Outcome]:
    """The reports as they are made, on this machine or by the cluster at `scheduler`."""
    if scheduler is None:
        from analysis.production import make_reports

        return make_reports(asked, jobs, limits)
    from analysis.cluster_reports import make_reports_on

    return make_reports_on(scheduler, asked, limits)


def _index(root: Path, force: bool) -> None:
    from analysis.store import is_indexed

    if force or not is_indexed(root):
        from analysis import pipeline

        pipeline.index(root)
    click.echo("index: reports/index.html")


def _formats(text: str) -> tuple[str, ...]:
    """The formats named in `text`, each once."""
    from analysis.workspace import FORMATS

    named = {name.strip().lower() for name in text.split(",")}
    unknown = sorted(named - set(FORMATS))
    if unknown:
        raise click.BadParameter(f"{', '.join(map(repr, unknown))}; expected some of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in named)


@main.command()
@CHOSEN
@JOBS
@click.pass_obj
def check(root: Path, chosen: tuple[str, ...], jobs: int | None) -> None:
    """Validate definitions and data; write nothing."""
    found = {str(place): place for place in _chosen(root, chosen)}
    end(_each(found, _check, "check", jobs))


@main.command()
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
        place, *others = _chosen(root, (chosen,))
        if others:
            raise click.BadParameter(f"{chosen!r} has several editions; expected SURVEY/EDITION")
        from analysis.tabulation import tabulate

        start = time.perf_counter()
        made = tabulate(place, respondents, target, scheduler, follow=partial(followed, verb="tabulate"))
    hidden = int((made.indicators["status"] == "suppressed").sum())
    click.echo(
        f"{place}: {made.respondents} respondents in {made.parts} parts, {len(made.indicators)} estimates of "
        f"which {hidden} suppressed: {shown(made.path, root)} ({time.perf_counter() - start:.1f} s)"
    )


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

    with faults_shown():
        drafted = draft(root, name, answers, structure, encoding, separator, sheet)
    for path in drafted.written:
        click.echo(f"wrote {shown(path, root)}")
    for remark in drafted.unread:
        click.echo(f"not in the definitions: {remark}")


def _chosen(root: Path, chosen: tuple[str, ...]) -> list[Place]:
    from analysis.workspace import places

    with faults_shown():
        return places(root, chosen)


def _each(
    found: Mapping[str, Place], act: Callable[[Place], str], verb: str, jobs: int | None
) -> list[Outcome]:
    """Do `act` for each edition, by what it is called, in a process of its own; those that failed."""
    import os

    from analysis.batch import Limits, Task, run_tasks

    if found:
        import_module("analysis.pipeline")  # once, for all the processes that are copied from this one
    tasks = [Task(name, None, partial(act, place)) for name, place in found.items()]
    outcomes = run_tasks(tasks, jobs or os.cpu_count() or 1, Limits(seconds=float("inf")))
    return told(outcomes, len(tasks), verb)


def _build_all(found: Sequence[Place], jobs: int | None, force: bool) -> list[Outcome]:
    """Every edition built where it has to be, then the trends of their surveys; those that failed."""
    from analysis.store import is_built
    from analysis.workspace import places

    with faults_shown():
        current = [place for place in found if not force and is_built(place)]
    for place in current:
        click.echo(f"{place}: {UP_TO_DATE}")
    rest = {str(place): place for place in found if place not in current}
    failed = _each(rest, partial(_build, force), "build", jobs)
    surveys = {place.survey: place for place in rest.values()}
    several = {name: place for name, place in surveys.items() if len(places(place.root, (name,))) > 1}
    return failed + _each(several, _trend, "trend", jobs)


def _build(force: bool, place: Place) -> str:
    from analysis import pipeline

    make = pipeline.build if force else pipeline.update
    built = make(place, say, with_trend=False)
    return UP_TO_DATE if built is None else summary(built)


def _trend(place: Place) -> str:
    from analysis.series import write_trend

    path = write_trend(place, say)
    return "trend written" if path else "one edition with results, no trend"


def _check(place: Place) -> str:
    from analysis import pipeline

    return summary(pipeline.process(place))
