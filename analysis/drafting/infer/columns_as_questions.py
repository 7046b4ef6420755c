"""The questions that the columns of a file hold, alone or several together."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from analysis.drafting.cells.cell_contents import questions_from_content, text_question
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.cells.graded_answers import answers_aside, are_grades
from analysis.drafting.cells.label_words import with_code_apart, with_words_alone
from analysis.drafting.drafted_question import Drafted, is_plain_choice
from analysis.drafting.infer.column_roles import with_pages_as_codes
from analysis.drafting.infer.column_twins import with_cells_named, with_other_texts
from analysis.drafting.infer.design_columns import DesignColumns
from analysis.drafting.infer.families.bracketed_grids import with_shared_scales
from analysis.drafting.infer.families.chosen_boxes import multiples_of_boxes, with_counters
from analysis.drafting.infer.families.column_families import families, is_other
from analysis.drafting.infer.families.labelled_families import multiples_of_labels
from analysis.drafting.infer.families.ranked_columns import code_columns
from analysis.drafting.infer.families.tick_questions import multiple_of
from analysis.drafting.infer.labelled_columns import from_labels, of_answer_set
from analysis.drafting.infer.software_columns import headed_by_code, is_order_of_display, writes_boxes
from analysis.sources.received import Received


def columns_asked(
    free: list[Profile], apart: Container[str], design: DesignColumns, about: Container[str]
) -> list[Profile]:
    """The columns that a question reads: strata whose values have labels too, no order of display."""
    kept = [each for each in free if each.described.codes and each.column == design.strata]
    return [
        each
        for each in free
        if each.column not in apart
        and (each.column not in design.without_question or each in kept)
        and not (each.column in about and is_order_of_display(each.column))
    ]


def questions_of_columns(
    asked: list[Profile], received: Received, profiles: list[Profile]
) -> tuple[list[Drafted], tuple[str, ...]]:
    """(the questions that the columns hold, in the order of the file, the columns that are empty)."""
    joined = with_counters(_multiples(asked, received), asked, received.answers)
    together = {column for columns in joined for column in columns}
    alone = [profile for profile in asked if profile.column not in together]
    filled = [profile for profile in alone if profile.values or profile.described.codes]
    joined, twins = with_cells_named(joined, filled)
    singles = _singles([profile for profile in filled if profile.column not in twins], received)
    ordinal = {column for column, described in received.columns.items() if described.measure == "ordinal"}
    drafted = with_other_texts(_in_order({**joined, **singles}, profiles))
    worded = [with_words_alone(question) for question in drafted]
    if headed_by_code([profile.column for profile in profiles]):
        worded = [with_code_apart(question) for question in worded]
    questions = with_shared_scales([_graded(question, ordinal) for question in worded])
    held = {profile.column for profile in filled}
    return questions, tuple(profile.column for profile in alone if profile.column not in held)


def _graded(question: Drafted, ordinal: set[str]) -> Drafted:
    """The question as a scale where its column is ordinal and its codes, three or more, are whole numbers."""
    is_scale = is_plain_choice(question) and question.column in ordinal and are_grades(question.codes)
    if not is_scale:
        return question
    aside = answers_aside(question.codes)
    return replace(question, is_ordered=True, aside=aside) if aside else replace(question, type="scale")


def _in_order(drafted: Mapping[tuple[str, ...], Drafted], profiles: list[Profile]) -> list[Drafted]:
    """The questions in the order in which the file has their first columns."""
    places = {profile.column: place for place, profile in enumerate(profiles)}
    return [drafted[columns] for columns in sorted(drafted, key=lambda columns: places[columns[0]])]


def _singles(profiles: list[Profile], received: Received) -> dict[tuple[str, ...], Drafted]:
    """The questions of one column, by their column, and by their place where it is one of a ranking."""
    decimal = received.source.decimal or "."
    drafted: dict[tuple[str, ...], Drafted] = {}
    for profile in profiles:
        if received.columns:
            questions: tuple[Drafted, ...] = (from_labels(profile),)
        elif is_other(profile):
            questions = (text_question(profile),)
        else:
            questions = questions_from_content(profile, decimal)
        for place, question in enumerate(questions):
            key = (profile.column, *([str(place)] if place else []))
            drafted[key] = with_pages_as_codes(question, profile)
    return drafted


def _not_of(found: Mapping[tuple[str, ...], Drafted], profiles: list[Profile]) -> list[Profile]:
    """The columns that no question of several has."""
    taken = {column for columns in found for column in columns}
    return [profile for profile in profiles if profile.column not in taken]


def _multiples(profiles: list[Profile], received: Received) -> dict[tuple[str, ...], Drafted]:
    """The multiple questions of several columns, by their columns."""
    if not received.columns:
        sure = writes_boxes(map(str, received.answers.columns))
        found = multiples_of_boxes(profiles, received.answers, sure)
        found |= code_columns(_not_of(found, profiles), received.answers)
        return found | {
            tuple(member.profile.column for member in members): multiple_of(members)
            for members in families(_not_of(found, profiles))
        }
    by_column = {profile.column: profile for profile in profiles}
    found = {}
    for answer_set in received.answer_sets:
        members = [by_column[column] for column in answer_set.columns if column in by_column]
        if members:
            found[tuple(profile.column for profile in members)] = of_answer_set(answer_set, members)
    in_sets = {column for answer_set in received.answer_sets for column in answer_set.columns}
    return found | multiples_of_labels([profile for profile in profiles if profile.column not in in_sets])
