"""What the decision on confidentiality takes and costs: python decision.py prints the table.

Everything is measured in one process after the other, in seconds of processor, and the build without the
decision is the same run less the decision: the ratios hold on a machine that others use too.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
SHIPPED = ("crise/2009", "crise/2009_automne", "france_benevole/2009", "france_benevole/2024")
SIZES = (4_000, 20_000, 1_000_000)
PARTS = ("answer_counts", "merges_of", "counted_together", "decided")
"""What the decision is made of, in `published_tables`: counts, groups counted with others, what is hidden."""
QUESTIONS, BREAKDOWNS = 70, 7
HEADS = (
    "survey",
    "respondents",
    "figures",
    "hidden by the rule",
    "besides",
    "besides, if no leftover were counted with another",
    "decision",
    "the build, of the build without it",
)


def national(folder: Path, n: int) -> None:
    """A survey of 70 questions by regions, departments and seven breakdowns, one of which has leftovers."""
    from analysis.questionnaire.geography import REGION_OF_DEPARTMENT

    places = list(REGION_OF_DEPARTMENT)
    names = [f"groupe{number}" for number in range(BREAKDOWNS)]
    rng = np.random.default_rng(n)
    shares = rng.dirichlet(np.full(len(places), 2.0))
    frame = pd.DataFrame({"departement": rng.choice(places, n, p=shares)})
    lines = [
        'territories = ["region", "departement"]',
        f"breakdowns = {['region', 'departement', *names]}".replace("'", '"'),
        '[themes.t]\n[questions.departement]\ntype = "single"\n[questions.departement.codes]',
        *(f'{code} = "Département {code}"' for code in places),
        '[derived.region]\nregion_of = "departement"',
    ]
    for place, name in enumerate(names):
        rare = 3 / n if place == 0 else 0.05
        frame[name] = rng.choice(["1", "2", "3", "4"], n, p=[0.5, 0.3, 0.2 - rare, rare])
        lines.append(f'[questions.{name}]\ntype = "single"\ncodes = {{ 1 = "a", 2 = "b", 3 = "c", 4 = "d" }}')
    for number in range(QUESTIONS):
        given = rng.choice(["oui", "non", ""], n, p=[0.55, 0.4, 0.05])
        frame[f"q{number}"] = given
        lines.append(f'[questions.q{number}]\ntype = "single"\ncodes = {{ oui = "oui", non = "non" }}')
        lines.append(f'[indicators.q{number}]\ntheme = "t"\nanswers = ["oui"]')
    raw = folder / "data" / "raw" / "national"
    (raw / str(n)).mkdir(parents=True)
    (raw / "survey.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (raw / str(n) / "edition.toml").write_text('[file]\nname = "answers.csv"\n', encoding="utf-8")
    frame.to_csv(raw / str(n) / "answers.csv", index=False)


def line(root: Path, name: str) -> list[str]:
    """A row of the table, of one edition."""
    from analysis.indicators import published_tables
    from analysis.pipeline import process
    from analysis.steps.results_files import contents
    from analysis.workspace import Place

    place = Place(root, *name.split("/"))
    if not name.endswith(f"/{SIZES[-1]}"):
        process(place)  # imports, and the caches of a first run, which the largest does not notice
    own = {part: getattr(published_tables, part) for part in PARTS}
    taken: list[float] = []
    found: list[Any] = []
    for part in PARTS:
        setattr(published_tables, part, timed(own[part], taken, found))
    start = time.process_time()
    built = process(place)
    contents(built)
    whole = time.process_time() - start
    for part in PARTS:
        setattr(published_tables, part, own[part])
    tables, decision = found[-1]
    by_rule, besides = hidden_of(decision)
    return [
        name,
        f"{built.indicators['n'].max():,}",
        f"{sum(len(each) for each in decision.reasons):,}",
        f"{by_rule:,}",
        f"{besides:,}",
        f"{without_merges(tables, published_tables, place, process):,}",
        f"{sum(taken):.2f} s",
        f"{whole / (whole - sum(taken)):.3f} ×",
    ]


def timed(work: Callable[..., Any], taken: list[float], found: list[Any]) -> Callable[..., Any]:
    """The same work; its seconds of processor, what it was given and what came out are noted."""

    def noted(*given: Any) -> Any:
        start = time.process_time()
        result = work(*given)
        taken.append(time.process_time() - start)
        found.append((given[0], result))
        return result

    return noted


def hidden_of(decision: Any) -> tuple[int, int]:
    """Figures hidden as they have few respondents, and those hidden besides."""
    return tuple(
        sum(int((each == reason).sum()) for each in decision.reasons)
        for reason in ("confidential", "complementary")
    )  # type: ignore[return-value]


def without_merges(tables: Any, module: Any, place: Any, process: Callable[..., Any]) -> int:
    """Figures that would be hidden besides if every group of few respondents stood for itself."""
    if not tables.merges:
        return hidden_of(module.decided(tables))[1]
    own, decided, found = module.merges_of, module.decided, []
    module.merges_of = lambda *_: {}
    module.decided = timed(decided, [], found)
    process(place)
    module.merges_of, module.decided = own, decided
    return hidden_of(found[0][1])[1]


def lines() -> Iterator[list[str]]:
    """The rows of the shipped editions, then of national surveys of two sizes."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
        for n in SIZES:
            national(folder, n)
        for name in (*SHIPPED, *(f"national/{n}" for n in SIZES)):
            yield line(folder, name)


def section() -> str:
    """The table of README.md on the decision."""
    rows = [list(HEADS), ["---"] * len(HEADS), *lines()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    print(section())
