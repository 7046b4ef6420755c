"""Conditions on answers put together: one of several, all of them, those that are left without a question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.drafting.routing.number_stretches import common_answers
from analysis.questionnaire.fixed_words import AnyOf, Condition, alternatives_of

MOST_ALTERNATIVES = 12
"""Conditions of which one must hold that a reader of survey.toml can still follow."""


@dataclass(frozen=True)
class Routing:
    """Answered one of, for each question; `left` are the parts that such conditions cannot say."""

    asked_if: Condition = field(default_factory=dict)
    left: tuple[str, ...] = ()


def any_of(conditions: Sequence[Condition]) -> Condition:
    """One of the conditions, each said once; {} where one of them is met by everyone."""
    distinct = [each for place, each in enumerate(conditions) if each not in conditions[:place]]
    if not distinct or not all(distinct):
        return {}
    return distinct[0] if len(distinct) == 1 else AnyOf(distinct)


def together(conditions: Sequence[Condition]) -> Routing:
    """All the conditions as one, as of a group and of a question in it.

    Of two that no answer to a question meets, the first holds and the second is left.
    """
    found: list[Condition] = [{}]
    left: list[str] = []
    for condition in conditions:
        pairs = [_meeting(one, other) for one in found for other in alternatives_of(condition)]
        met = [each for each in pairs if each is not None]
        if not met:
            names = " and ".join(sorted(condition))
            left.append(f"no answer to {names} meets the group and the question")
        elif len(met) > MOST_ALTERNATIVES:
            left.append(f"one of {len(met)} conditions, too many to be read")
        found = met if 0 < len(met) <= MOST_ALTERNATIVES else found
    return Routing(any_of(found), tuple(left))


def _meeting(first: Condition, second: Condition) -> Condition | None:
    """What both ask; None where no answer to a question meets both."""
    shared = {name: common_answers(first[name], second[name]) for name in {*first} & {*second}}
    return {**first, **second, **shared} if all(shared.values()) else None


def without(condition: Condition, questions: Collection[str]) -> Condition:
    """The condition with nothing asked of `questions`: it lets more through, and never fewer."""
    if not questions:
        return condition
    kept = [
        {name: codes for name, codes in each.items() if name not in questions}
        for each in alternatives_of(condition)
    ]
    return any_of(kept)


def renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition on questions under other names."""
    found = [{names[name]: codes for name, codes in each.items()} for each in alternatives_of(condition)]
    return any_of(found)
