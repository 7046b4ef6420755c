"""Encodings: found without a mark, told apart by their letters, two in one file, one applied twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.encodings import in_utf8
from analysis.sources.received import DataError

SENTENCES = "id;ville;avis\n" + "".join(
    f"{i};Besançon;Très bien, l’été où l’Œuvre coûte 10 €\n" for i in range(20)
)
PLAIN = "id;ville\n" + "".join(f"{i};Orléans, très déçu, où ça coûte\n" for i in range(20))
TEXTS = {
    "sentences": SENTENCES,
    "without quotes and signs": PLAIN,
    "one accent": "id;ville\n1;Orléans\n",
    "an accent in a heading": "id;é\n1;2\n",
    "capitals": "id;ÉTÉ\n1;À L'ÉCOLE\n",
    "Spanish": "id;año\n1;Sí, mañana\n",
    "German": "id;Straße\n1;Grüße über alles\n",
}
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1252", "mac_roman", "cp850", "iso8859_15", "cp437"),
)


def fits(text: str, encoding: str) -> bool:
    return text.encode(encoding, "replace").decode(encoding) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_as_it_was_written(name: str, encoding: str) -> None:
    text = TEXTS[name]
    if not fits(text, encoding):
        pytest.skip(f"{encoding} has not all letters of it")
    content, _, _ = in_utf8(text.encode(encoding), None)
    assert content.decode("utf-8").lstrip("\ufeff") == text


def twice(text: str) -> bytes:
    return text.encode("utf-8").decode("cp1252").encode("utf-8")


def test_a_text_that_was_encoded_twice_is_read_as_it_was_meant_and_said() -> None:
    content, _, remarks = in_utf8(twice(SENTENCES), None)
    assert content.decode("utf-8") == SENTENCES
    assert remarks == ["the text was encoded twice throughout (Ã© for é); it was read as it was meant"]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_two_encodings_in_one_file_give_one_answer(mark: bytes, encoding: str, tmp_path: Path) -> None:
    lines = PLAIN.split("\n")
    parts = [line.encode("utf-8" if n < 8 else encoding) for n, line in enumerate(lines)]
    (tmp_path / "a.csv").write_bytes(mark + b"\n".join(parts))
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    assert set(received.answers["ville"]) == {"Orléans, très déçu, où ça coûte"}
    assert received.source.remarks == (f"13 lines are not UTF-8 and were read as {encoding}: 9..21",)


def test_lines_encoded_twice_among_others_are_named() -> None:
    lines = PLAIN.split("\n")
    parts = [line.encode() if n < 8 else twice(line) for n, line in enumerate(lines)]
    content, _, remarks = in_utf8(b"\n".join(parts), None)
    assert content.decode("utf-8") == PLAIN
    assert remarks[0].startswith("the text was encoded twice in lines 9..21")


def test_a_line_of_two_encodings_is_read_letter_by_letter() -> None:
    content, _, _ = in_utf8("id;é".encode() + b"\n1;" + "été;".encode() + "été".encode("cp1252"), None)
    assert content.decode("utf-8").split("\n")[1] == "1;été;été"


def test_an_encoding_under_which_lines_of_utf_8_would_be_other_answers_is_refused() -> None:
    mixed = b"\n".join([PLAIN.encode(), PLAIN.encode("cp1252")])
    with pytest.raises(DataError, match=r"lines 2\.\.21 are UTF-8 and not cp1252.*Remove `encoding`"):
        in_utf8(mixed, "cp1252")
