"""The sentence that L'essentiel opens with: what became of the key figures, or the analyst's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.chapters.opening_pages.message import message_of
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.own_findings import OwnFindings
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of
from tests.plain_spaces import plain

UP, DOWN, STILL = (6.0, 0.001), (-6.0, 0.001), (1.0, 0.8)
NAMES = ("bien_accueillis", "heures", "trajet")


@pytest.fixture
def report(small_survey: Callable[..., Any]) -> EditionReport:
    """The small survey with three key figures."""
    small = small_survey()
    small.write()
    opened = open_report(small.root, "petite", "2009")
    assert isinstance(opened, EditionReport)
    survey = opened.voice.survey
    key = {name: replace(survey.indicators[name], headline=True) for name in NAMES}
    told = replace(survey, indicators={**survey.indicators, **key})
    return replace(opened, voice=replace(opened.voice, survey=told))


def changed(report: EditionReport, year: int | None, *moves: tuple[float, float]) -> EditionReport:
    """The report with a tested change of each key figure: its difference and its p."""
    latest = [
        Change(name, "", "2005", "2009", 50.0, 50.0 + gap, difference=gap, p=p, p_report=p)
        for name, (gap, p) in zip(NAMES, moves, strict=False)
    ]
    years = {"2005": year, "2009": 2009} if year else {}
    return replace(report, changes=Changes("2009", latest, {}, years, {}, {}))


MESSAGES = [
    (
        (UP, DOWN, STILL),
        2005,
        "Des trois chiffres clés, un progresse (bien accueillis), un recule (heures par mois) "
        "et un n’a pas bougé de façon mesurable depuis 2005",
    ),
    (
        (UP, UP, STILL),
        2005,
        "Des trois chiffres clés, deux progressent (bien accueillis et heures par mois) "
        "et un n’a pas bougé de façon mesurable depuis 2005",
    ),
    (
        (STILL, STILL, STILL),
        None,
        "Aucun des trois chiffres clés n’a bougé de façon mesurable depuis l’édition précédente",
    ),
    ((DOWN, DOWN), 2005, "Les deux chiffres clés reculent depuis 2005"),
    ((UP, UP), 2005, "Les deux chiffres clés progressent depuis 2005"),
    (
        (DOWN, STILL),
        2005,
        "Des deux chiffres clés, un recule (bien accueillis) "
        "et un n’a pas bougé de façon mesurable depuis 2005",
    ),
    ((UP,), 2005, ""),  # one figure is no summary
]


@pytest.mark.parametrize(("moves", "year", "said"), MESSAGES)
def test_the_message_counts_what_became_of_the_key_figures(
    moves: tuple[tuple[float, float], ...], year: int | None, said: str, report: EditionReport
) -> None:
    assert plain(message_of(changed(report, year, *moves), [])) == said


VERBS = {"bien_accueillis": {"fr": Verb("se dit accueilli", "se disent accueillis")}}
ALONE = [
    # what became of each key figure, the first a share of people who do something
    ((UP, STILL, STILL), "progresse depuis 2005 ; les deux autres chiffres clés n’ont pas bougé"),
    ((DOWN, STILL), "recule depuis 2005 ; l’autre chiffre clé n’a pas bougé"),
]


@pytest.mark.parametrize(("moves", "said"), ALONE)
def test_the_one_share_that_moved_is_said_with_its_verb(
    moves: tuple[tuple[float, float], ...], said: str, report: EditionReport
) -> None:
    survey = report.voice.survey
    told = {name: replace(survey.indicators[name], verb=verb) for name, verb in VERBS.items()}
    survey = replace(survey, indicators={**survey.indicators, **told})
    speaking = replace(report, voice=replace(report.voice, survey=survey))
    message = plain(message_of(changed(speaking, 2005, *moves), []))
    assert message == f"La part des répondants qui se disent accueillis {said} de façon mesurable"


def test_of_shares_without_an_edition_before_the_highest_and_the_lowest_are_said(
    report: EditionReport, estimate: Callable[..., IndicatorRow]
) -> None:
    verbs = {n: {"fr": Verb(f"fait {n}", f"font {n}")} for n in "abc"}
    text = "[themes.t]\n[questions.q]\ntype = 'single'\ncodes = { 1 = 'Oui', 2 = 'Non' }\n" + "".join(
        f"[indicators.{n}]\ntheme = 't'\nvariable = 'q'\nanswers = ['1']\nheadline = true\n" for n in "abc"
    )
    survey = survey_of(text)
    told = {name: replace(each, verb=verbs[name]) for name, each in survey.indicators.items()}
    voice = Voice("fr", replace(survey, indicators=told))
    rows = [estimate(value, indicator=name) for name, value in (("a", 50.0), ("b", 90.0), ("c", 20.0))]
    content = without_changes(report, voice=voice, estimates=IndicatorRows(tuple(rows)))
    assert plain(message_of(content, [])) == "Neuf répondants sur dix font b ; un sur cinq fait c"
    silent = without_changes(report, voice=Voice("fr", survey), estimates=IndicatorRows(tuple(rows)))
    assert message_of(silent, []) == ""


def test_an_analyst_s_message_comes_first(report: EditionReport) -> None:
    own = replace(changed(report, 2005, UP, UP), own=OwnFindings("L'accueil {bien_accueillis}"))
    [row] = own.estimates.whole("bien_accueillis")
    assert plain(message_of(own, [])) == f"L’accueil {round(row.value or 0)} %"


def without_changes(report: EditionReport, **given: Any) -> Any:
    """What the sentence reads of an edition without another before it."""
    filled = {"voice": report.voice, "edition": report.edition, "estimates": IndicatorRows(())}
    own = OwnFindings("")
    return SimpleNamespace(**{**filled, **given}, own=own, changes=Changes("2009", [], {}, {}, {}, {}))


BALANCES = "".join(
    f'[indicators.s{n}]\ntheme = "t"\nvariable = "q"\nstatistic = "balance"\nheadline = true\n'
    'favourable = ["1"]\nunfavourable = ["2"]\n'
    for n in range(3)
)
QUESTION = '[themes.t]\n[questions.q]\ntype = "single"\ncodes = { 1 = "Oui", 2 = "Non", 3 = "Autre" }\n'
VERDICTS = [
    (("favourable",), ""),
    (("favourable", "favourable"), "Des deux soldes d’opinion clés, deux sont favorables (s0 et s1)"),
    (
        ("favourable", "unfavourable"),
        "Des deux soldes d’opinion clés, un est favorable (s0) et un est défavorable (s1)",
    ),
    (
        ("favourable", "divided", "unfavourable"),
        "Des trois soldes d’opinion clés, un est favorable (s0), un est défavorable (s2) "
        "et un ne penche d’aucun côté",
    ),
    (
        ("favourable", "indifferent", ""),
        "Des trois soldes d’opinion clés, un est favorable (s0) et deux ne penchent d’aucun côté",
    ),
]


@pytest.mark.parametrize(("verdicts", "said"), VERDICTS)
def test_key_figures_that_are_balances_are_counted_by_their_verdicts(
    verdicts: tuple[str, ...], said: str, report: EditionReport, estimate: Callable[..., IndicatorRow]
) -> None:
    rows = tuple(
        estimate(20.0, indicator=f"s{n}", statistic="balance", unit="points", verdict=verdict)
        for n, verdict in enumerate(verdicts)
    )
    voice = Voice("fr", survey_of(QUESTION + BALANCES))
    content = without_changes(report, voice=voice, estimates=IndicatorRows(rows))
    assert plain(message_of(content, [])) == said
    hidden = (*rows[:-1], replace(rows[-1], value=None, status="suppressed"))
    assert message_of(without_changes(report, voice=voice, estimates=IndicatorRows(hidden)), []) == ""


GROUPS = [
    (["sexe"], ""),
    (["sexe", "sexe"], "Les deux constats qui suivent séparent tous les répondants par sexe"),
    (["sexe", "sexe", "age"], "Deux des trois constats qui suivent séparent les répondants par sexe"),
    (["sexe", "sexe", "age", "age"], ""),
    (["sexe", "sexe", None], "Deux des trois constats qui suivent séparent les répondants par sexe"),
    (["sexe", None, None], ""),
    ([], ""),
]


@pytest.mark.parametrize(("breakdowns", "said"), GROUPS)
def test_findings_of_one_breakdown_are_counted(
    breakdowns: list[str | None], said: str, report: EditionReport
) -> None:
    told: list[Any] = [
        SimpleNamespace(finding=SimpleNamespace(contrast=name and SimpleNamespace(breakdown=name)))
        for name in breakdowns
    ]
    assert plain(message_of(without_changes(report), told)) == said
