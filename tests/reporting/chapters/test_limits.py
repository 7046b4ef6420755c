"""What cannot be said: only what holds of the edition, each sentence with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.blocks import Lines
from analysis.reporting.chapters.opening_pages.limits import limits
from analysis.reporting.edition_report import EditionReport, open_report


@pytest.mark.parametrize("simulated", [True, False])
def test_a_limit_is_named_only_where_it_holds(simulated: bool, small_survey: Callable[..., Any]) -> None:
    small = small_survey()
    small.write()
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    [lines] = limits(replace(report, edition=replace(report.edition, simulated=simulated)))
    assert isinstance(lines, Lines)
    said = " ".join(why for _, why in lines.lines)
    assert ("simulées" in said) == simulated
    assert "aucune cause" in said
    assert "redressement" not in said
    assert len(lines.lines) == len({term for term, _ in lines.lines})
