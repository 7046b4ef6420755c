"""Cells with the words of the answers are the codes that have these labels."""

from __future__ import annotations

import pytest

from analysis.etl.clean.answers_in_words import codes_of_words
from analysis.questionnaire import Label, Question
from analysis.sources.received import DataError

PLACES = {
    "1": Label("À l’école", "At school"),
    "2": Label("Au club", "At the club"),
    "3": Label("3 & +", "3+"),
}
WORDS = {
    "French": ("À l’école", "1"),
    "English": ("At school", "1"),
    "a straight apostrophe": ("À l'école", "1"),
    "case and spaces": ("  au\u00a0 CLUB ", "2"),
    "HTML": ("<b>Au</b> club", "2"),
    "entities": ("3 &amp; +", "3"),
    "letters and accents apart": ("A\u0300 l'e\u0301cole", "1"),
    "not shown": ("N/A", ""),
}


def asked(kind: str = "single", **more: object) -> Question:
    text = Label("Où ?", "Where?")
    return Question("lieux", kind, text, text, **{"codes": PLACES, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("cell", "code"), WORDS.values(), ids=WORDS)
def test_words_are_their_code(cell: str, code: str) -> None:
    assert codes_of_words(asked(), "Q1", [cell]) == {cell: code}


def test_what_is_no_label_stays() -> None:
    assert codes_of_words(asked(), "Q1", ["2", "ailleurs", ""]) == {}


def test_a_question_without_answers_to_choose_from_keeps_its_words() -> None:
    assert codes_of_words(asked("text", codes={}), "Q1", ["N/A", "Oui"]) == {}


def test_ticks_are_yes_and_no_in_words() -> None:
    ticks = asked("multiple", columns={"1": "a", "2": "b"}, ticked=("Y",), not_ticked=("N",))
    found = codes_of_words(ticks, "a", ["Oui", "No", "N/A", "Y"])
    assert found == {"Oui": "Y", "No": "N", "N/A": ""}


TICKS: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, str]]] = {
    "the first of several that tick": (
        {"ticked": ("1", "2"), "not_ticked": ("0", "9")},
        {"oui": "1", "non": "0"},
    ),
    "nothing that says no": ({"ticked": ("X",), "not_ticked": ()}, {"oui": "X", "non": ""}),
}


@pytest.mark.parametrize("case", TICKS)
def test_yes_and_no_are_the_first_value_of_each(case: str) -> None:
    values, found = TICKS[case]
    question = asked("multiple", columns={"1": "a"}, **values)
    assert codes_of_words(question, "a", ["oui", "non"]) == found


@pytest.mark.parametrize(("cells", "found"), [(["1", "2.0"], {}), (["1", "Au club"], {"Au club": "2"})])
def test_a_column_of_codes_alone_is_not_read_as_words(cells: list[str], found: dict[str, str]) -> None:
    """A label "2" of the first answer would be taken for it."""
    question = asked(codes={"1": Label("2.0", "2.0"), "2": Label("Au club", "At the club")})
    assert codes_of_words(question, "Q1", cells) == found


def test_several_answers_in_a_cell_are_each_their_code() -> None:
    cell = codes_of_words(asked("multiple", delimiter=";"), "Q1", ["Au club; At school;autre"])
    assert cell == {"Au club": "2", "At school": "1"}


def test_a_label_of_two_answers_is_refused_with_both_named_only_where_it_is_met() -> None:
    twice = asked(codes={**PLACES, "4": Label("au club ", "In town")})
    assert codes_of_words(twice, "Q1", ["In town"]) == {"In town": "4"}
    with pytest.raises(
        DataError, match=r"lieux \(column Q1\).*'Au club' is 2 and 4.*export the answers as codes"
    ):
        codes_of_words(twice, "Q1", ["Au club", "In town"])
