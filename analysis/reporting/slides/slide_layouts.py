"""The layouts of a deck: those of the project, 16:9, or those of a template of one's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.oxml.ns import qn
from pptx.util import Inches

from analysis.faults import Fault
from analysis.reporting.documents.office_files import with_colours

Box = tuple[int, int, int, int]
"""Left, top, width and height on a slide."""
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
TITLE: Box = (MARGIN, Inches(0.42), WIDTH - 2 * MARGIN, Inches(0.98))
BODY: Box = (MARGIN, Inches(1.6), WIDTH - 2 * MARGIN, Inches(5.1))
COVER_TITLE: Box = (MARGIN, Inches(0.65), WIDTH - 2 * MARGIN, Inches(1.1))
COVER_SUBTITLE: Box = (MARGIN, Inches(1.75), WIDTH - 2 * MARGIN, Inches(1.05))
NUMBER: Box = (WIDTH - MARGIN - Inches(1), Inches(7.0), Inches(1), Inches(0.3))
KEPT = ("title", "obj", "titleOnly")
"""Types of the layouts of python-pptx's own template that a deck has."""
UNSAID = 4400
"""Hundredths of a point that a title has where the master says nothing."""
TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
CONTENT = (KIND.OBJECT, KIND.BODY, KIND.CHART)
FURNITURE = (KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER)


@dataclass(frozen=True)
class DeckLayouts:
    """A presentation without slides, and its layouts for the cover, for charts and for texts."""

    presentation: Any
    cover: Any
    chart: Any
    text: Any
    is_own: bool

    @property
    def title_size(self) -> float:
        """The size of titles by the slide master, in points."""
        styles = self.chart.slide_master._element.find(qn("p:txStyles"))
        path = f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
        found = styles.find(path) if styles is not None else None
        return int(found.get("sz", UNSAID)) / 100 if found is not None else UNSAID / 100


def deck_layouts(template: bytes | None = None, name: str = "") -> DeckLayouts:
    """The layouts of `template`, the content of a .pptx called `name`; without one, the project's.

    Raises Fault where the file is no presentation or lacks a layout that a deck needs.
    """
    if template is None:
        return _found(_projects(), "", is_own=False)
    try:
        presentation = Presentation(io.BytesIO(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError) as error:
        raise Fault(
            f"{name}: not a PowerPoint presentation that can be read ({_first_line(error)}); save it as .pptx"
        ) from None
    _without_slides(presentation)
    return _found(presentation, name, is_own=True)


def read_template(path: Path) -> bytes:
    """The content of the template at `path`. Raises Fault where it cannot be read, or lacks a layout."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Fault(f"{path}: the template cannot be read: {error.strerror}") from None
    deck_layouts(content, path.name)
    return content


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def _found(presentation: Any, name: str, is_own: bool) -> DeckLayouts:
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    kinds = {id(layout): _kinds(layout) for layout in layouts}
    covers = [each for each in layouts if _is_cover(kinds[id(each)])]
    alone = [each for each in layouts if _is_title_with(kinds[id(each)], 0)]
    with_content = [each for each in layouts if _is_title_with(kinds[id(each)], 1)]
    charts, texts = alone or with_content, with_content or alone
    if not covers or not charts:
        known = ", ".join(f'"{layout.name}"' for layout in layouts) or "none"
        raise Fault(
            f"{name}: its layouts are {known}; a deck needs one with a title and a subtitle, and one with a "
            "title alone or with a title and one content. Add them to its slide master (PowerPoint: View, "
            "Slide Master)"
        )
    return DeckLayouts(presentation, covers[0], charts[0], texts[0], is_own)


def _kinds(layout: Any) -> list[Any]:
    found = [shape.placeholder_format.type for shape in layout.placeholders]
    return [kind for kind in found if kind not in FURNITURE]


def _is_cover(kinds: Sequence[Any]) -> bool:
    """Whether a layout has a title and a subtitle."""
    return KIND.CENTER_TITLE in kinds or (KIND.TITLE in kinds and KIND.SUBTITLE in kinds)


def _is_title_with(kinds: Sequence[Any], contents: int) -> bool:
    """Whether a layout has a title, and beside it just so many places for content."""
    others = [kind for kind in kinds if kind != KIND.TITLE]
    return KIND.TITLE in kinds and len(others) == contents and all(kind in CONTENT for kind in others)


def _without_slides(presentation: Any) -> None:
    """Takes away the slides of a template; its masters and layouts stay."""
    listed = presentation.slides._sldIdLst
    for entry in list(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)
    for extensions in presentation.element.findall(qn("p:extLst")):
        presentation.element.remove(extensions)  # sections that name slides which are gone


def _projects() -> Any:
    """python-pptx's own template in the format, the type and the colours of the reports."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    master = presentation.slide_master
    for layout in list(master.slide_layouts):
        if layout._element.get("type") not in KEPT:
            master.slide_layouts.remove(layout)
    _place(master.placeholders, TITLE, BODY)
    for layout in master.slide_layouts:
        is_cover = layout._element.get("type") == KEPT[0]
        _place(layout.placeholders, COVER_TITLE if is_cover else TITLE, COVER_SUBTITLE if is_cover else BODY)
    _set_type(master)
    for layout in master.slide_layouts:
        _set_alignment(layout)
    theme = master.part.part_related_by(RELATION.THEME)
    theme._blob = with_colours(theme.blob)
    return presentation


def _place(placeholders: Any, title: Box, body: Box) -> None:
    """Titles, contents and slide numbers where a wide slide has them; no date, no footer."""
    for shape in list(placeholders):
        kind = shape.placeholder_format.type
        if kind in (KIND.DATE, KIND.FOOTER):
            shape._element.getparent().remove(shape._element)
            continue
        box = title if kind in TITLES else NUMBER if kind == KIND.SLIDE_NUMBER else body
        shape.left, shape.top, shape.width, shape.height = box


def _set_type(master: Any) -> None:
    """Titles in bold at the left, set from the top; contents in ink, no larger than they are read."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2800")
    title.find(qn("a:defRPr")).set("b", "1")
    for shape in master.placeholders:
        if shape.placeholder_format.type in TITLES:
            shape._element.txBody.find(qn("a:bodyPr")).set("anchor", "t")
    level = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    level.find(qn("a:defRPr")).set("sz", "1800")


def _set_alignment(layout: Any) -> None:
    """What a layout of the template centres stands at the left."""
    for properties in layout._element.iter(qn("a:lvl1pPr")):
        properties.set("algn", "l")
    for shape in layout.placeholders:
        if shape.placeholder_format.type in TITLES:
            is_cover = shape.placeholder_format.type == KIND.CENTER_TITLE
            shape._element.txBody.find(qn("a:bodyPr")).set("anchor", "b" if is_cover else "t")
