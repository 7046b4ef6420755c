"""A territory's charts and tables: which figures stand together, in which order, in which unit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.questionnaire import read_survey
from analysis.reporting.blocks import Block, Chart, Lines, Paragraph, ReportTable, walk
from analysis.reporting.chapters.territories import territory_figures, territory_lines, theme_chapter
from analysis.reporting.evidence.territory_figures import MOST_ANSWERS, MOST_POINTS, Subject, chart
from analysis.reporting.language.territory_sentences import figure_sentence
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, TerritoryRow

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


def plain(text: str) -> str:
    """Without typographic spaces."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_single_figures_stand_before_questions_so_that_none_looks_like_an_answer(
    voice: Voice,
) -> None:
    table, _ = (
        part
        for part in parts(*theme_chapter(voice, "Bretagne", rows(), "avis"))
        if isinstance(part, ReportTable)
    )
    assert [group.label for group in table.groups] == ["", "Motifs", "Accord"]
    assert [found.label for found in table.groups[0].rows] == ["D’accord", "Heures (heures par an)"]
    assert [found.label for found in table.groups[1].rows][:3] == ["Devoir", "Envie", "Amis"]
    assert table.groups[2].rows[0].label == "Tout à fait"


def test_cells_have_no_unit_but_the_per_cent_sign(voice: Voice) -> None:
    table, balances = (
        part
        for part in parts(*theme_chapter(voice, "Bretagne", rows(), "avis"))
        if isinstance(part, ReportTable)
    )
    cells = [[plain(cell.text) for cell in found.cells] for found in table.groups[0].rows]
    assert cells == [["62,0 %", "57,0 %", "+5,0", "200"], ["1,5", "−3,5", "+5,0", "200"]]
    assert table.columns == ["Bretagne", "Ailleurs", "Écart (points ou unité)", "Répondants"]
    assert [cell.text for cell in balances.groups[0].rows[0].cells] == ["−12,0", "−17,0", "+5,0", "200"]
    assert balances.columns[2] == "Écart (points)"
    assert plain(table.notes[0]) == "Sous chaque chiffre : intervalle indicatif à 95 %."


def test_a_chart_shows_the_answers_given_most_and_says_so(voice: Voice) -> None:
    drawn = chart(voice, "Bretagne", Subject("avis", "Les avis", rows()))
    assert drawn is not None
    answers = drawn.panels[1]
    assert [point.label for point in answers.points] == ["Devoir", "Envie", "Amis", "Goût", "Hasard"]
    assert len(answers.points) == MOST_ANSWERS
    assert "les plus fréquentes" in drawn.note


def test_answers_that_have_an_order_are_shown_all_or_not_at_all(voice: Voice) -> None:
    drawn = chart(voice, "Bretagne", Subject("avis", "Les avis", rows()))
    assert drawn is not None
    assert [point.label for point in drawn.panels[2].points][-2:] == ["Jamais", "Nul"]
    crowded = [*(row("oui", 50 + n / 2) for n in range(MOST_POINTS - 5)), *rows()[7:13]]
    (panel,) = (
        chart(voice, "Bretagne", Subject("avis", "Les avis", crowded)) or pytest.fail("no chart")
    ).panels
    assert len(panel.points) == MOST_POINTS - 5


def test_balances_have_a_chart_of_their_own_with_zero_on_its_axis(voice: Voice) -> None:
    _, balances = (
        part for part in parts(*theme_chapter(voice, "Bretagne", rows(), "avis")) if isinstance(part, Chart)
    )
    assert "soldes d’opinion" in balances.title
    assert [point.text for point in balances.panels[0].points] == ["−12"]
    assert "Solde −12 points (ailleurs −17 points)" in plain(balances.alternative)
    assert ">−20</text>" in balances.svg


def test_a_chapter_says_its_key_figure_in_words_beside_the_rest(voice: Voice) -> None:
    found = parts(*theme_chapter(voice, "Bretagne", rows(), "avis"))
    (lines,) = (part for part in found if isinstance(part, Lines))
    assert [(term, plain(said)) for term, said in lines.lines] == [
        (
            "D’accord",
            "62 % (intervalle indicatif à 95 % : de 58 % à 66 %), soit environ six répondants sur dix ; "
            "ailleurs 57 %, écart non significatif.",
        )
    ]
    assert [part.text for part in found if isinstance(part, Paragraph) and part.kind == "lead"] == [
        "Ce qu’ils en disent."
    ]


def test_a_chapter_names_its_differences(voice: Voice) -> None:
    found = [*rows(), row("motif", 45, "a", p=0.001)]
    (lines,) = (
        part for part in parts(*theme_chapter(voice, "Bretagne", found, "avis")) if isinstance(part, Lines)
    )
    assert "« Goût »" in plain(lines.lines[1][0])
    assert "plus souvent qu’ailleurs, 45 % en Bretagne contre 40 %" in plain(lines.lines[1][1])


SUMMARIES = [
    (2, 0, "Aucun des deux chiffres comparés ne se distingue significativement du reste de l’enquête."),
    (12, 1, "Un seul des 12 chiffres comparés se distingue significativement du reste de l’enquête."),
    (12, 3, "Trois des 12 chiffres comparés se distinguent significativement du reste de l’enquête."),
    (2, 2, "Les deux chiffres comparés se distinguent significativement du reste de l’enquête."),
    (1, 1, "Le chiffre comparé diffère significativement du reste de l’enquête."),
]


@pytest.mark.parametrize(("compared", "apart", "said"), SUMMARIES)
def test_the_number_of_differences_is_said_in_words(
    voice: Voice, compared: int, apart: int, said: str
) -> None:
    found = [row("oui", 50, p=0.001 if n < apart else 0.6) for n in range(compared)]
    paragraphs = [
        part for part in parts(territory_lines(voice, "Bretagne", found)) if isinstance(part, Paragraph)
    ]
    assert [part.text for part in paragraphs] == [said]
    assert paragraphs[0].kind == ("headline" if apart else "finding")


@pytest.mark.parametrize(("count", "charts"), [(2, 0), (3, 1)])
def test_key_figures_are_drawn_together_where_there_are_three_shares(
    tmp_path: Path, count: int, charts: int
) -> None:
    text = SURVEY + "".join(
        f'[indicators.k{n}]\ntitle = "K{n}"\ntheme = "avis"\nvariable = "oui"\nanswers = ["1"]\n'
        "headline = true\n"
        for n in range(count)
    )
    (tmp_path / "survey.toml").write_text(
        text.replace('["1"], headline = true }', '["1"] }'), encoding="utf-8"
    )
    voice = Voice("fr", read_survey(tmp_path / "survey.toml"))
    shown = territory_figures(voice, "Bretagne", [row(f"k{n}", 40.0 + n) for n in range(count)])
    assert len([part for part in parts(*shown) if isinstance(part, Chart)]) == charts


PLACED = [
    (
        row("oui", 62, population="jeunes"),
        "62 % (intervalle indicatif à 95 % : de 58 % à 66 %), soit environ six répondants sur dix "
        "(moins de 25 ans) ; ailleurs 57 %, écart non significatif.",
    ),
    (
        row("oui", 62, p=0.001),
        "62 % (intervalle indicatif à 95 % : de 58 % à 66 %), soit environ six répondants sur dix ; "
        "ailleurs 57 %, écart significatif : +5,0 points.",
    ),
    (
        row("solde", -12, statistic="balance", unit="points", verdict="unfavourable"),
        "−12 points (intervalle indicatif à 95 % : de −16 à −8 points), avis défavorable ; "
        "ailleurs −17 points, écart non significatif.",
    ),
    (
        row("heures", 12, statistic="mean", unit="heures par an"),
        "12,0 heures par an (intervalle indicatif à 95 % : de 8,0 à 16,0 heures par an) en moyenne ; "
        "ailleurs 7,0 heures par an, écart non significatif.",
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
