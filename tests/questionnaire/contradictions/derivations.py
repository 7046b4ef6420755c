"""Derived variables that contradict themselves."""

from __future__ import annotations

SURVEY = """
[scales.accord.codes]
1 = "Non"
2 = "Oui"
[questions.a]
type = "scale"
scale = "accord"
[questions.b]
type = "scale"
scale = "accord"
[questions.heures]
type = "numeric"
[questions.lieux]
type = "multiple"
codes = { x = "X", y = "Y", rien = "Rien" }
exclusive = ["rien"]
[questions.naissance]
type = "date"
[questions.recu]
type = "date"
[questions.dept]
type = "single"
scale = "fr:departements"
[questions.sexe]
type = "single"
codes = { H = "Homme", F = "Femme" }
[questions.avis]
type = "text"
"""
D = "[derived.s]\n"

CASES = [
    (
        D + "crossed_of = ['a']",
        "derived.s.crossed_of: expected two questions, found a; cross a crossing with",
    ),
    (D + "crossed_of = ['a', 'a']", "derived.s.crossed_of: expected two questions, found a, a"),
    (D + "crossed_of = ['a', 'heures']", "derived.s.crossed_of: heures is numeric; expected single or scale"),
    (
        D + "crossed_of = ['a', 'b']\ncodes.x.of = ['1']",
        "derived.s.codes: crossed_of has a code for each pair of answers; remove these",
    ),
    (D + "cases_of = ['a', 'heures']", "derived.s: needs [derived.s.codes] with `when`"),
    (D + "cases_of = ['a']\ncodes.x.fr = 'X'", "derived.s.codes.x: expected `when`, such as { sexe ="),
    (
        D + "cases_of = ['a']\ncodes.x.of = ['1']",
        "derived.s.codes.x.of: unknown key. Known here: en, fr, when",
    ),
    (
        D + "cases_of = ['a']\ncodes.x.when = { a = '9' }",
        "derived.s.codes.x.when: '9' is not an answer to a; answers: 1, 2",
    ),
    (
        D + "cases_of = ['a']\ncodes.x.when = { a = '1', b = '1' }",
        "derived.s.codes.x.when: b is not one of cases_of: a",
    ),
    (
        D + "groups_of = 'sexe'\nleft_out = ['z']\ncodes.x.of = ['H', 'F']",
        "derived.s.left_out: 'z' is not an answer to sexe",
    ),
    (
        D + "groups_of = 'sexe'\nleft_out = ['H']\ncodes.x.of = ['H', 'F']",
        "derived.s.codes: 'H' is in both left_out and x",
    ),
    (D + "count_of = 'lieux'\nleft_out = ['x']", "derived.s.left_out: only groups_of leaves answers out"),
    (
        D + "sum_of = ['a', 'z']",
        "derived.s.sum_of: no question or derived variable 'z'; known: a, b, heures, lieux, naissance, recu, "
        "dept, sexe, avis above it",
    ),
    (D + "sum_of = ['a', 's']", "derived.s.sum_of: no question or derived variable 's'; known: a, b"),
    (D + "sum_of = ['a', 'sexe']", "derived.s.sum_of: sexe is single; expected numeric or scale"),
    (D + "mean_of = ['a', 'lieux']", "derived.s.mean_of: lieux is multiple; expected numeric or scale"),
    (D + "mean_of = ['a']", "derived.s.mean_of: expected two items or more, found a"),
    (D + "mean_of = ['a', 'b', 'a']", "derived.s.mean_of: a is listed 2 times"),
    (
        D + "sum_of = ['a', 'b']\nat_least = 3",
        "derived.s.at_least: expected 1 to 2, the number of items; found 3",
    ),
    (
        D + "sum_of = ['a', 'b']\nat_least = 0",
        "derived.s.at_least: expected 1 to 2, the number of items; found 0",
    ),
    (D + "year_of = 'recu'\nat_least = 1", "derived.s.at_least: only sum_of, mean_of and points_of have it"),
    (D + "year_of = 'recu'\nreversed = ['recu']", "derived.s.reversed: only sum_of, mean_of and points_of"),
    (
        D + "sum_of = ['a', 'b']\nreversed = ['c']",
        "derived.s.reversed: 'c' is not one of the items; items: a, b",
    ),
    (
        D + "sum_of = ['a', 'heures']\nreversed = ['heures']",
        "derived.s.reversed: heures is numeric; give it min and max to turn it round",
    ),
    (
        D + "points_of.a = { 2 = 1 }\nreversed = ['a']",
        "derived.s.reversed: points are written as they count; only sum_of and mean_of have it",
    ),
    (
        D + "sum_of = ['a', 'b']\ncodes.x.of = ['1']",
        "derived.s.codes: sum_of is a number and has no codes (x)",
    ),
    (D + "points_of.sexe = { h = 1 }", "derived.s.points_of.sexe: 'h' is not an answer; answers: H, F"),
    (
        D + "points_of.sexe = {}",
        "derived.s.points_of.sexe: no answer has points; expected such as { oui = 1 }",
    ),
    (
        D + "points_of.avis = { a = 1 }",
        "derived.s.points_of: avis is text; expected single or scale or multiple",
    ),
    (D + "age_on = 'heures'", "derived.s.age_on: heures is numeric; expected date"),
    (D + "age_on = 'naissance'\non = 'fin'", "derived.s.on: no question or derived variable 'fin'; known: a"),
    (D + "age_on = 'naissance'\non = 'heures'", "derived.s.on: heures is numeric; expected date"),
    (D + "year_of = 'naissance'\non = 'recu'", "derived.s.on: only age_on is counted to a date"),
    (D + "year_of = 'heures'", "derived.s.year_of: heures is numeric; expected date"),
    (D + "region_of = 'heures'", "derived.s.region_of: heures is numeric; expected single or text"),
    (
        D + "region_of = 'sexe'",
        "derived.s.region_of: no code of sexe is one of the departments, such as 01 or 53",
    ),
    (
        D + "bridged_region_of = 'sexe'",
        "derived.s.bridged_region_of: no code of sexe is one of the regions before 2016, such as 01 or 53",
    ),
    (
        D + "region_of = 'dept'\ncodes.nord.of = ['59']",
        "derived.s.codes: region_of has the 18 regions as codes; remove these (nord)",
    ),
    (
        D + "groups_of = 'lieux'\ncodes.p.of = ['x', 'z']",
        "derived.s.codes.p: 'z' is not an answer to lieux",
    ),
    (D + "groups_of = 'lieux'\ncodes.p.of = ['x']", "derived.s.codes: 'y' of lieux is in no group"),
    (
        D + "groups_of = 'lieux'\ncodes.status.of = ['x', 'y']",
        "derived.s.codes: 'status' is the name of a column; name the group otherwise",
    ),
]
