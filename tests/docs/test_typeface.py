"""The typeface inside pages is the one that its command makes."""

from __future__ import annotations

from tests.docs.typeface import TYPEFACE, typeface


def test_the_typeface_of_pages_is_what_make_typeface_writes() -> None:
    assert TYPEFACE.read_text(encoding="utf-8") == typeface(), "run `make typeface`"
    assert len(typeface()) < 120_000
