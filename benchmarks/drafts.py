"""The draft of wide files, beside a plain read of them: python drafts.py prints the table."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROWS = 200
COLUMNS = (462, 5_000)
WORDS = ("Pas du tout satisfait", "Plutôt pas satisfait", "Plutôt satisfait", "Tout à fait satisfait")


def write_answers(path: Path, columns: int) -> None:
    """200 rows without labels: words, codes, numbers, ticks and remarks in turn, always the same."""
    drawn = random.Random(2026)
    kinds = (
        *[lambda: drawn.choice(WORDS)] * 3,
        *[lambda: str(drawn.randint(1, 5))] * 2,
        lambda: drawn.choice(("Oui", "Non")),
        lambda: str(drawn.randint(0, 900)),
        lambda: drawn.choice(("", "X")),
        lambda: f"remarque {drawn.randint(0, 500)} sur le sujet",
        lambda: str(round(drawn.uniform(0, 50), 2)),
    )
    heads = ["id", *(f"Question numéro {rank} du thème" for rank in range(1, columns + 1))]
    rows = ([str(n), *(kinds[rank % len(kinds)]() for rank in range(columns))] for n in range(ROWS))
    path.write_text("".join(";".join(row) + "\n" for row in (heads, *rows)), encoding="utf-8")


def seconds_of(work: str, path: Path) -> float:
    """Processor seconds of some work, in a process of its own, its imports apart."""
    command = [sys.executable, str(HERE / "drafts.py"), work, str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def measured(work: str, path: Path) -> float:
    """Processor seconds of a plain read, of ours, or of the draft with the read in it."""
    import time

    import pandas as pd

    from analysis.drafting.drafts import draft
    from analysis.questionnaire import AnswersFile
    from analysis.sources.answers_files import read_answers

    works = {
        "pandas": lambda: pd.read_csv(path, sep=";"),
        "read": lambda: read_answers(path.parent, AnswersFile(path.name)),
        "draft": lambda: draft(path.parent / "made", "made/2026", path),
    }
    start = time.process_time()
    works[work]()
    return time.process_time() - start


def lines() -> Iterator[list[str]]:
    """Columns, pandas.read_csv, our read and the draft, each with its ratio to the first."""
    for columns in COLUMNS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.csv"
            write_answers(path, columns)
            unit, *ours = (seconds_of(work, path) for work in ("pandas", "read", "draft"))
        found = [f"{seconds:.3g} s ({seconds / unit:.3g} ×)" for seconds in ours]
        yield [f"{columns:,}", f"{unit:.3g} s", *found]


def section() -> str:
    """The table of README.md on drafts."""
    rows = [["columns", "pandas.read_csv", "read", "draft"], ["---"] * 4, *lines()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    print(section() if len(sys.argv) == 1 else measured(sys.argv[1], Path(sys.argv[2])))
