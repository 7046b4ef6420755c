"""The questionnaire of an XLSForm (ODK, KoboToolbox): the sheets survey and choices of a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.drafting.bilingual import BETWEEN, Bilingual, in_both, joined
from analysis.drafting.drafted import Drafted, columns_of
from analysis.drafting.grids import kind_of_codes
from analysis.drafting.names import distinct, slug
from analysis.drafting.relevance import Variable
from analysis.drafting.structures import Asked, Structure
from analysis.etl.excel import read_sheet
from analysis.etl.received import DataError
from analysis.etl.texts import text_of
from analysis.faults import Fault

Row = Mapping[str, str]
OPEN = {
    "integer": "numeric",
    "decimal": "numeric",
    "range": "numeric",
    "text": "text",
    "date": "date",
    "datetime": "date",
    "start": "date",
    "end": "date",
    "today": "date",
    "time": "text",
    "barcode": "text",
}
SILENT = ("note", "deviceid", "username", "email", "audit", "phonenumber", "")
"""Rows without an answer, and what a telephone says of itself: such columns are drafted from their cells."""
LIMIT = re.compile(r"\.\s*(?P<sign><=|>=|<|>)\s*(?P<number>-?\d+(?:\.\d+)?)")
TABLES = ("table-list", "list-nolabel", "label", "likert")
ITEMS = {"begin rank": "kobo--rank-items", "begin score": "kobo--score-choices"}
"""Groups of KoboToolbox whose rows share a list of answers: the column that names it."""


@dataclass(frozen=True)
class _Group:
    """A group that is open: its chapter, who is asked it, and its name where it is a table.

    `lead` is the text that its questions have in common; `items` the list of answers of its rows.
    """

    name: str
    theme: str
    relevance: str
    table: str = ""
    lead: str = ""
    items: str = ""


@dataclass
class _Form:
    """What is gathered while the rows of the sheet survey are read from first to last."""

    choices: Mapping[str, Mapping[str, str]]
    asked: list[Asked] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    themes: dict[str, str] = field(default_factory=dict)
    grids: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def read_xlsform(path: Path) -> Structure:
    """The questionnaire of an XLSForm. Raises Fault where the workbook is none."""
    rows = _sheet(path, "survey")
    if not any(row.get("type") for row in rows) or not any(row.get("name") for row in rows):
        raise Fault(f"{path}: no XLSForm; expected a sheet survey with the columns type and name")
    form = _Form(_choices(_sheet(path, "choices")))
    for row in rows:
        _read(row, form)
    asked, kept = _in_tables(form.asked)
    titles = [row.get("form_title", "") for row in _sheet(path, "settings", needed=False)]
    grids = {name: text for name, text in form.grids.items() if name in kept}
    return Structure(tuple(asked), next(iter(titles), ""), form.themes, grids, tuple(form.remarks))


def _in_tables(asked: list[Asked]) -> tuple[list[Asked], set[str]]:
    """The questions, and the tables of two rows or more; a row with answers of its own is in none."""
    answers: dict[str, Mapping[str, str]] = {}
    for each in asked:
        answers.setdefault(each.grid, each.question.codes)
    placed = [each if each.question.codes == answers[each.grid] else _alone(each) for each in asked]
    kept = {each.grid for each in placed if sum(other.grid == each.grid for other in placed) > 1}
    return [each if each.grid in kept else _alone(each) for each in placed], kept


def _sheet(path: Path, name: str, needed: bool = True) -> list[dict[str, str]]:
    """The rows of a sheet as texts by column; none where a sheet that is not needed is not there."""
    try:
        frame, _, _ = read_sheet(path, name)
    except DataError as error:
        if needed:
            raise Fault(f"{path}: no XLSForm: {error}") from None
        return []
    names = [str(column).strip() for column in frame.columns]
    return [
        {column: text_of(cell) for column, cell in zip(names, row, strict=True)}
        for row in frame.itertuples(index=False)
    ]


def _choices(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """List -> code -> label."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        name, code = row.get("list_name") or row.get("list name", ""), row.get("name") or row.get("value", "")
        if name and code:
            found.setdefault(name, {})[code] = _label(row) or code
    return found


def _label(row: Row) -> str:
    """The label in both languages: label, label::fr, label::French (fr), label:en."""
    texts = {}
    for column, text in row.items():
        head, _, language = column.partition(":")
        if head.strip() == "label" and text:
            texts[language.strip(": ")] = text
    return in_both(texts)


def _read(row: Row, form: _Form) -> None:
    """One row of the sheet survey: the begin or the end of a group, or a question."""
    kind = " ".join(row.get("type", "").replace("_", " ").split())
    if kind in ("begin group", "begin repeat"):
        _open_group(row, kind, form)
    elif kind in ITEMS:
        _open_rows(row, kind, form)
    elif kind in ("end group", "end repeat", "end rank", "end score"):
        del form.groups[-1:]
    elif not _is_lead(row, kind, form):
        _read_question(row, form)


def _open_group(row: Row, kind: str, form: _Form) -> None:
    name = row.get("name", "")
    if kind == "begin repeat":
        form.remarks.append(
            f"{name}: repeated for one respondent, which a file of one row each does not hold"
        )
    outer = form.groups[0].theme if form.groups else ""
    theme = outer or distinct(slug(name) or "group", form.themes)
    if not outer:
        form.themes[theme] = _label(row) or name
    table = name if any(word in row.get("appearance", "") for word in TABLES) else ""
    form.groups.append(_Group(name, theme, row.get("relevant", ""), table))
    if table:
        form.grids[table] = _label(row) or name


def _open_rows(row: Row, kind: str, form: _Form) -> None:
    """A question of KoboToolbox that is a group of its rows: ranks, or the rows of a table."""
    name, text = row.get("name", ""), _label(row)
    theme = form.groups[0].theme if form.groups else ""
    table = name if kind == "begin score" else ""
    lead = "" if table else text
    form.groups.append(_Group(name, theme, row.get("relevant", ""), table, lead, row.get(ITEMS[kind], "")))
    if table:
        form.grids[table] = text or name


def _is_lead(row: Row, kind: str, form: _Form) -> bool:
    """Whether the row only heads those below it: the note of a ranking, the header of a table."""
    if not form.groups:
        return False
    group = form.groups[-1]
    is_note = kind == "note" and row.get("name") == f"{group.name}_label"
    is_header = kind.startswith("select one") and row.get("appearance", "").split() == ["label"]
    if is_note:
        form.groups[-1] = replace(group, lead=_label(row))
    elif is_header:
        form.groups[-1] = replace(group, table=group.name)
        form.grids[group.name] = _label(row) or group.name
    return is_note or is_header


def _read_question(row: Row, form: _Form) -> None:
    words = row.get("type", "").split()
    if words in (["rank__level"], ["score__row"]) and form.groups:
        words = ["select_one", form.groups[-1].items]
    kind, name = words[0] if words else "", row.get("name", "")
    if kind in ("select_one", "select_multiple", "rank") and len(words) > 1 and words[1] in form.choices:
        questions = _choosing(kind, row, form.choices[words[1]], words[2:] == ["or_other"])
    elif kind in OPEN:
        questions = [_open(row, OPEN[kind])]
    else:
        if kind not in SILENT:
            form.remarks.append(f"{name}: of the type {' '.join(words)}; no question was drafted")
        return
    form.asked += [_placed(each, row.get("relevant", ""), form.groups) for each in questions]


def _placed(asked: Asked, relevance: str, groups: list[_Group]) -> Asked:
    """The question in its groups: its chapter, table and routing, and the paths by which it may be headed."""
    table = next((group.table for group in reversed(groups) if group.table), "")
    lead = groups[-1].lead if groups else ""
    is_row = bool(table) and asked.question.type in ("single", "scale") and not asked.question.scale
    theme = groups[0].theme if groups else ""
    scale = table if is_row else asked.question.scale
    paths = ["/".join(group.name for group in groups[start:]) for start in range(len(groups))]
    return replace(
        asked,
        question=replace(
            asked.question, theme=theme, scale=scale, text=joined(lead, BETWEEN, asked.question.text)
        ),
        aliases={
            column: tuple(f"{path}/{column}" for path in paths) for column in columns_of(asked.question)
        },
        relevance=tuple(filter(None, (*(group.relevance for group in groups), relevance))),
        grid=table if is_row else "",
    )


def _alone(asked: Asked) -> Asked:
    """A question that no other shares a table with."""
    scale = "" if asked.grid else asked.question.scale
    return replace(asked, question=replace(asked.question, scale=scale), grid="")


def _choosing(kind: str, row: Row, choices: Mapping[str, str], or_other: bool) -> list[Asked]:
    """A question with answers to choose from: one, several in a cell, or one for each rank."""
    name, text, codes = row.get("name", ""), _label(row) or row.get("name", ""), dict(choices)
    is_mandatory = _is_yes(row.get("required", ""))
    if kind == "rank":
        return [_rank(row, codes, place) for place in range(1, len(codes) + 1)]
    other = {"other": f"{name}_other"} if or_other else {}
    if or_other:
        codes["other"] = Bilingual("Autre", "Other")
    is_multiple = kind == "select_multiple"
    drafted = Drafted(
        name,
        "multiple" if is_multiple else kind_of_codes(codes),
        text,
        name,
        codes=codes,
        other=other,
        delimiter=" " if is_multiple else "",
        required=is_mandatory,
    )
    variable = Variable(name, tuple(codes), is_multiple=is_multiple, is_always_answered=is_mandatory)
    return [Asked(drafted, {name: _texts(row)}, variables={name: variable})]


def _rank(row: Row, codes: Mapping[str, str], place: int) -> Asked:
    """What stands at one rank of the cell, which lists the codes in their order."""
    name, text = row.get("name", ""), _label(row) or row.get("name", "")
    named = joined(text, BETWEEN, Bilingual(f"rang {place}", f"rank {place}"))
    drafted = Drafted(
        f"{name}_{place}",
        "single",
        named,
        name,
        scale=name,
        codes=codes,
        delimiter=" ",
        rank=place,
        required=_is_yes(row.get("required", "")),
    )
    return Asked(drafted, {name: _texts(row)})


def _open(row: Row, kind: str) -> Asked:
    name, rule = row.get("name", ""), row.get("constraint", "")
    limits = {match["sign"]: match["number"] for match in LIMIT.finditer(rule)} if " or " not in rule else {}
    only = LIMIT.sub("", rule).replace("and", "").strip(" ()")
    strict = [sign for sign in limits if "=" not in sign]
    is_said = kind == "numeric" and not only and not strict
    remarks = (f"The form asks that {rule}.",) if rule and not is_said else ()
    drafted = Drafted(
        name,
        kind,
        _label(row) or name,
        name,
        minimum=limits.get(">=", "") if kind == "numeric" else "",
        maximum=limits.get("<=", "") if kind == "numeric" else "",
        required=_is_yes(row.get("required", "")),
        remarks=remarks,
    )
    return Asked(drafted, {name: _texts(row)})


def _texts(row: Row) -> tuple[str, ...]:
    """The labels by which an export may head the column."""
    return tuple(in_both({"": text}) for column, text in row.items() if column.startswith("label") and text)


def _is_yes(written: str) -> bool:
    return written.strip().casefold() in ("yes", "true", "true()", "1")
