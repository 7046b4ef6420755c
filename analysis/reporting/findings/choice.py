"""Which findings open a report: the best of each question, a few of a theme, those pinned first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.own_findings import OwnFindings

MOST = 5
"""Findings that open a report."""
OF_THEME = 2
"""Of one theme among them."""


def chosen(
    found: Sequence[Finding],
    own: OwnFindings = OwnFindings(),  # noqa: B008
    most: int = MOST,
) -> list[Finding]:
    """The `most` findings told first, the heaviest first: one per question, OF_THEME per theme where there
    are several.

    Those that `own` pins come first whatever the others weigh, those it rewords are told at their weight,
    those it drops are left out.
    """
    wanted = (*own.pinned, *own.rewritten)
    kept = [finding for finding in best_of_questions(found, wanted) if finding.name not in own.dropped]
    pinned = [finding for name in own.pinned for finding in kept if finding.name == name]
    reworded = [f for f in kept if f.name in own.rewritten and f not in pinned]
    of_each = OF_THEME if len({finding.theme for finding in kept}) > 1 else most
    of_theme = Counter(finding.theme for finding in [*pinned, *reworded])
    picked = [*pinned, *reworded]
    for finding in kept:
        if finding not in picked and of_theme[finding.theme] < of_each:
            picked.append(finding)
            of_theme[finding.theme] += 1
    told = picked[: max(most, len(pinned) + len(reworded))]
    return [*pinned, *sorted(told[len(pinned) :], key=lambda finding: -finding.rank)]


def best_of_questions(found: Iterable[Finding], pinned: Sequence[str] = ()) -> list[Finding]:
    """The heaviest finding of each question, and each that is pinned; the heaviest first."""
    best: dict[str, Finding] = {}
    ordered = sorted(found, key=lambda finding: (finding.name not in pinned, -finding.rank))
    for finding in ordered:
        best.setdefault(finding.question or finding.indicator.variable, finding)
    return sorted(best.values(), key=lambda finding: -finding.rank)
