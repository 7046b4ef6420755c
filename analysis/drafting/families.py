"""Families of columns that are the ticks of one multiple question: Q5_1, Q5_2; 5.1. x, 5.2. y; q5[a]."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.drafting.drafted import Drafted
from analysis.drafting.names import distinct, slug
from analysis.drafting.profiles import Profile
from analysis.drafting.typed import is_personal

PATTERNS = (
    re.compile(r"(?P<stem>.+?)\s*\[(?P<label>[^\[\]]+)\]"),
    re.compile(r"(?P<stem>\d+(\.\d+)*)\.(?P<code>\d+)[.)]?\s+(?P<label>\S.*)", re.DOTALL),
    re.compile(r"(?P<stem>.*[^\W\d].*)[_.](?P<code>\d+)"),
    re.compile(r"(?P<stem>.+) [-–—:] (?P<label>\S.*)", re.DOTALL),
    re.compile(r"(?P<stem>.*[^\W\d].*)[_.](?P<code>[^\W_]+)"),
)
"""Headers of one family, from the surest to the least sure."""
OTHER = re.compile(r".+\[(other|autre|\w*comment)\]|.+_(other|autre)(_text)?", re.IGNORECASE)
"""Headers of what respondents typed beside the answers of a list."""
NUMBERS = ("0", "1")
WORDS = (("non", "oui"), ("no", "yes"), ("n", "o"), ("n", "y"), ("false", "true"), ("faux", "vrai"))
"""Not ticked and ticked, in lower case."""
LONGEST_MARK = 3
"""What is longer than x, oui or yes is the answer in words."""
LEAST_SURE = 3
"""From this pattern on, yes and no are no ticks: they may answer questions that stand apart."""

BLANKS = (
    "The file marks who ticked and leaves all others blank: a blank counts as not ticked, for every "
    "respondent. If only some were asked, write asked_if."
)


@dataclass(frozen=True)
class Member:
    """A column whose header and values make it one answer of a multiple question."""

    profile: Profile
    stem: str
    code: str
    label: str
    style: str


def families(profiles: list[Profile]) -> list[list[Member]]:
    """Columns by family of two or more, each column in the first family that it fits."""
    found: list[list[Member]] = []
    for rank, pattern in enumerate(PATTERNS):
        taken = {member.profile.column for family in found for member in family}
        free = [profile for profile in profiles if profile.column not in taken]
        found += _families_of(_members(free, pattern, rank))
    return found


def _families_of(members: list[Member]) -> list[list[Member]]:
    """Two or more members of one stem that tick alike; empty columns join the first such family of theirs."""
    found: list[list[Member]] = []
    for stem, style in dict.fromkeys((member.stem, member.style) for member in members):
        kin = [member for member in members if member.stem == stem]
        if style == "empty" or sum(member.style == style for member in kin) < 2:
            continue
        is_first = not any(family[0].stem == stem for family in found)
        styles = (style, "empty") if is_first else (style,)
        found.append([member for member in kin if member.style in styles])
    return found


def _members(profiles: list[Profile], pattern: re.Pattern[str], rank: int) -> list[Member]:
    members = []
    for profile in profiles:
        match, style = pattern.fullmatch(profile.column), _style(profile)
        if (
            match
            and style
            and not is_other(profile)
            and (rank < LEAST_SURE or style in ("numbers", "one value", "empty"))
        ):
            parts = match.groupdict()
            label = parts.get("label") or profile.column
            members.append(Member(profile, parts["stem"].strip(), parts.get("code") or label, label, style))
    return members


def _style(profile: Profile) -> str:
    """How the column's values tick: "numbers", a pair of words, "one value", "empty", or "" for no tick.

    Words that one respondent alone has were typed: they are no tick.
    """
    values = {value.casefold() for value in profile.values}
    if not values:
        return "empty"
    if values <= set(NUMBERS):
        return "numbers"
    for pair in WORDS:
        if values <= set(pair):
            return "y" if pair[0] == "n" else pair[1]
    is_mark = all(len(value) <= LONGEST_MARK or n > 1 for value, n in profile.values.items())
    is_mark &= not is_personal(profile.values)
    return "one value" if len(values) == 1 and profile.without_answer and is_mark else ""


def is_other(profile: Profile) -> bool:
    """Whether the column holds what respondents typed beside the answers of a list, and no ticks."""
    is_named = OTHER.fullmatch(profile.column) is not None
    if not profile.values:
        return is_named and profile.column.endswith("]")
    marks = {*NUMBERS, "x", *(word for pair in WORDS for word in pair)}
    return is_named and not {value.casefold() for value in profile.values} <= marks


def multiple_of(members: list[Member]) -> Drafted:
    """The multiple question whose answers are the members."""
    codes: dict[str, str] = {}
    columns: dict[str, str] = {}
    heading, labels = _heading([member.label for member in members])
    for member, label in zip(members, labels, strict=True):
        code = distinct(_code(member), [*codes, "status"])
        codes[code], columns[code] = _answer_label(member, label), member.profile.column
    ticked, not_ticked = _marks(members)
    stem = members[0].stem
    return Drafted(
        stem,
        "multiple",
        f"{stem}. {heading}" if heading else _question_text(stem),
        codes=codes,
        columns=columns,
        ticked=ticked,
        not_ticked=not_ticked,
        blank_is_not_ticked=not not_ticked,
        remarks=() if not_ticked else (BLANKS,),
    )


def _question_text(stem: str) -> str:
    return f"Question {stem}" if re.fullmatch(r"[\d.]+", stem) else stem


def _code(member: Member) -> str:
    is_code = member.code != member.label or re.fullmatch(r"[A-Z]*\d+", member.code)
    return member.code if is_code else slug(member.code)[:40] or "answer"


def _answer_label(member: Member, label: str) -> str:
    """The header's label; where the ticked cell holds the answer's words, those."""
    words = [value for value in member.profile.values if len(value) > LONGEST_MARK]
    return words[0] if member.style == "one value" and words else label


def _heading(labels: list[str]) -> tuple[str, list[str]]:
    """What stands before " - " in every label, and the labels without it."""
    heads = {label.rpartition(" - ")[0] for label in labels}
    head = heads.pop() if len(heads) == 1 else ""
    return head, [label.rpartition(" - ")[2] for label in labels] if head else labels


def _marks(members: list[Member]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that tick, and those met that do not."""
    met = sorted({value for member in members for value in member.profile.values})
    denials = {"0", *(no for no, _ in WORDS)}
    yes = tuple(value for value in met if value.casefold() not in denials)
    return yes or ("1",), tuple(value for value in met if value.casefold() in denials)
