"""A question from what a labelled file says of its columns, alone or as a multiple-response set."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

from analysis.drafting.cells.absence_codes import are_codes, numbers_apart
from analysis.drafting.cells.cell_contents import (
    number_asked,
    number_question,
    text_question,
    time_spent,
)
from analysis.drafting.cells.closed_answers import NOBODY, absence_aside, is_closed, single_of_values
from analysis.drafting.cells.column_profiles import Profile, absences_by_kind, is_typed, natural_order
from analysis.drafting.cells.graded_answers import with_order
from analysis.drafting.cells.label_words import answers_alone
from analysis.drafting.cells.rival_readings import NUMBER, blanks_not_ticked, perhaps_list
from analysis.drafting.drafted_question import Drafted, distinct, is_plain_choice, some
from analysis.drafting.grouping.grids import question_shared
from analysis.faults import several
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.reading.written_numbers import number_of
from analysis.sources.received import AnswerSet

UNLABELLED_NUMBERS = 12
UNLABELLED_TEXTS = 60
UNBOUNDED = 1e300
FEW_NUMBERS = 'Few whole numbers without labels: if they stand for answers, write type = "single" and codes.'


def from_labels(profile: Profile) -> Drafted:
    """The question a described column holds; its codes of absence go to `missing`."""
    absent = absent_codes(profile)
    labels = {code: label or code for code, label in profile.described.codes.items() if code not in absent}
    unlabelled = [value for value in profile.values if value not in labels and value not in absent]
    if labels and _are_answers(profile, labels, unlabelled):
        question = _single(profile, labels, unlabelled)
    else:
        question = _unlabelled(profile, absent)
    missing, remarks = _missing(profile, absent, kind_of(question).is_quantity)
    named = () if is_plain_choice(question) else _label_remarks(labels)
    return replace(question, missing=missing, remarks=(*named, *question.remarks, *remarks))


def absent_codes(profile: Profile) -> dict[str, str]:
    """The codes declared missing that are met or labelled, and their labels."""
    labels = profile.described.codes
    explicit = [code for code in profile.described.missing if ".." not in code]
    ranges = [bounds for bounds in profile.described.missing if ".." in bounds]
    within = [
        code for code in {**profile.values, **labels} if any(_is_within(code, bounds) for bounds in ranges)
    ]
    return {code: labels.get(code, "") for code in dict.fromkeys((*explicit, *within)) if code}


def code_range(written: str) -> str:
    """A declared range with its open ends left open: -1.8e308..0 is ..0; a single code is itself."""
    if ".." not in written:
        return written
    low, _, high = written.partition("..")
    return "..".join("" if abs(float(end or "inf")) > UNBOUNDED else end for end in (low, high))


def _is_within(code: str, bounds: str) -> bool:
    low, _, high = code_range(bounds).partition("..")
    try:
        return float(low or "-inf") <= float(code) <= float(high or "inf")
    except ValueError:
        return False


def _are_answers(profile: Profile, labels: dict[str, str], unlabelled: list[str]) -> bool:
    """Whether the labels name answers, and not just a few values of a number or a free text."""
    if profile.stored != "number":
        return len(unlabelled) <= UNLABELLED_TEXTS and not is_typed(
            {value: profile.values[value] for value in unlabelled}
        )
    return len(unlabelled) <= max(UNLABELLED_NUMBERS, len(labels)) and all(
        value.lstrip("-").isdecimal() for value in unlabelled
    )


def _single(profile: Profile, labels: dict[str, str], unlabelled: list[str]) -> Drafted:
    found = {value: value for value in unlabelled}
    codes = {code: (labels | found)[code] for code in sorted(labels | found, key=natural_order)}
    asides = {code: absence_aside(label) for code, label in labels.items()}
    asides |= {
        code: f"no label in the file; {several(profile.values[code], 'respondent')}" for code in unlabelled
    }
    asides |= {code: NOBODY for code in labels if code not in profile.values}
    codes = answers_alone(codes)
    return with_order(
        Drafted(profile.column, "single", profile.text, profile.column, codes=codes, asides=asides)
    )


def _unlabelled(profile: Profile, absent: dict[str, str]) -> Drafted:
    """A column whose answers have no labels, by how the file stores it."""
    answers = replace(
        profile, values={value: n for value, n in profile.values.items() if value not in absent}
    )
    if profile.stored == "text" and (number := number_asked(answers)):
        return number
    if profile.stored == "text" and answers.values and is_closed(answers):
        return single_of_values(answers)
    if profile.stored == "number":
        question = number_question(profile, _numbers(answers))
        if not are_codes(answers):
            read = {value: number_of(value, ".") for value in answers.values}
            numbers = {value: number for value, number in read.items() if not isnan(number)}
            declared, _ = _missing(profile, absent, is_number=True)
            return replace(question, rivals=numbers_apart(answers, numbers, declared))
        rivals = perhaps_list(NUMBER, single_of_values(answers))
        return replace(question, remarks=(FEW_NUMBERS, *question.remarks), rivals=rivals)
    if profile.stored == "date":
        return Drafted(profile.column, "date", profile.text, profile.column)
    return time_spent(answers) or text_question(answers)


def _numbers(profile: Profile) -> list[float]:
    found = (number_of(value, ".") for value in profile.values)
    return [number for number in found if not isnan(number)]


def _label_remarks(labels: dict[str, str]) -> tuple[str, ...]:
    named = [f"{code} = {label}" for code, label in labels.items()]
    return (f"Value labels of the file, not used as answers: {some(named, 20)}",) if named else ()


def _missing(
    profile: Profile, absent: dict[str, str], is_number: bool
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Codes of absence by kind, and remarks: a range is one of a number, else its codes are listed."""
    ranges = [code_range(code) for code in profile.described.missing if ".." in code]
    kinds = absences_by_kind(absent)
    if ranges and is_number:
        covered = [code for code in kinds.get("no_answer", ()) if any(_is_within(code, r) for r in ranges)]
        single = [code for code in kinds.get("no_answer", ()) if code not in covered]
        kinds["no_answer"] = (*single, *ranges)
    named = [f"{code} = {label}" for code, label in absent.items() if label]
    remarks = [f"Missing by the file: {some(named, 20)}"] if named else []
    if ranges and not is_number:
        remarks.append(f"The file declares missing the whole range {', '.join(ranges)}.")
    return kinds, remarks


def of_answer_set(answer_set: AnswerSet, members: list[Profile]) -> Drafted:
    """The question that a multiple-response set is; one column alone of a category set is a column."""
    if answer_set.counted is not None:
        return _of_ticks(answer_set, members)
    return _of_codes(answer_set, members)


def _of_codes(answer_set: AnswerSet, members: list[Profile]) -> Drafted:
    """The multiple question of a category set: every column holds one code of the same list."""
    absent = {code: label for profile in members for code, label in absent_codes(profile).items()}
    met = {value: value for profile in members for value in profile.values}
    labels = {code: label for profile in members for code, label in profile.described.codes.items()}
    codes = {code: label or code for code, label in {**met, **labels}.items() if code not in absent}
    return Drafted(
        answer_set.name,
        "multiple",
        answer_set.label,
        codes={code: codes[code] for code in sorted(codes, key=natural_order)},
        sets=tuple(profile.column for profile in members),
        missing=absences_by_kind(absent),
        remarks=(
            f"Multiple-response set {answer_set.name} of the file: each column holds one code "
            f"({some([profile.text for profile in members])}).",
        ),
    )


def _answers_of(labels: list[str]) -> list[str]:
    """The labels without the question that all of them begin with."""
    shared = question_shared(labels)
    return shared[1] if shared else labels


def _of_ticks(answer_set: AnswerSet, members: list[Profile]) -> Drafted:
    """The multiple question of a multiple-response set with a counted value."""
    absent: dict[str, str] = {}
    for profile in members:
        absent |= absent_codes(profile)
    met = dict.fromkeys(value for profile in members for value in (*profile.values, *profile.described.codes))
    counted = answer_set.counted or "1"
    not_ticked = tuple(value for value in met if value != counted and value not in absent)
    codes = {distinct(profile.column, ["status"]): profile for profile in members}
    said = f"Multiple-response set {answer_set.name} of the file."
    blank = "Blank counts as not ticked, for every respondent: the set knows one value only."
    return Drafted(
        answer_set.name,
        "multiple",
        answer_set.label,
        codes=dict(zip(codes, _answers_of([profile.text for profile in codes.values()]), strict=True)),
        columns={code: profile.column for code, profile in codes.items()},
        missing=absences_by_kind(absent),
        ticked=(counted,),
        not_ticked=not_ticked,
        blank_is_not_ticked=not not_ticked,
        remarks=(said, *([] if not_ticked else [blank])),
        rivals=() if not_ticked else blanks_not_ticked((said,)),
    )
