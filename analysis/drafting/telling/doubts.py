"""The doubts of a draft as records: what is asked, the readings, the keys that decide, the default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, Protocol, TypeVar

from analysis.drafting.drafted_question import Drafted, Rival
from analysis.drafting.infer.design_columns import DesignColumns
from analysis.drafting.infer.drafted_survey import DraftedSurvey
from analysis.drafting.survey_toml import completion_kept, design_lines

LONGEST = 90
Read = TypeVar("Read")
"""What a doubt is of: the survey that is drafted, or how its file is read."""


@dataclass(frozen=True)
class Choice(Generic[Read]):
    """One reading in words, the keys of a definition that say it, and what is drafted read so."""

    said: str
    keys: str
    taken: Callable[[Read], Read]


@dataclass(frozen=True)
class Doubt(Generic[Read]):
    """What nobody but whoever knows the survey can say; `about` is a key or a question.

    The first of the choices is taken where nobody is asked.
    """

    about: str
    asked: str
    choices: tuple[Choice[Read], ...]


def doubts_of(survey: DraftedSurvey) -> list[Doubt[DraftedSurvey]]:
    """The doubts of a draft: on who answered and how they count first, then on questions in their order."""
    of_questions = (
        _of_question(name, question) for name, question in survey.questions.items() if question.rivals
    )
    return [*_of_identifier(survey), _of_sampling(), *_of_design(survey), *_of_ends(survey), *of_questions]


class Choose(Protocol):
    """Whoever settles a doubt by one of its choices."""

    def __call__(self, doubt: Doubt[Read], /) -> Choice[Read]:
        """The choice taken."""


def settled(survey: DraftedSurvey, doubts: Sequence[Doubt[DraftedSurvey]], choose: Choose) -> DraftedSurvey:
    """The survey with each doubt as `choose` settles it, one after the other."""
    for doubt in doubts:
        survey = choose(doubt).taken(survey)
    return survey


def _as_drafted(survey: DraftedSurvey) -> DraftedSurvey:
    return survey


def _of_identifier(survey: DraftedSurvey) -> Iterator[Doubt[DraftedSurvey]]:
    if survey.identifiers or survey.met_again or survey.met_often or not survey.repeated:
        return
    column = survey.repeated[0]
    yield Doubt(
        "identifier",
        f"Does {column} tell respondents apart? Some of its values are met twice or blank.",
        (
            Choice("no, every row is a respondent", "no identifier", _as_drafted),
            Choice(
                "yes, and only the first row of each is kept",
                f'identifier = "{column}"',
                partial(_identified, column=column),
            ),
        ),
    )


def _identified(survey: DraftedSurvey, column: str) -> DraftedSurvey:
    return replace(survey, identifiers=(column,), repeated=(), questions=_without(survey, (column,)))


def _without(survey: DraftedSurvey, columns: Sequence[str]) -> dict[str, Drafted]:
    return {name: each for name, each in survey.questions.items() if each.column not in columns}


def _of_sampling() -> Doubt[DraftedSurvey]:
    return Doubt(
        "sampling",
        "Were respondents drawn at random? What reports say of precision follows from it.",
        (
            Choice("no, whoever wished answered", 'sampling = "volunteer"', _as_drafted),
            Choice("yes", 'sampling = "probability"', partial(replace, sampling="probability")),
        ),
    )


def _of_design(survey: DraftedSurvey) -> Iterator[Doubt[DraftedSurvey]]:
    """Which weight, and whether the sample was drawn by strata, primary units or has replicates."""
    design = survey.design
    if design.weights:
        why = f" {design.weights[0]} is the likeliest: {design.countries}." if design.countries else ""
        choices = [Choice("none, every respondent counts as one", "no weight", _as_drafted)]
        for column in design.weights:
            chosen = DesignColumns(weights=(column,))
            said = f"{column}, {design.reasons[column]}" if column in design.reasons else column
            choices.append(Choice(said, design_lines(chosen)[0], partial(_designed, design=chosen)))
        yield Doubt("design.weight", f"Which weight do respondents have?{why}", tuple(choices))
    parts = replace(design, weights=())
    if lines := design_lines(parts):
        yield Doubt(
            "design",
            "Was the sample drawn so? Standard errors follow from it.",
            (
                Choice("no, respondents one by one", "no strata, no psu, no replicates", _as_drafted),
                Choice("yes", ", ".join(lines), partial(_designed, design=parts)),
            ),
        )


def _designed(survey: DraftedSurvey, design: DesignColumns) -> DraftedSurvey:
    """The survey with columns of a design taken beside those that are; no question reads them."""
    before = survey.taken
    taken = replace(design, weights=(*before.weights, *design.weights))
    return replace(survey, taken=taken, questions=_without(survey, design.weights))


def _of_ends(survey: DraftedSurvey) -> Iterator[Doubt[DraftedSurvey]]:
    if survey.completions:
        name, kept = survey.completions[0], completion_kept(survey)
        yield Doubt(
            "cleaning.keep_if",
            f"Does only who came to the end ({name}) count?",
            (
                Choice("no, all are kept", "no keep_if", _as_drafted),
                Choice("yes", kept, partial(replace, keeps_complete=True)),
            ),
        )


def _of_question(name: str, question: Drafted) -> Doubt[DraftedSurvey]:
    """How a question is read, of the readings that its cells allow."""
    first, *others = question.rivals
    text = question.text if len(question.text) <= LONGEST else f"{question.text[: LONGEST - 1]}…"
    choices = [Choice(first.said, first.keys, _as_drafted)]
    choices += [Choice(each.said, each.keys, partial(_read_so, name=name, rival=each)) for each in others]
    return Doubt(name, f"How is “{text}” read?", tuple(choices))


def _read_so(survey: DraftedSurvey, name: str, rival: Rival) -> DraftedSurvey:
    """The survey with a question as its rival reads it, its doubts settled."""
    changed = replace(survey.questions[name], rivals=(), **rival.changes)
    return replace(survey, questions={**survey.questions, name: changed})
