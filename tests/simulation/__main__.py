"""python -m tests.simulation [SURVEY/EDITION...] [--root DIR]: write the simulated answers again."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.faults import Fault
from tests.simulation.production import simulate, write_answers
from tests.simulation.structures import STRUCTURES


def main() -> None:
    """Write the answers file of each edition named, or of all."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=main.__doc__)
    parser.add_argument(
        "editions", nargs="*", metavar="SURVEY/EDITION", help=f"among {', '.join(STRUCTURES)}"
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the folder that holds data/raw")
    chosen = parser.parse_args()
    unknown = [edition for edition in chosen.editions if edition not in STRUCTURES]
    if unknown:
        parser.error(f"no structure for {', '.join(unknown)}; known: {', '.join(STRUCTURES)}")
    try:
        for edition in chosen.editions or STRUCTURES:
            path = write_answers(simulate(edition, chosen.root))
            print(f"{path}: {path.stat().st_size:,} bytes")
    except Fault as fault:
        parser.exit(1, f"{fault}\n")


if __name__ == "__main__":
    main()
