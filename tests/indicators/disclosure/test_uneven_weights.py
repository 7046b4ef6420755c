"""Respondents of weight 0 in one of several designs: those who count in it are a set of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf

import pytest

from analysis.steps.results_files import Built

SURVEY = """
breakdowns = ["sexe"]
[publication]
reliability = "none"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "Femmes", h = "Hommes", x = "Autres" }
[questions.mode]
type = "single"
codes = { web = "En ligne", tel = "Par téléphone" }
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[designs.web]
among = { mode = ["web"] }
weight = "poids"
[populations.joints]
among = { mode = ["web"] }
[populations.en_ligne]
design = "web"
[indicators.q]
theme = "t"
[indicators.q_joints]
theme = "t"
variable = "q"
population = "joints"
[indicators.q_en_ligne]
theme = "t"
variable = "q"
population = "en_ligne"
"""
COUNTED = {("f", "web", 1): 9, ("h", "web", 1): 60, ("h", "web", 0): 15, ("x", "web", 1): 30}
BY_PHONE = {("f", "tel", 0): 50, ("h", "tel", 0): 70, ("x", "tel", 0): 40}


@pytest.mark.parametrize("without", [0, 4, 20])
def test_few_of_a_design_do_not_follow_where_others_of_them_have_weight_0(
    without: int, processed: Callable[..., Built]
) -> None:
    """9 women count on the web, and so many more have weight 0: 99 less the others would be the 9."""
    sizes = {**COUNTED, ("f", "web", 0): without, **BY_PHONE}
    rows = [f"{sex},{mode},{w},{i % 2}\n" for (sex, mode, w), n in sizes.items() for i in range(n)]
    found = processed(SURVEY, "sexe,mode,poids,q\n" + "".join(rows)).indicators.query("item == '1'")
    n = found.set_index(["population", "group"])["n"].dropna().astype(int).to_dict()
    assert n["all", "all"] == 274 + without and ("en_ligne", "f") not in n
    of_web = [n.get(("en_ligne", group)) for group in ("all", "h", "x")]
    assert None in of_web, of_web
    least, most = women_of_weight(n)
    assert least <= 1 and most >= 10
    assert n.get(("joints", "all"), 0) - n.get(("en_ligne", "all"), 0) != 4


def women_of_weight(n: Mapping[tuple[str, str], int]) -> tuple[float, float]:
    """The least and the most women who may count on the web: those of its design beside the groups shown of
    it, where no group has more than it has on the web."""
    others = [group for group in ("h", "x") if ("en_ligne", group) not in n]
    shown = sum(n.get(("en_ligne", group), 0) for group in ("h", "x"))
    beside = n.get(("en_ligne", "all"), inf) - shown
    least = n.get(("en_ligne", "all"), 0) - shown - sum(n.get(("joints", group), inf) for group in others)
    return max(least, 0), min(beside, n.get(("joints", "f"), inf))
