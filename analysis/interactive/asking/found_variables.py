"""What a search for words found: a small table with whole labels, and its frame."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any, ClassVar

import pandas as pd
from markupsafe import escape

from analysis.interactive.asking.near_names import NearNames
from analysis.reporting.language.voice import Voice

GAP = "  "
LEFT = ' style="text-align: left"'
"""Words begin where the ones above them do; JupyterLab sets all cells to the right."""
WIDEST = 44
"""Letters of a column of words in a terminal; longer labels go on below."""


@dataclass(frozen=True, eq=False, repr=False)
class FoundVariables(NearNames):
    """The variables in which all words stand, the nearest first: `frame` has one a row.

    near: the names that the words are like, where they stand in no variable.
    """

    _called: ClassVar[str] = "a list of variables"

    frame: pd.DataFrame
    voice: Voice
    words: str
    near: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def _none(self) -> str:
        """What is said where nothing was found."""
        key = "library.found.near" if self.near else "library.found.none"
        return self.voice.say(key, words=self.words, near=", ".join(self.near))

    @property
    def _heads(self) -> list[str]:
        return [self.voice.say(f"library.found.{name}") for name in self.frame.columns]

    def _rows(self) -> list[list[str]]:
        """The cells as texts; a number of respondents that is not told is blank."""
        counts = self.frame["respondents"]
        told = ["" if pd.isna(n) else self.voice.number(int(n)) for n in counts]
        texts = self.frame.assign(respondents=told)
        return [[str(cell) for cell in row] for row in texts.itertuples(index=False)]

    def __repr__(self) -> str:
        if self.frame.empty:
            return self._none
        lines = [[[head] for head in self._heads]]
        lines += [[wrap(cell, WIDEST) or [""] for cell in row] for row in self._rows()]
        widths = [max(len(part) for cell in column for part in cell) for column in zip(*lines, strict=True)]
        return "\n".join(text for row in lines for text in _lines(row, widths))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        if self.frame.empty:
            return {"text/html": f"<p>{escape(self._none)}</p>", "text/plain": self._none}
        sides = ["" if name == "respondents" else LEFT for name in self.frame.columns]
        heads = "".join(
            f'<th scope="col"{side}>{escape(head)}</th>'
            for side, head in zip(sides, self._heads, strict=True)
        )
        rows = "".join(
            f'<tr><th scope="row"{LEFT}>{escape(name)}</th>'
            + "".join(f"<td{side}>{escape(cell)}</td>" for side, cell in zip(sides[1:], cells, strict=True))
            + "</tr>"
            for name, *cells in self._rows()
        )
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        name = escape(self.voice.say("library.found.variables"))
        html = f'<div style="overflow-x: auto" role="region" tabindex="0" aria-label="{name}">{table}</div>'
        return {"text/html": html, "text/plain": repr(self)}


def _lines(cells: list[list[str]], widths: list[int]) -> list[str]:
    """The lines of a row, as many as its longest cell has."""
    deep = max(map(len, cells))
    padded = [cell + [""] * (deep - len(cell)) for cell in cells]
    return [
        GAP.join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]
