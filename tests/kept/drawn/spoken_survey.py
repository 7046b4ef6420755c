"""A survey that says what people do and where groups are, and figures of it made by rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from analysis.questionnaire import Edition, Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of

DEFINITIONS = """
breakdowns = ["age", "sexe"]
composition = "age"
called = { fr = ["une personne", "personnes"], en = ["a person", "people"] }
[themes.t]
[questions.sexe]
type = "single"
label = { fr = "Sexe", en = "Sex" }
codes = { f = { fr = "Femmes", en = "Women" }, h = { fr = "Hommes", en = "Men" } }
[questions.sexe.within]
f = { fr = ["chez les femmes", "chez elles"], en = ["among women", "among them"] }
h = { fr = "chez les hommes", en = "among men" }
[questions.age]
type = "single"
ordered = true
label = { fr = "Âge", en = "Age" }
codes = { 1 = "15-34", 2 = "35-64", 3 = { fr = "65 ans ou plus", en = "65 or more" } }
more = { fr = "plus les personnes sont âgées", en = "the older people are" }
[questions.pays]
type = "single"
label = "Pays"
codes = { a = "Nord", b = "Sud", x = { fr = "Autre pays", en = "Other country" } }
[questions.club]
type = "single"
label = { fr = "Êtes-vous d'un club ?", en = "Are you in a club?" }
codes = { 1 = { fr = "Oui", en = "Yes" }, 2 = { fr = "Non", en = "No" } }
[questions.lieux]
type = "multiple"
label = { fr = "Lieux", en = "Places" }
[questions.lieux.codes]
m = { fr = "La maison", en = "Home" }
p = { fr = "Les parcs et jardins publics", en = "Public parks and gardens" }
c = { fr = "Un club loin", en = "A faraway..." }
d = { fr = "Un club ouvert", en = "An open club." }
[questions.lieux.verbs]
p = { fr = ["va au parc", "vont au parc"], en = ["goes to the park", "go to the park"] }
[questions.avis]
type = "single"
codes = { 1 = "Bon", 2 = "Mauvais" }
[questions.heures]
type = "numeric"
unit = { fr = "heures", en = "hours" }
[populations.sportifs]
label = { fr = "Sportifs réguliers", en = "Regular sportspeople" }
among = { club = ["1"] }
[indicators.club]
theme = "t"
title = { fr = "Membres d'un club", en = "Members of a club" }
answers = ["1"]
headline = true
verb = { fr = ["est d'un club", "sont d'un club"], en = ["is in a club", "are in a club"] }
[indicators.club_sportifs]
theme = "t"
title = { fr = "Sportifs d'un club", en = "Sportspeople of a club" }
variable = "club"
answers = ["1"]
population = "sportifs"
verb = { fr = ["est d'un club", "sont d'un club"], en = ["is in a club", "are in a club"] }
[indicators.membres]
theme = "t"
title = { fr = "Membres", en = "Members" }
variable = "club"
answers = ["1"]
[indicators.lieux]
theme = "t"
title = { fr = "Lieux fréquentés", en = "Places visited" }
[indicators.avis]
theme = "t"
title = { fr = "Avis", en = "Opinion" }
statistic = "balance"
favourable = ["1"]
unfavourable = ["2"]
verb = { fr = ["juge bon", "jugent bon"], en = ["thinks it good", "think it good"] }
[indicators.heures]
theme = "t"
title = { fr = "Heures données", en = "Hours given" }
statistic = "mean"
verb = { fr = "donnent en moyenne", en = "give on average" }
[indicators.depense]
theme = "t"
title = { fr = "Dépense", en = "Spending" }
variable = "heures"
unit = { fr = "euros", en = "euros" }
statistic = "mean"
decimals = 2
[indicators.mediane]
theme = "t"
title = { fr = "Heures médianes", en = "Median hours" }
variable = "heures"
statistic = "median"
verb = { fr = "donnent", en = "give" }
"""


SURVEY = survey_of(DEFINITIONS)


VOICES = tuple(Voice(language, SURVEY) for language in ("fr", "en"))


EDITION = Edition("2024", Label("2024", "2024"), (), start=date(2024, 3, 1), end=date(2024, 4, 1))


FORMS: dict[str, dict[str, Any]] = {
    "club": {},
    "membres": {},
    "club_sportifs": {"population": "sportifs"},
    "avis": {"statistic": "balance", "unit": "points"},
    "heures": {"statistic": "mean", "unit": "heures", "decimals": 1},
    "depense": {"statistic": "mean", "unit": "euros", "decimals": 2},
    "mediane": {"statistic": "median", "unit": "heures", "decimals": 1},
}


NAMES = (*FORMS, "lieux/m", "lieux/p", "lieux/c", "lieux/d")


Line = list[str]


def line(of: str, say: Callable[..., str], *given: Any) -> Line:
    return [of, *(say(voice, *given) for voice in VOICES)]


def row_of(name: str, value: float | None, se: float = 1.4, n: int = 900, **given: Any) -> IndicatorRow:
    indicator, _, item = name.partition("/")
    low, high = (None, None) if value is None else (value - 2 * se, value + 2 * se)
    known = {"low": low, "high": high, "se": se, "n": n, **FORMS.get(name, {}), **given}
    return IndicatorRow(indicator, item, value=value, **known)


def groups_of(breakdown: str, codes: str, name: str, values: Sequence[float], n: int) -> list[IndicatorRow]:
    return [
        row_of(name, value, breakdown=breakdown, group=code, n=n)
        for code, value in zip(codes, values, strict=True)
    ]


def changes_of(name: str, before: float, after: float, **given: Any) -> Changes:
    cell = (name.partition("/")[0], name.partition("/")[2])
    known: dict[str, Any] = {"difference": after - before, "p": 0.001, "p_report": 0.001, **given}
    change = Change(*cell, "2009", "2024", before, after, **known)
    figures = {"2009": {cell: row_of(name, before)}, "2024": {cell: row_of(name, after)}}
    titles = {year: Label(f"Édition {year}", f"Edition {year}") for year in figures}
    return Changes("2024", [change], titles, {"2009": 2009, "2024": 2024}, {}, figures)
