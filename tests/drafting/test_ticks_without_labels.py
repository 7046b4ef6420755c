"""Ticks of which a file says little: 0 and 1 without value labels, and one box that stands alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.steps.results_files import Built

from .conftest import built, labels
from .figures import counts, means

SIZE = 30
MARKS = [[float(place % step == 0) for place in range(SIZE)] for step in (2, 3, 5)]
TICKED = [6, 10, 15]
WORDS = ["Banque alimentaire", "Vestiaire", "Maraude"]
TOGETHER: dict[str, tuple[list[str], list[str], list[str]]] = {
    "one prefix": (["Q3_1", "Q3_2", "Q3_3"], WORDS, WORDS),
    "one prefix before words": (["act_repas", "act_habits", "act_rue"], WORDS, WORDS),
    "one prefix alone": (["Q3_1", "Q3_2", "Q3_3"], ["", "", ""], ["Q3_1", "Q3_2", "Q3_3"]),
    "one label": (["Q3_1", "Q3_2", "Q3_3"], ["Où aidez-vous ?"] * 3, ["Q3_1", "Q3_2", "Q3_3"]),
    "one question before the answers": (
        ["repas", "habits", "rue"],
        [f"Où aidez-vous : {word}" for word in WORDS],
        WORDS,
    ),
}
APART: dict[str, tuple[list[str], list[str]]] = {
    "numbers of questions": (["Q1", "Q2", "Q3"], WORDS),
    "each asks": (["og_1", "og_2", "og_3"], ["Des salariés ?", "Un local ?", "Un site ?"]),
    "nothing shared": (["membre", "elu", "retraite"], ["Membre", "Au bureau", "Retraité"]),
}


def write(path: Path, names: list[str], labelled: list[str]) -> Path:
    """A file of SPSS or Stata with the ages and three columns of 0 and 1 that have no value labels."""
    ages = [20.5 + place for place in range(SIZE)]
    answers = pd.DataFrame({"age": ages, **dict(zip(names, MARKS, strict=True))})
    written = pyreadstat.write_sav if path.suffix == ".sav" else pyreadstat.write_dta
    written(answers, path, column_labels=["Âge", *labelled])
    return path


@pytest.mark.parametrize("suffix", [".sav", ".dta"])
@pytest.mark.parametrize(("names", "labelled", "answers"), TOGETHER.values(), ids=TOGETHER)
def test_zeros_and_ones_that_share_a_name_or_a_question_are_one_list(
    names: list[str], labelled: list[str], answers: list[str], suffix: str, tmp_path: Path
) -> None:
    found = built(tmp_path, write(tmp_path / f"a{suffix}", names, labelled))
    assert counts(found, "multiple") == [TICKED]
    (ticks,) = (question for question in found.survey.asked.values() if question.type == "multiple")
    assert [*labels(ticks).values()] == answers


@pytest.mark.parametrize(("names", "labelled"), APART.values(), ids=APART)
def test_zeros_and_ones_that_share_nothing_stay_numbers(
    names: list[str], labelled: list[str], tmp_path: Path
) -> None:
    found = built(tmp_path, write(tmp_path / "a.sav", names, labelled))
    assert sorted(means(found))[:3] == pytest.approx([6 / 30, 10 / 30, 15 / 30])


@pytest.mark.parametrize("mark", ["checked", "coché", "✓", "☑"])
def test_a_box_that_stands_alone_is_ticked_or_not(mark: str, draft_csv: Callable[..., Built]) -> None:
    cells = {"id": [str(place) for place in range(SIZE)], "Droit à l'image": [mark, "", ""] * 10}
    found = draft_csv({**cells, "Ville": [*islice(cycle(["Lyon", "Metz"]), SIZE)]})
    assert counts(found, "multiple") == [[10]]
    (box,) = (each for each in found.weighted.cleaned.answers.values() if each.question.type == "multiple")
    assert box.was_answered.sum() == SIZE
    assert (box.question.text.fr, labels(box.question)) == ("Droit à l'image", {"droit_a_l_image": "Oui"})


def test_boxes_side_by_side_have_the_names_of_their_columns(draft_csv: Callable[..., Built]) -> None:
    cells = {"Ville": ["Lyon", "Metz"] * 15}
    found = draft_csv({**cells, "Repas": ["checked", "", ""] * 10, "Vestiaire": ["", "checked", ""] * 10})
    (boxes,) = (question for question in found.survey.asked.values() if question.type == "multiple")
    assert [*labels(boxes).values()] == ["Repas", "Vestiaire"]


def test_a_word_that_stands_alone_is_an_answer(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"id": [str(place) for place in range(SIZE)], "Adhérent": ["oui", "", ""] * 10})
    assert counts(found, "multiple") == []
