"""What other variables tell of the quasi-identifiers: those they derive from or by, and whom a question was
put to."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.questionnaire import Label, Survey
from analysis.questionnaire.fixed_words import NoneOf, alternatives_of

DERIVED = Label(
    "en dit plus qu'un quasi-identifiant : il en vient, ou l'inverse",
    "tells more than a quasi-identifier: one derives from the other",
)
Routes = frozenset[str]
"""The codes of a question that another was put to."""


def disclosing(survey: Survey) -> Mapping[str, Label]:
    """The variables that cannot stand beside the quasi-identifiers, with the reason.

    Those a quasi-identifier derives from, whatever else derives from these or from it, and what was put to
    respondents, or derives, by one of those.
    """
    keys = set(survey.privacy.quasi_identifiers)
    sources: set[str] = set()
    waiting = list(keys)
    while waiting:
        for name in _needs(survey, waiting.pop()) - sources:
            sources.add(name)
            waiting.append(name)
    telling = sources - keys
    while more := {
        name
        for name, question in survey.questions.items()
        if name not in keys | telling
        and (_needs(survey, name) & (keys | telling) or set(question.asked_if) & telling)
    }:
        telling |= more
    return dict.fromkeys(telling, DERIVED)


def _needs(survey: Survey, name: str) -> set[str]:
    """What a variable derives from."""
    derivation = survey.questions[name].derivation if name in survey.questions else None
    return set(derivation.needs) if derivation else set()


def routes_of(survey: Survey, name: str) -> dict[str, Routes]:
    """The quasi-identifiers by which a question was put to respondents, or those it follows were: each with
    the codes that it was put to."""
    keys = set(survey.privacy.quasi_identifiers)
    found: dict[str, Routes] = {}
    waiting, met = [name], {name}
    while waiting:
        question = survey.questions[waiting.pop()]
        alternatives = alternatives_of(question.asked_if)
        for source in keys & {*question.asked_if}:
            if all(source in each for each in alternatives):
                asked = frozenset.union(*(_asked(survey, source, each[source]) for each in alternatives))
                found[source] = found.get(source, asked) & asked
        more = ({*question.asked_if} | _needs(survey, question.name)) - keys - met
        met |= more
        waiting += sorted(more)
    return found


def _asked(survey: Survey, source: str, codes: tuple[str, ...]) -> Routes:
    known = frozenset(survey.questions[source].codes)
    return known - frozenset(codes) if isinstance(codes, NoneOf) else known & frozenset(codes)
