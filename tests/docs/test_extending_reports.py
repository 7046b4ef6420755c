"""What docs/extending.md shows of charts, chapters and formats is run as it is written."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from analysis.pipeline import process
from analysis.reporting import report_formats
from analysis.reporting.blocks import Chart, Heading, Paragraph, Section
from analysis.reporting.chapters import EDITION_CHAPTERS
from analysis.reporting.charts import CHART_KINDS
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.report_formats import FORMATS, ReportFormat
from analysis.sources import answers_files
from analysis.sources.received import DataError
from analysis.workspace import Place

EXTENDING = Path(__file__).resolve().parents[2] / "docs" / "extending.md"
SURVEY = """
title = "Enquête"
[questions.accueil]
type = "single"
text = "Avez-vous été bien accueilli ?"
codes = { 1 = "Oui", 0 = "Non" }
[themes.accueil]
title = "L'accueil"
[indicators.bien_accueillis]
title = "Bien accueillis"
theme = "accueil"
variable = "accueil"
answers = ["1"]
headline = true
[note]
producer = "La fédération"
"""


def blocks(section: str) -> list[str]:
    """The code of one section, in order: a module, its line in the registry, its use."""
    text = EXTENDING.read_text(encoding="utf-8")
    (body,) = re.findall(rf"(?ms)^## {section}\n(.*?)(?=^## |\Z)", text)
    return re.findall(r"(?ms)^```python\n(.*?)^```$", body)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], dict[str, Any]]:
    """Makes the module of a section under the name that it will have; its names."""

    def make(section: str, name: str) -> dict[str, Any]:
        module = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec(compile(blocks(section)[0], str(EXTENDING), "exec"), module.__dict__)
        return module.__dict__

    return make


def line_of(section: str, names: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The entry that the registry's line adds: name, record."""
    yield from eval(f"{{{blocks(section)[1]}}}", dict(names)).items()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A small survey with its answers in CSV."""
    raw = tmp_path / "data" / "raw" / "club" / "2024"
    raw.mkdir(parents=True)
    (raw.parent / "survey.toml").write_text(SURVEY, encoding="utf-8")
    (raw / "edition.toml").write_text('title = "2024"\n[file]\nname = "answers.csv"\n', encoding="utf-8")
    (raw / "answers.csv").write_text("accueil\n" + "1\n0\n1\n" * 40, encoding="utf-8")
    return Place(tmp_path, "club", "2024")


def test_a_new_chart_kind_is_drawn_and_named(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[str, str], dict[str, Any]]
) -> None:
    names = written("A chart kind", "analysis.reporting.charts.lollipops")
    for name, kind in line_of("A chart kind", names):
        monkeypatch.setitem(CHART_KINDS, name, kind)  # type: ignore[arg-type]
    exec(blocks("A chart kind")[2], names)
    chart = names["chart"]
    assert isinstance(chart, Chart)
    assert chart.kind == "lollipops"
    assert 'aria-label="Graphique : Internet 47 % ; Forum 20 %."' in chart.svg
    assert chart.alternative in chart.narrow
    assert names["axes"].get_label() == chart.alternative
    assert ">47 %</text>" in chart.svg and ">Forum</text>" in chart.svg


def test_a_new_chapter_is_in_the_contents_and_shown_in_its_place(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[str, str], dict[str, Any]], place: Place
) -> None:
    names = written("A chapter", "analysis.reporting.chapters.contact")
    for name, chapter in line_of("A chapter", names):
        monkeypatch.setitem(EDITION_CHAPTERS, name, chapter)  # type: ignore[arg-type]
    assert CliRunner().invoke(main, ["--root", str(place.root), "build"]).exit_code == 0
    report = open_report(place.root, "club", "2024")
    assert isinstance(report, EditionReport)
    assert report.contents().block.data()["entries"][-1] == ["Contact", "contact"]
    shown = Section("chapter", [Heading("Contact", 2, "contact"), Paragraph("La fédération (2024)")])
    assert [part.block for part in report.parts()][-1] == shown
    alone = report.contact()
    assert alone is not None
    assert alone.block == shown
    assert "contact" in dir(report)


@pytest.mark.usefixtures("copied_processes")
def test_a_new_report_format_is_written_by_the_command_and_listed(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[str, str], dict[str, Any]], place: Place
) -> None:
    written("A report format", "analysis.reporting.documents.plain_text")
    (added,) = eval(blocks("A report format")[1].strip(), vars(report_formats))
    assert isinstance(added, ReportFormat)
    monkeypatch.setitem(FORMATS, added.name, added)  # type: ignore[arg-type]
    done = CliRunner().invoke(main, ["--root", str(place.root), "report", "--format", "html,txt"])
    assert done.exit_code == 0, done.output
    folder = place.root / "reports" / "club" / "2024"
    said = (folder / "report.txt").read_text(encoding="utf-8")
    assert said.startswith("Enquête\n2024\n\n## L’essentiel")
    assert "## Glossaire" in said
    index = (place.root / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="club/2024/report.txt"' in index and ">texte<" in index


@pytest.fixture
def json_lines(monkeypatch: pytest.MonkeyPatch, written: Callable[[str, str], dict[str, Any]]) -> None:
    """The reader of the example, in the registry."""
    names = written("A source format", "analysis.sources.json_lines")
    for ending, reader in line_of("A source format", names):
        monkeypatch.setitem(answers_files.READERS, ending, reader)


@pytest.mark.usefixtures("json_lines")
def test_a_new_source_format_is_read_like_any_other(place: Place) -> None:
    rows = [{"accueil": 1}, {"accueil": "0"}, {}, {"accueil": None}] * 100
    (place.raw / "answers.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "answers.jsonl"\n', encoding="utf-8")
    built = process(place)
    assert (built.sources[0].format, built.sources[0].encoding) == ("jsonl", "utf-8")
    (row,) = built.indicators[built.indicators["breakdown"] == "all"].itertuples()
    assert (row.value, row.n) == (50.0, 200)


@pytest.mark.usefixtures("json_lines")
def test_a_file_of_a_new_format_that_is_none_is_named(place: Place) -> None:
    (place.raw / "answers.jsonl").write_text("accueil\n1\n", encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "answers.jsonl"\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"answers\.jsonl: expected a JSON object on each line"):
        process(place)
