"""A survey of sixteen places whose shares follow what is known of them; two are of few respondents."""

from __future__ import annotations

import numpy as np
import pandas as pd

PLACES = [f"{place:02}" for place in range(1, 17)]
FEW = {"15": 4, "16": 9}
"""Places of fewer respondents than may be published, and how many."""
OLDER = dict(zip(PLACES, np.linspace(15, 45, 16).round(1), strict=True))
"""What is known of each place: the share of older inhabitants, in %."""
SURVEY = """
territories = ["place"]
{modelled}
[publication]
reliability = "none"
[questions.place]
type = "single"
codes = {{ {codes} }}
[questions.age]
type = "single"
label = {{ fr = "Âge", en = "Age" }}
[questions.age.codes]
young = {{ fr = "Moins de 60 ans", en = "Under 60" }}
old = {{ fr = "60 ans ou plus", en = "60 or more" }}
[questions.yes]
type = "single"
codes = {{ 1 = "Oui", 0 = "Non" }}
[questions.even]
type = "single"
codes = {{ 1 = "Oui", 0 = "Non" }}
[questions.hours]
type = "numeric"
[themes.t]
[indicators.yes]
theme = "t"
answers = ["1"]
[indicators.even]
theme = "t"
answers = ["1"]
[indicators.hours]
theme = "t"
statistic = "mean"
"""


def survey(covariates: str = '"older"', indicators: str = '"yes", "even", "hours"') -> str:
    """The definitions; a model of nothing without covariates."""
    modelled = f"[modelled.place]\nindicators = [{indicators}]\ncovariates = [{covariates}]\n"
    codes = ", ".join(f'{place} = "Lieu {place}"' for place in PLACES)
    return SURVEY.format(modelled=modelled if covariates else "", codes=codes)


def answers() -> pd.DataFrame:
    """14 places of 20 to 280 respondents: their share of yes goes with age and is their own besides; that of
    even is half in all of them."""
    draws = np.random.default_rng(11)
    rows = []
    for number, place in enumerate(PLACES):
        n = FEW.get(place, 20 + 20 * number)
        share = (20 + 0.9 * OLDER[place] + draws.normal(0, 5)) / 100
        rows.append(
            pd.DataFrame(
                {
                    "place": place,
                    "age": np.where(draws.random(n) < 0.5, "young", "old"),
                    "yes": (draws.random(n) < share).astype(int),
                    "even": np.arange(n) % 2,
                    "hours": draws.poisson(100 * share, n),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def covariates() -> str:
    """covariates.csv with what is known of the places."""
    head = "variable,code,covariate,value,label_fr,label_en,source,date\n"
    said = "part des 60 ans ou plus,share aged 60 or more,Recensement,2020"
    return head + "".join(f"place,{place},older,{OLDER[place]},{said}\n" for place in PLACES)


def crossed_margin() -> str:
    """margins.csv with the same, as a margin of places and ages crossed: every place of as many people."""
    rows = [
        f"place*age,{place}*{age},{part * 1000:.0f},Recensement\n"
        for place in PLACES
        for age, part in (("young", 100 - OLDER[place]), ("old", OLDER[place]))
    ]
    return "variable,code,count,source\n" + "".join(rows)
