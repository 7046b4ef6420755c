"""The files of a report from one run of its notebook, in the formats asked for, whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis.reporting.page.notebook_run import WAYS, ReportError, last_started, run_notebook
from analysis.reporting.report_formats import FORMATS, OPEN_REPORT, function_at
from analysis.results import TERRITORIES
from analysis.results.territory_rows import read_territory_rows
from analysis.runs.task_process import TaskOutcome
from analysis.workspace import LANGUAGE, Address

NOTEBOOK = Path("notebooks") / "edition.ipynb"
REPOSITORY = Path(__file__).parents[3]

MODULES = (
    *("IPython.core.interactiveshell", "nbformat.v4", "matplotlib.figure", "matplotlib.pyplot"),
    *("matplotlib.backends.backend_svg", "matplotlib_inline.backend_inline", "babel.dates", "babel.numbers"),
    *("pandas", "analysis.reporting.edition_report", "analysis.reporting.page.notebook_shell"),
)
"""What running the notebook imports; each format names what writing it does."""


def refuse_failure(outcome: TaskOutcome) -> None:
    """Raise the fault of a report that was not made; of one that was cut short, with the cell it was at."""
    if outcome.error is not None:
        raise outcome.error
    if not outcome.is_done:
        heading = last_started(outcome.task.log) if outcome.task.log else ""
        raise ReportError(heading or outcome.task.name, outcome.message)


def report_files(
    root: Path,
    address: Address,
    formats: Sequence[str],
    notebook: Path | None = None,
    template: bytes | None = None,
) -> dict[Path, bytes]:
    """The files of one report, from one run of the notebook in this process: path -> content.

    The notebook is run where a format is made of it; `template` is that of slides.

    Raises ReportError when a cell fails or a document cannot be made.
    """
    made_of = {FORMATS[form].made_of for form in formats}
    executed = _executed(root, address, formats, notebook) if made_of - {"report"} else None
    opened = _opened(root, address) if "report" in made_of else None
    given = {form: opened if FORMATS[form].made_of == "report" else executed for form in formats}
    return {
        address.path(root, FORMATS[form].ending): in_format(given[form], form, address.language, template)
        for form in formats
    }


def _opened(root: Path, address: Address) -> Any:
    """The report, for what is made of it without a notebook."""
    territory = "=".join(address.territory or ())
    return function_at(OPEN_REPORT)(root, address.survey, address.edition, address.language, territory)


def _executed(root: Path, address: Address, formats: Sequence[str], notebook: Path | None) -> Any:
    """The notebook, run for the report."""
    names = {"survey": address.survey, "edition": address.edition, "language": address.language}
    parameters = {"root": str(root), **names, "territory": "=".join(address.territory or ())}
    nb = with_parameters(read_notebook(notebook or notebook_of(root)), parameters)
    executed = run_notebook(nb, root)
    executed.metadata[WAYS] = ways_of(root, address, formats)
    return executed


def ways_of(root: Path, address: Address, formats: Sequence[str]) -> dict[str, str]:
    """Where a page leads: to the list of reports, and to its PDF where one is made with it."""
    up = len(address.folder(root).relative_to(root / "reports").parts)
    pdf = {"pdf": address.path(root, "pdf").name} if "pdf" in formats else {}
    return {"index": "../" * up + "index.html", **pdf}


def notebook_of(root: Path) -> Path:
    """The notebook of the folder that is worked on, else the one beside the package."""
    own = root / NOTEBOOK
    return own if own.exists() else project_notebook()


def project_notebook() -> Path:
    """The notebook beside the package."""
    return REPOSITORY / NOTEBOOK


def read_notebook(path: Path) -> Any:
    """The notebook at `path`, without the outputs it may hold."""
    nbformat = import_nbformat()
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nb


def import_nbformat() -> Any:
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


def in_format(given: Any, form: str, language: str, template: bytes | None = None) -> bytes:
    """The executed notebook, or the report, that is `given` as a file of the format `form`, one of FORMATS.

    A PDF and a Word draft are made by Typst: never in a process that forks others which make some too.
    Raises ReportError when a document cannot be made.
    """
    try:
        return FORMATS[form].content(given, language, template)
    except ValueError as error:
        raise ReportError(form, str(error)) from error


def prepare(wanted: Iterable[tuple[Path, Address]], formats: Iterable[str] = ("html",)) -> None:
    """Import the modules of reports, and read what several share: their languages' messages, territories."""
    from analysis.reporting.language.catalogue_reading import catalogue_of

    import_nbformat()
    for module in MODULES:
        import_module(module)
    for form in sorted(set(formats)):
        FORMATS[form].preload()
    wanted = list(wanted)
    for language in {LANGUAGE, *(address.language for _, address in wanted)}:
        catalogue_of(language)
    tables = {folder / TERRITORIES.name: address.territory for folder, address in wanted if address.territory}
    for path, territory in tables.items():
        if path.is_file():
            read_territory_rows(path, *territory)
