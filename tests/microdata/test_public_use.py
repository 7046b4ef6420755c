"""The public-use file: nobody stands out in it, and it says what was done."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from analysis.faults import Fault
from analysis.microdata.disclosing_variables import disclosing, routes_of
from analysis.microdata.public_use_file import PublicUse, public_use
from analysis.microdata.respondent_table import respondent_table
from analysis.questionnaire import Survey
from analysis.steps.export_formats import Exported
from tests.microdata.answered import N

KEYS = ("sexe", "region", "age_classe")
K = 11
"""The limit of publication, as [privacy] asks for 5 alone."""


@pytest.fixture(scope="session")
def survey(exported: Exported) -> Survey:
    return exported.data_set.release.survey


@pytest.fixture(scope="session")
def found(exported: Exported, survey: Survey) -> PublicUse:
    return public_use(exported.respondents, survey)


@pytest.fixture(scope="session")
def rows(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    text = files["essai-2020-public.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_combination_is_that_of_k_respondents_or_more(rows: list[dict[str, str]]) -> None:
    assert len(rows) == N
    keys = [name for name in KEYS if name in rows[0]]
    assert "sexe" in keys and "age_classe" in keys
    assert min(Counter(tuple(row[name] for name in keys) for row in rows).values()) >= K


def test_no_answer_is_that_of_fewer_than_k(rows: list[dict[str, str]]) -> None:
    for name in rows[0]:
        counts = Counter(row[name] for row in rows if row[name] != "")
        assert min(counts.values()) >= K, name
    assert "actions_c" not in rows[0]  # ticked by one respondent


def test_what_tells_more_than_the_file_is_left_out(files: Mapping[str, bytes]) -> None:
    text = files["left_out.csv"].decode("utf-8")
    reasons = {row["variable"]: row["reason_en"] for row in csv.DictReader(io.StringIO(text))}
    assert {"age", "ancien"} <= set(reasons)  # what the classes derive from, and what else derives from it
    assert reasons["jour"] == "a day"
    assert reasons["actions_c"] == "too few answers"


def test_a_routed_answer_is_blank_where_its_route_is(rows: list[dict[str, str]], found: PublicUse) -> None:
    assert {row["sexe"] for row in rows if row["enceinte"]} == {"f"}
    asked = sum(row["enceinte"] != "" for row in rows)
    assert N / 2 - found.cells_blanked["sexe"] <= asked <= N / 2


def test_weights_tell_the_combination_alone_and_keep_their_sum(
    rows: list[dict[str, str]], exported: Exported
) -> None:
    keys = [name for name in KEYS if name in rows[0]]
    weights: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        weights.setdefault(tuple(row[name] for name in keys), set()).add(row["weight"])
    assert {len(found) for found in weights.values()} == {1}
    total = sum(float(row["weight"]) for row in rows)
    assert total == pytest.approx(exported.respondents.weights.sum(), rel=1e-4)


def test_the_order_of_the_file_tells_nothing(exported: Exported, survey: Survey, found: PublicUse) -> None:
    table = exported.respondents
    turned = replace(
        table,
        values={name: column[::-1].reset_index(drop=True) for name, column in table.values.items()},
        statuses={name: column[::-1].reset_index(drop=True) for name, column in table.statuses.items()},
        weights=table.weights[::-1],
    )
    again = public_use(turned, survey)
    assert Counter(again.columns["sexe"]) == Counter(found.columns["sexe"])
    assert again.columns[["age_classe"]].equals(found.columns[["age_classe"]])


def test_recodes_and_meanings_say_what_each_code_is(
    files: Mapping[str, bytes], rows: list[dict[str, str]]
) -> None:
    meanings = list(csv.DictReader(io.StringIO(files["variables.csv"].decode("utf-8"), newline="")))
    coded = {row["variable"] for row in meanings if row["code"]}
    known = {(row["variable"], row["code"]) for row in meanings}
    for row in rows:
        assert all((name, row[name]) in known for name in coded if row[name])
    recodes = list(csv.DictReader(io.StringIO(files["recodes.csv"].decode("utf-8"), newline="")))
    recoded = {(row["from"], row["to"]): row["label_fr"] for row in recodes if row["variable"] == "enceinte"}
    assert recoded == {("2", "2+3"): "non", ("3", "2+3"): "'=ne veut"}


def test_the_report_says_the_k_that_is_reached(
    files: Mapping[str, bytes], rows: list[dict[str, str]]
) -> None:
    report = files["report.md"].decode("utf-8")
    keys = [name for name in KEYS if name in rows[0]]
    classes = Counter(tuple(row[name] for name in keys) for row in rows)
    assert (
        f"- Après : {len(classes)} combinaisons, de {min(classes.values())} à {max(classes.values())}"
        in report
    )
    assert "À faire" not in report and "faire examiner" in report


def test_a_survey_without_quasi_identifiers_has_no_public_use_file(
    exported: Exported, survey: Survey
) -> None:
    bare = replace(survey, privacy=replace(survey.privacy, quasi_identifiers=()))
    with pytest.raises(Fault, match="names no quasi_identifiers"):
        public_use(exported.respondents, bare)


def test_a_number_is_no_quasi_identifier(exported: Exported, survey: Survey) -> None:
    numeric = replace(survey, privacy=replace(survey.privacy, quasi_identifiers=("heures",)))
    with pytest.raises(Fault, match=r"heures has no codes; derive classes of it \(classes_of\)"):
        public_use(exported.respondents, numeric)


def test_what_discloses_is_found_through_derivations_and_routes(survey: Survey) -> None:
    assert set(disclosing(survey)) == {"age", "ancien"}
    assert routes_of(survey, "enceinte") == {"sexe": frozenset({"f"})}


def test_a_table_of_respondents_has_their_weights(exported: Exported, survey: Survey) -> None:
    table = respondent_table(exported.place, survey, exported.data_set.edition)
    assert table.n == N and not table.design
    assert np.isclose(table.weights.sum(), sum(1 + i % 4 / 2 for i in range(N)))
