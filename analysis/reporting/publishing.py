"""A notebook executed with parameters and written as a page, whole or not at all."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.questionnaire import Edition, Survey
from analysis.reporting.failures import ReportError, heading_before
from analysis.workspace import Place

NOTEBOOK = Path("notebooks") / "edition.ipynb"
REPOSITORY = Path(__file__).parents[2]
CELL_SECONDS = 600
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def write_report(
    root: Path,
    survey: Survey,
    edition: Edition,
    language: str = "fr",
    notebook: Path | None = None,
    formats: Sequence[str] = ("html",),
) -> Path:
    """The report of `edition` under <root>/reports, from its built indicators; the path of the first format.

    `formats` are some of workspace.FORMATS, made of one run of the notebook and put in place together.
    Raises ReportError when a cell fails or a document cannot be made; what was there is then left as it was.
    """
    from analysis.files import write_whole

    root = Path(root).resolve()
    names = {"survey": survey.name, "edition": edition.name, "language": language}
    nb = with_parameters(read_notebook(notebook or notebook_of(root)), {"root": str(root), **names})
    executed = execute(nb, root)
    place = Place(root, survey.name, edition.name)
    contents = {place.page(language, form): in_format(executed, form, language) for form in formats}
    write_whole(contents)
    return next(iter(contents))


def notebook_of(root: Path) -> Path:
    """The notebook of the folder that is worked on, else the one beside the package."""
    own = root / NOTEBOOK
    return own if own.exists() else REPOSITORY / NOTEBOOK


def read_notebook(path: Path) -> Any:
    """The notebook at `path`, without the outputs it may hold."""
    nbformat = _import_nbformat()
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nb


def _import_nbformat() -> Any:
    """nbformat without an optional check of web addresses that builds a grammar for a second."""
    unused = "rfc3987_syntax"
    is_set_aside = unused not in sys.modules
    if is_set_aside:
        sys.modules[unused] = None  # type: ignore[assignment]
    try:
        import nbformat
    finally:
        if is_set_aside:
            del sys.modules[unused]
    return nbformat


def with_parameters(nb: Any, parameters: Mapping[str, str]) -> Any:
    """`nb` with a cell that sets `parameters`, after the one tagged `parameters` or at the start."""
    from nbformat.v4 import new_code_cell

    lines = [f"{name} = {value!r}" for name, value in parameters.items()]
    cell = new_code_cell("\n".join(lines), id="injected", metadata={"tags": ["injected-parameters"]})
    tagged = [i for i, c in enumerate(nb.cells) if "parameters" in c.metadata.get("tags", [])]
    nb.cells.insert(tagged[0] + 1 if tagged else 0, cell)
    return nb


def execute(nb: Any, folder: Path) -> Any:
    """`nb` with its outputs, run in `folder` by a kernel of this Python.

    Raises ReportError for the cell that fails, hangs or ends its process.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with TemporaryDirectory(prefix="report-") as sockets:
        resources = {"metadata": {"path": str(folder)}}
        client = NotebookClient(nb, km=_kernel(sockets), timeout=CELL_SECONDS, resources=resources)
        client.owns_km = True
        failed = _failing_heading(client, nb)
        try:
            return client.execute(env=_kernel_environment())
        except CellExecutionError as error:
            raise ReportError(failed(), f"{error.ename}: {_COLOUR.sub('', error.evalue)}") from None
        except CellTimeoutError:
            raise ReportError(failed(), f"not finished after {CELL_SECONDS} seconds") from None
        except DeadKernelError:
            raise ReportError(failed(), "the process that ran the notebook ended") from None


def _kernel(sockets: str) -> Any:
    """A kernel of this Python, spoken to through files in `sockets` where the system can, not the network."""
    from jupyter_client.manager import AsyncKernelManager

    if os.name == "posix":
        return AsyncKernelManager(kernel_name="python3", transport="ipc", ip=str(Path(sockets) / "k"))
    return AsyncKernelManager(kernel_name="python3")


def _failing_heading(client: Any, nb: Any) -> Any:
    """A function that names the heading of the cell that was started last."""
    started = [0]
    client.on_cell_start = lambda cell, cell_index: started.append(cell_index)  # noqa: ARG005
    return lambda: heading_before(nb, started[-1])


def _kernel_environment() -> dict[str, str]:
    """The environment of the kernel: this package importable, one thread for linear algebra."""
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"}


def in_format(nb: Any, form: str, language: str) -> bytes:
    """The executed notebook as a file of the format `form`, one of workspace.FORMATS.

    A PDF and a Word draft are made by Typst: never in a process that forks others which make some too.
    Raises ReportError when a document cannot be made.
    """
    if form == "html":
        return render(nb).encode("utf-8")
    from analysis.reporting.documents import docx_bytes, pdf_bytes, report_blocks

    made = {"pdf": pdf_bytes, "docx": docx_bytes}[form]
    try:
        return made(report_blocks(nb), language)
    except ValueError as error:
        raise ReportError(form, str(error)) from error


def render(nb: Any) -> str:
    """The executed notebook as one page."""
    from analysis.reporting.exporter import ReportExporter

    page, _ = ReportExporter().from_notebook_node(nb)
    return page
