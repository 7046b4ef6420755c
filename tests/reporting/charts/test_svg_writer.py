"""A mark of each look as it stands in an SVG: places, colours, rims, dashes and anchors."""

from __future__ import annotations

import pytest

from analysis.reporting.drawing.sheet import Bar, Dot, Lettering, Mark, Sheet, Stroke, ValueScale
from analysis.reporting.drawing.svg_writer import svg_of

RED, BLUE = "#aa0000", "#0000aa"
MARKS: list[tuple[str, Mark, str]] = [
    (
        "a full bar",
        Bar(1, 2.04, 30.06, 4, RED),
        f'<g fill="{RED}"><rect x="1" y="2" width="30.1" height="4"/></g>',
    ),
    (
        "a bar with a rim",
        Bar(1, 2, 3, 4, "#ffffff", BLUE, 0.8),
        f'<g fill="#ffffff" stroke="{BLUE}" stroke-width="0.8"><rect x="1" y="2" width="3" height="4"/></g>',
    ),
    (
        "a rim alone",
        Bar(1, 2, 3, 4, rim=BLUE),
        f'<g fill="none" stroke="{BLUE}" stroke-width="1"><rect x="1" y="2" width="3" height="4"/></g>',
    ),
    (
        "a line",
        Stroke(((1, 2), (3, 4.5), (5, 2)), RED, 1.5),
        f'<g fill="none" stroke="{RED}" stroke-width="1.5" stroke-linejoin="round">'
        '<path d="M 1 2 L 3 4.5 L 5 2"/></g>',
    ),
    (
        "a line of dashes",
        Stroke(((1, 2), (3, 2)), RED, dash=(4, 2.5)),
        f'<g fill="none" stroke="{RED}" stroke-width="1" stroke-linejoin="round"'
        ' stroke-dasharray="4 2.5"><path d="M 1 2 L 3 2"/></g>',
    ),
    ("a dot", Dot(10, 20, 4.8, RED), f'<g fill="{RED}"><circle cx="10" cy="20" r="4.8"/></g>'),
    (
        "a hollow dot",
        Dot(10, 20, 4, RED, is_hollow=True),
        f'<g fill="#ffffff" stroke="{RED}" stroke-width="1.8"><circle cx="10" cy="20" r="4"/></g>',
    ),
    (
        "a text, its letters 0.355 of their size below the middle of the line",
        Lettering(5, 10, 'A & <b> "c"', 20, RED),
        f'<g fill="{RED}" font-size="20"><text x="5" y="17.1">A &amp; &lt;b&gt; "c"</text></g>',
    ),
    (
        "a bold text that ends where it stands",
        Lettering(5, 10, "9 %", 20, RED, is_bold=True, anchor="end"),
        f'<g fill="{RED}" font-size="20" font-weight="600" text-anchor="end">'
        '<text x="5" y="17.1">9 %</text></g>',
    ),
]


@pytest.mark.parametrize(("mark", "svg"), [case[1:] for case in MARKS], ids=[case[0] for case in MARKS])
def test_a_mark_is_written_with_its_place_and_its_look(mark: Mark, svg: str) -> None:
    sheet = Sheet(100, 50, [mark])
    written = svg_of(sheet, 'Deux "barres" & un point')
    head = '<svg viewBox="0 0 100 50" role="img" aria-label="Deux &quot;barres&quot; &amp; un point">'
    assert written == f"{head}{svg}</svg>"


def test_neighbours_of_one_look_share_it_and_the_order_of_marks_stays() -> None:
    dots = [Dot(1, 1, 2, RED), Dot(2, 1, 2, RED), Dot(3, 1, 2, BLUE), Dot(4, 1, 2, RED)]
    circles = [f'<circle cx="{x}" cy="1" r="2"/>' for x in range(1, 5)]
    groups = [(RED, circles[:2]), (BLUE, circles[2:3]), (RED, circles[3:])]
    inside = "".join(f'<g fill="{colour}">{"".join(shapes)}</g>' for colour, shapes in groups)
    assert svg_of(Sheet(9, 9, list(dots)), "").partition(">")[2] == f"{inside}</svg>"


def test_marks_of_a_sheet_that_is_placed_on_another_move_together() -> None:
    inner, outer = Sheet(10, 10), Sheet(100, 100)
    inner.bar(1, 2, 3, 4, RED)
    inner.path([(1, 1), (2, 5)], RED, 2)
    inner.dot(6, 7, 1, BLUE)
    inner.write(8, 9, "a")
    outer.place(inner, right=20, down=50)
    assert outer.marks == [
        Bar(21, 52, 3, 4, RED),
        Stroke(((21, 51), (22, 55)), RED, 2),
        Dot(26, 57, 1, BLUE),
        Lettering(28, 59, "a"),
    ]


def test_what_has_no_size_or_no_text_is_not_drawn() -> None:
    sheet = Sheet(10, 10)
    sheet.bar(1, 1, 0, 5, RED)
    sheet.bar(1, 1, 5, 0, RED)
    sheet.path([(1, 1)], RED, 1)
    sheet.write(1, 1, "")
    assert sheet.marks == []


def test_lines_of_a_text_are_centred_together() -> None:
    sheet = Sheet(10, 100)
    sheet.write_lines(1, 50, ["a", "b", "c"], step=10)
    assert [(mark.text, mark.y) for mark in sheet.marks if isinstance(mark, Lettering)] == [
        ("a", 40),
        ("b", 50),
        ("c", 60),
    ]


def test_slanted_lines_fill_a_rectangle_and_stop_at_its_edges() -> None:
    sheet = Sheet(200, 100)
    sheet.hatched(100, 50, 20, 10)
    rim, *lines = sheet.marks
    assert isinstance(rim, Bar) and (rim.left, rim.top, rim.width, rim.height) == (100, 50, 20, 10)
    assert rim.rim_width == 0.8
    assert [line.places for line in lines if isinstance(line, Stroke)] == [
        ((105, 50), (100, 55)),
        ((110, 50), (100, 60)),
        ((115, 50), (105, 60)),
        ((120, 50), (110, 60)),
        ((120, 55), (115, 60)),
    ]
    assert {line.width for line in lines if isinstance(line, Stroke)} == {0.7}


SCALES = [
    # from and to, at which places; a value; its place
    ((20, 60, 0, 400), 30, 100),
    ((20, 60, 0, 400), 10, 0),
    ((20, 60, 0, 400), 99, 400),
    ((60, 20, 0, 400), 30, 300),
    ((-20, 20, 100, 0), -10, 75),
]


@pytest.mark.parametrize(("ends", "value", "place"), SCALES)
def test_a_value_stands_at_its_place_between_the_ends(
    ends: tuple[float, float, float, float], value: float, place: float
) -> None:
    assert ValueScale(*ends).at(value) == place
