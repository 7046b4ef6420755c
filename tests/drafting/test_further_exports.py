"""Further ways in which tools and people write answers, which give the figures they hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from itertools import cycle, islice
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.drafting.drafts import draft
from analysis.pipeline import process
from analysis.sources.received import DataError
from analysis.steps.results_files import Built
from analysis.workspace import Place

from .conftest import built
from .figures import counts, labelled, means
from .kobo_households import write_households

SIZE = 48
TICKED = list(islice(cycle([(0,), (0, 1), (2,), (1, 2), (0, 2), (1,), (0, 1, 2), (2,)]), SIZE))
"""Which of three options each respondent chose: 24, 24 and 30 of them."""
OPTIONS = ("Écoute, accueil", "Collecte (linge, vivres)", "Site")
CHOSEN = [24, 24, 30]
KINDS = list(islice(cycle(["Femme", "Homme", "Femme"]), SIZE))
DAYS = [date(2025, 1 + n % 6, 1 + n * 5 % 28) for n in range(SIZE)]


def named(place: int) -> list[str]:
    return [OPTIONS[option] for option in TICKED[place]]


def column(write: Callable[[int], object]) -> list[str]:
    return [str(write(place)) for place in range(SIZE)]


def ticks(tick: str, blank: str) -> list[list[str]]:
    return [column(lambda place, o=option: tick if o in TICKED[place] else blank) for option in range(3)]  # type: ignore[misc]


LISTS: dict[str, Callable[[int], str]] = {
    "commas, one of them within brackets": lambda place: ", ".join(named(place)),
    "a list of JSON": lambda place: "[" + ", ".join(f'"{each}"' for each in named(place)) + "]",
    "a list of Python": lambda place: repr(named(place)),
    "a list of a database": lambda place: "{" + ",".join(f'"{each}"' for each in named(place)) + "}",
}
SIGNS = {"check marks": ("✓", "✗"), "boxes": ("☑", "☐"), "seen and not ticked": ("1", "-99")}
WRITTEN: dict[str, tuple[str, Callable[[date], str]]] = {
    "the first as a word": ("Date", lambda d: f"{d.day}{'er' * (d.day == 1)} mars {d.year} à 9h05"),
    "figures alone": ("Date", lambda d: d.strftime("%Y%m%d")),
    "figures with a time": ("Date", lambda d: d.strftime("%Y%m%dT101500")),
    "dots and two figures": ("Date", lambda d: d.strftime("%d.%m.%y")),
    "an hour in French": ("Date", lambda d: d.strftime("%d/%m/%Y 9h05")),
    "an article": ("Date", lambda d: d.strftime("le %d/%m/%Y")),
    "a narrow space": ("Date", lambda d: d.strftime("%d/%m/%y, 9:05\u202fAM")),
    "a browser": ("Date", lambda d: d.strftime("%a %b %d %Y 10:00:00 GMT+0200 (heure d’été)")),
    "days of a spreadsheet": ("Date de réponse", lambda d: str((d - date(1899, 12, 30)).days)),
    "seconds of a system": (
        "Timestamp",
        lambda d: str(int(datetime(d.year, d.month, d.day, 12).timestamp())),
    ),
}
NUMBERS: dict[str, tuple[Callable[[int], str], float]] = {
    "typographic apostrophes": (lambda n: f"{1200 + n}".replace("1", "1’", 1), 1223.5),
    "brackets below zero": (lambda n: f"({100 + n})" if n % 2 else f"{100 + n}", -0.5),
    "a sign after": (lambda n: f"{100 + n}-" if n % 2 else f"{100 + n}", -0.5),
    "a long minus": (lambda n: f"−{100 + n}", -123.5),
    "a duration of ISO 8601": (lambda n: f"PT{n}M30S", 24.0),
}


@pytest.mark.parametrize("write", LISTS.values(), ids=LISTS)
def test_a_cell_lists_the_options_whatever_parts_them(
    write: Callable[[int], str], draft_csv: Callable[..., Built]
) -> None:
    found = draft_csv({"id": column(int), "Que faites-vous ?": column(write)})
    assert counts(found) == [CHOSEN]


def test_two_of_three_options_are_a_list_too(draft_csv: Callable[..., Built]) -> None:
    times = islice(cycle(["Matin", "Matin, Midi", "Midi, Soir", "Soir"]), SIZE)
    assert counts(draft_csv({"Quand ? [Lundi]": [*times], "id": column(int)})) == [[24, 24, 24]]


@pytest.mark.parametrize(("tick", "blank"), SIGNS.values(), ids=SIGNS)
def test_signs_tick(tick: str, blank: str, draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({f"q1_{rank}": marks for rank, marks in enumerate(ticks(tick, blank), start=1)})
    assert counts(found, "multiple") == [CHOSEN]


def test_ticks_that_are_numbered_are_one_question_with_the_first(tmp_path: Path) -> None:
    """SurveyMonkey in numbers: the first choice holds 1, the second 2."""
    columns = [column(lambda place, o=o: o + 1 if o in TICKED[place] else "") for o in range(3)]  # type: ignore[misc]
    rows = [["Respondent ID", "Que faites-vous ?", "", ""], ["", *OPTIONS]]
    rows += [[str(place), *cells] for place, cells in enumerate(zip(*columns, strict=True))]
    (tmp_path / "r.csv").write_text("\n".join(";".join(row) for row in rows), "utf-8")
    assert counts(built(tmp_path, tmp_path / "r.csv"), "multiple") == [CHOSEN]


def test_codes_in_numbered_columns_are_one_question(draft_csv: Callable[..., Built]) -> None:
    places = range(3)
    cells = {f"act_{n + 1}": column(lambda p, n=n: (*TICKED[p], "", "", "")[n]) for n in places}  # type: ignore[misc]
    assert counts(draft_csv({"id": column(int), **cells})) == [CHOSEN]


def test_ranks_in_numbered_columns_stay_questions_of_their_own(draft_csv: Callable[..., Built]) -> None:
    orders = [*islice(cycle(["abc", "bca", "ca", "b"]), SIZE)]
    cells = {f"rang_{n + 1}": [order[n : n + 1] for order in orders] for n in range(3)}
    assert counts(draft_csv({"id": column(int), **cells}), "multiple") == []


def test_a_code_below_zero_is_no_answer(draft_csv: Callable[..., Built]) -> None:
    grades = [*islice(cycle(["1", "2", "3", "-99"]), SIZE)]
    assert counts(draft_csv({"id": column(int), "Q3_1": grades})) == [[12, 12, 12]]


def test_numbers_from_0_to_10_are_a_scale(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"id": column(int), "Note": column(lambda n: n % 11)})
    assert [question.type for question in found.survey.asked.values()] == ["scale"]


@pytest.mark.parametrize(("heading", "write"), WRITTEN.values(), ids=WRITTEN)
def test_dates_in_further_forms_are_dates(
    heading: str, write: Callable[[date], str], draft_csv: Callable[..., Built]
) -> None:
    found = draft_csv({"n": column(int), heading: [write(day) for day in DAYS], "K": KINDS})
    (dated,) = (each for each in found.weighted.cleaned.answers.values() if each.question.type == "date")
    assert dated.was_answered.all()


def test_days_of_a_spreadsheet_are_those_it_shows(draft_csv: Callable[..., Built]) -> None:
    counted = [str((day - date(1899, 12, 30)).days) for day in DAYS]
    found = draft_csv({"Date": counted, "K": KINDS})
    (dated,) = (each for each in found.weighted.cleaned.answers.values() if each.question.type == "date")
    assert [str(day)[:10] for day in dated.values] == [day.isoformat() for day in DAYS]


@pytest.mark.parametrize(("write", "mean"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_in_further_forms_have_their_mean(
    write: Callable[[int], str], mean: float, draft_csv: Callable[..., Built]
) -> None:
    found = draft_csv({"K": KINDS, "Durée du trajet": column(write)})
    assert list(means(found)) == pytest.approx([mean])


def test_percents_of_a_workbook_are_percents(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "Sexe", "Part"])
    for place, kind in enumerate(KINDS):
        book.active.append([place, kind, place / 100])
        book.active.cell(place + 2, 3).number_format = "0.0 %"
    book.save(tmp_path / "r.xlsx")
    found = built(tmp_path, tmp_path / "r.xlsx")
    assert list(means(found)) == pytest.approx([23.5])
    assert found.survey.asked["part"].unit is not None


def test_a_typed_date_beside_ranges_is_doubted(draft_csv: Callable[..., Built], tmp_path: Path) -> None:
    cells = [*islice(cycle(["01/02/2025", "03/05/2025", "6-10", "plus de 10"]), SIZE)]
    draft_csv({"id": column(int), "Bénévoles": cells})
    text = " ".join((tmp_path / "data/raw/essai/survey.toml").read_text("utf-8").replace("\n# ", " ").split())
    assert "01/02/2025 is 1-2" in text and "[recode]" in text


ENCODED: dict[str, Callable[[list[str]], str]] = {
    "accents apart in half of the lines": lambda lines: "\n".join(
        unicodedata.normalize("NFD", line) if place % 2 else line for place, line in enumerate(lines)
    ),
    "encoded three times": lambda lines: (
        "\n".join(lines).encode().decode("latin-1").encode().decode("latin-1")
    ),
    "two files put together": lambda lines: "\n".join(
        ["\ufeff" + lines[0], *lines[1:20], "\ufeff" + lines[0], *lines[20:]]
    ),
}


@pytest.mark.parametrize("write", ENCODED.values(), ids=ENCODED)
def test_one_answer_in_two_writings_is_one(write: Callable[[list[str]], str], tmp_path: Path) -> None:
    words = [*islice(cycle(["Étudiant", "Retraité"]), SIZE)]
    lines = ["id;statut", *(f"{place};{word}" for place, word in enumerate(words))]
    (tmp_path / "r.csv").write_text(write(lines), "utf-8")
    found = built(tmp_path, tmp_path / "r.csv")
    assert counts(found) == [[24, 24]]
    assert {label.fr for label in found.survey.asked["statut"].codes.values()} == {*words}


def test_entities_are_letters_in_labels(draft_csv: Callable[..., Built]) -> None:
    seasons = [*islice(cycle(["&Eacute;t&eacute;", "Hiver"]), SIZE)]
    found = draft_csv({"id": column(int), "f&ecirc;te": seasons}, separator=",")
    question = found.survey.asked["fete"]
    assert {label.fr for label in question.codes.values()} == {"Été", "Hiver"}


def test_a_second_table_below_is_refused_with_its_rows(tmp_path: Path) -> None:
    lines = [f"{place};{kind};{20 + place};x" for place, kind in enumerate(KINDS)]
    text = "\n".join(["id;sexe;age;vu", *lines, "", "Récapitulatif;;;", "Sexe;Effectif;;", "Femme;32;;"])
    (tmp_path / "r.csv").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r'row 51 .*skip_rows = \["51\.\."\]'):
        built(tmp_path, tmp_path / "r.csv")


def test_repeats_of_redcap_are_named_and_left_out(draft_csv: Callable[..., Built]) -> None:
    people = range(1, 41)
    rows = [[str(n), "", "", "FH"[n % 2]] for n in people] + [[str(n), "visite", "1", ""] for n in people]
    heads = ("record_id", "redcap_repeat_instrument", "redcap_repeat_instance", "sexe")
    found = draft_csv({head: [row[place] for row in rows] for place, head in enumerate(heads)})
    assert (found.weighted.cleaned.received, counts(found)[-1]) == (40, [20, 20])
    assert "repeats within the record of a respondent" in str(found.sources[0].left_out[0])


def test_an_identifier_that_is_met_often_has_no_mean(draft_csv: Callable[..., Built], tmp_path: Path) -> None:
    rows = [(str(1000 + n), option) for n in range(SIZE) for option in named(n)]
    found = draft_csv({"id_repondant": [n for n, _ in rows], "activite": [option for _, option in rows]})
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert "id_repondant names respondents" in text
    assert not any(each.variable == "id_repondant" for each in found.survey.indicators.values())


SOFTWARE = {
    "LimeSurvey with code and text": ["id. N°", "submitdate. Date de soumission", "seed. Tête de série", "K"],
    "SurveyMonkey in French": ["ID du répondant", "ID du collecteur", "Adresse IP", "K"],
}


@pytest.mark.parametrize("heads", SOFTWARE.values(), ids=SOFTWARE)
def test_columns_of_the_software_are_known_under_further_names(
    heads: list[str], draft_csv: Callable[..., Built]
) -> None:
    cells = [column(int), ["2025-03-01"] * SIZE, column(lambda n: f"10.0.0.{n}"), KINDS]
    found = draft_csv(dict(zip(heads, cells, strict=True)))
    assert [each.variable for each in found.survey.indicators.values()] == ["k"]
    assert len(found.survey.asked) == 2


def test_repeats_of_kobo_are_drafted_beside_their_household(tmp_path: Path) -> None:
    write_households(tmp_path / "r.xlsx", SIZE)
    draft(tmp_path, "enfants/2026", tmp_path / "r.xlsx", sheet="enfants")
    found = process(Place(tmp_path, "enfants", "2026"))
    assert found.weighted.cleaned.received == 2 * SIZE
    assert labelled(found, "ville") == {"Albi": SIZE, "Dax": SIZE}
    assert labelled(found, "classe") == {"CM1": SIZE, "CP": SIZE}
    written = (tmp_path / "data/raw/enfants/2026/edition.toml").read_text("utf-8")
    assert 'parent = { sheet = "Foyers", key = "_index", column = "_parent_index" }' in written
    assert 'psu = "_parent_index"' in (tmp_path / "data/raw/enfants/survey.toml").read_text("utf-8")


def test_codes_with_spaces_between_are_several_answers(draft_csv: Callable[..., Built]) -> None:
    cells = column(lambda place: " ".join(("ecoute", "collecte", "site")[option] for option in TICKED[place]))
    assert counts(draft_csv({"id": column(int), "quoi": cells})) == [CHOSEN]


def test_words_of_a_wording_are_no_codes(draft_csv: Callable[..., Built]) -> None:
    words = islice(cycle(["plutot oui", "plutot non", "oui", "non"]), SIZE)
    assert counts(draft_csv({"id": column(int), "avis": [*words]}), "multiple") == []


def test_two_options_and_both_are_a_list(draft_csv: Callable[..., Built]) -> None:
    pets = islice(cycle(["Chien", "Chat", "Chien, Chat", "Chat"]), SIZE)
    assert counts(draft_csv({"id": column(int), "Animaux ?": [*pets]})) == [[24, 36]]


def test_a_non_response_in_words_is_no_number(draft_csv: Callable[..., Built]) -> None:
    ages = column(lambda n: "Non réponse" if n % 6 == 0 else 20 + n)
    assert list(means(draft_csv({"id": column(int), "AGE": ages}))) == pytest.approx([44.0])


SAID = {
    "capitals": (["Oui", "OUI", "Non"], '{ "OUI" = "Oui" }'),
    "dates in two forms": (
        [day.strftime(form) for day in DAYS[:8] for form in ("%d/%m/%Y", "%Y.%m.%d %Hh")],
        "look like dates or numbers in several forms",
    ),
}


@pytest.mark.parametrize(("cells", "said"), SAID.values(), ids=SAID)
def test_what_may_be_one_thing_is_said(
    cells: list[str], said: str, draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    draft_csv({"id": column(int), "Réponse": [*islice(cycle(cells), SIZE)]})
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8").replace("\n# ", " ")
    assert said in " ".join(text.split())
