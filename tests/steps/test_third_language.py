"""A language that the package does not have: a file of messages in a folder, and no line of Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.faults import Fault
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.reporting.language.typography import NO_BREAK, Typesetter
from analysis.workspace import Place
from tests.reporting.pages import Page

SURVEY = """
title = { fr = "Enquête", en = "Inquiry" }
[publication]
confidential_below = 1
reliability = "none"
[questions.oui]
type = "single"
codes = { 1 = { fr = "Oui", en = "Yes" }, 0 = { fr = "Non", en = "No" } }
[questions.duree]
type = "numeric"
[themes.avis]
title = { fr = "Les avis", en = "Opinions" }
[indicators.oui]
title = { fr = "D'accord", en = "In favour" }
theme = "avis"
variable = "oui"
answers = ["1"]
[indicators.duree]
title = { fr = "Durée", en = "Duration" }
theme = "avis"
statistic = "mean"
variable = "duree"
"""
ANSWERS = "oui,duree\n" + "".join(f"{i % 2},{1000 + 3 * i}\n" for i in range(100))
HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""
GERMAN = {
    "contents": "Inhalt",
    "essentials": "Das Wichtigste : in Zahlen",
    "fraction.1/2": "die Hälfte der {many}",
    "respondent.many": "Befragten",
    "statement.share": "{words}{of_whom} : {figure}.",
}
RULES = 'percent = "{number}\\u00a0%"\nnarrow_before = ":"\n'


def po(messages: dict[str, str]) -> str:
    """A catalogue of these messages."""
    plural = (
        'msgid "points"\nmsgid_plural "points"\nmsgstr[0] "{n}\u00a0Punkt"\nmsgstr[1] "{n}\u00a0Punkte"\n'
    )
    return HEAD + plural + "".join(f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in messages.items())


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a little German, which the environment names."""
    folder = tmp_path / "languages"
    folder.mkdir()
    (folder / "de.po").write_text(po(GERMAN), encoding="utf-8")
    (folder / "de.toml").write_text(RULES, encoding="utf-8")
    monkeypatch.setenv("ASSOSCOPE_LANGUAGES", str(folder))
    return folder


def report(place: Place, *words: str) -> Result:
    """assoscope report on the survey's folder."""
    return CliRunner().invoke(main, ["--root", str(place.root), "report", *words])


def test_a_report_is_made_in_it(german: Path, write_survey: Callable[..., Place]) -> None:
    place = write_survey(SURVEY, '[file]\nname = "answers.csv"', answers_csv=ANSWERS)
    result = report(place, "--lang", "de")
    assert result.exit_code == 0, result.output
    folder = place.root / "reports" / place.survey / place.edition
    page = Page(folder / "report.de.html")
    assert page.named("html")[0]["lang"] == "de"
    assert "Inhalt" in page.text
    assert "Das Wichtigste\u202f: in Zahlen" in page.text
    assert f"Die Hälfte der Befragten\u202f: 50{NO_BREAK}%" in page.text
    assert "1.140" in page.text  # numbers as Babel writes them in German
    assert "Methodology" in page.text  # English stands in for what the catalogue lacks,
    assert "In favour" in page.text  # and for what the definition of the survey lacks
    index = Page(place.root / "reports" / "index.html").text
    assert "Deutsch" in index
    assert "1 of 1 report up to date" in report(place, "--lang", "de").output
    (german / "de.po").write_text(po({**GERMAN, "contents": "Verzeichnis"}), encoding="utf-8")
    assert report(place, "--lang", "de").exit_code == 0
    assert "Verzeichnis" in Page(folder / "report.de.html").text


@pytest.mark.usefixtures("german")
def test_its_numbers_take_its_plurals() -> None:
    words = Typesetter("de")
    assert words.points(1) == f"+1{NO_BREAK}Punkt"
    assert words.points(-1.5, 1) == f"\u22121,5{NO_BREAK}Punkte"
    assert words.name == "Deutsch"


WRONG = {
    "an id that no report says": (po({"contnts": "Inhalt"}), "", "no report says contnts"),
    "a name that is never put in": (po({"to": "{low} bis {hoch}"}), "", r"unknown to: \{hoch\}"),
    "no catalogue": ('msgid "contents\n', "", "de.po: no catalogue of gettext"),
    "a rule that there is not": (
        po({}),
        "percents = '%'",
        "de.toml: unknown percents; expected some of locale",
    ),
    "a rule of another kind": (po({}), "letters = 'ein'", "letters = 'ein'; expected a list of texts"),
    "a rule that is no text": (po({}), "colon = [':']", r"colon = \[':'\]; expected a text"),
    "no rules": (po({}), "colon = ", "de.toml: no TOML"),
    "labels that there are not": (po({}), "labels = 'de'", "labels = 'de'; expected one of fr, en"),
    "a brace alone": (po({"to": "{low"}), "", "unknown to: "),
    "a locale that there is not": (po({}), "locale = 'xx_YY'", "Babel knows no locale 'xx_YY'"),
}


@pytest.mark.parametrize(("messages", "rules", "fault"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_it_is_named(german: Path, messages: str, rules: str, fault: str) -> None:
    (german / "de.po").write_text(messages, encoding="utf-8")
    (german / "de.toml").write_text(rules, encoding="utf-8")
    with pytest.raises(Fault, match=fault):
        catalogue_of("de")


@pytest.mark.usefixtures("german")
def test_a_language_that_there_is_not_is_refused_with_those_there_are(
    write_survey: Callable[..., Place],
) -> None:
    place = write_survey(SURVEY, '[file]\nname = "answers.csv"', answers_csv=ANSWERS)
    result = report(place, "--lang", "it")
    assert result.exit_code == 2
    assert "'it'; expected some of fr, de, en" in result.output
    with pytest.raises(
        Fault, match=r"no language 'it'; there are fr, de, en. To add one, put it.po in a folder"
    ):
        catalogue_of("it")
