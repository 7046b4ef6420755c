"""Workbooks of forms, and surveys drafted from them and a file of answers."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from analysis.drafting.drafts import Draft, draft
from analysis.pipeline import process
from analysis.steps.results_files import Built
from analysis.workspace import Place


def write_form(path: Path, survey: str, codes: str) -> Path:
    """The workbook, with choices that are numbers stored as such."""
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in survey.strip().splitlines():
        book["survey"].append(row.split("|"))
    choices = book.create_sheet("choices")
    for row in codes.strip().splitlines():
        choices.append([int(cell) if cell.isdecimal() else cell for cell in row.split("|")])
    book.create_sheet("settings").append(["form_title"])
    book["settings"].append(["Clubs"])
    book.save(path)
    return path


def drafted(form: Path, answers: str) -> tuple[Draft, Built]:
    root = form.parent
    (root / "reponses.csv").write_text(answers, "utf-8")
    found = draft(root, "form/2024", root / "reponses.csv", form)
    return found, process(Place(root, "form", "2024"))
