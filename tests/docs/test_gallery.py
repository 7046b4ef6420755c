"""The gallery of charts shows what the code draws now."""

from __future__ import annotations

from tests.docs.gallery import gallery


def test_the_gallery_is_what_make_gallery_writes() -> None:
    out_of_date = [
        path.name
        for path, text in gallery().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert out_of_date == [], "run `make gallery`"
