"""What the command line says, and the options that commands share."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.words import decimal, said
from analysis.faults import Fault, Misuse, refused_by_system

if TYPE_CHECKING:
    from analysis.runs.task_process import TaskOutcome
    from analysis.workspace import Place


UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters by which a text could command the terminal, or be read in another order than it is written."""
T = TypeVar("T")


class Faulty(click.ClickException):
    """The data or the definitions are at fault: one message, exit code 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002
        """Print the message to standard error."""
        click.echo(said("assoscope: {message}", message=inert_text(retold(self.message))), err=True)


@contextmanager
def faults_shown() -> Iterator[None]:
    """Faults of data, definitions, disk and usage leave as one message."""
    try:
        yield
    except Misuse as misuse:
        raise click.UsageError(retold(str(misuse))) from None
    except Fault as fault:
        raise Faulty(str(fault)) from None
    except OSError as error:
        raise Faulty(refused_by_system(error)) from None
    except MemoryError:
        raise Faulty(said("not enough memory for this file")) from None


def inert_text(message: str) -> str:
    """The message without characters that command a terminal, its further lines set in under the first.

    What cells raise and files hold is in it: no line of it may look like one of ours.
    """
    readable = message.encode("utf-8", "backslashreplace").decode("utf-8")
    return re.sub(r"\n(?=\S)", "\n  ", UNSEEN.sub("", readable))


def told(outcomes: Iterable[TaskOutcome], total: int, verb: str) -> list[TaskOutcome]:
    """A line per outcome as it comes, on a terminal above a bar with the time left; those that failed."""
    failed: list[TaskOutcome] = []
    with click.progressbar(length=total, label=verb, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for outcome in outcomes:
            clear_bar()
            if outcome.is_done:
                click.echo(_done(outcome))
            else:
                Faulty(_said_of(outcome, failed)).show()
                failed.append(outcome)
            bar.update(1)
    return failed


def followed(parts: Iterable[T], total: int, verb: str) -> Iterator[T]:
    """The parts as they come, on a terminal with a bar and the time left."""
    bar = click.progressbar(parts, length=total, label=verb, file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar as shown_parts:
        yield from shown_parts


def _done(outcome: TaskOutcome) -> str:
    told = {"name": outcome.task.name, "message": inert_text(outcome.message)}
    return said("{name}: {message} ({seconds} s)", seconds=decimal(outcome.seconds), **told)


def _said_of(outcome: TaskOutcome, before: Sequence[TaskOutcome]) -> str:
    """The message of a task that failed, where it was, and where its log is; each is said once."""
    if outcome.task.log is None:
        same = [other.task.name for other in before if other.message == outcome.message]
        told = said("the same as {name}", name=same[0]) if same else retold(outcome.message)
        return said("{name}: {message}", name=outcome.task.name, message=told)
    from analysis.reporting.page.notebook_run import last_started

    heading = "" if outcome.error else last_started(outcome.task.log)
    message = retold(outcome.message)
    told = said("{message} in “{heading}”", message=message, heading=heading) if heading else message
    told = said("{name}: {message}", name=outcome.task.name, message=told)
    return f"{told}\n  {said('log: {path}', path=outcome.task.log)}"


def clear_bar() -> None:
    """Make room on the terminal for a line where the bar stands; the bar is drawn again below it."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)


def say(message: str) -> None:
    """A line on standard error."""
    clear_bar()
    click.echo(inert_text(retold(message)), err=True)


def end(failed: object) -> None:
    """Exit with 1 where anything failed."""
    if failed:
        raise SystemExit(1)


def shown(path: Path, root: Path) -> str:
    """The path as it is read from the root."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


CHOSEN = click.argument("chosen", nargs=-1, metavar="[SURVEY[/EDITION]]...")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), help="How many at a time; by default one per processor."
)
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Of a Dask cluster that does the work: tcp://HOST:PORT."
)
FORCE = click.option("--force", is_flag=True, help="Make again what is up to date.")


def chosen_places(root: Path, chosen: tuple[str, ...]) -> list[Place]:
    """The editions named under `root`, or all; ends the command where one is not there.

    Folders beside them that lack a definition are named, as they would be taken for built.
    """
    from analysis.workspace import places, undescribed

    with faults_shown():
        found = places(root, chosen)
        for place in undescribed(root, chosen):
            say(
                said(
                    "{place}: left out, no edition.toml; `assoscope new {place} --from FILE` drafts it",
                    place=place,
                )
            )
        return found


def not_among(unknown: Iterable[str], known: Iterable[str]) -> click.BadParameter:
    """That names are none of those that are known."""
    told = {"unknown": ", ".join(map(repr, unknown)), "known": ", ".join(known)}
    return click.BadParameter(said("{unknown}; expected some of {known}", **told))


def one_place(root: Path, chosen: str) -> Place:
    """The only edition that is named; ends the command where there are several."""
    place, *others = chosen_places(root, (chosen,))
    if others:
        message = said("{chosen!r} has several editions; expected SURVEY/EDITION", chosen=chosen)
        raise click.BadParameter(message)
    return place
