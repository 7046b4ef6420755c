"""The build of 1,000,000 × 100 answers by stage, beside plain readers: python etl.py prints the tables."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from answers_file import write_survey

HERE = Path(__file__).parent
RESPONDENTS = 1_000_000
Stages = list[tuple[str, float, float]]
"""Name, seconds, and largest memory of the process so far in MiB."""
STAGES = (
    *(("analysis.pipeline", name) for name in ("read_files", "clean")),
    ("analysis.etl.edition_respondents", "weigh"),
    *(("analysis.indicators.published_tables", name) for name in ("estimate", "decide", "publish")),
    *(("analysis.pipeline", name) for name in ("comparisons", "sensitivity", "distributions", "contents")),
)
"""The functions that are timed, and the module from which the build takes each."""


def build(path: Path) -> Stages:
    """The whole way of `assoscope build`, stage by stage; files are written as it writes them."""
    from analysis import pipeline
    from analysis.workspace import Place

    stages: Stages = [("start of the program", 0.0, peak())]
    for module, name in STAGES:
        setattr(import_module(module), name, timed(name, getattr(import_module(module), name), stages))
    work = timed("the whole build", pipeline.build, stages)
    work(Place(path.parents[4], path.parents[1].name, path.parent.name))
    return stages


def read_by_pyarrow(path: Path) -> Stages:
    """The file read by pyarrow.csv, its types found; the second time, as the first loads the disk."""
    import pyarrow.csv

    pyarrow.csv.read_csv(path)
    stages: Stages = []
    timed("pyarrow.csv.read_csv", pyarrow.csv.read_csv, stages)(path)
    return stages


def read_by_pandas(path: Path) -> Stages:
    """The file read by pandas.read_csv, with its types found."""
    import pandas as pd

    stages: Stages = []
    timed("pandas.read_csv", pd.read_csv, stages)(path, low_memory=False)
    return stages


def timed(name: str, work: Callable[..., object], stages: Stages) -> Callable[..., object]:
    """The same work, noted in `stages` when it is first done."""

    def noted(*args: object, **named: object) -> object:
        start = time.perf_counter()
        result = work(*args, **named)
        if name not in (noted_before for noted_before, _, _ in stages):
            stages.append((name, time.perf_counter() - start, peak()))
        return result

    return noted


def peak() -> float:
    """Largest resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WORKS = {"pyarrow": read_by_pyarrow, "pandas": read_by_pandas, "build": build}


def measured(work: str, path: Path) -> Stages:
    """The stages of some work, in a process of its own."""
    command = [sys.executable, str(HERE / "etl.py"), work, str(path)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [(name, seconds, memory) for name, seconds, memory in json.loads(out)]


def section() -> str:
    """The tables of README.md on the build: times, then memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_survey(Path(folder), RESPONDENTS)
        readers = [*measured("pyarrow", path), *measured("pandas", path)]
        stages = measured("build", path)
        sizes = memory_lines(path, stages[-1][2])
    unit = readers[0][1]
    together = sum({name: seconds for name, seconds, _ in stages}[name] for name in ("clean", "weigh"))
    times = [
        *(time_line(*stage, unit) for stage in readers),
        *(time_line(*stage, unit) for stage in stages[1:]),
        f"| clean and weigh together | {together:.3g} s | {together / unit:.3g} × | |",
    ]
    heads = ["| stage | time | of the pyarrow read | peak so far |", "| --- | --- | --- | --- |"]
    return "\n".join(
        [*heads, *times, "", "| what | MiB | peak of the build |", "| --- | --- | --- |", *sizes]
    )


def time_line(name: str, seconds: float, memory: float, unit: float) -> str:
    """A row of the table of times."""
    return f"| {name} | {seconds:.3g} s | {seconds / unit:.3g} × | {memory:.0f} MiB |"


def memory_lines(path: Path, reached: float) -> list[str]:
    """The peak of the build beside the file and beside the table that respondents.parquet holds."""
    import pandas as pd
    import pyarrow.parquet

    written = path.parents[3] / "processed" / "made" / "2026" / "respondents.parquet"
    sizes = {
        "the file of answers": path.stat().st_size,
        "respondents.parquet read by pyarrow": pyarrow.parquet.read_table(written).nbytes,
        "respondents.parquet read by pandas": int(pd.read_parquet(written).memory_usage(deep=True).sum()),
    }
    return [
        f"| {name} | {size / 2**20:.0f} | {reached / (size / 2**20):.3g} × |" for name, size in sizes.items()
    ]


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print(section())
    else:
        print(json.dumps(WORKS[sys.argv[1]](Path(sys.argv[2]))))
