"""The questions of a structure on the columns of the file, their routing resolved."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isnan

from analysis.drafting.cells.cell_contents import RANGE, are_years, questions_from_content
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.cells.graded_answers import with_order
from analysis.drafting.cells.rival_readings import blanks_not_ticked
from analysis.drafting.drafted_question import Drafted, columns_of, is_plain_choice, some
from analysis.drafting.infer.families.column_families import BLANKS
from analysis.drafting.infer.families.split_answers import with_split_answers
from analysis.drafting.infer.heading_matches import ColumnHeading, matched, plain_code
from analysis.drafting.questionnaire_structure import Asked, QuestionnaireStructure, english
from analysis.drafting.routing.joined_conditions import Routing, together, without
from analysis.drafting.routing.routing_expressions import Variable, routing
from analysis.etl.clean.answers_in_words import plain_words
from analysis.faults import Fault
from analysis.questionnaire import CellContent
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.reading.written_numbers import number_of

TICKS = (("Y", "N"), ("1", "0"), ("1", "2"))
"""What ticks and what does not, as LimeSurvey writes it or is asked to write it."""
YES, NO = TICKS[0]
YES_OR_NO = frozenset(map(plain_words, ("Oui", "Non", "Yes", "No")))

ColumnsByCode = Mapping[str, str]


def are_words(questions: Iterable[Drafted], profiles: Mapping[str, Profile]) -> bool:
    """Whether more cells hold the label of an answer than its code: ticks say it where there is nothing else.

    Ticks may be 1 and 0 beside lists in words.
    """
    listed = [question for question in questions if question.codes]
    chosen = [question for question in listed if not (kind_of(question).takes_several and question.columns)]
    words, codes = _words_and_codes(chosen, profiles)
    if not words + codes:
        words, codes = _words_and_codes(listed, profiles)
    return words > codes


def _words_and_codes(questions: Iterable[Drafted], profiles: Mapping[str, Profile]) -> tuple[int, int]:
    """How many cells hold the label of an answer, and how many its code."""
    words = codes = 0
    for question in questions:
        labels = {plain_words(text) for label in question.codes.values() for text in (label, english(label))}
        known = set(question.codes)
        if kind_of(question).takes_several:
            labels, known = set(YES_OR_NO), {tick for pair in TICKS for tick in pair}
        columns = question.columns.values() if question.columns else (question.column,)
        for profile in (profiles[column] for column in columns if column in profiles):
            for value, n in profile.values.items():
                codes += n * (value in known)
                words += n * (value not in known and plain_words(value) in labels)
    return words, codes


def ticks_met(question: Drafted, profiles: Mapping[str, Profile], answers: str) -> Drafted:
    """A multiple question with the values that tick in this file: a mark, or the words of each answer.

    A blank is a no only where no value is one; of words for yes and no, one always is.
    """
    if not kind_of(question).takes_several or not question.columns:
        return question
    typed = set(question.other.values())
    columns = {code: column for code, column in question.columns.items() if column not in typed}
    values = {code: set(profiles[column].values) for code, column in columns.items() if column in profiles}
    met = set().union(*values.values())
    if met and all(_are_words_of(question.codes[code], values[code]) for code in values):
        return _with_blanks(replace(question, ticked=tuple(sorted(met)), not_ticked=()))
    fitting = [pair for pair in TICKS if met <= set(pair)]
    if answers == "labels" and not (fitting and met):
        return replace(question, blank_is_not_ticked=False)
    if not fitting or not met:
        return question
    ticked, not_ticked = fitting[0]
    found = replace(question, ticked=(ticked,), not_ticked=(not_ticked,))
    return replace(found, blank_is_not_ticked=False) if not_ticked in met else _with_blanks(found)


def _are_words_of(label: str, values: Iterable[str]) -> bool:
    """Whether values are the label of an answer, in either language, and no yes or no."""
    words = {plain_words(label), plain_words(english(label))} - YES_OR_NO
    return all(plain_words(value) in words for value in values)


def _with_blanks(question: Drafted) -> Drafted:
    """What a blank is where no value is a no: the software knows, or who was asked has ticked something, or
    it is in doubt."""
    if question.blank_is_not_ticked or question.required or question.exclusive:
        return question
    return replace(
        question,
        blank_is_not_ticked=True,
        remarks=(*question.remarks, BLANKS),
        rivals=question.rivals or blanks_not_ticked(question.remarks),
    )


@dataclass(frozen=True)
class Structured:
    """The drafted questions of a structure, in its order, and what is said of them.

    `absent` are names (as wanted) of questions without a column in the file; `unread` says what no
    definition holds; `answers` is "labels" where the cells hold the words of the answers. `withheld` are the
    columns of the file that tell where or who someone is. `recode` has, by names as wanted, the codes of a
    questionnaire for those that its software was asked to write in their place.
    """

    questions: tuple[Drafted, ...]
    covered: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    answers: CellContent = "codes"
    withheld: tuple[str, ...] = ()
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def lacks(self, question: Drafted, columns: Container[str]) -> bool:
        """Whether a question is of the structure alone: none of the file's columns is its own."""
        is_there = any(column in columns for column in columns_of(question))
        return question.wanted_name in self.absent and not is_there


def structured(structure: QuestionnaireStructure, profiles: list[Profile] | None) -> Structured:
    """The questions of `structure` on the columns of a file; on those it names itself where there is none.

    Raises Fault where the file has none of them.
    """
    variables = _variables(structure)
    routed = [_routed(asked, variables) for asked in structure.asked]
    unread = list(structure.remarks)
    for question, asked, left in routed:
        unread += (
            [f"{question.wanted_name}: asked if {' and '.join(asked.relevance)}; {left}"] if left else []
        )
    questions = [question for question, _, _ in routed]
    if profiles is None:
        return Structured(tuple(questions), unread=tuple(unread))
    return replace(_on_columns(structure, questions, profiles), unread=tuple(unread))


def _on_columns(
    structure: QuestionnaireStructure, questions: list[Drafted], profiles: list[Profile]
) -> Structured:
    """The questions on the columns of the file. Raises Fault where it has none of them."""
    by_column = {profile.column: profile for profile in profiles}
    headings = {each.column: each for asked in structure.asked for each in _headings(asked)}
    columns = matched(by_column, headings.values())
    if not columns:
        raise Fault(
            f"no question of the structure is in the file of answers; are they of one survey? Questions: "
            f"{some([each.wanted_name for each in questions])}; columns: {some(list(by_column))}"
        )
    repeated = _repeated_without_column(structure, columns)
    questions = [each for each in questions if each.wanted_name not in repeated]
    asked = [each for each in structure.asked if each.question.wanted_name not in repeated]
    questions, twins = with_split_answers(asked, questions, columns, by_column)
    columns |= dict(zip(twins, twins, strict=True))
    absent = tuple(each.wanted_name for each in questions if not _is_there(each, columns))
    placed = _without_answers_gone([_placed(each, columns) for each in questions])
    answers: CellContent = "labels" if are_words(placed, by_column) else "codes"
    withheld = _withheld(structure, set(by_column) - set(columns.values()))
    return Structured(
        tuple(_as_filled(ticks_met(each, by_column, answers), by_column) for each in placed),
        frozenset((*columns.values(), *withheld)),
        absent,
        answers=answers,
        withheld=withheld,
        recode={each.wanted_name: codes for each in placed if (codes := _converted(each, by_column))},
    )


def _repeated_without_column(structure: QuestionnaireStructure, columns: ColumnsByCode) -> set[str]:
    """The questions answered any number of times that have no column: they stand in another sheet."""
    repeated = [asked.question for asked in structure.asked if asked.is_repeated]
    return {each.wanted_name for each in repeated if not _is_there(each, columns)}


def _converted(question: Drafted, profiles: Mapping[str, Profile]) -> dict[str, str]:
    """The file's code for yes and no -> the questionnaire's, where LimeSurvey was asked to write others."""
    if question.column not in profiles or not {YES, NO} <= question.codes.keys():
        return {}
    unknown = profiles[question.column].values.keys() - question.codes.keys()
    for yes, no in TICKS[1:]:
        if (
            yes in unknown
            and unknown <= {yes, no}
            and not {YES, NO} & profiles[question.column].values.keys()
        ):
            return {yes: YES, no: NO}
    return {}


def _as_filled(question: Drafted, profiles: Mapping[str, Profile]) -> Drafted:
    """The question as its cells show it: a number that is a year, how dates are written, codes such as -99,
    answers whose words have an order."""
    if question.column in profiles and not kind_of(question).is_coded:
        question = _as_written(question, profiles[question.column])
    if kind_of(question).is_quantity and question.column in profiles:
        found = (number_of(value.replace(",", "."), ".") for value in profiles[question.column].values)
        return replace(question, is_year=are_years([number for number in found if not isnan(number)]))
    if is_plain_choice(question) and not question.rank and not question.is_ordered:
        ordered = with_order(question)
        return ordered if ordered.type == question.type else question
    return question


def _as_written(question: Drafted, profile: Profile) -> Drafted:
    """The question with what cells of its type alone tell: the form of dates, codes of absence below 0."""
    (read, *others) = questions_from_content(profile, ".") if profile.values else (question,)
    if others or read is question or read.type != question.type:
        return question
    met = {kind: values for kind, values in read.missing.items() if kind not in question.missing}
    said = [remark for remark in read.remarks if not remark.startswith(RANGE)]
    return replace(
        question,
        date_format=question.date_format or read.date_format,
        missing={**question.missing, **met},
        rivals=question.rivals or read.rivals,
        remarks=(*question.remarks, *said),
    )


def _withheld(structure: QuestionnaireStructure, free: Iterable[str]) -> tuple[str, ...]:
    """The free columns of what is withheld: its name, its heading, or a part of it (_place_latitude)."""
    codes = {plain_code(code) for code in structure.withheld} - {""}
    parts = ("", "_latitude", "_longitude", "_altitude", "_precision", "_accuracy", "_url")
    wanted = {f"{code}{part}" for code in codes for part in parts}
    return tuple(sorted(column for column in free if plain_code(column) in wanted))


def _without_answers_gone(questions: list[Drafted]) -> list[Drafted]:
    """The questions without routing by answers that the file, of another version of the form, lacks."""
    answers = {each.wanted_name: each.codes for each in questions}
    found = []
    for each in questions:
        gone = sorted(
            {name for name, codes in each.asked_if.items() if {*codes} - {*(answers.get(name) or codes)}}
        )
        said = (f"Asked by answers to {', '.join(gone)} that are not in the file too.",) if gone else ()
        found.append(replace(each, asked_if=without(each.asked_if, gone), remarks=(*each.remarks, *said)))
    return found


def _variables(structure: QuestionnaireStructure) -> dict[str, Variable]:
    """What names of expressions stand for; who was not asked a question has not answered it either."""
    return {
        name: replace(variable, is_always_answered=variable.is_always_answered and not asked.relevance)
        for asked in structure.asked
        for name, variable in asked.variables.items()
    }


def _routed(asked: Asked, variables: Mapping[str, Variable]) -> tuple[Drafted, Asked, str]:
    """The question with what can be said of its routing; the rest as a remark beside it."""
    found: list[Routing] = [routing(expression, variables) for expression in asked.relevance]
    left = [reason for each in found for reason in each.left]
    both = together([each.asked_if for each in found])
    left += list(both.left)
    own = {variable.question for variable in asked.variables.values()} or {asked.question.wanted_name}
    itself = own & both.asked_if.keys()
    left += [f"depends on its own answer {name}" for name in itself]
    kept = without(both.asked_if, itself)
    said = "; ".join(dict.fromkeys(left))
    remark = f"Asked if {' and '.join(asked.relevance)}. Not said by asked_if: {said}." if said else ""
    remarks = (*asked.question.remarks, *([remark] if remark else []))
    return replace(asked.question, asked_if=kept, remarks=remarks), asked, said


def _headings(asked: Asked) -> list[ColumnHeading]:
    return [
        ColumnHeading(column, (column, *asked.aliases.get(column, ())), asked.headings.get(column, ()))
        for column in columns_of(asked.question)
    ]


def _is_there(question: Drafted, columns: ColumnsByCode) -> bool:
    needed = [question.column] if question.column else list(question.columns.values())
    return any(column in columns for column in needed)


def _placed(question: Drafted, columns: ColumnsByCode) -> Drafted:
    """The question on the columns of the file, with a remark on those that are not there."""
    if not _is_there(question, columns):
        return question
    gone = [column for column in columns_of(question) if column not in columns]
    remark = f"Not in the file: {', '.join(gone)}."
    return replace(
        question,
        column=columns.get(question.column, question.column),
        columns={code: columns.get(column, column) for code, column in question.columns.items()},
        other={code: columns[column] for code, column in question.other.items() if column in columns},
        remarks=(*question.remarks, *([remark] if gone else [])),
    )
