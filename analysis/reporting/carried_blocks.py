"""The blocks that a notebook carries in its outputs, read back into their records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

from analysis.faults import some
from analysis.reporting.blocks import (
    Block,
    Cards,
    Chart,
    Contents,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    Quotation,
    ReportTable,
    Section,
)
from analysis.reporting.cell_blocks import ItemList, Picture, Preformatted, Prose

MIMETYPE = "application/vnd.assoscope.block+json"
"""The data of a block in a notebook's output, for renderers that do not read HTML."""
KINDS: Mapping[str, type[Block]] = {
    kind.block: kind
    for kind in (
        *(Cover, Contents, Section, Heading, Paragraph, Lines, Definitions, Cards, ReportTable, Chart),
        *(Quotation, Prose, ItemList, Preformatted, Picture),
    )
}
SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def block_from(data: Mapping[str, Any]) -> Block:
    """The block whose data() is `data`, after JSON or not; each value is of the type that its field has.

    Raises ValueError, which names the place, for an unknown block, an unknown or a missing field, and a value
    of another type.
    """
    if not isinstance(data, Mapping):
        _refuse("block", f"expected a block, found {_repeated(data)}")
    name = data.get("block")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        _refuse("block", f"no block is called {_repeated(name)}; expected one of {', '.join(KINDS)}")
    found: Block = _record(kind, {key: value for key, value in data.items() if key != "block"}, kind.block)
    return found


def _record(kind: Any, data: Mapping[str, Any], place: str) -> Any:
    known, types = _fields(kind)
    unknown = [name for name in data if name not in known]
    if unknown:
        _refuse(place, f"no field is called {some(unknown)}; expected {', '.join(known)}")
    missing = [name for name, field in known.items() if name not in data and _is_required(field)]
    if missing:
        _refuse(place, f"lacks {some(missing)}")
    return kind(**{name: _value(types[name], value, f"{place}.{name}") for name, value in data.items()})


@cache
def _fields(kind: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {field.name: field for field in fields(kind)}, get_type_hints(kind)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(kind: Any, value: Any, place: str) -> Any:
    """`value` as `kind` has it: text, numbers, records, and sequences of them."""
    if get_origin(kind) is UnionType:
        (kind,) = (other for other in get_args(kind) if other is not type(None))
        return None if value is None else _value(kind, value, place)
    if get_origin(kind) is not None:
        return _sequence(kind, value, place)
    if is_dataclass(kind):
        if not isinstance(value, Mapping):
            _refuse(place, f"expected fields, found {_repeated(value)}")
        return block_from(value) if kind is Block else _record(kind, value, place)
    if kind is float and type(value) is int:
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        _refuse(place, f"expected {kind.__name__}, found {_repeated(value)}")
    return value


def _sequence(kind: Any, value: Any, place: str) -> tuple[Any, ...]:
    """A tuple of `value`, of any length (Sequence) or of one type per place (tuple)."""
    if not isinstance(value, (list, tuple)):
        _refuse(place, f"expected a list, found {_repeated(value)}")
    is_free = get_origin(kind) is Sequence
    types = get_args(kind) * len(value) if is_free else get_args(kind)
    if len(types) != len(value):
        _refuse(place, f"expected {len(types)} values, found {len(value)}")
    return tuple(
        _value(inner, each, f"{place}[{rank}]")
        for rank, (inner, each) in enumerate(zip(types, value, strict=True))
    )


def _repeated(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"


def _refuse(place: str, problem: str) -> NoReturn:
    raise ValueError(f"a block that the notebook carries, {place}: {problem}; run the notebook again")
