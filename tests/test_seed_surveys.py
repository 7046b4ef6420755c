"""The two surveys of the repository, the whole way: every chapter has figures and every page its warning."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest

from analysis.pipeline import Built, process, report
from analysis.workspace import Place, places

REPOSITORY = Path(__file__).resolve().parents[1]
EDITIONS = ["crise/2009", "france_benevole/2009"]

CHAPTERS = [
    ("france_benevole/2009", "accueil", "entretien"),
    ("france_benevole/2009", "formation", "formation"),
    ("france_benevole/2009", "prise_en_charge", "frais"),
    ("france_benevole/2009", "attentes", "attentes"),
    ("france_benevole/2009", "projet", "projet"),
    ("france_benevole/2009", "anciennete", "dix_ans"),
    ("france_benevole/2009", "multi", "multi_benevoles"),
    ("france_benevole/2009", "bilan", "note_moyenne"),
    ("france_benevole/2009", "numerique", "formulaire_abandonne"),
]
SIZES = {"crise/2009": 4700, "france_benevole/2009": 7000}


@functools.cache
def built(edition: str) -> Built:
    return process(places(REPOSITORY, (edition,))[0])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sample_has_the_size_of_the_original(edition: str) -> None:
    cleaned = built(edition).weighted.cleaned
    assert len(cleaned.keys) == pytest.approx(SIZES[edition], rel=0.01)
    assert cleaned.received == len(cleaned.keys) + len(cleaned.removed)
    assert not cleaned.problems.empty


@pytest.mark.parametrize(("edition", "theme", "word"), CHAPTERS)
def test_every_chapter_of_the_study_has_its_figures(edition: str, theme: str, word: str) -> None:
    rows = built(edition).indicators.query(f"theme == '{theme}' and breakdown == 'all'")
    assert rows["indicator"].nunique() >= 3
    assert (rows["status"] == "shown").any()
    assert rows["indicator"].str.contains(word).any()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_indicator_has_a_figure_for_the_whole_sample(edition: str) -> None:
    whole = built(edition).indicators.query("breakdown == 'all'")
    assert set(whole["indicator"]) == set(built(edition).survey.indicators)
    shown = whole[whole["status"] == "shown"]
    assert set(shown["indicator"]) == set(built(edition).survey.indicators)


@pytest.mark.parametrize("edition", EDITIONS)
def test_both_editions_say_they_are_simulated(edition: str) -> None:
    assert built(edition).edition.simulated


def test_calibration_meets_the_margins_of_the_population() -> None:
    weighting = built("france_benevole/2009").weighted.weighting
    gaps = weighting.query("measure == 'gap'")["value"]
    assert len(gaps) >= 5
    assert gaps.abs().max() < 1e-6


def test_the_report_of_a_seed_survey_says_its_data_are_simulated(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "data/raw/crise", tmp_path / "data/raw/crise")
    _, path = report(Place(tmp_path, "crise", "2009"))
    page = path.read_text(encoding="utf-8")
    assert "Données simulées" in page
    assert page.count("<h1") == 1
