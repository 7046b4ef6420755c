"""Blocks as a PDF/UA-1, laid out by Typst from one template, with drawings as PNG where it takes no SVG."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from analysis.reporting.blocks import Block, Contents, Cover
from analysis.reporting.documents.prepared_blocks import prepared
from analysis.reporting.fonts import FALLBACK, FAMILY, copy_fonts
from analysis.reporting.language.typography import Typesetter

TEMPLATES = Path(__file__).parent
NO_COVER = Cover("", "", (), "")
RUNNING = 100
"""Characters of the running title, which stands on one line."""

WIDTH = 680
"""Points across a drawing: what its texts are made for."""
RESOLUTION = 160


def pdf_bytes(blocks: Sequence[Block], language: str) -> bytes:
    """`blocks` (from report_blocks) as a PDF in `language` ("fr"); the same blocks give the same bytes.

    Raises ValueError for a block without a layout and for a drawing that cannot be read.
    """
    ready, words = prepared(blocks), Typesetter(language)
    cover = next((block for block in ready if isinstance(block, Cover)), NO_COVER)
    title = " – ".join(part for part in (cover.title, cover.subtitle) if part) or words.say("document.report")
    title = title.replace("\u200b", "")
    data = {
        "cover": cover.data(),
        "title": title,
        "running": shortened(title),
        "has_contents": any(isinstance(block, Contents) and block.is_printed for block in blocks),
        "blocks": [block.data() for block in ready if not isinstance(block, Cover)],
        "words": {"contents": words.say("contents"), "picture": words.say("document.picture")},
        "language": language,
        "fonts": [FAMILY, FALLBACK],
    }
    return compiled("report.typ", data, "pdf")[0]


def compiled(
    template: str, data: Mapping[str, Any], kind: Literal["pdf", "png"], ppi: float = 144
) -> list[bytes]:
    """The file (PDF) or the pictures (PNG, one per page) that `template` makes of `data`.

    Raises ValueError with the message of Typst: a block of an unknown kind, a drawing that is none.
    """
    import typst

    with TemporaryDirectory(prefix="pdf-") as folder:
        root = Path(folder)
        (root / template).write_bytes((TEMPLATES / template).read_bytes())
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        fonts = typst.Fonts(False, False, [str(copy_fonts(root / "fonts"))])
        try:
            made = typst.compile(
                str(root / template),
                root=str(root),
                font_paths=fonts,
                format=kind,
                ppi=ppi,
                pdf_standards="ua-1" if kind == "pdf" else None,
                package_path=str(root / "none"),
                package_cache_path=str(root / "none"),
                timestamp=0,
            )
        except typst.TypstError as error:
            raise ValueError(" ".join(filter(None, [error.message, *error.hints]))) from None
    return made if isinstance(made, list) else [made]


def shortened(text: str) -> str:
    """`text` within RUNNING characters."""
    return text if len(text) <= RUNNING else f"{text[: RUNNING - 1].rstrip()}…"


def png_pictures(drawings: Sequence[str]) -> list[bytes]:
    """Each drawing (SVG, with the fonts it names) as a PNG of about 890 pixels across."""
    if not drawings:
        return []
    return compiled("pictures.typ", {"drawings": list(drawings), "width": WIDTH}, "png", RESOLUTION)
