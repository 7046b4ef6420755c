"""A report as a PowerPoint deck: a finding a slide, charts that can be edited, what to say in the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from analysis.reporting.blocks import Card
from analysis.reporting.documents.native.native_charts import along_groups, native_chart
from analysis.reporting.documents.native.office_charts import add_chart
from analysis.reporting.documents.office_files import FIXED, clean, same_dates
from analysis.reporting.drawing.lettering import fitted, shortened, text_width, wrapped
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.report_content import ReportContent
from analysis.reporting.slides.slide_layouts import Box, DeckLayouts, deck_layouts
from analysis.reporting.slides.slide_story import (
    FINDINGS,
    ChartSlide,
    SlideStory,
    TextSlide,
    told_story,
)

TITLE_SIZES = (28, 26, 24, 22, 20)
"""Sizes of a title: the first at which it stands on two lines."""
TEXT_SIZES = (20, 18, 16, 14, 12)
"""Sizes of lines: the first at which all hold."""
ABOUT_SIZES = (14, 13, 12)
"""Sizes of what a chart is about: the first at which it stands on a line."""
SOURCE_SIZE, MARK_SIZE = 12, 12
SPACED = 1.2
"""From one line to the next, in sizes of the text."""
WIDER = 1.06
"""How much wider an office font may set a text than the reports' font, by which it is measured."""
CHART_SHARE = 0.6
"""Of the height of a slide, the least that a chart takes."""
ABOUT_HEIGHT, SOURCE_HEIGHT, GAP = Inches(0.36), Inches(0.62), Inches(0.08)
EDGE = Inches(0.2)
"""Between the edge of a slide and what stands in its corners."""
ACROSS = 3
"""Key figures side by side."""
LEAST_CARDS = Inches(2.6)
"""Height that the key figures need."""
QUIET, MARK_INK, MARK_GROUND = (RGBColor.from_string(each) for each in ("56616E", "3D2A00", "FFF4D6"))


def pptx_bytes(report: ReportContent, template: bytes | None = None) -> bytes:
    """The deck of `report`, in the layouts of `template` where there is one; the same gives the same bytes.

    Raises Fault where the template lacks a layout, ValueError for a chart that no office program can draw.
    """
    story = told_story(report, FINDINGS)
    writing = DeckWriter(deck_layouts(template), story)
    writing.write()
    return writing.content()


class DeckWriter:
    """A deck being written from its story."""

    def __init__(self, layouts: DeckLayouts, story: SlideStory) -> None:
        self.layouts, self.story = layouts, story
        self.presentation = layouts.presentation
        self.width, self.height = self.presentation.slide_width, self.presentation.slide_height

    def write(self) -> None:
        """Every slide, in order."""
        self._write_cover()
        for each in self.story.slides:
            if isinstance(each, ChartSlide):
                self._write_chart(each)
            else:
                self._write_text(each)

    def content(self) -> bytes:
        """The file."""
        known = self.presentation.core_properties
        title = f"{self.story.title} – {self.story.subtitle}"
        known.title, known.author, known.subject = clean(title)[:255], "assoscope", ""
        known.language = Typesetter(self.story.language).rules.locale.replace("_", "-")
        known.created = known.modified = FIXED
        known.last_modified_by, known.revision = "assoscope", 1
        saved = io.BytesIO()
        self.presentation.save(saved)
        return same_dates(saved.getvalue())

    def _write_cover(self) -> None:
        story = self.story
        slide = self._new(self.layouts.cover, story.title, story.spoken)
        subtitle = next(
            (s for s in slide.placeholders if s.placeholder_format.type in (KIND.SUBTITLE, KIND.BODY)), None
        )
        bottom = slide.shapes.title.top + slide.shapes.title.height
        if subtitle is not None:
            self._write_subtitle(subtitle)
            bottom = max(bottom, subtitle.top + subtitle.height)
        self._take_away_empty(slide)
        room = self.height - bottom - 2 * GAP - Inches(0.4)
        if not story.cards:
            return
        if room < LEAST_CARDS:
            slide = self._new(self.layouts.chart, story.key_figures, story.spoken)
            self._take_away_empty(slide)
            left, bottom, width, room = self._area(slide)
        else:
            left, width = slide.shapes.title.left, slide.shapes.title.width
        self._write_cards(slide, (left, bottom + GAP, width, room))

    def _write_subtitle(self, subtitle: Any) -> None:
        frame = subtitle.text_frame
        frame.text = clean(self.story.subtitle)
        frame.paragraphs[0].runs[0].font.size = Pt(20)
        if self.story.facts:
            facts = frame.add_paragraph().add_run()
            facts.text, facts.font.size = clean(self.story.facts), Pt(14)

    def _write_cards(self, slide: Any, area: Box) -> None:
        """The key figures in rows of three: the value large, what it is, and what became of it."""
        left, top, width, height = area
        rows = -(-len(self.story.cards) // ACROSS)
        gap = Inches(0.25)
        each, high = (width - (ACROSS - 1) * gap) // ACROSS, min((height - rows * gap) // rows, Inches(2.1))
        for place, card in enumerate(self.story.cards):
            row, column = divmod(place, ACROSS)
            box = (left + column * (each + gap), top + row * (high + gap), each, high)
            _write_card(slide, card, box)

    def _write_chart(self, told: ChartSlide) -> None:
        slide = self._new(self.layouts.chart, told.title, told.spoken)
        self._take_away_empty(slide)
        left, top, width, height = self._area(slide)
        size, about = fitting_line(clean(told.about), width / Pt(1))
        _add_text(slide, (left, top, width, ABOUT_HEIGHT), about, size, QUIET)
        native = native_chart(told.chart, told.names)
        if native is not None and told.is_along:
            native = along_groups(native)
        if native is None:
            raise ValueError(f"the chart of “{told.title}” ({told.chart.kind}) has no form in PowerPoint")
        lowest = top + height - SOURCE_HEIGHT
        first = min(top + ABOUT_HEIGHT, lowest - int(CHART_SHARE * self.height))
        place = (left, first, width, lowest - first)
        add_chart(slide.shapes, native, place, told.chart.alternative).name = clean(told.chart.title)[:80]
        source = (left, lowest, width - Inches(1.1), SOURCE_HEIGHT)
        _add_text(slide, source, told.source, SOURCE_SIZE, QUIET)

    def _write_text(self, told: TextSlide) -> None:
        """The lines in the content of the layout, or in a box; smaller where they are many."""
        slide = self._new(self.layouts.text, told.title, told.spoken)
        kinds = (KIND.OBJECT, KIND.BODY)
        body = next((s for s in slide.placeholders if s.placeholder_format.type in kinds), None)
        if body is None:
            body = slide.shapes.add_textbox(*self._area(slide))
        self._take_away_empty(slide, body)
        frame = body.text_frame
        frame.word_wrap = True
        size = _fitting_size([f"{a}{told.colon}{b}" for a, b in told.lines], body.width, body.height)
        for rank, (about, said) in enumerate(told.lines):
            paragraph = frame.paragraphs[0] if not rank else frame.add_paragraph()
            paragraph.space_after = Pt(size / 2)
            if about:
                _run(paragraph, f"{about}{told.colon}", size, bold=True)
            _run(paragraph, said, size)

    def _new(self, layout: Any, title: str, spoken: str) -> Any:
        """A slide with its title, its mark, its number and its notes."""
        slide = self.presentation.slides.add_slide(layout)
        shape = slide.shapes.title
        size, text = fitting_title(clean(title), shape.width / Pt(1))
        shape.text_frame.text = text
        if layout is not self.layouts.cover or size < TITLE_SIZES[0] or not self.layouts.is_own:
            shape.text_frame.paragraphs[0].runs[0].font.size = Pt(min(size, self.layouts.title_size))
        if self.story.mark:
            self._write_mark(slide)
        _number(slide, layout)
        slide.notes_slide.notes_text_frame.text = clean(spoken)
        return slide

    def _write_mark(self, slide: Any) -> None:
        """That the data are simulated: in the upper right corner, or the lower left one of a template whose
        title may stand at the very top."""
        width, height = Inches(1.75), Inches(0.28)
        upper, lower = (self.width - width - EDGE, EDGE // 2), (EDGE, self.height - height - EDGE // 4)
        box = slide.shapes.add_textbox(*(lower if self.layouts.is_own else upper), width, height)
        box.fill.solid()
        box.fill.fore_color.rgb = MARK_GROUND
        box.name = clean(self.story.mark)
        frame = box.text_frame
        frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        _run(frame.paragraphs[0], self.story.mark, MARK_SIZE, MARK_INK, bold=True)

    def _area(self, slide: Any) -> Box:
        """What is free below the title of a slide: the place of its layout's content, or down to its foot."""
        title = slide.shapes.title
        top = title.top + title.height
        contents = [
            s
            for s in slide.slide_layout.placeholders
            if s.placeholder_format.type in (KIND.OBJECT, KIND.CHART)
        ]
        bottom = self.height - Inches(0.35 if self.layouts.is_own else 0.25)
        if contents:
            place = contents[0]
            return place.left, top, place.width, bottom - top
        return title.left, top, title.width, bottom - top

    def _take_away_empty(self, slide: Any, kept: Any = None) -> None:
        """Placeholders that nothing is written in show a prompt: they go."""
        for shape in list(slide.placeholders):
            kind = shape.placeholder_format.type
            is_empty = not shape.text_frame.text if shape.has_text_frame else True
            if is_empty and kind != KIND.SLIDE_NUMBER and (kept is None or shape.shape_id != kept.shape_id):
                shape._element.getparent().remove(shape._element)


def fitting_title(title: str, width: float) -> tuple[int, str]:
    """The largest size at which `title` stands on two lines of `width` points; cut where none is."""
    room = width / WIDER - 15
    for size in TITLE_SIZES:
        if len(wrapped(title, room, size, bold=True)) <= 2:
            return size, title
    size = TITLE_SIZES[-1]
    lines = fitted(title, room, size, bold=True)
    return size, " ".join(lines)


def fitting_line(text: str, width: float) -> tuple[int, str]:
    """The largest size at which `text` stands on a line of `width` points; cut where none is."""
    room = width / WIDER - 15
    size = next((each for each in ABOUT_SIZES if text_width(text, each) <= room), ABOUT_SIZES[-1])
    return size, shortened(text, room, size)


def _fitting_size(lines: Sequence[str], width: int, height: int) -> int:
    """The largest size at which all lines hold, with half a line between them."""
    room = width / Pt(1) / WIDER - 30
    for size in TEXT_SIZES:
        count = sum(len(wrapped(clean(line), room, size)) + 0.5 for line in lines)
        if count * size * SPACED <= height / Pt(1):
            return size
    return TEXT_SIZES[-1]


def _write_card(slide: Any, card: Card, box: Box) -> None:
    shape = slide.shapes.add_textbox(*box)
    shape.name = clean(card.label)[:80]
    frame = shape.text_frame
    frame.word_wrap = True
    _run(frame.paragraphs[0], " ".join(filter(None, (card.value, card.unit))), 36, bold=True)
    width = box[2] / Pt(1) / WIDER - 15
    _run(frame.add_paragraph(), " ".join(fitted(clean(card.label), width, 16, most=2)), 16)
    for detail in card.details:
        said = " ".join(fitted(clean(detail), width, SOURCE_SIZE, most=2))
        _run(frame.add_paragraph(), said, SOURCE_SIZE, QUIET)


def _add_text(slide: Any, box: Box, text: str, size: int, colour: RGBColor) -> None:
    frame = slide.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    frame.margin_top = frame.margin_bottom = Pt(2)
    _run(frame.paragraphs[0], text, size, colour)


def _run(paragraph: Any, text: str, size: int, colour: RGBColor | None = None, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text, run.font.size = clean(text), Pt(size)
    if bold:
        run.font.bold = True
    if colour is not None:
        run.font.color.rgb = colour


def _number(slide: Any, layout: Any) -> None:
    """The number of the slide, where its layout has a place for it."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type == KIND.SLIDE_NUMBER:
            copy = deepcopy(shape._element)
            known = [int(number) for number in slide._element.xpath("//p:cNvPr/@id")]
            copy.nvSpPr.cNvPr.set("id", str(max(known) + 1))
            slide.shapes._spTree.append(copy)
