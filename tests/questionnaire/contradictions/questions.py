"""Questions that contradict themselves."""

from __future__ import annotations

from tests.questionnaire.sound_survey import SURVEY

__all__ = ["CASES", "SURVEY"]

Q = "[questions.x]\n"
RANKED = "type = 'single'\nrank = 1\ndelimiter = ' '\ncodes = { a = 'A', b = 'B' }\n"

CASES = [
    (Q + "type = 'single'", "questions.x: a single question needs codes, or the name of a scale"),
    (Q + "type = 'multiple'", "questions.x: a multiple question needs codes, or the name of a scale"),
    (Q + "type = 'text'\ncodes.a = 'A'", "questions.x: a text question has no codes; remove them or change"),
    (Q + "type = 'numeric'\nmin = 2\nmax = 1", "questions.x: min 2 is above max 1"),
    (
        Q + "type = 'scale'\ncodes.a = 'A'",
        "questions.x: the code 'a' of a scale is no number; give it a score",
    ),
    (Q + "type = 'scale'\ncodes.1 = 'A'\nscores.2 = 1", "questions.x.scores: '2' is not an answer"),
    (
        Q + "type = 'text'\ndelimiter = ';'",
        "questions.x.delimiter: only a single or scale or multiple question has one",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\ndelimiter = ' '",
        "questions.x.delimiter: a single question is one place of the cell; write which as rank, or type",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nrank = 1",
        "questions.x.rank: only a single or scale question has one",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nrank = 2",
        "questions.x.rank: expected 1 to 1, one per answer, found 2",
    ),
    (
        Q + "type = 'single'\ncodes = { a = 'A', b = 'B' }\nrank = 2\ndelimiter = ' '",
        "questions.x.rank: no question is rank 1 of column x",
    ),
    (
        Q + RANKED + "column = 'y'\n[questions.y]\n" + RANKED,
        "questions.x.rank: rank 1 of column y is also y",
    ),
    (
        Q + RANKED + "[questions.y]\ncolumn = 'x'\n" + RANKED.replace("1", "2").replace("b =", "c ="),
        "questions.y: its answers or delimiter are not those of x, of the same cell; give both the same",
    ),
    (
        Q + RANKED + "other.a = 't'",
        "questions.x.other: a ranking has none; a multiple question on the same column may",
    ),
    (
        Q + "type = 'multiple'\ncodes.status = 'A'",
        "questions.x.codes: 'status' is",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nexclusive = ['z']",
        "questions.x.exclusive: 'z' is not an answer; answers: a",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nticked = ['1', '2']\nnot_ticked = ['2']",
        "questions.x: '2' means both ticked and not_ticked",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\ndelimiter = ';'\nsets = ['x1', 'x2']",
        "questions.x.sets: the answers stand in several columns or in one with a delimiter, not both",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nwithin.z = { fr = 'chez eux' }",
        "questions.x.within: 'z' is not an answer; answers: a",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nverbs.z = { fr = 'vient' }",
        "questions.x.verbs: 'z' is not an answer; answers: a",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nmore = 'plus on est grand'",
        "questions.x.more: the answers are in no order along which anything grows; add ordered = true",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nsets = ['x1']",
        "questions.x.sets: expected two columns or more, found x1; one is a single question",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nsets = ['x1', 'x2', 'x1']",
        "questions.x.sets: x1 is listed 2 times",
    ),
    (Q + "type = 'single'\ncodes.a = 'A'\nsets = ['x1', 'x2']", "questions.x.sets: only a multiple question"),
    (
        Q + "type = 'numeric'\nother.96 = 'texte'",
        "questions.x.other: only a single or scale or multiple question has one",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nother.96 = 'texte'",
        "questions.x.other: '96' is not an answer; answers: a",
    ),
    (
        Q + "type = 'single'\ncodes = { a = 'A', b = 'B' }\nother = { a = 't', b = 't' }",
        "questions.x.other: t is the column of 2 answers; each has its own",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nother.a = 'x'",
        "questions.x.other: x holds the codes; name the column with the text",
    ),
    (
        Q + "type = 'multiple'\ncodes = { a = 'A', b = 'B' }\nother.a = 'x_b'",
        "questions.x.other: x_b holds the codes; name the column with the text",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nsets = ['x1', 'x2']\nother.a = 'x1'",
        "questions.x.other: x1 holds the codes; name the column with the text",
    ),
    (
        Q + "type = 'text'\nmissing = { refused = ['9'], dont_know = ['9'] }",
        "questions.x.missing: '9' is both refused and dont_know",
    ),
    (
        Q + "type = 'text'\nasked_if.sex = ['H']",
        "questions.x.asked_if: no question or derived variable 'sex'; known: sexe, age, lieux, avis, x",
    ),
    (
        Q + "type = 'text'\nasked_if.sexe = ['h']",
        "questions.x.asked_if: 'h' is not an answer to sexe; answers: H, F",
    ),
    (
        Q + "type = 'text'\nasked_if.age = ['trois']",
        "questions.x.asked_if: 'trois' is no number and no range of age; expected such as \"18..64\"",
    ),
]
