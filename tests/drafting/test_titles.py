"""Titles of indicators from the wordings of questions, and what frequencies and ranges say of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from analysis.drafting.cells.answer_order import in_order
from analysis.drafting.cells.cell_contents import questions_from_content
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.grouping.titles import short_of, title_of, title_of_all
from analysis.drafting.questionnaire_structure import Bilingual

TITLES = [
    ("Quels sports ? (plusieurs réponses possibles)", "Quels sports ?"),
    ("Quelles ressources, en % ? (total : 100) – Dons", "Quelles ressources, en % ? – Dons"),
    ("Vos besoins (3 réponses maximum) :", "Vos besoins"),
    ("Which sports? (select all that apply)", "Which sports?"),
    ("Votre club (association loi 1901)", "Votre club (association loi 1901)"),
    ("Secteur :", "Secteur"),
    ("(plusieurs réponses possibles)", "(plusieurs réponses possibles)"),
]


@pytest.mark.parametrize(("wording", "title"), TITLES)
def test_a_title_says_what_was_asked_and_not_how_to_answer(wording: str, title: str) -> None:
    assert title_of(wording) == title


def test_a_title_in_two_languages_keeps_both() -> None:
    said = title_of(Bilingual("Sports (choix multiple) :", "Sports (multiple choice):"))
    assert isinstance(said, Bilingual)
    assert (str(said), said.en) == ("Sports", "Sports")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Baromètre 2025", "Baromètre"),
        ("Clubs – (1999)", "Clubs"),
        ("2025", "2025"),
        ("Plan 20250", "Plan 20250"),
    ],
)
def test_a_survey_is_not_called_by_the_year_of_one_edition(title: str, said: str) -> None:
    assert title_of_all(title) == said
    both = title_of_all(Bilingual(title, f"Survey, {title}"))
    assert isinstance(both, Bilingual) and both.en == f"Survey, {said}".removesuffix(", 2025")


@pytest.mark.parametrize(
    ("text", "label", "short"),
    [
        ("Vos ressources – Dons", "Dons", "Dons"),
        ("Vos ressources – Dons", "", ""),
        ("Vos dons", "Vos dons", ""),
        (f"Avis – {'long ' * 9}", "long " * 9, ""),
    ],
)
def test_one_of_several_things_has_its_own_name_as_a_short_title(text: str, label: str, short: str) -> None:
    assert short_of(Drafted("q", "single", text, "q", label=label)) == short


FREQUENCIES = [
    ["Jamais", "Quelques fois par an", "Chaque mois", "Chaque semaine"],
    ["Moins souvent", "1 à 2 fois par an", "Tous les mois", "Plusieurs fois par semaine", "Tous les jours"],
    ["Annuel", "Trimestriel", "Mensuel", "Hebdomadaire"],
    ["Never", "Once a year", "Every two months", "Every month", "Several times a week", "Every day"],
]


@pytest.mark.parametrize("answers", FREQUENCIES)
def test_times_in_a_period_are_in_their_order(answers: Sequence[str]) -> None:
    assert in_order(sorted(answers)) == answers


@pytest.mark.parametrize(
    "answers", [["En semaine", "Le week-end", "Les jours fériés"], ["Mois", "An", "Jour"]]
)
def test_days_that_are_no_frequency_have_no_order(answers: Sequence[str]) -> None:
    assert in_order(answers) is None


@pytest.mark.parametrize(
    ("heading", "lowest", "codes"),
    [
        ("Confiance dans l'avenir (1 à 10)", 2, 10),
        ("Accueil (de 0 à 5) :", 1, 6),
        ("Welcome (1-5)", 2, 5),
    ],
)
def test_a_range_alone_behind_what_is_graded_is_a_scale(heading: str, lowest: int, codes: int) -> None:
    cells = [str(grade) for grade in range(lowest, 6)] * 9
    [question] = questions_from_content(Profile(heading, Counter(cells)), ",")
    assert (question.type, len(question.codes)) == ("scale", codes)
