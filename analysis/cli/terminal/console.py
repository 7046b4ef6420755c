"""What the command line says, and the options that commands share."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from analysis.faults import Fault, Misuse, several

if TYPE_CHECKING:
    from analysis.runs.task_process import TaskOutcome
    from analysis.steps.results_files import Built
    from analysis.workspace import Place


OFTEN = 5
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters by which a text could command the terminal, or be read in another order than it is written."""
T = TypeVar("T")


class Faulty(click.ClickException):
    """The data or the definitions are at fault: one message, exit code 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:  # noqa: ARG002
        """Print the message to standard error."""
        click.echo(f"assoscope: {inert_text(self.message)}", err=True)


@contextmanager
def faults_shown() -> Iterator[None]:
    """Faults of data, definitions, disk and usage leave as one message."""
    try:
        yield
    except Misuse as misuse:
        raise click.UsageError(str(misuse)) from None
    except Fault as fault:
        raise Faulty(str(fault)) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise Faulty(f"{place}{error.strerror or error}") from None
    except MemoryError:
        raise Faulty("not enough memory for this file") from None


def inert_text(message: str) -> str:
    """The message without characters that command a terminal, its further lines set in under the first.

    What cells raise and files hold is in it: no line of it may look like one of ours.
    """
    said = message.encode("utf-8", "backslashreplace").decode("utf-8")
    return re.sub(r"\n(?=\S)", "\n  ", UNSEEN.sub("", said))


def told(outcomes: Iterable[TaskOutcome], total: int, verb: str) -> list[TaskOutcome]:
    """A line per outcome as it comes, on a terminal above a bar with the time left; those that failed."""
    failed: list[TaskOutcome] = []
    with click.progressbar(length=total, label=verb, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for outcome in outcomes:
            clear_bar()
            if outcome.is_done:
                click.echo(f"{outcome.task.name}: {inert_text(outcome.message)} ({outcome.seconds:.1f} s)")
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


def _said_of(outcome: TaskOutcome, before: Sequence[TaskOutcome]) -> str:
    """The message of a task that failed, where it was, and where its log is; each is said once."""
    if outcome.task.log is None:
        same = [other.task.name for other in before if other.message == outcome.message]
        return f"{outcome.task.name}: {f'the same as {same[0]}' if same else outcome.message}"
    from analysis.reporting.page.notebook_run import last_started

    heading = "" if outcome.error else last_started(outcome.task.log)
    where = f" in “{heading}”" if heading else ""
    return f"{outcome.task.name}: {outcome.message}{where}\n  log: {outcome.task.log}"


def clear_bar() -> None:
    """Make room on the terminal for a line where the bar stands; the bar is drawn again below it."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)


def say(message: str) -> None:
    """A line on standard error."""
    clear_bar()
    click.echo(inert_text(message), err=True)


def end(failed: object) -> None:
    """Exit with 1 where anything failed."""
    if failed:
        raise SystemExit(1)


def shown(path: Path, root: Path) -> str:
    """The path as it is read from the root."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def summary(built: Built) -> str:
    """What was received, kept and estimated, and what an analyst should look at."""
    from analysis.steps.released_files import told_count

    cleaned, limit = built.weighted.cleaned, built.survey.publication.confidential_below
    hidden = int((built.indicators["status"] == "suppressed").sum())
    kept, removed = len(cleaned.keys), told_count(len(cleaned.removed), limit)
    is_told = removed == str(len(cleaned.removed))  # else received would tell it: logs are passed on
    of_respondents = f"{cleaned.received} received = {kept} kept +" if is_told else f"{kept} kept,"
    problems = told_count(len(cleaned.problems), limit)
    said = (
        f"{of_respondents} {removed} removed, {problems} problem{'' if problems == '1' else 's'}, "
        f"{several(len(built.indicators), 'estimate')} of which {hidden} suppressed"
    )
    return "\n  ".join(
        [
            said,
            *_remarks(built),
            *_met_before(built),
            *_absent_columns(built),
            *_identifiers(built),
            *_hidden_beside(built),
        ]
    )


def _remarks(built: Built) -> list[str]:
    """What was unusual in reading, with the file where there are several."""
    one_by_one = zip(built.file_names, built.sources, strict=True)
    return [
        f"read{f' {name}' if len(built.sources) > 1 else ''}: {remark}"
        for name, source in one_by_one
        for remark in source.said
    ]


def _met_before(built: Built) -> list[str]:
    """Of several files, those whose identifiers were met before: each may have numbered its own."""
    from analysis.steps.released_files import told_count

    removed, limit = built.weighted.cleaned.removed, built.survey.publication.confidential_below
    if "file" not in removed:
        return []
    repeated = removed.loc[removed["reason"] == "duplicate of the identifier", "file"].value_counts(
        sort=False
    )
    return [
        f"{file}: {told_count(n, limit)} removed, their identifiers were met before; where each file "
        "numbers its own respondents, give it a prefix in [[files]]"
        for file, n in repeated.items()
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
        f"{group}: hidden in {count} tables beside a group too small; "
        "`assoscope check --confidentiality` says what frees it"
        for group, count in counts[counts >= OFTEN].items()
    ]


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
            say(f"{place}: left out, no edition.toml; `assoscope new {place} --from FILE` drafts it")
        return found
