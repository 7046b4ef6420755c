"""How many different ways of damage there are in the tables, each under a name of its own."""

from __future__ import annotations

from .answers import BYTES, CELLS, PARQUETS, TEXTS, WORKBOOKS
from .definitions import EDITIONS, MARGINS_DAMAGED, PUBLISHED_DAMAGED, SEVERAL, SURVEYS
from .places import IN_PLACE
from .structures import STRUCTURES

OF_ANSWERS = (BYTES, CELLS, TEXTS, WORKBOOKS, PARQUETS)
OF_DEFINITIONS = (SURVEYS, EDITIONS, SEVERAL, MARGINS_DAMAGED, PUBLISHED_DAMAGED, STRUCTURES, IN_PLACE)


def test_answers_are_damaged_in_forty_ways_and_more() -> None:
    assert len({name for table in OF_ANSWERS for name in table}) >= 80


def test_definitions_and_tables_are_damaged_in_forty_ways_and_more() -> None:
    assert sum(len(table) for table in OF_DEFINITIONS) >= 140


def test_every_text_differs_from_every_other() -> None:
    assert len(set(TEXTS.values())) == len(TEXTS)
    for table in (SURVEYS, EDITIONS, MARGINS_DAMAGED, PUBLISHED_DAMAGED):
        contents = [content for content, _ in table.values()]
        assert len(set(contents)) == len(contents)
