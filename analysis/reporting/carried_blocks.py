"""The blocks that a notebook carries in its outputs, read back into their records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

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


Reader = Callable[[Any], Any]
"""What checks a value and gives it as its field has it."""


class MisfitError(Exception):
    """A value that does not fit where it stands; `steps` lead there, the last first."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.steps: list[str] = []


def block_from(data: Mapping[str, Any]) -> Block:
    """The block whose data() is `data`, after JSON or not; each value is of the type that its field has.

    Raises ValueError, which names the place, for an unknown block, an unknown or a missing field, and a value
    of another type.
    """
    try:
        return _block(data)
    except MisfitError as misfit:
        place = "".join(reversed(misfit.steps)).strip() or "block"
        raise ValueError(
            f"a block that the notebook carries, {place}: {misfit}; run the notebook again"
        ) from None


def _block(data: Any) -> Block:
    if not isinstance(data, Mapping):
        raise MisfitError(f"expected a block, found {_repeated(data)}")
    name = data.get("block")
    kind: Any = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise MisfitError(f"no block is called {_repeated(name)}; expected one of {', '.join(KINDS)}")
    try:
        made: Block = _reader(kind)({key: value for key, value in data.items() if key != "block"})
    except MisfitError as misfit:
        misfit.steps.append(f" {kind.block}")
        raise
    return made


@cache
def _reader(kind: Any) -> Reader:
    """The reader of a type of field: text, number, record, sequence, or one of these or nothing."""
    if kind is Block:
        return _block
    if get_origin(kind) is UnionType:
        (inner,) = (_reader(other) for other in get_args(kind) if other is not type(None))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is not None:
        return _sequence(kind)
    return _record(kind) if is_dataclass(kind) else _scalar(kind)


def _scalar(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise MisfitError(f"expected {kind.__name__}, found {_repeated(value)}")
        return value

    return read


def _sequence(kind: Any) -> Reader:
    """A tuple of any length (Sequence) or of one type per place (tuple)."""
    is_free = get_origin(kind) is Sequence
    readers = [_reader(inner) for inner in get_args(kind)]

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)):
            raise MisfitError(f"expected a list, found {_repeated(value)}")
        if not is_free and len(value) != len(readers):
            raise MisfitError(f"expected {len(readers)} values, found {len(value)}")
        of_each = readers * len(value) if is_free else readers
        return tuple(_at(f"[{rank}]", *pair) for rank, pair in enumerate(zip(of_each, value, strict=True)))

    return read


def _record(kind: Any) -> Reader:
    types = get_type_hints(kind)
    known = {field.name: _reader(types[field.name]) for field in fields(kind)}
    required = {field.name for field in fields(kind) if _is_required(field)}

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise MisfitError(f"expected fields, found {_repeated(value)}")
        unknown = [name for name in value if name not in known]
        if unknown:
            raise MisfitError(f"no field is called {some(unknown)}; expected {', '.join(known)}")
        missing = [name for name in known if name in required and name not in value]
        if missing:
            raise MisfitError(f"lacks {some(missing)}")
        return kind(**{name: _at(f".{name}", known[name], each) for name, each in value.items()})

    return read


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _at(step: str, read: Reader, value: Any) -> Any:
    """`value` as read; a misfit in it is found through `step`."""
    try:
        return read(value)
    except MisfitError as misfit:
        misfit.steps.append(step)
        raise


def _repeated(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
