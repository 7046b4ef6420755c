"""The methodology note and quality report beside a report, to be sent by themselves."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from analysis.pipeline import report
from analysis.questionnaire.collection.methodology_note import REQUIRED
from analysis.steps.files_beside import files_beside, paths_beside
from analysis.workspace import Address, Place
from tests.cli.one_question import run

SURVEY = """
{sampling}
identifier = "id"
[themes.t]
[questions.q]
type = "single"
codes = {{ 1 = "oui", 2 = "non" }}
[questions.minutes]
type = "numeric"
unit = {{ fr = "minutes", en = "minutes" }}
[quality]
duration = "minutes"
[indicators.q]
theme = "t"
answers = ["1"]
[note]
{note}
"""
NOTE = "".join(f'{field} = "le {field}, 50 % | <b>"\n' for field in (*REQUIRED, "frequency", "updated"))
EDITION = """
[file]
name = "answers.csv"
[fieldwork]
start = 2024-01-01
end = 2024-02-01
[citation]
published = 2024-03-02
[breaks]
q = "autre libellé"
[dispositions]
refusals = 20
unknown = 40
"""
ANSWERS = "id,q,minutes\n" + "".join(f"{i},{1 + i % 2},{5 + i % 3}\n" for i in range(60))
VOLUNTEER, PROBABILITY = 'sampling = "volunteer"', 'sampling = "probability"'
WORDS = [
    (
        VOLUNTEER,
        "fr",
        ["intervalle indicatif", "Taux de participation"],
        ["intervalle de confiance", "Taux de réponse"],
    ),
    (
        VOLUNTEER,
        "en",
        ["indicative interval", "Participation rate"],
        ["confidence interval", "Response rate"],
    ),
    (PROBABILITY, "fr", ["intervalle de confiance", "Taux de réponse"], ["indicatif", "participation"]),
    (PROBABILITY, "en", ["confidence interval", "Response rate"], ["ndicative", "articipation"]),
]
DENIED = re.compile("n’est pas un intervalle de confiance|is not a confidence interval")
HEADINGS = [*range(1, 19)]
"""All of SIMS but the comment, which simulated answers alone have."""


@pytest.fixture(scope="module")
def built(write_shared: Callable[..., Place]) -> Callable[[str], Place]:
    """The survey of volunteers or of a random sample, built once."""
    found: dict[str, Place] = {}

    def of(sampling: str) -> Place:
        if sampling not in found:
            text = SURVEY.format(sampling=sampling, note=NOTE)
            found[sampling] = write_shared(text, EDITION, answers_csv=ANSWERS)
            assert run(found[sampling].root, "build", "--strict").exit_code == 0
        return found[sampling]

    return of


def texts(place: Place, language: str) -> tuple[str, str]:
    """The note as Markdown and the text of its PDF."""
    address = Address(place.survey, place.edition, language)
    files = files_beside(place.root, address, ["html", "pdf"])
    pages = PdfReader(io.BytesIO(files[address.note(place.root, "pdf")])).pages
    return files[address.note(place.root, "md")].decode("utf-8"), "\n".join(
        page.extract_text() for page in pages
    )


@pytest.mark.parametrize(("sampling", "language", "said", "never"), WORDS)
def test_a_note_speaks_as_the_sample_allows(
    built: Callable[[str], Place], sampling: str, language: str, said: list[str], never: list[str]
) -> None:
    markdown, _ = texts(built(sampling), language)
    assert [word for word in said if word not in markdown] == []
    markdown = DENIED.sub("", markdown)
    assert [word for word in (*never, "marge d’erreur", "margin of error") if word in markdown] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_forms_have_every_stated_field_and_the_headings_of_sims(
    built: Callable[[str], Place], language: str
) -> None:
    markdown, pdf = texts(built(VOLUNTEER), language)
    assert [int(n) for n in re.findall(r"(?m)^### S\.(\d+) ", markdown)] == HEADINGS
    flat = re.sub(r"\s", "", pdf)
    assert [field for field in REQUIRED if f"le{field},50%|<b>" not in flat] == []
    assert [field for field in REQUIRED if f"le {field.replace('_', '')}, 50" not in markdown] == []
    assert [n for n in HEADINGS if f"S.{n}" not in flat] == []


def test_the_note_stands_in_the_release_until_its_results_change(
    write_survey: Callable[..., Place], tmp_path: Path
) -> None:
    survey = SURVEY.format(sampling=VOLUNTEER, note=NOTE)
    place = write_survey(survey, EDITION, answers_csv=ANSWERS)
    report(place, formats=("html", "pdf"))
    names = ("note.md", "note.pdf", "CITATION.cff", "citation.bib")
    assert [name for name in names if not (place.release / name).is_file()] == []
    first = (place.release / "note.md").read_bytes()
    assert run(tmp_path, "report").exit_code == 0
    assert (place.release / "note.md").read_bytes() == first
    place.survey_toml.write_text(survey.replace("le sponsor", "la mairie"), encoding="utf-8")
    assert run(tmp_path, "build").exit_code == 0
    assert not (place.release / "note.md").exists() and not (place.release / "note.pdf").exists()
    assert run(tmp_path, "report").exit_code == 0
    assert "la mairie" in (place.release / "note.md").read_text("utf-8")


def test_a_territory_has_no_note_of_its_own(tmp_path: Path) -> None:
    address = Address("essai", "2020", "en", ("region", "84"))
    assert paths_beside(tmp_path, address, ["pdf"]) == [] and files_beside(tmp_path, address, ["pdf"]) == {}
