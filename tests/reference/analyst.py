"""Writes tests/reference/analyst.json: what R's survey package answers to questions of an analyst.

`python -m tests.reference.analyst` after `assoscope build`: respondents and margins go as CSV into a folder
that is removed, `analyst.R` reads them, calibrates again and answers. Needs R with survey and jsonlite.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = REPOSITORY / "tests" / "reference" / "analyst.R"
BENEVOLES = (
    *("weight", "start_weight", "sexe", "classe_age", "plusieurs", "regularite", "age", "classe_age_2024"),
    *("forme", "heures", "responsabilite", "secteur", "anciennete_classe", "abandon_frais"),
    *("abandon_frais.status", "satisfait_reconnaissance", "formation_souhait", "formation_recue"),
    *("projet_statuts", "projet_associatif", "projet_actions", "projet_budget", "projet_gouvernance"),
    *(f"attentes.{code}" for code in range(1, 10)),
    "attentes.status",
)
CRISIS = (
    *("weight", "start_weight", "missions_reduites", "budget", "secteur", "emploi", "employeur"),
    *("adherents_avant", "adherents_apres", "financements_publics"),
    *("budget_2009", "dons", "recettes_cotisations", "recettes_activites"),
)
EDITIONS = {
    "france_benevole/2009": BENEVOLES,
    "france_benevole/2024": BENEVOLES,
    "crise/2009": CRISIS,
    "crise/2009_automne": CRISIS,
}
"""The columns of respondents.parquet that the questions are of, by edition."""
CALIBRATED = {
    "france_benevole/2009": ("sexe", "classe_age", "plusieurs"),
    "france_benevole/2024": ("sexe", "plusieurs", "regularite"),
}
"""The margins that the weights of an edition keep."""


def write_data(folder: Path) -> None:
    """The respondents and margins of each edition as CSV files for R."""
    for name, columns in EDITIONS.items():
        stem = name.replace("/", "_")
        built = REPOSITORY / "data" / "processed" / name / "respondents.parquet"
        pd.read_parquet(built, columns=list(columns)).to_csv(folder / f"{stem}.csv", index=False)
    for name, variables in CALIBRATED.items():
        margins = pd.read_csv(REPOSITORY / "data" / "raw" / name / "margins.csv", dtype={"code": str})
        kept = margins.loc[margins["variable"].isin(variables), ["variable", "code", "share"]]
        kept.to_csv(folder / f"{name.replace('/', '_')}_margins.csv", index=False)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        write_data(Path(folder))
        subprocess.run(["Rscript", str(SCRIPT), folder], check=True, cwd=REPOSITORY)
