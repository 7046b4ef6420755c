"""Who is in a filter: absent answers are neither in nor out; what is said is what was asked."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.interactive.asking.conditions import Filter
from analysis.interactive.library import OpenSurvey

Ask = Callable[[OpenSurvey], Filter]
CONDITIONS: list[tuple[str, Ask]] = [
    ("an answer", lambda s: s.q.secteur == "Sport"),
    ("a number", lambda s: s.q.heures >= 20),
    ("both", lambda s: (s.q.heures >= 20) & (s.q.secteur == "Sport")),
    ("either", lambda s: (s.q.heures < 5) | s.q.secteur.isin(["Sport", "5"])),
    ("not both", lambda s: ~((s.q.heures >= 20) & ~(s.q.sexe == "Un homme"))),
    ("several answers", lambda s: s.q.attentes == "De la formation"),
    ("a population", lambda s: s.where("reguliers")),
    ("ranges", lambda s: s.where({"heures": "20..40", "sexe": "2"})),
]


@pytest.mark.parametrize("ask", [case[1] for case in CONDITIONS], ids=[case[0] for case in CONDITIONS])
def test_a_condition_and_its_opposite_never_overlap_nor_hold_who_is_not_known(
    survey: OpenSurvey, ask: Ask
) -> None:
    condition = ask(survey)
    inside, known = condition.masks()
    outside, known_again = (~condition).masks()
    assert not (inside & outside).any()
    assert (inside | outside == known).all() and (known == known_again).all()
    assert inside.any()


def test_who_did_not_say_is_not_a_woman_nor_not_a_man(survey: OpenSurvey) -> None:
    answers = survey["sexe"].answers_of()
    women = (survey.q.sexe == "Une femme").masks()[0]
    not_men = (survey.q.sexe != "Un homme").masks()[0]
    assert (women == not_men).all()
    assert women.sum() < (answers.values != 0).sum()


def test_and_is_known_where_one_side_is_no(survey: OpenSurvey) -> None:
    q = survey.q
    one, other = q.sexe == "Un homme", q.heures >= 20
    inside, known = (one & other).masks()
    assert (
        known == ((one.masks()[1] & ~one.masks()[0]) | (other.masks()[1] & ~other.masks()[0]) | inside)
    ).all()


WORDS: list[tuple[Ask, str]] = [
    (lambda s: s.where({"heures": "..34"}), "34 ou moins"),
    (lambda s: s.where({"heures": "65.."}), "65 ou plus"),
    (lambda s: s.where({"heures": "20..40"}), "de 20 à 40"),
    (lambda s: ~(s.q.secteur == "Sport"), "sauf Secteur"),
    (lambda s: s.where({"secteur": ["Sport", "Culture"]}), "Sport ; Culture"),
]


@pytest.mark.parametrize(("ask", "said"), WORDS)
def test_a_filter_is_said_in_words(survey: OpenSurvey, ask: Ask, said: str) -> None:
    assert said in ask(survey).words.replace("\u202f", " ").replace("\xa0", " ")


def test_a_label_of_either_language_and_a_code_are_the_same_answer(survey: OpenSurvey) -> None:
    masks = [(survey.q.secteur == answer).masks()[0] for answer in ("Sport", "sport", "4", 4)]
    assert all(np.array_equal(masks[0], mask) for mask in masks)
    health = [(survey.q.secteur == answer).masks()[0] for answer in ("Santé", "Health", "sante")]
    assert all(np.array_equal(health[0], mask) for mask in health)
