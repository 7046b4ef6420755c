"""The questionnaire of an XLSForm (ODK, KoboToolbox): the sheets survey and choices of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.drafting.drafted_question import columns_of, distinct, slug
from analysis.drafting.formats.xlsform_questions import (
    SheetRow,
    agreement,
    choosing,
    current_words,
    label_of,
    labels_by_language,
    open_kind,
    opened,
)
from analysis.drafting.questionnaire_structure import Asked, QuestionnaireStructure, with_row
from analysis.faults import Fault
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.cells import text_of
from analysis.sources.excel_sheets import read_sheet
from analysis.sources.received import DataError

SILENT = ("note", "audit", "")
"""Rows without an answer."""
WITHHELD = (
    *("deviceid", "subscriberid", "simserial", "username", "email", "phonenumber"),
    *("geopoint", "geotrace", "geoshape", "start-geopoint"),
    *("image", "photo", "audio", "background-audio", "video", "file"),
)
"""What tells where or who someone is."""
FROM_CELLS = ("calculate", "hidden", "select_one_from_file", "select_multiple_from_file", "xml-external")
TABLES = ("table-list", "list-nolabel", "label", "likert")
ITEMS = {"begin rank": "kobo--rank-items", "begin score": "kobo--score-choices"}
"""Groups of KoboToolbox whose rows share a list of answers: the column that names it."""


@dataclass(frozen=True)
class _Group:
    """A group that is open: its chapter, who is asked it, and its name where it is a table.

    `lead` is the text that its questions have in common; `items` the list of answers of its rows; `labels`
    its own text by language.
    """

    name: str
    theme: str
    relevance: str
    table: str = ""
    lead: str = ""
    items: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    is_repeat: bool = False


@dataclass
class _Form:
    """What is gathered while the rows of the sheet survey are read from first to last."""

    choices: Mapping[str, Mapping[str, str]]
    asked: list[Asked] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    themes: dict[str, str] = field(default_factory=dict)
    grids: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)


def read_xlsform(path: Path) -> QuestionnaireStructure:
    """The questionnaire of an XLSForm. Raises Fault where the workbook is none."""
    rows = _sheet(path, "survey")
    if not any(row.get("type") for row in rows) or not any(row.get("name") for row in rows):
        raise Fault(f"{path}: no XLSForm; expected a sheet survey with the columns type and name")
    form = _Form(_choices(_sheet(path, "choices")))
    for row in rows:
        _read({**row, "type": current_words(row.get("type", ""))}, form)
    asked, kept = _in_tables(form.asked)
    titles = [row.get("form_title", "") for row in _sheet(path, "settings", needed=False)]
    grids = {name: text for name, text in form.grids.items() if name in kept}
    title, withheld = next(iter(titles), ""), tuple(form.withheld)
    return QuestionnaireStructure(tuple(asked), title, form.themes, grids, tuple(form.remarks), withheld)


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
        frame = read_sheet(path, name).table.answers
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
            found.setdefault(name, {})[code] = label_of(row) or code
    return found


def _read(row: SheetRow, form: _Form) -> None:
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


def _open_group(row: SheetRow, kind: str, form: _Form) -> None:
    name = row.get("name", "")
    if kind == "begin repeat":
        form.remarks.append(
            f"{name}: repeated for one respondent, which a file of one row each does not hold"
        )
    outer = form.groups[0].theme if form.groups else ""
    theme = outer or distinct(slug(name) or "group", form.themes)
    if not outer:
        form.themes[theme] = label_of(row) or name
    table = name if any(word in row.get("appearance", "") for word in TABLES) else ""
    form.groups.append(
        _Group(
            name,
            theme,
            row.get("relevant", ""),
            table,
            labels=labels_by_language(row),
            is_repeat=kind == "begin repeat",
        )
    )
    if table:
        form.grids[table] = label_of(row) or name


def _open_rows(row: SheetRow, kind: str, form: _Form) -> None:
    """A question of KoboToolbox that is a group of its rows: ranks, or the rows of a table."""
    name, text = row.get("name", ""), label_of(row)
    theme = form.groups[0].theme if form.groups else ""
    table = name if kind == "begin score" else ""
    lead = "" if table else text
    items, labels = row.get(ITEMS[kind], ""), labels_by_language(row)
    form.groups.append(_Group(name, theme, row.get("relevant", ""), table, lead, items, labels))
    if table:
        form.grids[table] = text or name


def _is_lead(row: SheetRow, kind: str, form: _Form) -> bool:
    """Whether the row only heads those below it: the note of a ranking, the header of a table."""
    if not form.groups:
        return False
    group = form.groups[-1]
    is_note = kind == "note" and row.get("name") == f"{group.name}_label"
    is_header = kind.startswith("select one") and row.get("appearance", "").split() == ["label"]
    if is_note:
        form.groups[-1] = replace(group, lead=label_of(row))
    elif is_header:
        form.groups[-1] = replace(group, table=group.name)
        form.grids[group.name] = label_of(row) or group.name
    return is_note or is_header


def _read_question(row: SheetRow, form: _Form) -> None:
    words = row.get("type", "").split()
    if words in (["rank__level"], ["score__row"]) and form.groups:
        words = ["select_one", form.groups[-1].items]
    kind = words[0] if words else ""
    if kind in ("select_one", "select_multiple", "rank") and len(words) > 1 and words[1] in form.choices:
        questions = choosing(kind, row, form.choices[words[1]], words[2:] == ["or_other"])
    elif open_kind(kind):
        questions = [opened(row, open_kind(kind))]
    elif kind in ("acknowledge", "trigger"):
        questions = [agreement(row)]
    else:
        _note_unread(kind, row, form)
        return
    form.asked += [_placed(each, row, form.groups) for each in questions]


def _note_unread(kind: str, row: SheetRow, form: _Form) -> None:
    """Say what of the row is in no definition, and withhold what tells where or who someone is."""
    name, written = row.get("name", ""), row.get("type", "")
    if kind in WITHHELD:
        form.withheld += [name, *(f"{path}/{name}" for path in _paths(form.groups))]
        form.withheld += [*labels_by_language(row).values(), *_text_paths(row, form.groups)]
        form.remarks.append(f"{name}: of the type {written}; may tell who answered, and is left out")
    elif kind in FROM_CELLS:
        form.remarks.append(f"{name}: of the type {written}; its column is drafted from its cells")
    elif kind not in SILENT:
        form.remarks.append(f"{name}: of the type {written}; no question was drafted")


def _paths(groups: list[_Group]) -> list[str]:
    """The groups around a question, from each of them inwards."""
    return ["/".join(group.name for group in groups[start:]) for start in range(len(groups))]


def _text_paths(row: SheetRow, groups: list[_Group]) -> list[str]:
    """The headings of exports that put the labels of the groups before that of the question."""
    labels = labels_by_language(row) if groups else {}
    return [
        "/".join([*(group.labels.get(language, group.name) for group in groups), text])
        for language, text in labels.items()
    ]


def _placed(asked: Asked, row: SheetRow, groups: list[_Group]) -> Asked:
    """The question in its groups: its chapter, table and routing, and the paths by which it may be headed."""
    table = next((group.table for group in reversed(groups) if group.table), "")
    lead = groups[-1].lead if groups else ""
    is_row = bool(table) and kind_of(asked.question).is_coded and not asked.question.scale
    theme = groups[0].theme if groups else ""
    scale = table if is_row else asked.question.scale
    paths = _paths(groups)
    return replace(
        asked,
        question=replace(asked.question, theme=theme, scale=scale, text=with_row(lead, asked.question.text)),
        aliases={
            column: tuple(f"{path}/{column}" for path in paths) for column in columns_of(asked.question)
        },
        headings={column: (*texts, *_text_paths(row, groups)) for column, texts in asked.headings.items()},
        relevance=tuple(filter(None, (*(group.relevance for group in groups), row.get("relevant", "")))),
        grid=table if is_row else "",
        is_repeated=any(group.is_repeat for group in groups),
    )


def _alone(asked: Asked) -> Asked:
    """A question that no other shares a table with."""
    scale = "" if asked.grid else asked.question.scale
    return replace(asked, question=replace(asked.question, scale=scale), grid="")
