"""The list of all reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.steps.reports import index
from tests.reporting.pages import Page

Make = Callable[..., Any]


def test_the_index_lists_every_report_with_its_downloads(small_survey: Make) -> None:
    small = small_survey(title="Petite <b>enquête</b>")
    report = small.root / "reports" / "petite" / "2009" / "report.html"
    small.write()
    assert "Aucun rapport" in Page(index(small.root)).text
    report.parent.mkdir(parents=True)
    report.write_text("", encoding="utf-8")
    path = index(small.root)
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
    assert "English" not in Page(index(small.root)).text
    (folder / "report.en.docx").touch()
    said = " ".join(Page(index(small.root)).text.split()).replace(" ,", ",")
    named = " – Petite enquête, Édition 2009, Ensemble"
    assert f"Français : page Français{named} 1 ko, PDF Français{named} 1 ko" in said
    assert f"English : Word English{named} 1 ko" in said
