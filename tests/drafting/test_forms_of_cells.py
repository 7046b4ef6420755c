"""Drafts weigh the rivals of a reading: thousands and decimals, pairs and decimals, rankings and ticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from analysis.drafting.cells.answer_order import in_order
from analysis.drafting.cells.cell_contents import questions_from_content
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted
from analysis.questionnaire.reading.written_numbers import NumberForm
from analysis.steps.results_files import Built


def drafted(column: str, cells: list[str], decimal: str = ",") -> Drafted:
    return questions_from_content(Profile(column, Counter(cells)), decimal)[0]


NUMBERS = [
    ("budget", ["901", "1,102", "903", "12,104"] * 3, ",", NumberForm(","), "apart by ','"),
    ("recettes", ["1.000", "2.007", "13.014"] * 3, ",", NumberForm("."), "apart by '.'"),
    ("subvention", ["1,234,567.5", "12,000.0", "900"] * 3, ".", NumberForm(","), "12,000"),
    ("taux", ["0,125", "1,250", "2,500"] * 5, ",", NumberForm(), None),
    ("salaries", ["1,125", "2,5", "3"] * 5, ",", NumberForm(), None),
    ("coefficient", ["1.125", "2.250", "13.500"] * 5, ".", NumberForm(), "Perhaps thousands"),
    ("cotisation", ["10 €", "12,50 €", "7€"] * 4, ",", NumberForm(None, ("€",)), "€ beside"),
    ("fee", ["$10", "$1,250.00", "$7.5"] * 4, ".", NumberForm(",", ("$",)), "$ beside"),
    ("avis", ["7/10", "8/10", "10/10"] * 4, ",", NumberForm(None, ("/10",)), "/10 beside"),
    ("anciennete", ["1 an", "12 ans", "3 ans"] * 4, ",", NumberForm(None, ("ans", "an")), "ans, an beside"),
    ("occupancy", ["70%", "12.5 %", "100%"] * 4, ".", NumberForm(None, ("%",)), "% beside"),
    ("temps", ["00:12:30", "01:05:00", "00:45:10"] * 3, ".", NumberForm(None, (), "minutes"), "in minutes"),
    ("presence", ["1h30", "45 min", "2 h"] * 3, ",", NumberForm(None, (), "minutes"), "in minutes"),
]


@pytest.mark.parametrize(("column", "cells", "decimal", "form", "said"), NUMBERS)
def test_numbers_are_drafted_in_the_form_they_are_written_in(
    column: str, cells: list[str], decimal: str, form: NumberForm, said: str | None
) -> None:
    question = drafted(column, cells, decimal)
    assert (question.type, question.form) == ("numeric", form)
    doubts = [remark for remark in question.remarks if not remark.startswith("The file goes")]
    assert any(said in doubt for doubt in doubts) if said else not doubts


NAMES = [
    ("SIRET", [f"8421{n:010}" for n in range(40)]),
    ("Numéro de commande", [f"{n}" for n in range(7000, 7040)]),
    ("code_postal", [f"{n}" for n in range(75001, 75041)]),
    ("dossier", [f"{n}" for n in range(100, 140)]),
    ("q7", [f"{10_000_000 + 37 * n}" for n in range(40)]),
    ("Latitude", [f"48.{n}" for n in range(100, 140)]),
]


@pytest.mark.parametrize(("column", "cells"), NAMES)
def test_numbers_that_name_something_have_no_mean(column: str, cells: list[str]) -> None:
    question = drafted(column, cells, ".")
    assert question.type == "text"
    assert question.remarks == ("Numbers that name something or say where it is: they have no mean.",)


@pytest.mark.parametrize(
    "cells", [["08:30", "14:00", "21:15"] * 9, [f"{h}:{m}" for h in range(24) for m in (10, 40)]]
)
def test_times_of_the_day_are_no_durations(cells: list[str]) -> None:
    assert drafted("heure_arrivee", cells).type in ("single", "text")


SEVERAL = [
    (["1", "2", "1,2", "3", "2,3"] * 5, "multiple", ["1", "2", "3"]),
    (["1", "2", "3", "1,5", "2,5"] * 5, "numeric", []),
    (["12", "8", "12,5", "8,25"] * 5, "numeric", []),
    (["4", "3", "4,3", "2"] * 5, "numeric", []),
    (
        ["Sport\nLoisirs", "Sport", "Loisirs\nSoin, santé"] * 5,
        "multiple",
        ["Loisirs", "Soin, santé", "Sport"],
    ),
    (["Sport / Loisirs", "Sport", "Loisirs"] * 5, "multiple", ["Loisirs", "Sport"]),
    (['["Sport","Soin, santé"]', '["Sport"]'] * 5, "multiple", ["Soin, santé", "Sport"]),
    (['Sport,"Soin, santé"', "Sport", '"Soin, santé"'] * 5, "multiple", ["Soin, santé", "Sport"]),
]


@pytest.mark.parametrize(("cells", "kind", "codes"), SEVERAL)
def test_several_answers_in_a_cell_are_told_from_their_rivals(
    cells: list[str], kind: str, codes: list[str]
) -> None:
    question = drafted("q", cells)
    assert (question.type, list(question.codes)) == (kind, codes)


def test_options_with_commas_are_whole_and_named() -> None:
    cells = ["Soin, santé, Sport", "Soin, santé", "Sport", "Arts, Sport", "Arts", "Arts, Soin, santé"] * 4
    question = drafted("q", cells)
    assert list(question.codes) == ["Arts", "Soin, santé", "Sport"]
    assert "“Soin, santé”" in question.remarks[0]


def test_what_one_respondent_wrote_is_other_and_not_in_the_definition() -> None:
    cells = ["Sport;Arts", "Sport", "Arts"] * 10 + ["Sport;la chorale de Léa", "le bar"]
    question = drafted("q", cells)
    assert (list(question.codes), question.other) == (["Arts", "Sport", "other"], {"other": "q"})
    assert not any("Léa" in remark for remark in question.remarks)


def test_cells_that_always_have_all_options_are_a_ranking(draft_csv: Callable[..., Built]) -> None:
    orders = ["Prix;Délai;Accueil;", "Délai;Prix;Accueil;", "Prix;Accueil;Délai;"] * 10
    found = draft_csv({"id": [f"r{n}" for n in range(30)], "Classez": orders}, ",")
    assert list(found.survey.questions) == ["classez_1", "classez_2", "classez_3"]
    first = found.weighted.cleaned.answers["classez_1"]
    counts = Counter(list(first.question.codes)[value] for value in first.values)
    assert counts == {"Prix": 20, "Délai": 10}


ORDERS = [
    (
        ["60 ans et plus", "25-39 ans", "Moins de 25 ans", "40-59 ans"],
        ["Moins de 25 ans", "25-39 ans", "40-59 ans", "60 ans et plus"],
    ),
    (["Over 500", "Under 50", "50 to 500"], ["Under 50", "50 to 500", "Over 500"]),
    (["1 an à 5 ans", "Plus de 5 ans", "Moins de 6 mois", "6 mois à 1 an"], None),
    (
        ["De 10 000 à 49 999 €", "Moins de 1 000 €", "1 000 à 9 999 €", "50 000 € et plus"],
        ["Moins de 1 000 €", "1 000 à 9 999 €", "De 10 000 à 49 999 €", "50 000 € et plus"],
    ),
    (["Souvent", "Jamais", "Toujours", "Parfois"], ["Jamais", "Parfois", "Souvent", "Toujours"]),
    (["Often", "Always", "Rarely", "Never"], ["Never", "Rarely", "Often", "Always"]),
    (
        ["Tout à fait d'accord", "Plutôt d'accord", "Pas du tout d'accord", "Plutôt pas d'accord"],
        ["Pas du tout d'accord", "Plutôt pas d'accord", "Plutôt d'accord", "Tout à fait d'accord"],
    ),
    (["Good", "Very good", "Poor", "Very poor"], ["Very poor", "Poor", "Good", "Very good"]),
    (["★★★", "★", "★★"], ["★", "★★", "★★★"]),
    (["Lyon", "Brest", "Nice"], None),
    (["Une fois par mois", "Une fois par semaine", "Une fois par an"], None),
]


@pytest.mark.parametrize(("answers", "order"), ORDERS)
def test_answers_stand_in_the_order_that_their_words_have(
    answers: list[str], order: list[str] | None
) -> None:
    found = in_order(answers)
    assert found == order if order else found is None or len(found) == len(answers)


def test_ranges_that_became_dates_have_their_range_as_label() -> None:
    question = drafted("frequence", ["2024-02-01", "2024-05-03", "6-10", "plus de 10"] * 5)
    assert list(question.codes.values()) == ["1-2", "3-5", "6-10", "plus de 10"]
    assert '"2024-05-03" = "3-5"' in question.remarks[0] and "recode" in question.remarks[0]
