"""`assoscope` alone: where you are, what is built, what is out of date, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.terminal.console import inert_text, say
from analysis.cli.terminal.words import said, series

if TYPE_CHECKING:
    from analysis.cli.guidance.edition_states import EditionState


def show_state(root: Path) -> None:
    """Print the state of the folder and the command that comes next; nothing is written."""
    from importlib.metadata import version

    click.echo(f"assoscope {version('assoscope')} · {inert_text(str(root))}")
    for line in _lines(root):
        click.echo(inert_text(line))
    click.echo(said("All commands: assoscope --help. The machine: assoscope doctor."))


def _lines(root: Path) -> Iterator[str]:
    from analysis.cli.terminal.console import faults_shown
    from analysis.workspace import found_places, undescribed

    with faults_shown():
        is_empty = not found_places(root)
    if is_empty:
        yield said("No survey in {folder}.", folder=Path("data") / "raw")
        yield said("Next: {command}", command=said("assoscope new SURVEY/EDITION --from FILE"))
        return
    from analysis.cli.guidance.edition_states import edition_states

    with faults_shown():
        states = edition_states(root)
        for place in undescribed(root, ()):
            say(said("{place}: no edition.toml; `assoscope new {place} --from FILE` drafts it", place=place))
    for survey, editions in groupby(states, key=lambda state: state.place.survey):
        yield survey
        yield from (
            "  " + said("{name}: {message}", name=state.place.edition, message=_state(state))
            for state in editions
        )
    yield said("Next: {command}", command=next_command(root, states))


def _state(state: EditionState) -> str:
    """What stands of an edition, in a line."""
    if state.is_refused:
        built = said("what stands was built of earlier ones") if state.is_built else said("not built")
        return series([said("definitions with faults"), built])
    if not state.is_built:
        return said("not built")
    if not state.is_current:
        return said("built, out of date: {reasons}", reasons=_reasons(state))
    if not state.reports:
        return said("built, no report")
    reports = _counted(state)
    if state.old_reports:
        return said("built; {reports}, {old} out of date", reports=reports, old=len(state.old_reports))
    return said("built, up to date; {reports}", reports=reports)


def _reasons(state: EditionState) -> str:
    """What changed since the edition was built."""
    files = [name for name in state.changed if name != "software"]
    program = [said("the program or a library is another")] if "software" in state.changed else []
    changed = [said("{files} changed", files=", ".join(files))] if files else []
    return series([*changed, *program]) or said("a result was changed or deleted")


def _counted(state: EditionState) -> str:
    """The reports of an edition by format, territories apart."""
    national = [order for order in state.reports if order.address.territory is None]
    forms = Counter(form for order in national for form in order.formats)
    whole = ", ".join(f"{form} × {count}" if count > 1 else form for form, count in forms.items())
    count = len(state.reports) - len(national)
    territories = said("{count} reports of territories", count=count) if count else ""
    return " + ".join(text for text in (whole, territories) if text)


def next_command(root: Path, states: Sequence[EditionState]) -> str:
    """The command that brings the folder further; where all is made, the one that opens a notebook."""
    from analysis.cli.guidance.edition_states import latest

    if refused := next((state for state in states if state.is_refused), None):
        return f"assoscope check {refused.place}"
    behind = [str(state.place) for state in states if not state.is_reported]
    if behind:
        chosen = "" if len(behind) == len(states) else f" {' '.join(behind)}"
        return f"assoscope report{chosen}"
    opened = f"assoscope notebook {latest(states).place} tour"
    index = root / "reports" / "index.html"
    return said("open {file}, or {command}", file=index.relative_to(root), command=opened)
