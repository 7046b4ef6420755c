"""Views of the explorer in a browser: the figures of the released files, in words, in a chart and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.workspace import EXPLORER, Place
from tests.plain_spaces import plain
from tests.reporting.explorer.browser import View, view_of

pytestmark = pytest.mark.slow
HEAD = "survey=petite&edition=2023"
Row = dict[str, str]


@pytest.fixture(scope="module")
def view(explored: Place) -> Callable[[str], View]:
    """Shows a view, once for all tests."""
    shown: dict[str, View] = {}

    def show(address: str) -> View:
        if address not in shown:
            shown[address] = view_of(explored.root / "reports" / EXPLORER, address)
        return shown[address]

    return show


def released(root: Path, edition: str, file: str = "indicators.csv") -> tuple[list[str], list[list[str]]]:
    path = root / "reports" / "petite" / edition / file
    with path.open(encoding="utf-8", newline="") as lines:
        names, *rows = csv.reader(lines)
    return names, rows


def chosen(root: Path, edition: str, wanted: Callable[[Row], bool]) -> list[Row]:
    names, rows = released(root, edition)
    found = (dict(zip(names, row, strict=True)) for row in rows)
    return [row for row in found if wanted(row)]


VIEWS = {
    "one figure": ("indicator=oui", lambda row: row["indicator"] == "oui" and row["breakdown"] == "all"),
    "groups": (
        "indicator=oui&by=ville",
        lambda row: row["indicator"] == "oui" and row["breakdown"] in ("all", "ville"),
    ),
    "some groups": (
        "indicator=note&by=ville&group=b&group=d",
        lambda row: (
            row["indicator"] == "note"
            and (row["breakdown"] == "all" or (row["breakdown"] == "ville" and row["group"] in "bd"))
        ),
    ),
    "one answer by group": (
        "indicator=choix&answer=deux&by=sexe",
        lambda row: (
            row["indicator"] == "choix" and row["item"] == "deux" and row["breakdown"] in ("all", "sexe")
        ),
    ),
    "all answers": ("indicator=choix", lambda row: row["indicator"] == "choix" and row["breakdown"] == "all"),
}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_view_shows_the_released_figures(
    explored: Place, view: Callable[[str], View], name: str, language: str
) -> None:
    address, wanted = VIEWS[name]
    shown = view(f"{HEAD}&{address}&lang={language}")
    rows = chosen(explored.root, "2023", wanted)
    head, *lines = shown.tables["rows"]
    place = next(number for number, cell in enumerate(head) if cell.startswith(("Valeur", "Value")))
    for row, line in zip(rows, lines, strict=True):
        if row["status"] == "hidden":
            assert line[place : place + 3] == [{"fr": "masqué", "en": "hidden"}[language], "", ""]
        else:
            figure = float(line[place].replace(",", "."))
            assert abs(figure - float(row["value"])) <= 0.05 + 1e-9
            assert line[place + 2] == row["n"]


@pytest.mark.parametrize("name", VIEWS)
def test_the_csv_of_a_view_is_its_rows_as_they_were_released(
    explored: Place, view: Callable[[str], View], name: str
) -> None:
    address, wanted = VIEWS[name]
    names, *rows = view(f"{HEAD}&{address}&lang=fr").downloaded
    assert names == released(explored.root, "2023")[0]
    expected = chosen(explored.root, "2023", wanted)
    assert [dict(zip(names, row, strict=True)) for row in rows] == expected


def test_what_is_hidden_is_drawn_as_hidden_and_said(view: Callable[[str], View]) -> None:
    shown = view(f"{HEAD}&indicator=oui&by=ville&lang=fr")
    assert "masqué" in shown.drawn
    assert "masqué" in shown.attributes["svg"]["aria-label"]
    assert "dont masqués ou non publiés" in shown.texts["status"]


def test_editions_are_compared_by_what_the_trend_says(view: Callable[[str], View]) -> None:
    both = "survey=petite&edition=2019&edition=2023&lang=fr"
    first = view(f"{both}&indicator=oui")
    assert [line[1] for line in first.tables["rows"][1:]] == ["Édition 2019", "Édition 2023"]
    assert first.tables["changes"][1][1] == "Édition 2019 → Édition 2023"
    broken = view(f"{both}&indicator=note")
    assert "série rompue" in broken.tables["changes"][1][-1]
    assert broken.tables["changes"][1][2:4] == ["", ""]
    assert "Échelle changée" in broken.texts["changes"] and "ne se comparent pas" in broken.texts["chart"]


def test_labels_that_attack_are_shown_as_they_are(view: Callable[[str], View]) -> None:
    shown = view(f"{HEAD}&indicator=oui&by=ville&lang=fr")
    assert "<script>alert(1)</script>" in shown.texts["view-title"]
    assert any("onerror" in line[0] for line in shown.tables["rows"])
    assert shown.source.count("<script") == 2


@pytest.mark.parametrize(
    "address", ["", "survey=none&edition=x&indicator=y&by=z&answer=w&group=v&lang=xx", "&&=%E0"]
)
def test_an_address_of_nothing_shows_what_there_is(view: Callable[[str], View], address: str) -> None:
    shown = view(address)
    assert len(shown.tables["rows"]) == 2
    assert "hidden" not in shown.attributes["explorer"]


def test_the_browser_has_nothing_to_say(view: Callable[[str], View]) -> None:
    for address in ("indicator=oui&by=ville&lang=fr", "edition=2019&indicator=choix&by=ville&lang=en"):
        assert view(f"{HEAD}&{address}").said == ""


def test_the_language_of_the_page_is_that_of_the_view(view: Callable[[str], View]) -> None:
    shown = view(f"{HEAD}&indicator=note&by=sexe&lang=en")
    assert '<html lang="en">' in shown.source
    assert shown.tables["rows"][0][:2] == ["Sex", "Value (out of 10)"]
    assert [line[0] for line in shown.tables["rows"][1:]] == ["All", "Women", "Men"]


def territories(root: Path, indicator: str) -> list[Row]:
    names, rows = released(root, "2023", "territories.csv")
    found = (dict(zip(names, row, strict=True)) for row in rows)
    return [row for row in found if row["indicator"] == indicator]


def test_territories_are_ranked_bars_with_their_difference_from_the_rest(
    explored: Place, view: Callable[[str], View]
) -> None:
    shown = view(f"{HEAD}&indicator=oui&by=region&lang=en")
    head, whole, *lines = shown.tables["rows"]
    assert head[0] == "Region" and head[-3:-1] == ["Difference from the rest (points)", "What the test says"]
    assert whole[0] == "All" and [line[0] for line in lines] == ["North", "South", "Est", "Ouest"]
    for row, line in zip(territories(explored.root, "oui"), lines, strict=True):
        if row["status"] == "hidden":
            assert line[1:6] == ["hidden", "", "", "", ""]
        else:
            assert abs(float(line[1]) - float(row["value"])) <= 0.05 + 1e-9
            assert float(line[4].split(" ")[0].replace("\u2212", "-")) == pytest.approx(
                float(row["difference"]), abs=0.05 + 1e-9
            )
            assert line[5] == ("a difference" if float(row["p_adjusted"]) < 0.05 else "no clear difference")
    values = {line[0]: float(line[1]) for line in lines if line[1] != "hidden"}
    ranked = [text for text in shown.drawn if text in values]
    assert ranked == sorted(values, key=lambda name: -values[name])
    assert "Bar: value." in shown.texts["chart"]


def test_the_csv_of_territories_has_their_rows_as_they_were_released(
    explored: Place, view: Callable[[str], View]
) -> None:
    names, whole, *rows = view(f"{HEAD}&indicator=note&by=region&lang=fr").downloaded
    assert names == released(explored.root, "2023")[0]
    assert dict(zip(names, whole, strict=True))["breakdown"] == "all"
    expected = [{name: row[name] for name in names} for row in territories(explored.root, "note")]
    assert [dict(zip(names, row, strict=True)) for row in rows] == expected


TOLD = [
    ("indicator=note&by=sexe&lang=en", ["“Women”", "“Men”", "6.0 out of 10"]),
    ("indicator=choix&by=sexe&lang=fr", ["Le premier : Pas d’écart mesurable.", "Deux : 50 %"]),
    ("edition=2019&indicator=note&by=sexe&lang=fr", ["Édition 2019 :", "Édition 2023 :"]),
]


@pytest.mark.parametrize(("address", "expected"), TOLD)
def test_beside_groups_stands_what_the_tests_say(
    view: Callable[[str], View], address: str, expected: list[str]
) -> None:
    shown = view(f"{HEAD}&{address}")
    told = plain(shown.texts["tests"])
    assert [words for words in expected if words not in told] == []
    assert "hidden" not in shown.attributes["tests"]


def test_tests_say_that_they_are_of_all_groups_where_only_some_are_ticked(
    view: Callable[[str], View],
) -> None:
    address = f"{HEAD}&indicator=note&by=sexe&lang=en"
    assert "hidden" in view(address).attributes["tests-of"]
    ticked = view(f"{address}&group=f")
    assert ticked.texts["tests-of"] == "The tests are of all groups, those that are not ticked included."


def test_without_groups_no_test_is_told(view: Callable[[str], View]) -> None:
    assert "hidden" in view(f"{HEAD}&indicator=note&lang=fr").attributes["tests"]


def test_the_link_of_a_view_of_territories_keeps_it(view: Callable[[str], View]) -> None:
    shown = view(f"{HEAD}&indicator=oui&by=region&group=n&lang=fr")
    assert shown.attributes["link"]["href"] == f"#{HEAD}&indicator=oui&by=region&group=n&lang=fr"
