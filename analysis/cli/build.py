"""`assoscope build` and `assoscope check`: each edition in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import (
    CHOSEN,
    FORCE,
    JOBS,
    chosen_places,
    end,
    faults_shown,
    say,
    shown,
    told,
)
from analysis.cli.terminal.words import said
from analysis.faults import Unwritten

if TYPE_CHECKING:
    from analysis.runs.task_process import TaskOutcome
    from analysis.steps.results_files import Built
    from analysis.workspace import Place

EVERY_BUILD = ("analysis.pipeline", "scipy.special", "highspy", "babel.numbers")
"""What every build imports sooner or later: imported once, for all the processes that are copied from
this one."""


@click.command()
@CHOSEN
@JOBS
@FORCE
@click.option("--strict", is_flag=True, help="Exit with 1 where the methodology note has empty fields.")
@click.pass_obj
def build(root: Path, chosen: tuple[str, ...], jobs: int | None, force: bool, strict: bool) -> None:
    """Clean, weight and tabulate: write data/processed, and the tables that may leave the house to reports.

    Reports made of former results are taken away.

    An edition is up to date, and left alone, while its definitions, answers and margins, this software
    and the files it wrote are what they were. Empty fields of the methodology note are listed.
    """
    with faults_shown():
        stood = (root / "reports" / "index.html").is_file()
        found = chosen_and_gone(root, chosen)
        failed = build_all(found, jobs, force)
        sound = without_failed(found, failed)
        release_all(root, sound)
        if stood and could_write(failed):
            _keep_index(root)
    gaps = _tell_gaps(sound)
    end(failed or (strict and gaps))


def _tell_gaps(found: Sequence[Place]) -> bool:
    """A line for each edition whose methodology note has empty fields; whether there is any."""
    from analysis.steps.made_of import not_stated

    gaps = {place: fields for place in found if (fields := not_stated(place))}
    for place, fields in gaps.items():
        click.echo(
            said(
                "{place}: the methodology note lacks {fields}: say it in edition.toml or survey.toml",
                place=place,
                fields=", ".join(fields),
            )
        )
    return bool(gaps)


@click.command()
@CHOSEN
@JOBS
@click.option(
    "--fix", is_flag=True, help="First rewrite keys of a former version by their present names, in place."
)
@click.option(
    "--confidentiality",
    is_flag=True,
    help="Say what is hidden and why, what it costs, which groups to merge to show more.",
)
@click.pass_obj
def check(root: Path, chosen: tuple[str, ...], jobs: int | None, fix: bool, confidentiality: bool) -> None:
    """Validate definitions and data; write nothing without --fix."""
    found = {str(place): place for place in chosen_places(root, chosen)}
    if fix:
        _rewrite(root, found)
    end(each_edition(found, _account if confidentiality else _check, said("check"), jobs))


def build_all(found: Sequence[Place], jobs: int | None, force: bool) -> list[TaskOutcome]:
    """Every edition built where it has to be, then the trends of their surveys; those that failed."""
    from analysis.steps.made_of import edition_result, trend_result

    with faults_shown():
        current = [place for place in found if not force and edition_result(place).is_current()]
    for place in current:
        click.echo(said("{place}: up to date", place=place))
    rest = {str(place): place for place in found if place not in current}
    failed = each_edition(rest, partial(_build, force), said("build"), jobs)
    surveys = {place.survey: place for place in without_failed(found, failed)}
    with faults_shown():
        changed = {name: place for name, place in surveys.items() if not trend_result(place).is_current()}
    return failed + each_edition(changed, _trend, said("trend"), jobs)


def without_failed(found: Sequence[Place], failed: Sequence[TaskOutcome]) -> list[Place]:
    """The editions that could be built."""
    broken = {outcome.task.name for outcome in failed}
    return [place for place in found if str(place) not in broken]


def release_all(root: Path, found: Sequence[Place]) -> None:
    """Make the release of each survey what follows from its results."""
    from analysis.steps.releases import release

    for survey in dict.fromkeys(place.survey for place in found):
        release(root, survey, say)


def chosen_and_gone(root: Path, chosen: tuple[str, ...]) -> list[Place]:
    """The editions chosen, or all; what is released of those that are gone is taken away, whatever is chosen
    and even where none is left."""
    from analysis.steps.releases import withdrawn

    with faults_shown():
        for name in withdrawn(root):
            message = (
                said("{name}: no such edition any more, its release is taken away", name=name)
                if "/" in name
                else said("{name}: no such survey any more, its release is taken away", name=name)
            )
            click.echo(message)
    return chosen_places(root, chosen)


def could_write(failed: Sequence[TaskOutcome]) -> bool:
    """Whether no edition failed as the disk is full or may only be read: then nothing else is touched."""
    return not any(isinstance(outcome.error, Unwritten) for outcome in failed)


def _keep_index(root: Path) -> None:
    """An explorer that shows what no longer follows from its data is taken away; the index is made again
    where it was taken away or lists such an edition."""
    from analysis.steps.explorers import withdraw_explorer
    from analysis.steps.made_of import index_result

    withdraw_explorer(root)
    if not index_result(root).is_current():
        from analysis.steps.reports import index

        index(root)
    tell_outdated(root)


def tell_outdated(root: Path) -> None:
    """A line for each edition that the index leaves out, and the way to have it there again."""
    from analysis.steps.made_of import outdated

    for name, changed in outdated(root).items():
        click.echo(
            said(
                "{name}: left out of the index and the explorer, as its release is older than {changed}: "
                "`assoscope report {name}` makes it again",
                name=name,
                changed=", ".join(changed),
            )
        )


def each_edition(
    found: Mapping[str, Place], act: Callable[[Place], str], verb: str, jobs: int | None
) -> list[TaskOutcome]:
    """Do `act` for each edition, by what it is called, in a process of its own; those that failed."""
    from analysis.runs.supervision import run_tasks
    from analysis.runs.task_process import Task, TaskLimits

    if found:
        for module in EVERY_BUILD:
            import_module(module)
    tasks = [Task(name, None, partial(act, place)) for name, place in found.items()]
    outcomes = run_tasks(tasks, jobs or os.cpu_count() or 1, TaskLimits(seconds=float("inf")))
    return told(outcomes, len(tasks), verb)


def _build(force: bool, place: Place) -> str:
    from analysis import pipeline

    make = pipeline.build if force else pipeline.update
    built = make(place, say, with_trend=False)
    return said("up to date") if built is None else _told(place, built)


def _trend(place: Place) -> str:
    from analysis.steps.results_files import write_trend

    path = write_trend(place, say)
    return said("trend written") if path else said("no trend: fewer than two editions have results")


def _rewrite(root: Path, found: Mapping[str, Place]) -> None:
    from analysis.drafting.rewritten import rewrite_definitions

    with faults_shown():
        rewritten = rewrite_definitions([*found.values()])
    for path in rewritten:
        click.echo(said("rewrote {path}", path=shown(path, root)))
    if not rewritten:
        click.echo(said("nothing to rewrite: no key of a former version"))


def _check(place: Place) -> str:
    from analysis import pipeline
    from analysis.reporting.findings.own_findings import FILE, read_own_findings

    read_own_findings(place.raw / FILE)
    return _told(place, pipeline.process(place))


def _account(place: Place) -> str:
    from analysis import pipeline
    from analysis.cli.confidentiality import account_told

    return account_told(pipeline.account(place))


def _told(place: Place, built: Built) -> str:
    """What came of an edition; that margins beside its answers are not used, which no figure shows."""
    from analysis.cli.terminal.build_summary import summary
    from analysis.cli.terminal.edition_doubts import edition_doubts

    designs = built.survey.designs.values()
    weightings = [built.edition.weighting or built.survey.weighting, *(each.weighting for each in designs)]
    told = "\n  ".join([summary(built), *edition_doubts(built, date.today())])
    if any(each.calibration != "none" for each in weightings) or not (place.raw / "margins.csv").is_file():
        return told
    way_out = (
        said("take [weighting] out of edition.toml")
        if built.edition.weighting
        else said('write calibration = "raking" under [weighting] of survey.toml')
    )
    unused = said(
        "margins.csv is not used, the answers are not calibrated: {way_out} to use it", way_out=way_out
    )
    return f"{told}\n  {unused}"
