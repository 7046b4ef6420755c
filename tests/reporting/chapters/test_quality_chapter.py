"""What a report says of its data: response, break-off, careless answers, with and without, back-test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.questionnaire import Cleaning, Contradiction, Duplicates, Label
from analysis.reporting.blocks import Block, Chart, Paragraph, ReportTable
from analysis.reporting.chapters.backtest import backtest_blocks
from analysis.reporting.chapters.quality import quality
from analysis.reporting.chapters.with_and_without import Variant, with_and_without
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.record_rows import BacktestFigure, QualityMeasure, Records, VariantFigure
from analysis.results.schema import QualitySection
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
Rows = list[tuple[QualitySection, str, str, str, float | None]]

RESPONSE = [
    (
        [("invited", "", 2000.0), ("completed", "", 900.0), ("response_rate", "completed / invited", 45.0)],
        "900 questionnaires complets pour 2 000 personnes invitées, soit un taux de réponse de 45 %.",
    ),
    (
        [("started", "", 1000.0), ("completed", "", 900.0), ("completion_rate", "completed / started", 90.0)],
        "900 questionnaires complets sur 1 000 commencés (90 %) ; le nombre de personnes invitées n’est "
        "pas connu, il n’y a donc pas de taux de réponse.",
    ),
]
SHIFTS = [
    (
        69.0,
        1.0,
        "L’écart le plus grand, +1,0 point pour « Bien accueillis » (avant redressement), reste dans",
    ),
    (74.0, 6.0, "L’écart le plus grand, +6,0 points pour « Bien accueillis » (avant redressement), sort de"),
]
KEPT: list[tuple[Duplicates, str]] = [("first", "premier gardé"), ("keep", "tous gardés")]
CONTRADICTIONS = [(0, "0"), (None, "< 11"), (11, "11")]


def told(voice: Voice, rows: Rows) -> list[Block]:
    """The blocks of the chapter made of these rows of quality.csv."""
    return quality(voice, Records([], {}, [QualityMeasure(*row) for row in rows]), [])


def tables(blocks: list[Block], anchor: str) -> list[list[str]]:
    """The texts of the table `anchor`, by row, labels first."""
    [table] = [block for block in blocks if isinstance(block, ReportTable) and block.anchor == anchor]
    return [
        [plain(text) for text in (row.label, *(cell.text for cell in row.cells))]
        for row in table.groups[0].rows
    ]


@pytest.mark.parametrize(("given", "sentence"), RESPONSE)
def test_a_response_rate_is_said_only_where_the_invited_are_known(
    given: list[tuple[str, str, float]], sentence: str, voices: dict[str, Voice]
) -> None:
    rows: Rows = [("response", "", item, measure, value) for measure, item, value in given]
    blocks = told(voices["fr"], rows)
    assert [plain(block.text) for block in blocks if isinstance(block, Paragraph)] == [sentence]


def test_the_break_off_curve_names_where_most_left(voices: dict[str, Voice]) -> None:
    rows: Rows = [("break_off", "", "", "flagged", 20), ("break_off", "", "", "share", 2.0)]
    for name, left, there in (("sexe", 0, 100.0), ("age", 5, 99.0), ("accueil", 25, 98.0)):
        rows += [("break_off", name, "", "left", left), ("break_off", name, "", "still_there", there)]
    blocks = told(voices["en"], rows)
    [said] = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert said.startswith("Questionnaires left before the end: 20 (2%), most often at the question")
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    assert [point.value for point in chart.panels[0].points] == [100.0, 99.0, 98.0]
    assert "Age 99%" in chart.alternative


@pytest.mark.parametrize(("found", "shown"), CONTRADICTIONS)
def test_contradictions_of_too_few_are_not_counted_out(
    found: int | None, shown: str, voices: dict[str, Voice]
) -> None:
    survey = replace(
        voices["fr"].survey,
        contradictions={"x": Contradiction("x", Label("Jeune <b>retraité</b>", "Young"), {"sexe": ("1",)})},
    )
    rows: Rows = [("contradictions", "", "x", "flagged", found), ("response", "", "", "in_scope", 1000)]
    [row] = tables(told(Voice("fr", survey), rows), "table-care")
    assert row[:3] == ["Contradiction : Jeune <b>retraité</b>", "1 000", shown]
    assert row[-1] == "gardés, signalés"


@pytest.mark.parametrize(("duplicates", "done"), KEPT)
def test_repeated_identifiers_are_kept_as_the_survey_says(
    duplicates: Duplicates, done: str, voices: dict[str, Voice]
) -> None:
    survey = replace(voices["fr"].survey, cleaning=Cleaning(duplicates=duplicates))
    rows: Rows = [("duplicates", "", "identifier", "flagged", 20), ("response", "", "", "received", 1000)]
    [row] = tables(told(Voice("fr", survey), rows), "table-care")
    assert (row[0], row[2], row[-1]) == ("Identifiant déjà rencontré", "20", done)


@pytest.mark.parametrize(("value", "difference", "sentence"), SHIFTS)
def test_the_largest_shift_is_held_to_the_published_interval(
    value: float, difference: float, sentence: str, voices: dict[str, Voice], estimate: Make
) -> None:
    rows = [
        VariantFigure("bien_accueillis", "", "published", 68.0, 0.0),
        VariantFigure("bien_accueillis", "", "before_weighting", value, difference),
        VariantFigure("bien_accueillis", "", "without_left", None, None),
    ]
    [_, said, table] = with_and_without(voices["fr"], IndicatorRows((estimate(68.0, 2.0),)), rows)
    assert isinstance(said, Paragraph)
    assert isinstance(table, ReportTable)
    assert plain(said.text).startswith(sentence)
    assert list(table.columns) == ["Publié", "Avant redressement"]
    [row] = table.groups[0].rows
    cells = [("68,0 %", ""), (f"{value:.1f} %".replace(".", ","), f"+{difference:.1f}".replace(".", ","))]
    assert [(plain(cell.text), plain(cell.detail)) for cell in row.cells] == cells


def test_a_variant_of_one_figure_that_cannot_be_shown_is_an_empty_cell(
    voices: dict[str, Voice], estimate: Make
) -> None:
    rows = [
        VariantFigure(name, "", variant, value, difference)
        for name, variant, value, difference in (
            ("bien_accueillis", "published", 68.0, 0.0),
            ("bien_accueillis", "before_weighting", None, None),
            ("heures", "published", 12.0, 0.0),
            ("heures", "before_weighting", 11.4, -0.6),
        )
    ]
    hours = estimate(12.0, indicator="heures", statistic="mean", unit="heures")
    table = with_and_without(voices["fr"], IndicatorRows((estimate(68.0), hours)), rows)[-1]
    assert isinstance(table, ReportTable)
    cells = [[(plain(cell.text), plain(cell.detail)) for cell in row.cells] for row in table.groups[0].rows]
    assert cells == [[("68,0 %", ""), ("", "")], [("12,0", ""), ("11,4", "−0,6")]]


REACH = [
    # value and difference of a variant of 68 %, from 64 to 72; its reach, and whether it is beyond
    (72.0, 4.0, 1.0, False),
    (64.0, -4.0, 1.0, False),
    (70.0, 2.0, 0.5, False),
    (72.1, 4.1, 1.025, True),
    (63.9, -4.1, 1.025, True),
    (None, None, 0.0, False),
]


@pytest.mark.parametrize(("value", "difference", "reach", "beyond"), REACH)
def test_a_variant_reaches_as_far_as_its_difference_in_half_widths_of_the_interval(
    value: float | None, difference: float | None, reach: float, beyond: bool, estimate: Make
) -> None:
    variant = Variant(estimate(68.0, 2.0), "before_weighting", value, difference)
    assert (variant.reach, variant.is_beyond) == (pytest.approx(reach), beyond)
    without = Variant(estimate(68.0, 0.0), "before_weighting", 70.0, 2.0)
    assert without.reach == 0


def test_the_answers_given_most_have_their_variants(voices: dict[str, Voice], estimate: Make) -> None:
    shares = {"a": 10.0, "b": 40.0, "c": 20.0, "d": 30.0}
    names = ("published", "before_weighting")
    rows = [
        VariantFigure("canaux", item, name, share, 0.0) for item, share in shares.items() for name in names
    ]
    figures = tuple(estimate(share, indicator="canaux", item=item) for item, share in shares.items())
    table = with_and_without(voices["fr"], IndicatorRows(figures), rows)[-1]
    assert isinstance(table, ReportTable)
    labels = [row.label for group in table.groups for row in group.rows]
    assert [label.split(", ")[-1] for label in labels] == ["Internet", "Forum", "d"]


def test_a_figure_hidden_in_the_report_is_in_no_variant(voices: dict[str, Voice], estimate: Make) -> None:
    variants = ("published", "before_weighting")
    rows = [VariantFigure("bien_accueillis", "", variant, 68.0, 0.0) for variant in variants]
    hidden = estimate(None, status="suppressed")
    assert with_and_without(voices["fr"], IndicatorRows((hidden,)), rows) == []


def compared(*distances: float | None) -> list[BacktestFigure]:
    """Figures that others published at these distances, in standard errors; None for one of ours hidden."""
    hidden = BacktestFigure(
        "bien_accueillis", 50.0, None, None, breakdown="sexe", group="1", unit="%", source="Source <i>x</i>"
    )
    return [hidden if z is None else replace(hidden, value=52.0, z=z) for z in distances]


@pytest.mark.parametrize(
    ("distances", "kinds"),
    [([], None), ([None], None), ([1.0, -3.0, None], 0), ([0.1] * 20 + [9.0], 1)],
)
def test_the_back_test_is_drawn_where_there_is_enough_to_draw(
    distances: list[float | None], kinds: int | None, voices: dict[str, Voice]
) -> None:
    rows = compared(*distances)
    if kinds is None:
        assert not any(each.z is not None for each in rows)
        return
    charts = [block for block in backtest_blocks(voices["fr"], rows) if isinstance(block, Chart)]
    assert len(charts) == kinds
    assert sum(point.value or 0 for chart in charts for point in chart.panels[0].points) == 21 * kinds


def test_the_back_test_counts_what_is_near_and_lists_the_farthest_first(voices: dict[str, Voice]) -> None:
    blocks = backtest_blocks(voices["fr"], compared(1.0, -3.0, None))
    said = [plain(block.text) for block in blocks if isinstance(block, Paragraph)]
    assert "on en compte 1 (50,0 %) à moins de 1,96 erreur type" in said[0]
    assert said[1].endswith("le nôtre n’étant pas publié : 1.")
    rows = tables(blocks, "table-backtest")
    assert [row[-1] for row in rows] == ["−3,0", "+1,0"]
    assert rows[0][0] == "Bien accueillis, sexe : Femmes"


CARE: Rows = [
    ("speed", "duree", "", "examined", 1000),
    ("speed", "duree", "", "flagged", 50),
    ("speed", "duree", "", "share", 5),
    ("straight_lining", "", "every grid", "examined", 900),
    ("straight_lining", "", "every grid", "flagged", None),
    ("duplicates", "", "same answers", "examined", 1000),
    ("duplicates", "", "same answers", "flagged", 0),
    ("duplicates", "", "same answers", "share", 0),
    ("break_off", "", "", "examined", 1000),
    ("break_off", "", "", "flagged", 20),
    ("contradictions", "q", "", "n", 7),
    ("contradictions", "r", "", "n", 8),
]
CARE_ROWS = [
    ["Trop rapides (moins de 33 % du temps médian par question)", "1 000", "50", "5", "gardés, signalés"],
    ["Même réponse à toutes les grilles", "900", "< 11", "", "gardés, signalés"],
    ["Mêmes réponses qu’un autre questionnaire", "1 000", "0", "0", "gardés, signalés"],
    ["Questionnaire abandonné", "1 000", "20", "", "gardés, signalés"],
]


def test_signs_of_careless_answers_are_counted_with_what_was_done(voices: dict[str, Voice]) -> None:
    blocks = told(voices["fr"], CARE)
    assert tables(blocks, "table-care") == CARE_ROWS
    [table] = [block for block in blocks if isinstance(block, ReportTable)]
    noted = "Réponses à des questions qui n’étaient pas posées, non retenues : 15."
    assert [plain(note) for note in table.notes] == [noted]
    [plain_table] = [block for block in told(voices["fr"], CARE[:-2]) if isinstance(block, ReportTable)]
    assert list(plain_table.notes) == []


def test_a_score_has_its_alpha_its_items_and_its_respondents(voices: dict[str, Voice]) -> None:
    rows: Rows = [
        ("scores", "heures", "", measure, value)
        for measure, value in (("alpha", 0.756), ("items", 4), ("n", 812))
    ]
    assert tables(told(voices["fr"], rows), "table-scores") == [
        ["Combien d’heures par mois ?", "0,76", "4", "812"]
    ]


def test_open_answers_are_counted_by_their_question(voices: dict[str, Voice]) -> None:
    counts = (("n", 812), ("median_characters", 40), ("share_blank", 12))
    rows: Rows = [("open_answers", "heures.other", "", measure, value) for measure, value in counts]
    rows.append(("open_answers", "trajet", "", "n", None))
    assert tables(told(voices["fr"], rows), "table-open") == [
        ["Combien d’heures par mois ?", "812", "40", "12"],
        ["Combien de minutes par jour ?", "< 11", "", ""],
    ]


def paragraphs(voice: Voice, rows: Rows) -> list[str]:
    """What the chapter says in sentences."""
    return [plain(block.text) for block in told(voice, rows) if isinstance(block, Paragraph)]


def test_what_was_left_out_masked_and_how_far_answers_tell_people_apart_is_said(
    voices: dict[str, Voice],
) -> None:
    rows: Rows = [("privacy", "sexe", "", "left_out", 1)]
    rows += [("privacy", name, "", "masked", n) for name, n in (("heures", 3), ("trajet", 4))]
    for item, few, smallest in (("sexe, age", None, None), ("sexe, accueil", 0, 40)):
        counts = (("k", 5), ("respondents_under_k", few), ("smallest_group", smallest))
        rows += [("privacy", "", item, measure, value) for measure, value in counts]
    assert paragraphs(voices["fr"], rows) == [
        "Questions qui identifient directement, écartées : Sexe.",
        "Adresses et numéros masqués dans les réponses en clair : 7.",
        "Répondants dans un groupe de moins de 5 quand on croise sexe et âge : < 11 ; le plus petit groupe "
        "en compte < 11. Le fichier des réponses individuelles ne se diffuse donc pas tel quel.",
        "Croiser sexe et avez-vous été bien accueilli ? ne laisse aucun groupe de moins de 5 répondants.",
    ]


INVITED: Rows = [
    ("response", "", "", "invited", 2000),
    ("response", "", "", "completed", 900),
    ("response", "", "completed / invited", "response_rate", 45),
]
OUTSIDE = [
    (0, []),
    (1, ["1 réponse reçue est hors de la population étudiée et ne compte dans aucun taux."]),
    (12, ["12 réponses reçues sont hors de la population étudiée et ne comptent dans aucun taux."]),
]


@pytest.mark.parametrize(("outside", "said"), OUTSIDE)
def test_those_outside_the_population_are_told_beside_the_rate(
    outside: int, said: list[str], voices: dict[str, Voice]
) -> None:
    [text] = paragraphs(voices["fr"], [*INVITED, ("response", "", "", "outside", outside)])
    assert text == " ".join([RESPONSE[0][1], *said])


def test_a_rate_without_its_count_and_a_count_without_its_rate_are_not_told(voices: dict[str, Voice]) -> None:
    assert told(voices["fr"], [INVITED[0], INVITED[2]]) == [] == told(voices["fr"], INVITED[:2])


LEFT_BLANK = {"sexe": 0, "age": 1, "accueil": 2, "decouverte": 3, "heures": 4, "decouverte.other": 60}


def test_the_questions_most_left_blank_are_drawn_the_worst_first_without_open_ones(
    voices: dict[str, Voice],
) -> None:
    rows: Rows = []
    for name, rate in LEFT_BLANK.items():
        rows += [("nonresponse", name, "", "asked", 100), ("nonresponse", name, "", "rate", rate)]
    [chart] = [block for block in told(voices["fr"], rows) if isinstance(block, Chart)]
    assert [point.value for point in chart.panels[0].points] == [4, 3, 2, 1]
    assert paragraphs(voices["fr"], rows[:2]) == ["Aucune question n’est restée sans réponse."]
    assert told(voices["fr"], [rows[1]]) == []


def test_nobody_who_left_is_said(voices: dict[str, Voice]) -> None:
    rows: Rows = [("break_off", "", "", "flagged", 0), ("break_off", "", "", "share", 0)]
    rows.append(("break_off", "sexe", "", "left", 0))
    assert paragraphs(voices["fr"], rows) == ["Personne n’a quitté avant la fin."]
    assert paragraphs(voices["fr"], rows[:2]) == []


@pytest.mark.parametrize(("there", "charts"), [(100.0, 0), (99.0, 1)])
def test_few_who_left_are_told_without_a_curve_that_does_not_fall(
    there: float, charts: int, voices: dict[str, Voice]
) -> None:
    rows: Rows = [("break_off", "", "", "flagged", 6), ("break_off", "", "", "share", 100 - there)]
    rows += [("break_off", "sexe", "", "left", 6), ("break_off", "sexe", "", "still_there", there)]
    assert len(paragraphs(voices["fr"], rows)) == 1
    assert sum(isinstance(block, Chart) for block in told(voices["fr"], rows)) == charts
