"""Texts of reports as cases write them: with ordinary spaces."""

from __future__ import annotations

from analysis.reporting.language.typography import NARROW, NO_BREAK


def plain(text: str) -> str:
    """The text with ordinary spaces in place of those that keep words on one line."""
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")
