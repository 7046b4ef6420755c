"""Definitions written for a former version, rewritten with the present names of keys; comments are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.items import AbstractTable, AoT, Array, Item, Key, SingleKey, Table

from analysis.faults import DefinitionError
from analysis.questionnaire.definitions import DEFINITIONS, DefinitionName, former_keys, with_successors
from analysis.questionnaire.schema_faults import content_of, place_of, toml_written
from analysis.runs.whole_files import write_whole
from analysis.workspace import Place

BYTE_ORDER_MARK = "\ufeff"
Where = tuple[str | int, ...]


def rewrite_definitions(places: Sequence[Place]) -> list[Path]:
    """The files whose keys of former versions now have their present names, all of them written or none.

    Raises DefinitionError, and writes nothing, where a file is no valid TOML or has a key under both names.
    """
    found = {
        path: name
        for place in places
        for path, name in zip(
            (place.survey_toml, place.edition_toml, place.raw / "testimonies.toml"), DEFINITIONS, strict=True
        )
        if path.exists()
    }
    contents = {path: _rewritten(path, name) for path, name in found.items()}
    changed = {path: content for path, content in contents.items() if content is not None}
    write_whole(changed)
    return [*changed]


def _rewritten(path: Path, name: DefinitionName) -> bytes | None:
    """The content of `path` with the present names; None where it has no others."""
    content = content_of(path)
    values = toml_written(content, path)
    former = former_keys(name, values)
    if not former:
        return None
    text = content.decode("utf-8")
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    document = tomlkit.parse(text.removeprefix(mark))
    _rename(document, (), former)
    rewritten = f"{mark}{document.as_string()}".encode()
    _check_same(path, rewritten, with_successors(name, values), former)
    return rewritten


def _rename(container: Container, place: Where, former: dict[Where, str]) -> None:
    """Give the keys of a table their present names where they stand, with what is written about them."""
    for index, (key, item) in enumerate(container.body):
        if key is None:
            continue
        _rename_within(item, (*place, key.key), former)
        if (*place, key.key) in former:
            container.body[index] = (_renamed(key, former[(*place, key.key)]), item)
            if isinstance(item, (Table, AoT)):
                item.invalidate_display_name()


def _renamed(key: Key, successor: str) -> Key:
    """The key under another name, with the blanks before its sign."""
    written = key.as_string()
    renamed = SingleKey(successor, sep=key.sep, original=successor + written[len(written.rstrip()) :])
    renamed._dotted = key.is_dotted()
    return renamed


def _rename_within(item: Item, place: Where, former: dict[Where, str]) -> None:
    if isinstance(item, AbstractTable):
        _rename(item.value, place, former)
    elif isinstance(item, (AoT, Array)):
        for number, entry in enumerate(item):
            _rename_within(entry, (*place, number), former)


def _check_same(path: Path, content: bytes, expected: Any, former: dict[Where, str]) -> None:
    """The new text says what the old one did. It would not where a table has a key under both names."""
    try:
        is_same = toml_written(content, path) == expected
    except DefinitionError:
        is_same = False
    if not is_same:
        keys = ", ".join(f"{place_of(place)} ({successor!r} now)" for place, successor in former.items())
        raise DefinitionError(path, [f"could not be rewritten, rename by hand: {keys}; nothing was written"])
