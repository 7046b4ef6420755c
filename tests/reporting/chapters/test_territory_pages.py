"""The pages of a territory, case by case: which figures have a card, a map and a line, what titles say."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from analysis.reporting.blocks import Chart, Lines, Paragraph, ReportTable, walk
from analysis.reporting.chapters.territory_pages.among_others import AMONG_OTHERS
from analysis.reporting.chapters.territory_pages.beside_rest import BESIDE_REST, second_page
from analysis.reporting.chapters.territory_pages.sheet_figures import (
    key_rows,
    map_rows,
    sheet_cards,
    sheet_rows,
)
from analysis.reporting.chapters.territory_pages.territory_annex import theme_tables
from analysis.reporting.chapters.territory_pages.what_differs import unsaid, what_differs
from analysis.results.territory_rows import PossibleRanks
from tests.plain_spaces import plain
from tests.reporting.chapters.made_territory import VOICE, Make, content, names, row, told


def test_a_sheet_has_six_key_shares_in_the_order_of_the_survey(estimate: Make) -> None:
    given = [row(estimate, f"k{n}") for n in range(7, -1, -1)]
    assert names(sheet_rows(content(given))) == [f"k{n}" for n in range(6)]
    given[7] = row(estimate, "k0", None, status="suppressed")
    assert names(sheet_rows(content(given))) == [f"k{n}" for n in range(1, 7)]
    hours = row(estimate, "heures", statistic="mean", unit="heures")
    assert names(key_rows(content([hours, *given[:1]]))) == ["heures", "k7"]
    assert names(sheet_rows(content([hours, *given[:1]]))) == ["k7"]


def test_of_a_question_the_answer_given_most_elsewhere_has_a_card(estimate: Make) -> None:
    rests = {"1": 20.0, "2": 50.0, "3": 30.0}
    given = [row(estimate, "toutes", 40.0, item=item, rest=rest) for item, rest in rests.items()]
    assert names(key_rows(content(given))) == ["toutes2"]
    given[1] = row(estimate, "toutes", None, item="2", rest=50.0, status="suppressed")
    assert key_rows(content(given)) == []


MAPPED: dict[str, tuple[list[dict[str, Any]], int | None, list[str]]] = {
    # the figures, the last column of the map, those that have a map
    "three of four": ([{}] * 4, None, ["k0", "k1", "k2"]),
    "those that differ": ([{}, {}, {"p": 0.01}, {"p": 0.01}], 5, ["k0", "k2", "k3"]),
    "two of a map of seven columns": ([{}, {}, {"p": 0.01}, {"p": 0.01}], 6, ["k2", "k3"]),
    "the largest beside what could be seen": (
        [{}, {"detectable": 20.0}, {"detectable": 5.0}, {"difference": -6.0, "detectable": 2.0}],
        6,
        ["k2", "k3"],
    ),
    "the size and not the sign": (
        [{"detectable": 9.0}, {"detectable": 9.0}, {"difference": 30.0, "detectable": 9.0}],
        6,
        ["k0", "k2"],
    ),
    "one alone": ([{}], 5, ["k0"]),
}


@pytest.mark.parametrize("case", MAPPED)
def test_the_figures_that_tell_most_have_a_map(case: str, estimate: Make) -> None:
    figures, last, mapped = MAPPED[case]
    given = [row(estimate, f"k{n}", **figure) for n, figure in enumerate(figures)]
    grid = None if last is None else SimpleNamespace(places={"a": (0, 0), "b": (last, 9)})
    assert names(map_rows(content(given, grid=grid))) == mapped


CARDS: dict[str, list[str]] = {
    "K0": [
        *("40 %", "", "Intervalle indicatif à 95 % : de 38 % à 42 %", "Ailleurs : 50 %"),
        *("Écart mesurable : −10,0 points", "1 000 répondants"),
    ],
    "Heures": [
        *("12,0", "heures", "Intervalle indicatif à 95 % : de 10,0 à 14,0 heures", "Ailleurs : 13,0 heures"),
        *("Pas d’écart mesurable", "1 000 répondants"),
    ],
}


def test_a_card_says_the_figure_its_interval_the_rest_and_its_base(estimate: Make) -> None:
    share = row(estimate, "k0", p=0.01)
    hours = row(estimate, "heures", 12.0, statistic="mean", unit="heures", rest=13.0, difference=-1.0)
    assert {
        card.label: [plain(text) for text in (card.value, card.unit, *card.details)]
        for card in sheet_cards(content([share, hours]))
    } == CARDS


RANKS = {"any": PossibleRanks(1, 9, 9), "some": PossibleRanks(1, 3, 9), "last": PossibleRanks(2, 9, 9)}
TITLES: dict[str, tuple[list[str], str]] = {
    # the ranks that each figure may have; what the title of the maps says of them
    "none": ([], "Trop peu de réponses pour donner un rang"),
    "no rank": (["", ""], "Trop peu de réponses pour donner un rang"),
    "any rank": (["any", "any"], "Dans le peloton, sans rang à donner"),
    "one of some": (["last", ""], "Un rang se dessine pour « K0 »"),
    "two of some": (["some", "any", "last"], "Un rang se dessine pour « K0 » et « K2 »"),
}


@pytest.mark.parametrize("case", TITLES)
def test_the_title_of_the_maps_says_what_they_tell_of_the_rank(case: str, estimate: Make) -> None:
    ranks, said = TITLES[case]
    given = [row(estimate, f"k{n}", ranks=RANKS.get(kind)) for n, kind in enumerate(ranks)]
    assert plain(AMONG_OTHERS.title(content(given))) == said
    assert plain(AMONG_OTHERS.title(content(given, is_short=True))) == "Trop peu de répondants"


APART: list[tuple[list[float], str]] = [
    # p of each figure; what the title says of how many differ
    ([], "À côté du reste de l’enquête"),
    ([0.5], "Un chiffre, qui ne s’écarte pas du reste"),
    ([0.5, 0.06], "Deux chiffres ne s’écartent pas du reste de façon mesurable"),
    ([0.04], "Un chiffre, qui s’écarte du reste"),
    ([0.04, 0.5], "Deux chiffres, dont un s’écarte du reste"),
    ([0.01, 0.04], "Deux chiffres, qui s’écartent tous du reste"),
    ([0.01, 0.04, 0.9], "Trois chiffres, dont deux s’écartent du reste"),
]


@pytest.mark.parametrize(("p_values", "said"), APART)
def test_the_title_of_the_figures_says_how_many_differ(
    p_values: list[float], said: str, estimate: Make
) -> None:
    given = [row(estimate, f"k{n}", p=p) for n, p in enumerate(p_values)]
    assert plain(BESIDE_REST.title(content(given))) == said


def test_who_answered_is_told_by_the_answer_given_most_elsewhere_once_a_question(estimate: Make) -> None:
    given = [
        row(estimate, "sexe", 60.0, item="f", rest=45.0),
        row(estimate, "sexe", 40.0, item="h", rest=55.0),
        row(estimate, "femme", 60.0, item="f", rest=45.0),
        row(estimate, "k0"),
    ]
    [table] = [block for block in walk(second_page(content(given))) if isinstance(block, ReportTable)]
    [line] = table.groups[0].rows
    assert plain(line.label) == "Sexe, « Hommes »"
    assert [plain(cell.text) for cell in line.cells] == ["40 %", "55 %"]
    given[1] = row(estimate, "sexe", 40.0, item="h", rest=None)
    given[0] = row(estimate, "sexe", 60.0, item="f", rest=None)
    assert not any(isinstance(block, ReportTable) for block in walk(second_page(content(given[:2]))))


BASES = [([110, 90, 100], "Base : de 90 à 110 répondants"), ([90, 90], "Base : 90 répondants du territoire")]


@pytest.mark.parametrize(("sizes", "said"), BASES)
def test_the_figures_say_on_how_many_they_rest(sizes: list[int], said: str, estimate: Make) -> None:
    given = [row(estimate, f"k{place}", n=n) for place, n in enumerate(sizes)]
    [chart] = [block for block in second_page(content(given)) if isinstance(block, Chart)]
    assert plain(chart.note).startswith(said)


def test_key_figures_that_are_no_share_have_a_line_each(estimate: Make) -> None:
    given = [row(estimate, "k0"), row(estimate, "heures", 12.0, statistic="mean", unit="heures", rest=13.0)]
    lines = [block for block in second_page(content(given)) if isinstance(block, Lines)]
    assert [term for block in lines for term, _ in block.lines] == ["Heures"]
    none = second_page(content([]))
    assert isinstance(none[0], Paragraph) and not any(isinstance(block, Chart | Lines) for block in none)


OTHERS_ALIKE = "Un thème ne diffère pas de façon mesurable : autres avis."


def test_the_clearest_five_differences_are_told_after_the_findings(estimate: Make) -> None:
    apart = [row(estimate, f"k{n}", p=0.001 * (7 - n)) for n in range(7)]
    alike = row(estimate, "toutes", item="1", rest=40.0, difference=0.0)
    few = "C’est mesurable, mais trop peu pour un titre."
    given = [*apart, alike]
    assert told(what_differs(content(given))) == ["K6", "K5", "K4", "K3", "K2", few, OTHERS_ALIKE]
    with_finding = told(what_differs(content(given, findings=apart[:1])))
    assert with_finding == ["K0", "K6", "K5", "K4", "K3", OTHERS_ALIKE]


NOTHING = "Aucun écart établi entre les répondants de « Aa » et ceux d’ailleurs."
TWO_ALIKE = "Deux thèmes ne diffèrent pas de façon mesurable : avis et autres avis."


def test_where_nothing_differs_what_is_close_and_what_came_nearest_is_told(estimate: Make) -> None:
    given = [
        row(estimate, "toutes", item="1", rest=40.0, difference=0.0, low=-5.0, high=5.0),
        row(estimate, "k0", p=0.2, low=-4.0, high=4.0),
        row(estimate, "k1", p=0.1, n=99),
        row(estimate, "k2", p=0.3, low=-6.0, high=5.0),
        row(estimate, "k3", p=0.3, low=-5.0, high=5.1),
    ]
    close = "Deux chiffres clés sont ceux d’ailleurs à 5 points près, intervalle de l’écart compris"
    nothing, near, nearest, alike = told(what_differs(content(given)))
    assert (nothing, alike) == (NOTHING, TWO_ALIKE)
    assert near == f"{close} : « Toutes » et « K0 »."
    assert nearest.startswith("Le plus près du seuil : K0, 40 % pour « Aa » contre 50 % ailleurs")
    given[2] = row(estimate, "k1", p=0.1, n=100)
    assert told(what_differs(content(given)))[2].startswith("Le plus près du seuil : K1,")
    assert told(what_differs(content([]))) == [NOTHING]


def test_what_should_not_be_said_of_a_territory(estimate: Make) -> None:
    cause = "« C’est grâce à… »"
    ranks = [row(estimate, f"k{n}", ranks=RANKS["any"], detectable=3.0 + n) for n in range(5)]
    higher = "« Pour “Aa”, le chiffre est plus haut que dans d’autres territoires »"
    exactly = "« Ici, on répond exactement comme ailleurs »"
    assert told(unsaid(content(ranks))) == [higher, exactly, cause]
    [lines] = unsaid(content(ranks))
    assert isinstance(lines, Lines)
    whys = [plain(why) for _, why in lines.lines]
    assert whys[0] == "tout rang du 1ᵉʳ au 9ᵉ est possible pour « K0 », « K1 » et « K2 »."
    assert whys[1] == "un écart de moins de 5 points peut passer inaperçu."
    assert told(unsaid(content([row(estimate, "k0", ranks=RANKS["some"])]))) == [cause]


def test_a_theme_names_its_six_clearest_differences_and_has_a_table_of_all(estimate: Make) -> None:
    given = [row(estimate, f"k{n}", p=0.001) for n in range(8)]
    summary, *lines = told(theme_tables(VOICE, "Aa", given, "t"))
    assert summary.startswith("Les huit chiffres comparés se distinguent") and len(lines) == 6
    [table] = [block for block in theme_tables(VOICE, "Aa", given, "t") if isinstance(block, ReportTable)]
    assert sum(len(group.rows) for group in table.groups) == 8
    none = ["Aucun chiffre de ce chapitre n’est publié : trop peu de répondants."]
    hidden = row(estimate, "k0", None, status="suppressed")
    assert told(theme_tables(VOICE, "Aa", [hidden], "t")) == none
    assert told(theme_tables(VOICE, "Aa", given, "u")) == none
