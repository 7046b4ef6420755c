"""What contradicts itself in a question of each type: definitions beside the faults that they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analysis.questionnaire import Label, Question
from analysis.questionnaire.derivations import Derivation
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answer_marks import aside_of, substantive, with_answer_marks

NAME = Label("q", "q")


def labels(*codes: str) -> dict[str, Label]:
    """Codes with themselves as labels."""
    return {code: Label(f"L{code}", f"L{code}") for code in codes}


BASE = Question("q", "single", NAME, NAME, codes=labels("1", "2", "3"), column="q")
SEVERAL = replace(BASE, type="multiple", columns={code: f"q{code}" for code in "123"})
NUMBER = replace(BASE, type="numeric", codes={})
RANKED = replace(BASE, delimiter=" ", rank=1)
FAULTS: dict[str, tuple[Question, Sequence[Question], list[str]]] = {
    # the question, the others that are asked, how each of its faults starts
    "one answer": (BASE, [], []),
    "no codes": (replace(BASE, codes={}), [], ["questions.q: a single question needs codes"]),
    "codes of a number": (
        replace(BASE, type="numeric"),
        [],
        ["questions.q: a numeric question has no"],
    ),
    "the same code twice": (
        replace(BASE, codes=labels("1", "1.0", " 2", "2")),
        [],
        ["questions.q.codes: '1' and '1.0' are", "questions.q.codes: ' 2' and '2' are"],
    ),
    "01 is not 1": (replace(BASE, codes=labels("1", "01", "1.5")), [], []),
    "a delimiter without a rank": (replace(BASE, delimiter=";"), [], ["questions.q.delimiter: a single"]),
    "the first rank": (RANKED, [], []),
    "the last rank": (
        replace(RANKED, rank=3),
        [replace(RANKED, name="r1"), replace(RANKED, name="r2", rank=2)],
        [],
    ),
    "a rank of 0": (
        replace(BASE, rank=0),
        [],
        ["questions.q.rank: expected 1 to 3, one per"],
    ),
    "a rank beyond the answers": (
        replace(BASE, rank=4),
        [],
        ["questions.q.rank: expected 1 to 3, one per answer, found 4"],
    ),
    "a second rank without a first": (
        replace(RANKED, rank=2),
        [],
        ["questions.q.rank: no question is rank 1 of column q"],
    ),
    "a second rank after the first": (replace(RANKED, rank=2), [replace(RANKED, name="r1")], []),
    "two first ranks": (
        RANKED,
        [replace(RANKED, name="r1")],
        ["questions.q.rank: rank 1 of column q is also r1"],
    ),
    "a rank of another column": (RANKED, [replace(RANKED, name="r1", column="other")], []),
    "a rank in a column of its own": (
        replace(RANKED, rank=2),
        [replace(BASE, name="r1", rank=1)],
        ["questions.q.rank: no question is rank 1"],
    ),
    "a question of several answers on the cell": (
        RANKED,
        [replace(SEVERAL, name="m", delimiter=" ", column="q")],
        [],
    ),
    "ranks cut otherwise": (
        replace(RANKED, rank=2),
        [replace(RANKED, name="r1", delimiter=";")],
        ["questions.q: its answers or delimiter are not those of r1"],
    ),
    "ranks of other answers": (
        replace(RANKED, rank=2),
        [replace(RANKED, name="r1", codes=labels("1", "2"))],
        ["questions.q: its answers or delimiter are not those of r1"],
    ),
    "another in a ranking": (
        replace(RANKED, other={"3": "text"}),
        [],
        ["questions.q.other: a ranking has none"],
    ),
    "words of other": (replace(BASE, other={"3": "text"}), [], []),
    "words of no answer": (
        replace(BASE, other={"9": "text"}),
        [],
        ["questions.q.other: '9' is not"],
    ),
    "words in the column of the codes": (
        replace(BASE, other={"3": "q"}),
        [],
        ["questions.q.other: q holds the codes"],
    ),
    "words of two answers in one column": (
        replace(BASE, other={"2": "text", "3": "text"}),
        [],
        ["questions.q.other: text is the column of 2 answers"],
    ),
    "several answers": (SEVERAL, [], []),
    "words in the column of their tick": (replace(SEVERAL, other={"3": "q3"}), [], []),
    "words in the column of another tick": (
        replace(SEVERAL, other={"3": "q1"}),
        [],
        ["questions.q.other: q1 holds the codes"],
    ),
    "words in a cell of several": (
        replace(SEVERAL, columns={}, delimiter=";", column="q", other={"3": "q"}),
        [],
        [],
    ),
    "an exclusive answer": (replace(SEVERAL, exclusive=("3",)), [], []),
    "an exclusive answer that is none": (
        replace(SEVERAL, exclusive=("9",)),
        [],
        ["questions.q.exclusive: '9' is not an answer"],
    ),
    "a value of both": (
        replace(SEVERAL, ticked=("1", "x"), not_ticked=("x",)),
        [],
        ["questions.q: 'x' means both ticked and not_ticked"],
    ),
    "one set": (
        replace(SEVERAL, columns={}, sets=("a",)),
        [],
        ["questions.q.sets: expected two columns or more, found a"],
    ),
    "two sets": (replace(SEVERAL, columns={}, sets=("a", "b")), [], []),
    "a set twice": (
        replace(SEVERAL, columns={}, sets=("a", "b", "a")),
        [],
        ["questions.q.sets: a is listed 2 times"],
    ),
    "sets with a delimiter": (
        replace(SEVERAL, columns={}, sets=("a", "b"), delimiter=";"),
        [],
        ["questions.q.sets: the answers stand in several columns or in one with a delimiter"],
    ),
    "a code that is a column": (
        replace(SEVERAL, codes=labels("1", "status"), columns={}),
        [],
        ["questions.q.codes: 'status' is the name of a column"],
    ),
    "a number": (replace(NUMBER, minimum=0, maximum=0), [], []),
    "a number without a lower limit": (replace(NUMBER, maximum=-5), [], []),
    "limits the wrong way round": (
        replace(NUMBER, minimum=1, maximum=0),
        [],
        ["questions.q: min 1 is above max 0"],
    ),
    "a scale of numbers": (replace(BASE, type="scale"), [], []),
    "a scale with scores": (
        replace(BASE, type="scale", codes=labels("a", "b"), scores={"a": 1, "b": 2}),
        [],
        [],
    ),
    "a scale without a score": (
        replace(BASE, type="scale", codes=labels("a", "b"), scores={"a": 1}),
        [],
        ["questions.q: the code 'b' of a scale is no number"],
    ),
    "a scale of endless numbers": (
        replace(BASE, type="scale", codes=labels("1", "inf", "nan")),
        [],
        ["questions.q: the code 'inf' of a scale", "questions.q: the code 'nan' of a scale"],
    ),
    "a score of no answer": (
        replace(BASE, type="scale", scores={"9": 1}),
        [],
        ["questions.q.scores: '9' is not an answer"],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_question_contradicts_itself_in_nothing_but(case: str) -> None:
    question, others, starts = FAULTS[case]
    found = list(kind_of(question).faults(question, {each.name: each for each in (question, *others)}))
    assert len(found) == len(starts), found
    for fault, start in zip(found, starts, strict=True):
        assert fault.startswith(start), fault


ORDER = replace(BASE, name="source", codes=labels("1", "2", "3", "4"), ordered=True, aside={"other": ("4",)})


def groups(**of: str) -> Question:
    """A variable that groups the answers of `source`."""
    derivation = Derivation(
        "groups_of", ("source",), groups={code: tuple(codes) for code, codes in of.items()}
    )
    return replace(BASE, codes=labels(*of), derivation=derivation)


def classes(**low: float) -> Question:
    """Classes of a number, from these numbers on."""
    bounds = {code: (start, start + 1) for code, start in low.items()}
    return replace(BASE, codes=labels(*low), derivation=Derivation("classes_of", ("n",), bounds=bounds))


ORDERED: dict[str, tuple[Question, bool]] = {
    "one answer": (BASE, False),
    "a scale": (replace(BASE, type="scale"), True),
    "several answers": (SEVERAL, False),
    "classes upwards": (classes(a=1, b=2, c=3), True),
    "classes downwards": (classes(a=3, b=2, c=1), True),
    "classes here and there": (classes(a=1, b=3, c=2), False),
    "classes that begin alike": (classes(a=1, b=1), False),
    "groups along the order": (groups(a="1", b="23"), True),
    "groups against the order": (groups(a="3", b="12"), True),
    "groups that overlap": (groups(a="13", b="2"), False),
    "groups that share an answer": (groups(a="12", b="23"), False),
    "groups here and there": (groups(a="1", b="3", c="2"), False),
    "a group of what stands aside": (groups(a="12", b="3", c="4"), True),
    "groups of a source without an order": (
        replace(groups(a="1", b="23"), derivation=Derivation("groups_of", ("free",), groups={"a": ("1",)})),
        False,
    ),
    "said to be in an order": (replace(BASE, ordered=True), True),
    "said to be in none": (replace(classes(a=1, b=2), ordered=False), False),
}


@pytest.mark.parametrize("case", ORDERED)
def test_answers_are_in_an_order(case: str) -> None:
    question, ordered = ORDERED[case]
    faults: list[str] = []
    earlier = {"source": ORDER, "free": replace(BASE, name="free")}
    assert with_answer_marks("q", question, earlier, faults).ordered is ordered
    assert not faults


LABELS: list[tuple[str, str | None]] = [
    ("Autre", "other"),
    ("Autres, précisez", "other"),
    ("« Autrement »", "other"),
    ("D’autres raisons", "other"),
    ("Some other reason", "other"),
    ("Autruche", None),
    ("Un autre jour", None),
    ("Ne sait pas", "dont_know"),
    ("Je ne sais pas", "dont_know"),
    ("NSP", "dont_know"),
    ("NSPP", "dont_know"),
    ("Don't know", "dont_know"),
    ("Sans opinion", "dont_know"),
    ("Non réponse", "no_answer"),
    ("No answer", "no_answer"),
    ("Non", None),
]


@pytest.mark.parametrize(("label", "kind"), LABELS)
def test_a_label_tells_that_an_answer_stands_aside(label: str, kind: str | None) -> None:
    question = replace(BASE, codes={**labels("1", "2"), "3": Label(label, "x")})
    found = with_answer_marks("q", question, {}, [])
    assert aside_of(found, "3") == kind and aside_of(found, "1") is None
    assert substantive(found) == (("1", "2") if kind else ("1", "2", "3"))


def test_words_of_other_and_exclusive_answers_stand_aside_unless_they_are_said_to_be_of_substance() -> None:
    question = replace(SEVERAL, other={"2": "text"}, exclusive=("3",))
    assert with_answer_marks("q", question, {}, []).aside == {"other": ("2",), "none": ("3",)}
    said = replace(question, aside={"none": ("2",)})
    assert with_answer_marks("q", said, {}, []).aside == {"none": ("2",)}


def test_a_group_stands_aside_where_all_its_answers_do() -> None:
    for of, kind in (("4", "other"), ("34", None)):
        grouped = groups(a="12", b=of)
        assert aside_of(with_answer_marks("q", grouped, {"source": ORDER}, []), "b") == kind


MARKED: dict[str, tuple[Question, list[str]]] = {
    "an aside that is no answer": (replace(BASE, aside={"other": ("9",)}), ["q.aside.other: '9' is not"]),
    "an answer aside in two ways": (
        replace(BASE, aside={"other": ("3",), "none": ("3",)}),
        ["q.aside: '3' is both other and none"],
    ),
    "an order of several answers": (replace(SEVERAL, ordered=True), ["q.ordered: the answers of a multiple"]),
    "a scale in no order": (
        replace(BASE, type="scale", ordered=False),
        ["q.ordered: the answers of a"],
    ),
    "more of what is in no order": (replace(BASE, more=NAME), ["q.more: the answers are in no order"]),
    "more of what is in an order": (replace(BASE, more=NAME, ordered=True), []),
}


@pytest.mark.parametrize("case", MARKED)
def test_marks_of_answers_contradict_nothing(case: str) -> None:
    question, starts = MARKED[case]
    faults: list[str] = []
    with_answer_marks("q", question, {}, faults)
    assert [fault[: len(start)] for fault, start in zip(faults, starts, strict=True)] == starts
