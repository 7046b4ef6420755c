"""A territory made of rows, as the pages of a territory read it: a survey, its figures, and what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from analysis.questionnaire import Edition, Label
from analysis.reporting.blocks import Block, Lines, Paragraph
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.record_rows import Records
from analysis.results.territory_rows import TerritoryRow
from tests.defined_survey import survey_of
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]


SURVEY = """
territories = ["dep"]
[themes.t]
title = "Avis"
[themes.u]
title = "Autres avis"
[themes.p]
title = "Profil"
profile = true
[questions.dep]
type = "single"
codes = { a = "Aa", b = "Bb", c = "Cc", d = "Dd" }
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 3 = "Peut-être" }
[questions.n]
type = "numeric"
unit = "heures"
[questions.sexe]
type = "single"
codes = { f = "Femmes", h = "Hommes" }
[derived.femme]
groups_of = "sexe"
codes.f = { fr = "Oui", of = ["f"] }
codes.h = { fr = "Non", of = ["h"] }
[indicators.heures]
title = "Heures"
theme = "t"
variable = "n"
statistic = "mean"
headline = true
[indicators.toutes]
title = "Toutes"
theme = "u"
variable = "q"
headline = true
[indicators.sexe]
title = "Sexe"
theme = "p"
[indicators.femme]
title = "Femme"
theme = "p"
""" + "".join(
    f'[indicators.k{n}]\ntitle = "K{n}"\ntheme = "t"\nvariable = "q"\nanswers = ["1"]\nheadline = true\n'
    for n in range(8)
)


VOICE = Voice("fr", survey_of(SURVEY))


def row(estimate: Make, name: str, value: float | None = 40.0, p: float = 0.5, **given: Any) -> TerritoryRow:
    """A figure of the territory beside the rest; what is no part of the comparison is of the estimate."""
    beside = {key: given.pop(key) for key in BESIDE if key in given}
    filled: dict[str, Any] = {"rest": 50.0, "difference": -10.0, "p": p, **beside}
    return TerritoryRow(estimate(value, indicator=name, breakdown="dep", group="a", **given), **filled)


BESIDE = ("rest", "difference", "low", "high", "detectable", "ranks")


def content(rows: Sequence[TerritoryRow], **given: Any) -> Any:
    """What the pages of a territory read."""
    filled: dict[str, Any] = {
        "voice": VOICE,
        "place": "Aa",
        "territory": ("dep", "a"),
        "rows": rows,
        "opinions": rows,
        "findings": [],
        "respondents": 120,
        "is_short": False,
        "grid": None,
        "themes": ["t", "u"],
        "edition": Edition("2024", Label("2024", "2024"), ()),
        "whole": IndicatorRows(()),
        "everywhere": lambda _: {},
    }
    return SimpleNamespace(records=Records((), {}), **{**filled, **given})


def names(rows: Sequence[TerritoryRow]) -> list[str]:
    """Which figures rows are of."""
    return [each.estimate.indicator + each.estimate.item for each in rows]


def told(blocks: Iterable[Block]) -> list[str]:
    """What lines and paragraphs say, of lines what they are about."""
    found = []
    for block in blocks:
        if isinstance(block, Lines):
            found += [term for term, _ in block.lines]
        if isinstance(block, Paragraph):
            found.append(block.text)
    return [plain(said) for said in found]
