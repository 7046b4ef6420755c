"""Manifests: the inputs, parameters and software that a result was made of, without any date or path."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analysis.runs.whole_files import checksum

PACKAGE = Path(__file__).resolve().parents[1]
DISTRIBUTION = "assoscope"

MANIFEST = "manifest.json"
Ingredients = dict[str, dict[str, str]]
"""`inputs` (name -> SHA-256), `parameters` (name -> value), `software` (name -> version)."""


def ingredients(inputs: Mapping[str, Path], **parameters: str) -> Ingredients:
    """What a result is made of: the checksums of the files `inputs`, parameters, code and libraries.

    A file that is not there counts as such: the result is made again once it is.
    """
    sums = {name: checksum(path) if path.is_file() else "absent" for name, path in inputs.items()}
    return {"inputs": dict(sorted(sums.items())), "parameters": parameters, "software": software()}


Content = bytes | Path
"""What a file holds: bytes, or those of another file."""
Stated = Mapping[str, object]
"""What a manifest says besides, by topic: what was decided of the outputs as a whole."""
NOTHING: Stated = MappingProxyType({})


def manifest_bytes(made_of: Ingredients, outputs: Mapping[str, Content], stated: Stated = NOTHING) -> bytes:
    """The manifest of `outputs` (name beside the manifest -> content); the same bytes for the same input."""
    facts = {name: facts_of(content) for name, content in outputs.items()}
    written = {"made_of": made_of, **stated, "outputs": facts}
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def facts_of(content: Content) -> dict[str, object]:
    """The size and checksum of a content."""
    if isinstance(content, Path):
        return {"bytes": content.stat().st_size, "sha256": checksum(content)}
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def manifest_beside(page: Path) -> Path:
    """The path of the manifest of a page among others in a folder: report.html -> .report.html.json."""
    return page.with_name(f".{page.name}.json")


def is_current(made_of: Ingredients, manifest: Path) -> bool:
    """Whether the results that `manifest` lists were made of just these ingredients, and are all there, byte
    for byte."""
    written = _read(manifest)
    return written.get("made_of") == made_of and is_whole(manifest)


def is_whole(manifest: Path) -> bool:
    """Whether every output that `manifest` lists stands beside it as it was written."""
    outputs = outputs_of(manifest)
    return outputs is not None and all(
        _is_as_written(manifest.parent / name, facts) for name, facts in outputs.items()
    )


def outputs_of(manifest: Path) -> Mapping[str, Mapping[str, object]] | None:
    """Name -> size and checksum of each output that `manifest` lists; None where it cannot be read."""
    outputs = _read(manifest).get("outputs")
    is_read = isinstance(outputs, dict) and all(isinstance(facts, dict) for facts in outputs.values())
    return outputs if is_read else None


def made_of_in(manifest: Path) -> Mapping[str, Mapping[str, str]]:
    """The ingredients that `manifest` states; empty where it cannot be read."""
    found = _read(manifest).get("made_of")
    return found if isinstance(found, dict) else {}


def _read(manifest: Path) -> dict[str, Any]:
    """The manifest; empty where there is none or it is damaged, which only means to build again."""
    try:
        written = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return written if isinstance(written, dict) else {}


def _is_as_written(path: Path, facts: Mapping[str, object]) -> bool:
    """Size first: a file cut short is told without being read."""
    try:
        return path.stat().st_size == facts.get("bytes") and checksum(path) == facts.get("sha256")
    except OSError:
        return False


def versions(names: Iterable[str]) -> dict[str, str]:
    """The version of Python and of each distribution named."""
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


@cache
def software() -> dict[str, str]:
    """The checksum of this package's files, as `code`, and the versions of Python and of its libraries."""
    return {"code": _code_checksum(), **versions([DISTRIBUTION, *_libraries()])}


def _libraries() -> list[str]:
    needed = [text for text in requires(DISTRIBUTION) or [] if "extra ==" not in text]
    return sorted(re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0] for text in needed)


def _code_checksum() -> str:
    """Of every file of the package: sources, tables of codes, templates, styles."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(PACKAGE).as_posix()} {content}\n".encode())
    return digest.hexdigest()
