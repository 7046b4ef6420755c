"""The question that a family of columns with ticks asks."""

from __future__ import annotations

import re

from analysis.drafting.cells.closed_answers import WORDS
from analysis.drafting.cells.rival_readings import blanks_not_ticked
from analysis.drafting.drafted_question import Drafted, distinct, slug
from analysis.drafting.infer.families.column_families import BLANKS, LONGEST_MARK, MARKS, SEEN, Member
from analysis.drafting.questionnaire_structure import Bilingual

UNNAMED = "The file does not say what was asked: write the question as its text."


def multiple_of(members: list[Member]) -> Drafted:
    """The multiple question whose answers are the members."""
    codes: dict[str, str] = {}
    columns: dict[str, str] = {}
    heading, labels = _heading([member.label for member in members])
    if len(members) == 1:  # its heading is the question
        heading, labels = "", [Bilingual("Oui", "Yes")]
    for member, label in zip(members, labels, strict=True):
        code = distinct(_code(member), [*codes, "status"])
        codes[code], columns[code] = _answer_label(member, label), member.profile.column
    ticked, not_ticked = _marks(members)
    stem, text = members[0].stem, members[0].text
    is_unnamed = text == stem and len(members) > 1
    unnamed = (UNNAMED,) if is_unnamed else ()
    return Drafted(
        stem,
        "multiple",
        f"{stem}. {heading}" if heading else text or _question_text(stem),
        codes=codes,
        columns=columns,
        ticked=ticked,
        not_ticked=not_ticked,
        blank_is_not_ticked=not not_ticked,
        remarks=unnamed if not_ticked else (*unnamed, BLANKS),
        rivals=() if not_ticked else blanks_not_ticked(unnamed),
    )


def _question_text(stem: str) -> str:
    return f"Question {stem}" if re.fullmatch(r"[\d.]+", stem) else stem


def _code(member: Member) -> str:
    is_code = member.code != member.label or re.fullmatch(r"[A-Z]*\d+", member.code)
    return member.code if is_code else slug(member.code)[:40] or "answer"


def _answer_label(member: Member, label: str) -> str:
    """The header's label; where the ticked cell holds the answer's words, those."""
    words = [v for v in member.profile.values if len(v) > LONGEST_MARK and v.casefold() not in MARKS]
    return words[0] if member.style == "one value" and words else label


def _heading(labels: list[str]) -> tuple[str, list[str]]:
    """What stands before " - " in every label, and the labels without it."""
    heads = {label.rpartition(" - ")[0] for label in labels}
    head = heads.pop() if len(heads) == 1 else ""
    return head, [label.rpartition(" - ")[2] for label in labels] if head else labels


def _marks(members: list[Member]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that tick, and those met that do not."""
    met = sorted({value for member in members for value in member.profile.values})
    denials = {"0", SEEN, *(no for no, _ in WORDS)}
    yes = tuple(value for value in met if value.casefold() not in denials)
    return yes or ("1",), tuple(value for value in met if value.casefold() in denials)
