"""Which answers stand beside the others ("other", "none", "don't know"), and whether the rest is in an order.

What a definition does not say is found: from the derivation, from the columns of "other, please say", from
the answers that exclude the others, and from labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from analysis.faults import listed
from analysis.questionnaire.fixed_words import ASIDE_KINDS, AsideKind, Label
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.questions import Question

BEGINNINGS: Mapping[AsideKind, re.Pattern[str]] = {
    "other": re.compile(
        r"(autres?|autrement|d'autres|(some )?others?)\b|(divers(es)?|quelque chose d'autre|something else)$",
        re.IGNORECASE,
    ),
    "none": re.compile(
        r"aucune? (de ces|de celles|de ceux|des )|none of (these|those|the )|non concerné|sans objet\b|"
        r"not applicable\b|does not apply|n/a$",
        re.IGNORECASE,
    ),
    "dont_know": re.compile(
        r"(je )?ne (sa(is|it) pas|se prononce)|nspp?\b|(sans |pas d')(opinion|avis)\b|"
        r"(i )?(don't|do not) know|no opinion|(not |un)sure$",
        re.IGNORECASE,
    ),
    "no_answer": re.compile(
        r"((non|pas de|sans) réponse|no answer|not answered)\b|refuse?d? (de répondre|to answer)|"
        r"(je )?(préfère ne pas|ne (souhaite|veut|veux) pas) (le |la )?(répondre|dire)|"
        r"(i )?(would )?(rather not|prefer not to) (say|answer)",
        re.IGNORECASE,
    ),
}
"""How the labels of such answers begin, in French or English. What may be the lowest of an order (nobody, not
concerned) is none of them, nor what may be an answer of substance (a refusal)."""


def with_answer_marks(
    place: str, question: Question, earlier: Mapping[str, Question], faults: list[str]
) -> Question:
    """The question with the answers that stand aside, and whether the others are in an order, said or found.

    earlier: the variables that a derived one may come from. What is wrong is appended to `faults`.
    """
    faults.extend(_faults(place, question))
    found = {
        kind: codes
        for kind in ASIDE_KINDS
        if (codes := question.aside.get(kind, _found_aside(kind, question, earlier)))
    }
    ordered = _is_found_ordered(question, earlier) if question.ordered is None else question.ordered
    if question.more and not ordered:
        faults.append(
            f"{place}.more: the answers are in no order along which anything grows; add ordered = true"
        )
    return replace(question, aside=found, ordered=ordered)


def aside_of(question: Question, code: str) -> AsideKind | None:
    """In which way an answer stands beside the others; None where it is one of substance."""
    return next((kind for kind, codes in question.aside.items() if code in codes), None)


def substantive(question: Question) -> tuple[str, ...]:
    """The codes of a question without those that stand aside, in its order."""
    return tuple(code for code in question.codes if aside_of(question, code) is None)


def _faults(place: str, question: Question) -> Iterator[str]:
    seen: dict[str, str] = {}
    for kind, codes in question.aside.items():
        for code in codes:
            if code not in question.codes:
                yield f"{place}.aside.{kind}: {code!r} is not an answer; answers: {listed(question.codes)}"
            if seen.setdefault(code, kind) != kind:
                yield f"{place}.aside: {code!r} is both {seen[code]} and {kind}"
    for key, phrases in (("verbs", question.verbs), ("within", question.within)):
        for code in phrases:
            if code not in question.codes:
                yield f"{place}.{key}: {code!r} is not an answer; answers: {listed(question.codes)}"
    if question.ordered is not None and not kind_of(question).is_coded:
        yield f"{place}.ordered: the answers of a {question.type} question have no order to say"
    if question.ordered is False and kind_of(question).is_ordered:
        yield f"{place}.ordered: the answers of a scale are in an order; make it single if they are not"


def _found_aside(kind: AsideKind, question: Question, earlier: Mapping[str, Question]) -> tuple[str, ...]:
    """The codes that are of a kind without the definition saying so, in their order."""
    said = {code for codes in question.aside.values() for code in codes}
    by_label = BEGINNINGS.get(kind)
    found = {
        code
        for code, label in question.codes.items()
        if (by_label and _begins(by_label, label)) or _all_of(kind, code, question, earlier)
    }
    if kind == "other":
        found |= set(question.other)
    if kind == "none":
        found |= set(question.exclusive)
    return tuple(code for code in question.codes if code in found - said)


def _begins(pattern: re.Pattern[str], label: Label) -> bool:
    return any(pattern.match(text.replace("’", "'").lstrip(' «“"')) for text in (label.fr, label.en))


def _all_of(kind: AsideKind, code: str, question: Question, earlier: Mapping[str, Question]) -> bool:
    """Whether a group of answers holds none but such answers of the question it is made from."""
    derivation = question.derivation
    source = earlier.get(derivation.source) if derivation else None
    grouped = derivation.groups.get(code, ()) if derivation else ()
    return bool(source and grouped) and all(aside_of(source, each) == kind for each in grouped if source)


def _is_found_ordered(question: Question, earlier: Mapping[str, Question]) -> bool:
    """Whether the codes are in an order: of a scale, of classes of a number, of groups along an order."""
    if kind_of(question).is_ordered:
        return True
    derivation = question.derivation
    if derivation is None or not kind_of(question).is_coded:
        return False
    if derivation.kind == "classes_of":
        return _is_monotone([bounds[0] for bounds in derivation.bounds.values()])
    source = earlier.get(derivation.source)
    if derivation.kind != "groups_of" or source is None or not source.ordered:
        return False
    places = {code: float(place) for place, code in enumerate(substantive(source))}
    kept = [[places[code] for code in codes if code in places] for codes in derivation.groups.values()]
    groups = [sorted(group) for group in kept if group]
    return _is_monotone([group[0] for group in groups]) and _do_not_overlap(groups)


def _is_monotone(values: list[float]) -> bool:
    steps = list(pairwise(values))
    return all(one < two for one, two in steps) or all(one > two for one, two in steps)


def _do_not_overlap(groups: list[list[float]]) -> bool:
    return all(one[-1] < two[0] or two[-1] < one[0] for one, two in pairwise(groups))
