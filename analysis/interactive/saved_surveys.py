"""A survey of one's own kept as a project: its definitions and answers under data/raw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.interactive.asking.near_names import AnalystError
from analysis.runs.whole_files import write_whole


def saved(contents: Mapping[Path, bytes], name: str, root: Path) -> list[Path]:
    """The files written, survey.toml in the folder of the survey and the others in that of its edition."""
    survey, _, edition = name.partition("/")
    if not survey or not edition or "/" in edition:
        raise AnalystError(f"save: expected SURVEY/EDITION, such as benevoles/2024; found {name!r}")
    folder = root.resolve() / "data" / "raw" / survey
    targets = {
        folder.joinpath(edition, *path.parts[1:]) if len(path.parts) > 1 else folder / path: content
        for path, content in contents.items()
    }
    there = [str(path) for path in targets if path.exists()]
    if there:
        raise AnalystError(f"save: {', '.join(there)} is there already; give another name")
    write_whole(targets)
    return list(targets)
