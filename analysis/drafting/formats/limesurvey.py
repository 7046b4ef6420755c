"""The structure of a LimeSurvey questionnaire: .lss, .lsg and .lsq, as versions 2 to 6 write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.drafting.drafted_question import question_names
from analysis.drafting.formats.limesurvey_tables import (
    Item,
    LimeQuestion,
    LimeRow,
    Tables,
    items_of,
    order_of,
    questions_of,
    read_tables,
)
from analysis.drafting.formats.limesurvey_text import read_text_tables
from analysis.drafting.formats.limesurvey_types import ASKED_BY_TYPE, NOT_READ
from analysis.drafting.questionnaire_structure import Asked, QuestionnaireStructure, in_both

TAB_SEPARATED = (".txt", ".tsv")
ALWAYS = ("", "1")
FILTERS = ("array_filter", "array_filter_exclude")


def read_limesurvey(path: Path) -> QuestionnaireStructure:
    """The questionnaire of a .lss, .lsg, .lsq or tab-separated .txt file.

    Raises Fault where the file is none, or not safe to read.
    """
    tables = read_text_tables(path) if path.suffix.lower() in TAB_SEPARATED else read_tables(path)
    groups = {item.row["gid"]: item for item in _groups(tables) if item.row.get("gid")}
    names = dict(zip(groups, question_names(group.text for group in groups.values()), strict=True))
    asked: list[Asked] = []
    remarks: list[str] = []
    grids: dict[str, str] = {}
    for question in questions_of(tables, list(groups)):
        kind, gid = question.item.row.get("type", ""), question.item.row.get("gid", "")
        remarks += _unread(question, kind)
        group = groups.get(gid)
        for each in ASKED_BY_TYPE[kind](question) if kind in ASKED_BY_TYPE else ():
            asked.append(_placed(each, names.get(gid, ""), _relevance(question, group)))
            grids |= {each.grid: question.item.text} if each.grid else {}
    titles = {row.get("surveyls_language", ""): row.get("surveyls_title", "") for row in _settings(tables)}
    themes = {names[gid]: group.text for gid, group in groups.items()}
    return QuestionnaireStructure(tuple(asked), in_both(titles), themes, grids, tuple(remarks))


def _groups(tables: Tables) -> list[Item]:
    groups = items_of(tables, "groups", "gid", "group_name", "group_name")
    return sorted(groups, key=lambda group: order_of(group, "group_order"))


def _settings(tables: Tables) -> list[LimeRow]:
    return tables.get("surveys_languagesettings", [])


def _unread(question: LimeQuestion, kind: str) -> list[str]:
    """What of a question no definition holds: its kind of answer, and routing of its rows."""
    if kind not in ASKED_BY_TYPE:
        return [f"{question.code}: {NOT_READ.get(kind, f'of the type {kind}')}; no question was drafted"]
    routed = [row for row in question.rows if row.row.get("relevance", "") not in ALWAYS]
    shown = "; ".join(f"{row.code} if {row.row['relevance']}" for row in routed)
    filters = [question.attribute(name) for name in FILTERS if name in question.attributes]
    said = [f"{question.code}: rows shown by routing of their own: {shown}"] if routed else []
    return said + [f"{question.code}: rows shown by the answers to {name}" for name in filters]


def _placed(asked: Asked, theme: str, relevance: tuple[str, ...]) -> Asked:
    return replace(asked, question=replace(asked.question, theme=theme), relevance=relevance)


def _relevance(question: LimeQuestion, group: Item | None) -> tuple[str, ...]:
    """The expressions of the group and of the question that are not "always"."""
    written = (group.row.get("grelevance", "") if group else "", question.item.row.get("relevance", ""))
    return tuple(expression for expression in written if expression.strip() not in ALWAYS)
