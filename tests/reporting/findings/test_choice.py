"""What opens a report of all that could: the heaviest, two of a theme at most, after those pinned by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.reporting.findings.choice import chosen
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.own_findings import OwnFindings, Rewriting
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow

Make = Callable[..., IndicatorRow]


def of(voice: Voice, estimate: Make, name: str, rank: float, theme: str, variable: str = "") -> Finding:
    base = voice.survey.indicators["bien_accueillis"]
    indicator = replace(base, name=name, variable=variable or name, theme=theme)
    return Finding(indicator, "", estimate(50.0), rank)


CHOSEN = [
    # names pinned and dropped; how many at most; those told, in order
    ((), (), 5, ["a", "b", "d", "e", "f"]),
    ((), (), 3, ["a", "b", "d"]),
    (("g",), (), 5, ["g", "a", "b", "d", "e"]),
    (("c", "a"), (), 5, ["c", "a", "d", "e", "f"]),
    (("a", "b", "c"), (), 2, ["a", "b", "c"]),
    ((), ("a",), 5, ["b", "c", "d", "e", "f"]),
    (("a2",), (), 3, ["a2", "b", "d"]),
]


@pytest.mark.parametrize(("pinned", "dropped", "most", "told"), CHOSEN)
def test_the_heaviest_are_told_first_two_of_a_theme_at_most_after_those_pinned(
    pinned: tuple[str, ...],
    dropped: tuple[str, ...],
    most: int,
    told: list[str],
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    """a, b and c are of one theme, d and e of another; a2 is of the question of a, and lighter."""
    themes = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y", "f": "z", "g": "z"}
    findings = [of(voices["fr"], estimate, n, 9.0 - i, theme) for i, (n, theme) in enumerate(themes.items())]
    findings.append(of(voices["fr"], estimate, "a2", 1.0, "x", "a"))
    own = OwnFindings(pinned=pinned, dropped=dropped)
    assert [finding.name for finding in chosen(findings, own, most)] == told
    reworded = OwnFindings(rewritten={"g": Rewriting("G", "", "up"), "c": Rewriting("C", "", "up")})
    names = [finding.name for finding in chosen(findings, reworded, 4)]
    assert names == ["a", "c", "d", "g"]  # at their weight, and the theme of c has no room for b


def test_of_the_only_theme_all_findings_may_open_a_report(voices: dict[str, Voice], estimate: Make) -> None:
    findings = [of(voices["fr"], estimate, name, 9.0 - i, "x") for i, name in enumerate("abcdef")]
    assert [finding.name for finding in chosen(findings)] == ["a", "b", "c", "d", "e"]
