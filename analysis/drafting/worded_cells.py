"""Whether the cells of a file hold codes or the words of the answers, and what ticks in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.drafting.bilingual import english
from analysis.drafting.drafted import Drafted
from analysis.drafting.profiles import Profile
from analysis.etl.worded import plain_words

TICKS = (("Y", "N"), ("1", "0"), ("1", "2"))
"""What ticks and what does not, as LimeSurvey writes it or is asked to write it."""
YES_OR_NO = frozenset(map(plain_words, ("Oui", "Non", "Yes", "No")))


def are_words(questions: Iterable[Drafted], profiles: Mapping[str, Profile]) -> bool:
    """Whether more cells hold the label of an answer than its code."""
    words = codes = 0
    for question in questions:
        labels = {plain_words(text) for label in question.codes.values() for text in (label, english(label))}
        labels = labels if question.type != "multiple" else set(YES_OR_NO)
        known = set(question.codes) if question.type != "multiple" else {t for pair in TICKS for t in pair}
        columns = question.columns.values() if question.columns else (question.column,)
        for profile in (profiles[column] for column in columns if column in profiles and question.codes):
            for value, n in profile.values.items():
                codes += n * (value in known)
                words += n * (value not in known and plain_words(value) in labels)
    return words > codes


def ticks_met(question: Drafted, profiles: Mapping[str, Profile], answers: str) -> Drafted:
    """A multiple question with the values that tick in this file.

    A blank is a no only where no value is one; of words, one always is.
    """
    if question.type != "multiple" or not question.columns:
        return question
    typed = set(question.other.values())
    columns = [column for column in question.columns.values() if column not in typed]
    met = {value for column in columns if column in profiles for value in profiles[column].values}
    if answers == "labels":
        return replace(question, blank_is_not_ticked=False)
    fitting = [pair for pair in TICKS if met <= set(pair)]
    if not fitting or not met:
        return question
    ticked, not_ticked = fitting[0]
    return replace(
        question,
        ticked=(ticked,),
        not_ticked=(not_ticked,),
        blank_is_not_ticked=question.blank_is_not_ticked and not_ticked not in met,
    )
