"""docs/architecture.md: every module and name it leads to is there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
LAYERS = {path.name.removesuffix(".py") for path in (REPOSITORY / "analysis").iterdir()} - {"py.typed"}
NAMED = sorted(
    {
        place
        for place in re.findall(r"`([a-z_]+(?:/[a-z_]+)*/?(?:\.[A-Za-z_]+)?)`", TEXT)
        if re.split(r"[/.]", place)[0] in LAYERS
    }
)


@pytest.mark.parametrize("place", NAMED)
def test_what_the_map_names_is_there(place: str) -> None:
    path, _, name = place.rstrip("/").partition(".")
    module = import_module(f"analysis.{path.replace('/', '.')}")
    assert not name or hasattr(module, name)


def test_every_layer_is_on_the_map() -> None:
    picture = TEXT.split("```text")[1].split("```")[0]
    assert {layer for layer in LAYERS if not layer.startswith("_")} <= set(re.findall(r"[a-z]+", picture))
