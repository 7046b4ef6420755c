"""Every real file: `new` then `build`, with what arrives of labels, missing values and answer sets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.drafting.drafts import draft
from analysis.pipeline import build
from analysis.sources.answers_files import read_answers
from analysis.steps.results_files import Built
from analysis.workspace import Place

TYPES = {
    "spss_quirks/horticulture.sav": {"single": 1, "numeric": 1},
    "spss_quirks/hotel.sav": {"scale": 5},
    "spss_quirks/missing_char.sav": {"single": 1},
    "spss_quirks/personnel.sav": {"single": 1, "text": 3, "date": 1, "numeric": 1},
    "spss_quirks/physiology.sav": {"single": 1, "numeric": 3},
    "spss_quirks/repairs.sav": {"single": 1, "numeric": 4},
    "spss_quirks/sample_large.sav": {"single": 2, "numeric": 3, "date": 2},
    "spss_quirks/sample_missing.sav": {"single": 1, "scale": 1, "numeric": 1, "date": 2, "text": 2},
    "spss_quirks/simple_alltypes.sav": {"single": 1, "numeric": 1, "date": 3, "text": 1, "multiple": 2},
    "toronto_agencies_2020/agency_survey_closed_utf8.csv": {"single": 5, "multiple": 17},
    "toronto_agencies_2020/agency_survey_rawdata.csv": {"single": 5, "multiple": 17, "text": 14},
    "insee_hdv2003/hdv2003.csv": {"single": 15, "numeric": 4},
    "atus_2016/atus_2015_respondents.csv": {"single": 28, "numeric": 11},
    "atus_2016/atus_2016_respondents.csv": {"single": 26, "numeric": 13},
    "quantipy_demo/example_data_a.csv": {"single": 56, "numeric": 8, "multiple": 4, "text": 2, "date": 2},
}
LEFT_OUT = {"spss_quirks/personnel.sav": ["firstname", "lastname"]}
"""Questions with the names of persons, which no output carries."""


@pytest.fixture(scope="module")
def builds() -> dict[str, Built]:
    """What has been built of each file, so that each is built once."""
    return {}


@pytest.fixture
def built(request: pytest.FixtureRequest, microdata: Path, tmp_path: Path, builds: dict[str, Built]) -> Built:
    if request.param not in builds:
        draft(tmp_path, "essai/2020", microdata / request.param)
        builds[request.param] = build(Place(tmp_path, "essai", "2020"))
    return builds[request.param]


@pytest.fixture
def rows(request: pytest.FixtureRequest, microdata: Path, built: Built) -> pd.DataFrame:
    """The rows of the file that was built, as received."""
    path = microdata / request.node.callspec.params["built"]
    return read_answers(path.parent, replace(built.edition.files[0], name=path.name)).answers


def of(file: str) -> pytest.MarkDecorator:
    """The test runs on this file's draft."""
    return pytest.mark.parametrize("built", [file], indirect=True, ids=[Path(file).stem])


@pytest.mark.parametrize("built", list(TYPES), indirect=True)
def test_the_draft_of_a_real_file_builds_without_a_problem_but_names_of_persons(
    built: Built, rows: pd.DataFrame, request: pytest.FixtureRequest
) -> None:
    cleaned = built.weighted.cleaned
    types = Counter(question.type for question in built.survey.questions.values())
    assert types == TYPES[request.node.callspec.params["built"]]
    assert list(cleaned.problems["question"]) == list(cleaned.left_out)
    assert list(cleaned.left_out) == LEFT_OUT.get(request.node.callspec.params["built"], [])
    assert len(cleaned.removed) == 0
    assert len(cleaned.keys) == len(rows)
    assert not built.indicators.empty


@of("spss_quirks/simple_alltypes.sav")
def test_missing_values_and_unlabelled_codes_of_a_labelled_number_arrive(built: Built) -> None:
    x = built.survey.questions["x"]
    assert {code: label.fr for code, label in x.codes.items()} == {
        "1": "red",
        "2": "green",
        "3": "blue",
        "4": "4",
        "9": "9",
    }
    assert x.missing == {"no_answer": ("7", "8", "99")}
    answers = built.weighted.cleaned.answers["x"]
    assert answers.values.tolist() == [0, 1, 2, 3, -1, 4]


@of("spss_quirks/simple_alltypes.sav")
def test_a_range_of_missing_values_arrives(built: Built) -> None:
    assert built.survey.questions["z"].missing == {"no_answer": ("999", "-999..0")}
    numbers = built.weighted.cleaned.answers["z"].values
    assert np.sort(numbers[~np.isnan(numbers)]) == pytest.approx([1.234, 3.14159])


@of("spss_quirks/simple_alltypes.sav")
def test_a_multiple_response_set_arrives_as_one_question(built: Built, rows: pd.DataFrame) -> None:
    ticks = built.weighted.cleaned.answers["mymrset"]
    assert ticks.question.text.fr == "My multiple response set"
    assert [label.fr for label in ticks.question.codes.values()] == [
        "Response #1",
        "Response #2",
        "Response #3",
    ]
    cells = rows[["bool1", "bool2", "bool3"]]
    assert ticks.values.tolist() == (cells == 1).to_numpy().tolist()
    assert ticks.was_answered.tolist() == cells.notna().any(axis=1).tolist()


@of("spss_quirks/simple_alltypes.sav")
def test_a_set_without_a_counted_value_arrives_as_a_category_set(built: Built, rows: pd.DataFrame) -> None:
    answers = built.weighted.cleaned.answers["categorical_array"]
    assert answers.question.sets == ("ca_subvar_1", "ca_subvar_2", "ca_subvar_3")
    cells = rows[list(answers.question.sets)]
    codes = [float(code) if code.isdigit() else code for code in answers.question.codes]
    expected = [[code in row for code in codes] for row in cells.to_numpy().tolist()]
    assert answers.values.tolist() == expected and answers.values.any()


@of("spss_quirks/sample_missing.sav")
def test_labelled_missing_codes_leave_the_answers(built: Built) -> None:
    assert built.survey.questions["mylabl"].missing == {"no_answer": ("-1",)}
    assert list(built.survey.questions["mylabl"].codes) == ["1", "2"]
    assert built.survey.questions["myord"].missing == {"no_answer": ("-1", "-2", "-3")}
    assert built.survey.questions["mynum"].missing == {"no_answer": ("-1", "2000..3000")}


@of("spss_quirks/missing_char.sav")
def test_a_text_that_is_missing_arrives(built: Built) -> None:
    answers = built.weighted.cleaned.answers["mychar"]
    assert answers.question.missing == {"no_answer": ("Z",)}
    assert {code: label.fr for code, label in answers.question.codes.items()} == {"a": "labeled"}


@of("spss_quirks/hotel.sav")
def test_labels_of_an_opinion_and_its_bases_arrive(built: Built) -> None:
    rows = built.indicators.query("indicator == 'v1' and breakdown == 'all'").set_index("item")
    assert built.survey.indicators["v1"].title.en == "I am satisfied with the level of service"
    assert rows.loc["5", "label_en"].endswith("Strongly Agree")
    assert (rows["n"] == 17).all()


@of("toronto_agencies_2020/agency_survey_rawdata.csv")
def test_numbered_columns_of_ticks_become_questions(built: Built, rows: pd.DataFrame) -> None:
    impacts = built.survey.questions["q1"]
    assert (impacts.type, impacts.empty, len(impacts.codes)) == ("multiple", "not_ticked", 15)
    assert impacts.codes["10"].fr == "Lost volunteers"
    ticks = built.weighted.cleaned.answers["q1"].values
    assert ticks[:, 9].sum() == (rows["1.10. Lost volunteers"] == "1").sum() > 0
    supports = built.survey.questions["q3_2"]
    assert supports.text.fr == "Workplace modification supports (e.g. plexiglass barriers)"
    assert [label.fr for label in supports.codes.values()][:2] == [
        "Short-term (0-6 months)",
        "Medium-term (6-18 months)",
    ]


@of("toronto_agencies_2020/agency_survey_rawdata.csv")
def test_cells_of_the_spreadsheet_are_no_answers(built: Built) -> None:
    lessons = next(name for name in built.survey.questions if name.startswith("q7_what_has"))
    texts = built.weighted.cleaned.answers[lessons]
    assert {"NA", "#NAME?", "."}.isdisjoint(texts.values[texts.was_answered])
    assert built.survey.identifier == "Respondent"


@of("quantipy_demo/example_data_a.csv")
def test_delimited_answers_are_counted(built: Built, rows: pd.DataFrame) -> None:
    q2 = built.weighted.cleaned.answers["q2"]
    cells = rows["q2"]
    assert q2.question.delimiter == ";"
    third = list(q2.question.codes).index("3")
    expected = cells.str.split(";").map(lambda parts: "3" in parts)
    assert (q2.values[:, third] == expected.to_numpy()).all()
    assert q2.was_answered.sum() == (cells != "").sum() == 2999


@of("insee_hdv2003/hdv2003.csv")
def test_the_weight_is_proposed_and_its_mean_is_no_indicator(built: Built, rows: pd.DataFrame) -> None:
    assert built.survey.design.weight is None
    assert "poids" in built.survey.questions and "poids" not in built.survey.indicators
    assert built.survey.breakdowns[0] == "sexe"
    shares = built.indicators.query("indicator == 'sexe' and breakdown == 'all'").set_index("item")["value"]
    counts = pd.Series(rows["sexe"]).value_counts(normalize=True) * 100
    assert shares["Femme"] == pytest.approx(counts["Femme"])


@of("atus_2016/atus_2016_respondents.csv")
def test_numbers_have_their_mean(built: Built, rows: pd.DataFrame) -> None:
    row = built.indicators.query("indicator == 'min_tv' and breakdown == 'all'").iloc[0]
    assert row["value"] == pytest.approx(rows["min_tv"].astype(float).mean())
