"""A made survey to build: definitions, and a file of answers of 100 columns as a survey tool exports it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

SINGLES, SCALES, TICKED, TICKS, LISTED, HOURS = 43, 20, 3, 8, 2, 3
ROUTED = 10  # of the single questions, put to those who gave the first answer to single_1
DEPARTMENTS = np.array([f"{number:02d}" for number in range(1, 96) if number != 20] + ["2A", "2B"])
WORDS = (
    "Rien à ajouter",
    "Plus de moyens, et vite",
    'Un vrai "plus" pour nous',
    "Merci",
    "On s’y perd un peu",
)
CHUNK = 100_000  # rows drawn and written at a time
Column = pa.Array


def write_survey(folder: Path, n: int, seed: int = 2026) -> Path:
    """A survey of n respondents under folder/data/raw; returns the file of answers. Same seed, same bytes."""
    raw = folder / "data" / "raw" / "made"
    (raw / "2026").mkdir(parents=True, exist_ok=True)
    (raw / "survey.toml").write_text(_survey(), encoding="utf-8")
    (raw / "2026" / "edition.toml").write_text('[file]\nname = "answers.csv"\n', encoding="utf-8")
    path = raw / "2026" / "answers.csv"
    generator = np.random.default_rng(seed)
    tables = (_answers(generator, start, min(CHUNK, n - start)) for start in range(0, n, CHUNK))
    first = next(tables)
    with pyarrow.csv.CSVWriter(path, first.schema) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)
    return path


def _answers(generator: np.random.Generator, start: int, n: int) -> pa.Table:
    """The rows from `start` on: numbers without quotation marks, texts with them, blanks for no answer."""
    columns: dict[str, Column] = {
        "id": pa.array(start + np.arange(n) - (generator.random(n) < 1e-5)),
        "day": pa.array((14_000 + generator.integers(0, 30, n)).astype("datetime64[D]")),
        "weight": pa.array(np.round(generator.gamma(3, 1 / 3, n) + 0.2, 4)),
        "dep": pa.array(DEPARTMENTS).take(pa.array(generator.integers(0, len(DEPARTMENTS), n))),
    }
    for rank in range(1, SINGLES + 1):
        codes = generator.choice(
            [1, 2, 3, 4, 5, 98, 99, 7], n, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.0499, 1e-4]
        )
        blank = generator.random(n) < 0.03
        if rank > SINGLES - ROUTED:
            blank |= (np.asarray(columns["single_1"]) != 1) & (generator.random(n) < 0.9999)
        columns[f"single_{rank}"] = _with_blanks(codes.astype(np.int8), blank)
    trait = generator.normal(size=n)
    for rank in range(1, SCALES + 1):
        latent = 0.6 * trait + generator.normal(size=n)
        scores = 1 + np.searchsorted([-1.2, -0.3, 0.4, 1.3], latent)
        columns[f"scale_{rank}"] = _with_blanks(scores.astype(np.int8), generator.random(n) < 0.04)
    for rank in range(1, TICKED + 1):
        for tick in range(1, TICKS + 1):
            ones = np.ones(n, dtype=np.int8)
            columns[f"ticked_{rank}_{tick}"] = _with_blanks(ones, generator.random(n) < 0.7)
    for rank in range(1, LISTED + 1):
        columns[f"listed_{rank}"] = _lists(generator, n)
    columns["age"] = pa.array(generator.integers(18, 95, n))
    columns["duration"] = pa.array(np.round(generator.lognormal(2.5, 0.5, n), 1))
    columns["income"] = _incomes(generator, n)
    for rank in range(1, HOURS + 1):
        hours = np.round(generator.gamma(2, 5, n), 1)
        columns[f"hours_{rank}"] = _with_blanks(hours, generator.random(n) < 0.2)
    columns["opinion"] = _with_blanks_text(np.array(WORDS)[generator.integers(0, len(WORDS), n)], generator)
    return pa.table(columns)


def _with_blanks(values: NDArray, blank: NDArray[np.bool_]) -> Column:
    return pa.array(values, mask=blank)


def _with_blanks_text(texts: NDArray, generator: np.random.Generator) -> Column:
    """One respondent in five writes something, one of them in three something that nobody else wrote."""
    own = [f"{text} ({number})" for number, text in enumerate(texts)]
    said = np.where(generator.random(len(texts)) < 1 / 3, own, texts)
    return pa.array(said, mask=generator.random(len(texts)) < 0.8)


def _lists(generator: np.random.Generator, n: int) -> Column:
    """Several of six codes in one cell: "1;3;6"."""
    lists = [";".join(str(code + 1) for code in range(6) if which >> code & 1) for which in range(64)]
    return pa.array(lists).take(pa.array(generator.integers(0, 64, n)))


def _incomes(generator: np.random.Generator, n: int) -> Column:
    """Numbers as people write them, a few of which are none."""
    written = np.round(generator.lognormal(7.4, 0.6, n)).astype(int).astype(str).astype(object)
    written[generator.random(n) < 1e-4] = "?"
    return pa.array(written, mask=generator.random(n) < 0.15)


def _survey() -> str:
    """survey.toml of the made survey."""
    scales = [f"scale_{rank}" for rank in range(1, SCALES + 1)]
    lines = [
        'title = { fr = "Enquête fabriquée", en = "Made survey" }',
        'identifier = "id"',
        'breakdowns = ["age_class", "single_1"]',
        "[design]",
        'weight = "weight"',
        "[cleaning]",
        'duplicates = "first"',
        "[quality]",
        'duration = "duration"',
        _grid("one", scales[: SCALES // 2]),
        _grid("two", scales[SCALES // 2 :]),
        _question("day", "date"),
        _question("dep", "single", 'scale = "fr:departements"'),
        *(_single(rank) for rank in range(1, SINGLES + 1)),
        *(_question(name, "scale", _codes(5)) for name in scales),
        *(_ticked(rank) for rank in range(1, TICKED + 1)),
        *(_question(f"listed_{rank}", "multiple", 'delimiter = ";"', _codes(6)) for rank in (1, 2)),
        _question("age", "numeric", "min = 18", "max = 110"),
        *(_question(name, "numeric", "min = 0") for name in ("duration", "income")),
        *(_question(f"hours_{rank}", "numeric", "min = 0", "max = 168") for rank in range(1, HOURS + 1)),
        _question("opinion", "text"),
        '[derived.age_class]\nclasses_of = "age"\nlabel = "Âge"\n[derived.age_class.codes]',
        'young = { fr = "18 à 34", from = 18, below = 35 }',
        'middle = { fr = "35 à 64", from = 35, below = 65 }',
        'old = { fr = "65 et plus", from = 65, below = 111 }',
        f'[derived.agreement]\nmean_of = [{_listed(scales[: SCALES // 2])}]\nlabel = "Accord"',
        '[themes.all]\ntitle = "Tout"',
        *(_indicator(f"single_{rank}", "share") for rank in range(1, 6)),
        *(_indicator(f"ticked_{rank}", "share") for rank in range(1, 3)),
        *(_indicator(name, "mean") for name in ("hours_1", "agreement", "income")),
    ]
    return "\n".join(lines) + "\n"


def _question(name: str, kind: str, *more: str) -> str:
    return "\n".join([f"[questions.{name}]", f'type = "{kind}"', *more])


def _codes(count: int) -> str:
    codes = ", ".join(f'{code} = "Réponse {code}"' for code in range(1, count + 1))
    return f"codes = {{ {codes} }}"


def _single(rank: int) -> str:
    routed = ['asked_if = { single_1 = ["1"] }'] if rank > SINGLES - ROUTED else []
    absent = 'missing = { dont_know = ["98"], refused = ["99"] }'
    return _question(f"single_{rank}", "single", _codes(5), absent, *routed)


def _ticked(rank: int) -> str:
    columns = ", ".join(f'{tick} = "ticked_{rank}_{tick}"' for tick in range(1, TICKS + 1))
    return _question(
        f"ticked_{rank}", "multiple", _codes(TICKS), f"columns = {{ {columns} }}", 'empty = "not_ticked"'
    )


def _grid(name: str, items: list[str]) -> str:
    return f'[grids.{name}]\nlabel = "Grille"\nitems = [{_listed(items)}]'


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _indicator(name: str, statistic: str) -> str:
    return f'[indicators.{name}]\ntheme = "all"\nstatistic = "{statistic}"'
