"""One run of the notebook gives the page, the PDF and the Word draft, all or none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from pypdf import PdfReader

from analysis.cli.main import main
from analysis.reporting.blocks import Block, Paragraph, Section
from analysis.reporting.documents.word_blocks import WordWriter
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.page.notebook_run import ReportError
from analysis.reporting.report_formats import FORMATS

from .one_report import write_report

Make = Callable[..., Any]
BROKEN_DRAWING = "from IPython.display import display\ndisplay({'image/svg+xml': '<svg'}, raw=True)"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, survey_in: Make) -> Path:
    small = survey_in(tmp_path_factory.mktemp("formats"))
    return write_report(small.root, *small.write(), formats=tuple(FORMATS)).parent


def test_each_format_is_a_file_beside_the_others(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == [
        "report.docx",
        "report.html",
        "report.pdf",
        "report.pptx",
        "report.press.html",
        "report.press.zip",
    ]


def test_the_pdf_has_the_chapters_of_the_page(written: Path) -> None:
    pdf = PdfReader(written / "report.pdf")
    chapters = [item["/Title"] for item in pdf.outline if not isinstance(item, list)]
    page = (written / "report.html").read_text(encoding="utf-8")
    assert len(chapters) >= 4
    assert all(f">{chapter}" in page for chapter in chapters)


def test_the_draft_has_the_chapters_of_the_pdf(written: Path) -> None:
    pdf = PdfReader(written / "report.pdf")
    draft = Document(io.BytesIO((written / "report.docx").read_bytes()))
    chapters = [item["/Title"] for item in pdf.outline if not isinstance(item, list)]
    assert [p.text for p in draft.paragraphs if p.style.name == "Heading 1"] == chapters


def test_pages_within_pages_leave_no_page_of_the_draft_empty() -> None:
    def page(*blocks: Block) -> Section:
        return Section("page", blocks)

    said = Paragraph("Dit")
    document = Document()
    WordWriter(document, Typesetter("fr"), {}, {}).write(
        [said, page(page(said)), page(page(said), page(said))]
    )
    breaks = [bool(p._p.xpath("w:r/w:br[@w:type='page']")) for p in document.paragraphs]
    assert breaks == [False, True, False, False, False]


def test_a_document_that_cannot_be_made_leaves_all_files_as_they_were(
    tmp_path: Path, survey_in: Make
) -> None:
    import nbformat

    small = survey_in(tmp_path)
    survey, edition = small.write()
    before = write_report(small.root, survey, edition).read_bytes()
    notebook = tmp_path / "own.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BROKEN_DRAWING)]), notebook)
    with pytest.raises(ReportError, match=r"pdf.*failed to parse SVG"):
        write_report(small.root, survey, edition, notebook=notebook, formats=("html", "pdf"))
    folder = small.root / "reports" / survey.name / edition.name
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    assert (folder / "report.html").read_bytes() == before


def test_an_unknown_format_is_named_with_those_there_are(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "report", "--format", "pdf,odt"])
    assert done.exit_code == 2
    assert "'odt'; expected some of html, pdf, docx, pptx, press, pictures" in done.output
