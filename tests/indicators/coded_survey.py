"""A survey of coded respondents, and its indicators from Parquet read a part at a time."""

from __future__ import annotations

import pickle
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.indicators.disclosure.decision import decide
from analysis.indicators.large_files import estimate_sums, plan_of, sums_of
from analysis.indicators.publication import publish
from analysis.indicators.text_columns import texts_as_objects
from analysis.steps.results_files import Built

SURVEY = """
title = "Essai"
identifier = "cle"
breakdowns = ["sexe", "age", "motifs"]

[design]
weight = "poids"
strata = "zone"

[publication]
confidential_below = 5

[scales.oui_non]
codes = { o = "oui", n = "non" }

[themes.tout]
title = "Tout"

[questions.benevole]
text = "Bénévole ?"
type = "single"
scale = "oui_non"
missing = { dont_know = ["8"] }

[questions.sexe]
text = "Sexe"
type = "single"
codes = { 1 = "homme", 2 = "femme" }

[questions.annee]
text = "Année"
type = "numeric"

[questions.heures]
text = "Heures"
type = "numeric"
asked_if = { benevole = ["o"] }

[questions.avis]
text = "Avis"
type = "scale"
codes = { 1 = "non", 2 = "ni", 3 = "oui" }

[questions.motifs]
text = "Motifs"
type = "multiple"
codes = { a = "aider", b = "rencontrer" }
columns = { a = "ma", b = "mb" }

[derived.age]
text = "Âge"
classes_of = "annee"
codes.jeune = { fr = "jeune", from = 1990 }
codes.autre = { fr = "autre", below = 1990 }

[populations.benevoles]
label = "Bénévoles"
among = { benevole = ["o"] }

[indicators.benevoles]
theme = "tout"
title = "Bénévoles"
statistic = "share"
variable = "benevole"
answers = ["o"]

[indicators.tous]
theme = "tout"
title = "Bénévoles parmi tous"
statistic = "share"
variable = "benevole"
answers = ["o"]
base = "asked"

[indicators.avis]
theme = "tout"
title = "Avis"
statistic = "share"
variable = "avis"
population = "benevoles"

[indicators.motifs]
theme = "tout"
title = "Motifs"
statistic = "share"
variable = "motifs"
breakdowns = ["sexe", "motifs"]

[indicators.heures]
theme = "tout"
title = "Heures"
statistic = "mean"
variable = "heures"
unit = "h"

[indicators.total]
theme = "tout"
title = "Heures en tout"
statistic = "total"
variable = "heures"
divide_by = 1000
unit = "milliers d'heures"

[indicators.annee]
theme = "tout"
title = "Année médiane"
statistic = "median"
variable = "annee"
population = "benevoles"

[indicators.ecart]
theme = "tout"
title = "Écart-type de l'année"
statistic = "standard_deviation"
variable = "annee"
population = "benevoles"

[indicators.rapport]
theme = "tout"
title = "Heures par an"
statistic = "ratio"
variable = "heures"
denominator = "annee"

[indicators.solde]
theme = "tout"
title = "Solde"
statistic = "balance"
variable = "avis"
favourable = ["3"]
unfavourable = ["1"]
"""
N = 400


def answers(n: int = N) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "cle": np.arange(n),
            "poids": np.round(rng.gamma(3, 1, n) * (rng.random(n) > 0.03), 3),
            "zone": np.sort(rng.choice(["nord", "sud", "ouest"], n)),
            "benevole": rng.choice(["o", "n", "8", ""], n, p=[0.6, 0.3, 0.05, 0.05]),
            "sexe": rng.choice(["1", "2"], n),
            "annee": rng.integers(1940, 2006, n),
            "heures": np.round(rng.gamma(2, 4, n), 2),
            "avis": rng.choice(["1", "2", "3", ""], n),
            "ma": rng.integers(0, 2, n),
            "mb": rng.integers(0, 2, n),
        }
    )
    return frame.assign(heures=frame["heures"].where(frame["benevole"] == "o"))


@texts_as_objects()
def tabulated(built: Built, *paths: Path) -> pd.DataFrame:
    plan, pieces = plan_of(paths, built.survey, built.edition)
    plan = pickle.loads(pickle.dumps(plan))
    sums = reduce(add, [sums_of(piece, plan) for piece in pieces])
    estimates = estimate_sums(sums, built.survey, built.edition)
    decision = decide([estimates], built.survey, built.edition, sums.counts)
    return publish(estimates, built.survey, decision.reasons[0])


def in_pieces(frame: pd.DataFrame, path: Path, monkeypatch: pytest.MonkeyPatch, rows: int = 60) -> Path:
    """The frame as Parquet in small row groups, which are read by 90 respondents at most."""
    monkeypatch.setattr("analysis.sources.coded_files.ROWS", 90)
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path, row_group_size=rows)
    return path
