"""A damaged export or structure drafts what can be built, or ends in one message with nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.cli.main import main
from analysis.drafting.drafts import draft
from analysis.faults import Fault
from analysis.pipeline import process
from analysis.questionnaire import read_survey
from analysis.workspace import Place

from .exports import DAMAGES, EXPORTS, OF_STRUCTURES, STRUCTURES, Damage, export_of


@pytest.mark.parametrize("tool", EXPORTS)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_export_is_drafted_whole_or_not_at_all(damage: Damage, tool: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(damage(export_of(tool)))
    try:
        draft(tmp_path, "essai/2026", tmp_path / "a.csv")
    except Fault as fault:
        assert 0 < len(str(fault)) < 5000
        assert not (tmp_path / "data").exists()
        return
    place = Place(tmp_path, "essai", "2026")
    assert read_survey(place.survey_toml).questions
    assert place.edition_toml.exists()


@pytest.mark.parametrize("tool", EXPORTS)
def test_what_is_damaged_is_read_at_first(tool: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(export_of(tool), "utf-8")
    draft(tmp_path, "essai/2026", tmp_path / "a.csv")
    assert process(Place(tmp_path, "essai", "2026")).weighted.cleaned.received == 64


@pytest.mark.parametrize(("suffix", "text"), STRUCTURES.values(), ids=STRUCTURES)
@pytest.mark.parametrize("damage", OF_STRUCTURES.values(), ids=OF_STRUCTURES)
def test_a_damaged_structure_of_any_tool(damage: Damage, suffix: str, text: str, tmp_path: Path) -> None:
    (tmp_path / f"s.{suffix}").write_bytes(damage(text))
    try:
        draft(tmp_path, "essai", None, tmp_path / f"s.{suffix}")
    except Fault as fault:
        assert 0 < len(str(fault)) < 5000
        assert not (tmp_path / "data").exists()
        return
    assert read_survey(tmp_path / "data/raw/essai/survey.toml").questions


@pytest.mark.parametrize("damage", ["empty", "the first heading row alone", "an unclosed quotation mark"])
def test_a_damaged_export_ends_in_one_message_and_a_code(
    damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_bytes(DAMAGES[damage](export_of("Qualtrics, words")))
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(tmp_path), "new", "essai/2026", "--from", str(tmp_path / "a.csv")])
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert said.count("a.csv") >= 1 and "Traceback" not in said
    assert not (tmp_path / "data").exists()
