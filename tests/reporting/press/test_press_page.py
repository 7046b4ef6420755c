"""What a journalist finds: sentences with their source, and pictures that say where they come from."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from analysis.reporting.chapters.opening_pages.told_findings import told_findings
from analysis.reporting.press.press_page import press_bytes
from analysis.reporting.press.press_pictures import picture_of, pictures_bytes
from analysis.reporting.press.quotations import key_sentences
from analysis.reporting.report_content import EditionContent
from analysis.reporting.report_formats import with_brought
from analysis.reporting.slides.slide_story import told_story
from analysis.results import INDICATORS
from analysis.steps.reports import Order, index, orders, with_standing
from analysis.workspace import Address, Place
from tests.reporting.nine_themes import Write, built, opened
from tests.reporting.pages import HOSTILE, Page

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = "Source : Enquête, Édition 2020. Données simulées."
PageOf = Callable[[EditionContent], Page]


def plain(text: str) -> str:
    """A text with common spaces alone."""
    return re.sub(r"\s+", " ", text)


def files(content: bytes) -> dict[str, bytes]:
    """The files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def words(svg: bytes) -> str:
    """The texts that are seen on a drawing."""
    return plain(" ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")))


@pytest.fixture(scope="module")
def pictures(nine_themes_report: EditionContent) -> dict[str, bytes]:
    return files(pictures_bytes(nine_themes_report))


def test_every_quotation_has_its_source(nine_themes_report: EditionContent, page_of: PageOf) -> None:
    page = page_of(nine_themes_report)
    quoted = re.findall(
        r"<blockquote><p>(.*?)</p></blockquote><figcaption>(.*?)</figcaption>", page.source, re.S
    )
    told = told_findings(nine_themes_report)
    assert [plain(sentence) for sentence, _ in quoted] == [
        *(plain(each) for each in key_sentences(nine_themes_report)),
        *(plain(f"{each.title}. {each.text}") for each in told),
    ]
    assert {plain(source) for _, source in quoted} == {SOURCE}


def test_a_sentence_of_a_key_figure_says_what_it_is_of(
    nine_themes_report: EditionContent, nine_themes: Place
) -> None:
    with (nine_themes.release / INDICATORS.name).open(encoding="utf-8-sig", newline="") as lines:
        whole = {row["indicator"]: row for row in csv.DictReader(lines) if row["breakdown"] == "all"}
    found = [plain(sentence) for sentence in key_sentences(nine_themes_report)]
    assert len(found) == 6
    for rank, sentence in enumerate(found):
        assert sentence.startswith(f"Formés {rank} :") and sentence.endswith(".")
        assert f"{float(whole[f'i{rank}']['value']):.0f} %" in sentence


def test_the_page_stands_alone_and_names_its_pictures(
    nine_themes_report: EditionContent, page_of: PageOf, pictures: dict[str, bytes]
) -> None:
    page = page_of(nine_themes_report)
    links = [tag["href"] for tag in page.named("a")]
    assert links == ["#content", "../../index.html", "report.press.zip"]
    assert not page.named("script") and not page.named("img") and not page.named("link")
    assert len(page.named("h1")) == 1
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    named = set(re.findall(r"figure-\d+\.(?:svg|png)", page.text))
    assert named == set(pictures) - {"LISEZMOI.txt"}
    assert "Données simulées" in page.text


def test_a_picture_has_its_title_its_base_its_source_and_that_it_is_simulated(
    nine_themes_report: EditionContent, pictures: dict[str, bytes]
) -> None:
    told = told_findings(nine_themes_report)
    assert len(told) == 5
    for rank, each in enumerate(told, 1):
        seen = words(pictures[f"figure-{rank}.svg"])
        assert seen.startswith("Données simulées")
        for part in (each.title, each.chart.title, each.chart.note, SOURCE):
            assert plain(part) in seen
        said = ElementTree.fromstring(pictures[f"figure-{rank}.svg"]).get("aria-label") or ""
        assert each.chart.alternative in said and each.title in said


def test_the_two_forms_of_a_picture_have_one_shape(pictures: dict[str, bytes]) -> None:
    for rank in range(1, 6):
        drawing = ElementTree.fromstring(pictures[f"figure-{rank}.svg"])
        image = Image.open(io.BytesIO(pictures[f"figure-{rank}.png"]))
        wide, high = float(drawing.get("width", 0)), float(drawing.get("height", 0))
        assert image.format == "PNG" and image.width >= 1200
        assert image.width / image.height == pytest.approx(wide / high, rel=0.01)


def test_a_text_says_what_each_picture_shows(
    nine_themes_report: EditionContent, pictures: dict[str, bytes]
) -> None:
    said = pictures["LISEZMOI.txt"].decode("utf-8")
    assert all(each.chart.alternative in said for each in told_findings(nine_themes_report))
    assert "ne décrivent aucune population réelle" in said


@pytest.mark.parametrize("mark", ["Données simulées", ""])
def test_nothing_of_a_long_source_is_cut_or_leaves_the_picture(
    nine_themes_report: EditionContent, mark: str
) -> None:
    told = replace(
        told_story(nine_themes_report).charts[0], source="Source : " + "x" * 300 + " fin", title="Mot " * 60
    )
    drawing = ElementTree.fromstring(picture_of(told, mark).replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))
    shown = [(text.text or "", float(text.get("y", 0))) for text in drawing.iter(f"{SVG}text")]
    _, _, _, height = map(float, (drawing.get("viewBox") or "").split())
    joined = "".join(text for text, _ in shown)
    assert "x" * 300 in joined and "xfin" in joined and joined.count("Mot") == 60
    assert max(y for _, y in shown) < height
    assert ("Données simulées" in joined) == bool(mark)


def test_the_same_report_gives_the_same_page_and_pictures(
    nine_themes_report: EditionContent, nine_themes: Place
) -> None:
    again = opened(nine_themes)
    assert press_bytes(nine_themes_report) == press_bytes(again)
    assert pictures_bytes(nine_themes_report) == pictures_bytes(again)


def test_a_page_speaks_english_on_request(nine_themes: Place, page_of: PageOf) -> None:
    english = opened(nine_themes, "en")
    page = page_of(english)
    assert "The figures in a sentence" in page.text and "Simulated data" in page.text
    assert "report.en.press.zip" in [tag["href"] for tag in page.named("a")]
    assert "README.txt" in files(pictures_bytes(english))
    assert "Page presse" not in page.source


def test_a_territory_has_its_figures_beside_the_rest(nine_themes: Place, page_of: PageOf) -> None:
    territory = opened(nine_themes, territory="region=53")
    page = page_of(territory)
    assert "Les chiffres en Bretagne, à côté du reste de l’enquête" in page.text
    assert "../../../../index.html" in [tag["href"] for tag in page.named("a")]
    assert sorted(files(pictures_bytes(territory))) == ["LISEZMOI.txt", "figure-1.png", "figure-1.svg"]


def test_a_hostile_text_is_a_text(write_survey: Write, page_of: PageOf) -> None:
    written = HOSTILE.replace('"', '\\"')
    report = opened(built(write_survey, title=written, group=written, indicator=written))
    page = page_of(report)
    assert not page.named("script") and not page.named("img") and not page.named("b")
    assert "alert(1)" in page.text
    for name, content in files(pictures_bytes(report)).items():
        if name.endswith(".svg"):
            drawn = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(content).iter()}
            assert drawn <= {"svg", "style", "g", "rect", "path", "circle", "text"}
            assert "<script" in words(content)


def test_a_survey_that_is_not_simulated_has_no_mark(write_survey: Write, page_of: PageOf) -> None:
    place = built(write_survey)
    text = place.edition_toml.read_text(encoding="utf-8")
    place.edition_toml.write_text(text.replace("simulated = true\n", ""), encoding="utf-8")
    report = opened(place)
    assert "simulées" not in page_of(report).source
    assert all(b"simul" not in content for content in files(pictures_bytes(report)).values())


BROUGHT = [
    (("press",), ("press", "pictures")),
    (("html", "press"), ("html", "press", "pictures")),
    (("pictures",), ("pictures",)),
    (("pdf",), ("pdf",)),
]


@pytest.mark.parametrize(("asked", "made"), BROUGHT)
def test_the_page_brings_its_pictures(
    asked: tuple[str, ...], made: tuple[str, ...], nine_themes: Place
) -> None:
    assert with_brought(asked) == made
    (order,) = orders([nine_themes], ["fr"], asked)
    assert order.formats == made
    names = [path.name for path in order.files if "press" in path.name]
    assert names == [f"report.press.{ending}" for ending in ("html", "zip")[-len(made) :]][: len(names)]


def test_a_page_that_stands_is_made_again_with_its_pictures(
    nine_themes: Place, copy_of: Callable[..., Place]
) -> None:
    copy = copy_of(nine_themes)
    address = Address(copy.survey, copy.edition)
    address.folder(copy.root).mkdir(parents=True, exist_ok=True)
    address.path(copy.root, "press.html").touch()
    (address.folder(copy.root) / ".report.press.html.json").touch()
    wanted = with_standing(copy.root, [Order(copy, address, ("html",))])
    assert [order.formats for order in wanted] == [("html", "press", "pictures")]


def test_the_list_of_reports_leads_to_both_in_their_language(
    nine_themes: Place, copy_of: Callable[..., Place]
) -> None:
    copy = copy_of(nine_themes)
    folder: Path = copy.release
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("report.press.html", "report.press.zip", "report.en.press.html"):
        (folder / name).touch()
    page = index(copy.root).read_text(encoding="utf-8")
    way = f"{copy.survey}/{copy.edition}/report"
    assert f'<a href="{way}.press.html" hreflang="fr">presse<' in page
    assert f'<a href="{way}.press.zip" hreflang="fr">images<' in page
    assert f'<a href="{way}.en.press.html" hreflang="en">press<' in page
