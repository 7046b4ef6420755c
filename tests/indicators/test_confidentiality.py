"""Attacks on what is published: no figure of a few respondents can be computed from the others."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.steps.results_files import Built

SURVEY = """
[publication]
reliability = "none"
[themes.t]
[populations.women]
label = "Femmes"
among = { sex = ["f"] }
[populations.grown]
label = "Femmes et hommes"
among = { sex = ["f", "m"] }
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes", x = "Autre" }
[questions.place]
type = "single"
codes = { n = "Nord", s = "Sud", e = "Est" }
[questions.fields]
type = "multiple"
codes = { a = "A", b = "B", c = "C", d = "D" }
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.together]
theme = "t"
variable = "fields"
breakdowns = ["fields"]
[indicators.any_of]
theme = "t"
variable = "fields"
answers = ["d", "a"]
breakdowns = ["fields"]
[indicators.happy]
theme = "t"
answers = ["1"]
breakdowns = ["place"]
[indicators.happy_women]
theme = "t"
variable = "happy"
answers = ["1"]
population = "women"
breakdowns = ["place"]
[indicators.happy_grown]
theme = "t"
variable = "happy"
answers = ["1"]
population = "grown"
breakdowns = ["place"]
"""


def respondents() -> str:
    """200 respondents: 5 ticked d, four of them with a; 3 men in the north, 40 and 30 elsewhere."""
    lines = ["sex,place,fields_a,fields_b,fields_c,fields_d,happy"]
    for i in range(200):
        place = "nse"[i % 3]
        man = (i % 3 > 0 and i % 2 == 0) or i in (0, 3, 6)
        ticks = (int(i % 2 == 0), int(i % 5 == 0), int(i % 3 == 0), int(i < 5))
        lines.append(f"{'m' if man else 'f'},{place},{','.join(map(str, ticks))},{i % 7 % 2}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def rows(processed: Callable[..., Built]) -> pd.DataFrame:
    return processed(SURVEY, respondents()).indicators


def test_a_matrix_does_not_give_its_small_group_away_by_symmetry(rows: pd.DataFrame) -> None:
    cells = rows.query("indicator == 'together' and breakdown == 'fields'").set_index(["group", "item"])
    assert set(cells.loc["d", "confidentiality"]) == {"confidential"}
    overlap = cells["value"] * cells["base"]  # of the answers A and B, from the group of either
    for answer in ("a", "b", "c"):
        assert pd.isna(overlap[answer, "d"]) and pd.isna(overlap["d", answer])
    assert cells["value"].notna().sum() >= 4


def test_the_same_cell_in_another_indicator_is_hidden_too(rows: pd.DataFrame) -> None:
    nets = rows.query("indicator == 'any_of' and breakdown == 'fields'")
    assert nets["value"].isna().all()


def test_a_part_of_a_population_does_not_give_the_rest_away(rows: pd.DataFrame) -> None:
    """In the north, everyone less women leaves three men."""
    sizes = rows.query("breakdown == 'place'").set_index(["indicator", "group"])["n"]
    attack = sizes["happy"] - sizes["happy_women"]
    assert pd.isna(attack["n"])
    left = rows.query("breakdown == 'all'").set_index("indicator")["n"]
    others = left["happy"] - left["happy_women"] - attack.dropna().sum()
    assert others >= 11


def test_populations_of_the_same_respondents_hide_nothing(rows: pd.DataFrame) -> None:
    everyone, grown = (rows.query(f"indicator == '{name}'") for name in ("happy", "happy_grown"))
    assert everyone["value"].tolist() == grown["value"].tolist()
    assert grown["value"].notna().all()
