"""A territory's tables and sentences: which figures stand together, in which order, in which unit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.questionnaire import read_survey
from analysis.reporting.blocks import Block, Lines, ReportTable, walk
from analysis.reporting.chapters.territory_pages.territory_annex import theme_tables
from analysis.reporting.language.territory_sentences import (
    difference_with_interval,
    figure_sentence,
    rank_sentence,
    territory_summary,
)
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.territory_rows import PossibleRanks, TerritoryRow
from tests.plain_spaces import plain

SURVEY = """
title = "Enquête"
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.motif]
type = "multiple"
codes = { a = "Goût", b = "Devoir", c = "Hasard", d = "Envie", e = "Foi", f = "Amis" }
[questions.accord]
type = "scale"
codes = { 1 = "Tout à fait", 2 = "Plutôt", 3 = "Plutôt pas", 4 = "Pas du tout", 5 = "Jamais", 6 = "Nul" }
[questions.heures]
type = "numeric"
unit = { fr = "heures par an", en = "hours a year" }
[populations.jeunes]
label = "Moins de 25 ans"
among = { oui = ["1"] }
[themes.avis]
title = "Les avis"
lead = "Ce qu'ils en disent."
[indicators]
motif = { title = "Motifs", theme = "avis" }
oui = { title = "D'accord", theme = "avis", answers = ["1"], headline = true }
accord = { title = "Accord", theme = "avis" }
heures = { title = "Heures", theme = "avis", statistic = "mean" }
[indicators.solde]
title = "Solde"
theme = "avis"
statistic = "balance"
variable = "accord"
favourable = ["1", "2"]
unfavourable = ["3", "4", "5", "6"]
"""


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    """The survey in French."""
    path = tmp_path / "survey.toml"
    path.write_text(SURVEY, encoding="utf-8")
    return Voice("fr", read_survey(path))


def row(indicator: str, value: float, item: str = "", p: float = 0.6, **given: Any) -> TerritoryRow:
    """A figure of 200 respondents, five points above the rest."""
    fields = {"low": value - 4, "high": value + 4, "se": 2.0, "n": 200, **given}
    estimate = IndicatorRow(indicator, item, value=value, **fields)
    return TerritoryRow(estimate, value - 5, 5.0, p)


def rows() -> list[TerritoryRow]:
    """A question with several answers, a share, a scale, a mean and a balance, as the survey has them."""
    reasons = zip("abcdef", (20, 40, 10, 35, 5, 30), strict=True)
    return [
        *(row("motif", value, item) for item, value in reasons),
        row("oui", 62),
        *(row("accord", 30 - 4 * int(item), item) for item in "123456"),
        row("heures", 1.5, statistic="mean", unit="heures par an"),
        row("solde", -12, statistic="balance", unit="points", verdict="unfavourable"),
    ]


def parts(*blocks: Block) -> list[Block]:
    """The blocks, and what they hold, in order."""
    return list(walk(blocks))


def test_single_figures_stand_before_questions_so_that_none_looks_like_an_answer(
    voice: Voice,
) -> None:
    table, _ = (
        part
        for part in parts(*theme_tables(voice, "Bretagne", rows(), "avis"))
        if isinstance(part, ReportTable)
    )
    assert [group.label for group in table.groups] == ["", "Motifs", "Accord"]
    assert [found.label for found in table.groups[0].rows] == ["D’accord", "Heures (heures par an)"]
    assert [found.label for found in table.groups[1].rows][:3] == ["Devoir", "Envie", "Amis"]
    assert table.groups[2].rows[0].label == "Tout à fait"


def test_cells_have_no_unit_but_the_per_cent_sign(voice: Voice) -> None:
    table, balances = (
        part
        for part in parts(*theme_tables(voice, "Bretagne", rows(), "avis"))
        if isinstance(part, ReportTable)
    )
    cells = [[plain(cell.text) for cell in found.cells] for found in table.groups[0].rows]
    assert cells == [["62,0 %", "57,0 %", "+5,0", "200"], ["1,5", "−3,5", "+5,0", "200"]]
    assert table.columns == ["Bretagne", "Ailleurs", "Écart (points ou unité)", "Répondants"]
    assert [cell.text for cell in balances.groups[0].rows[0].cells] == ["−12,0", "−17,0", "+5,0", "200"]
    assert balances.columns[2] == "Écart (points)"
    assert plain(table.notes[0]) == "Sous chaque chiffre : intervalle indicatif à 95 %."


def test_a_chapter_names_its_differences(voice: Voice) -> None:
    found = [*rows(), row("motif", 45, "a", p=0.001)]
    (lines,) = (
        part for part in parts(*theme_tables(voice, "Bretagne", found, "avis")) if isinstance(part, Lines)
    )
    assert "« Goût »" in plain(lines.lines[0][0])
    assert "plus souvent qu’ailleurs, 45 % en Bretagne contre 40 %" in plain(lines.lines[0][1])


SUMMARIES = [
    (2, 0, "Aucun des deux chiffres comparés ne se distingue de façon mesurable du reste de l’enquête."),
    (12, 1, "Un seul des 12 chiffres comparés se distingue de façon mesurable du reste de l’enquête."),
    (12, 3, "Trois des 12 chiffres comparés se distinguent de façon mesurable du reste de l’enquête."),
    (2, 2, "Les deux chiffres comparés se distinguent de façon mesurable du reste de l’enquête."),
    (1, 1, "Le chiffre comparé diffère de façon mesurable du reste de l’enquête."),
]


@pytest.mark.parametrize(("compared", "apart", "said"), SUMMARIES)
def test_the_number_of_differences_is_said_in_words(
    voice: Voice, compared: int, apart: int, said: str
) -> None:
    found = [row("oui", 50, p=0.001 if n < apart else 0.6) for n in range(compared)]
    assert territory_summary(voice, found) == said


PLACED = [
    (
        row("oui", 62, population="jeunes"),
        "62 % (intervalle indicatif à 95 % : de 58 % à 66 %), soit environ six répondants sur dix "
        "(moins de 25 ans) ; ailleurs 57 %, pas d’écart mesurable.",
    ),
    (
        row("oui", 62, p=0.001),
        "62 % (intervalle indicatif à 95 % : de 58 % à 66 %), soit environ six répondants sur dix ; "
        "ailleurs 57 %, écart mesurable : +5,0 points.",
    ),
    (
        row("solde", -12, statistic="balance", unit="points", verdict="unfavourable"),
        "−12 points (intervalle indicatif à 95 % : de −16 à −8 points), avis défavorable ; "
        "ailleurs −17 points, pas d’écart mesurable.",
    ),
    (
        row("heures", 12, statistic="mean", unit="heures par an"),
        "12,0 heures par an (intervalle indicatif à 95 % : de 8,0 à 16,0 heures par an) en moyenne ; "
        "ailleurs 7,0 heures par an, pas d’écart mesurable.",
    ),
    (
        TerritoryRow(IndicatorRow("heures", "", statistic="median", unit="heures par an", value=9.0)),
        "9,0 heures par an.",
    ),
    (
        TerritoryRow(IndicatorRow("oui", "", status="suppressed")),
        "le chiffre d’ensemble n’est pas publié (précision insuffisante).",
    ),
]


@pytest.mark.parametrize(("found", "said"), PLACED)
def test_a_figure_is_said_with_its_interval_in_words_and_beside_the_rest(
    voice: Voice, found: TerritoryRow, said: str
) -> None:
    assert decapitalised(plain(figure_sentence(voice, found))) == said


RANKS = [
    (PossibleRanks(1, 12, 12), "Aucun rang : les 11 autres territoires comparés ne s’en distinguent pas."),
    (PossibleRanks(1, 2, 2), "Aucun rang : l’autre territoire comparé ne s’en distingue pas."),
    (PossibleRanks(1, 4, 12), "Rang possible : du 1ᵉʳ au 4ᵉ sur 12."),
    (PossibleRanks(2, 9, 12, ("b",)), "Rang possible : du 2ᵉ au 9ᵉ sur 12. Sûrement au-dessus : Devoir."),
    (PossibleRanks(3, 3, 3, ("a", "b")), "Rang : 3ᵉ sur 3. Sûrement au-dessus : Goût et Devoir."),
    (None, "Moins de 100 réponses : aucun rang."),
]


@pytest.mark.parametrize(("ranks", "said"), RANKS)
def test_a_rank_is_written_only_where_not_every_one_is_possible(
    voice: Voice, ranks: PossibleRanks | None, said: str
) -> None:
    found = row("oui", 50, n=200 if ranks else 60)
    placed = TerritoryRow(found.estimate, found.rest, found.difference, found.p, ranks=ranks)
    assert plain(rank_sentence(voice, ("motif", "a"), placed)) == said


DIFFERENCES = [
    (40.0, 35.0, 5.0, "+5,0 [−1,0 ; +11,0]"),
    (40.2, 40.1, 0.1, "[−1,0 ; +11,0]"),
    (40.0, 35.0, None, ""),
]


@pytest.mark.parametrize(("value", "rest", "difference", "said"), DIFFERENCES)
def test_a_difference_is_printed_only_where_it_agrees_with_its_figures(
    voice: Voice, value: float, rest: float, difference: float | None, said: str
) -> None:
    estimate = IndicatorRow("oui", value=value, n=200)
    found = TerritoryRow(estimate, rest, difference, 0.2, -1.0, 11.0)
    assert plain(difference_with_interval(voice, found)) == said
