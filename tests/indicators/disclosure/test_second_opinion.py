"""τ-ARGUS, the program of statistical offices, audits tables that we decided on: sex and place.

Our decision is one for all tables of an edition, τ-ARGUS knows one table at a time; of that table it has to
find that each number of respondents from 1 to 10 remains possible wherever so few are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pytauargus.engine import audit_jj

from analysis.steps.results_files import Built

SURVEY = """
[publication]
reliability = "none"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "Femmes", h = "Hommes" }
[questions.commune]
type = "single"
codes = { a1 = "A1", a2 = "A2", a3 = "A3", b1 = "B1", b2 = "B2", c1 = "C1", c2 = "C2", c3 = "C3", c4 = "C4" }
[derived.region]
groups_of = "commune"
codes.a = { fr = "A", of = ["a1", "a2", "a3"] }
codes.b = { fr = "B", of = ["b1", "b2"] }
codes.c = { fr = "C", of = ["c1", "c2", "c3", "c4"] }
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[populations.f]
among = { sexe = ["f"] }
[populations.h]
among = { sexe = ["h"] }
"""
SURVEY += "".join(
    f'[indicators.{population}]\ntheme = "t"\nvariable = "q"\nanswers = ["1"]\n'
    f'population = "{population}"\nbreakdowns = ["region", "commune"]\n'
    for population in ("all", "f", "h")
).replace('population = "all"\n', "")
PLACES = {"all": "abc", "a": ("a1", "a2", "a3"), "b": ("b1", "b2"), "c": ("c1", "c2", "c3", "c4")}
COMMUNES = [commune for region in "abc" for commune in PLACES[region]]
Cell = tuple[str, str]
"""sex and place, either of which may be all"""
CELLS: list[Cell] = list(product(("all", "f", "h"), ("all", *"abc", *COMMUNES)))


def sums() -> Iterator[tuple[Cell, list[Cell]]]:
    """Each cell that others add up to, with those."""
    for place in ("all", *"abc", *COMMUNES):
        yield ("all", place), [("f", place), ("h", place)]
    for sex, (whole, parts) in product(("all", "f", "h"), PLACES.items()):
        yield (sex, whole), [(sex, part) for part in parts]


def table(frame: pd.DataFrame) -> dict[Cell, int]:
    """How many respondents each cell has."""
    within = {whole: set(parts) | {whole} for whole, parts in PLACES.items()}
    within["all"] = set(COMMUNES)
    return {
        (sex, place): int(
            ((frame["sexe"] == sex) | (sex == "all"))
            .mul(frame["commune"].isin(within.get(place, {place})))
            .sum()
        )
        for sex, place in CELLS
    }


def hidden_cells(built: Built) -> set[Cell]:
    """The cells whose respondents the release does not count."""
    rows = built.indicators.assign(group=built.indicators["group"].replace("", "all"))
    hidden = rows[rows["n"].isna()]
    return set(zip(hidden["population"], hidden["group"], strict=True))


def audited(counts: dict[Cell, int], hidden: set[Cell], folder: Path) -> list[dict[str, float]]:
    """What τ-ARGUS finds of each hidden cell, in a file of its format JJ.

    1 to 10 respondents have to be protected down to 1 and up to 10.
    """
    total = counts["all", "all"]
    lines = ["0", str(len(CELLS))]
    for number, cell in enumerate(CELLS):
        n = counts[cell]
        few = cell in hidden and 0 < n <= 10
        status = "u" if few else "m" if cell in hidden else "s"
        down, up = (n - 1, 10 - n) if few else (0, 0)
        lines.append(f"{number} {n} 1 {status} 0 {total} {down:.3f} {up:.3f} 0")
    equations = list(sums())
    lines.append(str(len(equations)))
    for whole, parts in equations:
        terms = [(whole, -1), *((part, 1) for part in parts)]
        lines.append(f"0 {len(terms)} : " + " ".join(f"{CELLS.index(cell)} ({sign})" for cell, sign in terms))
    file = folder / "table.jj"
    file.write_text("\n".join(lines) + "\n", encoding="ascii")
    return list(audit_jj(str(file)))


def drawn(seed: int) -> pd.DataFrame:
    """Respondents of uneven places, few of some."""
    rng = np.random.default_rng(seed)
    chances = rng.dirichlet(np.full(len(COMMUNES), 0.7))
    frame = pd.DataFrame({"sexe": rng.choice(["f", "h"], 300, p=[0.6, 0.4])})
    return frame.assign(commune=rng.choice(COMMUNES, 300, p=chances), q=rng.integers(0, 2, 300))


@pytest.mark.parametrize("seed", range(8))
def test_tau_argus_finds_every_few_protected_but_not_by_hiding_them_alone(
    seed: int, processed: Callable[..., Built], tmp_path: Path
) -> None:
    frame = drawn(seed)
    counts = table(frame)
    hidden = hidden_cells(processed(SURVEY, frame.to_csv(index=False)))
    few = {cell for cell, n in counts.items() if 0 < n <= 10}
    assert few and few <= hidden
    found = audited(counts, hidden, tmp_path)
    assert len(found) == len(hidden)
    assert not [row for row in found if row["unsafe"]]
    assert [row for row in audited(counts, few, tmp_path) if row["unsafe"]]
