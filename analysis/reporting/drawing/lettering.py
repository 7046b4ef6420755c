"""How wide texts are in the reports' typeface, and their lines: measured from the font, not from a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from analysis.reporting.fonts import FACES, font_files

OTHER = 0.62
"""Width of a letter that the typeface lacks, in sizes of its text."""
LINE_STEP = 12.5
"""From one line of a name to the next."""


@cache
def _advances(face: str) -> dict[int, float]:
    """code point -> width of its letter, in sizes of the text."""
    from fontTools.ttLib import TTFont

    file = next(each for each in font_files() if each.stem.endswith(f"-{face}"))
    font = TTFont(file, lazy=True)
    unit, widths = font["head"].unitsPerEm, font["hmtx"]
    return {point: widths[name][0] / unit for point, name in font.getBestCmap().items()}


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide `text` stands at `size`."""
    widths = _advances(FACES[2] if bold else FACES[0])
    return size * sum(widths.get(ord(sign), OTHER) for sign in text)


def widest(texts: Sequence[str], size: float, bold: bool = False) -> float:
    """How wide the widest of `texts` is."""
    return max((text_width(text, size, bold) for text in texts), default=0.0)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """`text` in lines that hold in `width`, broken at spaces; a word that is wider stands on a line alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def holds(text: str, width: float, size: float, most: int = 2) -> bool:
    """Whether `text` stands whole in `most` lines of `width`."""
    lines = wrapped(text, width, size)
    return len(lines) <= most and widest(lines, size) <= width


def fitted(text: str, width: float, size: float, bold: bool = False, most: int = 2) -> list[str]:
    """`text` in `most` lines of `width` at most; what does not hold is cut with an ellipsis."""
    lines = wrapped(text, width, size, bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, width, size, bold) for line in lines]


@dataclass(frozen=True)
class NameAbove:
    """The lines of a name that stands above its mark, and how far down these and those before move it."""

    lines: Sequence[str]
    pushed: float

    @property
    def middle(self) -> float:
        """How much higher the middle of the lines stands than that of one line would."""
        return LINE_STEP * (len(self.lines) - 1) / 2


def names_above(texts: Sequence[str], width: float, size: float) -> list[NameAbove]:
    """Each of `texts` in two lines of `width` at most, above marks that make room for the second."""
    lines = [fitted(text, width, size) for text in texts]
    pushed = accumulate(LINE_STEP * (len(each) - 1) for each in lines)
    return [NameAbove(*each) for each in zip(lines, pushed, strict=True)]


def shortened(text: str, width: float, size: float, bold: bool = False) -> str:
    """`text`, cut with an ellipsis where it is wider than `width`."""
    if text_width(text, size, bold) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size, bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;')}…"
