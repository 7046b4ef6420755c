"""A survey of employers, twice: a stratum of one, groups too many for pairs, populations that share nobody,
amounts of money, series that are broken in each way."""

from __future__ import annotations

from random import Random

NAME = "firms"
TERRITORIES = ("departement=d1", "region=sud")
EDITIONS = ("2015", "2019")
TOWNS = [f"{place:02}" for place in range(1, 25)]
DEFINITIONS = """
title = { fr = "Les employeurs", en = "The employers" }
identifier = "numero"
sampling = "probability"
breakdowns = ["taille", "secteur", "commune"]
composition = "taille"
territories = ["region", "departement"]
missing = { refused = ["-1"] }
called = { fr = ["un employeur", "employeurs"], en = ["an employer", "employers"] }

[design]
weight = "poids"
strata = "strate"
single_psu = "average"
[weighting]
calibration = "raking"
variables = ["secteur"]

[publication]
level = 0.9
confidential_below = 4
reliability = "none"

[note]
population = { fr = "Les employeurs de la région.", en = "Employers of the region." }
mode = { fr = "Par téléphone.", en = "By telephone." }
recruitment = { fr = "Tirés au sort.", en = "Drawn at random." }
[privacy]
quasi_identifiers = ["commune", "secteur"]

[themes.emploi]
title = { fr = "L'emploi", en = "Employment" }
[themes.argent]
title = { fr = "L'argent", en = "Money" }
[themes.qui]
title = { fr = "Les employeurs", en = "The employers" }
profile = true

[questions.commune]
type = "single"
label = { fr = "Commune", en = "Town" }
codes = { TOWNS }
[questions.secteur]
type = "single"
label = { fr = "Secteur", en = "Sector" }
[questions.secteur.codes]
c = { fr = "Commerce", en = "Trade" }
i = { fr = "Industrie", en = "Industry" }
s = { fr = "Services", en = "Services" }
a = { fr = "Autre secteur", en = "Other sector" }
[questions.emplois]
type = "numeric"
label = { fr = "Emplois", en = "Jobs" }
min = 0
[questions.embauche]
type = "single"
label = { fr = "A embauché", en = "Hired" }
codes = { o = { fr = "Oui", en = "Yes" }, n = { fr = "Non", en = "No" } }
[questions.site]
type = "single"
label = { fr = "A un site", en = "Has a site" }
codes = { o = { fr = "Oui", en = "Yes" }, n = { fr = "Non", en = "No" } }
[questions.budget]
type = "numeric"
label = { fr = "Résultat", en = "Profit" }
unit = { fr = "euros", en = "euros" }
thousands = "."
affixes = ["€"]
[questions.charges]
type = "numeric"
label = { fr = "Charges", en = "Costs" }
unit = { fr = "euros", en = "euros" }
min = 1
[questions.confiance]
type = "scale"
label = { fr = "Confiance", en = "Confidence" }
codes = { 1 = "Aucune", 2 = "Faible", 3 = "Moyenne", 4 = "Bonne", 5 = "Entière" }
scores = { 1 = -2, 2 = -1, 3 = 0, 4 = 1, 5 = 2 }
[questions.prevision]
type = "single"
label = { fr = "Prévision", en = "Forecast" }
codes = { h = "En hausse", s = "Stable", b = "En baisse", n = "Ne sait pas" }
[questions.creation]
type = "date"
date_format = "%d/%m/%Y"

[derived.taille]
classes_of = "emplois"
label = { fr = "Taille", en = "Size" }
more = { fr = "plus l'employeur est grand", en = "the larger the employer" }
codes.p = { fr = "Moins de 5", en = "Under 5", below = 5 }
codes.m = { fr = "5 à 19", en = "5 to 19", from = 5, below = 20 }
codes.g = { fr = "20 à 49", en = "20 to 49", from = 20, below = 50 }
codes.t = { fr = "50 ou plus", en = "50 or more", from = 50 }
[derived.departement]
groups_of = "commune"
label = { fr = "Département", en = "Department" }
codes.d1 = { fr = "Premier", of = ["01", "02", "03", "04", "05", "06", "07", "08"] }
codes.d2 = { fr = "Deuxième", of = ["09", "10", "11", "12", "13", "14", "15", "16"] }
codes.d3 = { fr = "Troisième", of = ["17", "18", "19", "20", "21", "22", "23"] }
codes.d4 = { fr = "Quatrième", of = ["24"] }
[derived.region]
groups_of = "departement"
label = { fr = "Région", en = "Region" }
codes.nord = { fr = "Nord", of = ["d1", "d2"] }
codes.sud = { fr = "Sud", of = ["d3", "d4"] }
[derived.age]
year_of = "creation"
[derived.optimisme]
groups_of = "prevision"
label = { fr = "Optimisme", en = "Optimism" }
codes.oui = { fr = "Optimistes", en = "Optimists", of = ["h"] }
codes.non = { fr = "Prudents", en = "Cautious", of = ["s", "b"] }
left_out = ["n"]

[populations.petits]
label = { fr = "Petits employeurs", en = "Small employers" }
among = { taille = ["p", "m"] }
[populations.grands]
label = { fr = "Grands employeurs", en = "Large employers" }
among = { taille = ["g", "t"] }
[populations.confiants]
label = { fr = "Employeurs confiants", en = "Confident employers" }
among = { confiance = { not = ["1", "2"] } }

[indicators.secteur]
theme = "qui"
title = { fr = "Secteurs", en = "Sectors" }
breakdowns = ["region"]
[indicators.embauche]
theme = "emploi"
title = { fr = "Ont embauché", en = "Hired" }
answers = ["o"]
headline = true
direction = "favourable"
verb = { fr = ["a embauché", "ont embauché"], en = ["hired", "hired"] }
[indicators.embauche_petits]
theme = "emploi"
title = { fr = "Embauches", en = "Hiring" }
variable = "embauche"
population = "petits"
breakdowns = ["secteur", "region"]
[indicators.embauche_grands]
theme = "emploi"
title = { fr = "Embauches", en = "Hiring" }
variable = "embauche"
population = "grands"
breakdowns = ["secteur", "region"]
[indicators.emplois_petits]
theme = "emploi"
title = { fr = "Emplois", en = "Jobs" }
variable = "emplois"
statistic = "mean"
population = "petits"
breakdowns = ["secteur"]
[indicators.emplois_grands]
theme = "emploi"
title = { fr = "Emplois", en = "Jobs" }
variable = "emplois"
statistic = "mean"
population = "grands"
breakdowns = ["secteur"]
[indicators.site]
theme = "emploi"
title = { fr = "Ont un site", en = "Have a site" }
answers = ["o"]
never_by = ["secteur"]
[indicators.confiance]
theme = "emploi"
title = { fr = "Confiance", en = "Confidence" }
statistic = "balance"
favourable = ["4", "5"]
unfavourable = ["1", "2"]
headline = true
[indicators.confiance_moyenne]
theme = "emploi"
title = { fr = "Confiance moyenne", en = "Mean confidence" }
variable = "confiance"
statistic = "mean"
decimals = 2
[indicators.prevision]
theme = "emploi"
title = { fr = "Prévisions", en = "Forecasts" }
base = "asked"
[indicators.optimisme]
theme = "emploi"
title = { fr = "Optimistes", en = "Optimists" }
answers = ["oui"]
population = "confiants"
[indicators.budget]
theme = "argent"
title = { fr = "Résultat moyen", en = "Mean profit" }
statistic = "mean"
divide_by = 1000
unit = { fr = "milliers d'euros", en = "thousands of euros" }
headline = true
[indicators.budget_median]
theme = "argent"
title = { fr = "Résultat médian", en = "Median profit" }
variable = "budget"
statistic = "median"
[indicators.budget_quartile]
theme = "argent"
title = { fr = "Premier quartile", en = "First quartile" }
variable = "budget"
statistic = "first_quartile"
[indicators.budget_par_charge]
theme = "argent"
title = { fr = "Résultat par euro de charges", en = "Profit a euro of costs" }
variable = "budget"
denominator = "charges"
statistic = "ratio"
breakdowns = ["taille", "region"]
[indicators.budget_ecart]
theme = "argent"
title = { fr = "Écart type du résultat", en = "Deviation of profit" }
variable = "budget"
statistic = "standard_deviation"
divide_by = 1000
breakdowns = ["taille"]
[indicators.budget_variance]
theme = "argent"
title = { fr = "Variance du résultat", en = "Variance of profit" }
variable = "budget"
statistic = "variance"
divide_by = 1000
breakdowns = ["taille"]
[indicators.charges_totales]
theme = "argent"
title = { fr = "Charges en tout", en = "Costs in all" }
variable = "charges"
statistic = "total"
divide_by = 1000
breakdowns = ["taille", "departement"]
""".replace("TOWNS", ", ".join(f'{town} = "Commune {town}"' for town in TOWNS))
MARGINS = {
    "2015": "variable,code,share,source\nregion,nord,65,Insee\nregion,sud,35,Insee\n",
    "2019": "variable,code,count,source\nsecteur,c,4000,Insee\nsecteur,i,2500,Insee\nsecteur,s,3200,Insee\n"
    "secteur,a,300,Insee\nregion,nord,6400,Insee\nregion,sud,3600,Insee\n",
}
EDITION = """
title = "Employeurs {name}"
{more}
[file]
name = "answers.csv"
separator = ";"
decimal = ","
[fieldwork]
start = {name}-09-01
end = {name}-10-31
{tables}
"""
MORE = {
    "2015": 'columns = { taille = "tranche" }\nrecode.secteur = { a = "s" }\n',
    "2019": 'breaks = { confiance = { fr = "Échelle plus longue", en = "A longer scale" } }\n',
}
TABLES = {
    "2015": '[weighting]\ncalibration = "truncated"\nvariables = ["region"]\nbounds = [0.3, 3]\n'
    '[note]\nmode = { fr = "En ligne.", en = "Online." }\n'
    'recruitment = { fr = "Volontaires.", en = "Volunteers." }\n',
    "2019": "",
}
PUBLISHED = (
    "indicator,item,breakdown,group,year,value,source\nembauche,,,,2019,52,Enquête emploi\n"
    "budget,,secteur,c,2019,9.5,Rapport\nembauche,,,,2012,41,Enquête emploi\n"
    "embauche,,,,2017,47,Enquête emploi\nprevision,h,,,2019,30,Rapport\n"
)
COLUMNS = (
    *("numero", "poids", "strate", "commune", "secteur", "emplois", "embauche", "site", "budget"),
    *("charges", "confiance", "prevision", "creation"),
)


def definitions_of(edition: str) -> str:
    """edition.toml."""
    return EDITION.format(name=edition, more=MORE[edition], tables=TABLES[edition])


def files_of(edition: str) -> dict[str, str]:
    """The files beside edition.toml, by name."""
    files = {"answers.csv": answers_of(edition), "margins.csv": MARGINS[edition]}
    return files | ({"published.csv": PUBLISHED} if edition == EDITIONS[-1] else {})


def answers_of(edition: str) -> str:
    """answers.csv; the first edition asked for the size itself."""
    drawn, is_later = Random(int(edition)), edition == EDITIONS[-1]
    columns = COLUMNS if is_later else (*COLUMNS, "tranche")
    lines = [";".join(columns)]
    for number in range(560 if is_later else 420):
        cells = respondent(number, drawn, is_later)
        lines.append(";".join(cells[name] for name in columns))
    return "\n".join(lines) + "\n"


def respondent(number: int, drawn: Random, is_later: bool) -> dict[str, str]:
    """The cells of an employer; one is alone in its stratum."""
    town = TOWNS[-1] if number % 80 == 79 else TOWNS[number * 5 % 23]
    size = drawn.choices("pmgt", [0.4, 0.3, 0.2, 0.1])[0]
    jobs = drawn.randrange(*{"p": (0, 5), "m": (5, 20), "g": (20, 50), "t": (50, 200)}[size])
    order = "pmgt".index(size)
    sector = drawn.choices("cisa", [0.4, 0.25, 0.3, 0.05])[0]
    hired = drawn.random() < 0.25 + 0.13 * order + 0.1 * is_later
    profit = round(4000 + 6000 * order + drawn.gauss(0, 9000) + 2500 * (sector == "i"))
    mood = min(5, max(1, round(3 + 0.35 * order + drawn.gauss(0, 1.1) - 0.4 * is_later)))
    written = f"{abs(profit):,}".replace(",", ".") + " €"
    return {
        "numero": f"e{number}",
        "poids": "0" if number % 67 == 66 else f"{0.5 + drawn.random():.2f}".replace(".", ","),
        "strate": "z" if number == 30 else str(number % 31 % 5),
        "commune": town,
        "secteur": sector,
        "emplois": str(jobs),
        "embauche": "-1" if number % 43 == 42 else "on"[not hired],
        "site": "on"[size != "t" and drawn.random() < 0.5 - 0.1 * order],
        "budget": f"-{written}" if profit < 0 else written,
        "charges": str(8000 + 9000 * order + drawn.randrange(5000)),
        "confiance": str(mood),
        "prevision": drawn.choices("hsbn", [0.2 + 0.1 * order, 0.4, 0.3, 0.05])[0],
        "creation": f"{1 + number % 28:02}/{1 + number % 12:02}/{1950 + number % 60}",
        "tranche": size,
    }
