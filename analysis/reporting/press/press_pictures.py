"""The charts of a report as pictures, SVG and PNG: each with its title, its base and its source in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from analysis.reporting.documents.office_files import FIXED, clean
from analysis.reporting.documents.pdf import png_pictures
from analysis.reporting.documents.prepared_blocks import inline_svg, width_to_height
from analysis.reporting.drawing.chart_style import QUIET, WIDE
from analysis.reporting.drawing.lettering import text_width, wrapped
from analysis.reporting.drawing.sheet import Bar, Sheet
from analysis.reporting.drawing.svg_writer import svg_of
from analysis.reporting.fonts import showable
from analysis.reporting.language.typography import ended
from analysis.reporting.page.html import typeface_style
from analysis.reporting.report_content import ReportContent
from analysis.reporting.slides.slide_story import ChartSlide, SlideStory, told_story

MARGIN, GAP = 24.0, 14.0
TITLE, ABOUT, SOURCE, MARK = 21.0, 14.0, 12.0, 13.0
"""Sizes of text."""
SPACED = 1.3
"""From one line to the next, in sizes of the text."""
MARK_INK, MARK_GROUND = "#3d2a00", "#fff4d6"
"""That the data are simulated, as pages mark it."""


def picture_name(rank: int) -> str:
    """What the picture of the finding at `rank`, from one on, is called, without its ending."""
    return f"figure-{rank}"


def pictures_bytes(report: ReportContent) -> bytes:
    """An archive with an SVG and a PNG of every chart of the press page, and a text that stands for each.

    The same report gives the same bytes.
    """
    story = told_story(report)
    drawn = [picture_of(told, story.mark) for told in story.charts]
    files: dict[str, bytes] = {report.voice.say("press.read_me"): _read_me(report, story).encode("utf-8")}
    pictures = png_pictures([showable(inline_svg(svg)) for svg in drawn])
    for rank, (svg, png) in enumerate(zip(drawn, pictures, strict=True), 1):
        files[f"{picture_name(rank)}.svg"] = _alone(svg).encode("utf-8")
        files[f"{picture_name(rank)}.png"] = png
    return _archive(files)


def picture_of(told: ChartSlide, mark: str) -> str:
    """A chart between its title and its base and source, under `mark` where the data are simulated."""
    sheet = Sheet(WIDE + 2 * MARGIN)
    top = _marked(sheet, mark) + MARGIN
    top = _written(sheet, told.title, top, TITLE, bold=True) + GAP / 2
    chart = top = _written(sheet, told.about, top, ABOUT, QUIET) + GAP
    top += WIDE / width_to_height(told.chart.svg) + GAP
    sheet.height = _written(sheet, told.source, top, SOURCE, QUIET) + MARGIN
    sheet.marks.insert(0, Bar(0, 0, sheet.width, sheet.height, "#ffffff"))
    said = f"{ended(told.title)} {ended(told.chart.alternative)} {told.source}"
    inside = told.chart.svg.split(">", 1)[1].removesuffix("</svg>")
    moved = f'<g transform="translate({MARGIN:g} {chart:.1f})">{inside}</g>'
    return clean(svg_of(sheet, said).removesuffix("</svg>") + moved + "</svg>")


def _marked(sheet: Sheet, mark: str) -> float:
    """The band across the top that says that the data are simulated; where it ends."""
    height = MARK * 2 if mark else 0.0
    sheet.bar(0, 0, sheet.width, height, MARK_GROUND)
    sheet.write(sheet.width / 2, height / 2, mark, MARK, MARK_INK, bold=True, anchor="middle")
    return height


def _written(
    sheet: Sheet, text: str, top: float, size: float, colour: str = "#1b2430", bold: bool = False
) -> float:
    """`text` in as many lines as it needs from `top` on; where they end."""
    lines = [part for line in _even(text, size, bold) for part in _broken(line, size, bold)]
    step = size * SPACED
    for rank, line in enumerate(lines):
        sheet.write(MARGIN, top + (rank + 0.5) * step, line, size, colour, bold)
    return top + len(lines) * step


def _even(text: str, size: float, bold: bool) -> list[str]:
    """The lines of a title about as long as each other; of other texts, each as long as it can be."""
    lines = wrapped(text, WIDE, size, bold)
    widths = (WIDE * share / 20 for share in range(10, 20)) if bold else ()
    tried = (wrapped(text, width, size, bold) for width in widths)
    return next((each for each in tried if len(each) <= len(lines)), lines)


def _broken(line: str, size: float, bold: bool) -> list[str]:
    """A line that is one word wider than the picture, in pieces that hold: nothing of a source is cut."""
    pieces = [""]
    for sign in line:
        if pieces[-1] and text_width(pieces[-1] + sign, size, bold) > WIDE:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _alone(svg: str) -> str:
    """The drawing as a file that brings its typeface, with which its texts were measured."""
    head, inside = inline_svg(svg).split(">", 1)
    _, _, width, height = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return f'{head} width="{width}" height="{height}"><style>{typeface_style()}</style>{inside}\n'


def _read_me(report: ReportContent, story: SlideStory) -> str:
    """What the pictures are, how they may be used, and in words what each shows."""
    voice = report.voice
    mark = [voice.say("simulated_long")] if report.edition.simulated else []
    shown = [
        f"{picture_name(rank)}{voice.colon}{ended(told.title)}\n{ended(told.chart.alternative)}\n{told.source}"
        for rank, told in enumerate(story.charts, 1)
    ]
    parts: Sequence[str] = (f"{story.title} – {story.subtitle}", *mark, voice.say("press.use"), *shown)
    return clean("\n\n".join(parts)) + "\n"


def _archive(files: dict[str, bytes]) -> bytes:
    """The files, every one with the same date."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            part = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(part, content)
    return written.getvalue()
