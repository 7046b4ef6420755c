"""The fonts of PDF reports and drawings, the same on every machine, and what they can show."""

from __future__ import annotations

import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import normalize

FAMILY = "Source Sans Pro"
FALLBACK = "DejaVu Sans"
"""For Greek, Cyrillic, Arabic, Hebrew and signs that the first font lacks; matplotlib brings it."""
FACES = ("Regular", "It", "Semibold", "Bold")
FALLBACK_FACES = ("DejaVuSans", "DejaVuSans-Bold")
REPLACEMENT = "\ufffd"


def font_files() -> list[Path]:
    """The font files used, from two packages that bring them."""
    own = _folder("font_source_sans_pro") / "files"
    other = _folder("matplotlib") / "mpl-data" / "fonts" / "ttf"
    faces = [own / f"SourceSansPro-{face}.ttf" for face in FACES]
    return faces + [other / f"{face}.ttf" for face in FALLBACK_FACES]


def copy_fonts(folder: Path) -> Path:
    """The font files copied into a new folder `folder`, which is returned: Typst takes folders only."""
    folder.mkdir()
    for file in font_files():
        shutil.copyfile(file, folder / file.name)
    return folder


@cache
def shown_characters() -> frozenset[int]:
    """The code points that at least one of the regular faces has a sign for."""
    from fontTools.ttLib import TTFont

    regular = [file for file in font_files() if file.stem in ("SourceSansPro-Regular", "DejaVuSans")]
    return frozenset(point for file in regular for point in TTFont(file, lazy=True).getBestCmap())


def showable(text: str) -> str:
    """`text` without control characters, and with a replacement sign for what no font can show.

    PDF/UA refuses a document with a character that its fonts lack.
    """
    if text.isascii() and text.isprintable():
        return text
    return normalize("NFC", text).translate(_signs())


class Signs(dict[int, str]):
    """What is shown for each code point, found when a text first has it."""

    def __missing__(self, point: int) -> str:
        self[point] = shown = _shown(chr(point))
        return shown


@cache
def _signs() -> Signs:
    return Signs()


def _shown(character: str) -> str:
    if character in "\n\u200b\u00ad":
        return character
    if character in "\t\r\u2028\u2029":
        return " "
    point = ord(character)
    if point < 0x20 or 0x7F <= point < 0xA0 or _is_formatting(point):
        return ""
    return character if point in shown_characters() else REPLACEMENT


def _is_formatting(point: int) -> bool:
    """Joiners, marks of direction, variation selectors and the like: they have no sign of their own."""
    ranges = ((0x200C, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF))
    return any(first <= point <= last for first, last in ranges)


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"the package {package} brings a font of the reports; it is not installed")
    return Path(found.origin).parent


@cache
def matplotlib_font(is_bold: bool) -> Any:
    """The face that charts of matplotlib are written in, whatever the machine has installed."""
    from matplotlib.font_manager import FontProperties

    stem = "SourceSansPro-Semibold" if is_bold else "SourceSansPro-Regular"
    return FontProperties(fname=str(next(file for file in font_files() if file.stem == stem)))
