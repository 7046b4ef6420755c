"""Families of columns: the ticks of one multiple question, the rows of one grid."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import groupby

from analysis.drafting.cells.closed_answers import SIGNS, WORDS
from analysis.drafting.cells.column_profiles import (
    SELECTED,
    Profile,
    is_personal,
)
from analysis.sources.received import ColumnWording

PATTERNS = (
    re.compile(r"(?P<stem>\w+)\[(?P<code>\w+)\][.:]\s+(?P<text>\S.*?)\s*\[(?P<label>[^\[\]]+)\]", re.DOTALL),
    re.compile(r"(?P<stem>.+?)\s*\[(?P<label>[^\[\]]+)\]"),
    re.compile(r"(?P<stem>.+?)\s*\(choice=(?P<label>.+)\)", re.DOTALL),
    re.compile(r"(?P<stem>\w+?)___(?P<code>\w+)"),
    re.compile(r"(?P<stem>\d+(\.\d+)*)\.(?P<code>\d+)[.)]?\s+(?P<label>\S.*)", re.DOTALL),
    re.compile(r"(?P<stem>.*[^\W\d].*)[_.](?P<code>\d+)"),
    re.compile(r"(?P<stem>.*[^\W\d].*)/(?P<label>[^/]*[^\W\d][^/]*)", re.DOTALL),
    re.compile(r"(?P<stem>.+)(?: [-–—:]|:) (?P<label>\S.*)", re.DOTALL),
    re.compile(r"(?P<stem>.+?) \((?P<label>[^()]*[^\W\d][^()]*)\)", re.DOTALL),
    re.compile(r"(?P<label>.*[^\W\d]):(?P<stem>[^\W\d].*)", re.DOTALL),
    re.compile(r"(?P<stem>.*[^\W\d].*)[_.](?P<code>[^\W_]+)"),
)
"""Headers of one family, from the surest to the least sure."""
BRACKETS = PATTERNS[1]
OTHER = re.compile(
    r".+\[(other|autre|\w*comment)\]|\w+\[(other|\w*comment)\]\. .+|.+_(other|autre)(_text)?|.+_\d+_TEXT|"
    r"(autres?|other) [(:–—-].*",
    re.IGNORECASE | re.DOTALL,
)
"""Headers of what respondents typed beside the answers of a list."""
KIN = re.compile(r"(?P<stem>.*[^\W\d].*)[_.\[](?P<code>\w+?)\]?")
"""Names of columns that one wording heads: a stem and the code of an answer."""
NUMBERS = ("0", "1")
MARKS = frozenset(("1", "x", *(tick for _, tick in WORDS)))
"""What ticks a box, in lower case."""
SURE_MARKS = frozenset(("checked", "coché", *(tick for _, tick in SIGNS)))
"""What ticks a box that stands alone too: no answer to a question is written so."""
SEEN = "-99"
"""What Qualtrics writes for a box that was seen and not ticked, beside 1."""
LONGEST_MARK = 3
"""What is longer than x, oui or yes is the answer in words."""
SURE_STYLES = frozenset(
    ("numbers", "one value", "empty", "true", "vrai", "checked", "coché", *(tick for _, tick in SIGNS))
)
LEAST_SURE = 6
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
    text: str = ""


def families(profiles: list[Profile]) -> list[list[Member]]:
    """Columns by family of two or more, each column in the first family that it fits."""
    styles = {profile.column: _style(profile) for profile in profiles}
    found = [*_worded_families(profiles), *_families_of_choices(profiles)]
    for rank, pattern in enumerate(PATTERNS):
        taken = {member.profile.column for family in found for member in family}
        free = [profile for profile in profiles if profile.column not in taken]
        found += _families_of(_members(free, pattern, rank, styles))
    taken = {member.profile.column for family in found for member in family}
    return [*found, *_families_of_marks(profiles, taken)]


def _worded_families(profiles: list[Profile]) -> list[list[Member]]:
    """Columns of ticks that share the question which further heading rows give them.

    Where those rows say no answer, as LimeSurvey's VV, the names of the columns do: Q2_SQ001, Q2_SQ002.
    """
    kin: dict[ColumnWording, list[Profile]] = {}
    for profile in profiles:
        kin.setdefault(profile.wording, []).append(profile)
    members = []
    for profile in profiles:
        wording, style = profile.wording, _style(profile)
        code = wording.item or _code_of_kin(profile, kin[wording])
        if wording.question and code and style and not is_other(profile):
            members.append(Member(profile, wording.question, code, code, style))
    return _families_of(members)


def _code_of_kin(profile: Profile, kin: list[Profile]) -> str:
    """The code at the end of the column's name where all columns of its wording, `kin`, have one stem; else
    ""."""
    own = KIN.fullmatch(profile.column) if len(kin) > 1 else None
    if own is None:
        return ""
    matches = (KIN.fullmatch(each.column) for each in kin)
    return own["code"] if all(match and match["stem"] == own["stem"] for match in matches) else ""


def _families_of_choices(profiles: list[Profile]) -> list[list[Member]]:
    """Neighbouring columns that each hold the words which head them, or nothing, as Typeform writes ticks."""
    found: list[list[Member]] = []
    run: list[Profile] = []
    for profile in [*profiles, None]:
        if profile is not None and not profile.wording.item and _repeats_heading(profile, profile.column):
            run.append(profile)
            continue
        if len(run) > 1:
            stem = " / ".join(each.column for each in run)
            found.append([Member(each, stem, each.column, each.column, "one value", stem) for each in run])
        run = []
    return found


def _families_of_marks(profiles: list[Profile], taken: Container[str]) -> list[list[Member]]:
    """Neighbouring columns in no other family, of one mark alone, the same in each, and blanks; one column
    where its mark ticks for sure."""
    found = []
    for mark, group in groupby(profiles, lambda each: "" if each.column in taken else _mark_alone(each)):
        run = list(group)
        if mark and (len(run) > 1 or mark.casefold() in SURE_MARKS):
            stem = " / ".join(each.column for each in run)
            text = stem if len(run) > 1 else run[0].text
            found.append([Member(each, stem, each.column, each.text, "one value", text) for each in run])
    return found


def _mark_alone(profile: Profile) -> str:
    """The mark that ticks where the column has nothing else but blanks or the sign of none, "" in others."""
    for untick, tick in SIGNS:
        if {tick} <= {*profile.values} <= {tick, untick}:
            return tick
    (value, *others) = profile.values or ("",)
    is_mark = value.casefold() in MARKS and not others and profile.blanks > 0 and not is_other(profile)
    return value if is_mark else ""


def _repeats_heading(profile: Profile, heading: str) -> bool:
    """Whether all that the column holds is its own heading."""
    return [value.casefold() for value in profile.values] == [heading.strip().casefold()]


def _families_of(members: list[Member]) -> list[list[Member]]:
    """Two or more members of one stem that tick alike; empty columns join the first such family of theirs."""
    by_stem: dict[str, list[Member]] = {}
    for member in members:
        by_stem.setdefault(member.stem, []).append(member)
    found: list[list[Member]] = []
    have_family: set[str] = set()
    for stem, style in dict.fromkeys((member.stem, member.style) for member in members):
        kin = by_stem[stem]
        if style == "empty" or sum(member.style == style for member in kin) < 2:
            continue
        styles = (style,) if stem in have_family else (style, "empty")
        have_family.add(stem)
        found.append([member for member in kin if member.style in styles or _marks_as(member, style)])
    return found


def _marks_as(member: Member, style: str) -> bool:
    """Whether a column of 1 and blanks ticks as its kin do that hold a mark each: 1 is the mark of the
    first."""
    is_mark = member.style == "numbers" and [*member.profile.values] == ["1"]
    return style == "one value" and is_mark and member.profile.blanks > 0


def _members(
    profiles: list[Profile], pattern: re.Pattern[str], rank: int, styles: Mapping[str, str]
) -> list[Member]:
    members = []
    for profile in profiles:
        match, style = pattern.fullmatch(profile.column), styles[profile.column]
        is_sure = rank < LEAST_SURE or style in SURE_STYLES or _mark_alone(profile)
        if match and style and not is_other(profile) and is_sure:
            parts = match.groupdict()
            worded, answer = _worded_apart(profile.wording.question)
            label = parts.get("label") or answer or profile.column
            text = parts.get("text") or worded
            code = parts.get("code") or label
            members.append(Member(profile, parts["stem"].strip(), code, label, style, text))
    return members


def _worded_apart(wording: str) -> tuple[str, str]:
    """(the question, the answer) of "Where? - Selected Choice - At school", as Qualtrics words its ticks."""
    question, _, answer = wording.rpartition(" - ")
    return question.removesuffix(SELECTED), answer if question else ""


def _style(profile: Profile) -> str:
    """How the column's values tick: "numbers", a pair of words, "one value", "empty", or "" for no tick.

    Words that one respondent alone has were typed: they are no tick.
    """
    values = {value.casefold() for value in profile.values}
    if not values:
        return "empty"
    if values <= {*NUMBERS, SEEN}:
        return "numbers"
    for pair in WORDS:
        if values <= set(pair):
            return "y" if pair[0] == "n" else pair[1]
    if any(_repeats_heading(profile, said) for said in _answers_named(profile)):
        return "one value"
    if len(values) > 1 or not profile.without_answer:
        return ""
    is_mark = all(len(value) <= LONGEST_MARK or n > 1 for value, n in profile.values.items())
    return "one value" if is_mark and not is_personal(profile.values) else ""


def _answers_named(profile: Profile) -> list[str]:
    """The words of an answer that the column's heading, or a further heading row, may have."""
    matches = (pattern.fullmatch(profile.column) for pattern in PATTERNS)
    labels = [match.groupdict().get("label") for match in matches if match]
    return [label for label in (profile.wording.item, *labels) if label]


def is_other(profile: Profile) -> bool:
    """Whether the column holds what respondents typed beside the answers of a list, and no ticks."""
    is_named = OTHER.fullmatch(profile.column) is not None
    if not profile.values:
        return is_named and profile.column.endswith("]")
    marks = {*NUMBERS, "x", *(word for pair in WORDS for word in pair)}
    return is_named and not {value.casefold() for value in profile.values} <= marks
