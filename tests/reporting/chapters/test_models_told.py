"""How a model of territories is told: what it knows, what is measured of it, why figures are not shown."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.reporting.blocks import Definitions, Heading, Paragraph
from analysis.reporting.chapters.method_pages.area_models_told import models_told
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import ModelRow, Records
from tests.plain_spaces import plain

MEASURES = {"normality_p": 0.456, "fit_p": 0.054, "remaining": 0.714, "model_sd": 3.27}
MEASURED = "normalité des résidus"


def model(indicator: str = "bien_accueillis", **given: Any) -> ModelRow:
    """A model of 14 territories that knows one thing of them."""
    usual: dict[str, Any] = {
        "areas": 14,
        "labels": {"fr": ["Part des 60 ans"], "en": ["Share aged 60"]},
        "sources": ["Insee"],
        "coefficients": [1.0, 2.0],
        "doubt": "",
        "measures": MEASURES,
    }
    return ModelRow(indicator, "sexe", **{**usual, **given})


def told(voice: Voice, *models: ModelRow) -> dict[str, str]:
    """What is said of each model, by its name."""
    blocks = models_told(voice, Records([], {}, models=models))
    entries = [entry for block in blocks if isinstance(block, Definitions) for entry in block.entries]
    return {plain(name): plain(text) for name, text in entries}


def test_a_model_is_told_with_what_it_knows_and_what_is_measured(voices: dict[str, Voice]) -> None:
    assert told(voices["en"], model()) == {
        "Well received, sex": "Estimates shown. The model, of 14 territories, knows of each: share aged 60. "
        "Source: Insee. Standard deviation of what it leaves unexplained: 3.3 points; normality of "
        "residuals: p = 0.46; distance from direct figures: p = 0.05; standard error over that of the "
        "direct figure: 71% (median)."
    }


SOURCES = [
    (
        ["Insee", "Insee", ""],
        ["Part des 60 ans", "Part des femmes"],
        "part des 60 ans et part des femmes. Source : Insee.",
    ),
    (["", ""], ["Part des 60 ans"], "part des 60 ans."),
    (["Insee", "Dares"], ["Part des 60 ans"], "part des 60 ans. Source : Insee ; Dares."),
]


@pytest.mark.parametrize(("sources", "labels", "said"), SOURCES)
def test_each_source_is_named_once(
    sources: list[str], labels: list[str], said: str, voices: dict[str, Voice]
) -> None:
    row = model(sources=sources, labels={"fr": labels}, measures={})
    [text] = told(voices["fr"], row).values()
    assert text.endswith(said) and "14 territoires" in text


def test_what_is_left_unexplained_of_a_number_has_its_unit(voices: dict[str, Voice]) -> None:
    [text] = told(voices["fr"], model("heures", unit="heures")).values()
    assert "3,27 heures" in text and "points" not in text


def test_a_model_that_was_not_fitted_says_why_and_has_no_measure(voices: dict[str, Voice]) -> None:
    row = model(doubt="few_areas", measures={}, labels={})
    assert told(voices["fr"], row, model("heures")).popitem()[0] == "Heures par mois, sexe"
    [text] = told(voices["fr"], row).values()
    assert text == plain(voices["fr"].say("modelled.doubt.few_areas"))


def test_without_a_model_nothing_is_said_and_with_one_its_rules(voices: dict[str, Voice]) -> None:
    assert models_told(voices["fr"], Records([], {})) == []
    blocks = models_told(voices["fr"], Records([], {}, models=[model()]))
    [heading] = [block for block in blocks if isinstance(block, Heading)]
    assert (heading.level, heading.anchor) == (3, "method-modelled")
    said = " ".join(plain(block.text) for block in blocks if isinstance(block, Paragraph))
    assert "95 %" in said and "5 %" in said and "11 répondants" in said
