"""Grids, impossible answers, careless answering and privacy that contradict the questions."""

from __future__ import annotations

SURVEY = """
identifier = "id"
[scales.accord]
codes = { 1 = "Non", 2 = "Oui" }
[questions.a]
type = "scale"
scale = "accord"
[questions.b]
type = "scale"
scale = "accord"
[questions.c]
type = "scale"
codes = { 1 = "Non", 2 = "Oui", 3 = "Peut-être" }
[questions.d]
type = "scale"
scale = "accord"
scores = { 1 = 0 }
[questions.duree]
type = "numeric"
[questions.avis]
type = "text"
"""
G, C = "[grids.g]\n", "[contradictions.k]\n"

CASES = [
    (G, "grids.g.items: expected two questions or more, found none"),
    (G + "items = ['a']", "grids.g.items: expected two questions or more, found a"),
    (G + "items = ['a', 'a']", "grids.g.items: a is listed 2 times"),
    (
        G + "items = ['a', 'z']",
        "grids.g.items: no question or derived variable 'z'; known: a, b, c, d, duree",
    ),
    (G + "items = ['a', 'duree']", "grids.g.items: duree is numeric; expected single or scale"),
    (G + "items = ['a', 'b', 'c']", "grids.g.items: c has other answers than a; a grid has one scale"),
    (G + "items = ['a', 'd']", "grids.g.items: d has other answers than a; a grid has one scale"),
    (G + "itmes = ['a']", "grids.g.itmes: unknown key (did you mean 'items'?)"),
    ("[grids.G]\nitems = ['a', 'b']", "grids.G: a name has lower case letters, digits and _"),
    (C, "contradictions.k.when: no answers are named; expected such as { benevole"),
    (C + "when.z = ['1']", "contradictions.k.when: no question or derived variable 'z'"),
    (C + "when.a = ['3']", "contradictions.k.when: '3' is not an answer to a; answers: 1, 2"),
    (C + "when.a = []", "contradictions.k.when: no answer is named for a, so nobody is meant"),
    ("[quality]\nduration = 'z'", "quality.duration: no question or derived variable 'z'"),
    ("[quality]\nduration = 'a'", "quality.duration: a is scale; expected numeric"),
    ("[quality]\nspeeder_below = 2", "quality.speeder_below: expected a part of the median time above 0 and"),
    ("[quality]\nspeeders = 'drop'", "quality.speeders: expected one of keep, flag, remove; found 'drop'"),
    ("[quality]\ncompleted.a = ['9']", "quality.completed: '9' is not an answer to a; answers: 1, 2"),
    (
        "[quality]\nspeeders = 'remove'",
        "quality.speeders: nobody can be removed without duration, the question",
    ),
    (
        "[quality]\nstraight_lining = 'remove'",
        "quality.straight_lining: nobody can be removed without a grid",
    ),
    (
        "[quality]\ncontradictions = 'remove'",
        "quality.contradictions: nobody can be removed without what cannot",
    ),
    ("[privacy]\nkeep = { z = 'x' }", "privacy.keep: no question or derived variable 'z'"),
    (
        "[privacy]\nkeep = { avis = ' ' }",
        "privacy.keep.avis: expected the reason why it is kept, found nothing",
    ),
    ("[privacy]\nkeep = { avis = true }", "privacy.keep.avis: expected a text, found True"),
    ("[privacy]\nquasi_identifiers = ['a', 'a']", "privacy.quasi_identifiers: a is listed 2 times"),
    (
        "[privacy]\nquasi_identifiers = ['z']",
        "privacy.quasi_identifiers: no question or derived variable 'z'",
    ),
    (
        "[privacy]\nquasi_identifiers = ['avis']",
        "privacy.quasi_identifiers: avis is text, which tells everyone",
    ),
    (
        "[privacy]\nk = 1",
        "privacy.k: expected the least size of a group that hides its members, 2 or more; fo",
    ),
]
