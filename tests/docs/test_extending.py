"""What docs/extending.md shows is run as it is written."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from analysis.questionnaire.kinds import KINDS
from analysis.reporting.blocks import ReportTable
from analysis.reporting.chapters.annexes import question_tables
from analysis.reporting.language.voice import Voice
from analysis.steps.results_files import Built

EXTENDING = Path(__file__).resolve().parents[2] / "docs" / "extending.md"


def blocks(section: str, language: str) -> list[str]:
    """The code blocks of one section in one language."""
    text = EXTENDING.read_text(encoding="utf-8")
    (body,) = re.findall(rf"(?ms)^## {section}\n(.*?)(?=^## |\Z)", text)
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", body)


def register_duration(monkeypatch: pytest.MonkeyPatch) -> None:
    """The question type of the example, in the registry by its line."""
    module, line = blocks("A question type", "python")
    ((name, path),) = ast.literal_eval(f"{{{line}}}").items()
    written = ModuleType(path.partition(":")[0])
    monkeypatch.setitem(sys.modules, written.__name__, written)
    exec(compile(module, str(EXTENDING), "exec"), written.__dict__)
    monkeypatch.setitem(KINDS, name, path)


ANSWERS = "trajet\n" + "0:30\n1:30\n2:00:00\n\n1:75\n11:00\n" * 20


@pytest.fixture
def travels(monkeypatch: pytest.MonkeyPatch, processed: Callable[..., Built]) -> Built:
    register_duration(monkeypatch)
    (survey,) = blocks("A question type", "toml")
    return processed(survey, ANSWERS)


def test_a_new_question_type_is_read_and_checked(travels: Built) -> None:
    values = travels.weighted.cleaned.answers["trajet"].values[:4]
    assert [value for value in values if value == value] == [30, 90, 120]
    problems = travels.weighted.cleaned.problems
    assert set(zip(problems["value"], problems["problem"], strict=True)) == {
        ("1:75", "not a number; expected hours and minutes, such as 1:30"),
        ("11:00", "out of range; expected 600 or less"),
    }


def test_a_new_question_type_is_counted(travels: Built) -> None:
    rows = travels.indicators[travels.indicators["breakdown"] == "all"]
    found = {(row.indicator, row.item): (row.value, row.unit, row.n) for row in rows.itertuples()}
    assert found["trajet_moyen", ""] == (80.0, "min", 60)
    assert found["trajet_par_classe", "court"][0] == pytest.approx(100 / 3)


def test_a_new_question_type_is_named_in_the_report(travels: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = blocks("A question type", "po")
    (message,) = (each for each in read_po(StringIO(block)) if each.id)
    voice = Voice("fr", travels.survey)
    monkeypatch.setitem(voice.catalogue.messages, (message.id, ""), (message.string,))  # type: ignore[arg-type]
    (table,) = (each for each in question_tables(voice) if isinstance(each, ReportTable))
    assert "'Durée'" in repr(table.groups)
