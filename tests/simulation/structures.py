"""What the margins do not say of each simulated edition: its seed, size, traits, selection and rates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from tests.simulation.answers import DrawnAnswers

Adjustment = Callable[[np.ndarray, DrawnAnswers, np.random.Generator], np.ndarray]
"""(values drawn, answers so far, generator) -> values that agree with the other answers."""


@dataclass(frozen=True)
class Rates:
    """How often things go wrong; shares of persons unless said otherwise. All are assumptions."""

    no_answer: float = 0.012
    refused: float = 0.004
    dont_know: float = 0.006
    remark: float = 0.05
    straight_lining: float = 0.02
    break_off: float = 0.06
    duplicates: float = 0.003
    """share of persons whose row is there twice, identifier included"""
    same_answers: float = 0.0015
    """share of persons whose answers are there twice, under another identifier"""
    unknown_codes: float = 0.0002
    """share of coded cells"""
    out_of_range: float = 0.001
    """share of numbers"""
    against_routing: float = 0.002
    """share of answers that were not to be given"""
    excluded_answers: float = 0.003
    """share of exclusive answers that are ticked with another"""
    contradictions: float = 0.003
    """share of those who could contradict themselves"""


@dataclass(frozen=True)
class SimulatedEdition:
    """One simulated edition.

    After the question `select_after`, `respondents` persons are kept of a pool `pool` times as large, with
    chances in proportion to the product of `odds`. `adjust` makes answers agree with others. Those with the
    least of the trait `care` give the same answer throughout a grid.
    """

    seed: int
    respondents: int
    traits: tuple[str, ...]
    select_after: str
    odds: Mapping[str, Mapping[str, float]]
    pool: int = 5
    care: str = "soin"
    adjust: Mapping[str, Adjustment] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    even_within: tuple[str, ...] = ()
    """variables in whose groups, one within the other, answers are drawn evenly rather than independently"""
    rates: Rates = field(default_factory=Rates)


MIDDLES = dict(
    zip(
        ("moins_25", "25_34", "35_49", "50_59", "60_64", "65_69", "70_plus"),
        (21, 30, 43, 55, 62, 67, 75),
        strict=True,
    )
)
"""An age within each class, for editions that asked the class."""


def age_of(answers: DrawnAnswers) -> np.ndarray:
    """The age of each person, or one within the class; nan where neither is known."""
    middle = [MIDDLES.get(code, np.nan) for code in answers.codes("classe_age_2024")]
    age = answers.numbers("age")
    return np.where(np.isnan(age), middle, age)


def _seniority_fits_age(years: np.ndarray, answers: DrawnAnswers, rng: np.random.Generator) -> np.ndarray:
    longest = np.nan_to_num(age_of(answers), nan=40) - 14
    return np.where(years > longest, np.floor(rng.random(len(years)) * (longest + 1)), years)


def _start_fits_life(year: np.ndarray, answers: DrawnAnswers, rng: np.random.Generator) -> np.ndarray:
    """Not before the age of 12, not after joining the present association."""
    earliest = answers.reference_year - np.nan_to_num(age_of(answers), nan=60) + 12
    latest = answers.reference_year - np.nan_to_num(answers.numbers("anciennete_association"))
    between = earliest + np.floor(rng.random(len(year)) * (latest - earliest + 1))
    return np.where((year < earliest) | (year > latest), np.minimum(between, latest), year)


def _fields_hold_the_main_one(
    ticks: np.ndarray, answers: DrawnAnswers, rng: np.random.Generator
) -> np.ndarray:
    """Of all the fields one volunteers in, that of the main association is one."""
    del rng
    fields = list(answers.survey.questions["multi_secteurs"].codes)
    return ticks | (answers.codes("secteur")[:, None] == np.array(fields, dtype=object)[None, :])


def _hours_of_all_exceed_main(
    hours: np.ndarray, answers: DrawnAnswers, rng: np.random.Generator
) -> np.ndarray:
    del rng
    return np.minimum(np.nan_to_num(answers.numbers("heures")) + hours, 200)


def _members_follow_trend(members: np.ndarray, answers: DrawnAnswers, rng: np.random.Generator) -> np.ndarray:
    del members
    return _after(answers.numbers("adherents_avant"), answers.codes("adherents"), 5000, rng)


def _hours_follow_trend(hours: np.ndarray, answers: DrawnAnswers, rng: np.random.Generator) -> np.ndarray:
    del hours
    return _after(answers.numbers("heures_avant"), answers.codes("attentif_actif"), 200, rng)


def _after(before: np.ndarray, trend: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """The number a year later: 5 to 25 % less or more, or the same within 3 %; unknown stays unknown."""
    change = 0.05 + 0.2 * rng.random(len(before))
    factor = np.select(
        [trend == "moins", trend == "plus"], [1 - change, 1 + change], 1 + (change - 0.15) * 0.3
    )
    return np.clip(np.round(before * factor), 0, most)


OF_LIVES: Mapping[str, Adjustment] = {
    "anciennete_association": _seniority_fits_age,
    "annee_debut": _start_fits_life,
    "multi_secteurs": _fields_hold_the_main_one,
}
OF_THE_CRISIS: Mapping[str, Adjustment] = {
    "adherents_apres": _members_follow_trend,
    "heures_apres": _hours_follow_trend,
}
VOLUNTEERS = ("engagement", "satisfaction", "organisation", "soin")
CRISIS = ("engagement", "satisfaction", "fragilite", "soin")

STRUCTURES: Mapping[str, SimulatedEdition] = {
    "france_benevole/2009": SimulatedEdition(
        seed=20080229,
        respondents=7_031,
        traits=VOLUNTEERS,
        select_after="nb_associations",
        odds={
            "sexe": {"1": 1.0, "2": 0.85},
            "classe_age": {"15_35": 1.0, "36_64": 1.3, "65_plus": 0.6},
            "plusieurs": {"une": 1.0, "plusieurs": 1.7},
        },
        adjust={**OF_LIVES, "heures_toutes": _hours_of_all_exceed_main},
    ),
    "france_benevole/2024": SimulatedEdition(
        seed=20240422,
        respondents=3_930,
        traits=VOLUNTEERS,
        select_after="frequence",
        odds={
            "sexe": {"1": 1.0, "2": 1.2},
            "plusieurs": {"une": 1.0, "plusieurs": 2.4},
            "regularite": {"regulier": 2.0, "occasionnel": 1.0},
        },
        adjust=OF_LIVES,
        decimals={"duree": 2},
        even_within=("secteur", "classe_age_2024"),
        rates=Rates(break_off=0.09, straight_lining=0.015),
    ),
    "crise/2009": SimulatedEdition(
        seed=20090409,
        respondents=4_693,
        traits=CRISIS,
        select_after="employeur",
        odds={"employeur": {"oui": 2.2, "non": 1.0}},
        adjust=OF_THE_CRISIS,
        decimals={"baisse_budget": 1},
        rates=Rates(break_off=0.05),
    ),
    "crise/2009_automne": SimulatedEdition(
        seed=20091031,
        respondents=2_996,
        traits=CRISIS,
        select_after="employeur",
        odds={"employeur": {"oui": 2.4, "non": 1.0}},
        adjust=OF_THE_CRISIS,
        decimals={"baisse_budget": 1},
        rates=Rates(break_off=0.05),
    ),
}
