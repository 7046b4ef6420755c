"""The decision of an edition: one for all its tables, the same in any order of respondents and on any run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.disclosure.flagged_variants import variants_apart
from analysis.results import INDICATORS, TERRITORIES
from analysis.results.csv_files import file_bytes
from analysis.steps.large_tables import tabulate
from analysis.steps.results_files import Built, contents
from analysis.workspace import Place
from tests.indicators.disclosure.made_surveys import answers, survey_text

RUN = "import sys; from analysis.cli.main import main; main(sys.argv[1:])"
FILES = ("indicators.csv", "territories.csv", "comparisons.csv", "sensitivity.csv")

TABLE = """
[publication]
reliability = "none"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "Femmes", h = "Hommes", x = "Autre" }
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.q]
theme = "t"
answers = ["1"]
breakdowns = ["sexe"]
"""


def rows_of(**sizes: int) -> str:
    """So many respondents of each sex, every other one of whom says yes."""
    return "sexe,q\n" + "".join(f"{sex},{i % 2}\n" for sex, n in sizes.items() for i in range(n))


def groups(built: Built) -> dict[str, tuple[object, ...]]:
    """Of each sex how many are counted, who is counted with them, and the figure."""
    rows = built.indicators.query("breakdown == 'sexe'")
    return {
        group: (None if pd.isna(n) else int(n), other, None if pd.isna(value) else round(value, 2))
        for group, n, other, value in zip(rows["group"], rows["n"], rows["with"], rows["value"], strict=True)
    }


def test_three_others_hide_neither_men_nor_women(processed: Callable[..., Built]) -> None:
    """500 women of whom 250 say yes, and 3 others of whom one does: 251 of 503."""
    found = groups(processed(TABLE, rows_of(f=500, h=237, x=3)))
    assert found == {"f": (503, "x", 49.9), "h": (237, "", 49.79), "x": (None, "", None)}


COUNTED = [(1, (501, "x"), None), (10, (510, "x"), None), (11, (500, ""), 11)]


@pytest.mark.parametrize(("others", "women", "alone"), COUNTED)
def test_1_to_10_are_counted_with_the_largest_group(
    others: int, women: tuple[int, str], alone: int | None, processed: Callable[..., Built]
) -> None:
    found = groups(processed(TABLE, rows_of(f=500, h=237, x=others)))
    assert found["f"][:2] == women and found["h"][:2] == (237, "") and found["x"][0] == alone


def test_a_group_is_counted_with_the_one_that_the_definitions_name(processed: Callable[..., Built]) -> None:
    survey = TABLE.replace('x = "Autre" }', 'x = { fr = "Autre", en = "Other", with = "h" } }')
    found = groups(processed(survey, rows_of(f=500, h=237, x=3)))
    assert found == {"f": (500, "", 50.0), "h": (240, "x", 49.58), "x": (None, "", None)}
    enough = groups(processed(survey, rows_of(f=500, h=237, x=11)))
    assert enough["x"] == (11, "", 45.45) and enough["h"] == (237, "", 49.79)


def test_a_population_of_its_own_keeps_a_group_from_being_counted_with_another(
    processed: Callable[..., Built],
) -> None:
    survey = (
        TABLE + '[populations.femmes]\namong = { sexe = ["f"] }\n'
        '[indicators.q_femmes]\ntheme = "t"\nvariable = "q"\nanswers = ["1"]\npopulation = "femmes"\n'
    )
    found = groups(processed(survey, rows_of(f=500, h=237, x=3)))
    assert found == {"f": (500, "", 50.0), "h": (None, "", None), "x": (None, "", None)}


def test_two_classings_of_one_number_do_not_tell_the_years_between(processed: Callable[..., Built]) -> None:
    """Under 25, of 25 to 29 five, and 30 and over: the two classings together would tell the five."""
    survey = TABLE.replace("[questions.q]", '[questions.age]\ntype = "numeric"\n[questions.q]').replace(
        'breakdowns = ["sexe"]', 'breakdowns = ["un", "deux"]'
    )
    for name, bound in {"un": 25, "deux": 30}.items():
        survey += f'[derived.{name}]\nclasses_of = "age"\ncodes.j = {{ fr = "j", below = {bound} }}\n'
        survey += f'codes.v = {{ fr = "v", from = {bound} }}\n'
    ages = [20] * 50 + [27] * 5 + [40] * 60
    built = processed(survey, "sexe,age,q\n" + "".join(f"f,{age},{i % 2}\n" for i, age in enumerate(ages)))
    n = built.indicators.set_index(["breakdown", "group"])["n"]
    shown = {key: int(value) for key, value in n.items() if not pd.isna(value)}
    differences = {abs(a - b) for a in shown.values() for b in shown.values()}
    assert not differences & set(range(1, 11))


def test_an_answer_that_is_a_hidden_group_elsewhere_is_hidden_with_another(
    processed: Callable[..., Built],
) -> None:
    survey = TABLE.replace("answers", "#answers") + (
        '[indicators.sexe]\ntheme = "t"\n[populations.autres]\namong = { sexe = ["x"] }\n'
        '[indicators.q_autres]\ntheme = "t"\nvariable = "q"\npopulation = "autres"\n'
    )
    rows = processed(survey, rows_of(f=500, h=237, x=3)).indicators
    shares = rows.query("indicator == 'sexe'").set_index("item")["value"]
    assert shares.notna().to_dict() == {"f": True, "h": False, "x": False}


FLAGS = [
    ({"a": 20, "b": 0}, {"a"}),
    ({"a": 20, "b": 5}, {"a"}),
    ({"a": 20, "b": 40}, {"a", "b"}),
    ({"a": 10, "b": 30}, {"b"}),
]


@pytest.mark.parametrize(("sizes", "shown"), FLAGS)
def test_flags_are_shown_while_every_part_they_tell_apart_is_large(
    sizes: dict[str, int], shown: set[str]
) -> None:
    places = np.arange(200)
    masks = {"a": places < sizes["a"], "b": places >= 200 - sizes["b"]}
    masks = {name: mask for name, mask in masks.items() if mask.any()}
    assert variants_apart(masks, np.ones(200, dtype=bool), 11) == shown


def test_flags_that_overlap_are_not_shown_where_few_carry_both() -> None:
    places = np.arange(200)
    masks = {"a": places < 30, "b": (places >= 25) & (places < 60)}
    assert variants_apart(masks, np.ones(200, dtype=bool), 11) == {"a"}


NESTED: list[tuple[int, set[str]]] = [(12, set()), (9, set()), (20, {"a"})]
"""Of 20 who carry the flag so many in a part of the respondents, and whether the part may be shown without
them: 8 of the rest would follow, 9 are few, of 20 nobody is left."""


@pytest.mark.parametrize(("inside", "shown"), NESTED)
def test_a_flag_is_not_shown_of_a_part_and_of_all_where_it_tells_few_of_the_rest(
    inside: int, shown: set[str]
) -> None:
    places = np.arange(200)
    flag, everyone = {"a": places < 20}, np.ones(200, dtype=bool)
    part = (places < inside) | (places >= 120)
    assert variants_apart(flag, everyone, 11) == {"a"}
    beside = variants_apart(flag, part, 11, [(~part, {"a"})])
    assert beside == shown


def test_the_order_of_respondents_changes_nothing(processed: Callable[..., Built]) -> None:
    frame = answers(5, 500)
    found = []
    for rows in (frame, frame.sample(frac=1, random_state=1)):
        built = processed(survey_text(), rows.to_csv(index=False))
        assert built.territories is not None
        found.append((file_bytes(INDICATORS, built.indicators), file_bytes(TERRITORIES, built.territories)))
    assert found[0] == found[1]


def test_two_runs_of_different_hash_seeds_write_the_same_bytes(write_survey: Callable[..., Place]) -> None:
    place = write_survey(survey_text(), answers_csv=answers(5, 500).to_csv(index=False))
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", RUN, "--root", str(place.root), "build", "--force"]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        found.append([sha256((place.processed / name).read_bytes()).hexdigest() for name in FILES])
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", [2, 6])
def test_tabulate_hides_what_build_hides(seed: int, write_survey: Callable[..., Place]) -> None:
    from analysis.pipeline import process

    place = write_survey(survey_text(), answers_csv=answers(seed, 400).to_csv(index=False))
    built = process(place)
    path = place.root / "respondents.parquet"
    path.write_bytes(contents(built)["respondents.parquet"])
    made = tabulate(place, [path], place.root / "tabulated.csv").indicators
    own = built.indicators[["indicator", "item", "breakdown", "group", "confidentiality", "with"]]
    pd.testing.assert_frame_equal(made[own.columns].reset_index(drop=True), own.reset_index(drop=True))
    assert (own["confidentiality"] == "complementary").any()


def test_a_group_still_small_with_the_one_counted_in_it_is_counted_with_a_third(
    processed: Callable[..., Built],
) -> None:
    """3 others are counted with 5 men, and those 8 with the women: nobody is hidden."""
    survey = TABLE.replace('x = "Autre" }', 'x = { fr = "Autre", en = "Other", with = "h" } }')
    found = groups(processed(survey, rows_of(f=500, h=5, x=3)))
    assert found["f"][:2] == (508, "x;h")
    assert groups(processed(survey, rows_of(f=500, h=9, x=3)))["h"][:2] == (12, "x")


def test_classes_of_few_are_counted_with_the_next_class(processed: Callable[..., Built]) -> None:
    """Of under 25 there are 4, of 25 to 44 30, of 45 and over 80: the 4 are not counted with the 80."""
    survey = TABLE.replace('breakdowns = ["sexe"]', 'breakdowns = ["classe"]').replace(
        "[questions.q]", '[questions.age]\ntype = "numeric"\n[questions.q]'
    )
    survey += '[derived.classe]\nclasses_of = "age"\ncodes.j = { fr = "j", below = 25 }\n'
    survey += 'codes.m = { fr = "m", from = 25, below = 45 }\ncodes.v = { fr = "v", from = 45 }\n'
    ages = [20] * 4 + [30] * 30 + [60] * 80
    built = processed(survey, "sexe,age,q\n" + "".join(f"f,{age},{i % 2}\n" for i, age in enumerate(ages)))
    rows = built.indicators.query("breakdown == 'classe'").set_index("group")
    assert rows["with"].to_dict() == {"j": "", "m": "j", "v": ""}
    assert rows["n"].dropna().to_dict() == {"m": 34, "v": 80}


def crossed_answers(groups: dict[str, tuple[int, int]]) -> str:
    """Of each sex so many respondents, and how many of them answered 1 to a, b and c alike."""
    lines = [
        f"{sex},{i % 2},1,{int(i < inside)},{int(i < inside)}"
        for sex, (n, inside) in groups.items()
        for i in range(n)
    ]
    return "sexe,q,a,b,c\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("conditions", ["b = ['1'], c = ['1']", "b = ['1']"])
@pytest.mark.parametrize(("inside", "both"), [(15, False), (10, False), (20, True)])
def test_a_group_of_a_population_does_not_tell_few_beside_that_of_a_narrower_one(
    inside: int, both: bool, conditions: str, processed: Callable[..., Built]
) -> None:
    survey = TABLE + "".join(
        f"[questions.{q}]\ntype = 'single'\ncodes = {{ 1 = 'x', 0 = 'y' }}\n" for q in "abc"
    )
    for name, among in {"wide": "a = ['1']", "narrow": f"a = ['1'], {conditions}"}.items():
        survey += f"[populations.{name}]\namong = {{ {among} }}\n"
        survey += f"[indicators.q_{name}]\ntheme = 't'\nvariable = 'q'\nanswers = ['1']\n"
        survey += f"population = '{name}'\nbreakdowns = ['sexe']\n"
    rows = processed(survey, crossed_answers({"f": (20, inside), "h": (300, 200)})).indicators
    n = rows.query("group == 'f'").set_index("population")["n"]
    told = [population for population in ("wide", "narrow") if not pd.isna(n[population])]
    assert (len(told) == 2) is both
