"""The analyst's library beside a plain read of its Parquet file: python library.py prints the tables."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
SURVEY, EDITION = "france_benevole", "2009"
TIMES = 144
"""How often the 6,977 respondents are repeated to be a million."""
REPEATED = 7


def built(root: Path) -> Path:
    """The Parquet file of the shipped survey, built under a folder."""
    from analysis.pipeline import build
    from analysis.workspace import Place

    shutil.copytree(HERE.parent / "data" / "raw" / SURVEY, root / "data" / "raw" / SURVEY)
    place = Place(root, SURVEY, EDITION)
    build(place, with_trend=False)
    return place.processed / "respondents.parquet"


def repeat(path: Path) -> None:
    """The same respondents many times over in the file, so that weights and shares stay."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = pq.read_table(path)
    pq.write_table(pa.concat_tables([rows] * TIMES), path)


def works(root: Path) -> dict[str, Callable[[], object]]:
    """What is measured, by name; the file is read by pandas first, as the unit."""
    import pandas as pd

    import analysis

    survey = analysis.open(SURVEY, EDITION, root=root)
    path = root / "data" / "processed" / SURVEY / EDITION / "respondents.parquet"
    coded = [name for name in survey.names() if name != "sexe" and survey[name].question.codes]
    asked = [name for name in coded if survey[name].answers_of().was_asked.any()]
    return {
        "pandas.read_parquet": lambda: pd.read_parquet(path),
        "opening": lambda: repr(analysis.open(SURVEY, EDITION, root=root)),
        "completion": lambda: (dir(survey.q), survey._ipython_key_completions_()),
        "one figure": lambda: survey.table("forme", answers="oui"),
        "breakdown": lambda: survey.table("forme", answers="oui", by="sexe"),
        "nested, 10 × 2 groups": lambda: survey.table("forme", answers="oui", by="sexe", within="secteur"),
        "nested, 10 × 6 groups": lambda: survey.table("forme", answers="oui", by="diplome", within="secteur"),
        "9 answers, 10 × 6 groups": lambda: survey.table("attentes", by="diplome", within="secteur"),
        "letters": lambda: survey.table("attentes", by="sexe", against="pairs"),
        "letters of 10 groups": lambda: survey.table("attentes", by="secteur", against="pairs"),
        "number, nested": lambda: survey.table("heures", statistic="mean", by="sexe", within="secteur"),
        "whole survey": lambda: survey.table(asked, by="sexe"),
    }


def measured(root: Path) -> Iterator[tuple[str, float]]:
    """Processor seconds of each work, the least of some repetitions, answers read before."""
    for name, work in works(root).items():
        work()
        taken = []
        for _ in range(REPEATED):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
        yield name, min(taken)


def peak(root: Path, work: str) -> float:
    """MiB that a process takes at most above the import of what it calls."""
    import pandas as pd

    import analysis
    from analysis.interactive.library import open as _  # noqa: F401 - imported before memory is looked at

    path = root / "data" / "processed" / SURVEY / EDITION / "respondents.parquet"
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # a process begins at its parent's peak
    before = most_memory()
    if work == "pandas.read_parquet":
        pd.read_parquet(path)
    else:
        survey = analysis.open(SURVEY, EDITION, root=root)
        repr(survey)
        if work == "one figure":
            survey.table("forme", answers="oui")
    return most_memory() - before


def most_memory() -> float:
    """MiB that this process has taken at most."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def of_process(*arguments: str) -> list[list[str]]:
    """What this program prints in a process of its own, by line and word."""
    command = [sys.executable, str(HERE / "library.py"), *arguments]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def table(rows: list[list[str]]) -> str:
    """Rows as a table of a document, the first its head."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


def section() -> str:
    """The tables of README.md on the library."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = built(root)
        found = of_process("measured", folder)
        unit = float(found[0][1])
        times = [[name, f"{float(s):.3g} s", f"{float(s) / unit:.3g} ×"] for name, s in found]
        repeat(path)
        size = path.stat().st_size / 2**20
        peaks = {
            work: float(of_process("peak", folder, work)[0][0])
            for work in ("pandas.read_parquet", "opening", "one figure")
        }
    memory = [[work, f"{mib:.0f} MiB", f"{mib / size:.3g} ×"] for work, mib in peaks.items()]
    return "\n\n".join(
        (
            table([["work", "processor", "beside the read"], *times]),
            table([[f"a million respondents, a file of {size:.0f} MiB", "peak", "beside the file"], *memory]),
        )
    )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print(section())
    elif sys.argv[1] == "measured":
        for work, seconds in measured(Path(sys.argv[2])):
            print(work, seconds, sep="\t")
    else:
        print(peak(Path(sys.argv[2]), sys.argv[3]))
