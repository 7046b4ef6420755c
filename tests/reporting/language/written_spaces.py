"""The signs by which cases write spaces: _ for a narrow no-break space, ~ for a wide one."""

from __future__ import annotations

from analysis.reporting.language.typography import NARROW, NO_BREAK


def spaced(text: str) -> str:
    """`text` with the spaces that the cases write as signs."""
    return text.replace("_", NARROW).replace("~", NO_BREAK)


def with_signs(text: str) -> str:
    """`text` with the signs that the cases write for spaces."""
    return text.replace(NARROW, "_").replace(NO_BREAK, "~")
