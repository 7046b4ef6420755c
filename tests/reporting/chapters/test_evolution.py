"""Trends: what may be said of a change, in which order the points stand, where a series is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label
from analysis.reporting.blocks import Block, Chart, Lines, ReportTable, walk
from analysis.reporting.chapters.evolution import evolution, other_changes
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates
from analysis.reporting.findings.finding_sentences import card_standing
from analysis.reporting.language.change_sentences import changes_summary
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import CHANGE_STATUSES, ChangeStatus
from analysis.results.trend_rows import Change, Published
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]

SAID = [
    (
        {"difference": 6.0, "low": 2.0, "high": 10.0, "p": 0.01},
        "En hausse, de 50 % (2009) à 56 % (2024), soit +6 points (de +2 à +10 points).",
    ),
    (
        {"difference": -6.0, "low": -10.0, "high": -2.0, "p": 0.01, "value_to": 44.0},
        "En baisse, de 50 % (2009) à 44 % (2024), soit −6 points (de −10 à −2 points).",
    ),
    (
        {"difference": 3.4, "low": 1.3, "high": 5.5, "p": 0.002, "value_from": 41.3, "value_to": 44.7},
        "En hausse, de 41,3 % (2009) à 44,7 % (2024), soit +3,4 points (de +1,3 à +5,5 points).",
    ),
    (
        {"difference": -0.02, "low": -0.03, "high": -0.01, "p": 0.01, "value_to": 49.98},
        "En baisse, trop légère pour se lire dans un chiffre arrondi : 50,0 % (2009 et 2024).",
    ),
    (
        {"difference": 1.0, "low": -2.0, "high": 4.0, "p": 0.5, "value_to": 51.0},
        "Sans changement mesurable : 50 % (2009), puis 51 % (2024).",
    ),
    (
        {"difference": -0.3, "low": -2.0, "high": 4.0, "p": 0.5, "value_to": 49.7},
        "Stable : 50 % (2009 et 2024).",
    ),
    (
        {"status": "small", "difference": 6.0},
        "Trop peu de répondants pour juger : 50 % (2009), puis 56 % (2024).",
    ),
    (
        {"status": "fixed", "difference": 6.0},
        "Chiffre fixé par le redressement, sans évolution à lire : 50 % (2009), puis 56 % (2024).",
    ),
    (
        {"status": "profile", "break_fr": "Redressement différent", "break_en": "Other weighting"},
        "Ce chiffre dit qui a répondu, et n’est pas une évolution : redressement différent.",
    ),
    *(
        (
            {"status": "profile", "break_fr": "Autre âge", "break_en": "Other ages", **given},
            f"Ce chiffre dit qui a répondu, et n’est pas une évolution : autre âge. {more}",
        )
        for given, more in (
            (
                {"alike_on": "sexe", "alike_from": 50.0, "alike_to": 56.0, "alike_p": 0.01},
                "Redressées toutes deux sur sexe seulement, les éditions donnent 50 %, puis 56 %.",
            ),
            (
                {"alike_on": "sexe", "alike_from": 50.0, "alike_to": 51.0, "alike_p": 0.4},
                "Redressées toutes deux sur sexe seulement, les éditions donnent 50 %, puis 51 %, sans écart "
                "mesurable.",
            ),
            (
                {"alike_on": "all", "alike_from": 50.0, "alike_to": 56.0, "alike_p": 0.01},
                "Sans redressement, les éditions donnent 50 %, puis 56 %.",
            ),
        )
    ),
    (
        {"status": "break", "break_fr": "Autre libellé", "break_en": "Other wording"},
        "Rupture de série, les éditions ne se comparent pas : autre libellé.",
    ),
    ({"status": "hidden"}, "Chiffre non publié dans l’une des éditions."),
    ({"status": "not_asked"}, "Question posée dans une seule des éditions."),
]
AT_EQUAL_AGES = [
    (
        {"p": 0.01, "equal_value": 52.0, "equal_p": 0.2},
        "À répartition égale (âge), il serait de 52 % : la moitié du changement ou plus tient à qui a "
        "répondu.",
    ),
    ({"p": 0.01, "equal_value": 55.0, "equal_p": 0.01}, ""),
    (
        {"p": 0.5, "equal_value": 44.0, "equal_p": 0.001},
        "À répartition égale (âge), il serait de 44 % : qui a répondu cache un changement.",
    ),
    ({"p": 0.5, "equal_value": 51.0, "equal_p": 0.4}, ""),
    ({"p": 0.01}, ""),
]


def chapter(voice: Voice, estimate: Make, published: list[Published], **given: Any) -> list[Block]:
    """The chapter of two editions in which one headline indicator changed as `given`."""
    before, after = given.pop("value_from", 50.0), given.pop("value_to", 56.0)
    change = Change("bien_accueillis", "", "2009", "2024", before, after, **given)
    cell = ("bien_accueillis", "")
    changes = Changes(
        "2024",
        [change],
        {name: Label(name, name) for name in ("2009", "2024")},
        {"2009": 2009, "2024": 2024},
        {"2009": 2009.2, "2024": 2024.2},
        {"2009": {cell: estimate(before)}, "2024": {cell: estimate(after)}},
        {cell: published},
    )
    edition = Edition("2024", Label("2024", "2024"), ())
    found = candidates(voice.survey, edition, IndicatorRows((estimate(56.0),)), changes)
    return [*walk(evolution(voice, edition, changes, found)), *other_changes(voice, changes, found)]


@pytest.mark.parametrize(("given", "said"), AT_EQUAL_AGES)
def test_what_ages_do_to_a_change_is_said_where_it_matters(
    given: dict[str, Any], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    voice = Voice("fr", replace(voices["fr"].survey, composition="age"))
    blocks = chapter(voice, estimate, [], difference=6.0, low=2.0, high=10.0, **given)
    [*_, lines] = [block for block in blocks if isinstance(block, Lines)]
    [(_, sentence)] = lines.lines
    _, _, told = plain(sentence).partition("À répartition")
    assert (f"À répartition{told}" if told else "") == said


EQUAL = [
    # the change, under what the table has it in both languages, and the figure at equal composition
    (
        {"p": 0.01, "equal_value": 52.0, "equal_p": 0.2},
        "Changements qui tiennent pour moitié ou plus à qui a répondu",
        "Changes owed for half or more to who answered",
        "52",
    ),
    (
        {"p": 0.5, "equal_value": 44.0, "equal_p": 0.001},
        "Changements que cache la composition des répondants",
        "Changes that the composition of the respondents hides",
        "44",
    ),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("given", "french", "english", "equal"), EQUAL)
def test_a_table_has_the_changes_that_who_answered_makes_or_hides(
    given: dict[str, Any],
    french: str,
    english: str,
    equal: str,
    language: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    voice = Voice(language, replace(voices[language].survey, composition="age"))
    blocks = chapter(voice, estimate, [], **{"difference": 6.0, "low": 2.0, "high": 10.0, **given})
    [table, *_] = [block for block in blocks if isinstance(block, ReportTable)]
    [group] = table.groups
    [row] = group.rows
    assert group.label == (english if language == "en" else french)
    assert [plain(cell.text).rstrip(" %") for cell in row.cells] == ["50", "56", equal]
    assert len(table.columns) == 3 and "2024" in table.columns[2]


def test_what_tells_who_answered_is_no_trend(voices: dict[str, Voice], estimate: Make) -> None:
    given = {"status": "profile", "break_fr": "Autre âge", "break_en": "Other ages"}
    for language, said in (
        ("fr", ("Ce qui dit qui a répondu, et n’est pas une évolution", "bien accueillis.")),
        ("en", ("What tells who answered, and is no trend", "well received.")),
    ):
        blocks = chapter(voices[language], estimate, [], difference=6.0, **given)
        [lines, *_] = [block for block in blocks if isinstance(block, Lines)]
        assert lines.lines[-1] == said


@pytest.mark.parametrize(("given", "sentence"), SAID)
def test_a_change_is_said_as_far_as_the_test_goes(
    given: dict[str, Any], sentence: str, voices: dict[str, Voice], estimate: Make
) -> None:
    blocks = chapter(voices["fr"], estimate, [], **given)
    [*_, lines] = [block for block in blocks if isinstance(block, Lines)]
    assert [(term, plain(said)) for term, said in lines.lines] == [("Bien accueillis", sentence)]


@pytest.mark.parametrize("status", CHANGE_STATUSES)
def test_a_card_says_of_a_figure_that_it_moved_or_not_only_where_a_test_does(
    status: ChangeStatus, voices: dict[str, Voice], estimate: Make
) -> None:
    cell, words = ("bien_accueillis", ""), set()
    for p in (0.001, 0.4):
        change = Change(*cell, "2009", "2024", 50.0, 56.0, 6.0, p=p, status=status)
        changes = Changes(
            "2024",
            [change],
            {name: Label(name, name) for name in ("2009", "2024")},
            {"2009": 2009, "2024": 2024},
            {"2009": 2009.2, "2024": 2024.2},
            {"2009": {cell: estimate(50.0)}, "2024": {cell: estimate(56.0)}},
            {},
        )
        words.add(plain(card_standing(voices["fr"], changes, *cell)))
    tested = {"50 % en 2009 : en hausse", "50 % en 2009 : sans changement mesurable"}
    assert (
        words == tested
        if status == "tested"
        else not any("stable" in word or "hausse" in word for word in words)
    )


def test_a_finding_is_drawn_at_both_dates_and_what_is_none_is_named_once(
    voices: dict[str, Voice], estimate: Make
) -> None:
    moved = chapter(voices["fr"], estimate, [], difference=6.0, low=2.0, high=10.0, p=0.0001, p_report=0.0001)
    [chart] = [block for block in moved if isinstance(block, Chart)]
    assert [[point.value for point in panel.points] for panel in chart.panels] == [[50.0, 56.0]]
    little = chapter(voices["fr"], estimate, [], difference=3.0, low=2.0, high=4.0, p=0.0001)
    still = chapter(voices["fr"], estimate, [], difference=6.0, low=-2.0, high=14.0, p=0.3)
    for blocks, term in (
        (little, "Ce qui a bougé de façon mesurable, hors constats"),
        (still, "Ce qui n’a pas bougé de façon mesurable"),
    ):
        assert not [block for block in blocks if isinstance(block, Chart)]
        [said, _] = [block for block in blocks if isinstance(block, Lines)]
        assert said.lines == [(term, "bien accueillis.")]


def test_there_is_no_chapter_without_an_earlier_edition(small_survey: Callable[..., Any]) -> None:
    small = small_survey()
    small.write()
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    assert report.evolution() is None
    assert "evolution" not in [entry[1] for entry in report.contents().block.data()["entries"]]


def test_the_changes_of_a_figure_lead_back_through_the_editions() -> None:
    first = Change("a", "", "2009", "2013", 1.0, 2.0)
    last = replace(first, earlier="2013", later="2024")
    assert Changes("2024", [last, first]).before(last) == [first, last]


COUNTED = [
    ((), "Aucun chiffre n’a pu être comparé à l’édition précédente (2009)."),
    ((0.5,), "Le seul chiffre d’ensemble comparé à l’édition précédente (2009) n’a pas évolué de façon"),
    ((0.01,), "Le seul chiffre d’ensemble comparé à l’édition précédente (2009) a évolué de façon"),
    (
        (0.5, 0.6),
        "Aucun des deux chiffres d’ensemble comparés à l’édition précédente (2009) n’a évolué de façon",
    ),
    (
        (0.5, 0.01),
        "Sur deux chiffres d’ensemble comparés à l’édition précédente (2009), un seul a évolué de façon",
    ),
    (
        (0.01, 0.01),
        "Sur deux chiffres d’ensemble comparés à l’édition précédente (2009), deux ont évolué de façon",
    ),
]


@pytest.mark.parametrize(("found", "said"), COUNTED)
def test_the_number_of_changes_is_said_in_a_sentence(
    found: tuple[float, ...], said: str, voices: dict[str, Voice]
) -> None:
    tested = [Change("bien_accueillis", "", "2009", "2024", 50.0, 56.0, difference=6.0, p=p) for p in found]
    hidden = Change("canaux", "a", "2009", "2024", 50.0, None, status="hidden")
    changes = Changes("2024", [*tested, hidden], {"2009": Label("2009", "2009")})
    assert plain(changes_summary(voices["fr"], changes)).startswith(said)


OTHERS = [
    # the change, its cells and the line under the difference; nothing where it is in no table
    ({"difference": 6.0, "low": 2.0, "high": 10.0, "p": 0.049}, ["50,0 %", "56,0 %", "+6,0", "+2,0 à +10,0"]),
    ({"difference": 6.0, "low": 2.0, "high": 10.0, "p": 0.051}, []),
    ({"difference": None, "low": None, "high": None, "p": 0.01}, []),
    ({"difference": 6.0, "low": 2.0, "high": 10.0, "p": 0.01, "status": "small"}, []),
    (
        {"difference": -6.4, "low": -10.0, "high": -2.0, "p": 0.01, "value_to": 43.6, "step": 0.2},
        ["50,0 %", "43,6 %", "−6,4", "−10,0 à −2,0"],
    ),
    (
        {"difference": -6.0, "low": -10.0, "high": -2.0, "p": 0.01, "value_to": 44.0, "step": 1.0},
        ["50,0 %", "44,0 %", "−6", "−10 à −2"],
    ),
]


@pytest.mark.parametrize(("given", "cells"), OTHERS)
def test_a_change_that_is_no_finding_has_a_line_in_the_annex_where_a_test_finds_it(
    given: dict[str, Any], cells: list[str], voices: dict[str, Voice], estimate: Make
) -> None:
    blocks = chapter(voices["fr"], estimate, [], **given)
    tables = [block for block in blocks if isinstance(block, ReportTable)]
    assert len(tables) == bool(cells)
    for table in tables:
        assert table.columns == ["2009", "2024", "Écart (points ou unité)"]
        assert "seuil de 5 %" in plain(table.notes[0])
        [line] = table.groups[0].rows
        assert line.label == "Bien accueillis"
        found = [plain(text) for cell in line.cells for text in (cell.text, cell.detail) if text]
        assert found == cells


def test_what_changed_most_surely_stands_first_in_the_annex(voices: dict[str, Voice]) -> None:
    changed = [
        Change("canaux", item, "2009", "2024", 50.0, 56.0, difference=6.0, low=2.0, high=10.0, p=p)
        for item, p in (("a", 0.04), ("b", 0.001), ("c", 0.01))
    ]
    titles = {name: Label(name, name) for name in ("2009", "2024")}
    still = [replace(changed[0], indicator=f"i{place}", p=0.5) for place in range(39)]
    years = {"2009": 2009, "2024": 2024}
    blocks = other_changes(voices["fr"], Changes("2024", [*changed, *still], titles, years), [])
    [table] = [block for block in blocks if isinstance(block, ReportTable)]
    labels = [voices["fr"].item(voices["fr"].survey.indicators["canaux"], item) for item in "bca"]
    said = [plain(row.label) for row in table.groups[0].rows]
    assert all(plain(label) in line for label, line in zip(labels, said, strict=True)), said
    [note] = table.notes  # one in twenty of forty
    assert "5 %" in plain(note) and "40" in note and " 2 " in f" {plain(note)} "
