"""The report of a small survey, made by the notebook, read as a page."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.reporting import ReportError, write_index, write_report

HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) "&<b>'
VOID = {"meta", "br", "hr", "img", "col", "link", "input"}
Make = Callable[..., Any]


class Page(HTMLParser):
    """The tags, attributes and text of a page; a tag closed out of turn fails."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The tag opened last is closed first."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text outside the stylesheet."""
        if "style" not in self._open:
            self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every `tag`."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        """What is read on the page."""
        return " ".join(self.texts)


def notebook_of(folder: Path, *cells: str) -> Path:
    """A notebook of these cells; those that start with # are text."""
    make = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}
    nb = nbformat.v4.new_notebook(cells=[make[cell.startswith("#")](cell) for cell in cells])
    path = folder / "own.ipynb"
    nbformat.write(nb, path)
    return path


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
    assert "url(" not in page.source
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
    assert len(described) == 3
    assert "Graphique : Bien accueillis." in described[0].replace("\u202f", " ")
    assert "Femmes 75 %" in described[0].replace("\u202f", " ")
    assert "65+ confidentiel" in described[0].replace("\u202f", " ")
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
        assert secret not in page.source.replace("\u202f", " ")
    assert "c : confidentiel" in page.text.replace("\u202f", " ")
    assert "n.p. : non publié" in page.text.replace("\u202f", " ")
    assert "(b) : à lire avec prudence" in page.text.replace("\u202f", " ")


def test_a_gap_of_the_methodology_is_shown(page: Page) -> None:
    assert page.text.count("Non renseigné ") >= 1
    assert "commanditaire, population étudiée, personnes non couvertes" in page.text
    assert "Connaître les bénévoles." in page.text


def test_a_report_never_speaks_of_the_machine(page: Page) -> None:
    assert str(Path(__file__).parents[2]) not in page.source
    assert "/tmp" not in page.source


def test_the_page_is_light(page: Page) -> None:
    assert len(page.source.encode("utf-8")) < 100_000


def test_hostile_texts_and_codes_are_read_and_never_live(hostile: Page) -> None:
    assert not {"script", "img", "b"} & {tag for tag, _ in hostile.tags}
    assert not [name for _, attributes in hostile.tags for name in attributes if name.startswith("on")]
    assert not [link for link in hostile.named("a") if not (link["href"] or "").startswith("#")]
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
    assert "Key figures" in english.text
    assert "simulated" not in english.text.lower()
    assert not [header for header in english.named("header") if header.get("class") == "banner"]


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
    (small.root / "data" / "processed" / "petite" / "2009" / "indicators.csv").unlink()
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
    assert [link["href"] for link in page.named("a") if "href" in link] == ["#content", "https://example.org"]
    assert [image.get("src") for image in page.named("img")] in ([], [None], [None, None])


def test_the_index_lists_every_report_with_its_downloads(small_survey: Make) -> None:
    small = small_survey(title="Petite <b>enquête</b>")
    report = small.root / "reports" / "petite" / "2009" / "report.html"
    small.write()
    assert "Aucun rapport" in Page(write_index(small.root)).text
    report.parent.mkdir(parents=True)
    report.write_text("", encoding="utf-8")
    path = write_index(small.root)
    page = Page(path)
    links = [link["href"] or "" for link in page.named("a") if link["href"] != "#content"]
    assert all((path.parent / link).resolve().exists() for link in links)
    assert [Path(link).name for link in links] == ["report.html", "indicators.csv", "provenance.json"]
    assert "Petite <b>enquête</b>" in page.text
    assert "1\u202f000" in page.text
    assert page.text.count("Données simulées") == 2


def test_the_index_has_a_line_for_each_language_that_is_there(small_survey: Make) -> None:
    small = small_survey()
    small.write()
    folder = small.root / "reports" / "petite" / "2009"
    folder.mkdir(parents=True)
    for kind in ("html", "pdf"):
        (folder / f"report.{kind}").touch()
    assert "English" not in Page(write_index(small.root)).text
    (folder / "report.en.docx").touch()
    said = " ".join(Page(write_index(small.root)).text.split()).replace(" ,", ",")
    named = " – Petite enquête, Édition 2009, Ensemble"
    assert f"Français : page Français{named} 1 ko, PDF Français{named} 1 ko" in said
    assert f"English : Word English{named} 1 ko" in said


def test_importing_reporting_is_cheap() -> None:
    heavy = "{'pandas', 'matplotlib', 'nbconvert', 'nbformat', 'nbclient', 'babel', 'numpy'}"
    code = f"import sys, analysis.reporting; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_notebooks_are_stored_without_outputs_and_their_code_runs_from_their_folder() -> None:
    for path in sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb")):
        nb = nbformat.read(path, as_version=4)
        nbformat.validate(nb)
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
        assert [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]


@pytest.mark.slow
def test_nbconvert_alone_gives_the_same_page(small_survey: Make) -> None:
    small = small_survey()
    expected = write_report(small.root, *small.write()).read_bytes()
    source = (Path(__file__).parents[2] / "notebooks" / "edition.ipynb").read_text(encoding="utf-8")
    notebook = small.root / "notebooks" / "edition.ipynb"
    notebook.parent.mkdir()
    notebook.write_text(source.replace("france_benevole", "petite"), encoding="utf-8")
    exporter = "analysis.reporting.exporter.ReportExporter"
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", exporter, notebook.name]
    subprocess.run(command, cwd=notebook.parent, check=True, capture_output=True)
    assert notebook.with_suffix(".html").read_bytes() == expected
