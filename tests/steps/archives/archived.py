"""What is in an archive, and archives of changed content, as someone writes them who knows the form."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any


def contents_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def signed(contents: dict[str, bytes], **more: Any) -> dict[str, bytes]:
    """The contents with a listing that fits them, as someone writes it who knows the form."""
    listing = json.loads(contents["archive.json"]) | more
    files = {name: content for name, content in contents.items() if name != "archive.json"}
    listing["files"] = more.get("files") or {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    return {"archive.json": json.dumps(listing).encode(), **files}


def written(folder: Path, contents: dict[str, bytes]) -> Path:
    path = folder / "other.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path
