"""The report of a small survey, made by the notebook, read as a page."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.pages import HOSTILE, Page

from .one_report import write_report

Make = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("copied_processes")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, survey_in: Make) -> Page:
    """The French report of the small survey."""
    small = survey_in(tmp_path_factory.mktemp("report"))
    return Page(write_report(small.root, *small.write()))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, survey_in: Make) -> Page:
    """The report of a survey whose texts and codes attack the page."""
    small = survey_in(tmp_path_factory.mktemp("hostile"), title=HOSTILE, label=HOSTILE, note=HOSTILE)
    small.rows[2]["group"] = HOSTILE
    small.rows[7]["item"] = HOSTILE
    return Page(write_report(small.root, *small.write()))


def test_the_page_has_one_title_and_headings_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_says_its_language_and_title(page: Page) -> None:
    assert page.named("html") == [{"lang": "fr"}]
    assert "<title>Petite enquête – Édition 2009 (données simulées)</title>" in page.source


def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    assert not {"script", "link", "iframe", "object", "form", "img"} & {tag for tag, _ in page.tags}
    assert not [attributes for _, attributes in page.tags if "style" in attributes or "src" in attributes]
    assert page.source.count("url(") == page.source.count("url(data:font/woff;base64,") == 3
    assert "http" not in page.source.replace('http-equiv="Content', "")


def test_the_policy_allows_the_one_stylesheet_by_its_checksum(page: Page) -> None:
    [policy] = [meta["content"] for meta in page.named("meta") if meta.get("http-equiv")]
    [style] = re.findall("<style>(.*?)</style>", page.source, re.DOTALL)
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert f"'sha256-{digest}'" in policy


def test_every_chart_is_described_from_its_data(page: Page) -> None:
    described = [svg["aria-label"] or "" for svg in page.named("svg")]
    assert len(described) == 4
    assert described[::2] == described[1::2]
    assert "Bien accueillis 68 %" in described[0].replace("\u202f", " ")
    assert "Forum non publié" in described[2].replace("\u202f", " ")
    assert all(svg["role"] == "img" for svg in page.named("svg"))


def test_every_table_has_a_caption_and_scopes(page: Page) -> None:
    assert len(page.named("caption")) == len(page.named("table"))
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in page.named("th"))


def test_ids_are_unique_and_every_inner_link_arrives(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [link["href"] or "" for link in page.named("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_simulated_data_are_named_above_the_page_and_on_its_cover(page: Page) -> None:
    assert page.text.count("Données simulées") == 2
    assert [header for header in page.named("header") if header.get("class") == "banner"]


def test_hidden_figures_appear_nowhere(page: Page) -> None:
    for secret in ("91,7", "91.7", "92 %", "13,3", "13.3", "9.9", "9,9"):
        assert secret not in re.sub(r'="[-\d. MLZ]+"', "", page.source).replace("\u202f", " ")
    assert "c : confidentiel" in page.text.replace("\u202f", " ")
    assert "n.p. : non publié" in page.text.replace("\u202f", " ")
    assert "(b) : à lire avec prudence" in page.text.replace("\u202f", " ")


def test_a_gap_of_the_methodology_is_shown(page: Page) -> None:
    assert page.text.count("Non renseigné ") >= 1
    assert "commanditaire, population étudiée, personnes non couvertes" in page.text
    assert "Connaître les bénévoles." in page.text


def test_a_report_never_speaks_of_the_machine(page: Page) -> None:
    assert str(Path(__file__).parents[3]) not in page.source
    assert "/tmp" not in page.source


def test_the_page_is_light(page: Page) -> None:
    assert len(page.source.encode("utf-8")) < 160_000


def test_hostile_texts_and_codes_are_read_and_never_live(hostile: Page) -> None:
    assert not {"script", "img", "b"} & {tag for tag, _ in hostile.tags}
    assert not [name for _, attributes in hostile.tags for name in attributes if name.startswith("on")]
    links = {link["href"] for link in hostile.named("a") if not (link["href"] or "").startswith("#")}
    assert links == {"../../index.html"}
    assert hostile.text.count("<script>alert(1)</script>") >= 5
    assert len(hostile.named("style")) == 1


def test_the_same_inputs_give_the_same_bytes_in_both_languages(small_survey: Make) -> None:
    small = small_survey(simulated=False)
    survey, edition = small.write()
    path = write_report(small.root, survey, edition, "en")
    assert path == small.root.resolve() / "reports" / "petite" / "2009" / "report.en.html"
    first = path.read_bytes()
    assert write_report(small.root, survey, edition, "en").read_bytes() == first
    english = Page(path)
    assert english.named("html") == [{"lang": "en"}]
    assert "In short" in english.text
    assert "simulated" not in english.text.lower()
    assert not [header for header in english.named("header") if header.get("class") == "banner"]


def test_importing_reporting_is_cheap() -> None:
    heavy = "{'pandas', 'matplotlib', 'nbconvert', 'nbformat', 'nbclient', 'babel', 'numpy'}"
    code = f"import sys, analysis.reporting; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
