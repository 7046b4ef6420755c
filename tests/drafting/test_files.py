"""Drafts on disk: whole or not at all, over nothing that is there; further editions of a survey."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from analysis.drafting.drafts import draft
from analysis.faults import Fault, Misuse
from analysis.pipeline import process
from analysis.questionnaire import read_edition, read_survey
from analysis.sources.answers_files import read_files
from analysis.sources.received import DataError
from analysis.workspace import Place

CELLS = "id;Sexe;Âge\n" + "".join(f"{n};{'HF'[n % 2]};{20 + n}\n" for n in range(1, 41))
BAD_NAMES = [
    "Essai",
    "1essai",
    "é",
    "",
    "a b",
    "../x",
    "essai/../x",
    "essai/2026/x",
    "essai/.",
    "a-b",
    "essai/ ",
]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "Réponses brutes.CSV"
    path.write_text(CELLS, encoding="utf-8")
    return path


def files(root: Path) -> dict[str, bytes]:
    """Every file under root by its path."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_draft_is_three_files_and_the_answers_are_as_received(answers: Path, tmp_path: Path) -> None:
    root = tmp_path / "travail"
    written = draft(root, "essai/2025", answers).written
    names = [str(path.relative_to(root / "data/raw/essai")) for path in written]
    assert names == ["2025/answers.csv", "survey.toml", "2025/edition.toml"]
    assert written[0].read_bytes() == answers.read_bytes()
    assert "Received as Réponses brutes.CSV" in written[2].read_text("utf-8")


def test_the_edition_is_the_current_year_where_none_is_given(answers: Path, tmp_path: Path) -> None:
    year = date.today().year
    assert draft(tmp_path, "essai", answers).written[2] == Place(tmp_path, "essai", str(year)).edition_toml


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_is_no_name_is_wrong_usage(name: str, answers: Path, tmp_path: Path) -> None:
    if name == "":
        name = "/2026"
    with pytest.raises(Misuse, match=r"expected .*letters"):
        draft(tmp_path / "travail", name, answers)
    assert not (tmp_path / "travail").exists()


def test_wrong_usage_exits_with_2_and_a_refusal_with_1(answers: Path, tmp_path: Path) -> None:
    def run(name: str) -> int:
        return (
            CliRunner().invoke(main, ["--root", str(tmp_path), "new", name, "--from", str(answers)]).exit_code
        )

    assert [run("Essai"), run("essai/2025"), run("essai/2025")] == [2, 0, 1]


def test_an_edition_that_is_there_is_left_alone(answers: Path, tmp_path: Path) -> None:
    draft(tmp_path, "essai/2025", answers)
    before = files(tmp_path)
    with pytest.raises(Fault, match=r"edition.toml is there; nothing was written.*essai/EDITION"):
        draft(tmp_path, "essai/2025", answers)
    assert files(tmp_path) == before


def test_answers_that_are_there_are_left_alone(answers: Path, tmp_path: Path) -> None:
    there = tmp_path / "data/raw/essai/2025/answers.csv"
    there.parent.mkdir(parents=True)
    there.write_text("a\n1\n")
    with pytest.raises(Fault, match=r"answers.csv is there; nothing was written"):
        draft(tmp_path, "essai/2025", answers)
    assert there.read_text() == "a\n1\n"


def test_answers_already_in_the_folder_of_the_edition_stay_where_they_are(tmp_path: Path) -> None:
    there = tmp_path / "data/raw/essai/2025/export.csv"
    there.parent.mkdir(parents=True)
    there.write_text(CELLS, encoding="utf-8")
    written = draft(tmp_path, "essai/2025", there).written
    assert [path.name for path in written] == ["survey.toml", "edition.toml"]
    assert process(Place(tmp_path, "essai", "2025")).edition.files[0].name == "export.csv"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"sexe;age\n", "no respondents"),
        ("a.sav", b"not spss", "not readable as sav"),
        ("a.xlsx", b"not excel", "not a readable .xlsx"),
        ("a.parquet", b"not parquet", "not a readable Parquet"),
        ("a.ods", b"", "format '.ods' is not read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_written(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=reason):
        draft(tmp_path, "essai/2025", tmp_path / name)
    assert not (tmp_path / "data").exists()


def test_a_disk_that_fills_up_leaves_no_file(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = files(tmp_path)
    with pytest.raises((OSError, Fault), match="No space"):
        draft(tmp_path, "essai/2025", answers)
    assert files(tmp_path) == before


def further(tmp_path: Path, survey: str, cells: str) -> str:
    """edition.toml of a second edition, drafted for this survey from these cells."""
    folder = tmp_path / "data/raw/essai"
    folder.mkdir(parents=True)
    (folder / "survey.toml").write_text(survey, encoding="utf-8")
    (tmp_path / "b.csv").write_text(cells, encoding="utf-8")
    written = draft(tmp_path, "essai/2026", tmp_path / "b.csv").written
    assert [path.name for path in written] == ["answers.csv", "edition.toml"]
    assert (folder / "survey.toml").read_text("utf-8") == survey
    return written[1].read_text("utf-8")


SURVEY = """
title = "Essai"
identifier = "num"
[themes.a]
[questions.sexe]
type = "single"
column = "Sexe"
codes = { H = "Homme", F = "Femme" }
[questions.naissance]
type = "numeric"
required = true
[derived.age]
years_since = "naissance"
[questions.lieux]
type = "multiple"
codes = { club = "Au club", ecole = "À l'école" }
[indicators.sexe]
theme = "a"
"""
SECOND = "Num;SEXE;Naissance;lieux_club;avis\n" + "".join(
    f"{n};{'HF'[n % 2]};{1950 + n};1;bien\n" for n in range(40)
)


def test_a_further_edition_finds_its_columns_and_builds(tmp_path: Path) -> None:
    text = further(tmp_path, SURVEY, SECOND)
    found = process(Place(tmp_path, "essai", "2026"))
    assert found.edition.columns == {"num": "Num", "sexe": "SEXE", "naissance": "Naissance"}
    assert (found.edition.title.fr, found.edition.reference_year) == ("2026", 2026)
    assert found.weighted.cleaned.answers["age"].values[0] == 76
    assert "# Not found in this file; name the column here: lieux: lieux_ecole" in text
    assert "# Columns of this file that no question reads: avis" in text


def test_questions_without_their_columns_were_not_asked_in_a_further_edition(tmp_path: Path) -> None:
    further(tmp_path, SURVEY, "num;Sexe\n1;H\n2;F\n")
    found = process(Place(tmp_path, "essai", "2026"))
    assert found.edition.not_asked == ("naissance", "lieux")
    assert found.edition.columns == {}


def test_a_further_edition_may_have_columns_of_ticks_where_the_survey_has_a_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q,age\n1,a;b,30\n2,b;,40\n3,a;,50\n4,b;a,60\n", "utf-8")
    (tmp_path / "b.csv").write_text("id,q/a,q/b\n1,1,0\n2,1,1\n3,,\n", "utf-8")
    draft(tmp_path, "essai/2024", tmp_path / "a.csv")
    found = draft(tmp_path, "essai/2025", tmp_path / "b.csv")
    assert found.not_asked == ("age",)
    ticks = process(Place(tmp_path, "essai", "2025")).weighted.cleaned.answers["q"]
    assert ticks.values.tolist() == [[True, False], [True, True], [False, False]]
    assert ticks.was_answered.tolist() == [True, True, False]


def test_a_further_edition_of_a_calibrated_survey_builds_before_its_margins_are_there(tmp_path: Path) -> None:
    text = further(tmp_path, SURVEY + '[weighting]\ncalibration = "raking"\nvariables = ["sexe"]\n', SECOND)
    assert "put margins.csv of this edition beside this file" in text
    assert process(Place(tmp_path, "essai", "2026")).weighted.design.weights.sum() == 40


def test_the_same_file_drafts_the_same_bytes(answers: Path, tmp_path: Path) -> None:
    drafts = [draft(tmp_path / folder, "essai/2025", answers) for folder in ("a", "b")]
    assert files(tmp_path / "a") == files(tmp_path / "b") and len(drafts) == 2


def test_a_wrong_encoding_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfsexe;ville\nF;N\xeemes\n")
    with pytest.raises(DataError, match=r"a\.csv: line 2 is not utf-8:.*Draft without --encoding"):
        draft(tmp_path, "essai/2025", tmp_path / "a.csv", encoding="utf-8")
    pyreadstat.write_sav(pd.DataFrame({"ville": ["Nîmes", "Orléans"]}), tmp_path / "a.sav")
    damaged = (tmp_path / "a.sav").read_bytes().replace("î".encode(), b"\x81\x8d")
    (tmp_path / "a.sav").write_bytes(damaged)
    with pytest.raises(DataError, match=r"requested encoding.*such as --encoding cp1252"):
        draft(tmp_path, "essai/2025", tmp_path / "a.sav")


def test_a_given_encoding_is_written_into_the_edition(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfsexe;ville\nF;N\xeemes\nM;Lyon\n")
    draft(tmp_path, "essai/2025", tmp_path / "a.csv", encoding="cp1252")
    place = Place(tmp_path, "essai", "2025")
    assert 'encoding = "cp1252"' in place.edition_toml.read_text(encoding="utf-8")
    assert received(place)["ville"][0] == "Nîmes"
    assert len(process(place).weighted.cleaned.keys) == 2


def received(place: Place) -> pd.DataFrame:
    """The answers of an edition as its definitions have them read."""
    return read_files(
        place.raw, read_edition(place.edition_toml, read_survey(place.survey_toml)).files
    ).answers


def test_a_given_sheet_is_drafted_and_read_again(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        for sheet in ("Lisez-moi", "Réponses"):
            pd.DataFrame({"q": [sheet, sheet]}).to_excel(book, sheet_name=sheet, index=False)
    draft(tmp_path, "essai/2025", tmp_path / "a.xlsx", sheet="Réponses")
    place = Place(tmp_path, "essai", "2025")
    assert received(place)["q"][0] == "Réponses"
    assert len(process(place).weighted.cleaned.keys) == 2


def test_categories_of_parquet_keep_their_order_and_those_that_nobody_has(tmp_path: Path) -> None:
    grades = pd.Categorical(["bas", "haut"] * 5, categories=["bas", "moyen", "haut"], ordered=True)
    pd.DataFrame({"niveau": grades, "q": ["b", "a"] * 5}).to_parquet(tmp_path / "a.parquet")
    draft(tmp_path, "essai/2025", tmp_path / "a.parquet")
    built = process(Place(tmp_path, "essai", "2025"))
    assert list(built.survey.questions["niveau"].codes) == ["bas", "moyen", "haut"]
    assert list(built.survey.questions["q"].codes) == ["a", "b"]
    assert built.weighted.cleaned.answers["niveau"].was_answered.all()


def test_the_catalog_of_a_sas_file_is_copied_with_it(tmp_path: Path) -> None:
    golden = Path(__file__).parents[1] / "sources" / "files" / "special.sas7bdat"
    draft(tmp_path, "essai/2025", golden)
    place = Place(tmp_path, "essai", "2025")
    question = process(place).survey.questions["q1"]
    assert {code: label.fr for code, label in question.codes.items()} == {"1": "Oui", "2": "Non"}
    assert question.missing == {"no_answer": (".A", ".Z")}
    assert (place.raw / "answers.sas7bcat").exists()


def test_a_draft_is_told_which_rows_are_no_answers_and_writes_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1;2;3\n" + "".join(f"{n % 5};{n % 3};{n % 4}\n" for n in range(30)))
    with pytest.raises(DataError, match=r"may name the columns.*A draft is told with --header-rows"):
        draft(tmp_path, "essai/2025", tmp_path / "a.csv")
    draft(tmp_path, "essai/2025", tmp_path / "a.csv", header_rows=1, skip_rows="4,30..")
    place = Place(tmp_path, "essai", "2025")
    text = place.edition_toml.read_text(encoding="utf-8")
    assert 'header_rows = 1\nskip_rows = [4, "30.."]\n' in text
    assert list(received(place).columns) == ["1", "2", "3"]
    assert len(received(place)) == 27


def test_rows_that_a_draft_leaves_out_are_named_in_it(tmp_path: Path) -> None:
    rows = "".join(f"{n};{n * 2}\n" for n in range(1, 21))
    (tmp_path / "a.csv").write_text(f"Enquête du club\nid;points\n{rows}Total;420\n", encoding="utf-8")
    draft(tmp_path, "essai/2025", tmp_path / "a.csv")
    text = Place(tmp_path, "essai", "2025").edition_toml.read_text(encoding="utf-8")
    assert "# left out: row 1 (Enquête du club), a title above the headings" in text
    assert "# left out: row 23 (Total 420), a total or a mean, by its name" in text


@pytest.mark.parametrize("said", ["x", "0", "1,,2", "3-4"])
def test_rows_that_are_no_numbers_are_refused(said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n2\n", encoding="utf-8")
    with pytest.raises(Misuse, match="expected numbers of rows from 1, such as 1,2,63"):
        draft(tmp_path, "essai/2025", tmp_path / "a.csv", skip_rows=said)


def test_a_draft_ends_with_ten_lines_on_what_was_found(tmp_path: Path) -> None:
    answers = tmp_path / "a.csv"
    rows = "".join(f"{n},{'FH'[n % 2]},{n % 7 + 20} €,,10.0.0.{n}\n" for n in range(30))
    answers.write_text("id,sexe,don,vide,ipaddr\n" + rows, encoding="utf-8")
    told = draft(tmp_path, "essai/2026", answers).summary
    assert len(told) == 10
    assert told[0] == "found: 30 respondents, 2 questions (1 of one answer, 1 of a number)"
    assert told[1] == "identifier: id"
    assert told[3:5] == ("left out, empty: vide", "left out, may tell who answered: ipaddr")
    assert told[8] == (
        'doubts to settle: sampling (sampling = "volunteer"); new --interactive asks; comments beside don'
    )
    assert told[9].endswith("assoscope report essai/2026")
