"""A deck in a template of one's own: its layouts are taken, its slides go, what it lacks is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from pptx.util import Pt

from analysis.cli.main import main
from analysis.faults import Fault
from analysis.reporting.report_content import EditionContent
from analysis.reporting.slides.deck import pptx_bytes
from analysis.reporting.slides.slide_layouts import read_template
from analysis.workspace import Place
from tests.reporting.nine_themes import read_deck
from tests.reporting.slides.test_deck import charts, titles

Template = Callable[..., Path]
FOUR_TO_THREE = 4 / 3


@pytest.mark.parametrize("kept", [(), ("title", "obj"), ("title", "titleOnly")])
def test_the_slides_have_the_layouts_and_the_format_of_the_template(
    kept: tuple[str, ...], template: Template, nine_themes_report: EditionContent, deck: object
) -> None:
    made = read_deck(pptx_bytes(nine_themes_report, read_template(template(*kept))))
    assert made.slide_width / made.slide_height == FOUR_TO_THREE
    own = titles(deck)
    assert titles(made) == [own[0], "Chiffres clés", *own[1:]]  # no room for them under this title
    assert len(charts(made)) == len(charts(deck))
    sizes = {slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size for slide in list(made.slides)[1:]}
    assert max(sizes) == Pt(28)  # the template's own 44 points would not stand on two lines
    used = {slide.slide_layout._element.get("type") for slide in made.slides}
    assert used <= set(kept or ("title", "obj", "titleOnly"))


LACKING = [("title",), ("titleOnly",), ("blank",)]


@pytest.mark.parametrize("kept", LACKING, ids=str)
def test_a_template_without_a_layout_is_refused_with_what_it_has(
    kept: tuple[str, ...], template: Template
) -> None:
    with pytest.raises(
        Fault, match=r"modele\.pptx: its layouts are .*; a deck needs one with a title and a subtitle"
    ):
        read_template(template(*kept))


def test_what_is_no_presentation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    with pytest.raises(Fault, match="cannot be read: No such file"):
        read_template(path)
    path.write_text("Bonjour")
    with pytest.raises(Fault, match=r"deck\.pptx: not a PowerPoint presentation"):
        read_template(path)


def run(place: Place, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["--root", str(place.root), "report", *arguments])
    return f"{done.exit_code}: {done.output}"


def test_a_template_for_no_slides_is_refused(nine_themes: Place, template: Template) -> None:
    said = run(nine_themes, "--format", "html", "--template", str(template()))
    assert said.startswith("2") and "--template is for slides: name pptx in --format" in said


def test_a_deck_keeps_its_template_and_is_withdrawn_with_its_results(
    nine_themes: Place, copy_of: Callable[[Place], Place], template: Template
) -> None:
    here = copy_of(nine_themes)
    own, path = template(), here.release / "report.pptx"
    assert run(here, "--format", "pptx", "--template", str(own)).startswith("0")
    first = path.read_bytes()
    assert "PowerPoint" in (here.root / "reports" / "index.html").read_text(encoding="utf-8")
    assert run(here, "--format", "html").startswith("0")
    assert path.read_bytes() == first
    answers = here.raw / "answers.csv"
    lines = answers.read_text(encoding="utf-8").splitlines()
    answers.write_text("\n".join(lines[:-60]), encoding="utf-8")
    assert run(here, "--format", "html").startswith("0")
    again = path.read_bytes()
    assert again != first
    assert Presentation(path).slide_width / Presentation(path).slide_height == FOUR_TO_THREE
    own.unlink()
    answers.write_text("\n".join(lines[:-90]), encoding="utf-8")
    assert run(here, "--format", "html").startswith("0")
    assert not path.exists()
    assert run(here, "--format", "pptx").startswith("0")
    assert round(Presentation(path).slide_width / Presentation(path).slide_height, 2) == 1.78
