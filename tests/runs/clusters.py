"""A Dask scheduler and workers, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUIET = ["--no-dashboard", "--host", "127.0.0.1"]


@dataclass
class Cluster:
    """A scheduler and workers as processes of their own, in a folder."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{len(self.processes)}.txt").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, *QUIET],
                stdout=said,
                stderr=said,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(HERE)},  # workers import cluster_work
            )
        self.processes.append(process)
        return process

    @property
    def address(self) -> str:
        said = (self.folder / "0.txt").read_text(encoding="utf-8")
        found = [
            line.split("Scheduler at:")[1].strip() for line in said.splitlines() if "Scheduler at:" in line
        ]
        return found[0] if found else ""

    def await_address(self) -> None:
        until = time.monotonic() + 30
        while not self.address and time.monotonic() < until:
            time.sleep(0.05)

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--no-nanny", "--nthreads", "1")

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def await_workers(cluster: Cluster, count: int) -> None:
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=30)
