"""Families of labelled columns that are the ticks of one question: Q3_1 "Missions : accueil", Q3_2 …"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from analysis.drafting.cells.column_profiles import Profile, absences_by_kind
from analysis.drafting.cells.rival_readings import blanks_not_ticked
from analysis.drafting.drafted_question import Drafted, distinct, slug
from analysis.drafting.grouping.grids import NAME, question_shared
from analysis.drafting.infer.families.column_families import BLANKS
from analysis.drafting.infer.families.tick_questions import UNNAMED
from analysis.drafting.infer.labelled_columns import absent_codes

FIRST_SEPARATOR = re.compile(r"\s[-–—:]\s|[:?]\s+|[?:.!]-")
BRACKETED = re.compile(r"\[(?P<answer>.+)\]\s*(?P<question>\S.*)", re.DOTALL)
"""Labels as LimeSurvey writes them for SPSS."""
DENIED = re.compile(r"(non?|not|pas|nein|nicht|un(checked|selected|ticked)|0)\b.*|false|faux")
AFFIRMED = re.compile(
    r"(oui|yes|coche|choisi|selectionne|cite|mentionne|checked|selected|ticked|chosen|mentioned|quoted)(e|s|es)?|"
    r"ja|(aus)?gewahlt|angekreuzt|genannt|x|true|vrai|1"
)


COUNTED_QUESTIONS = re.compile(r"(q|v|var|variable|question|quest|item|col|column|x)", re.IGNORECASE)
"""What stands before the numbers of questions, which share no more than that."""


@dataclass(frozen=True)
class TickFamily:
    """How the cells of a column tick: the value that does, and those that do not."""

    ticked: str
    not_ticked: tuple[str, ...]


OF_NUMBERS = TickFamily("1", ("0",))


def multiples_of_labels(profiles: list[Profile]) -> dict[tuple[str, ...], Drafted]:
    """The multiple questions of columns of ticks, by their columns.

    Neighbouring columns of two or more that share a stem in name and label, and tick alike: the
    text of the question is what the labels share, its answers are what differs. Of 0 and 1 without value
    labels, one of both is enough.
    """
    found = _told_by_names_and_labels(profiles)
    taken = {column for columns in found for column in columns}
    return found | multiples_of_numbers([each for each in profiles if each.column not in taken])


def _told_by_names_and_labels(profiles: list[Profile]) -> dict[tuple[str, ...], Drafted]:
    """Those that share a stem in name and label."""
    found = {}
    for (stem, _, ticks), run in groupby(profiles, key=lambda profile: (*_kin(profile), ticks_of(profile))):
        members = list(run)
        said = _question_and_answers(members) if stem and ticks and len(members) > 1 else None
        if ticks and said:
            found[tuple(member.column for member in members)] = _multiple(stem, members, ticks, *said)
    return found


def multiples_of_numbers(profiles: list[Profile]) -> dict[tuple[str, ...], Drafted]:
    """The multiple questions of 0 and 1 without value labels, by their columns: neighbours whose labels
    begin with one question, or whose names have one prefix."""
    found: dict[tuple[str, ...], Drafted] = {}
    for is_tick, run in groupby(profiles, _are_bare_ticks):
        members = list(run) if is_tick else []
        for told_by in (_asked_together, _named_together):
            taken = {column for columns in found for column in columns}
            found |= told_by([each for each in members if each.column not in taken])
    return found


def _are_bare_ticks(profile: Profile) -> bool:
    labelled = profile.described.codes.keys() - absent_codes(profile)
    return not labelled and ticks_of(profile) is not None


def _asked_together(ticks: list[Profile]) -> dict[tuple[str, ...], Drafted]:
    """Neighbours whose labels begin with one question, whatever their names."""
    found = {}
    for question, run in groupby(ticks, lambda each: _kin(each)[1]):
        members = list(run)
        said = _question_and_answers(members) if question and len(members) > 1 else None
        if said:
            columns = tuple(member.column for member in members)
            found[columns] = _multiple(slug(said[0]) or columns[0], members, OF_NUMBERS, *said)
    return found


def _named_together(ticks: list[Profile]) -> dict[tuple[str, ...], Drafted]:
    """Neighbours whose names have one prefix; labels that ask are questions of their own."""
    found = {}
    for stem, run in groupby(ticks, lambda each: _kin(each)[0]):
        members = list(run)
        labels = [" ".join(member.described.label.split()) for member in members]
        ask_apart = len({*labels}) > 1 and any(label.endswith("?") for label in labels)
        if len(members) < 2 or len(stem) < 2 or COUNTED_QUESTIONS.fullmatch(stem) or ask_apart:
            continue
        are_answers = all(labels) and len({*labels}) == len(labels)
        answers = labels if are_answers else [member.column for member in members]
        text = labels[0] if labels[0] and len({*labels}) == 1 else stem
        question = _multiple(stem, members, OF_NUMBERS, text, answers)
        unnamed = (UNNAMED,) if text == stem else ()
        columns = tuple(member.column for member in members)
        found[columns] = replace(question, remarks=(*unnamed, *question.remarks))
    return found


def _multiple(stem: str, members: list[Profile], ticks: TickFamily, text: str, answers: list[str]) -> Drafted:
    absent = {code: label for member in members for code, label in absent_codes(member).items()}
    codes = {distinct(member.column, ["status"]): member for member in members}
    met = any(value in member.values for member in members for value in ticks.not_ticked)
    return Drafted(
        stem,
        "multiple",
        text,
        codes=dict(zip(codes, answers, strict=True)),
        columns={code: member.column for code, member in codes.items()},
        missing=absences_by_kind(absent),
        ticked=(ticks.ticked,),
        not_ticked=ticks.not_ticked,
        blank_is_not_ticked=not met,
        remarks=() if met else (BLANKS,),
        rivals=() if met else blanks_not_ticked(()),
    )


def ticks_of(profile: Profile) -> TickFamily | None:
    """How a column ticks by its value labels, or by 0 and 1 where it has none; None where it does not."""
    absent = absent_codes(profile)
    labels = {code: label for code, label in profile.described.codes.items() if code not in absent}
    values = [value for value in profile.values if value not in absent]
    if not labels:
        return OF_NUMBERS if values and set(values) <= {"0", "1"} and "1" not in absent else None
    denied = tuple(code for code, label in labels.items() if DENIED.fullmatch(_plain(label)))
    repeated = _answer_repeated(profile)
    affirmed = [
        code for code, label in labels.items() if AFFIRMED.fullmatch(_plain(label)) or label == repeated
    ]
    are_ticks = len(affirmed) == 1 and len(denied) + 1 == len(labels) <= 2
    unlabelled = {"0"} - {*labels, *absent}
    if not are_ticks or not set(values) <= {*labels, *unlabelled}:
        return None
    return TickFamily(affirmed[0], denied or tuple(unlabelled))


def _answer_repeated(profile: Profile) -> str:
    """The one value label of a column whose own label ends with it, as Qualtrics writes ticks; else empty."""
    absent = absent_codes(profile)
    labels = [label for code, label in profile.described.codes.items() if code not in absent]
    text = profile.described.label
    return labels[0] if len(labels) == 1 and text != labels[0] and text.endswith(labels[0]) else ""


def _before_answer(profile: Profile) -> str:
    """What the label of a column says before the answer that is its one value label; else nothing."""
    answer = _answer_repeated(profile)
    return profile.described.label.removesuffix(answer).rstrip("-–—: ") if answer else ""


def _plain(label: str) -> str:
    return slug(label).replace("_", " ")


def _kin(profile: Profile) -> tuple[str, str]:
    """What a column shares with its family: the stem of its name, and the beginning of its label."""
    match = NAME.fullmatch(profile.column)
    stem = next(filter(None, match.groupdict().values()), "") if match else ""
    label = profile.described.label
    is_bracketed = BRACKETED.fullmatch(label)
    question = is_bracketed["question"] if is_bracketed else _before_answer(profile)
    return stem, question or FIRST_SEPARATOR.split(label)[0]


def _question_and_answers(members: list[Profile]) -> tuple[str, list[str]] | None:
    """What the labels share, and what differs in each; None where they share no question."""
    labels = [" ".join(member.described.label.split()) for member in members]
    bracketed = [match for label in labels if (match := BRACKETED.fullmatch(label))]
    if len(bracketed) == len(labels) and len({match["question"] for match in bracketed}) == 1:
        return bracketed[0]["question"], [match["answer"] for match in bracketed]
    questions = {_before_answer(member) for member in members}
    if len(questions) == 1 and all(questions):
        return questions.pop(), [_answer_repeated(member) for member in members]
    return question_shared(labels)
