"""The third of a page of a small territory: why it has no figure, and how many respondents it takes."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.reporting.blocks import walk
from analysis.reporting.chapters.territory_pages.small_territory import small_page, small_title
from analysis.results.indicator_rows import IndicatorRows
from analysis.results.territory_rows import TerritoryRow
from tests.plain_spaces import plain
from tests.reporting.chapters.made_territory import Make, content, told

KNOWN = (("b", 5.0, 110), ("c", 2.0, 400), ("d", 3.0, 200))


NEEDED = "pour connaître une part à 10 points près (Bb), 200 pour la connaître à 6 points près (Dd)."


WHOLE = "En attendant, pour l’ensemble : K0 : 60 % ; K1 : 60 % ; K2 : 60 %. Rien n’indique que ce territoire"


SMALL = [
    (None, "Trop peu de répondants ont répondu pour « Aa »", "Trop peu de répondants pour « Aa »"),
    (1, "1 répondant pour « Aa » ne suffit pas", "un seul y pèserait 100 points."),
    (25, "25 répondants pour « Aa » ne suffisent pas", "un seul y pèserait 4 points."),
]


@pytest.mark.parametrize(("respondents", "title", "why"), SMALL)
def test_a_small_territory_is_told_why_and_how_many_it_takes(
    respondents: int | None, title: str, why: str, estimate: Make
) -> None:
    whole = [estimate(60.0, indicator=f"k{n}") for n in range(4)]
    of_answers = [estimate(60.0, indicator="toutes", item="1")]
    everywhere = {
        code: TerritoryRow(estimate(60.0, se, indicator="k0", breakdown="dep", group=code, n=n))
        for code, se, n in KNOWN
    }
    small: dict[str, Any] = {"respondents": respondents, "is_short": True}
    given = content([], **small, whole=IndicatorRows((*of_answers, *whole)), everywhere=lambda _: everywhere)
    assert plain(small_title(given)).startswith(title)
    first, meanwhile, _ = told(walk(small_page(given)))
    assert why in first and first.endswith(NEEDED) and meanwhile.startswith(WHOLE)
    for codes in ("b", "bc"):
        few = content([], **small, whole=IndicatorRows(tuple(whole)))
        few.everywhere = lambda _, codes=codes: {code: everywhere[code] for code in codes}
        assert ("Il en faut" in told(walk(small_page(few)))[0]) == (codes == "bc")
    assert len(told(walk(small_page(content([], **small))))) == 2
