"""Results to sentences, charts, tables, notebooks and reports; respondents are never seen.

open_report -- the report of an edition as a notebook shows it, part by part
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.reporting.edition_report import open_report

__all__ = ["open_report"]


def __getattr__(name: str) -> Any:
    """`open_report`, imported when it is asked for: the commands that make no report start at once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from analysis.reporting.edition_report import open_report

    return open_report
