"""Nothing hidden can be worked out: attacks on made surveys, from published rows alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.indicators.estimation import estimate
from analysis.results import INDICATORS, TERRITORIES
from analysis.results.csv_files import file_bytes
from analysis.results.schema import SHOWN
from analysis.steps.results_files import Built, contents
from tests.conftest import processed_under, shared_folder
from tests.indicators.disclosure.linear_attack import Attack, attacks
from tests.indicators.disclosure.made_surveys import answers, survey_text

LIMIT, WITHIN = 11, 2
SEEDS = range(30)
OF_ANALYST = ["count", "base", "n_eff", "deff", "cv", "df", "confidentiality"]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Built]:
    """The made surveys by number, each built once."""
    known: dict[int, Built] = {}

    def built(seed: int) -> Built:
        if seed not in known:
            rows = answers(seed, 150 + 40 * seed).to_csv(index=False)
            known[seed] = processed_under(tmp_path_factory.mktemp("made"), survey_text(), rows)
        return known[seed]

    return built


def narrowed(built: Built, published: pd.DataFrame) -> list[tuple[object, ...]]:
    """The hidden sets of 1 to 10 respondents whose number is known more closely than promised; and who is in
    one set and not in another within it, where they are 1 to 10 and follow to within 2: no row is of them, so
    that not every number from 1 to 10 is promised."""
    raw = estimate(built.weighted, built.survey, built.edition)
    found: list[tuple[object, ...]] = []
    for base, attack in attacks(survey_text(), published, raw):
        found += [
            (base, cell, attack.true[cell], low, high)
            for cell, low, high in attack.ranges()
            if 0 < attack.true[cell] < LIMIT and (low > 1 + 1e-6 or high < LIMIT - 1 - 1e-6)
        ]
        found += [
            (base, *rest) for rest in attack.rests() if 0 < rest[2] < LIMIT and rest[4] - rest[3] <= WITHIN
        ]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_number_is_bounded_by_the_rows_shown(seed: int, made: Callable[[int], Built]) -> None:
    built = made(seed)
    assert (built.indicators["confidentiality"] != "").any()
    assert narrowed(built, built.indicators) == []


OF_NO_ANSWER = ("a", "a_net", "b", "a_nord", "a_adherents")
"""Indicators of populations that are no answers of another question's tables."""


def test_the_attack_finds_a_number_when_one_row_hidden_for_it_is_shown_again(
    made: Callable[[int], Built],
) -> None:
    """Every row is hidden for a reason: shown again it gives a small set away, or the number of a large one
    that is hidden too, and so who is in another set and not in that. Of women and employers the reason may be
    a share among the answers of a department, which this attack does not read."""
    found = {}
    for seed in SEEDS:
        built = made(seed)
        raw = estimate(built.weighted, built.survey, built.edition)
        rows = built.indicators
        wanted = (
            (rows["confidentiality"] == "complementary")
            & rows["n"].isna()
            & (rows["breakdown"] == "departement")
            & rows["indicator"].isin(OF_NO_ANSWER)
        )
        for place in list(rows.index[wanted])[:1]:
            again = rows.copy()
            again.loc[place, "n"] = raw.loc[place, "n"]
            found[seed] = narrowed(built, again) != []
    assert len(found) >= 12
    assert all(found.values()), found


EACH_AGAIN = [
    (20, 3),
    (25, 2),
    pytest.param(3, 5, marks=pytest.mark.slow),
]
"""Made surveys, and how many sets are at least hidden besides in them of the indicators OF_NO_ANSWER."""


@pytest.mark.parametrize(("seed", "least"), EACH_AGAIN)
def test_the_attack_finds_a_number_when_any_set_hidden_besides_is_shown_again(
    seed: int, least: int, made: Callable[[int], Built]
) -> None:
    built = made(seed)
    raw = estimate(built.weighted, built.survey, built.edition)
    rows = built.indicators
    besides = rows["confidentiality"].eq("complementary") & rows["indicator"].isin(OF_NO_ANSWER)
    sets = set(rows.loc[besides, ["population", "breakdown", "group"]].itertuples(index=False, name=None))
    shown, unnoticed = 0, []
    for base, attack in attacks(survey_text(), rows, raw):
        for cell in [cell for cell in attack.hidden if cell in sets and base in OF_NO_ANSWER]:
            shown += 1
            again = replace(attack, shown={**attack.shown, cell: attack.true[cell]})
            if not tells(again):
                unnoticed.append((base, *cell))
    assert shown >= least
    assert unnoticed == []


def tells(attack: Attack) -> bool:
    """Whether the rows of one base tell a hidden number, or who is in one set and not in another."""
    few = (each for each in attack.ranges() if 0 < attack.true[each[0]] < LIMIT)
    return any(low > 1 + 1e-6 or high < LIMIT - 1 - 1e-6 for _, low, high in few) or any(
        0 < rest[2] < LIMIT and rest[4] - rest[3] <= WITHIN for rest in attack.rests()
    )


OF_FEW = [(1100, 61), (7408, 60), (66920, 87), (80178, 69), (32200, 89)]
"""Surveys of so few that whole populations are hidden, and who did not say among them is known to nobody."""


@pytest.mark.parametrize(("seed", "n"), OF_FEW)
def test_a_survey_of_few_is_released_and_gives_no_number_away(seed: int, n: int, tmp_path: Path) -> None:
    built = processed_under(tmp_path, survey_text(), answers(seed, n).to_csv(index=False))
    assert built.indicators["n"].notna().any()
    assert narrowed(built, built.indicators) == []


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(1000, 10_000), n=st.integers(60, 900))
def test_no_survey_that_can_be_drawn_gives_a_number_away(
    seed: int, n: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = answers(seed, n).to_csv(index=False)
    built = processed_under(tmp_path_factory.mktemp("drawn"), survey_text(), rows)
    assert narrowed(built, built.indicators) == []


def test_the_programme_that_reads_published_files_alone_recovers_nothing(
    made: Callable[[int], Built], tmp_path: Path
) -> None:
    program = shared_folder("checks") / "recovery.py"
    for seed in SEEDS:
        built = made(seed)
        raw, folder = tmp_path / f"data/raw/s{seed}", tmp_path / f"reports/s{seed}/e"
        raw.mkdir(parents=True)
        folder.mkdir(parents=True)
        (raw / "survey.toml").write_text(survey_text(), encoding="utf-8")
        tables = {INDICATORS.name: built.indicators, TERRITORIES.name: built.territories}
        for name, rows in tables.items():
            assert rows is not None
            rows.drop(columns=OF_ANALYST).to_csv(folder / name, index=False)
        built.sensitivity.to_csv(folder / "sensitivity.csv", index=False)
    done = subprocess.run([sys.executable, program, tmp_path], capture_output=True, text=True, check=False)
    assert "recovered 0" in done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stdout


AGAIN = {
    # the definition of the groups, and how many respondents each has: one too few, and one hidden beside it
    "groups of a question": ('codes = { a = "A", c = "C", d = "D" }\n', {"a": 5, "c": 60, "d": 70}),
    "departments": ('scale = "fr:departements"\n', {"75": 60, "77": 5, "13": 70}),
}


@pytest.mark.parametrize("case", AGAIN)
def test_the_programme_finds_a_number_when_the_row_hidden_for_it_is_shown_again(
    case: str, tmp_path: Path, processed: Callable[..., Built]
) -> None:
    program = shared_folder("checks") / "recovery.py"
    codes, sizes = AGAIN[case]
    few = min(sizes, key=lambda place: sizes[place])
    survey = (
        f'breakdowns = ["lieu"]\n[publication]\nreliability = "none"\n[themes.t]\n[questions.lieu]\n'
        f'type = "single"\n{codes}[questions.q]\ntype = "single"\ncodes = {{ 1 = "oui", 0 = "non" }}\n'
        '[indicators.q]\ntheme = "t"\n[indicators.lieu]\ntheme = "t"\n'
        f'[populations.few]\namong = {{ lieu = ["{few}"] }}\n'
    )
    places = [place for place, n in sizes.items() for _ in range(n)]
    built = processed(survey, "lieu,q\n" + "".join(f"{p},{i % 3 % 2}\n" for i, p in enumerate(places)))
    rows, raw = built.indicators, estimate(built.weighted, built.survey, built.edition)
    beside = (rows["confidentiality"] == "complementary") & (rows["breakdown"] == "lieu")
    assert len(set(rows.loc[beside, "group"])) == 1
    again = rows.copy()
    again.loc[beside, ["n", "value", "status"]] = raw.loc[beside, ["n", "value", "status"]]
    beside_it = {name: contents(built)[f"released/{name}"] for name in ("quality.csv", "weighting.csv")}
    statuses = [
        _recovered(program, tmp_path / name, survey, {**beside_it, INDICATORS.name: as_csv(of)})
        for name, of in (("a", rows), ("b", again))
    ]
    assert statuses == [0, 1]


def as_csv(rows: pd.DataFrame) -> bytes:
    """The rows without the columns of the analyst."""
    return rows.drop(columns=OF_ANALYST).to_csv(index=False).encode()


def _recovered(program: Path, root: Path, survey: str, files: Mapping[str, bytes]) -> int:
    """The exit status of the programme for the files of a release."""
    definitions, released = root / "data/raw/s", root / "reports/s/e"
    for folder in (definitions, released):
        folder.mkdir(parents=True)
    (definitions / "survey.toml").write_text(survey, encoding="utf-8")
    for name, content in files.items():
        (released / name).write_bytes(content)
    return subprocess.run([sys.executable, program, root], capture_output=True, check=False).returncode


@pytest.mark.parametrize("seed", [0, 3, 7])
def test_no_difference_is_shown_of_a_hidden_figure(seed: int, made: Callable[[int], Built]) -> None:
    built = made(seed)
    rows = built.indicators
    shown = set(
        rows[rows["status"].isin(SHOWN)][["indicator", "item", "breakdown", "group"]].itertuples(
            index=False, name=None
        )
    )
    is_of_two = built.comparisons["comparison"].isin(["groups", "rest", "answers", "whole"])
    told = built.comparisons[built.comparisons["difference"].notna() & is_of_two]
    assert len(told)
    for row in told.to_dict("records"):
        cell = (row["indicator"], row["item"], row["breakdown"], row["group"])
        other = {
            "groups": (*cell[:3], row["against_group"]),
            "answers": (cell[0], row["against_item"], *cell[2:]),
            "whole": (*cell[:2], "all", "all"),
        }.get(row["comparison"], cell)
        assert {cell, other} <= shown


def test_respondents_of_two_hidden_sets_can_trade_places(processed: Callable[..., Built]) -> None:
    """Four places have 5, 8, 9 and 60: three are hidden, and nobody can tell who is in which."""
    survey = "\n".join(
        [
            'breakdowns = ["lieu"]\n[publication]\nreliability = "none"\n[themes.t]\n[questions.lieu]',
            'type = "single"\ncodes = { a = "A", b = "B", c = "C", d = "D" }\n[questions.q]\ntype = "single"',
            'codes = { 1 = "oui", 0 = "non" }\n[indicators.q]\ntheme = "t"\n',
        ]
    )
    places = ["a"] * 5 + ["b"] * 8 + ["c"] * 9 + ["d"] * 60
    said = [i % 3 % 2 for i in range(len(places))]
    traded = ["b", *places[1:7], "a", *places[8:]]
    assert (places[7], said[0], said[7]) == ("b", 0, 1)  # they answered otherwise
    files = []
    for each in (places, traded):
        rows = "lieu,q\n" + "".join(f"{place},{q}\n" for place, q in zip(each, said, strict=True))
        built = processed(survey, rows)
        assert built.indicators["n"].isna().sum() == 6
        released = {name: each for name, each in contents(built).items() if name.startswith("released/")}
        del released["released/provenance.json"]  # the checksum of the file, in which they have traded
        files.append((file_bytes(INDICATORS, built.indicators), released))
    assert files[0] == files[1]
