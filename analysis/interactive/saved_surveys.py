"""A survey of one's own kept as a project: its definitions and answers under data/raw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.interactive.asking.near_names import AnalystError
from analysis.reporting.language.typography import capitalised
from analysis.runs.whole_files import write_whole

NAME, EDITION = "enquete", "1"
"""What a survey of one's own is called until it is saved."""


def saved(contents: Mapping[Path, bytes], name: str, root: Path) -> list[Path]:
    """The files written, survey.toml in the folder of the survey and the others in that of its edition."""
    survey, _, edition = name.partition("/")
    if not survey or not edition or "/" in edition:
        raise AnalystError(f"save: expected SURVEY/EDITION, such as benevoles/2024; found {name!r}")
    folder = root.resolve() / "data" / "raw" / survey
    targets = {
        folder.joinpath(edition, *path.parts[1:]) if len(path.parts) > 1 else folder / path: _renamed(
            path, content, survey, edition
        )
        for path, content in contents.items()
    }
    there = [str(path) for path in targets if path.exists()]
    if there:
        raise AnalystError(f"save: {', '.join(there)} is there already; give another name")
    write_whole(targets)
    return list(targets)


def _renamed(path: Path, content: bytes, survey: str, edition: str) -> bytes:
    """A file of definitions with the names it is saved under in place of those it was read with."""
    if path.suffix != ".toml":
        return content
    title = capitalised(survey.replace("_", " "))
    renamed = {
        f'title = "{NAME.capitalize()}"': f'title = "{title}"',
        f'title = "{EDITION}"': f'title = "{edition}"',
        f"Edition {EDITION} of": f"Edition {edition} of",
        f"the survey {NAME}": f"the survey {survey}",
    }
    text = content.decode("utf-8")
    for before, after in renamed.items():
        text = text.replace(before, after, 1)
    return text.encode("utf-8")
