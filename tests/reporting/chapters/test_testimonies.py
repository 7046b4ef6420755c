"""Testimonies: consent is required, words are escaped, a theme is the survey's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.faults import DefinitionError
from analysis.questionnaire import read_testimonies
from analysis.reporting.blocks import Contents
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.page.html import html_of

GOOD = '[[testimony]]\ntext = "Merci <script>x</script>"\nauthor = "Une <b>bénévole</b>"\nconsent = "mail"\n'
FAULTS = [
    ('text = "Oui"\nauthor = "A"', "consent: expected how and when the author agreed"),
    ('text = "Oui"\nauthor = "A"\nconsent = " "', "consent: expected how and when the author agreed"),
    ('author = "A"\nconsent = "mail"', "text: expected what was said"),
    ('text = "Oui"\nconsent = "mail"', "author: expected who said it"),
    ('text = "Oui"\nauthor = "A"\nconsent = "m"\ntheme = "x"', "theme: no theme 'x'; themes: accueil"),
    ('text = "Oui"\nauthor = "A"\nconsent = "m"\nlanguage = "de"', "language: expected one of fr, en"),
    ('text = "Oui"\nauthor = "A"\nconsent = "m"\nacord = "m"', "acord"),
]


@pytest.mark.parametrize(("written", "fault"), FAULTS)
def test_a_testimony_at_fault_stops_the_report_with_one_message(
    written: str, fault: str, small_survey: Callable[..., Any]
) -> None:
    small = small_survey()
    survey, _ = small.write()
    path = small.root / "data/raw/petite/2009/testimonies.toml"
    path.write_text(f"[[testimony]]\n{written}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="1 fault") as caught:
        read_testimonies(path, survey)
    assert fault in str(caught.value)


def opened(small: Any, language: str = "fr") -> EditionReport:
    """The report of the small survey."""
    report = open_report(small.root, "petite", "2009", language)
    assert isinstance(report, EditionReport)
    return report


def anchors(report: EditionReport) -> list[str]:
    """Where the contents lead."""
    contents = report.contents().block
    assert isinstance(contents, Contents)
    return [anchor for _, anchor in contents.entries]


def test_without_a_file_there_is_no_chapter(small_survey: Callable[..., Any]) -> None:
    small = small_survey()
    small.write()
    report = opened(small)
    assert report.testimonies() is None
    assert "testimonies" not in anchors(report)


def test_words_and_author_are_shown_as_text(small_survey: Callable[..., Any]) -> None:
    small = small_survey()
    small.write()
    path = small.root / "data/raw/petite/2009/testimonies.toml"
    path.write_text(GOOD + 'theme = "temps"\n', encoding="utf-8")
    report = opened(small, "en")
    chapter = report.testimonies()
    assert chapter is not None
    html = html_of(chapter.block)
    assert "<script>" not in html
    assert "Merci &lt;script&gt;" in html
    assert "Une &lt;b&gt;bénévole&lt;/b&gt;" in html
    assert '<blockquote lang="fr">' in html
    assert '<h3 id="testimonies-temps">Time given</h3>' in html
    assert "Consent: mail." in html
    assert "testimonies" in anchors(report)
