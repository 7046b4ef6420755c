"""assoscope: from a file of survey answers to a weighted report.

`import analysis` gives the analyst's library: `analysis.open`, `analysis.survey`, `analysis.Table`, and
`analysis.parameters` for notebooks. The names are imported when they are first used, so that the command line
does not wait for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.interactive.library import Table, open
    from analysis.interactive.own_files import survey
    from analysis.interactive.parameters import parameters

LIBRARY = {
    **dict.fromkeys(("Table", "open"), "analysis.interactive.library"),
    "survey": "analysis.interactive.own_files",
    "parameters": "analysis.interactive.parameters",
}
"""What `import analysis` gives -> the module that has it."""

__all__ = ["Table", "open", "parameters", "survey"]


def __getattr__(name: str) -> Any:
    if name in LIBRARY:
        return getattr(import_module(LIBRARY[name]), name)
    from analysis.interactive.asking.near_names import no_such_name

    raise no_such_name("analysis", name, __all__)


def __dir__() -> list[str]:
    return sorted({*globals(), *LIBRARY})
