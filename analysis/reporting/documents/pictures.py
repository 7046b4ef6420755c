"""Drawings as PNG, for writers that take no SVG."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.documents.pdf import compiled

WIDTH = 400
"""Points across a drawing: what its texts are made for."""
RESOLUTION = 160


def png_pictures(drawings: Sequence[str]) -> list[bytes]:
    """Each drawing (SVG, with the fonts it names) as a PNG of about 890 pixels across."""
    if not drawings:
        return []
    return compiled("pictures.typ", {"drawings": list(drawings), "width": WIDTH}, "png", RESOLUTION)
