"""Columns that go with another: the cell that lists what columns tick, the words of "other, please say"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted, distinct, slug
from analysis.drafting.infer.column_families import KIN, PATTERNS
from analysis.drafting.questionnaire_structure import Bilingual
from analysis.questionnaire.kinds import kind_of

OTHER_WORDS = re.compile(
    r"(autres?|other|another|oth)(_(please|veuillez|merci|pouvez|preci|a_preci|specify|text|texte|write|reponse|"
    r"option|champ|lesquel|laquelle|lequel|describe|describ).*)?"
)
"""Headings, as slugs, of what respondents typed instead of ticking one of the choices."""
Joined = dict[tuple[str, ...], Drafted]
OTHER_CODES = ("-oth-", "other", "autre", "oth")
OTHER = Bilingual("Autre", "Other")


def with_cells_named(joined: Joined, profiles: list[Profile]) -> tuple[Joined, set[str]]:
    """The questions of ticks, each with a remark on the cell that lists the same; and those cells."""
    named = {profile.column: profile for profile in profiles}
    found: Joined = {}
    twins: set[str] = set()
    for columns, question in joined.items():
        cell = named.get(question.wanted_name)
        if cell is not None and cell.column not in columns and _lists_answers(cell, question):
            said = f"The column {cell.column} says the same in one cell; it is not read."
            found[columns] = replace(question, remarks=(*question.remarks, said))
            twins.add(cell.column)
        else:
            found[columns] = question
    return found, twins


def _lists_answers(cell: Profile, question: Drafted) -> bool:
    """Whether what the cells hold are answers of the question, one after the other, with what parts them."""
    answers = sorted({*question.codes, *question.codes.values()}, key=len, reverse=True)
    return bool(cell.values) and all(not _rest(value, answers) for value in cell.values)


def _rest(value: str, answers: list[str]) -> str:
    left = value
    for answer in answers:
        left = left.replace(answer, " ")
    return left.strip(" ,;|/")


def with_others_typed(joined: Joined, profiles: Sequence[Profile]) -> Joined:
    """The questions of ticks, those beside which respondents typed another answer with that answer too.

    Who typed something has ticked it; the column of the words has one of the keys then.
    """
    taken = {column for columns in joined for column in columns}
    typed = [profile for profile in profiles if profile.column not in taken and profile.values]
    places = {profile.column: place for place, profile in enumerate(profiles)}
    found: Joined = {}
    for columns, question in joined.items():
        first, after = profiles[places[columns[0]]], places[columns[-1]] + 1
        beside = [
            profile
            for profile in typed
            if _is_other_of(profile, question, first)
            or (places[profile.column] == after and _heads_other(profile, question, columns))
        ]
        if len(beside) != 1:
            found[columns] = question
            continue
        column = beside[0].column
        code = distinct("other", [*question.codes, "status"])
        found[(*columns, column)] = replace(
            question,
            codes={**question.codes, code: OTHER},
            columns={**question.columns, code: column},
            other={code: column},
        )
    return found


def _is_other_of(profile: Profile, question: Drafted, first: Profile) -> bool:
    """Whether a column is headed by "other" under the question or the stem of the columns of ticks."""
    wording = profile.wording
    if wording.question and wording.question == first.wording.question:
        own = KIN.fullmatch(profile.column)
        return _means_other(wording.item) or bool(own and not wording.item and _means_other(own["code"]))
    matches = (pattern.fullmatch(profile.column) for pattern in PATTERNS)
    parts = [match.groupdict() for match in matches if match]
    named = [each.get("label") or each.get("code") or "" for each in parts if _same(each["stem"], question)]
    return any(map(_means_other, named))


def _same(stem: str, question: Drafted) -> bool:
    return stem.strip() == question.wanted_name


def _heads_other(profile: Profile, question: Drafted, columns: Sequence[str]) -> bool:
    """Whether "other" alone heads the column after choices that are headed by their words alone."""
    return question.wanted_name == " / ".join(columns) and _means_other(profile.column)


def _means_other(heading: str) -> bool:
    return OTHER_WORDS.fullmatch(slug(heading)) is not None


def with_other_texts(questions: list[Drafted]) -> list[Drafted]:
    """The questions, those with an answer "other" tied to the column of its words beside them."""
    texts = {question.column: question for question in questions if kind_of(question).is_open}
    tied: dict[str, tuple[str, str]] = {}
    for question in questions:
        code = next((code for code in question.codes if code.casefold() in OTHER_CODES), None)
        if code and kind_of(question).is_coded and not question.other and not question.scale:
            column = _words_of_other(question, texts)
            if column:
                tied[question.wanted_name] = (code, column)
    taken = {column for _, column in tied.values()}
    return [
        _tied(question, *tied[question.wanted_name]) if question.wanted_name in tied else question
        for question in questions
        if question.column not in taken or question.column not in texts
    ]


def _words_of_other(question: Drafted, texts: Mapping[str, Drafted]) -> str:
    stem = question.column.partition(". ")[0]
    names = {f"{stem}[other]", f"{stem}_other", f"{stem}_autre", f"{stem} [other]", f"{stem} [Autre]"}
    wanted = {slug(name) for name in names}
    return next(
        (column for column in texts if column.partition(". ")[0] in names or slug(column) in wanted), ""
    )


def _tied(question: Drafted, code: str, column: str) -> Drafted:
    label = question.codes[code]
    codes = {**question.codes, code: OTHER if label == code else label}
    last = {each: text for each, text in codes.items() if each != code} | {code: codes[code]}
    return replace(question, codes=last, other={code: column})
