"""The questions of an XLSForm, row by row: of answers to choose from, ranked, open, or an agreement."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.drafting.cells.graded_answers import kind_of_codes
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.questionnaire_structure import BETWEEN, Asked, Bilingual, in_both, joined
from analysis.drafting.routing.routing_expressions import Variable
from analysis.questionnaire.kinds import kind_named

SheetRow = Mapping[str, str]
LABELS = ("label", "caption")
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
LIMIT = re.compile(r"\.\s*(?P<sign><=|>=|<|>)\s*(?P<number>-?\d+(?:\.\d+)?)")
CHOSEN = re.compile(r"selected\(\.,'([^']*)'\)")
_ONE = r"selected\(\.,'[^']*'\)"
_ANY = rf"\(?{_ONE}(?:or{_ONE})*\)?"
_SEVERAL, _SINGLE = r"count-selected\(\.\)(?:>1|>=2|!=1)", r"count-selected\(\.\)(?:=1|<2|<=1)"
ALONE = (
    rf"not\({_ANY}and{_SEVERAL}\)",
    rf"not\({_SEVERAL}and{_ANY}\)",
    rf"not\({_ANY}\)or{_SINGLE}",
    rf"{_SINGLE}ornot\({_ANY}\)",
    rf"if\({_ANY},{_SINGLE},true\(\)\)",
)
"""How forms say, without spaces, that an answer excludes the others."""
AGREEMENT = {"OK": Bilingual("D'accord", "Agreed")}


OLDER = (
    (r"^add (.*) (prompt|question)\b( using)?", r"\1"),
    (r"^(select multiple|select all that apply|select_multiple)( from| using)? ", "select_multiple "),
    (r"^(select one|select1|select_one)( from| using)? ", "select_one "),
    (r" or specify other$| or other$", " or_other"),
    (r"^q (string|int|decimal|date|time|geopoint)$", r"\1"),
    (r"^(int|integer)$", "integer"),
    (r"^(string|text)$", "text"),
    (r"^date and time$|^dateTime$", "datetime"),
    (r"^gps$|^location$", "geopoint"),
    (r"^phone number$", "phonenumber"),
)
"""Words of XLSForms of before 2014, and those of today."""


def current_words(written: str) -> str:
    """The type of a row in the words of today: "select all that apply from x" is "select_multiple x"."""
    words = " ".join(written.split())
    for older, today in OLDER:
        words = re.sub(older, today, words)
    return words


def label_of(row: SheetRow) -> str:
    """The label in both languages: label, label::fr, label::French (fr), label:en."""
    texts = {}
    for column, text in row.items():
        head, _, language = column.partition(":")
        if head.strip() in LABELS and text:
            texts[language.strip(": ")] = text
    return in_both(texts)


def open_kind(kind: str) -> str:
    """The type of an open question; nothing of another."""
    return OPEN.get(kind, "")


def agreement(row: SheetRow) -> Asked:
    """A box that is ticked, or left alone."""
    name = row.get("name", "")
    return Asked(Drafted(name, "single", label_of(row) or name, name, codes=AGREEMENT), {name: _texts(row)})


def choosing(kind: str, row: SheetRow, choices: Mapping[str, str], or_other: bool) -> list[Asked]:
    """A question with answers to choose from: one, several in a cell, or one for each rank."""
    name, text, codes = row.get("name", ""), label_of(row) or row.get("name", ""), dict(choices)
    is_mandatory = _is_yes(row.get("required", ""))
    if kind == "rank":
        return [_rank(row, codes, place) for place in range(1, len(codes) + 1)]
    other = {"other": f"{name}_other"} if or_other else {}
    if or_other:
        codes["other"] = Bilingual("Autre", "Other")
    is_multiple = kind == "select_multiple"
    exclusive, remarks = _exclusive(row.get("constraint", ""), codes)
    drafted = Drafted(
        name,
        "multiple" if is_multiple else kind_of_codes(codes),
        text,
        name,
        codes=codes,
        other=other,
        delimiter=" " if is_multiple else "",
        exclusive=exclusive,
        required=is_mandatory,
        remarks=remarks,
    )
    variable = Variable(name, tuple(codes), is_multiple=is_multiple, is_always_answered=is_mandatory)
    return [Asked(drafted, {name: _texts(row)}, variables={name: variable})]


def _exclusive(rule: str, codes: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The answers that a constraint lets stand alone only, and a remark where it asks for more than that."""
    left = "".join(rule.split()).replace('"', "'")
    found: list[str] = []
    for form in ALONE:
        found += [code for match in re.finditer(form, left) for code in CHOSEN.findall(match[0])]
        left = re.sub(form, "", left)
    is_said = left.replace("and", "").strip("()") == "" and set(found) <= codes.keys()
    return (tuple(found), ()) if is_said else ((), (f"The form asks that {rule}.",))


def _rank(row: SheetRow, codes: Mapping[str, str], place: int) -> Asked:
    """What stands at one rank of the cell, which lists the codes in their order."""
    name, text = row.get("name", ""), label_of(row) or row.get("name", "")
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


def opened(row: SheetRow, kind: str) -> Asked:
    """A question without answers to choose from; a constraint that is a range becomes its limits."""
    name, rule = row.get("name", ""), row.get("constraint", "")
    limits = {match["sign"]: match["number"] for match in LIMIT.finditer(rule)} if " or " not in rule else {}
    only = LIMIT.sub("", rule).replace("and", "").strip(" ()")
    strict = [sign for sign in limits if "=" not in sign]
    is_quantity = kind_named(kind).is_quantity
    is_said = is_quantity and not only and not strict
    remarks = (f"The form asks that {rule}.",) if rule and not is_said else ()
    drafted = Drafted(
        name,
        kind,
        label_of(row) or name,
        name,
        minimum=limits.get(">=", "") if is_quantity else "",
        maximum=limits.get("<=", "") if is_quantity else "",
        required=_is_yes(row.get("required", "")),
        remarks=remarks,
    )
    variable = Variable(
        name, (), is_always_answered=drafted.required, is_number=True, is_whole=_is_whole(row)
    )
    variables = {name: variable} if is_quantity else {}
    return Asked(drafted, {name: _texts(row)}, variables=variables)


def _is_whole(row: SheetRow) -> bool:
    return row.get("type", "").split()[:1] == ["integer"]


def labels_by_language(row: SheetRow) -> dict[str, str]:
    """The label in each language, by the column of the sheet that holds it."""
    return {column: in_both({"": text}) for column, text in row.items() if column.startswith(LABELS) and text}


def _texts(row: SheetRow) -> tuple[str, ...]:
    """The labels by which an export may head the column."""
    return tuple(labels_by_language(row).values())


def _is_yes(written: str) -> bool:
    return written.strip().casefold() in ("yes", "true", "true()", "1")
