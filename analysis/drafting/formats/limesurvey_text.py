"""The tab-separated structure that LimeSurvey exports (.txt, .tsv): its rows as the tables of a .lss."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from analysis.drafting.formats.limesurvey_tables import LimeRow
from analysis.faults import Fault
from analysis.sources.encodings import in_utf8

PLAIN = {
    *("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language"),
    *("validation", "mandatory", "encrypted", "other", "default", "same_default", "same_script"),
}
"""Columns that are no attribute of a question."""
NEEDED = ("class", "name", "text")


def read_text_tables(path: Path) -> dict[str, list[LimeRow]]:
    """The groups, questions, rows and answers, a row each in every language, as a .lss before version 4 has
    them. Raises Fault where the file is none.
    """
    found: dict[str, list[LimeRow]] = {
        name: []
        for name in (
            *("surveys_languagesettings", "groups", "questions", "subquestions", "answers"),
            "question_attributes",
        )
    }
    place = _Reading()
    for row in _rows(path):
        kind = row["class"].strip().upper()
        if kind == "SL" and row["name"] == "surveyls_title":
            found["surveys_languagesettings"].append(
                {"surveyls_language": row.get("language", ""), "surveyls_title": row["text"]}
            )
        elif kind in _READ:
            _READ[kind](row, place, found)
    return found


class _Reading:
    """Where the reading stands: the group, the question and the language of the last rows."""

    def __init__(self) -> None:
        self.language, self.group, self.question, self.order = "", 0, "", 0

    def in_group(self, language: str) -> None:
        """The next group; the first of a language that is new."""
        self.group = self.group + 1 if language == self.language else 1
        self.language = language

    def next(self) -> str:
        """The rank of a row among all."""
        self.order += 1
        return str(self.order)


def _group(row: LimeRow, place: _Reading, found: dict[str, list[LimeRow]]) -> None:
    place.in_group(row.get("language", ""))
    found["groups"].append(
        {
            "gid": str(place.group),
            "group_name": row["name"],
            "group_order": str(place.group),
            "grelevance": row.get("relevance", ""),
            "language": row.get("language", ""),
        }
    )


def _question(row: LimeRow, place: _Reading, found: dict[str, list[LimeRow]]) -> None:
    place.question = row["name"]
    named = {key: row.get(key, "") for key in ("relevance", "mandatory", "other", "language")}
    found["questions"].append(
        {
            **named,
            "qid": row["name"],
            "parent_qid": "0",
            "gid": str(place.group),
            "type": row.get("type/scale", ""),
            "title": row["name"],
            "question": row["text"],
            "question_order": place.next(),
        }
    )
    found["question_attributes"] += [
        {"qid": row["name"], "attribute": name, "value": value, "language": named["language"]}
        for name, value in row.items()
        if name and name not in PLAIN and value
    ]


def _subquestion(row: LimeRow, place: _Reading, found: dict[str, list[LimeRow]]) -> None:
    scale = row.get("type/scale", "") or "0"
    found["subquestions"].append(
        {
            "qid": f"{place.question}/{scale}/{row['name']}",
            "parent_qid": place.question,
            "title": row["name"],
            "question": row["text"],
            "scale_id": scale,
            "relevance": row.get("relevance", ""),
            "language": row.get("language", ""),
            "question_order": place.next(),
        }
    )


def _answer(row: LimeRow, place: _Reading, found: dict[str, list[LimeRow]]) -> None:
    found["answers"].append(
        {
            "qid": place.question,
            "code": row["name"],
            "answer": row["text"],
            "scale_id": row.get("type/scale", "") or "0",
            "language": row.get("language", ""),
            "sortorder": place.next(),
        }
    )


_READ = {"G": _group, "Q": _question, "SQ": _subquestion, "A": _answer}


def _rows(path: Path) -> list[Mapping[str, str]]:
    """The rows under their headings. Raises Fault where these are not LimeSurvey's."""
    content, _, _ = in_utf8(path.read_bytes(), None)
    lines = csv.reader(io.StringIO(content.decode("utf-8").lstrip("\ufeff"), newline=""), delimiter="\t")
    heads = [head.strip() for head in next(lines, [])]
    lacking = [name for name in NEEDED if name not in heads]
    if lacking:
        raise Fault(
            f"{path}: no structure of LimeSurvey; expected columns id, class, type/scale, name, text … "
            f"apart by tabs, and {', '.join(lacking)} is not there. Export it from LimeSurvey as .txt or .lss"
        )
    return [dict(zip(heads, (*cells, *[""] * len(heads)), strict=False)) for cells in lines if any(cells)]
