"""A whole survey as it is drafted: its questions, named, and the parts that columns play."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from analysis.drafting.cells.column_profiles import Profile, profiles_of
from analysis.drafting.drafted_question import (
    Drafted,
    columns_of,
    is_plain_choice,
    is_unworded,
    question_names,
    slug,
)
from analysis.drafting.grouping.grids import Grids, alike_neighbours, with_grids
from analysis.drafting.grouping.repeated_questions import with_repeats_told
from analysis.drafting.grouping.shared_scales import DraftedScale, with_lists_shared
from analysis.drafting.grouping.themes import with_themes
from analysis.drafting.infer.column_roles import (
    COMPLETE,
    breakdowns,
    completions,
    consents,
    identifiers,
    met_often,
    repeated_identifiers,
    several_rows_each,
)
from analysis.drafting.infer.columns_as_questions import columns_asked, questions_of_columns
from analysis.drafting.infer.design_columns import DesignColumns, design_columns
from analysis.drafting.infer.software_columns import (
    is_last_page,
    is_private,
    paradata_of,
    times_taken,
    told_name,
)
from analysis.drafting.infer.structure_grids import told_by_structure
from analysis.drafting.infer.structure_on_file import Structured
from analysis.drafting.questionnaire_structure import QuestionnaireStructure
from analysis.drafting.routing.joined_conditions import renamed
from analysis.questionnaire.kinds import kind_of
from analysis.sources.bounds.sheet_choice import OF_PARENT
from analysis.sources.received import Received

OF_PARENT_ROWS = (OF_PARENT, "PARENT_KEY")
OF_ANSWERS = "its answers"


@dataclass(frozen=True)
class DraftedSurvey:
    """What survey.toml will say. Questions, breakdowns, completions and paradata are names.

    Those `repeating` say the same as another question; by `consents` respondents agree to answer.
    `are_children` says that rows belong to those of another table, whose keys they repeat. `taken` is what
    of `design` is no proposal only, `keeps_complete` whether those alone count who came to the end.

    The others are columns. Of a structure: its title, its chapters by name, its grids (title and rows)
    and what no definition says of it.
    """

    questions: Mapping[str, Drafted]
    scales: Mapping[str, DraftedScale] = field(default_factory=dict)
    identifiers: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    met_again: tuple[str, ...] = ()
    met_often: tuple[str, ...] = ()
    are_children: bool = False
    repeating: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    design: DesignColumns = field(default_factory=DesignColumns)
    empty: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    completions: tuple[str, ...] = ()
    paradata: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    origin: str = OF_ANSWERS
    title: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    grids: Mapping[str, tuple[str, list[str]]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    sampling: str = "volunteer"
    taken: DesignColumns = field(default_factory=DesignColumns)
    keeps_complete: bool = False

    @property
    def tabulated(self) -> dict[str, Drafted]:
        """The questions that have an indicator: those with answers to count or numbers.

        None of weights, strata, years and paradata, nor of a flag by which respondents would be kept; nor of
        what is the same for everyone, unless there is nothing else.
        """
        apart = {*self.design.weights, self.design.strata, *self.repeated, *self.met_again, *self.met_often}
        about_answers = {*self.completions, *self.paradata}
        found = {
            name: question
            for name, question in self.questions.items()
            if kind_of(question).is_counted
            and not question.is_year
            and not (question.column and question.column in apart)
            and name not in about_answers
            and name not in (*self.repeating, *self.consents)
        }
        return {name: each for name, each in found.items() if not self._is_constant(each)} or found

    @property
    def unworded(self) -> list[str]:
        """The questions with an indicator that the file gives by the name of a column alone."""
        return [name for name, question in self.tabulated.items() if is_unworded(question)]

    def _is_constant(self, question: Drafted) -> bool:
        """Whether the column has one value, and no structure says that there are others."""
        return self.origin == OF_ANSWERS and is_plain_choice(question) and len(question.codes) == 1


def drafted_survey(
    received: Received,
    structure: QuestionnaireStructure | None = None,
    found: Structured | None = None,
) -> DraftedSurvey:
    """The survey that the file's columns look like; columns that the file calls ordinal are scales.

    Of a structure, and what of it was found in the file, the questions are taken as they are. Columns that
    are no questions stand before them: filled for everyone, they would hide at the end who left.
    """
    profiles, of_structure = profiles_of(received), found or Structured(())
    free = [profile for profile in profiles if profile.column not in of_structure.covered]
    about = paradata_of(free) | times_taken(free)
    keys = identifiers(free, about) or identifiers(_without_codes(profiles, of_structure), about)
    private = [p.column for p in free if p.column in about and is_private(told_name(p)) and p.values]
    design = design_columns(profiles, (*keys, *private))
    asked = columns_asked(free, {*keys, *private}, design, about)
    drafted, empty = questions_of_columns(asked, received, profiles)
    described = [question for question in of_structure.questions if question.column not in keys]
    named, grids = _in_grids(_named([*described, *drafted]), structure)
    named, repeated = with_repeats_told(named, received.answers, _counted_apart(named, about, grids))
    on_answers, on_subjects = _by_what_they_tell(named, about, of_structure, received.headers)
    first = [*_beside(described, named, on_answers), *_filled_for_all(on_subjects, profiles)]
    no_groups = {*_rows_of(grids), *repeated, *(agreed := consents(on_subjects, profiles))}
    survey = DraftedSurvey(
        questions={**{name: named[name] for name in first}, **named},
        identifiers=tuple(keys),
        repeating=repeated,
        consents=agreed,
        **_named_rows(asked, profiles),
        design=design,
        empty=empty,
        markers=tuple(dict.fromkeys(marker for profile in profiles for marker in profile.markers)),
        breakdowns=tuple(breakdowns(_may_head(on_subjects, no_groups, design))),
        completions=(*completions(named), *_last_pages(on_answers)),
        paradata=tuple(on_answers),
        private=(*(column for column in private if column not in keys), *of_structure.withheld),
        **{"grids": grids, **told_by_structure(structure, of_structure, named)},
    )
    return _arranged(survey)


def _beside(described: list[Drafted], named: Mapping[str, Drafted], on_answers: Iterable[str]) -> list[str]:
    """The questions that a structure, where there is one, does not have; else the columns on the answers."""
    return [*named][len(described) :] if described else [*on_answers]


def _counted_apart(named: Mapping[str, Drafted], about: Container[str], grids: Grids) -> set[str]:
    """What no question is said to repeat: flags and columns about the answers, rows of grids."""
    on_answers = (name for name, each in named.items() if each.column in about)
    return {*completions(dict(named)), *on_answers, *_rows_of(grids)}


def _arranged(survey: DraftedSurvey) -> DraftedSurvey:
    """The survey in chapters, each list of answers that questions share written once."""
    weights = {name for name, each in survey.questions.items() if each.column in survey.design.weights}
    placed, themes = with_themes(survey.questions, {*survey.paradata, *survey.completions, *weights})
    asked, scales = with_lists_shared(placed)
    return replace(survey, questions=asked, scales=scales, themes=survey.themes or themes)


def _named_rows(asked: list[Profile], profiles: list[Profile]) -> dict[str, Any]:
    """Columns named like an identifier, by how often their values are met; whether rows are children."""
    return {
        "repeated": tuple(repeated_identifiers(asked)),
        "met_again": tuple(several_rows_each(asked)),
        "met_often": tuple(met_often(asked)),
        "are_children": any(profile.column in OF_PARENT_ROWS for profile in profiles),
    }


def _filled_for_all(on_subjects: Mapping[str, Drafted], profiles: list[Profile]) -> list[str]:
    """The last questions of the file where they have an answer of everyone, and others before them have not.

    Software fills them, as a branch or a score, where a column says that some did not come to the end.
    """
    filled = {profile.column for profile in profiles if not profile.without_answer}
    varied = {profile.column for profile in profiles if len(profile.values) > 1}
    said = [name for name, each in on_subjects.items() if each.column]
    last = [*takewhile(lambda name: on_subjects[name].column in filled, reversed(said))]
    ends = any(COMPLETE.fullmatch(slug(column)) for column in varied)
    return last[::-1] if ends and len(last) < len(said) else []


def _by_what_they_tell(
    named: Mapping[str, Drafted], about: Container[str], found: Structured, columns: Container[str]
) -> tuple[dict[str, Drafted], dict[str, Drafted]]:
    """(the columns `about` how answers came in, the questions on subjects that the file has)."""
    on_answers = {name: question for name, question in named.items() if question.column in about}
    on_subjects = {
        name: question
        for name, question in named.items()
        if name not in on_answers and not found.lacks(question, columns)
    }
    return on_answers, on_subjects


def survey_of(structure: QuestionnaireStructure, found: Structured) -> DraftedSurvey:
    """The survey of a structure that has no answers yet."""
    named = _named(list(found.questions))
    asked, scales = with_lists_shared(named)
    known = told_by_structure(structure, found, named)
    return DraftedSurvey(asked, scales, breakdowns=tuple(breakdowns(named)), **known)


def _in_grids(
    named: dict[str, Drafted], structure: QuestionnaireStructure | None
) -> tuple[dict[str, Drafted], Grids]:
    """The questions and the grids that they look like, where no structure says which there are."""
    return (named, {}) if structure and (structure.grids or structure.themes) else with_grids(named)


def _rows_of(grids: Grids) -> set[str]:
    return {name for _, items in grids.values() for name in items}


def _may_head(named: dict[str, Drafted], apart: Container[str], design: DesignColumns) -> dict[str, Drafted]:
    """The questions that may head tables: no rows of one, surely or perhaps, none `apart`, no strata."""
    rows = {name for run in alike_neighbours(named, apart) for name in run}
    return {
        name: each
        for name, each in named.items()
        if name not in apart and name not in rows and each.column != design.strata
    }


def _named(questions: list[Drafted]) -> dict[str, Drafted]:
    """The questions by their names, with routing and scales by names as well."""
    names = question_names(question.wanted_name for question in questions)
    by_wanted = dict(zip((question.wanted_name for question in questions), names, strict=True))
    scales = list(dict.fromkeys(question.scale for question in questions if question.scale))
    scale_names = dict(zip(scales, question_names(scales), strict=True))
    return {
        name: replace(
            question,
            scale=scale_names.get(question.scale, ""),
            asked_if=renamed(question.asked_if, by_wanted),
        )
        for name, question in zip(names, questions, strict=True)
    }


def _without_codes(profiles: list[Profile], found: Structured) -> list[Profile]:
    """The columns that no question with answers to choose from reads."""
    coded = {column for question in found.questions if question.codes for column in columns_of(question)}
    return [profile for profile in profiles if profile.column not in coded]


def _last_pages(on_answers: Mapping[str, Drafted]) -> list[str]:
    return [
        name
        for name, question in on_answers.items()
        if is_plain_choice(question) and len(question.codes) > 1 and is_last_page(question.column)
    ]
