"""A frame or file of one's own with replicate weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.interactive.asking.near_names import AnalystError

OWN = pd.DataFrame(
    {"Sexe": ["Homme", "Femme"] * 60, "Âge": [18, 40, 25, 61, 33, 47] * 20, "poids": [1.0, 2.0] * 60}
)


def test_precision_comes_from_the_replicate_weights_of_a_frame(tmp_path: Path) -> None:
    """By hand: the mean square of the deviations of the replicates from the full sample."""
    drawn = np.random.default_rng(3)
    frame = OWN[["Sexe", "Âge", "poids"]]
    for number in range(1, 31):
        frame = frame.assign(**{f"rw{number}": frame["poids"] * drawn.choice([0, 2], len(frame))})
    mean = np.average(frame["Âge"], weights=frame["poids"])
    others = [np.average(frame["Âge"], weights=frame[f"rw{number}"]) for number in range(1, 31)]
    given = {"type": "bootstrap", "columns": "rw*"}
    mine = analysis.survey(frame, weights="poids", replicates=given)
    assert mine.names() == ["sexe", "age"]
    row = mine.table("age", statistic="mean").frame.iloc[0]
    assert row["se"] == pytest.approx(np.sqrt(np.mean((np.array(others) - mean) ** 2)), rel=1e-12)
    frame.to_csv(tmp_path / "enquete.csv", index=False)
    read = analysis.survey(tmp_path / "enquete.csv", weights="poids", replicates=given)
    assert read.table("age", statistic="mean").frame["se"].iloc[0] == pytest.approx(row["se"], rel=1e-9)


REPLICATES: list[tuple[dict[str, object], str]] = [
    ({"replicates": "rw*"}, '{"type": "bootstrap", "columns": "rw*"}'),
    ({"replicates": {"type": "bootstrap", "columns": "zz*"}}, "no column zz*"),
    ({"replicates": {"type": "bootstrp"}}, "did you mean 'bootstrap'?"),
    ({"repweights": "rw*"}, "replicate weights are replicates={"),
]


@pytest.mark.parametrize(("given", "said"), REPLICATES)
def test_replicate_weights_that_cannot_be_meant_are_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(AnalystError) as error:
        analysis.survey(OWN[["Sexe", "poids"]], weights="poids", **given)  # type: ignore[arg-type]
    assert said in str(error.value)
