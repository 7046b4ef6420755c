"""The tracked files of answers are what the simulator draws, to the byte."""

from __future__ import annotations

import csv
from pathlib import Path

import pyreadstat

from tests.simulation.files import CREATED_AT
from tests.simulation.production import Simulation, simulate, write_answers

REPOSITORY = Path(__file__).resolve().parents[2]
SAV = REPOSITORY / "data/raw/france_benevole/2009/answers.sav"


def test_the_tracked_file_is_drawn_again_to_the_byte(simulation: Simulation) -> None:
    tracked = simulation.place.raw / simulation.edition.files[0].name
    assert simulation.content == tracked.read_bytes()


def test_another_seed_gives_other_answers(crisis: Simulation) -> None:
    other = simulate("crise/2009", REPOSITORY, seed=1)
    assert not crisis.table.equals(other.table)
    assert list(crisis.table.columns) == list(other.table.columns)


def test_a_file_is_written_whole_in_the_folder_of_its_edition(tmp_path: Path) -> None:
    for name in ("survey.toml", "2009/edition.toml"):
        copy = tmp_path / "data/raw/crise" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((REPOSITORY / "data/raw/crise" / name).read_bytes())
    path = write_answers(simulate("crise/2009", tmp_path))
    assert path.read_bytes() == (REPOSITORY / "data/raw/crise/2009/answers.csv").read_bytes()
    assert sorted(file.name for file in path.parent.iterdir()) == ["answers.csv", "edition.toml"]


def test_the_csv_file_has_semicolons_decimal_commas_and_western_characters() -> None:
    text = (REPOSITORY / "data/raw/crise/2009/answers.csv").read_bytes().decode("cp1252")
    header, first, *_ = csv.reader(text.splitlines(), delimiter=";")
    assert (header[0], header[-1]) == ("numero", "poids")
    assert float(first[-1].replace(",", ".")) > 0
    assert "," in first[-1]
    assert "é" in text


def test_the_sav_file_has_labels_missing_values_and_multiple_response_sets() -> None:
    _, described = pyreadstat.read_sav(SAV, user_missing=True)
    assert described.column_names_to_labels["Q2"] == "Vous êtes :"
    assert described.variable_value_labels["Q2"][1.0] == "Un homme"
    assert described.missing_ranges["Q2"] == [{"lo": 98.0, "hi": 98.0}, {"lo": 99.0, "hi": 99.0}]
    assert described.missing_ranges["Q3"] == [{"lo": 9998.0, "hi": 9998.0}, {"lo": 9999.0, "hi": 9999.0}]
    assert described.mr_sets["Q55"]["variable_list"] == [f"Q55_{code}" for code in range(1, 9)]
    assert described.mr_sets["Q55"]["counted_value"] == 1


def test_the_sav_file_holds_no_clock() -> None:
    assert SAV.read_bytes()[CREATED_AT : CREATED_AT + 17] == b"01 Mar 0812:00:00"


def test_the_limesurvey_export_is_one(latest: Simulation) -> None:
    """Its own columns, codes of its own, all in quotes; who left has no day of submission."""
    text = latest.content.decode()
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    own = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "interviewtime"]
    assert list(rows[0])[:8] == own
    assert text.splitlines()[1].startswith('"10001";"')
    assert {row["G02Q08"] for row in rows} >= {"AO01", "AO10"}
    assert {row["G06Q33[SQ001]"] for row in rows} == {"Y", ""}
    assert {row["G01Q02"] for row in rows} >= {"M", "F"}
    assert all((row["submitdate"] == "") == (row["lastpage"] != "11") for row in rows)
    assert all(row["startdate"] <= row["datestamp"] for row in rows)


def test_the_number_of_persons_is_that_of_the_original_surveys(
    volunteers: Simulation, latest: Simulation, crisis: Simulation
) -> None:
    """Persons who are kept, those whose answers are there twice included."""
    assert kept(volunteers) == 6_977
    assert kept(latest) == 3_920
    assert kept(crisis) == 4_700


def kept(simulation: Simulation) -> int:
    once = simulation.table.drop_duplicates(subset=simulation.table.columns[0])
    screens = simulation.survey.cleaning.keep_if.items()
    return sum(once[simulation.asked[name].column].isin(codes).sum() for name, codes in screens) or len(once)
