"""Writes the typeface of pages, a Latin subset inside a stylesheet: `make typeface`."""

from __future__ import annotations

import io
from base64 import b64encode

from fontTools import subset
from fontTools.ttLib import TTFont

from analysis.reporting.fonts import FAMILY, font_files
from analysis.reporting.page.html import TEMPLATES

WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}
RANGES = ((0x20, 0x7E), (0xA0, 0xFF), (0x152, 0x153), (0x2010, 0x2026), (0x202F, 0x202F), (0x20AC, 0x20AC))
SIGNS = (0x178, 0x2030, 0x2039, 0x203A, 0x2212, 0x2190, 0x2192, 0x25B2, 0x25BC, 0x1D49)
TYPEFACE = TEMPLATES / "typeface.css"


def typeface() -> str:
    """The three weights that pages use, French and English signs alone; others come from elsewhere."""
    points = [point for first, last in RANGES for point in range(first, last + 1)]
    faces = []
    for name, weight in WEIGHTS.items():
        file = next(path for path in font_files() if path.stem.endswith(f"-{name}"))
        source = b64encode(_subset(TTFont(file, recalcTimestamp=False), [*points, *SIGNS])).decode("ascii")
        faces.append(
            f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-style: normal; '
            f'src: url(data:font/woff;base64,{source}) format("woff"); }}\n'
        )
    return "".join(faces)


def _subset(font: TTFont, points: list[int]) -> bytes:
    options = subset.Options(layout_features=["kern", "lnum", "tnum"], hinting=False, notdef_outline=True)
    options.name_IDs, options.flavor = [0, 1, 2, 13, 14], "woff"
    maker = subset.Subsetter(options)
    maker.populate(unicodes=points)
    maker.subset(font)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


if __name__ == "__main__":
    TYPEFACE.write_text(typeface(), encoding="utf-8")
