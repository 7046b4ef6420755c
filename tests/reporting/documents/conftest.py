"""A small report that has a block of every kind, as a notebook carries it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from analysis.reporting.blocks import (
    Block,
    Card,
    Cards,
    Chart,
    Contents,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    Point,
    Quotation,
    ReportTable,
    RowGroup,
    Section,
    TableCell,
    TableRow,
)
from analysis.reporting.carried_blocks import block_from
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.language.typography import Typesetter


def as_carried(blocks: list[Block]) -> list[Block]:
    """`blocks` read back from the notebook's JSON."""
    return [block_from(json.loads(json.dumps(block.data()))) for block in blocks]


def a_table(columns: list[str], rows: list[str], caption: str = "Âge", is_text: bool = False) -> ReportTable:
    cells = [TableCell("12,5", "10,1 – 14,9", "(b)", "précision faible")] * len(columns)
    groups = [RowGroup("Sexe", [TableRow(label, cells) for label in rows])]
    return ReportTable("table-x", caption, "Groupe", columns, groups, ["(b) : précision faible."], is_text)


def a_chart(labels: list[str]) -> Chart:
    points = [Point(label, 50.0, 45.0, 55.0, "50 %") for label in labels]
    return chart_of(
        RankedBars(points), Typesetter("fr"), "chart-x", "Part (%)", "Tous", "Trait : intervalle."
    )


def report(text: str = "Oui") -> list[Block]:
    """A report of every kind of block in which each text of a respondent or an analyst is `text`."""
    evidence = Section(
        "evidence",
        [a_chart([Typesetter("fr").typeset(text), "Non"]), a_table(["Part (%)", "Répondants"], [text])],
    )
    figure = [
        Heading(text, 3, "indicator-accueil", "plus = mieux", "favourable"),
        Paragraph(text, "headline"),
        Lines([(text, "écart significatif.")], " : "),
        evidence,
        Paragraph("Qui répond ?", "about"),
        a_table([text, "Répondants"], [text, "Non"], "Par groupe"),
    ]
    chapter = [
        Heading("L’accueil", 2, "theme-accueil"),
        Paragraph(text, "lead"),
        Section("indicator", figure),
    ]
    cards = [Card("68 %", text, [text, "120 répondants"], "favourable", "indicator-accueil")]
    return as_carried(
        [
            Cover(
                "Enquête",
                "2009",
                [("Dates", text)],
                "fr",
                "Données simulées : rien n’est vrai.",
                "Données simulées",
            ),
            Contents("Sommaire", [("Chiffres clés", "key-figures"), ("L’accueil", "theme-accueil")]),
            Section("key-figures", [Heading("Chiffres clés", 2, "key-figures"), Cards(cards)]),
            Section("chapter", chapter),
            Quotation(text, text, text, "en"),
            Section("page", [Heading("Méthodologie", 2, "methodology"), Definitions([(text, text)])]),
        ]
    )


@pytest.fixture(scope="session")
def blocks() -> list[Block]:
    return report()


@pytest.fixture
def read() -> Callable[[bytes], PdfReader]:
    return lambda content: PdfReader(io.BytesIO(content))
