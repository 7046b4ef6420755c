"""The list of all reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.reporting.page.notebook_page import named_ways
from analysis.reporting.page.notebook_run import WAYS as NOTEBOOK_WAYS
from analysis.reporting.page.report_files import ways_of
from analysis.steps.reports import index
from analysis.workspace import Address
from tests.reporting.pages import Page

Make = Callable[..., Any]


def with_files(small: Any, *names: str, folder: str = "") -> Path:
    """Empty files in the release of the small survey."""
    place: Path = small.root / "reports" / "petite" / "2009" / folder
    place.mkdir(parents=True, exist_ok=True)
    for name in names:
        (place / name).touch()
    return place


def test_the_index_lists_every_report_with_its_downloads(small_survey: Make) -> None:
    small = small_survey(title="Petite <b>enquête</b>")
    small.write()
    assert "Aucun rapport" in Page(index(small.root)).text
    with_files(small, "report.html", "provenance.json", "indicators.csv", "note.md", ".hidden")
    path = index(small.root)
    page = Page(path)
    links = [link["href"] or "" for link in page.named("a") if link["href"] != "#content"]
    assert all((path.parent / link).resolve().exists() for link in links)
    names = [Path(link).name for link in links]
    assert names == ["report.html", "indicators.csv", "provenance.json", "note.md"]
    assert "Petite <b>enquête</b>" in page.text
    assert "1\u202f000" in page.text and "1,000" in page.text  # French and English
    assert page.text.count("Données simulées") == 2


def test_the_index_has_a_line_for_each_language_that_is_there(small_survey: Make) -> None:
    small = small_survey()
    small.write()
    with_files(small, "report.html", "report.pdf")
    assert "report.en" not in index(small.root).read_text(encoding="utf-8")
    with_files(small, "report.en.docx")
    page = index(small.root).read_text(encoding="utf-8")
    for path, language in (("report.html", "fr"), ("report.pdf", "fr"), ("report.en.docx", "en")):
        assert f'<a href="petite/2009/{path}" hreflang="{language}">' in page
    assert page.count("<li>") == 2


def test_the_index_says_all_in_both_languages_and_shows_one(small_survey: Make) -> None:
    small = small_survey()
    small.write()
    with_files(small, "report.html")
    page = Page(index(small.root))
    spoken = [tag for tag in page.named("span") if "said" in (tag.get("class") or "")]
    french = [tag for tag in spoken if tag["lang"] == "fr"]
    english = [tag for tag in spoken if tag["lang"] == "en"]
    assert len(french) == len(english) > 10
    assert not [tag for tag in french if "hidden" in tag] and all("hidden" in tag for tag in english)
    assert "Petite enquête" in page.text and "Survey" in page.text


def test_territories_are_folded_in_the_row_of_their_edition(small_survey: Make) -> None:
    small = small_survey()
    small.write()
    with_files(small, "report.html")
    for code in ("2", "1"):
        with_files(small, "report.html", "report.pdf", folder=f"sexe/{code}")
    path = index(small.root)
    source = path.read_text(encoding="utf-8")
    [body] = source.split("<tbody>")[1:]
    assert body.count("<tr>") == 1
    folded = body[body.index("<details>") : body.index("</details>")]
    assert "2 territoires" in folded and "2 territories" in folded
    assert folded.index("Femmes") < folded.index("Hommes")  # by name
    assert 'href="petite/2009/sexe/1/report.pdf"' in folded
    links = [tag["href"] or "" for tag in Page(path).named("a") if tag["href"] != "#content"]
    assert all((path.parent / link).resolve().exists() for link in links)


def test_a_column_of_territories_stands_only_where_there_are_any(small_survey: Make) -> None:
    small = small_survey()
    small.write()
    with_files(small, "report.html")
    source = index(small.root).read_text(encoding="utf-8")
    assert source.count('<th scope="col">') == 7 and '<td class="territories"' not in source
    with_files(small, "report.html", folder="sexe/1")
    source = index(small.root).read_text(encoding="utf-8")
    assert source.count('<th scope="col">') == 8 and source.count('<td class="territories"') == 1


def test_the_newest_edition_is_the_first(small_survey: Make) -> None:
    small = small_survey()
    small.write()
    raw = small.root / "data" / "raw" / "petite"
    text = (raw / "2009" / "edition.toml").read_text(encoding="utf-8")
    (raw / "2024").mkdir()
    newer = text.replace("Édition 2009", "Édition 2024").replace("2009-0", "2024-0")
    (raw / "2024" / "edition.toml").write_text(newer, encoding="utf-8")
    for edition in ("2009", "2024"):
        folder = small.root / "reports" / "petite" / edition
        folder.mkdir(parents=True)
        (folder / "report.html").touch()
    source = index(small.root).read_text(encoding="utf-8")
    assert source.index("Édition 2024") < source.index("Édition 2009")


WAYS = [
    (None, ("html",), {"index": "../../index.html"}),
    (None, ("html", "pdf"), {"index": "../../index.html", "pdf": "report.pdf"}),
    (("region", "84"), ("html", "pdf"), {"index": "../../../../index.html", "pdf": "report.pdf"}),
]


@pytest.mark.parametrize(("territory", "formats", "ways"), WAYS)
def test_a_page_leads_back_to_the_index_and_to_its_pdf(
    territory: tuple[str, str] | None, formats: tuple[str, ...], ways: dict[str, str], tmp_path: Path
) -> None:
    address = Address("petite", "2009", territory=territory)
    assert ways_of(tmp_path, address, formats) == ways
    target = (address.folder(tmp_path) / ways["index"]).resolve()
    assert target == (tmp_path / "reports" / "index.html").resolve()


def test_the_ways_of_a_page_are_said_in_its_language() -> None:
    nb = SimpleNamespace(metadata={NOTEBOOK_WAYS: {"index": "../../index.html", "pdf": "report.pdf"}})
    assert named_ways(nb, "fr") == [
        ("Tous les rapports", "../../index.html"),
        ("Ce rapport en PDF", "report.pdf"),
    ]
    assert named_ways(SimpleNamespace(metadata={}), "fr") == []
