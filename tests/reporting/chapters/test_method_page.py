"""The methodology page, case by case: collection, problems, absences and files as they were recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label, SamplingDesign, Weighting
from analysis.questionnaire.settings import CROSSED
from analysis.reporting.blocks import Block, Definitions, Heading, Paragraph, ReportTable
from analysis.reporting.chapters.methodology import brief_methodology, methodology
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import QualityMeasure, Records, WeightingMeasure
from tests.plain_spaces import plain

EDITION = Edition("2024", Label("2024", "2024"), ())


def page(
    voice: Voice,
    provenance: Mapping[str, Any] | None = None,
    edition: Edition = EDITION,
    rows: Sequence[QualityMeasure] = (),
    weighting: Sequence[WeightingMeasure] = (),
) -> list[Block]:
    """The page of these records."""
    return methodology(voice, edition, Records(list(weighting), dict(provenance or {}), list(rows)))


def part(blocks: Sequence[Block], anchor: str) -> list[Block]:
    """What stands under a heading, up to the next."""
    headings = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    [start] = [n for n in headings if blocks[n].anchor == anchor]
    end = next((n for n in headings if n > start), len(blocks))
    return list(blocks[start + 1 : end])


def entries(blocks: Sequence[Block]) -> dict[str, str]:
    """What the definitions of a part say."""
    return {
        plain(term): plain(text)
        for block in blocks
        if isinstance(block, Definitions)
        for term, text in block.entries
    }


def said(blocks: Sequence[Block]) -> list[str]:
    """The sentences of a part."""
    return [plain(block.text) for block in blocks if isinstance(block, Paragraph)]


RECORDED = {
    "counts": {"received": 1003, "kept": 990, "removed": 13},
    "removed": {
        "duplicate of the identifier": 3,
        "duplicate of the identifier in 2 files": 4,
        "own reason": 6,
    },
    "problems": {"unknown code": 4, "unknown code: x": None, "out of range": 5, "out of range: y": 7},
    "files": [
        {
            "name": "a.csv",
            "format": "csv",
            "encoding": "utf-8",
            "separator": ";",
            "decimal": ",",
            "bytes": 12345,
            "sha256": "abc",
        },
    ],
    "versions": {"python": "3.11", "numpy": "2.0"},
}


def test_what_was_collected_is_told_with_what_is_not_stated(voices: dict[str, Voice]) -> None:
    blocks = page(voices["fr"], RECORDED, replace(EDITION, invited=2000))
    assert entries(part(blocks, "method-collection")) == {
        "Personnes invitées": "2 000",
        "Questionnaires reçus": "1 003",
        "Questionnaires retenus": "990",
        "Questionnaires écartés": "13 ; Identifiant en double : 7 ; own reason : 6",
        "Non renseigné": "dates",
    }
    few = page(voices["fr"], {"counts": {"received": 1003, "kept": 990, "removed": None}})
    found = entries(part(few, "method-collection"))
    assert found["Questionnaires écartés"] == "< 11"
    assert found["Non renseigné"] == "dates et personnes invitées"


def test_complete_questionnaires_and_their_rates_are_told_where_they_were_counted(
    voices: dict[str, Voice],
) -> None:
    rows = [
        QualityMeasure("response", "", "", "completed", 900),
        QualityMeasure("response", "", "completed / started", "completion_rate", 90),
        QualityMeasure("response", "", "completed / invited", "response_rate", 45),
    ]
    found = entries(part(page(voices["fr"], rows=rows), "method-collection"))
    assert {term: text for term, text in found.items() if "complets" in term} == {
        "Questionnaires complets": "900",
        "Taux d’achèvement (complets / commencés)": "90 %",
        "Taux de réponse (complets / invités)": "45 %",
    }


def test_problems_of_one_kind_are_counted_together_and_few_are_not_told(voices: dict[str, Voice]) -> None:
    problems = part(page(voices["fr"], RECORDED), "method-problems")
    assert entries(problems) == {"Code inconnu du questionnaire": "< 11", "Nombre hors des bornes": "12"}
    assert said(part(page(voices["fr"]), "method-problems")) == ["Aucune anomalie relevée."]


def test_files_are_told_by_their_form_and_their_checksum(voices: dict[str, Voice]) -> None:
    assert entries(part(page(voices["fr"], RECORDED), "method-provenance")) == {
        "Fichier des réponses": "a.csv",
        "Format": "csv, utf-8, « ; », « , »",
        "Taille (octets)": "12 345",
        "SHA-256": "abc",
        "Logiciels": "python 3.11, numpy 2.0",
    }
    assert entries(part(page(voices["fr"]), "method-provenance")) == {"Non renseigné": "logiciels"}


def test_the_parts_of_the_page_stand_on_one_level(voices: dict[str, Voice]) -> None:
    headings = [block for block in page(voices["fr"], RECORDED) if isinstance(block, Heading)]
    assert {heading.level for heading in headings} == {3} and len(headings) == 6


def test_what_became_of_each_question_stands_in_one_row(voices: dict[str, Voice]) -> None:
    counts = (("asked", 1000), ("answered", 900), ("refused", None), ("dont_know", 0), ("no_answer", 50))
    counts += (("left", 30), ("invalid", 20))
    rows = [QualityMeasure("nonresponse", "sexe", "", measure, value) for measure, value in counts]
    rows.append(QualityMeasure("nonresponse", "gone", "", "asked", 10))
    [table] = [
        block
        for block in page(voices["fr"], rows=rows)
        if isinstance(block, ReportTable) and block.anchor == "table-nonresponse"
    ]
    [row] = table.groups[0].rows
    assert row.label == "Sexe"
    assert [plain(cell.text) for cell in row.cells] == ["1 000", "900", "< 11", "0", "50", "30", "20"]
    assert len(table.columns) == 7
    anchors = [block.anchor for block in page(voices["fr"], rows=rows[-1:]) if isinstance(block, ReportTable)]
    assert "table-nonresponse" not in anchors


def test_the_page_of_a_territory_says_how_it_is_compared(voices: dict[str, Voice]) -> None:
    blocks = brief_methodology(voices["fr"], EDITION, Records([], {}, []), "Bretagne")
    anchors = [block.anchor for block in blocks if isinstance(block, Heading)]
    assert anchors == [f"method-{name}" for name in ("collection", "comparison", "precision", "provenance")]
    [text] = said(part(blocks, "method-comparison"))
    assert "sans ceux de Bretagne" in text and "au seuil de 5 %" in text and "30 répondants au moins" in text


RAKED = "Redressement par calage sur marges (raking ratio)"
WEIGHTED: dict[str, tuple[SamplingDesign, Weighting, list[str]]] = {
    # the design, the weighting, what is said of both
    "nothing": (SamplingDesign(), Weighting(), ["Aucun redressement : chaque répondant compte pour un."]),
    "a weight of the file": (
        SamplingDesign(weight="poids"),
        Weighting(),
        ["Les poids sont ceux du fichier des réponses."],
    ),
    "raking": (
        SamplingDesign(),
        Weighting("raking", variables=("sexe", "age")),
        [f"{RAKED} : sexe et âge."],
    ),
    "raking on the margins of a file": (SamplingDesign(), Weighting("raking"), [f"{RAKED}."]),
    "calibration within bounds, of a large part of the population": (
        SamplingDesign(fpc="taille"),
        Weighting("linear", variables=(f"sexe{CROSSED}age",), bounds=(0.5, 2.0)),
        [
            "Redressement par calage sur marges (méthode linéaire) : sexe × Âge.",
            "Rapport des poids calés aux poids de départ tenu entre 0,50 et 2,00. La précision tient compte "
            "de la part de la population tirée (correction de population finie).",
        ],
    ),
    "trimmed, in classes": (
        SamplingDesign(),
        Weighting("raking", variables=("sexe",), trim=(0.25, 4.0), nonresponse="age"),
        [
            f"{RAKED} : sexe.",
            "Poids de départ divisés par le taux de réponse de la classe du répondant (Âge). "
            "Poids de départ ramenés entre 0,25 et 4,00 fois leur moyenne.",
        ],
    ),
}


@pytest.mark.parametrize("case", WEIGHTED)
def test_how_respondents_are_weighted_is_said(case: str, voices: dict[str, Voice]) -> None:
    design, weighting, sentences = WEIGHTED[case]
    survey = replace(voices["fr"].survey, design=design, weighting=weighting)
    assert said(part(page(Voice("fr", survey)), "method-weighting")) == sentences


MARGINS = [
    WeightingMeasure("sexe", "1", "target", 52.0, "Insee"),
    WeightingMeasure("sexe", "1", "after", 52.04, "Insee"),
    WeightingMeasure("sexe", "2", "target", 48.0, "Insee"),
    WeightingMeasure(f"sexe{CROSSED}age", f"1{CROSSED}01", "target", 9.0),
    WeightingMeasure("heures", "", "total_target", 12345.0),
    WeightingMeasure("heures", "", "total_after", 12345.4),
    WeightingMeasure("", "", "kish_deff", 1.234),
    WeightingMeasure("", "", "n_effective", 812.6),
    WeightingMeasure("", "", "respondents", 1000),
    WeightingMeasure("", "", "iterations", 7),
]


def test_margins_are_told_by_what_was_aimed_at_and_reached(voices: dict[str, Voice]) -> None:
    blocks = part(page(voices["fr"], weighting=MARGINS), "method-weighting")
    assert entries(blocks) == {
        "Effet du redressement sur la variance (Kish)": "1,23",
        "Effectif efficace": "813",
        "Itérations du calage": "7",
    }
    [table] = [block for block in blocks if isinstance(block, ReportTable)]
    assert table.anchor == "table-margins" and [plain(note) for note in table.notes] == ["Source : Insee"]
    rows = {
        (plain(group.label), plain(row.label)): [plain(cell.text) for cell in row.cells]
        for group in table.groups
        for row in group.rows
    }
    assert rows == {
        ("Sexe", "Femmes"): ["52,0", "52,0"],
        ("Sexe", "Hommes"): ["48,0", ""],
        ("Sexe × Âge", "Femmes × 15-34"): ["9,0", ""],
        ("Combien d’heures par mois ?", "Total"): ["12 345", "12 345"],
    }
