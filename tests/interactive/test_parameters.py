"""A notebook takes its parameters from outside, and says what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.parameters import VARIABLE


def test_what_is_stated_holds_where_nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert analysis.parameters(survey="essai", edition="2020") == ("essai", "2020")
    assert analysis.parameters(survey="essai") == "essai"


@pytest.mark.parametrize(
    ("name", "content"),
    [("", '{"edition": "2009"}'), ("those.json", '{"edition": "2009"}'), ("those.toml", 'edition = "2009"')],
)
def test_what_is_given_holds_instead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content: str
) -> None:
    if name:
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / name) if name else content)
    assert analysis.parameters(survey="essai", edition="2020") == ("essai", "2009")


def test_a_notebook_leaves_alone_what_another_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, '{"survey": "crise", "territory": "region=84"}')
    assert analysis.parameters(survey="essai") == "crise"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ('{"edtion": "2009"}', "no parameter edtion; did you mean edition?; parameters: survey, edition"),
        ('{"edition": ', "not readable"),
        ("nowhere.json", "nowhere.json: No such file or directory; expected"),
        ("nowhere.toml", "nowhere.toml: No such file or directory; expected"),
    ],
)
def test_what_cannot_be_meant_is_said(monkeypatch: pytest.MonkeyPatch, given: str, message: str) -> None:
    monkeypatch.setenv(VARIABLE, given)
    with pytest.raises(AnalystError) as raised:
        analysis.parameters(survey="essai", edition="2020")
    assert message in str(raised.value)


def test_a_file_without_names_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "those.json").write_text("[1]", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "those.json"))
    with pytest.raises(AnalystError, match="expected names with values"):
        analysis.parameters(survey="essai", edition="2020")
