"""Files that are no definitions: each is refused with its place and the way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.faults import DefinitionError, Fault
from analysis.questionnaire import Survey, read_survey

FAULTY = [
    ("not TOML", b"title = ", "not valid TOML"),
    ("a question written twice", b"[questions.a]\n[questions.a]\n", "not valid TOML"),
    ("cp1252", 'title = "Bénévoles"'.encode("cp1252"), "not UTF-8 at byte 10; save the file as UTF-8"),
    ("utf-16", 'title = "a"'.encode("utf-16"), "not UTF-8 at byte 0"),
    ("deep nesting", b"a = " + b"[" * 100_000, "not valid TOML"),
    ("deep tables", b"a = " + b"{a=" * 5_000, "not valid TOML"),
    ("binary", bytes(range(256)), "not UTF-8"),
    ("a NUL", b'title = "\x00"', "not valid TOML"),
]


@pytest.mark.parametrize(
    ("content", "fault"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY]
)
def test_a_file_that_is_no_definition_is_refused(
    content: bytes, fault: str, faults_of: Callable[[bytes], list[str]]
) -> None:
    faults = faults_of(content)
    assert len(faults) == 1 and faults[0].startswith(fault)


WRITTEN_OTHERWISE = [
    (b"start = 15/01/2024", "a date is written 2024-01-31, year first, without quotes"),
    (b"[fieldwork]\nend=15-01-2024", "a date is written 2024-01-31"),
    (b"speeder_below = 0,5", "a number has a decimal point: 0.5"),
    (b"points = { a = 1,5 }", "a number has a decimal point: 0.5"),
    ("title = “Essai”".encode(), "straight quotes"),
]


@pytest.mark.parametrize(("content", "hint"), WRITTEN_OTHERWISE)
def test_what_toml_writes_otherwise_is_said(
    content: bytes, hint: str, faults_of: Callable[[bytes], list[str]]
) -> None:
    (fault,) = faults_of(content)
    assert hint in fault


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"essai/survey.toml: 1 fault\n  - no such file"):
        read_survey(tmp_path / "essai" / "survey.toml")


def test_a_byte_order_mark_is_no_part_of_the_file(survey_of: Callable[[bytes], Survey]) -> None:
    assert survey_of('\ufefftitle = "Essai"'.encode()).title.fr == "Essai"


def test_line_ends_of_windows_are_read(survey_of: Callable[[bytes], Survey]) -> None:
    assert survey_of(b'title = "Essai"\r\n[themes.a]\r\ntitle = "A"\r\n').themes["a"].title.fr == "A"


def test_an_empty_file_is_a_survey_without_questions(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of("")
    assert (survey.name, survey.title.fr, dict(survey.questions)) == ("essai", "essai", {})


def test_the_message_counts_and_lists_every_fault_under_the_path(tmp_path: Path) -> None:
    path = tmp_path / "essai" / "survey.toml"
    path.parent.mkdir()
    path.write_text('titel = "a"\n[questions.a]\ntype = "singel"\ncodes = { 1 = "a" }\n')
    with pytest.raises(Fault) as caught:
        read_survey(path)
    head, *faults = str(caught.value).splitlines()
    assert head == f"{path}: 2 faults"
    assert faults == [
        "  - questions.a.type: expected one of single, numeric, scale, multiple, text, date; found 'singel' "
        "(did you mean 'single'?)",
        f"  - {caught.value.faults[1]}",  # type: ignore[attr-defined]
    ]
    assert "titel: unknown key (did you mean 'title'?). Known here: breakdowns, called, citation" in faults[1]


def test_a_long_value_is_shown_short(faults_of: Callable[[str], list[str]]) -> None:
    (fault,) = faults_of(f"title = {['x' * 10_000]}")
    assert len(fault) < 150 and fault.endswith("…")
