"""Where a group is in a sentence: dans le sport, avant 25 ans; and what grows along groups."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from analysis.questionnaire import Question
from analysis.questionnaire.derivations import REGIONAL
from analysis.reporting.language.catalogue import plain
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.typography import capitalised, unaccented
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow

AGE = "age"
"""What a number is called, accents apart, whose classes are ages."""
OFFICIAL = "fr:"
"""How the shared scales of places begin."""
ELIDED = "aeiou"
"""What a phrase begins with, accents apart, before which a French word is elided."""


def within_group(voice: Voice, row: IndicatorRow, after: bool = False) -> str:
    """The group of `row` as a complement: dans le sport, avant 25 ans.

    As the survey says it, else from the bounds of a class or the name of a place, else quoted. `after`
    another group of the same question, it may be shorter: dans celles de 200 ou plus.
    """
    label = voice.answer(row.breakdown, row.group)
    return phrase_of_group(voice, row, after) or voice.say("within.other", group=voice.quoted(label))


def phrase_of_group(voice: Voice, row: IndicatorRow, after: bool = False) -> str:
    """The same; empty of a group that could only be quoted."""
    question = voice.survey.questions.get(row.breakdown)
    own = question.within.get(row.group, {}).get(voice.language) if question else None
    if own:
        return voice.typeset(own.then if after else own.first)
    of_class = _of_class(voice, question, row.group) if question else ""
    if of_class:
        return of_class
    label = voice.answer(row.breakdown, row.group)
    return within_place(voice, label) if question and _is_place(voice, question, label) else ""


def people_of(voice: Voice, row: IndicatorRow) -> str:
    """The group of `row` as people: les réguliers, of chez les réguliers; empty of a group that is none."""
    phrase = phrase_of_group(voice, row)
    is_people = any(phrase.startswith(f"{words} ") for words in voice.rules.persons)
    return phrase.partition(" ")[2] if is_people else ""


def group_name(voice: Voice, breakdown: str, code: str) -> str:
    """What a group is called beside its mark: its label, or what the survey says of the group where the label
    is but yes or no: Avec des salariés."""
    label, question = voice.answer(breakdown, code), voice.survey.questions.get(breakdown)
    own = question.within.get(code, {}).get(voice.language) if question else None
    if own is None or plain(label) not in {plain(voice.say("answer.yes")), plain(voice.say("answer.no"))}:
        return label
    return capitalised(voice.typeset(own.first))


def by_groups(voice: Voice, breakdown: str) -> str:
    """Along what groups are compared, as a complement: selon la taille de l'association, par secteur.

    As the survey says it, else of classes of age, else by its label without what that has in brackets.
    """
    question = voice.survey.questions.get(breakdown)
    if question and question.by:
        return voice.text(question.by)
    if question and _is_age(voice, question):
        return voice.say("by.age")
    return by_labels(voice, [voice.variable(breakdown).partition(" (")[0]])


def by_labels(voice: Voice, labels: Sequence[str]) -> str:
    """Along what figures are compared, by names alone: par secteur; of a question, by the answer to it."""
    asks = len(labels) == 1 and labels[0].endswith("?")
    said = voice.listing([voice.mention(label) for label in labels])
    return voice.say("by.question" if asks else "by", groups=said)


def more_along(voice: Voice, row: IndicatorRow) -> str:
    """What grows from the first group of a breakdown to the last: les bénévoles sont âgés, after "plus".

    As the survey says it, else of classes of age; empty where nothing is known.
    """
    question = voice.survey.questions.get(row.breakdown)
    if question is None or not question.ordered:
        return ""
    if question.more:
        return voice.text(question.more)
    if not _is_age(voice, question) or not _ascends(question):
        return ""
    noun = voice.noun(row.population)
    return voice.say("more.age", context=noun.article, one=noun.one, many=noun.many)


def than(voice: Voice, phrase: str, key: str = "than") -> str:
    """`phrase` after a comparison, or with "as" after an equality: que dans le sport, qu'avant 25 ans."""
    context = "vowel" if unaccented(phrase[:1]) in tuple(ELIDED) else ""
    return voice.say(key, context=context, phrase=phrase)


def is_attached(voice: Voice, phrase: str) -> bool:
    """Whether a group would be read with the noun before it, as in mergers with employees: its sentence
    begins with it."""
    return phrase.partition(" ")[0] in voice.say("attached").split()


def _of_class(voice: Voice, question: Question, code: str) -> str:
    """A class of ages or of what has a unit, between whole numbers; empty for any other group."""
    derivation = question.derivation
    low, high = derivation.bounds.get(code, (0.5, 0.5)) if derivation else (0.5, 0.5)
    if not all(float(end).is_integer() for end in (low, high) if isfinite(end)):
        return ""
    unit = "" if _is_age(voice, question) else _unit(voice, question)
    kind = "age" if _is_age(voice, question) else "class"
    if kind == "class" and not unit:
        return ""
    last = high - 1
    shape = "below" if not isfinite(low) else "from" if not isfinite(high) else "between"
    named = high if shape == "below" else low if shape == "from" else last
    values = {"low": voice.number(low) if isfinite(low) else "", "last": voice.number(named)}
    if shape == "between" and low == last:
        shape = "one"
    return voice.say(f"within.{kind}_{shape}", unit=voice.unit_of(named, unit), **values)


def _source(voice: Voice, question: Question) -> Question | None:
    """The number that the classes are of."""
    derivation = question.derivation
    is_classes = derivation is not None and derivation.kind == "classes_of"
    return voice.survey.questions.get(derivation.source) if is_classes and derivation else None


def _is_age(voice: Voice, question: Question) -> bool:
    source = _source(voice, question)
    return source is not None and any(
        unaccented(text) == AGE for text in (source.label.fr, source.label.en, source.name)
    )


def _unit(voice: Voice, question: Question) -> str:
    source = _source(voice, question)
    return voice.text(source.unit) if source and source.unit else ""


def _ascends(question: Question) -> bool:
    bounds = list(question.derivation.bounds.values()) if question.derivation else []
    return bounds == sorted(bounds)


def _is_place(voice: Voice, question: Question, label: str) -> bool:
    """Whether the groups are regions or departments, or one that the language knows."""
    derivation = question.derivation
    is_official = (question.scale or "").startswith(OFFICIAL)
    is_derived = derivation is not None and derivation.kind in REGIONAL
    return is_official or is_derived or plain(label) in voice.catalogue.places
