"""A question most of whose answers are unknown stops the run; a few unknown codes are problems."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.faults import Fault
from analysis.steps.results_files import Built

SURVEY = (
    '[themes.t]\ntitle = "T"\n[questions.q]\ntype = "single"\ncodes = { A1 = "Une femme", A2 = "Un homme" }\n'
)
IN_WORDS = "q,x\n" + "Une femme,1\n" * 12 + "Un homme,1\n" * 8
PARTLY = "q,x\n" + "A1,1\n" * 12 + "A9,1\n" * 11
SEVERAL = (
    '[themes.t]\ntitle = "T"\n[questions.q]\ntype = "multiple"\ndelimiter = ";"\n'
    'codes = { "1" = "Sport", "2" = "Culture" }\n'
)


def test_answers_in_words_where_codes_are_expected_stop_the_run(processed: Callable[..., Built]) -> None:
    with pytest.raises(Fault) as raised:
        processed(SURVEY, IN_WORDS)
    said = str(raised.value)
    assert "q: 20 of 20 answers; known A1, A2; received 'Une femme' (12), 'Un homme' (8)" in said
    assert "these are the words of its answers" in said
    assert 'answers = "labels"' in said


def test_unknown_codes_of_fewer_than_half_are_problems(processed: Callable[..., Built]) -> None:
    assert len(processed(SURVEY, PARTLY).weighted.cleaned.problems) == 11


def test_what_few_respondents_wrote_is_not_shown(processed: Callable[..., Built]) -> None:
    with pytest.raises(Fault) as raised:
        processed(SURVEY, "q,x\n" + "".join(f"Madame {letter},1\n" for letter in "ABCDEFGHIJKL"))
    assert "12 of 12" in str(raised.value)
    assert "Madame" not in str(raised.value)


def test_cells_of_several_unknown_answers_stop_the_run_too(processed: Callable[..., Built]) -> None:
    with pytest.raises(Fault, match="q: 12 of 13 answers"):
        processed(SEVERAL, "q,x\n1;2,1\n" + "Sport;Culture,1\n" * 12)


def test_words_beside_the_answers_of_a_cell_are_its_other(processed: Callable[..., Built]) -> None:
    survey = (
        '[themes.t]\ntitle = "T"\n[questions.q]\ntype = "multiple"\ndelimiter = ", "\n'
        'other = { other = "q" }\ncodes = { Sport = "S", "Gestion, or" = "G", other = "Autre" }\n'
    )
    built = processed(survey, 'q,x\n"Sport, la buvette",1\n"Gestion, or, Sport",1\njardin,1\n,1\n')
    cleaned = built.weighted.cleaned
    assert cleaned.answers["q"].values.tolist() == [
        [True, False, True],
        [True, True, False],
        [False, False, True],
        [False, False, False],
    ]
    assert cleaned.others["q.other"].values.tolist() == ["la buvette", None, "jardin", None]
    assert len(cleaned.problems) == 0


UNREAD = {
    "numbers with a unit": ("numeric", "2 h", "q: 12 of 14 answers are not a number; received '2 h' (12)"),
    "ranges of numbers": ("numeric", "1-2", "q: 12 of 14 answers are not a number"),
    "dates of another form": ("date", "03/02/2020", "q: 12 of 12 answers are not a date"),
}
"""Name -> the type of the question, what most wrote, what is said."""


@pytest.mark.parametrize(("kind", "cell", "said"), UNREAD.values(), ids=UNREAD)
def test_numbers_and_dates_most_of_which_are_none_stop_the_run(
    kind: str, cell: str, said: str, processed: Callable[..., Built]
) -> None:
    survey = f'[themes.t]\ntitle = "T"\n[questions.q]\ntype = "{kind}"\n'
    some_read = "3,1\n" * 2 if kind == "numeric" else ""
    with pytest.raises(Fault) as raised:
        processed(survey, "q,x\n" + f"{cell},1\n" * 12 + some_read)
    assert said in str(raised.value)


def test_a_few_numbers_that_are_none_are_problems(processed: Callable[..., Built]) -> None:
    survey = '[themes.t]\ntitle = "T"\n[questions.q]\ntype = "numeric"\n'
    built = processed(survey, "q,x\n" + "2 h,1\n" * 11 + "3,1\n" * 12)
    assert len(built.weighted.cleaned.problems) == 11
