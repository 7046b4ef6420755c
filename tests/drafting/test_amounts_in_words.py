"""Amounts and times as people write them, and cells between apostrophes: read rightly, or doubted aloud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import DraftCsv
from .figures import counts, means

SIZE = 40
READ: dict[str, tuple[Callable[[int], str], float]] = {
    "euros a year": (lambda n: f"1 {n:03} €/an", 1019.5),
    "euros par mois": (lambda n: f"{n + 10} euros par mois", 29.5),
    "about": (lambda n: f"environ {n}", 19.5),
    "a tilde": (lambda n: f"~{n} €", 19.5),
}
IN_WORDS: dict[str, Callable[[int], str]] = {
    "years and months": lambda n: f"{n % 9 + 1} ans et {n % 12} mois",
    "thousands": lambda n: f"{n % 7 + 1}k",
    "thousands of euros": lambda n: f"{n % 30 + 1} k€",
    "several units": lambda n: ("2 jours", "3 semaines", "1 mois", "10 jours")[n % 4],
}


def text_of(root: Path) -> str:
    return " ".join((root / "data/raw/essai/survey.toml").read_text("utf-8").replace("\n# ", " ").split())


@pytest.mark.parametrize(("cell", "mean"), READ.values(), ids=READ)
def test_an_amount_is_a_number_and_what_stands_beside_is_said(
    cell: Callable[[int], str], mean: float, draft_csv: DraftCsv, tmp_path: Path
) -> None:
    found = draft_csv({"cotisation": [cell(n) for n in range(SIZE)], "q": ["a", "b"] * (SIZE // 2)})
    assert list(means(found)) == [mean]
    assert "beside the numbers, which is taken off" in text_of(tmp_path)


@pytest.mark.parametrize("cell", IN_WORDS.values(), ids=IN_WORDS)
def test_numbers_in_words_are_doubted_aloud(
    cell: Callable[[int], str], draft_csv: DraftCsv, tmp_path: Path
) -> None:
    found = draft_csv({"anciennete": [cell(n) for n in range(SIZE)], "q": ["a", "b"] * (SIZE // 2)})
    assert list(means(found)) == []
    assert "The cells say numbers in words" in text_of(tmp_path)


@pytest.mark.parametrize("answer", ["moins de 5 ans", "5 à 9 ans", "A1", "Plus de 3 h"])
def test_classes_and_codes_are_no_numbers_in_words(answer: str, draft_csv: DraftCsv, tmp_path: Path) -> None:
    others = {"moins de 5 ans": "5 ans et plus", "5 à 9 ans": "10 à 14 ans", "A1": "A2"}
    draft_csv({"q": [answer, others.get(answer, "Moins de 3 h")] * (SIZE // 2)})
    assert "numbers in words" not in text_of(tmp_path)


@pytest.mark.parametrize("heading", ["Don (€)", "Durée [en heures]", "Temps (min) :"])
def test_few_whole_numbers_under_a_unit_are_numbers(heading: str, draft_csv: DraftCsv) -> None:
    found = draft_csv({heading: [("0", "10", "50", "1500")[n % 4] for n in range(SIZE)]})
    assert list(means(found)) == [390.0]


def test_cells_between_apostrophes_are_read_without_them(draft_csv: DraftCsv) -> None:
    rows = [f"'{n}','{('Gestion, paie', 'Accueil')[n % 2]}','{n + 20}'" for n in range(SIZE)]
    found = draft_csv("\n".join(["'id','poste','age'", *rows]))
    assert (counts(found), list(means(found))) == ([[20, 20]], [39.5])
    assert "apostrophes stood around the cells and were taken off" in found.sources[0].said


def test_an_apostrophe_within_a_heading_is_no_quotation_mark(draft_csv: DraftCsv) -> None:
    found = draft_csv("l'âge;l'avis\n" + "".join(f"{n};{'oui' if n % 2 else 'non'}\n" for n in range(SIZE)))
    assert found.sources[0].said == ()


def test_no_answer_among_several_is_no_option(draft_csv: DraftCsv) -> None:
    said = [
        ("Sport ; Chant", "Chant", "Non réponse", "Sport", "Sport ; Danse", "Danse")[n % 6] for n in range(48)
    ]
    found = draft_csv({"loisirs": said}, ",")
    assert list(found.survey.questions["loisirs"].codes) == ["Chant", "Danse", "Sport"]
    assert int(found.weighted.cleaned.answers["loisirs"].was_answered.sum()) == 40
