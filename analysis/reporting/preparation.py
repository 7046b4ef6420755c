"""What every report of a batch needs, imported and read once, before processes are copied."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from analysis.reporting.contrasted import read_contrasted
from analysis.workspace import Address

MODULES = (
    *("IPython.core.interactiveshell", "nbformat.v4", "matplotlib.figure", "matplotlib.pyplot"),
    *("matplotlib.backends.backend_svg", "matplotlib_inline.backend_inline", "babel.dates", "babel.numbers"),
    *("nh3", "pandas", "analysis.reporting.exporter", "analysis.reporting.drawing"),
    *("analysis.reporting.html", "analysis.reporting.in_process", "analysis.reporting.charts"),
)
MODULES_OF = {
    "pdf": ("analysis.reporting.documents",),
    "docx": ("analysis.reporting.documents", "analysis.reporting.documents.wordblocks"),
}


def prepare(wanted: Iterable[tuple[Path, Address]], formats: Iterable[str] = ()) -> None:
    """Import the modules of reports, and read the territories of each folder of results that has them."""
    from analysis.reporting.publishing import import_nbformat

    import_nbformat()
    of_formats = {module for form in formats for module in MODULES_OF.get(form, ())}
    for module in (*MODULES, *sorted(of_formats)):
        import_module(module)
    if of_formats:
        from analysis.reporting.documents.fonts import shown_characters

        shown_characters()
    tables = {
        folder / "territories.csv": address.territory for folder, address in wanted if address.territory
    }
    for path, territory in tables.items():
        if path.is_file():
            read_contrasted(path, *territory)
