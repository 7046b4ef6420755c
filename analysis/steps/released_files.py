"""The tables of an edition that are released, and what each folder of results says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.indicators.release.released_counts import (
    is_few,
    released_audit,
    released_quality,
    released_weighting,
    told_counts,
)
from analysis.indicators.release.released_differences import (
    released_backtest,
    released_comparisons,
    released_sensitivity,
)
from analysis.indicators.release.released_distributions import released_distributions
from analysis.indicators.release.released_figures import released_indicators, released_territories
from analysis.indicators.release.released_models import released_area_models, released_modelled
from analysis.indicators.text_columns import texts_as_objects
from analysis.questionnaire import Survey
from analysis.results import DECIDED
from analysis.results.csv_files import file_bytes
from analysis.results.released_columns import (
    LISEZMOI,
    RELEASED_AREA_MODELS,
    RELEASED_AUDIT,
    RELEASED_BACKTEST,
    RELEASED_COMPARISONS,
    RELEASED_DISTRIBUTIONS,
    RELEASED_INDICATORS,
    RELEASED_MODELLED,
    RELEASED_POINTS,
    RELEASED_PROVENANCE,
    RELEASED_QUALITY,
    RELEASED_SENSITIVITY,
    RELEASED_TERRITORIES,
    RELEASED_WEIGHTING,
)
from analysis.results.schema import HIDDEN, File

OF_ANALYST = """\
À ne pas diffuser.

Ce dossier est celui de l'analyste : il contient les réponses de chacun (respondents.parquet,
verbatims.parquet, problems.csv, removed.csv) et des tableaux à pleine précision, dont on peut
recalculer des réponses individuelles. Ce qui peut être transmis est dans le dossier reports/.

Not to be passed on.

This folder is the analyst's: it holds the answers of single respondents (respondents.parquet,
verbatims.parquet, problems.csv, removed.csv) and tables at full precision, from which single answers
can be worked out. What may be passed on is in the folder reports/.
"""
OF_RELEASE = """\
Dossier diffusable.

Le rapport d'une édition de l'enquête, ses documents, et les tableaux dont ils sont faits. Aucun chiffre
n'y porte sur moins de {limit} répondants ; aucun n'est plus fin que le poids d'un répondant (colonne
step). Un chiffre masqué a pour statut hidden. À diffuser en entier ; quand il est refait, retirer
la version précédente.

Pour lire et réutiliser : tables.xlsx et tables.ods (un tableau par feuille), banner.xlsx (toutes les
questions par critère, avec lettres et tests), indicators.fr.csv (pour un tableur en français).
Chaque fichier, colonne et réponse : codebook.html, codebook.md, dictionary.csv.
En anglais, à côté d'un rapport en anglais : les mêmes noms avec « en », tables.en.xlsx.
Pour un programme : les autres fichiers .csv.

A folder that may be passed on.

The report of an edition of the survey, its documents, and the tables that they are made from. No figure
here is of fewer than {limit} respondents; none is finer than the weight of one respondent (column
step). A figure that is hidden has the status hidden. Pass it on as a whole; when it is made again,
withdraw the former version.

To read and reuse: tables.xlsx and tables.ods (a table on each sheet), banner.xlsx (all questions by
each variable, with letters and tests), indicators.fr.csv (for a spreadsheet with French settings).
Each file, column and answer: codebook.html, codebook.md, dictionary.csv.
In English, beside a report in English: the same names with "en", tables.en.xlsx.
For a program: the other .csv files.
"""
OF_FIGURES = (RELEASED_INDICATORS, RELEASED_TERRITORIES)
"""The released tables whose rows are figures, hidden ones among them."""
COUNTED = ("counts", "removed", "problems")
"""The tables of counts of provenance.json."""
TRACED = ("survey", "edition", "simulated", "files", "versions")
"""What provenance.json says of files and programs, none of which counts respondents."""


@texts_as_objects()
def released_contents(
    tables: Mapping[str, pd.DataFrame], provenance: Mapping[str, Any], survey: Survey
) -> dict[str, bytes]:
    """The released files of an edition by name; `tables` and `provenance` are those of data/processed."""
    limit = survey.publication.confidential_below
    indicators, territories = tables[RELEASED_INDICATORS.name], tables.get(RELEASED_TERRITORIES.name)
    published = released_indicators(indicators, territories, survey)
    frames = {
        RELEASED_INDICATORS: published,
        RELEASED_COMPARISONS: released_comparisons(tables[RELEASED_COMPARISONS.name], published),
        RELEASED_DISTRIBUTIONS: released_distributions(
            tables[RELEASED_DISTRIBUTIONS.name], published, survey
        ),
        RELEASED_SENSITIVITY: released_sensitivity(tables[RELEASED_SENSITIVITY.name], published, survey),
        RELEASED_QUALITY: released_quality(tables[RELEASED_QUALITY.name], limit),
        RELEASED_AUDIT: released_audit(tables[RELEASED_AUDIT.name], limit),
        RELEASED_WEIGHTING: released_weighting(tables[RELEASED_WEIGHTING.name], limit),
    }
    if territories is not None:
        frames[RELEASED_TERRITORIES] = released_territories(territories, indicators, survey)
    if (models := tables.get(RELEASED_AREA_MODELS.name)) is not None:
        frames[RELEASED_MODELLED] = released_modelled(tables[RELEASED_MODELLED.name], survey)
        frames[RELEASED_AREA_MODELS] = released_area_models(models)
    if (ours := tables.get(RELEASED_BACKTEST.name)) is not None:
        frames[RELEASED_BACKTEST] = released_backtest(ours, published)
    if (others := tables.get(RELEASED_POINTS.name)) is not None:
        frames[RELEASED_POINTS] = others
    files = {file.name: file_bytes(file, frame) for file, frame in frames.items()}
    decided = _released_decision(provenance[DECIDED], frames)
    files[RELEASED_PROVENANCE.name] = json_bytes(released_provenance(provenance, limit) | {DECIDED: decided})
    return {**files, LISEZMOI.name: OF_RELEASE.format(limit=limit).encode("utf-8")}


def released_provenance(facts: Mapping[str, Any], limit: int) -> dict[str, Any]:
    """What provenance.json says that may be known: no count of few respondents, none of a question, nor how
    many rows are hidden for which reason. Of an edition in which few are kept no count is told."""
    counts, *kinds_told = (told_counts(facts[name], limit) for name in COUNTED)
    if counts["removed"] is None:
        counts["received"] = None
    if counts["kept"] is None:
        counts, *kinds_told = (dict.fromkeys(facts[name]) for name in COUNTED)
    kinds = dict(zip(COUNTED[1:], kinds_told, strict=True))
    return {name: facts[name] for name in TRACED} | {"counts": counts, **kinds}


def _released_decision(decided: Mapping[str, Any], frames: Mapping[File, pd.DataFrame]) -> dict[str, Any]:
    """What a release says of the decision: the rule, what the audit found, and how many rows of the
    released tables are hidden, as whoever has them can count, whatever the reason."""
    status = pd.concat([frames[file]["status"] for file in OF_FIGURES if file in frames])
    counts = {"rows": len(status), "hidden": int((status == HIDDEN).sum())}
    return {
        "confidential_below": decided["confidential_below"],
        **counts,
        "audit": decided["audit"]["result"],
    }


def told_count(count: int, limit: int) -> str:
    """A count of respondents as it may be told outside the files: the number, or that it is of few."""
    return f"fewer than {limit}" if is_few(count, limit) else str(count)


def json_bytes(facts: Mapping[str, Any]) -> bytes:
    """The facts as a file that people can read too."""
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
