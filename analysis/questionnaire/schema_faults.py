"""What in a file is not as its records have it: place, expected, found, nearest right key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from analysis.faults import DefinitionError
from analysis.questionnaire.written_values import GREATEST, shown

T = TypeVar("T")

EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "date_type": "a date such as 2009-03-10, without quotes",
    "dict_type": "a table",
    "dataclass_type": "a table",
}
"""The library's kind of fault -> what was expected."""
STAND_INS = {"type": "single", "name": "answers"}
"""What is read in place of a value at fault where there must be one, so that the rest can be looked at."""
WRITTEN = {
    r"=\s*\d+[/.-]\d+[/.-]\d+": "a date is written 2024-01-31, year first, without quotes",
    r"=\s*-?\d+,\d": "a number has a decimal point: 0.5",
}
"""What a line at fault looks like, and how it is written in TOML."""


def checked(
    record: TypeAdapter[T],
    values: Mapping[str, Any],
    schema: Callable[[], Mapping[str, Any]],
    faults: list[str],
) -> T | None:
    """The record that the table `values` is read into; every fault of it is appended to `faults`.

    What is at fault is left out and the rest is read, so that it can be looked at too; None where that
    cannot be done. `schema` gives the JSON Schema of the record.
    """
    try:
        return record.validate_python(values)
    except ValidationError as error:
        found = _without_values_of_unknown_keys(error.errors(include_url=False))
    known = schema()
    faults.extend(_said(each, known) for each in found)
    for each in found:
        values = _without(values, each["loc"], {} if _is_unknown_key(each) else STAND_INS)
    try:
        return record.validate_python(values)
    except ValidationError:
        return None


def _without_values_of_unknown_keys(errors: list[Any]) -> list[Any]:
    unknown = {error["loc"][:-1] for error in errors if error["loc"][-1:] == ("[key]",)}
    return [error for error in errors if error["loc"] not in unknown]


def unknown_key(key: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """That `key` is none of those known, with the nearest of them."""
    names = sorted(known)
    return f"unknown key{_suggestion(key, names)}. Known here: {', '.join(names)}"


def _said(error: Any, schema: Mapping[str, Any]) -> str:
    """A fault of the library in our words, under its place."""
    kind, value, parts = error["type"], error["input"], [*error["loc"]]
    if _is_unknown_key(error):
        parts = [part for part in parts if part != "[key]"]
        known = _words(error) or tuple(_at(schema, parts[:-1]).get("properties", ()))
        message = unknown_key(str(parts[-1]), known)
    elif kind == "fault":
        message = error["ctx"]["said"]
    elif kind in ("missing", "too_short", "string_too_short"):
        message = f"expected {_wanted(_at(schema, parts))}"
    elif kind == "literal_error":
        words = _words(error)
        message = f"expected one of {', '.join(words)}; found {shown(value)}{_suggestion(str(value), words)}"
    else:
        message = f"expected {_expected(error)}, found {shown(value)}"
    return f"{place_of(parts)}: {message}"


def _is_unknown_key(error: Any) -> bool:
    return bool(error["loc"][-1:] == ("[key]",) or error["type"] == "unexpected_keyword_argument")


def place_of(parts: Iterable[str | int]) -> str:
    """A place in a file as a message writes it; tables of a list are numbered from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)


def _expected(error: Any) -> str:
    """What was expected, by the library's kind of fault; a number out of all bounds is told so."""
    kind, bounds = error["type"], error.get("ctx", {})
    is_whole = any(isinstance(bounds.get(end), int) for end in ("lt", "gt"))
    is_huge = (
        kind == "float_type" and isinstance(error["input"], int) and not isinstance(error["input"], bool)
    )
    if kind in ("less_than", "greater_than") or is_huge:
        return f"a {'whole ' if is_whole else ''}number below {GREATEST:g} in size"
    return str(EXPECTED.get(kind, error["msg"]))


def _words(error: Any) -> tuple[str, ...]:
    """The words a fault of the library says were possible."""
    return tuple(re.findall("'([^']*)'", error.get("ctx", {}).get("expected", "")))


def _wanted(key: Mapping[str, Any]) -> str:
    """What a key that must be there is, by its JSON Schema."""
    if "enum" in key:
        return f"one of {', '.join(key['enum'])}; found nothing"
    return str(key["description"])


def _at(schema: Mapping[str, Any], parts: list[Any]) -> Mapping[str, Any]:
    """The JSON Schema of what stands at a place."""
    found = schema
    for part in parts:
        found = found.get("properties", {}).get(part) or found.get("items") or found["additionalProperties"]
        if "$ref" in found:
            found = schema["definitions"][found["$ref"].rpartition("/")[2]]
    return found


def _without(values: Any, place: tuple[Any, ...], stand_ins: Mapping[str, str]) -> Any:
    """The table without what stands at a place, or with what stands in for it."""
    first, *rest = place
    if rest and rest != ["[key]"]:
        entries = {**values} if isinstance(values, dict) else dict(enumerate(values))
        entries[first] = _without(entries[first], tuple(rest), stand_ins)
    else:
        entries = {key: value for key, value in values.items() if key != first}
        entries |= {first: stand_ins[first]} if first in stand_ins else {}
    return entries if isinstance(values, dict) else [*entries.values()]


def _suggestion(word: str, choices: list[str] | tuple[str, ...]) -> str:
    near = get_close_matches(word, choices, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def toml_at(path: Path) -> dict[str, Any]:
    """The content of `path` as a table. Raises DefinitionError where there is none or it is no valid TOML."""
    return toml_written(content_of(path), path)


def content_of(path: Path) -> bytes:
    """The bytes of a definition. Raises DefinitionError where there is no such file."""
    if not path.is_file():
        what = "not a file" if path.exists() or path.is_symlink() else "no such file"
        raise DefinitionError(path, [what])
    return path.read_bytes()


def toml_written(content: bytes, path: Path) -> dict[str, Any]:
    """`content`, which is or will be that of `path`, as a table. Raises DefinitionError with the way out."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DefinitionError(path, [f"not UTF-8 at byte {error.start}; save the file as UTF-8"]) from None
    except (ValueError, RecursionError) as error:
        hint = _toml_hint(content.decode("utf-8-sig"), str(error))
        raise DefinitionError(path, [f"not valid TOML: {error}{hint}"]) from None


def _toml_hint(text: str, message: str) -> str:
    """The line at fault, and what is most often wrong with it."""
    found = re.search(r"at line (\d+)", message)
    lines = text.splitlines()
    line = lines[int(found[1]) - 1].strip() if found and int(found[1]) <= len(lines) else ""
    hints = {
        "Cannot overwrite": "written twice",
        "Invalid value": 'texts stand in straight quotes ("…"); yes and no are true and false',
        "Expected ']'": 'a name with accents or spaces stands in quotes: [a."é"]',
    }
    said = (text for start, text in hints.items() if start in message)
    hint = next((text for form, text in WRITTEN.items() if re.search(form, line)), next(said, ""))
    return "".join(f"; {part}" for part in (f"the line is: {line[:80]}" if line else "", hint) if part)
