"""The blocks of an executed notebook, as data: what its cells show, and the text cells between them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from analysis.reporting.blocks import MIMETYPE
from analysis.reporting.documents.prose import prose_blocks

Data = dict[str, Any]

SHOWN_AS = ("image/svg+xml", "image/png", "text/markdown", "text/plain")
"""What an output that is no block is taken as, the best first; HTML is not read."""
_LABEL = re.compile(r"""<svg\b[^>]*?\saria-label=(["'])(.*?)\1""", re.DOTALL)


def report_blocks(nb: Any) -> list[Data]:
    """The data of every block shown by the executed notebook `nb`, in order.

    Text cells become headings, `prose`, `list` and `table` blocks, drawings and pictures `picture`, other
    outputs `preformatted` text; cells tagged `guide` or `hidden` and what goes to stderr are left out.
    """
    return [block for cell in nb["cells"] for block in _of_cell(cell)]


def _of_cell(cell: Mapping[str, Any]) -> Iterator[Data]:
    tags = cell["metadata"].get("tags", ())
    if cell["cell_type"] == "markdown" and "guide" not in tags:
        yield from prose_blocks(_joined(cell["source"]))
    if cell["cell_type"] == "code" and "hidden" not in tags:
        for output in cell.get("outputs", ()):
            yield from _of_output(output)


def _of_output(output: Mapping[str, Any]) -> Iterator[Data]:
    if output["output_type"] == "stream":
        if output["name"] == "stdout":
            yield {"block": "preformatted", "text": _joined(output["text"])}
        return
    shown = output.get("data", {})
    if MIMETYPE in shown:
        yield shown[MIMETYPE]
        return
    kind = next((kind for kind in SHOWN_AS if kind in shown), "")
    text = _joined(shown.get(kind, ""))
    if kind == "text/markdown":
        yield from prose_blocks(text)
    elif kind == "text/plain":
        yield {"block": "preformatted", "text": text}
    elif kind:
        yield _picture(kind, text)


def _picture(kind: str, text: str) -> Data:
    """A drawing with its aria-label as alternative text, or a picture, which has none of its own."""
    if kind == "image/png":
        png = base64.b64encode(base64.b64decode(text)).decode("ascii")
        return {"block": "picture", "format": "png", "content": png, "alternative": ""}
    label = _LABEL.search(text)
    return {
        "block": "picture",
        "format": "svg",
        "content": text[text.find("<svg") :],
        "alternative": unescape(label[2]) if label else "",
    }


def _joined(text: Any) -> str:
    """Notebooks store a text whole or as lines."""
    return text if isinstance(text, str) else "".join(text)
