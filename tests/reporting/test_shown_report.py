"""A report gathers its contents, its chapters and its anchors from the registries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from analysis.reporting.blocks import Contents, Cover, Heading, Section
from analysis.reporting.carried_blocks import MIMETYPE, block_from
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters import EDITION_CHAPTERS, TERRITORY_CHAPTERS
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.page.notebook_run import ReportError, run_notebook
from analysis.reporting.page.report_files import NOTEBOOK, REPOSITORY, read_notebook, with_parameters
from analysis.reporting.shown_report import chapter_names
from analysis.reporting.territory_report import TerritoryReport

REGISTRIES = [(EDITION_CHAPTERS, EditionReport), (TERRITORY_CHAPTERS, TerritoryReport)]


@pytest.fixture
def report(small_survey: Callable[..., Any]) -> EditionReport:
    """The report of the small survey."""
    small = small_survey()
    small.write()
    found = open_report(small.root, "petite", "2009")
    assert isinstance(found, EditionReport)
    return found


def headings(section: object) -> list[tuple[str, str]]:
    """(text, anchor) of what heads a chapter."""
    assert isinstance(section, Section)
    return [(b.text, b.anchor) for b in section.blocks if isinstance(b, Heading) and b.level == 2]


def test_the_contents_name_the_headings_of_the_chapters_in_their_order(report: EditionReport) -> None:
    contents = report.contents().block
    assert isinstance(contents, Contents)
    shown = [heading for part in report.parts() for heading in headings(part.block)]
    assert list(contents.entries) == shown
    assert [anchor for _, anchor in shown] == [
        *(
            "essentials",
            "limits",
            "theme-accueil",
            "theme-decouverte",
            "theme-temps",
            "methodology",
            "glossary",
        ),
        "annex",
    ]


@pytest.mark.parametrize("name", chapter_names())
def test_a_chapter_is_shown_by_its_name_where_it_applies(name: str, report: EditionReport) -> None:
    entry = EDITION_CHAPTERS.get(name)
    shown = getattr(report, name)()
    if entry is None:
        assert shown is None
        return
    assert isinstance(entry, Chapter)
    assert (shown is not None) == entry.applies(report)
    if shown is not None:
        assert headings(shown.block) == [(entry.title(report), entry.anchor)]


@pytest.mark.parametrize(("registry", "kind"), REGISTRIES)
def test_no_chapter_has_the_name_of_something_else_of_a_report(registry: Any, kind: type) -> None:
    named = {name for name, entry in registry.items() if isinstance(entry, Chapter)}
    fields = set(getattr(kind, "__dataclass_fields__", ()))
    assert not named & (fields | set(vars(kind)) | {name for base in kind.__mro__ for name in vars(base)})


@pytest.mark.parametrize(("registry", "kind"), REGISTRIES)
def test_no_two_chapters_have_one_anchor(registry: Any, kind: type) -> None:
    anchors = [entry.anchor for entry in registry.values() if isinstance(entry, Chapter)]
    assert len(set(anchors)) == len(anchors), kind


def test_a_chapter_that_is_none_is_named_with_those_there_are(report: EditionReport) -> None:
    with pytest.raises(AttributeError, match="no chapter 'qualite' in a report; expected one of essentials,"):
        report.qualite()


def test_a_theme_that_is_none_is_named_with_those_there_are(report: EditionReport) -> None:
    with pytest.raises(KeyError, match="no theme 'acueil'; expected one of accueil, decouverte, temps"):
        report.chapter("acueil")


def test_a_part_shows_itself_and_carries_its_data(report: EditionReport) -> None:
    bundle = report.cover()._repr_mimebundle_()
    assert bundle["text/html"].startswith('<div class="assoscope">')
    assert isinstance(block_from(bundle[MIMETYPE]), Cover)


OPENED = """
from analysis.reporting import open_report
list(open_report(root, survey, edition).parts())
"""


def executed(small: Any, notebook: Any) -> Any:
    given = {"root": str(small.root), "survey": "petite", "edition": "2009", "language": "fr"}
    return run_notebook(with_parameters(notebook, given), small.root)


def test_the_notebook_shows_every_chapter_of_the_registry_once(
    small_survey: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")  # running a notebook sets another one
    small = small_survey()
    small.write()
    nb = executed(small, read_notebook(REPOSITORY / NOTEBOOK))
    carried = [output.data[MIMETYPE] for cell in nb.cells for output in cell.get("outputs", ())]
    report = open_report(small.root, "petite", "2009")
    assert carried == [part.block.data() for part in (report.cover(), report.contents(), *report.parts())]


def test_what_fails_in_a_chapter_says_in_which(
    small_survey: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> list[Any]:
        raise KeyError("acceuil")

    broken = Chapter[Any](title=lambda _: "Contact", anchor="contact", shows=fail)
    monkeypatch.setitem(EDITION_CHAPTERS, "contact", broken)  # type: ignore[arg-type]
    small = small_survey()
    small.write()
    monkeypatch.setenv("MPLBACKEND", "agg")  # running a notebook sets another one
    code = nbformat.v4.new_code_cell(OPENED)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## Chapitres"), code])
    with pytest.raises(ReportError) as failed:
        executed(small, nb)
    assert str(failed.value) == (
        "the report failed in “Chapitres”: KeyError: 'acceuil' (in the chapter “Contact”)"
    )


def test_each_part_alone_brings_its_style_and_no_chart_is_wider_than_a_page(report: EditionReport) -> None:
    """In a notebook of one's own a part stands without the cover."""
    parts = [report.indicator("bien_accueillis"), report.chapter("accueil"), report.cover(), *report.parts()]
    for part in parts:
        html = part._repr_mimebundle_()["text/html"]
        style, _, shown = html.partition("</style>")
        assert style.startswith('<div class="assoscope"><style>.assoscope {') and "<style>" not in shown
    chart = report.indicator("bien_accueillis")._repr_mimebundle_()["text/html"]
    assert ".assoscope .chart { margin: 0; max-width: 42.5rem" in chart
    assert ".assoscope .chart .narrow { display: none" in chart
