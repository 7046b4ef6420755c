"""`assoscope report`: the reports asked for, each in a process of its own, and their index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.build import (
    build_all,
    chosen_and_gone,
    could_write,
    release_all,
    tell_outdated,
    without_failed,
)
from analysis.cli.terminal.console import (
    CHOSEN,
    FORCE,
    JOBS,
    SCHEDULER,
    end,
    faults_shown,
    say,
    told,
)
from analysis.cli.terminal.listed_names import several_names
from analysis.cli.terminal.targets import FiniteRange
from analysis.cli.terminal.words import counted, said
from analysis.reporting.report_formats import FORMATS

if TYPE_CHECKING:
    from analysis.runs.task_process import TaskLimits, TaskOutcome
    from analysis.steps.reports import Order
    from analysis.workspace import Place


MOST_MEMORY = 2**30
"""MiB: more is no limit that a system takes."""


@click.command()
@CHOSEN
@several_names("--by", metavar="VARIABLE", help="Also a report for each of its territories: region.")
@several_names(
    "--lang",
    "languages",
    known=lambda: _languages(),
    metavar="CODE",
    default=["fr"],
    help="Languages of the reports: fr, en. By default fr.",
)
@several_names(
    "--format",
    "formats",
    known=lambda: FORMATS,
    metavar="NAME",
    default=["html"],
    help=f"Formats of the reports: {', '.join(FORMATS)}. By default html.",
)
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A PowerPoint file whose layouts the slides of --format pptx take.",
)
@JOBS
@click.option("--timeout", type=FiniteRange(1), default=600, help="Seconds a report may take; 600.")
@click.option(
    "--memory",
    type=click.IntRange(64, MOST_MEMORY),
    default=4096,
    help="MiB a report may take beyond the start; 4096.",
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
    template: Path | None,
    jobs: int | None,
    timeout: float,
    memory: int,
    scheduler: str | None,
    force: bool,
) -> None:
    """Build, then write the reports, their index and the explorer of all figures: reports/index.html,
    reports/explorer.html.

    --by, --lang and --format may be given several times, or with commas between. A report that fails, hangs
    or takes too much memory harms no other; the former one stays. What each printed is in reports/.logs.
    """
    from analysis.runs.result_folders import alone
    from analysis.runs.task_process import TaskLimits

    found = chosen_and_gone(root, chosen)
    _refuse(root, found, by)
    _refuse_template(template, formats)
    unbuilt = build_all(found, jobs, force)
    failed, sound = [*unbuilt], without_failed(found, unbuilt)
    with faults_shown(), alone(root / "reports", say):
        asked = _asked(root, sound, languages, formats, by, template, force)
        if asked:
            _look_at(root, asked)
            limits = TaskLimits(timeout, memory * 2**20)
            failed += told(_reports(asked, jobs, limits, scheduler), len(asked), said("report"))
        release_all(root, sound)
        if could_write(unbuilt):
            _explorer(root, force)
            _index(root, force)
    _tell_failed(failed)
    end(failed)


def _tell_failed(failed: Sequence[TaskOutcome]) -> None:
    """A last line with the names of all that failed, where there are several."""
    if len(failed) > 1:
        names = ", ".join(sorted(outcome.task.name for outcome in failed))
        message = said("{count} failed: {names}", count=len(failed), names=names)
        say(said("assoscope: {message}", message=message))


def _asked(
    root: Path,
    sound: Sequence[Place],
    languages: Sequence[str],
    formats: Sequence[str],
    by: Sequence[str],
    template: Path | None,
    force: bool,
) -> list[Order]:
    """The reports to be made: those asked for, and those that stand, where they are not up to date."""
    from analysis.steps.reports import orders, stale, with_standing

    wanted = orders(sound, languages, formats, by, template) if sound else []
    named = {order.address for order in wanted}
    every = with_standing(root, wanted)
    old = {order.address for order in stale(every)} | (named if force else set())
    asked = [order for order in every if order.address in old]
    if current := len(named - old):
        reports = counted(len(named), "{count} report", "{count} reports")
        click.echo(said("{current} of {reports} up to date", current=current, reports=reports))
    return asked


def _look_at(root: Path, asked: Sequence[Order]) -> None:
    """Refuse folders of these reports that are links, and say where the notebook that runs is not the
    project's: whoever wrote it says what a report shows."""
    from analysis.reporting.page.report_files import notebook_of, project_notebook
    from analysis.workspace import refuse_linked

    refuse_linked(root, [path for order in asked for path in order.written])
    if notebook_of(root) != project_notebook():
        say(said("{path}: this notebook is run, instead of the project's", path=notebook_of(root)))


def _refuse(root: Path, found: Sequence[Place], by: Sequence[str]) -> None:
    """End the command where a report by `by` cannot be made, or reports/ is a link, before the time of the
    builds is spent."""
    with faults_shown():
        from analysis.steps.reports import refuse_territories
        from analysis.workspace import refuse_linked

        refuse_linked(root, [root / "reports" / "index.html"])
        refuse_territories(found, by)


def _refuse_template(template: Path | None, formats: Sequence[str]) -> None:
    """End the command where the template is none, lacks a layout, or is for no format that is asked for."""
    if template is None:
        return
    if not any(FORMATS[form].takes_template for form in formats):
        takers = ", ".join(name for name, each in FORMATS.items() if each.takes_template)
        raise click.UsageError(said("--template is for slides: name {takers} in --format", takers=takers))
    with faults_shown():
        from analysis.reporting.slides.slide_layouts import read_template

        read_template(template)


def _reports(
    asked: Sequence[Order], jobs: int | None, limits: TaskLimits, scheduler: str | None
) -> Iterator[TaskOutcome]:
    """The reports as they are made, on this machine or by the cluster at `scheduler`."""
    from analysis.steps.remote_reports import make_reports_on
    from analysis.steps.reports import make_reports

    return make_reports_on(scheduler, asked, limits) if scheduler else make_reports(asked, jobs, limits)


def _explorer(root: Path, force: bool) -> None:
    from analysis.steps.explorers import make_explorer

    if page := make_explorer(root, force):
        click.echo(said("explorer: {path}", path=page.relative_to(root).as_posix()))


def _index(root: Path, force: bool) -> None:
    from analysis.steps.made_of import index_result

    if force or not index_result(root).is_current():
        from analysis.steps.reports import index

        index(root)
    tell_outdated(root)
    click.echo(said("index: {path}", path="reports/index.html"))


def _languages() -> list[str]:
    """The languages that have a catalogue."""
    from analysis.workspace import languages

    return list(languages())
