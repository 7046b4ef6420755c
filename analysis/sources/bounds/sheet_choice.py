"""Which sheet of a workbook holds the answers, and why the others do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.faults import some
from analysis.sources.bounds.heading_rows import RowKeys, TableHead, head_of
from analysis.sources.received import DataError, LeftOut

OF_INDEX, OF_PARENT, OF_PARENT_TABLE = "_index", "_parent_index", "_parent_table_name"
"""Columns of KoboToolbox: the number of a row, that of the row it belongs to, and the sheet of that one."""
OF_REPEATS = frozenset((OF_PARENT, OF_PARENT_TABLE, "PARENT_KEY", "redcap_repeat_instance"))
"""Columns of sheets whose rows belong to a row of another sheet, as KoboToolbox and ODK write them."""
BESIDE = re.compile(
    r"(?:a |à )?(?:lis(?:ez)?|lire|read)[ -]?(?:moi|me)?|notes?|notice|codebook|dictionn?a\w*|variables?|"
    r"libell[ée]s?|labels?|codes?|listes?|lists?|choices|choix|settings|param\w*|pivot\w*|tcd\w*|synth[èe]\w*|"
    r"graph\w*|charts?|tableaux?(?: crois[ée]\w*)?|stat\w*|totau?x?|totals?|calculs?|sommaire|summary|"
    r"r[ée]sum[ée]|l[ée]gende|legend|info\w*|aide|help|menu|accueil|m[ée]thod\w*|glossa\w*|nomenclature\w*",
    re.IGNORECASE,
)
"""Names of sheets that stand beside the answers."""
FAR_SMALLER = 5
"""A table of so many times fewer rows than another stands beside it."""
SHARED = 0.8
"""The share of its columns, or of its keys, that a table has in common with one of the same."""
LEAST_KEYS = 10
"""Rows that a column must tell apart to be a key of its table."""
IS_CODE = re.compile(r"(?=.*[0-9]).{4,}")
"""What columns that are called differently must hold to be one key: no small number, no word."""


@dataclass(frozen=True)
class SheetLook:
    """A sheet as it is looked at to choose one: its first rows as texts, and how many rows it has."""

    name: str
    is_visible: bool
    first_rows: Sequence[Sequence[str]]
    rows: int
    cells: Callable[[], Sequence[Sequence[str]]] = tuple
    """All its rows as texts, where they are looked at further."""

    @cached_property
    def head(self) -> TableHead | None:
        """The head of its table; None where it has none, or one that cannot be told."""
        try:
            return head_of(self.first_rows, RowKeys()) if self.rows else None
        except DataError:
            return None

    @property
    def is_table(self) -> bool:
        """Whether several columns have a heading and a row."""
        head = self.head
        if head is None:
            return sum(len([cell for cell in row if cell]) > 1 for row in self.first_rows) > 2
        filled = [row for row in self.first_rows[head.first :] if sum(map(bool, row)) > 1]
        return len(head.names) > 1 and len(filled) > 0

    @property
    def columns(self) -> frozenset[str]:
        """The names of its columns."""
        return frozenset(self.head.names if self.head else ())

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """Column -> its cells that are filled."""
        if self.head is None:
            return {}
        rows = self.cells()[self.head.first :]
        columns = enumerate(self.head.names)
        return {name: [row[n] for row in rows if n < len(row) and row[n]] for n, name in columns}


@dataclass(frozen=True)
class _Kin:
    """A sheet whose rows have the keys of another's, and whether they have them again and again."""

    look: SheetLook
    of: SheetLook
    key: str
    column: str
    are_several: bool

    @property
    def parent(self) -> str:
        """The key of edition.toml that puts the columns of the other beside each row of this sheet."""
        said = {"sheet": self.of.name, "key": self.key, "column": self.column}
        return "parent = { " + ", ".join(f'{name} = "{value}"' for name, value in said.items()) + " }"


@dataclass(frozen=True)
class ChosenSheet:
    """The sheet that is read, and the others."""

    name: str
    left_out: tuple[LeftOut, ...]


def chosen(wanted: str | None, names: Mapping[str, str], looks: Sequence[SheetLook]) -> ChosenSheet:
    """The sheet `wanted` of those that `names` has with their states, or the one that holds the answers.

    Raises DataError where the wanted one is not there, or where several may hold answers.
    """
    if not names:
        raise DataError("the workbook has no sheet of cells")
    if wanted is not None and wanted not in names:
        raise DataError(f"no sheet {wanted!r}; sheets: {some(names)}")
    if wanted is not None:
        others = {name: _apart(state) for name, state in names.items() if name != wanted}
        return ChosenSheet(wanted, _named(others))
    filled = [look for look in looks if look.rows]
    seen = [look for look in filled if look.is_visible] or filled or list(looks)
    main = seen[0] if len(seen) == 1 else _main(seen)
    kin = _kin_of(seen, main)
    reasons = {look.name: _reason(look, main, kin.get(look.name)) for look in looks if look is not main}
    return ChosenSheet(main.name, _named(reasons))


def _apart(state: str) -> str:
    return "not the sheet that is named" if state == "visible" else "hidden, and not the one named"


def _named(reasons: Mapping[str, str]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(reason, sheet=name) for name, reason in reasons.items() if reason)


def _reason(look: SheetLook, main: SheetLook, kin: _Kin | None) -> str:
    if not look.rows:
        return ""
    if not look.is_visible and main.is_visible:
        return "hidden"
    if _are_repeats(look):
        return (
            f"its rows are repeats within those of {main.name!r}; to read it, draft a survey of its own from "
            f"it with --sheet {look.name!r}"
        )
    if kin is not None:
        several = ", several rows each" if kin.are_several else ""
        return (
            f"its rows are of those that {main.name!r} tells apart by {kin.key}{several}; to read it, draft "
            f"a survey of its own from it with --sheet {look.name!r}; {kin.parent} in [file] of its "
            "edition.toml gives it the columns of both"
        )
    return "beside the answers" if look.is_table else "without a table"


def _kin_of(looks: Collection[SheetLook], main: SheetLook) -> dict[str, _Kin]:
    """The sheets whose rows have the keys of `main`, by name."""
    found = (_kin(look, main) for look in looks if look is not main)
    return {kin.look.name: kin for kin in found if kin}


def _kin(look: SheetLook, main: SheetLook) -> _Kin | None:
    """How the rows of a sheet have the keys of `main`; None where no column says that they do."""
    for key, keys in main.values.items():
        known = set(keys)
        if len(known) < max(LEAST_KEYS, len(keys)) or main.head is None:
            continue
        for column, values in look.values.items():
            distinct = set(values)
            is_named = key.casefold() == column.casefold()
            if not is_named and not all(IS_CODE.fullmatch(value) for value in distinct):
                continue
            if values and len(distinct & known) >= SHARED * len(distinct):
                return _Kin(look, main, key, column, len(distinct) < len(values))
    return None


def _are_repeats(look: SheetLook) -> bool:
    return bool(look.columns & OF_REPEATS)


def _main(seen: Sequence[SheetLook]) -> SheetLook:
    """The sheet of answers among several. Raises DataError where more than one may be it."""
    tables = [look for look in seen if look.is_table]
    answers = [look for look in tables if not _are_repeats(look)] or tables or list(seen)
    named = [look for look in answers if not BESIDE.fullmatch(look.name.strip())] or answers
    named = _without_children(named)
    largest = max(named, key=lambda look: look.rows)
    rivals = [
        look
        for look in named
        if look is not largest and (_has_columns_of(look, largest) or look.rows * FAR_SMALLER > largest.rows)
    ]
    if rivals:
        raise DataError(_undecided(largest, [look for look in named if look in (largest, *rivals)]))
    return largest


def _without_children(looks: list[SheetLook]) -> list[SheetLook]:
    """The sheets but those whose rows are several for each row of another."""
    children = [
        look
        for look in looks
        for other in looks
        if other is not look and (kin := _kin(look, other)) and kin.are_several
    ]
    return [look for look in looks if look not in children] or looks


def _has_columns_of(look: SheetLook, other: SheetLook) -> bool:
    shared = len(look.columns & other.columns)
    return shared >= SHARED * max(len(look.columns), len(other.columns), 1)


def _undecided(largest: SheetLook, looks: Collection[SheetLook]) -> str:
    said = some([f"{look.name!r} ({look.rows} rows)" for look in looks])
    same = all(_has_columns_of(look, largest) for look in looks)
    kin = [each for each in _kin_of(looks, largest).values() if not each.are_several]
    if kin:
        return _undecided_kin(said, kin[0])
    if same:
        return (
            f"sheets {said} have the same columns: as several editions, or parts of one. Name the sheet of "
            "this edition (sheet in [file] of edition.toml, or --sheet in a draft); of parts of one edition "
            "name all in edition.toml, each under [[files]]"
        )
    return (
        f"it cannot be told which sheet holds the answers: {said}. Name it: sheet in [file] of edition.toml, "
        "or --sheet"
    )


def _undecided_kin(said: str, kin: _Kin) -> str:
    return (
        f"sheets {said} have respondents in common: the rows of {kin.look.name!r} are of those that "
        f"{kin.of.name!r} tells apart by {kin.key}. Of another wave of the same people, draft each as an "
        "edition of its own with --sheet (sheet in [file] of edition.toml); of the rest of one "
        f"questionnaire, read {kin.look.name!r} and set {kin.parent} in [file] of edition.toml, which puts "
        "the columns of both beside each other"
    )
