"""Lists in a cell whose options hold another sign, or which few wrote; names are no identifier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.drafting.drafts import draft
from analysis.questionnaire import read_survey
from analysis.steps.results_files import Built

CELLS = ["Prêt, don / Vente", "Vente / Troc", "Prêt, don", "Troc", "Prêt, don / Troc", "Vente"]


def drafted(folder: Path, columns: dict[str, list[str]]) -> tuple[str, dict[str, list[str]]]:
    """survey.toml of the columns, and the codes of its questions."""
    rows = zip(*columns.values(), strict=True)
    lines = [";".join(columns), *(";".join(cells) for cells in rows)]
    (folder / "reponses.csv").write_text("\n".join(lines), "utf-8")
    draft(folder, "marche/2025", folder / "reponses.csv")
    path = folder / "data/raw/marche/survey.toml"
    codes = {name: list(each.codes) for name, each in read_survey(path).questions.items()}
    return path.read_text("utf-8"), codes


@pytest.mark.parametrize("between", [" / ", " | ", "|"])
def test_a_list_is_cut_where_its_options_are_fewest(
    between: str, draft_csv: Callable[[dict[str, list[str]]], Built]
) -> None:
    cells = [CELLS[row % 6].replace(" / ", between) for row in range(48)]
    built = draft_csv({"id": [str(row) for row in range(48)], "Usages": cells})
    assert sorted(built.survey.questions["usages"].codes) == ["Prêt, don", "Troc", "Vente"]


def test_what_two_typed_is_told_and_what_many_chose_is_not(tmp_path: Path) -> None:
    cells = [CELLS[row % 6] for row in range(58)] + ["Vente / Vide-grenier", "Troc / Vide-grenier"]
    text, codes = drafted(tmp_path, {"id": [str(row) for row in range(60)], "Usages": cells})
    assert "Vide-grenier" in codes["usages"]
    assert "Few have “Vide-grenier” (2)" in text
    assert "“Troc” (" not in text


def test_names_are_never_the_identifier(tmp_path: Path) -> None:
    number = [str(7000 + 13 * row) for row in range(30)]
    text, _ = drafted(
        tmp_path,
        {
            "Nom participant": [f"Dupont{row}" for row in range(30)],
            "Numéro de téléphone": [f"06{row:08d}" for row in range(30)],
            "Numéro de carte": number,
            "Avis": ["Bon", "Moyen", "Mauvais"] * 10,
        },
    )
    assert 'identifier = "Numéro de carte"' in text
