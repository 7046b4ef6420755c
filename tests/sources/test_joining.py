"""Several files of one edition: columns under one name, keys that tell the file, differences told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.cli.terminal.build_summary import summary
from analysis.etl.respondent_files import answer_columns
from analysis.pipeline import process
from analysis.questionnaire import AnswersFile
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.answers_files import read_files
from analysis.sources.received import DataError
from analysis.steps.results_files import Built, contents
from analysis.workspace import Place

SURVEY = (
    'identifier = "id"\n[themes.t]\n[questions.q]\ntype = "single"\ncodes = { 1 = "Oui", 2 = "Non" }\n'
    '[questions.heures]\ntype = "numeric"\n[questions.mode]\ntype = "single"\n'
    'codes = { web = "En ligne", papier = "Papier" }\n'
    '[questions.seul]\ntype = "single"\ncodes = { 1 = "A" }\n'
)
EDITION = (
    '[[files]]\nname = "web.csv"\nconstants = { mode = "web" }\n'
    '[[files]]\nname = "papier.csv"\ncolumns = { Q1 = "q" }\nconstants = { mode = "papier" }\n'
)
WEB = "id;q;heures;seul\na;1;1,5;1\nb;2;1.234,5;1\n;1;2;1\n"
PAPER = "id,Q1,heures,autre\nb,1,1.5,x\nc,2.0,2.25,y\n,9,3,z\n"


@pytest.fixture(scope="module")
def built(write_shared: Callable[..., Place]) -> Built:
    return process(write_shared(SURVEY, EDITION, web_csv=WEB, papier_csv=PAPER))


def test_rows_stand_one_after_the_other_with_keys_that_tell_the_file(built: Built) -> None:
    cleaned = built.weighted.cleaned
    assert list(cleaned.keys) == ["a", "b", "web.csv row 3", "c", "papier.csv row 3"]
    assert cleaned.removed.to_dict("records") == [
        {"respondent": "b", "file": "papier.csv", "row": 1, "reason": "duplicate of the identifier"}
    ]


def test_a_prefix_tells_apart_respondents_that_each_file_numbers(write_survey: Callable[..., Place]) -> None:
    edition = EDITION + 'prefix = "p-"\n[exclude]\np-c = "un test"\n'
    cleaned = process(write_survey(SURVEY, edition, web_csv=WEB, papier_csv=PAPER)).weighted.cleaned
    assert list(cleaned.keys) == ["a", "b", "web.csv row 3", "p-b", "papier.csv row 3"]
    assert cleaned.removed[["respondent", "reason"]].to_numpy().tolist() == [["p-c", "excluded: un test"]]


def test_the_run_says_how_many_of_a_file_were_met_before(built: Built) -> None:
    assert "papier.csv: fewer than 11 removed, their identifiers were met before; where each file" in summary(
        built
    )


def test_columns_are_renamed_and_constants_fill_their_column(built: Built) -> None:
    answers = built.weighted.cleaned.answers
    assert answers["q"].values.tolist() == [0, 1, 0, 1, -1]
    assert list(answer_columns(answers["mode"])["mode"]) == ["web", "web", "web", "papier", "papier"]


def test_each_file_has_its_decimal_mark(built: Built) -> None:
    assert [source.decimal for source in built.sources] == [",", "."]
    assert list(built.weighted.cleaned.answers["heures"].values) == [1.5, 1234.5, 2, 2.25, 3]


def test_a_question_that_a_file_lacks_was_not_asked_there(built: Built) -> None:
    status = answer_columns(built.weighted.cleaned.answers["seul"])["seul.status"]
    assert list(status) == ["answered"] * 3 + ["not_asked"] * 2


def test_what_differs_is_listed_in_remarks_and_problems(built: Built) -> None:
    assert [source.remarks for source in built.sources] == [
        ("columns of other files that are not in this one: autre",),
        ("columns of other files that are not in this one: seul",),
    ]
    problems = built.weighted.cleaned.problems.query("problem == 'column not in every file'")
    assert problems[["question", "value", "action"]].to_numpy().tolist() == [
        ["seul", "seul", "not asked in papier.csv"],
        ["", "autre", "no question reads it"],
    ]


def test_every_file_is_in_the_provenance(built: Built) -> None:
    text = contents(built)["provenance.json"].decode()
    assert text.count('"sha256"') == 2 and '"web.csv"' in text and '"papier.csv"' in text


def test_the_same_answers_in_one_file_or_two_give_the_same_figures(
    write_survey: Callable[..., Place],
) -> None:
    rows = ["a,1,1.5,web,1", "b,2,4,web,1", "c,1,7,web,1", "d,2,2,web,1"]
    head = "id,q,heures,mode,seul"
    survey = SURVEY + '[indicators.heures]\ntheme = "t"\nstatistic = "mean"\n'
    one = process(write_survey(survey, answers_csv="\n".join([head, *rows])))
    two = process(
        write_survey(
            survey,
            '[[files]]\nname = "a.csv"\n[[files]]\nname = "b.csv"\n',
            a_csv="\n".join([head, *rows[:2]]),
            b_csv="\n".join([head, *rows[2:]]),
        )
    )
    pd.testing.assert_frame_equal(one.indicators, two.indicators)
    assert two.weighted.cleaned.problems.empty


def test_numbers_of_one_file_and_texts_of_another_are_the_same_codes(tmp_path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame({"q": [1.0, 2.0], "jour": ["a", "b"]}), tmp_path / "a.sav")
    (tmp_path / "b.csv").write_text("q,jour\n1,c\n01,d\n", encoding="utf-8")
    pd.DataFrame({"q": pd.array([9007199254740993, None], dtype="Int64")}).to_parquet(tmp_path / "c.parquet")
    names = ("a.sav", "b.csv", "c.parquet")
    answers = read_files(tmp_path, tuple(AnswersFile(name) for name in names)).answers
    assert list(texts_of(answers["q"])) == ["1", "2", "1", "01", "9007199254740993"]


def test_labels_that_differ_between_files_are_told(tmp_path: Path) -> None:
    for name, label in (("a.sav", "Oui"), ("b.sav", "Non"), ("c.sav", " Oui ")):
        labels = {"q": {1.0: label}}
        pyreadstat.write_sav(pd.DataFrame({"q": [1.0]}), tmp_path / name, variable_value_labels=labels)
    received = read_files(tmp_path, (AnswersFile("a.sav"), AnswersFile("b.sav"), AnswersFile("c.sav")))
    told = "1 is 'Oui' in a.sav and 'Non' in b.sav"
    assert received.conflicts == {"q": told}
    assert received.source.remarks == (f"labels of q differ between files: {told}",)
    assert received.columns["q"].codes == {"1": "Oui"}


def test_two_sheets_of_a_workbook_are_two_files(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        for sheet in ("Nord", "Sud"):
            pd.DataFrame({"q": [sheet]}).to_excel(book, sheet_name=sheet, index=False)
    files = (AnswersFile("a.xlsx", sheet="Nord"), AnswersFile("a.xlsx", sheet="Sud"))
    received = read_files(tmp_path, files)
    assert received.names == ("a.xlsx Nord", "a.xlsx Sud")
    assert list(received.answers["q"]) == ["Nord", "Sud"] and list(received.files) == [0, 1]


FAULTS = [
    (
        {"columns": {"absente": "q"}},
        r"a\.csv: columns names what is not in the file: absente\. Columns there",
    ),
    ({"columns": {"x": "q"}}, r"give a name that a column of the file has: q\. Rename"),
    ({"constants": {"x": "1"}}, r"give a name that a column of the file has: x\. Rename"),
]


@pytest.mark.parametrize(("how", "message"), FAULTS)
def test_names_that_cannot_be_given_are_refused(
    how: dict[str, dict[str, str]], message: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("q,x\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_files(tmp_path, (AnswersFile("a.csv", **how),))


def test_a_design_variable_that_a_file_lacks_is_refused(write_survey: Callable[..., Place]) -> None:
    survey = SURVEY + '[design]\nweight = "poids"\n'
    place = write_survey(survey, EDITION, web_csv=WEB.replace("seul", "poids"), papier_csv=PAPER)
    with pytest.raises(DataError, match=r"design \(column poids in papier\.csv\)"):
        process(place)


def test_an_identifier_that_a_file_lacks_leaves_its_rows_their_own_keys(
    write_survey: Callable[..., Place],
) -> None:
    paper = PAPER.replace("id,", "numero,")
    keys = process(write_survey(SURVEY, EDITION, web_csv=WEB, papier_csv=paper)).weighted.cleaned.keys
    assert list(keys)[3:] == ["papier.csv row 1", "papier.csv row 2", "papier.csv row 3"]
