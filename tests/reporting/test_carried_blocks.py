"""What a notebook carries comes back as the records it was written from, or is refused by its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from analysis.reporting.blocks import Block, Chart, Heading, Panel, Paragraph, Point, ReportTable, Section
from analysis.reporting.carried_blocks import KINDS, block_from
from analysis.reporting.cell_blocks import ItemList, Picture, Preformatted, Prose, Span
from tests.reporting.documents.conftest import a_table, report

OWN = [
    Prose([Span("Du "), Span("gras", "strong"), Span("lien", link="https://x.fr")]),
    ItemList(True, [[Span("un")], [Span("deux", "code")]]),
    Preformatted("a\n b"),
    Picture("png", "aGE=", ""),
]
POINT = {"label": "Oui", "value": 68, "low": None, "high": 70.5, "text": "68 %"}
CHART = {
    "block": "chart",
    "anchor": "c",
    "title": "T",
    "kind": "bars",
    "alternative": "x",
    "svg": "<svg/>",
    "narrow": "<svg/>",
}


@pytest.mark.parametrize("block", [*report(), *OWN], ids=lambda block: block.block)
def test_a_block_comes_back_with_its_type_and_its_content(block: Block) -> None:
    back = block_from(json.loads(json.dumps(block.data())))
    assert type(back) is type(block)
    assert back.data() == block.data()


def test_every_kind_of_block_can_be_carried() -> None:
    known = {kind for kind in Block.__subclasses__() if kind.__module__.startswith("analysis.")}
    assert set(KINDS.values()) == known
    assert all(kind.block for kind in known)


def test_what_is_left_out_has_its_default() -> None:
    assert block_from({"block": "heading", "text": "Titre"}) == Heading("Titre", 2)


def test_the_values_of_a_chart_are_numbers_or_nothing() -> None:
    found = block_from({**CHART, "panels": [{"label": "", "points": [POINT]}]})
    assert isinstance(found, Chart)
    assert found.panels == (Panel("", (Point("Oui", 68.0, None, 70.5, "68 %"),)),)


WRONG: list[tuple[Any, str]] = [
    ({"block": "hologram"}, r"no block is called 'hologram'; expected one of cover, contents, section"),
    ({"text": "Dit."}, r"no block is called None"),
    ("Dit.", r"expected a block, found 'Dit\.'"),
    (
        {"block": "paragraph", "text": "Dit.", "colour": "red"},
        r"no field is called colour; expected text, kind",
    ),
    ({"block": "paragraph", "kind": "lead"}, r"paragraph: lacks text"),
    ({"block": "paragraph", "text": 3}, r"paragraph\.text: expected str, found 3"),
    ({"block": "heading", "text": "x", "level": True}, r"heading\.level: expected int, found True"),
    ({"block": "lines", "lines": [["a"]]}, r"lines\.lines\[0\]: expected 2 values, found 1"),
    ({"block": "lines", "lines": "ab"}, r"lines\.lines: expected a list, found 'ab'"),
    ({"block": "cards", "cards": ["68 %"]}, r"cards\.cards\[0\]: expected fields, found '68 %'"),
    (
        {"block": "section", "kind": "page", "blocks": [{"block": "x"}]},
        r"section\.blocks\[0\]: no block .* 'x'",
    ),
    (
        {"block": "section", "kind": "page", "blocks": [{"block": "paragraph", "text": None}]},
        r"section\.blocks\[0\] paragraph\.text: expected str, found None",
    ),
    (
        {**CHART, "panels": [{"label": "", "points": [{**POINT, "value": "68"}]}]},
        r"chart\.panels\[0\]\.points\[0\]\.value: expected float, found '68'",
    ),
]


@pytest.mark.parametrize(("data", "message"), WRONG)
def test_what_is_no_block_is_refused_with_its_place(data: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        block_from(data)


def test_a_long_value_is_not_repeated_whole() -> None:
    with pytest.raises(ValueError, match="expected a list") as refused:
        block_from({"block": "section", "kind": "page", "blocks": "x" * 1000})
    assert len(str(refused.value)) < 200


def test_a_section_holds_records() -> None:
    inner = Section("page", [Paragraph("Dit."), a_table(["Part"], ["Oui"])])
    back = block_from(inner.data())
    assert isinstance(back, Section)
    assert [type(block) for block in back.blocks] == [Paragraph, ReportTable]
