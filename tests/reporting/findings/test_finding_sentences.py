"""Below the title of a finding: its figures beside each other, and what the title has not said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.findings.made_findings import changes, in_order, of_change, of_groups

Make = Callable[..., IndicatorRow]
TEXTS = [
    (0, "", "fr", "Ils sont 60 % chez les femmes, contre 30 % avec eux et 45 % dans l’ensemble."),
    (0, "", "en", "The share is 60% among women, against 30% with them and 45% overall."),
    (1, "", "fr", "La part va de 30 % avec les hommes à 60 % chez elles ; elle est de 45 % dans l’ensemble."),
    (1, "", "en", "The share goes from 30% with men to 60% among them; it is 45% overall."),
    (2, "", "fr", "Le chiffre est de 60 % chez les femmes, de 30 % avec eux et de 45 % dans l’ensemble."),
    (2, "", "en", "The figure is 60% among women, 30% with them and 45% overall."),
    (0, "2009", "fr", "Ils sont 45 % en 2024, contre 36 % en 2009."),
    (0, "2009", "en", "The share is 45% in 2024, against 36% in 2009."),
    (1, "2009", "fr", "La part est passée de 36 % en 2009 à 45 % en 2024."),
    (1, "2009", "en", "The share went from 36% in 2009 to 45% in 2024."),
]


@pytest.mark.parametrize(("turn", "since", "language", "text"), TEXTS)
def test_the_figures_of_a_finding_stand_beside_each_other(
    turn: int, since: str, language: str, text: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased[language]
    finding = of_change(voice, estimate, 9.0) if since else of_groups(voice, estimate)
    assert plain(finding_text(voice, finding, changes(estimate, 9.0), "", turn)) == text


CHANGED = [
    ("fr", "Le changement est de +9 points (intervalle indicatif à 95 % : de +4 à +14 points)."),
    ("en", "The change is +9 points (95% indicative interval: +4 to +14 points)."),
]


@pytest.mark.parametrize(("language", "text"), CHANGED)
def test_a_title_with_both_figures_leaves_their_difference_to_say(
    language: str, text: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice, bare = phrased[language], changes(estimate, 9.0)
    known = [replace(change, low=4.0, high=14.0) for change in bare.changes]
    compared, finding = replace(bare, changes=known), of_change(voice, estimate, 9.0)
    finding = replace(finding, change=known[0])
    titles = dict(ways_of(voice, finding, compared))
    assert plain(finding_text(voice, finding, compared, titles["moved"])) == text
    assert "36" in finding_text(voice, finding, compared, titles["share"])
    assert "36" in finding_text(voice, of_change(voice, estimate, 9.0), bare, titles["moved"])


def test_what_the_title_has_said_with_its_figures_is_not_said_again(
    phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased["fr"]
    finding = of_groups(voice, estimate)
    title = dict(ways_of(voice, finding, changes(estimate, 9.0)))["figures"].replace("Chez", "chez")
    said = plain(finding_text(voice, finding, changes(estimate, 9.0), title))
    assert said == "La part est de 45 % dans l’ensemble."


def test_figures_of_what_has_no_verb_are_of_a_share_not_of_them(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voices["fr"]
    said = plain(finding_text(voice, of_groups(voice, estimate), changes(estimate, 9.0)))
    assert said.startswith("La part est de 60 % pour « Femmes » et de 30 % pour « Hommes » ;")


def test_groups_in_an_order_are_said_from_the_first_to_the_last(
    phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased["fr"]
    finding = in_order(voice, estimate, (60.0, 45.0, 30.0))
    said = plain(finding_text(voice, finding, changes(estimate, 9.0)))
    assert said == "La part passe de 60 % pour « a » à 30 % pour « c » ; elle est de 45 % dans l’ensemble."


def test_a_figure_of_some_says_of_whom_it_speaks_where_the_title_does_not(
    phrased: dict[str, Voice], estimate: Make
) -> None:
    voice, compared = phrased["fr"], changes(estimate, 9.0)
    finding = of_groups(voice, estimate)
    rows = [replace(row, population="accueillis") for row in finding.groups]
    whole = replace(finding.whole, population="accueillis")
    some = replace(finding, whole=whole, groups=rows, ends=(rows[0], rows[1]))
    assert plain(finding_text(voice, some, compared)).startswith("Parmi les bien accueillis, ils sont 60 %")
    said = dict(ways_of(voice, some, compared))
    assert "words_high" not in said  # six in ten of whom?
    assert said["often"].startswith("Les bien accueillis se disent")
    assert not finding_text(voice, some, compared, said["often"]).startswith("Parmi")
