"""Each report made in a process of its own, and its files written whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from analysis.batch import Limits, Outcome, Task, run_tasks
from analysis.files import discard_unfinished, write_whole
from analysis.production.ordering import Order, made_of, orders
from analysis.store import Ingredients, manifest_beside, manifest_bytes
from analysis.workspace import Place


def report(place: Place, language: str = "fr", formats: Sequence[str] = ("html",)) -> Path:
    """One edition built where it has to be, and its report made; the path of the first format.

    Raises Fault: of the data, the definitions, or a report that could not be made.
    """
    from analysis.pipeline import update
    from analysis.reporting.publishing import refuse_failure

    update(place)
    (order,) = orders([place], [language], formats)
    (outcome,) = make_reports([order], 1)
    refuse_failure(outcome)
    return order.files[0]


def make_reports(
    wanted: Sequence[Order], workers: int | None = None, limits: Limits | None = None
) -> Iterator[Outcome]:
    """Each report made in a process of its own, `workers` at a time (one per processor); how each ended.

    What a process that was ended left half-written is removed: the caller holds the lock of reports/.
    """
    preload(wanted)
    tasks = [
        Task(str(order.address), order.address.log(order.place.root), partial(make_report, order))
        for order in wanted
    ]
    try:
        yield from run_tasks(tasks, workers or os.cpu_count() or 1, limits)
    finally:
        for root in {order.place.root for order in wanted}:
            discard_unfinished(root / "reports")


def make_report(order: Order) -> str:
    """Make one report in this process and write its files with their manifests; their names.

    Raises ReportError when a cell fails or a document cannot be made.
    """
    from analysis.reporting.publishing import report_files

    ingredients = made_of(order)
    files = report_files(order.place.root, order.address, order.formats, order.notebook)
    return write_files(order, files, ingredients)


def write_files(order: Order, files: Mapping[Path, bytes], ingredients: Ingredients) -> str:
    """Write the files of a report with their manifests, whole or not at all; their names."""
    manifests = {
        manifest_beside(path): manifest_bytes(ingredients, {path.name: content})
        for path, content in files.items()
    }
    write_whole({**files, **manifests})
    return ", ".join(path.relative_to(order.place.root).as_posix() for path in files)


def preload(wanted: Sequence[Order]) -> None:
    """Import what every report needs and read what several share, once, before processes are forked.

    Typst is left out: a process that has called it cannot be copied.
    """
    from analysis.reporting.preparation import prepare

    formats = {form for order in wanted for form in order.formats}
    prepare([(order.place.processed, order.address) for order in wanted], formats)
