"""Keys of a former version: each names its successor, and is read as it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.questionnaire.definitions import RENAMED, DefinitionName, former_keys, with_successors

FORMER: dict[DefinitionName, dict[str, str]] = {
    "survey": {"questions.*.heading": "label", "lists": "scales", "lists.*.answers": "codes"},
    "edition": {"files.*.title": "name"},
}
NAMED_OTHERWISE = (("questions.a.heading", "label"), ("lists", "scales"), ("lists.s.answers", "codes"))


@pytest.fixture(autouse=True)
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if these keys had been renamed."""
    for name, keys in FORMER.items():
        for place, successor in keys.items():
            monkeypatch.setitem(RENAMED[name], place, successor)


def test_a_key_of_a_former_version_names_its_successor_and_is_read_as_it(
    faults_of: Callable[[str], list[str]],
) -> None:
    survey = "[lists.s]\nanswers = { 1 = 'x' }\n[questions.a]\ntype = 'single'\nscale = 's'\nheading = 'A'\n"
    assert faults_of(survey) == [
        f"{place}: is called {successor!r} now; rename it, or let `assoscope check --fix` do so"
        for place, successor in NAMED_OTHERWISE
    ]


def test_tables_of_a_list_are_numbered_in_the_message(
    edition_faults_of: Callable[[str, str], list[str]],
) -> None:
    faults = edition_faults_of("", "[[files]]\nname = 'a.csv'\n[[files]]\ntitle = 'b.csv'\n")
    assert [fault.partition(":")[0] for fault in faults] == ["files.2.title"]


def test_only_the_places_of_the_key_are_meant() -> None:
    values = {"heading": 1, "questions": {"heading": {"type": "text"}, "a": {"codes": {"heading": "x"}}}}
    assert former_keys("survey", values) == {}
    assert with_successors("survey", values) == values
