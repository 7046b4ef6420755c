"""The one style of every chart: its colours, what each says, and its sizes of text."""

from __future__ import annotations

from collections.abc import Sequence

INK, QUIET, RULE, WHITE = "#1b2430", "#56616e", "#e1e6ec", "#ffffff"
ACCENT = "#33588c"
"""What the title speaks of, and the latest edition."""
CONTEXT_MARK, CONTEXT_BAR = "#7f8b98", "#aab7c6"
"""Marks of context; bars of context, whose value is written."""
GOOD, GOOD_WEAK = "#0b6e6e", "#7fb8b4"
BAD, BAD_WEAK = "#b3441a", "#e8b294"
MIDDLE = "#cfd6de"
"""The middle of a scale."""
PALE = "#e3ebf5"
HATCH = "#9aa5b1"
CLASSES = ("#e3ebf5", "#bcd0e6", "#8fb0d3", "#4674aa", "#244e84")
"""Five classes of one blue, from the lowest."""
COMPOSITION = ("#33588c", "#7d9cc4", "#0b6e6e", "#b58b2a", "#cfd6de")
"""Parts of a whole that are in no order; the last is for nobody, none, another."""
SERIES = ("#33588c", "#0b6e6e", "#7a5c8f", "#b3441a", "#7f6a2a", "#56616e")
"""Lines that are named at their end."""
ON_DARK = frozenset(("#33588c", "#0b6e6e", "#b3441a", "#4674aa", "#244e84", "#7a5c8f", "#9c6b4e"))
"""Colours that take white text; the others take ink."""

WIDE, NARROW = 680.0, 340.0
"""The two widths that every chart is drawn at."""
LABEL, SMALL = 13.0, 12.0
"""Sizes of text: labels and figures; axes, keys and notes."""
LINE = 16.0
"""From one line of a label to the next."""


def text_on(colour: str) -> str:
    """The colour of text on a bar or tile of `colour`."""
    return WHITE if colour in ON_DARK else INK


def is_narrow(width: float) -> bool:
    """Whether a drawing is made for a telephone or half a page."""
    return width < 480


def scale_colours(favourable: int, unfavourable: int, middle: bool) -> list[str]:
    """The colours of a scale from its most favourable answer: strong and weak green, middle, weak and strong
    orange; of more than two answers on a side, those inside are weak."""
    green = [GOOD, *[GOOD_WEAK] * (favourable - 1)] if favourable else []
    orange = [*[BAD_WEAK] * (unfavourable - 1), BAD] if unfavourable else []
    return [*green, *([MIDDLE] if middle else []), *orange]


def series_colours(tones: Sequence[bool]) -> list[str]:
    """A colour for each line: grey for those that do not move, the others told apart."""
    found, free = [], iter(SERIES)
    for moves in tones:
        found.append(next(free, ACCENT) if moves else QUIET)
    return found
