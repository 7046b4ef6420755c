"""The quality report, heading by heading: dates, breaks, comparisons, time and weights as they are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label, SamplingDesign, Weighting
from analysis.questionnaire.collection.citation import Citation
from analysis.reporting.blocks import Definitions, Heading, Paragraph
from analysis.reporting.chapters.method_pages.quality_report import HEADINGS, quality_report
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import BacktestFigure, QualityMeasure, Records, WeightingMeasure
from analysis.results.schema import WITHIN_95
from tests.plain_spaces import plain

EDITION = Edition("2024", Label("2024", "2024"), ())
Parts = dict[str, dict[str, str]]


def told(voice: Voice, edition: Edition = EDITION, **records: Any) -> Parts:
    """What each heading says, by its number."""
    parts: Parts = {}
    for block in quality_report(voice, edition, Records(**{"weighting": [], "provenance": {}, **records})):
        if isinstance(block, Heading):
            part = parts[block.anchor] = {}
        if isinstance(block, Definitions):
            part |= {plain(term): plain(text) for term, text in block.entries}
    return parts


def test_headings_of_which_nothing_is_known_are_named_at_the_end(voices: dict[str, Voice]) -> None:
    blocks = quality_report(voices["fr"], EDITION, Records([], {}))
    *_, last = blocks
    assert isinstance(last, Paragraph)
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    absent = plain(last.text).partition(" : ")[2].split(" ; ")
    assert len(headings) + len(absent) == len(HEADINGS)
    assert not set(map(plain, headings)) & set(absent)
    assert "S.14 Actualité et ponctualité" in absent and "S.4 Unité de mesure" not in absent
    assert {block.level for block in blocks if isinstance(block, Heading)} == {3}


def test_the_units_are_those_of_the_statistics_and_of_the_questions(voices: dict[str, Voice]) -> None:
    assert list(told(voices["fr"])["sims-4"].values()) == ["% et minutes par jour"]


PUBLISHED = [
    # the day of publication of the edition, that of the survey, the last day of fieldwork; what is said
    (date(2024, 9, 8), None, date(2024, 6, 30), "8 septembre 2024, 70 jours après la fin de la collecte"),
    (None, date(2024, 9, 8), date(2024, 6, 30), "8 septembre 2024, 70 jours après la fin de la collecte"),
    (date(2024, 6, 30), None, date(2024, 6, 30), "30 juin 2024, 0 jour après la fin de la collecte"),
    (date(2024, 7, 1), None, date(2024, 6, 30), "1ᵉʳ juillet 2024, 1 jour après la fin de la collecte"),
    (date(2024, 6, 29), None, date(2024, 6, 30), "29 juin 2024"),
    (date(2024, 9, 8), date(2020, 1, 1), None, "8 septembre 2024"),
    (None, None, date(2024, 6, 30), None),
]


@pytest.mark.parametrize(("own", "of_survey", "end", "said"), PUBLISHED)
def test_the_day_of_publication_is_told_with_the_days_since_fieldwork(
    own: date | None, of_survey: date | None, end: date | None, said: str | None, voices: dict[str, Voice]
) -> None:
    survey = replace(voices["fr"].survey, citation=Citation(published=of_survey))
    edition = replace(EDITION, citation=Citation(published=own), end=end)
    found = told(Voice("fr", survey), edition).get("sims-14", {})
    assert found.get("Publication") == said


def test_the_fieldwork_and_the_year_of_reference_are_told_where_they_are_known(
    voices: dict[str, Voice],
) -> None:
    dated = replace(EDITION, start=date(2024, 2, 1), end=date(2024, 6, 30), reference_year=2023)
    found = told(voices["fr"], dated)["sims-5"]
    assert found["Année de référence"] == "2023" and "30 juin 2024" in found["Collecte"]
    assert "sims-5" not in told(voices["fr"])


def test_breaks_are_told_by_what_they_are_of_and_figures_of_others_by_how_far_they_are(
    voices: dict[str, Voice],
) -> None:
    reason = Label("autre libellé", "other wording")
    broken = replace(EDITION, breaks={"bien_accueillis": reason, "sexe": reason})
    far = [WITHIN_95, -WITHIN_95, WITHIN_95 + 1e-9, -3.0, None]
    rows = [BacktestFigure("bien_accueillis", 50.0, 52.0, z) for z in far]
    found = told(voices["fr"], broken, backtest=rows)["sims-15"]
    assert found["Rupture de série – Bien accueillis"] == "autre libellé" == found["Rupture de série – Sexe"]
    [beside] = [text for text in found.values() if "comparés" in text]
    assert beside.startswith("4 chiffres comparés ; 2 s’écartent")
    assert "sims-15" not in told(voices["fr"], backtest=rows[-1:])


TIMES = [("trajet", 12.0, True), ("trajet", None, False), (None, 12.0, False)]


@pytest.mark.parametrize(("question", "minutes", "is_told"), TIMES)
def test_the_time_of_answering_is_told_where_it_was_asked(
    question: str | None, minutes: float | None, is_told: bool, voices: dict[str, Voice]
) -> None:
    survey = voices["fr"].survey
    survey = replace(survey, quality=replace(survey.quality, duration=question))
    rows = [QualityMeasure("speed", question or "", "", "median_duration", minutes)]
    found = told(Voice("fr", survey), quality=rows).get("sims-16", {})
    assert [text.startswith("12") for text in found.values()] == [True] * is_told


RATES: list[tuple[Sequence[tuple[str, str, float]], str, str]] = [
    (
        [("response_rate", "completed / invited", 45.0), ("completion_rate", "completed / started", 90.0)],
        "Taux de réponse",
        "45 %",
    ),
    ([("completion_rate", "completed / started", 90.0)], "Taux d’achèvement", "90 %"),
    ([], "", ""),
]


@pytest.mark.parametrize(("rates", "term", "text"), RATES)
def test_one_rate_is_told_that_of_response_where_there_is_one(
    rates: Sequence[tuple[str, str, float]], term: str, text: str, voices: dict[str, Voice]
) -> None:
    rows = [QualityMeasure("response", "", item, measure, value) for measure, item, value in rates]
    found = told(voices["fr"], quality=rows)["sims-13"]
    assert [(name[: len(term)], said) for name, said in found.items() if name.startswith("Taux")] == (
        [(term, text)] if rates else []
    )


UNEVEN = (("kish_deff", 1.2345), ("weight_min", 0.5), ("weight_max", 3.0))


@pytest.mark.parametrize("known", [3, 2])
def test_how_uneven_weights_are_is_told_where_all_of_it_is_known(
    known: int, voices: dict[str, Voice]
) -> None:
    rows = [WeightingMeasure("", "", name, value) for name, value in UNEVEN[:known]]
    effect = told(voices["fr"], weighting=rows)["sims-13"].get("Effet du redressement")
    said = "Variance multipliée par 1,23 (Kish) ; poids de 0,50 à 3,00, pour une moyenne de 1."
    assert effect == (said if known == 3 else None)


def test_the_weighting_of_the_edition_goes_before_that_of_the_survey(voices: dict[str, Voice]) -> None:
    survey = replace(voices["fr"].survey, weighting=Weighting("linear"), design=SamplingDesign(weight="w"))
    own = replace(EDITION, weighting=Weighting("raking"))
    assert told(Voice("fr", survey), own)["sims-18"]["Méthode"] == "Calage sur marges par ratissage."
    of_survey = told(Voice("fr", survey))["sims-18"]["Méthode"]
    assert of_survey != "Calage sur marges par ratissage." and "linéaire" in of_survey


def test_simulated_answers_are_said_to_be(voices: dict[str, Voice]) -> None:
    note = replace(voices["fr"].survey.note, simulation=Label("Tirées au sort", "Drawn"))
    voice = Voice("fr", replace(voices["fr"].survey, note=note))
    assert "sims-19" not in told(voice)
    assert list(told(voice, replace(EDITION, simulated=True))["sims-19"].values()) == ["Tirées au sort"]
