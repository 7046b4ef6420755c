"""Reports made by the workers of a Dask cluster, each from an archive of what it needs; written here.

No folder has to be shared: the definitions, the notebook and the published tables of an edition travel, never
respondents, problems or open answers.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.results import PUBLISHED
from analysis.runs.task_process import Task, TaskLimits, TaskOutcome
from analysis.steps.files_beside import files_beside
from analysis.steps.reports import Order, called, made_of, names_of_files, released_together, write_aside
from analysis.workspace import RELEASED, Address, Place

DEFINITIONS = ("*.toml", "*/*.toml", f"*/{PUBLISHED.name}")
TEMPLATE = "template.pptx"
"""The template of slides, in the archive of a report."""
DAY = (1980, 1, 1, 0, 0, 0)


def make_reports_on(
    scheduler: str, wanted: Sequence[Order], limits: TaskLimits | None = None
) -> Iterator[TaskOutcome]:
    """Each report made by a worker of the cluster at `scheduler`, and written here; how each ended.

    Raises Fault as run_on_cluster does.
    """
    from analysis.runs.dask_cluster import run_on_cluster

    orders = called(wanted)
    ingredients = {name: made_of(order) for name, order in orders.items()}
    tasks = [
        Task(
            name,
            order.address.log(order.place.root),
            partial(made_remotely, archive_of(order), order.address, order.formats),
        )
        for name, order in orders.items()
    ]
    with released_together(wanted):
        for outcome in run_on_cluster(tasks, scheduler, limits):
            order = orders[outcome.task.name]
            if outcome.is_done:
                contents = contents_of(outcome.content)
                files = {path: contents[path.name] for path in order.files}
                write_aside(order, files, ingredients[outcome.task.name])
                said = names_of_files(order)
                yield TaskOutcome(outcome.task, "done", said, outcome.seconds, outcome.memory)
            else:
                yield outcome


def archive_of(order: Order) -> bytes:
    """Everything that making the report reads, as a ZIP archive laid out like the root."""
    return _packed(order.place, order.notebook, order.template)


@lru_cache(maxsize=4)
def _packed(place: Place, notebook: Path, template: Path | None) -> bytes:
    from analysis.reporting.page.report_files import NOTEBOOK

    definitions = place.survey_toml.parent
    files = [path for pattern in DEFINITIONS for path in definitions.glob(pattern)]
    survey = place.processed.parent
    released = ((survey / RELEASED).glob("*.csv"), survey.glob(f"*/{RELEASED}/*"))
    files += [path for found in released for path in found if path.is_file()]
    contents = {path.relative_to(place.root).as_posix(): path.read_bytes() for path in sorted(files)}
    own = {TEMPLATE: template.read_bytes()} if template else {}
    return zipped({**contents, NOTEBOOK.as_posix(): notebook.read_bytes(), **own})


def made_remotely(archive: bytes, address: Address, formats: Sequence[str]) -> bytes:
    """On a worker: the report's files and those beside it, by their names in a ZIP archive."""
    from analysis.reporting.page.report_files import report_files

    with TemporaryDirectory(prefix="report-") as folder, zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
        root, template = Path(folder), Path(folder) / TEMPLATE
        own = template.read_bytes() if template.is_file() else None
        files = report_files(root, address, formats, template=own) | files_beside(root, address, formats)
        return zipped({path.name: content for path, content in files.items()})


def contents_of(archive: bytes) -> dict[str, bytes]:
    """The content of each file, by its name, in what a worker sent back."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(contents: dict[str, bytes]) -> bytes:
    """The contents by name as a ZIP archive, the same bytes for the same contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
