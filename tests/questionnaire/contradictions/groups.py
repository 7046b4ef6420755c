"""Classes, groups, populations and filters that contradict the questions."""

from __future__ import annotations

from tests.questionnaire.sound_survey import SURVEY

__all__ = ["CASES", "SURVEY"]

D = "[derived.x]\n"

CASES = [
    (D + "years_since = 'naissance'", "derived.x.years_since: no question or derived variable 'naissance'"),
    (D + "years_since = 'sexe'", "derived.x.years_since: sexe is single; expected numeric"),
    (D + "count_of = 'age'", "derived.x.count_of: age is numeric; expected multiple"),
    (D + "classes_of = 'sexe'\ncodes.a.below = 1", "derived.x.classes_of: sexe is single; expected numeric"),
    (D + "classes_of = 'age'", "derived.x: needs [derived.x.codes] with `from` and `below`"),
    (
        D + "classes_of = 'age'\ncodes.a = { from = 3, below = 3 }",
        "derived.x.codes.a: from 3 is not below 3",
    ),
    (
        D + "classes_of = 'age'\ncodes.b = { from = 18, below = 40 }\ncodes.a = { below = 20 }",
        "derived.x.codes: a and b overlap between 18 and 20",
    ),
    (D + "groups_of = 'avis'", "derived.x.groups_of: avis is text; expected single or scale or multiple"),
    (D + "groups_of = 'sexe'\ncodes.a.of = ['H']", "derived.x.codes: 'F' of sexe is in no group"),
    (
        D + "groups_of = 'sexe'\ncodes.a.of = ['H', 'F', 'Z']",
        "derived.x.codes.a: 'Z' is not an answer to sexe",
    ),
    (
        D + "groups_of = 'sexe'\ncodes.a.of = ['H']\ncodes.b.of = ['H', 'F']",
        "derived.x.codes: 'H' is in both a and b",
    ),
    ("[populations.x]\namong.age = '64..18'", "populations.x.among: '64..18': the range of age is empty"),
    ("[populations.x]\namong.age = '..'", "populations.x.among: '..' is no number and no range of age"),
    ("[populations.x]\namong.sexe.not = ['z']", "populations.x.among: 'z' is not an answer to sexe"),
    (
        "[populations.x]\namong.sexe.but = ['H']",
        'populations.x.among.sexe: expected ["code", …] or { not = [',
    ),
    ("[cleaning]\nkeep_if.fini = ['1']", "cleaning.keep_if: no question or derived variable 'fini'"),
    (
        "[weighting]\nvariables = ['lieux']",
        "weighting.variables: 'lieux' is not a variable with one code per",
    ),
]
