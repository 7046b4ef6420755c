"""Estimates of territories by a model in the explorer: beside the direct figures, marked as what they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.pipeline import build
from analysis.steps.explorers import make_explorer
from analysis.workspace import EXPLORER, Place
from tests.indicators.modelled_survey import FEW, answers, covariates, survey
from tests.plain_spaces import plain
from tests.reporting.explorer.browser import view_of
from tests.reporting.explorer.test_explorer_page import data_of, unpacked


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("modelled"), "lieux", "2024")
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(survey(), encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "answers.csv"\n', encoding="utf-8")
    answers().to_csv(place.raw / "answers.csv", index=False)
    (place.raw / "covariates.csv").write_text(covariates(), encoding="utf-8")
    build(place)
    assert make_explorer(place.root)
    return place


def released(place: Place) -> dict[str, dict[str, str]]:
    """Place -> its row of the released modelled.csv, of the share that has a model that holds."""
    path = place.root / "reports" / place.survey / place.edition / "modelled.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["group"]: row for row in csv.DictReader(lines) if row["indicator"] == "yes"}


def test_every_released_estimate_is_carried_apart_from_the_figures(modelled: Place) -> None:
    (record,) = data_of(modelled)["surveys"]
    (edition,) = record["editions"]
    carried = edition["modelled"]
    cells = zip(*(unpacked(carried[name]) for name in ("indicator", "group")), strict=True)
    said = dict(zip(cells, (record["texts"]["en"][place] for place in carried["said"]), strict=True))
    own = {group: text for (indicator, group), text in said.items() if indicator == "yes"}
    assert own and set(own) == set(released(modelled)) and not set(own) & set(FEW)
    for group, row in released(modelled).items():
        value, _, limits = own[group].partition(" (")
        assert float(value) == pytest.approx(float(row["value"]), abs=0.05 + 1e-9)
        low, high = plain(limits.rstrip(")")).split(" to ")
        assert float(low) == pytest.approx(float(row["ci_low"]), abs=0.05 + 1e-9)
        assert float(high) == pytest.approx(float(row["ci_high"]), abs=0.05 + 1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "head", "note"),
    [
        ("fr", "Estimation modélisée (%)", "n’est pas un chiffre observé"),
        ("en", "Modelled estimate (%)", "is no observed figure"),
    ],
)
def test_a_view_of_territories_has_a_column_of_estimates_marked_as_modelled(
    modelled: Place, language: str, head: str, note: str
) -> None:
    page: Path = modelled.root / "reports" / EXPLORER
    shown = view_of(page, f"survey=lieux&edition=2024&indicator=yes&by=place&lang={language}")
    heads, *lines = shown.tables["rows"]
    column = [plain(each) for each in heads].index(head)
    estimates = {line[0]: line[column] for line in lines if line[column]}
    assert set(estimates) == {f"Lieu {group}" for group in released(modelled)}
    assert note in plain(shown.texts["rows"]).replace("'", "’")


@pytest.mark.slow
@pytest.mark.parametrize("address", ["indicator=even&by=place", "indicator=yes"])
def test_a_view_without_estimates_has_no_such_column(modelled: Place, address: str) -> None:
    page: Path = modelled.root / "reports" / EXPLORER
    shown = view_of(page, f"survey=lieux&edition=2024&{address}&lang=en")
    assert not any("Modelled" in each for each in shown.tables["rows"][0])
