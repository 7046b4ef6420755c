"""Few whole numbers, and times: what the heading asks decides whether they are answers of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.drafting.drafts import draft
from analysis.steps.results_files import Built

from .figures import means

SIZE = 30
ASKED = [
    "Combien d'heures donnez-vous par semaine ?",
    "Combien de réunions ?",
    "Combien en avez-vous ?",
    "Nombre de salariés",
    "How many children?",
    "Number of visits",
    "Trajet, minutes par jour",
]
NOT_ASKED = ["Note", "Groupe", "Le nombre vous convient-il ?", "Q7"]
TIMES = {
    "a clock": ("Temps", [f"00:{place % 7:02d}:{place:02d}" for place in range(SIZE)]),
    "a heading": ("Temps de réponse (s)", [str(100 + place) for place in range(SIZE)]),
    "in English": ("Time taken", [str(100 + place) for place in range(SIZE)]),
}


def drafted_indicators(root: Path, heading: str, cells: list[str]) -> str:
    rows = [f"{heading};Avis"] + [f"{cell};{'Oui' if n % 3 else 'Non'}" for n, cell in enumerate(cells)]
    (root / "r.csv").write_text("\n".join(rows), "utf-8")
    draft(root, "essai/2026", root / "r.csv")
    return (root / "data/raw/essai/survey.toml").read_text("utf-8").partition("[indicators")[2]


@pytest.mark.parametrize("heading", ASKED)
def test_few_whole_numbers_are_numbers_where_a_number_is_asked(
    heading: str, draft_csv: Callable[..., Built]
) -> None:
    found = draft_csv({heading: ["1", "2", "6"] * 10, "Avis": ["Oui", "Non", "Oui"] * 10})
    assert [*means(found)] == [3.0]


@pytest.mark.parametrize("heading", NOT_ASKED)
def test_few_whole_numbers_are_answers_elsewhere(heading: str, draft_csv: Callable[..., Built]) -> None:
    assert [*means(draft_csv({heading: ["1", "2", "6"] * 10, "Avis": ["Oui", "Non", "Oui"] * 10}))] == []


def test_numbers_without_a_gap_may_be_codes_and_the_doubt_is_told(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Nombre de salariés\n" + "1\n2\n3\n" * 10, "utf-8")
    told = draft(tmp_path, "essai/2026", tmp_path / "r.csv")
    assert any("nombre_de_salaries" in line for line in told.summary if line.startswith("doubts"))


@pytest.mark.parametrize(("heading", "cells"), TIMES.values(), ids=TIMES)
def test_how_long_someone_took_to_answer_has_no_indicator(
    heading: str, cells: list[str], tmp_path: Path
) -> None:
    found = drafted_indicators(tmp_path, heading, cells)
    assert "avis" in found and "te" not in found.replace("indicator", "").split("avis")[0]


def test_a_time_that_respondents_typed_has_an_indicator(tmp_path: Path) -> None:
    cells = [f"{1 + place % 3} h 30" for place in range(SIZE)]
    assert "temps" in drafted_indicators(tmp_path, "Temps", cells)
