"""Fifty million respondents tabulated on one machine: python benchmarks/large.py [RESPONDENTS] [FOLDER].

Writes a survey and a seeded Parquet file of coded respondents, tabulates it in a process whose address space
is limited, shows that the same limit does not hold the file itself, and prints sizes, seconds and peak memory
as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 2**19
LIMIT = 2**30
"""Bytes of address space of the process that tabulates: libraries, code and stacks included."""
BREAKDOWNS = {"region": 18, "age": 6, "sex": 2, "degree": 5}
QUESTIONS = 8
STRATA = 13


def survey() -> str:
    """survey.toml: eight questions of five answers, one of several, hours, a birth year; four breakdowns."""
    text = 'title = "Fifty million"\n'
    text += f"breakdowns = {json.dumps(list(BREAKDOWNS))}\n"
    text += '[design]\nweight = "weight"\nstrata = "stratum"\n[themes.all]\ntitle = "All"\n'
    text += '[populations.volunteers]\nlabel = "Volunteers"\namong = { q1 = ["1", "2"] }\n'
    for name, groups in BREAKDOWNS.items():
        text += single(name, groups)
    for number in range(1, QUESTIONS + 1):
        text += single(f"q{number}", 5) + indicator(f"q{number}", "share")
    reasons = ", ".join(f'{code} = {{ fr = "{code}" }}' for code in "abc")
    columns = ", ".join(f'{code} = "reasons.{code}"' for code in "abc")
    text += f'[questions.reasons]\ntext = "reasons"\ntype = "multiple"\ncodes = {{ {reasons} }}\n'
    text += f"columns = {{ {columns} }}\n" + indicator("reasons", "share")
    for name in ("hours", "birth"):
        text += f'[questions.{name}]\ntext = "{name}"\ntype = "numeric"\n'
    text += indicator("hours", "mean") + indicator("birth", "median", 'population = "volunteers"\n')
    return text


def single(name: str, codes: int) -> str:
    """A question of one answer."""
    listed = ", ".join(f'{code} = "{name} {code}"' for code in range(1, codes + 1))
    return f'[questions.{name}]\ntext = "{name}"\ntype = "single"\ncodes = {{ {listed} }}\n'


def indicator(name: str, statistic: str, extra: str = "") -> str:
    """An indicator of a question, by every breakdown."""
    return (
        f'[indicators.{name}]\ntitle = "{name}"\ntheme = "all"\nstatistic = "{statistic}"\n'
        f'variable = "{name}"\n{extra}'
    )


def row_groups(n: int, seed: int = 2026) -> Iterator[pa.Table]:
    """The respondents, ROW_GROUP at a time: the same for the same seed."""
    generator = np.random.default_rng(seed)
    for start in range(0, n, ROW_GROUP):
        size = min(ROW_GROUP, n - start)
        trait = generator.normal(size=size).astype(np.float32)
        region = generator.integers(0, BREAKDOWNS["region"], size, dtype=np.int8)
        columns = {
            "respondent": pa.array(np.arange(start, start + size)),
            "weight": pa.array(generator.gamma(3, 1 / 3, size) + 0.2),
            "stratum": coded(region % STRATA, STRATA, "s"),
            "region": coded(region, BREAKDOWNS["region"]),
        }
        for name, groups in list(BREAKDOWNS.items())[1:]:
            columns[name] = coded(generator.integers(0, groups, size, dtype=np.int8), groups)
        for number in range(1, QUESTIONS + 1):
            latent = trait * np.float32(0.1 * number) + generator.normal(size=size).astype(np.float32)
            codes = np.searchsorted(np.array([-1.2, -0.3, 0.4, 1.3], dtype=np.float32), latent)
            absent = generator.random(size, dtype=np.float32) < 0.03
            columns[f"q{number}"] = coded(codes, 5, absent=absent)
        for code in "abc":
            columns[f"reasons.{code}"] = pa.array(generator.random(size, dtype=np.float32) < 0.4)
        columns["hours"] = pa.array(generator.gamma(2, 4, size))
        columns["birth"] = pa.array(generator.integers(1935, 2009, size).astype(np.float64))
        yield pa.table(columns)


def coded(codes: np.ndarray, size: int, prefix: str = "", absent: np.ndarray | None = None) -> pa.Array:
    """Codes from 0 as a dictionary of the texts 1, 2, 3 …; empty where absent."""
    indices = pa.array(codes.astype(np.int8), mask=absent)
    return pa.DictionaryArray.from_arrays(indices, pa.array([f"{prefix}{i + 1:d}" for i in range(size)]))


def write(folder: Path, n: int) -> tuple[Path, int]:
    """(file, bytes that its columns take in memory as pandas holds them)."""
    raw = folder / "data" / "raw" / "large" / "2026"
    raw.mkdir(parents=True, exist_ok=True)
    (raw.parent / "survey.toml").write_text(survey(), encoding="utf-8")
    (raw / "edition.toml").write_text('[file]\nname = "respondents.parquet"\n', encoding="utf-8")
    path, writer, held = raw / "respondents.parquet", None, 0
    for table in row_groups(n):
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
        held += int(table.to_pandas().memory_usage(index=False, deep=True).sum())
    assert writer is not None
    writer.close()
    return path, held


def limited(code: str, *arguments: str) -> dict[str, object]:
    """Exit status, seconds, peak memory and last words of Python code under the limit of address space."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"},
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "seconds": round(time.perf_counter() - start, 1),
        "of processor": round(usage.ru_utime + usage.ru_stime, 1),
        "peak, MiB": round(usage.ru_maxrss / 1024),
        "said": said.strip().splitlines()[-1:],
    }


TABULATE = "from analysis.cli.main import main; main()"
READ_WHOLE = "import sys, pandas; print(len(pandas.read_parquet(sys.argv[1])))"


def main() -> None:
    """Generate, tabulate, try to hold the file whole, and say what it took."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "/tmp/assoscope-large")
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < 60 * n:
        raise SystemExit(f"{folder}: {free / 2**30:.1f} GiB free, about {60 * n / 2**30:.1f} are needed")
    start = time.perf_counter()
    path, held = write(folder, n)
    generated = time.perf_counter() - start
    target = folder / "indicators.csv"
    tabulated = limited(
        TABULATE, "--root", str(folder), "tabulate", "large/2026", "--from", str(path), "--to", str(target)
    )
    measured = {
        "respondents": n,
        "columns": len(pq.read_schema(path).names),
        "row groups": pq.ParquetFile(path).num_row_groups,
        "generated in s": round(generated, 1),
        "file, MiB": round(path.stat().st_size / 2**20),
        "held by pandas, MiB": round(held / 2**20),
        "limit of address space, MiB": LIMIT // 2**20,
        "tabulate": tabulated,
        "read whole under the same limit": limited(READ_WHOLE, str(path)),
    }
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
