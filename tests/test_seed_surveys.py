"""The two surveys of the repository, the whole way: every chapter has figures and every page its warning."""

from __future__ import annotations

import functools
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from analysis.cli.main import main
from analysis.pipeline import process, report
from analysis.reporting.blocks import Block, Chart, Heading, Lines, Paragraph, walk
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.language.typography import Typesetter, capitalised
from analysis.steps.results_files import Built
from analysis.workspace import Place, places
from tests.reporting.page.screens import top_of

REPOSITORY = Path(__file__).resolve().parents[1]
EDITIONS = ["crise/2009", "crise/2009_automne", "france_benevole/2009", "france_benevole/2024"]

CHAPTERS = [
    ("accueil", ["bien_accueillis", "score_accueil"]),
    ("formation", ["formation_besoin", "score_formation"]),
    ("prise_en_charge", ["frais_supportes", "reunions_equipe"]),
    ("attentes", ["attentes_citees"]),
    ("projet", ["connait_projet", "score_projet"]),
    ("anciennete", ["repartition_anciennete", "anciennete_mediane", "dix_ans"]),
    ("multi", ["multi_benevoles", "nombre_associations", "secteurs_associes"]),
    ("bilan", ["note_moyenne", "score_satisfaction", "deceptions_citees"]),
    ("numerique", ["formulaire_abandonne", "animateur_present"]),
]
VOLUNTEERS = ["france_benevole/2009", "france_benevole/2024"]
BREAKDOWNS = {
    "sexe",
    "classe_age_2024",
    "diplome_groupe",
    "secteur",
    "taille",
    "region",
    "anciennete_classe",
    "regularite",
    "plusieurs",
}
CLASSES_OF = {"nb_associations": {"plusieurs"}, "anciennete_association": {"anciennete_classe"}}
"""Breakdowns in which a figure follows from the class itself."""
SIZES = {
    "crise/2009": 4700,
    "crise/2009_automne": 3000,
    "france_benevole/2009": 6977,
    "france_benevole/2024": 3920,
}
FINDINGS = {
    "solde_adherents": "unfavourable",
    "solde_cotisations": "unfavourable",
    "solde_motivation": "favourable",
    "solde_arrivees": "favourable",
    "solde_pratique": "unfavourable",
    "solde_budget": "unfavourable",
}


@functools.cache
def built(edition: str) -> Built:
    return process(places(REPOSITORY, (edition,))[0])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sample_has_the_size_of_the_original(edition: str) -> None:
    cleaned = built(edition).weighted.cleaned
    assert len(cleaned.keys) == SIZES[edition]
    assert cleaned.received == len(cleaned.keys) + len(cleaned.removed)
    assert not cleaned.problems.empty


@pytest.mark.parametrize(("theme", "indicators"), CHAPTERS)
@pytest.mark.parametrize("edition", VOLUNTEERS)
def test_every_chapter_of_the_study_has_its_figures(edition: str, theme: str, indicators: list[str]) -> None:
    rows = built(edition).indicators.query(f"theme == '{theme}' and status == 'shown'")
    assert set(indicators) <= set(rows.query("breakdown == 'all'")["indicator"])
    for indicator in set(indicators) - {"secteurs_associes"}:
        variable = built(edition).survey.indicators[indicator].variable
        found = {*rows.query(f"indicator == '{indicator}'")["breakdown"], variable}
        assert found >= BREAKDOWNS - CLASSES_OF.get(variable, set())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_indicator_asked_has_a_figure_for_the_whole_sample(edition: str) -> None:
    """Those that rest on a question of another edition are empty; every other one is shown."""
    whole = built(edition).indicators.query("breakdown == 'all'")
    assert set(whole["indicator"]) == set(built(edition).survey.indicators)
    shown = set(whole.query("status == 'shown'")["indicator"])
    assert shown == set(whole["indicator"]) - unasked(edition)


def unasked(edition: str) -> set[str]:
    """The indicators whose variable follows from a question that the edition did not ask."""
    survey, answers = built(edition).survey, built(edition).weighted.cleaned.answers
    return {
        name
        for name, indicator in survey.indicators.items()
        if not answers[indicator.variable].was_asked.any()
        or (indicator.denominator and not answers[indicator.denominator].was_asked.any())
    }


def test_the_fields_that_volunteers_combine_are_a_matrix() -> None:
    """Among those of sport, all are of sport; the matrix has each field both ways."""
    rows = built("france_benevole/2009").indicators
    pairs = rows.query("indicator == 'secteurs_associes' and breakdown == 'multi_secteurs'")
    same = pairs[pairs["item"] == pairs["group"]]
    assert len(same) == 10
    assert pairs["group"].nunique() == pairs["item"].nunique() == 10


@pytest.mark.parametrize("edition", ["crise/2009", "crise/2009_automne"])
def test_each_finding_of_the_crisis_has_the_direction_published(edition: str) -> None:
    rows = built(edition).indicators.query("breakdown == 'all' and statistic == 'balance'")
    verdicts = rows.set_index("indicator")["verdict"].to_dict()
    assert {name: verdicts[name] for name in FINDINGS} == FINDINGS
    assert "solde_missions" in verdicts


def test_opinions_on_missions_are_divided_in_spring() -> None:
    rows = built("crise/2009").indicators.query("breakdown == 'all' and indicator == 'solde_missions'")
    assert abs(float(rows["value"].iloc[0])) < 5


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_says_it_is_simulated(edition: str) -> None:
    assert built(edition).edition.simulated


@pytest.mark.parametrize("edition", VOLUNTEERS)
def test_calibration_meets_the_margins_of_the_population(edition: str) -> None:
    weighting = built(edition).weighted.weighting
    gaps = weighting.query("measure == 'gap'")["value"]
    assert len(gaps) >= 5
    assert gaps.abs().max() < 1e-6


@pytest.mark.usefixtures("copied_processes")
def test_the_report_of_a_seed_survey_says_its_data_are_simulated(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "data/raw/crise", tmp_path / "data/raw/crise")
    path = report(Place(tmp_path, "crise", "2009"))
    page = path.read_text(encoding="utf-8")
    assert "Données simulées" in page
    assert page.count("<h1") == 1


def test_one_indicator_of_2024_has_modelled_figures_by_region_and_two_vary_too_little() -> None:
    """As docs/indicators.md says: without covariates.csv none would have any."""
    modelled = built("france_benevole/2024").modelled
    assert modelled is not None
    doubts = {"dix_ans": "", "formes": "no_variation", "participation_projet": "no_variation"}
    assert dict(zip(modelled.models["indicator"], modelled.models["doubt"], strict=True)) == doubts
    assert set(modelled.figures["indicator"]) == {"dix_ans"} and len(modelled.figures) == 17


def test_the_published_cells_of_2024_are_all_there_as_facts() -> None:
    """Six questions by nine fields and seven age classes: 43 answers, and two sums by age."""
    rows = pd.read_csv(REPOSITORY / "data/raw/france_benevole/2024/published.csv", dtype=str)
    of_2024 = rows[rows["year"] == "2024"]
    cells = of_2024[of_2024["unit"] == "%"]
    assert len(cells) == 43 * (9 + 7)
    assert len(of_2024) - len(cells) == 2 * 7
    assert not of_2024[["source", "date", "value"]].isna().any().any()
    empty = cells[cells["note"] == "an empty cell of the table"]
    assert (empty["value"] == "0").all()
    assert len(empty) == 1


def test_single_answers_of_2024_sum_to_98_to_101_as_printed() -> None:
    rows = pd.read_csv(REPOSITORY / "data/raw/france_benevole/2024/published.csv", dtype={"group": str})
    single = rows[rows["indicator"].isin(["synonyme_engagement", "aide_savoir"])]
    sums = single.groupby(["indicator", "breakdown", "group"])["value"].sum()
    assert len(sums) == 2 * (9 + 7)
    assert sums.between(98, 101).all()
    assert (sums != 100).any()


def test_the_back_test_of_2024_meets_the_published_tables() -> None:
    compared = built("france_benevole/2024").backtest
    assert compared is not None
    shown = compared[compared["value"].notna()]
    assert len(compared) == 702
    assert len(shown) > 670
    assert shown["within_95"].mean() >= 0.95
    assert shown["within_5se"].all()


@pytest.fixture(scope="session")
def seed_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the two surveys, built with their trends."""
    root = tmp_path_factory.mktemp("seeds")
    shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw")
    assert CliRunner().invoke(main, ["--root", str(root), "build"]).exit_code == 0
    return root


MOST_PAGES = {"france_benevole/2009": 12, "france_benevole/2024": 12}
"""Pages up to the notes and the annex, the cover with the contents among them."""


@pytest.mark.slow
@pytest.mark.parametrize("edition", MOST_PAGES)
def test_a_report_is_read_to_the_end_before_its_annex(edition: str, seed_root: Path) -> None:
    shown = open_report(seed_root, *edition.split("/"))
    assert isinstance(shown, EditionReport)
    blocks: list[Block] = [shown.cover().block, shown.contents().block]
    blocks += [part.block for part in shown.parts()]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_bytes(blocks, "fr"))).pages]
    notes = next(place for place, text in enumerate(pages) if place and "Qualité des données\n" in text)
    assert notes <= MOST_PAGES[edition]


MOST_SCREENS = 25
"""Of 1440 × 900 pixels above the annex, with the notes on quality and method."""


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_has_few_screens_above_its_annex(edition: str, seed_root: Path, tmp_path: Path) -> None:
    place = Place(seed_root, *edition.split("/"))
    page = report(place, formats=["html"])
    assert 5 < top_of(page, "annex", tmp_path) < MOST_SCREENS


SHORT = 25
"""Characters up to which a message is a label, which may stand anywhere."""
PARTS = ("relation.", "fraction.", "of_fraction.", "than", "as", "within.", "edition.")
"""How messages begin that are a number or a complement in words: part of a sentence, not its pattern."""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is said while the test runs -> the id of its message."""
    found: dict[str, str] = {}
    for name in ("say", "say_counted"):
        spoken = getattr(Typesetter, name)

        def told(self: Typesetter, key: str, *given: Any, _spoken: Any = spoken, **values: Any) -> str:
            text = str(_spoken(self, key, *given, **values))
            found[text] = found[capitalised(text)] = key
            return text

        monkeypatch.setattr(Typesetter, name, told)
    return found


def texts_of(blocks: list[Block]) -> Iterator[str]:
    """The sentences and titles of blocks, without notes and the one that names what does not differ."""
    for block in walk(blocks):
        if isinstance(block, Heading) or (
            isinstance(block, Paragraph) and block.kind not in ("same", "note")
        ):
            yield block.text
        elif isinstance(block, Lines):
            yield from (text for _, text in block.lines)
        elif isinstance(block, Chart):
            yield block.title


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_pattern_of_a_sentence_is_heard_more_than_three_times_before_the_annex(
    edition: str, language: str, seed_root: Path, said: dict[str, str]
) -> None:
    shown = open_report(seed_root, *edition.split("/"), language)
    assert isinstance(shown, EditionReport)
    parts = [shown.essentials(), shown.evolution(), shown.limits(), *shown.chapters()]
    texts = list(texts_of([part.block for part in parts if part]))
    heard = Counter(
        key
        for text in texts
        for key in {key for words, key in said.items() if len(words) > SHORT and words.rstrip(".") in text}
        if not key.startswith(PARTS)
    )
    assert heard and {key: n for key, n in heard.items() if n > 3} == {}


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_figures_drawn_are_those_of_the_file(edition: str, seed_root: Path) -> None:
    """Every share on the charts of the opening is a value of indicators.csv, to its digits."""
    shown = open_report(seed_root, *edition.split("/"))
    assert isinstance(shown, EditionReport)
    known = {round(row.value, 9) for row in shown.estimates.rows if row.value is not None}
    for figures in shown.changes.figures.values():
        known |= {round(row.value, 9) for row in figures.values() if row.value is not None}
    charts = [b for b in walk([shown.essentials().block]) if isinstance(b, Chart)]  # type: ignore[union-attr]
    points = [p for chart in charts for panel in chart.panels for p in panel.points if not p.is_other]
    assert points
    assert {round(p.value, 9) for p in points if p.value is not None} <= known
