"""Drafts of files that say nothing of their columns: the kind of question follows from the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from analysis.drafting.cells.cell_contents import questions_from_content
from analysis.drafting.cells.column_profiles import Profile, natural_order
from analysis.drafting.drafted_question import Drafted
from analysis.steps.results_files import Built


def from_content(profile: Profile, decimal: str) -> Drafted:
    return questions_from_content(profile, decimal)[0]


KINDS = [
    ("few words met often are a single question", ["Oui", "Non"] * 5, "single"),
    ("few whole numbers met often are codes", list("1234") * 3, "single"),
    ("codes with zeros before them are no numbers", ["01", "02", "2A", "75"] * 5, "single"),
    ("many numbers are a number", [str(n) for n in range(40)], "numeric"),
    ("decimal commas are numbers", ["1,5", "2,25", "3"] * 4, "numeric"),
    ("numbers with spaces between thousands are numbers", ["1 200", "3\u202f400", "56"] * 4, "numeric"),
    ("a few words among numbers leave a number", [*map(str, range(40)), "environ 50"], "numeric"),
    ("days are a date", ["2020-01-31", "2021-12-01"], "date"),
    ("days with a time are a date", ["2020-01-31 10:20:30", "2021-12-01 00:00"], "date"),
    ("days as in France are a date", ["31/01/2020", "01/12/2021"], "date"),
    ("years are codes or numbers, never dates", ["2019", "2020"] * 5, "single"),
    ("clock times are no dates", ["10:20:30", "11:20:30", "12:20:30"], "text"),
    ("ranges a spreadsheet turned to dates are codes", ["05-Jan", "10-Jun"] * 5, "single"),
    ("lists of codes are a multiple question", ["1;3;7;", "1;", "3;7;", "1;3;"], "multiple"),
    ("lists of words are a multiple question", ["sport|arts", "sport", "arts|sport", "arts"], "multiple"),
    ("lists of codes with commas are one too", ["1,2,3", "1,3", "2", "1,2"], "multiple"),
    ("sentences with a semicolon are text", ["Bien ; merci", "Trop long ; trop cher", "Rien ; si"], "text"),
    ("sentences are text", ["Très bien", "Pas mal", "Rien à dire"], "text"),
    (
        "sentences met twice are text",
        ["Merci pour tout ce que vous faites", "Rien à dire de plus, merci"] * 2,
        "text",
    ),
    (
        "sentences of many respondents are answers",
        ["Au moins une fois par semaine", "Jamais ou presque jamais"] * 9,
        "single",
    ),
    ("e-mail addresses are text", ["a.b@club.fr", "c@d.org"] * 9, "text"),
    ("lists of e-mail addresses are text", ["a@b.fr;c@d.fr", "a@b.fr", "c@d.fr"] * 9, "text"),
    ("telephone numbers are text", ["06 12 34 56 78", "+33 6 12 34 56 79"] * 9, "text"),
    ("numbers and addresses written otherwise are text", ["06/12/34/56/78", "luc (at) club.fr"] * 9, "text"),
    ("addresses of pages and machines are text", ["https://a.fr", "192.168.1.12"] * 9, "text"),
    ("long answers are text even when repeated", ["mot " * 60] * 10, "text"),
]


@pytest.mark.parametrize(("values", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_the_cells_decide_the_kind(values: list[str], kind: str) -> None:
    assert from_content(Profile("q", Counter(values)), ",").type == kind


@pytest.mark.parametrize("column", ["prenom", "Q3 Prénom du bénévole", "nom_complet"])
def test_names_of_persons_met_again_and_again_are_no_answers_of_a_definition(column: str) -> None:
    names = Counter(["Marie", "Jean-Luc", "Zélie"] * 9)
    assert from_content(Profile(column, names), ",").type == "text"
    assert from_content(Profile("nom_association", names), ",").type == "single"


def test_dates_that_fit_two_formats_say_so() -> None:
    question = from_content(Profile("q", Counter(["01/02/2020", "03/04/2020"])), ".")
    assert question.date_format == "%d/%m/%Y"
    assert question.remarks == ("The dates also fit %m/%d/%Y: choose.",)


def test_numbers_say_their_range_and_what_is_none() -> None:
    question = from_content(Profile("q", Counter([*map(str, range(18, 60)), "vieux"])), ".")
    assert "from 18 to 59" in question.remarks[0]
    assert question.remarks[1] == "Not numbers, and so listed in problems.csv by build: 1 value"


def test_words_of_absence_among_numbers_are_absences(draft_csv: Callable[..., Built]) -> None:
    ages = [*map(str, range(20, 50)), *["nsp"] * 10, "refus"]
    question = draft_csv({"age": ages}).survey.questions["age"]
    assert (question.type, question.missing) == ("numeric", {"dont_know": ("nsp",), "refused": ("refus",)})


def test_words_of_absence_among_codes_stay_answers_with_a_remark() -> None:
    question = from_content(Profile("q", Counter([*"1234" * 3, "nsp", "nsp"])), ".")
    assert (question.type, list(question.codes)) == ("single", ["1", "2", "3", "4", "nsp"])
    assert "under `missing` as dont_know" in question.asides["nsp"]


SPACED = {
    "words each met alone": (
        [
            *("Accueil", "Aide aux devoirs", "Autre", "Accueil Autre", "Accueil Aide aux devoirs"),
            *("Aide aux devoirs Autre", "Accueil Aide aux devoirs Autre"),
        ],
        ["Accueil", "Aide aux devoirs", "Autre"],
    ),
    "a part that is never alone": (["Accueil", "Autre", "Accueil Autre", "Accueil Sport", "Autre Sport"], []),
    "too few lists": (["Accueil", "Autre", "Sport", "Accueil Autre", "Accueil Sport"], []),
    "one answer twice": (["Oui", "Non", "Oui Oui", "Non Non", "Oui Non", "Non Oui"], []),
}


@pytest.mark.parametrize("case", SPACED)
def test_words_with_spaces_between_are_several_answers_where_each_is_met_alone(case: str) -> None:
    cells, answers = SPACED[case]
    question = from_content(Profile("q", Counter(cells * 4)), ",")
    assert (list(question.codes) if question.type == "multiple" else []) == answers
    assert bool(answers) == any("with a space between" in remark for remark in question.remarks)


def test_two_questions_of_one_name_do_not_take_each_other_s_words(draft_csv: Callable[..., Built]) -> None:
    cells = {
        "act": ["Accueil", "Autre", "Accueil Autre", ""] * 5,
        "act/acc": ["1", "0", "1", "0"] * 5,
        "act/other": ["0", "1", "1", "0"] * 5,
        "act_other": [f"la buvette numéro {n}" if n % 4 in (1, 2) else "" for n in range(20)],
    }
    questions = draft_csv(cells).survey.questions
    assert [question.other for question in questions.values() if question.other]


ABOVE = {
    # cells, each met three times; codes that are no answer; readings, the first of which is taken
    "grades and 99": ("1 2 3 4 99", ("99",), ("99 as no answer, outside the base", "99 as an answer")),
    "two codes": (
        "1 2 3 98 99",
        ("98", "99"),
        ("98, 99 as no answer, outside the base", "98, 99 as an answer"),
    ),
    "grades to 50": ("10 30 50 99", (), ()),
    "one grade": ("1 99", (), ()),
    "another number": ("1 2 3 57", (), ()),
}


@pytest.mark.parametrize("case", ABOVE)
def test_a_code_far_above_grades_is_no_answer_and_a_doubt(case: str) -> None:
    cells, absent, readings = ABOVE[case]
    question = from_content(Profile("q", Counter(cells.split() * 3)), ",")
    assert question.missing.get("no_answer", ()) == absent
    assert tuple(each.said for each in question.rivals) == readings
    assert not set(question.codes) & set(absent)


def test_a_code_far_above_grades_can_be_an_answer() -> None:
    codes = ["1", "2", "3", "4", "99"]
    _, answer = from_content(Profile("q", Counter(codes * 3)), ",").rivals
    assert answer.changes["codes"] == {code: code for code in codes}
    assert not answer.changes["missing"]


AGES = [str(age) for age in range(18, 90)]
FAR = [
    (AGES + ["999"] * 2, ["999 as a number like the others", "999 as no answer, outside the base"]),
    ([*AGES, "999"], []),
    (AGES + ["-1"] * 2, ["-1 as a number like the others", "-1 as no answer, outside the base"]),
    (AGES + ["-1", "-2", "-3"] * 2, []),
    (AGES[:9] + ["-1"] * 2, []),
    (AGES + ["99"] * 2, []),
]


@pytest.mark.parametrize(("cells", "readings"), FAR)
def test_a_number_apart_from_all_and_met_again_is_a_doubt(cells: list[str], readings: list[str]) -> None:
    question = from_content(Profile("age", Counter(cells)), ",")
    assert question.type == "numeric" and not question.missing
    assert [each.said for each in question.rivals] == readings
    absent = tuple(readings[0].split(" as ")[:1]) if readings else ()
    assert all(each.changes["missing"] == {"no_answer": absent} for each in question.rivals[1:])


def test_words_of_absence_stay_so_where_a_number_is_no_answer_too() -> None:
    cells = [*AGES, "999", "999", "Sans réponse"]
    question = from_content(Profile("age", Counter(cells)), ",")
    assert question.missing == {"no_answer": ("Sans réponse",)}
    assert question.rivals[1].changes["missing"] == {"no_answer": ("Sans réponse", "999")}


def test_codes_stand_in_the_order_a_reader_expects() -> None:
    assert sorted(["11-20", "6-10", "1-5", "21-100"], key=natural_order) == ["1-5", "6-10", "11-20", "21-100"]
    assert sorted(["10", "-1", "2", "-10"], key=natural_order) == ["-10", "-1", "2", "10"]


def test_cells_that_stand_for_no_answer_are_declared_once(draft_csv: Callable[..., Built]) -> None:
    cells = {"sexe": ["H", "F", "NA", "H", "F"], "age": ["20", "#NAME?", "31", "42", "53"]}
    found = draft_csv(cells)
    assert found.survey.questions["sexe"].missing == {"no_answer": ("NA", "#NAME?")}
    assert list(found.survey.questions["sexe"].codes) == ["F", "H"]
    assert found.weighted.cleaned.problems.empty


def test_none_is_an_answer(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"supports": ["None", "Some", "None", "Some"]})
    assert list(found.survey.questions["supports"].codes) == ["None", "Some"]


def test_empty_columns_are_left_out_and_named(draft_csv: Callable[..., Built], tmp_path) -> None:
    found = draft_csv({"X154": ["", ""], "rien": ["NA", "-"], "sexe": ["H", "H"]})
    assert list(found.survey.questions) == ["sexe"]
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert "# Columns left out because they are empty: X154, rien" in text


def test_shares_and_means_of_the_draft_are_those_of_the_cells(draft_csv: Callable[..., Built]) -> None:
    cells = {"sexe": ["H"] * 15 + ["F"] * 45, "heures": [f"{n},5" for n in range(60)]}
    rows = draft_csv(cells).indicators.query("breakdown == 'all'").set_index(["indicator", "item"])["value"]
    assert rows[("sexe", "F")] == pytest.approx(75)
    assert rows[("heures", "")] == pytest.approx(30)


def test_whole_numbers_written_with_decimals_are_codes(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"avis": ["1.0", "2.0", "1.0", "2.0"]}, separator=",")
    assert list(found.survey.questions["avis"].codes) == ["1", "2"]
    assert found.weighted.cleaned.answers["avis"].was_answered.all()


def test_typed_words_are_not_printed_but_a_closed_question_is_thought_of() -> None:
    question = from_content(Profile("q", {"Merci pour tout ce que vous faites": 2}), ".")
    assert (question.type, question.codes) == ("text", {})
    assert question.remarks[0].startswith("Read as typed by respondents. If it is a closed question")


def test_typed_addresses_among_numbers_are_counted_and_not_printed() -> None:
    question = from_content(Profile("age", Counter([*map(str, range(18, 60)), "a@b.fr"])), ".")
    assert question.remarks[1] == "Not numbers, and so listed in problems.csv by build: 1 value"


YEARS = [
    ("years are years", range(1940, 2000), True),
    ("a wrong year among them changes nothing", [1824, *range(1940, 2000)], True),
    ("ages are no years", range(18, 60), False),
    ("sums that pass through them are no years", range(1500, 2500), False),
]


@pytest.mark.parametrize(("numbers", "is_year"), [y[1:] for y in YEARS], ids=[y[0] for y in YEARS])
def test_the_numbers_say_whether_they_are_years(numbers: list[int], is_year: bool) -> None:
    assert from_content(Profile("q", Counter(map(str, numbers))), ".").is_year is is_year


LISTS = [
    (
        "words with commas",
        ["Club, École", "Club", "École, Rue", "Club, École, Rue"],
        ["Club", "Rue", "École"],
    ),
    ("a comma within an answer", ["Oui, souvent", "Oui, parfois", "Non"], None),
    ("a comma within brackets", ["Club, Rue (marché, place)", "Club", "École, Club", "École"], None),
    ("letters in markup", ["F&ecirc;te", "Sport", "F&ecirc;te"], None),
    ("sentences", ["Oui, mais pas assez", "Non, rien du tout", "Bien, merci"], None),
]


@pytest.mark.parametrize(("cells", "answers"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
def test_words_with_commas_are_several_answers_where_they_recur(
    cells: list[str], answers: list[str] | None
) -> None:
    question = from_content(Profile("q", dict.fromkeys(cells, 5)), ".")
    assert (question.type == "multiple", question.delimiter) == ((True, ", ") if answers else (False, ""))
    assert answers is None or list(question.codes) == answers


def test_what_blanks_among_lists_of_answers_count_as_is_said() -> None:
    cells = {"Club;École": 5, "Club": 5, "École": 5}
    blanks = from_content(Profile("q", cells, blanks=10), ".")
    assert blanks.remarks[0].startswith("Blank in 10 of 25 rows, which counts as no answer")
    assert 'empty = "not_ticked"' in blanks.remarks[1]
    assert from_content(Profile("q", cells), ".").remarks == ()


DATES = [
    ("typed", ["31/12/1990", "01/02/1985"], "%d/%m/%Y"),
    ("stored and typed", ["1990-12-31", "31/12/1990"], "%d/%m/%Y"),
    ("stored", ["1990-12-31", "1985-02-01 10:00"], ""),
    ("stored with a time zone", ["2024-03-01T10:00:00.000+01:00", "2024-03-01T09:00:00.123Z"], ""),
    ("one of twenty is none", ["hier", *(f"{day}/03/2024" for day in range(13, 32))], "%d/%m/%Y"),
]


@pytest.mark.parametrize(("cells", "written"), [case[1:] for case in DATES], ids=[case[0] for case in DATES])
def test_dates_are_dates_stored_or_typed(cells: list[str], written: str) -> None:
    question = from_content(Profile("q", Counter(cells)), ".")
    assert (question.type, question.date_format) == ("date", written)
    said = [remark for remark in question.remarks if remark.startswith("Not dates")]
    assert said == (["Not dates, and so listed in problems.csv by build: 1 value"] if "hier" in cells else [])
