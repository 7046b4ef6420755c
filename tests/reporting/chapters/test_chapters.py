"""What a chapter leaves out, what a key figure shows, and the words of the methodology."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest

from analysis.etl.clean.problems import ProblemKind
from analysis.questionnaire import Edition, Label
from analysis.questionnaire.editorial_marks import is_tautology
from analysis.reporting.blocks import Card, Cards, Chart, Definitions, Lines, Paragraph, ReportTable, Section
from analysis.reporting.chapters.method_pages.quality_report import quality_report
from analysis.reporting.chapters.methodology import PROBLEMS, methodology
from analysis.reporting.chapters.opening_pages.key_figures import key_figures
from analysis.reporting.chapters.themes import indicator_section
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.typography import NARROW
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.record_rows import QualityMeasure, Records, WeightingMeasure
from tests.plain_spaces import plain
from tests.reporting.made_comparisons import compared

Make = Callable[..., IndicatorRow]


@pytest.mark.parametrize("kind", get_args(ProblemKind))
def test_every_kind_of_problem_has_a_word(kind: str) -> None:
    assert kind in PROBLEMS


@pytest.mark.parametrize(
    ("variable", "population", "breakdown", "expected"),
    [
        ("accueil", None, "accueil", True),
        ("accueil", None, "sexe", False),
        ("age", None, "age_groupe", True),
        ("age_groupe", None, "age", True),
        ("heures", "accueillis", "accueil", True),
        ("heures", "accueillis", "sexe", False),
    ],
)
def test_a_breakdown_that_follows_from_the_figure_is_a_tautology(
    variable: str, population: str | None, breakdown: str, expected: bool, voices: dict[str, Voice]
) -> None:
    survey = voices["fr"].survey
    indicator = replace(survey.indicators["heures"], variable=variable, population=population)
    assert is_tautology(survey, indicator, breakdown) is expected


def shown(voice: Voice, rows: list[IndicatorRow], name: str) -> Section:
    """What the chapter says of the indicator `name`."""
    section = indicator_section(voice, compared(rows), voice.survey.indicators[name])
    assert section is not None
    return section


def test_a_breakdown_with_respondents_in_one_group_is_not_shown(
    voices: dict[str, Voice], estimate: Make
) -> None:
    rows = [
        estimate(50.0),
        estimate(50.0, breakdown="sexe", group="1"),
        estimate(None, breakdown="sexe", group="2", n=0, status="empty"),
    ]
    [_, _, evidence] = shown(voices["fr"], rows, "bien_accueillis").blocks
    assert isinstance(evidence, Section)
    assert [block.block for block in evidence.blocks] == ["table"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Pas de chiffre dans cette édition : aucun répondant n’était concerné."),
        ("en", "No figure in this edition: no respondent was concerned."),
    ],
)
def test_a_question_put_to_nobody_is_said_in_one_sentence_without_chart_or_table(
    language: str, said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    of: dict[str, Any] = {"indicator": "canaux", "n": 0, "status": "empty"}
    rows = [estimate(None, item=item, **of) for item in "ab"]
    [_, sentence] = shown(voices[language], rows, "canaux").blocks
    assert isinstance(sentence, Paragraph)
    assert sentence.text.replace(NARROW, " ") == said


def test_groups_that_give_other_answers_are_said_by_the_answer_that_tells_most(
    voices: dict[str, Voice], estimate: Make
) -> None:
    """The leading answer is given alike, "Internet" is not."""
    figures = {"a": (50.0, 50.0), "b": (40.0, 10.0)}
    of: dict[str, Any] = {"indicator": "canaux"}
    rows = [estimate(sum(values) / 2, item=item, **of) for item, values in figures.items()]
    rows += [
        estimate(value, breakdown="sexe", group=group, item=item, **of)
        for item, values in figures.items()
        for group, value in zip("12", values, strict=True)
    ]
    [lines] = [block for block in shown(voices["en"], rows, "canaux").blocks if isinstance(block, Lines)]
    assert lines.lines == [("Sex", "40% “Internet” (“Women”), against 10% (“Men”).")]


def test_totals_have_no_line_of_the_whole_and_no_comparison(voices: dict[str, Voice], estimate: Make) -> None:
    total: dict[str, Any] = {"statistic": "total", "unit": "heures", "indicator": "heures"}
    rows = [
        estimate(1000.0, **total),
        estimate(900.0, breakdown="sexe", group="1", **total),
        estimate(100.0, breakdown="sexe", group="2", **total),
    ]
    survey = voices["fr"].survey
    indicator = replace(survey.indicators["heures"], statistic="total")
    section = indicator_section(voices["fr"], compared(rows), indicator)
    assert section is not None
    assert [block.block for block in section.blocks] == ["heading", "paragraph", "section"]
    [chart] = [block for block in section.blocks[-1].blocks if isinstance(block, Chart)]  # type: ignore[attr-defined]
    assert "stroke-dasharray" not in chart.svg


def test_the_key_figure_of_an_indicator_with_every_answer_is_its_leading_one(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voices["fr"]
    survey = voice.survey
    chosen = {"canaux": replace(survey.indicators["canaux"], headline=True)}
    voice = replace(voice, survey=replace(survey, indicators=chosen))
    rows = [estimate(v, indicator="canaux", item=i) for i, v in (("a", 22.0), ("b", 47.0))]
    [cards] = key_figures(voice, Edition("2009", Label("2009", "2009"), ()), compared(rows), Changes("2009"))
    assert isinstance(cards, Cards)
    [card] = cards.cards
    assert isinstance(card, Card)
    assert (card.value, card.label) == (f"47{NARROW}%", f"Canaux{NARROW}: «{NARROW}Internet{NARROW}»")


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ([], "Redressement par calage sur marges (raking ratio)."),
        (["sexe"], "Redressement par calage sur marges (raking ratio) : sexe."),
    ],
)
def test_the_weighting_is_said_from_what_was_recorded(
    margins: list[str], said: str, voices: dict[str, Voice], small_survey: Callable[..., Any]
) -> None:
    _, edition = small_survey().write()
    names = voices["fr"]
    weighting = replace(names.survey.weighting, calibration="raking")
    names = replace(names, survey=replace(names.survey, weighting=weighting))
    rows = [WeightingMeasure("", "", "iterations", 7.0)]
    rows += [WeightingMeasure(name, "1", "target", 52.0) for name in margins]
    blocks = methodology(names, edition, Records(rows, {}))
    assert said in [block.text.replace(NARROW, " ") for block in blocks if isinstance(block, Paragraph)]
    stated = [entry for block in blocks if isinstance(block, Definitions) for entry in block.entries]
    assert ("Itérations du calage", "7") in stated
    heads = [head for block in blocks if isinstance(block, ReportTable) for head in block.columns]
    assert ("Visé (%)" in heads) == bool(margins)


REMOVED = [
    ({"counts": {"received": 1003, "kept": 1000, "removed": 0}}, "0"),
    (
        {"counts": {"removed": 31}, "removed": {"duplicate of the identifier": 20, "x": 11}},
        "31 ; Identifiant en double : 20 ; x : 11",
    ),
    (
        {"counts": {"removed": 31}, "removed": {"duplicate of the identifier": None, "x": 31}},
        "31 ; Identifiant en double : < 11 ; x : 31",
    ),
    ({"counts": {"removed": None}, "removed": {}}, "< 11"),
    ({"counts": {"received": 1003}}, ""),
    (
        {
            "counts": {"removed": 41},
            "removed": {"duplicate of the identifier": 20, "duplicate of the identifier ": 21},
        },
        "41 ; Identifiant en double : 41",
    ),
]


@pytest.mark.parametrize(("provenance", "said"), REMOVED)
def test_who_was_removed_is_counted_by_reason_and_few_are_not_counted_out(
    provenance: dict[str, Any], said: str, voices: dict[str, Voice]
) -> None:
    blocks = methodology(voices["fr"], Edition("2009", Label("2009", "2009"), ()), Records([], provenance))
    entries = {
        term: text for block in blocks if isinstance(block, Definitions) for term, text in block.entries
    }
    assert plain(entries.get("Questionnaires écartés", "")) == said


CHECKED = [
    ({"received": 1003, "kept": 983, "removed": 20}, "1 003 questionnaires reçus = 983 gardés + 20 écartés"),
    ({"received": 1003, "kept": 983, "removed": None}, ""),
    ({"received": None, "kept": 983, "removed": None}, ""),
    ({"received": 50, "kept": None, "removed": 45}, ""),
    ({}, ""),
]


@pytest.mark.parametrize(("counts", "said"), CHECKED)
def test_the_quality_report_adds_up_what_may_be_told(
    counts: dict[str, int | None], said: str, voices: dict[str, Voice]
) -> None:
    edition = Edition("2009", Label("2009", "2009"), ())
    blocks = quality_report(voices["fr"], edition, Records([], {"counts": counts}))
    entries = [entry for block in blocks if isinstance(block, Definitions) for entry in block.entries]
    [found] = [plain(text) for term, text in entries if term == "Contrôles"] or [""]
    assert found.startswith(said) and bool(found) == bool(said)


METHODS = [
    ("none", None, "Aucun : chaque répondant compte pour un."),
    ("none", "w", "Les poids sont donnés avec les réponses."),
    ("raking", None, "Calage sur marges par ratissage."),
    ("raking", "w", "Calage sur marges par ratissage."),
]


@pytest.mark.parametrize(("calibration", "weight", "said"), METHODS)
def test_the_quality_report_says_how_respondents_are_weighted(
    calibration: Any, weight: str | None, said: str, voices: dict[str, Voice]
) -> None:
    survey = voices["fr"].survey
    survey = replace(
        survey,
        weighting=replace(survey.weighting, calibration=calibration),
        design=replace(survey.design, weight=weight),
    )
    blocks = quality_report(Voice("fr", survey), Edition("2009", Label("2009", "2009"), ()), Records([], {}))
    entries = dict(entry for block in blocks if isinstance(block, Definitions) for entry in block.entries)
    assert plain(entries["Méthode"]) == said


DIAGNOSTICS = [(99.994, "99,99"), (100.0, "100"), (1003.4, "1 003"), (1.2345, "1,23")]


@pytest.mark.parametrize(("value", "text"), DIAGNOSTICS)
def test_a_diagnostic_of_the_weights_has_two_decimals_below_100(
    value: float, text: str, voices: dict[str, Voice]
) -> None:
    rows = [WeightingMeasure("", "", "n_effective", value), WeightingMeasure("", "", "iterations", 7.0)]
    blocks = methodology(voices["fr"], Edition("2009", Label("2009", "2009"), ()), Records(rows, {}))
    entries = [plain(said) for block in blocks if isinstance(block, Definitions) for _, said in block.entries]
    assert text in entries and "7" in entries


ITEMS = [
    ([("sexe", 5.0), ("age", 20.0), ("accueil", 10.0)], ("10 %", "20 %", "« Âge »")),
    ([("sexe", 5.0)], ("5 %", "5 %", "« Sexe »")),
    ([("heures", None)], ()),
    ([], ()),
]


@pytest.mark.parametrize(("rates", "said"), ITEMS)
def test_the_quality_report_names_the_question_that_most_left_blank(
    rates: list[tuple[str, float | None]], said: tuple[str, ...], voices: dict[str, Voice]
) -> None:
    rows = [QualityMeasure("nonresponse", name, "", "rate", rate) for name, rate in rates]
    rows += [
        QualityMeasure("break_off", "sexe", "", "rate", 99.0),
        QualityMeasure("nonresponse", "sexe", "", "asked", 99.0),
    ]
    edition = Edition("2009", Label("2009", "2009"), ())
    blocks = quality_report(voices["fr"], edition, Records([], {}, rows))
    entries = dict(entry for block in blocks if isinstance(block, Definitions) for entry in block.entries)
    text = plain(entries.get("Non-réponse aux questions", ""))
    assert bool(text) == bool(said)
    if said:
        median, worst, name = said
        assert f"d’au plus {median} ; le plus élevé, {worst}, est celui de {name}." in text
