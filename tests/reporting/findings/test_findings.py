"""Findings: when a difference is one, which open a report, and what an analyst may say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.faults import Fault
from analysis.questionnaire import Edition, Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.evidence.finding_charts import finding_chart
from analysis.reporting.findings.candidates import candidates
from analysis.reporting.findings.choice import MOST, OF_THEME, best_of_questions, chosen
from analysis.reporting.findings.finding_record import Finding, rank_of
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import finding_titles
from analysis.reporting.findings.own_findings import OwnFindings, Rewriting, filled, read_own_findings
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change, Published
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
CELL = ("bien_accueillis", "")
MOVED: dict[str, Any] = {
    "value_from": 50.0,
    "value_to": 56.0,
    "difference": 6.0,
    "p": 0.0001,
    "p_report": 0.0001,
}


def changes_of(estimate: Make, n: int = 500, **given: Any) -> Changes:
    """Two editions in which one share changed as `given`."""
    change = Change("bien_accueillis", "", "2009", "2024", **{**MOVED, **given})
    figures = {"2009": {CELL: estimate(50.0, n=n)}, "2024": {CELL: estimate(56.0, n=n)}}
    titles = {name: Label(name, name) for name in figures}
    years = {"2009": 2009, "2024": 2024}
    published = {CELL: [Published(2013, "", 72.0, "Les Échos")]}
    return Changes("2024", [change], titles, years, {"2009": 2009.2, "2024": 2024.2}, figures, published)


def found(voice: Voice, changes: Changes) -> list[Finding]:
    rows = IndicatorRows((changes.figure(changes.changes[0], "2024"),))
    return candidates(voice.survey, Edition("2024", Label("2024", "2024"), ()), rows, changes)


RULE = [
    ("all five hold", {}, 500, 1),
    ("too small", {"difference": 4.9}, 500, 0),
    ("not established at one percent", {"p_report": 0.011}, 500, 0),
    ("on too few respondents", {}, 99, 0),
    ("a broken series", {"status": "break"}, 500, 0),
    ("fixed by the weighting", {"status": "fixed"}, 500, 0),
]


@pytest.mark.parametrize(("given", "n", "count"), [c[1:] for c in RULE], ids=[c[0] for c in RULE])
def test_a_change_is_a_finding_only_where_every_condition_holds(
    given: dict[str, Any], n: int, count: int, voices: dict[str, Voice], estimate: Make
) -> None:
    assert len(found(voices["fr"], changes_of(estimate, n, **given))) == count


def test_what_tells_who_answered_is_never_a_finding(voices: dict[str, Voice], estimate: Make) -> None:
    voice = voices["fr"]
    indicator = replace(voice.survey.indicators["bien_accueillis"], profile=True)
    survey = replace(voice.survey, indicators={"bien_accueillis": indicator})
    assert found(Voice("fr", survey), changes_of(estimate)) == []


def test_a_finding_weighs_by_its_size_its_evidence_and_what_the_survey_is_about() -> None:
    assert rank_of(-10, 5, 0.0001, is_headline=False) == 2.0
    assert rank_of(10, 5, 0.005, is_headline=False) == pytest.approx(1.4)
    assert rank_of(10, 5, 0.0001, is_headline=True) == 4.0
    assert rank_of(10, 5, 0.0001, is_headline=False, is_news=True) == 3.0
    assert rank_of(10, 5, 0.0001, is_headline=False, is_of_some=True) == pytest.approx(1.4)


def ranked(voice: Voice, estimate: Make, rank: float, variable: str, theme: str) -> Finding:
    base = voice.survey.indicators["bien_accueillis"]
    indicator = replace(base, name=f"{variable}_{rank}", variable=variable, theme=theme)
    return Finding(indicator, "", estimate(50.0), rank)


def test_the_best_of_each_question_opens_the_report_and_few_of_a_theme(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voices["fr"]
    many = [ranked(voice, estimate, 20.0 - n, f"q{n}", f"t{n % 3}") for n in range(12)]
    twice = [*many, ranked(voice, estimate, 1.0, "q0", "t0")]
    opening = chosen(twice)
    assert len(opening) == MOST
    assert max(sum(f.theme == theme for f in opening) for theme in ("t0", "t1", "t2")) <= OF_THEME
    assert len(best_of_questions(twice)) == 12
    pinned = chosen(twice, OwnFindings(pinned=("q11_9.0",), dropped=("q0_20.0",)))
    assert pinned[0].name == "q11_9.0"
    assert "q0_20.0" not in [finding.name for finding in pinned]


def test_a_finding_is_said_with_a_subject_a_verb_and_both_figures(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice, changes = voices["fr"], changes_of(estimate)
    [finding] = found(voice, changes)
    [title] = finding_titles(voice, [finding], changes)
    assert plain(title) == "La part « Bien accueillis » progresse, de 50 % à 56 %"
    assert plain(finding_text(voice, finding, changes)) == "Ils sont 56 % en 2024, contre 50 % en 2009."


def test_the_chart_of_a_change_has_its_dates_and_what_others_published_hollow(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice, changes = voices["fr"], changes_of(estimate)
    [finding] = found(voice, changes)
    chart = finding_chart(voice, "chart-x", finding, changes)
    points = [(point.value, point.is_other) for panel in chart.panels for point in panel.points]
    assert points == [(50.0, False), (72.0, True), (56.0, False)]
    assert "publié par ailleurs" in chart.alternative


def test_what_an_analyst_says_stands_with_its_figures_or_stops_the_report(tmp_path: Path) -> None:
    path = tmp_path / "findings.toml"
    path.write_text(
        'message = "{a} sont venus"\npin = ["a"]\n[rewrite.a]\ntitle = "Ils viennent plus"\nexpects = "up"\n',
        encoding="utf-8",
    )
    own = read_own_findings(path)
    assert own == OwnFindings(
        "{a} sont venus", {}, ("a",), (), {"a": Rewriting("Ils viennent plus", "", "up")}
    )
    own.check({"a": 6.0})
    with pytest.raises(Fault, match=r"rewrite\.a expects 'up' and the data now say 'down'"):
        own.check({"a": -6.0})
    with pytest.raises(Fault, match="no such finding"):
        own.check({"b": 6.0})
    assert filled(own.message, {"a": "56 %"}.get) == "56 % sont venus"
    with pytest.raises(Fault, match="no figure of that name"):
        filled("{z} et {a}", {"a": "56 %"}.get)
    assert read_own_findings(tmp_path / "none.toml") == OwnFindings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pins = []", "unknown: pins"),
        ("[rewrite.a]\nwords = 1", "unknown: rewrite.a.words"),
        ('[rewrite.a]\nexpects = "plus"', "expected up or down"),
        ("[rewrite.a]\ntitle = 'A'", r"rewrite\.a\.expects: ''; expected up or down"),
        ("[expects]\na = 'plus'", r"expects\.a: 'plus'; expected up or down"),
        ("pin = 'a'", "pin: expected a list of findings' names in quotation marks, found 'a'"),
        ("drop = [1]", "drop: expected a list"),
        ("pin = [", "not TOML"),
    ],
)
def test_what_findings_toml_does_not_know_is_refused_by_name(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "findings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Fault, match=said):
        read_own_findings(path)
