"""What the methodology says of the response of a sample."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.questionnaire.fixed_words import Sampling
from analysis.reporting.blocks import Paragraph, ReportTable
from analysis.reporting.chapters.break_off import Measures
from analysis.reporting.chapters.method_pages.response_rates import sample_response
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import QualityMeasure
from tests.reporting.chapters.test_quality_chapter import plain

COUNTS = {"completed": 400.0, "partial": None, "refusals": 200.0, "noncontacts": 100.0, "other": 0.0}
ROWS = [
    *(QualityMeasure("response", "", "", measure, value) for measure, value in COUNTS.items()),
    QualityMeasure("response", "", "", "unknown", 200.0),
    QualityMeasure("response", "", "", "not_eligible", 50.0),
    QualityMeasure("response", "", "known", "eligible_share", 80.0),
    QualityMeasure("response", "", "I / all", "RR1", 40.0),
    QualityMeasure("response", "", "(I + P) / all", "RR2", None),
    QualityMeasure("response", "accueil", "", "r_indicator", 0.87),
]
KINDS: list[tuple[Sampling, str, str]] = [
    ("probability", "Taux de réponse", "participation"),
    ("volunteer", "Taux de participation", "Taux de réponse"),
]


@pytest.mark.parametrize(("sampling", "called", "never"), KINDS)
def test_rates_are_called_what_the_sample_allows(
    voices: dict[str, Voice], sampling: Sampling, called: str, never: str
) -> None:
    told = replace(voices["fr"], survey=replace(voices["fr"].survey, sampling=sampling))
    cases, rates = (b for b in sample_response(Measures(told, ROWS)) if isinstance(b, ReportTable))
    assert [plain(row.cells[0].text) for row in cases.groups[0].rows] == [
        *("400", "< 11", "200", "100", "0", "200", "50")
    ]
    assert [(r.label, *(plain(c.text) for c in r.cells)) for r in rates.groups[0].rows] == [
        ("RR1", "I / all", "40 %"),
        ("RR2", "(I + P) / all", ""),
    ]
    assert rates.columns[1] == called
    assert never not in " ".join([*rates.columns, *rates.notes])


def test_the_r_indicator_is_explained_where_there_is_one(voices: dict[str, Voice]) -> None:
    said = [b.text for b in sample_response(Measures(voices["fr"], ROWS)) if isinstance(b, Paragraph)]
    assert "80" in said[0] and said[1].startswith("Indicateur R selon") and "0,87" in said[1]


@pytest.mark.parametrize(
    ("formula", "end"), [("known", "comme parmi les autres."), ("", "donnée par le producteur.")]
)
def test_where_the_share_of_the_eligible_comes_from_is_said(
    formula: str, end: str, voices: dict[str, Voice]
) -> None:
    rows = [replace(row, item=formula) if row.measure == "eligible_share" else row for row in ROWS]
    said = [b.text for b in sample_response(Measures(voices["fr"], rows)) if isinstance(b, Paragraph)]
    assert said[0].endswith(end)


def test_nothing_is_said_of_a_sample_that_nobody_counted(voices: dict[str, Voice]) -> None:
    assert sample_response(Measures(voices["fr"], ROWS[:1])) == []
