"""Notebooks of one's own: cells that fail, what an analyst writes, nbconvert without the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.reporting.page.notebook_run import ReportError
from tests.reporting.pages import HOSTILE, Page, notebook_of

from .one_report import write_report

Make = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("copied_processes")


@pytest.mark.parametrize(
    ("cells", "heading", "message"),
    [
        (("# Chiffres clés", "1 / 0"), "Chiffres clés", "ZeroDivisionError: division by zero"),
        (
            ("# Début\n\n## Fin", "import os; os._exit(3)"),
            "Fin",
            "the process ended with status 3 before the end",
        ),
        (("raise ValueError('non')",), "cell 2", "ValueError: non"),
    ],
)
def test_a_cell_that_fails_is_named_and_the_former_report_stays(
    small_survey: Make, tmp_path: Path, cells: tuple[str, ...], heading: str, message: str
) -> None:
    small = small_survey()
    former = tmp_path / "reports" / "petite" / "2009" / "report.html"
    former.parent.mkdir(parents=True)
    former.write_text("former", encoding="utf-8")
    with pytest.raises(ReportError) as error:
        write_report(small.root, *small.write(), notebook=notebook_of(tmp_path, *cells))
    assert (error.value.heading, error.value.message) == (heading, message)
    assert "Traceback" not in str(error.value)
    assert [path.name for path in former.parent.iterdir()] == ["report.html"]
    assert former.read_text(encoding="utf-8") == "former"


def test_an_edition_that_is_not_built_says_the_way_out(small_survey: Make) -> None:
    small = small_survey()
    survey, edition = small.write()
    (small.root / "data" / "processed" / "petite" / "2009" / "released" / "indicators.csv").unlink()
    with pytest.raises(ReportError, match=r"run `assoscope build petite/2009`"):
        write_report(small.root, survey, edition)


def test_what_an_analyst_writes_is_shown_and_what_attacks_is_not(small_survey: Make, tmp_path: Path) -> None:
    text = f"# Un titre\n\nUn *mot*. {HOSTILE}\n\n[bon](https://example.org) ![x](https://example.org/a.png)"
    code = (
        'from IPython.display import HTML; HTML(\'<h1>Mien</h1><p style="color:red" onclick="x()">oui</p>\')'
    )
    noisy = "import sys; print('<i>dit</i>'); print('tu', file=sys.stderr)"
    small = small_survey()
    page = Page(write_report(small.root, *small.write(), notebook=notebook_of(tmp_path, text, code, noisy)))
    assert "Un titre" in page.text
    assert "<i>dit</i>" in page.text
    assert "tu" not in page.text.split()
    assert page.named("p")[-1] == {}
    assert not page.named("h1")
    assert not page.named("script")
    assert [link["href"] for link in page.named("a") if "href" in link] == [
        *("#content", "../../index.html", "https://example.org")
    ]
    assert [image.get("src") for image in page.named("img")] in ([], [None], [None, None])


def test_notebooks_are_stored_without_outputs_and_their_code_runs_from_their_folder() -> None:
    for path in sorted((Path(__file__).parents[3] / "notebooks").glob("*.ipynb")):
        nb = nbformat.read(path, as_version=4)
        nbformat.validate(nb)
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
        assert [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]


@pytest.mark.slow
def test_nbconvert_alone_gives_the_same_page(small_survey: Make) -> None:
    small = small_survey()
    expected = write_report(small.root, *small.write()).read_bytes()
    source = (Path(__file__).parents[3] / "notebooks" / "edition.ipynb").read_text(encoding="utf-8")
    notebook = small.root / "notebooks" / "edition.ipynb"
    notebook.parent.mkdir()
    notebook.write_text(source.replace("france_benevole", "petite"), encoding="utf-8")
    exporter = "analysis.reporting.page.notebook_page.ReportExporter"
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", exporter, notebook.name]
    subprocess.run(command, cwd=notebook.parent, check=True, capture_output=True)
    assert notebook.with_suffix(".html").read_bytes() == expected
