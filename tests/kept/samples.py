"""A survey of two samples, one of visited households and one of the web, and of places that are modelled."""

from __future__ import annotations

from random import Random

NAME = "samples"
TERRITORIES = ("lieu=12", "lieu=03")
EDITIONS = ("2021",)
PLACES = [f"{place:02}" for place in range(1, 13)]
DEFINITIONS = """
title = { fr = "Deux échantillons", en = "Two samples" }
identifier = "numero"
breakdowns = ["sexe", "revenu"]
territories = ["lieu"]

[publication]
interval = "korn-graubard"
quantile_rule = "math"
level = 0.9

[modelled.lieu]
indicators = ["sport", "depense"]
covariates = ["urbain"]

[questions.mode]
type = "single"
codes = { web = "En ligne", visite = "À domicile" }
[questions.lieu]
type = "single"
codes = { PLACES }
[questions.sexe]
type = "single"
codes = { f = "Une femme", h = "Un homme" }
[questions.revenu]
type = "single"
ordered = true
codes = { 1 = "Bas", 2 = "Moyen", 3 = "Haut" }
[questions.sport]
type = "single"
codes = { o = "Oui", n = "Non" }
[questions.loisirs]
type = "multiple"
sets = ["loisir_1", "loisir_2"]
codes = { l = "Lecture", m = "Musique", t = "Théâtre" }
[questions.confiance]
type = "scale"
codes = { 1 = "Aucune", 2 = "Peu", 3 = "Assez", 4 = "Grande" }
[questions.depense]
type = "numeric"
min = 0
[questions.personnes]
type = "numeric"
min = 1
[questions.taille]
type = "single"
codes = { p = "Petite", g = "Grande" }
[derived.actif]
cases_of = ["sport", "loisirs"]
codes.deux = { fr = "Sport et musique", when = { sport = ["o"], loisirs = ["m"] } }
codes.un = { fr = "Sport ou lecture", when = [{ sport = ["o"] }, { loisirs = ["l"] }] }

[design]
weight = "poids"
strata = "strate"
psu = "commune"
single_psu = "average"
replicates = { type = "bootstrap", count = 30, seed = 5 }
[weighting]
calibration = "raking"
variables = ["sexe", "revenu"]
nonresponse = "taille"
drawn = { p = 700, g = 300 }
[designs.web]
label = { fr = "Enquête en ligne", en = "Web survey" }
among = { mode = ["web"] }
weight = "poids_web"
weighting = { calibration = "logit", variables = ["sexe*revenu"], bounds = [0.2, 5] }
[designs.visites]
label = { fr = "Visites", en = "Visits" }
among = { mode = ["visite"] }
weight = "poids"
strata = "strate"
psu = "commune"
fpc = "communes"
single_psu = "certainty"
stages = [{ unit = "menage", fpc = "menages" }]

[populations.en_ligne]
design = "web"
[populations.visites]
design = "visites"

[themes.t]
title = { fr = "Loisirs", en = "Leisure" }
[indicators.sport]
theme = "t"
answers = ["o"]
[indicators.depense]
theme = "t"
statistic = "mean"
[indicators.depense_mediane]
theme = "t"
variable = "depense"
statistic = "first_quartile"
[indicators.actif]
theme = "t"
breakdowns = ["sexe"]
[indicators.confiance]
theme = "t"
statistic = "balance"
favourable = ["3", "4"]
unfavourable = ["1"]
[indicators.loisirs_web]
theme = "t"
variable = "loisirs"
population = "en_ligne"
[indicators.depense_web]
theme = "t"
variable = "depense"
statistic = "third_quartile"
population = "en_ligne"
[indicators.par_personne]
theme = "t"
variable = "depense"
denominator = "personnes"
statistic = "ratio"
population = "en_ligne"
[indicators.sport_visites]
theme = "t"
variable = "sport"
answers = ["o"]
population = "visites"
[indicators.depense_visites]
theme = "t"
variable = "depense"
statistic = "mean"
population = "visites"
[indicators.confiance_visites]
theme = "t"
variable = "confiance"
population = "visites"
""".replace("PLACES", ", ".join(f'{place} = "Lieu {place}"' for place in PLACES))
MARGINS = (
    "variable,code,share,source,design\nsexe,f,51,Insee,\nsexe,h,49,Insee,\n"
    "revenu,1,30,Insee,\nrevenu,2,45,Insee,\nrevenu,3,25,Insee,\n"
    + "".join(
        f"sexe*revenu,{sex}*{income},{share},Insee,web\n"
        for (sex, income), share in zip(
            ((sex, income) for sex in "fh" for income in "123"), (16, 23, 12, 14, 22, 13), strict=True
        )
    )
)
EDITION = """
title = "2021"
[file]
name = "answers.csv"
[fieldwork]
start = 2021-02-01
end = 2021-03-15
"""
COLUMNS = (
    *("numero", "mode", "lieu", "sexe", "revenu", "sport", "loisir_1", "loisir_2", "confiance", "depense"),
    *("personnes", "taille", "poids", "poids_web", "strate", "commune", "communes", "menage", "menages"),
)


def definitions_of(_edition: str) -> str:
    """edition.toml."""
    return EDITION


def files_of(_edition: str) -> dict[str, str]:
    """The files beside edition.toml, by name."""
    return {"answers.csv": answers(), "margins.csv": MARGINS, "covariates.csv": covariates()}


def covariates() -> str:
    """covariates.csv: what is known of each place."""
    head = "variable,code,covariate,value,label_fr,label_en,source\n"
    said = "part urbaine,urban share,Insee"
    return head + "".join(f"lieu,{place},urbain,{10 + 6 * int(place)},{said}\n" for place in PLACES)


def answers() -> str:
    """answers.csv: 360 visited, two or three of a household, and 240 of the web."""
    drawn = Random(2021)
    lines = [",".join(COLUMNS)]
    for number in range(600):
        lines.append(",".join(respondent(number, drawn).values()))
    return "\n".join(lines) + "\n"


def respondent(number: int, drawn: Random) -> dict[str, str]:
    """The cells of a respondent."""
    is_web = number >= 360
    commune = 18 if number < 9 else number // 5 % 18
    stratum = 4 if commune == 18 else commune % 4
    place = PLACES[number * 7 % 12]
    sex, income = drawn.choice("fh"), drawn.choices("123", [0.35, 0.4, 0.25])[0]
    own = 5 * int(place) % 12  # what a place has of its own, beyond what is known of it
    sporty = drawn.random() < 0.1 + 0.02 * int(place) + 0.015 * own + 0.05 * int(income)
    liked = drawn.sample("lmt", 2)
    spent = round(20 * int(income) + drawn.uniform(0, 30) + 2 * int(place) + 0.4 * own)
    return {
        "numero": f"p{number}",
        "mode": "web" if is_web else "visite",
        "lieu": place,
        "sexe": sex,
        "revenu": income,
        "sport": "on"[not sporty],
        "loisir_1": liked[0],
        "loisir_2": liked[1] if drawn.random() < 0.6 else "",
        "confiance": str(min(4, max(1, round(2.4 + drawn.gauss(0, 1) + 0.3 * (sex == "f"))))),
        "depense": "" if number % 31 == 30 else str(spent),
        "personnes": str(1 + number % 4),
        "taille": "p" if number % 7 else "g",
        "poids": f"{0.6 + drawn.random():.3f}",
        "poids_web": f"{0.5 + drawn.random():.3f}" if is_web else "",
        "strate": str(stratum),
        "commune": str(commune),
        "communes": str(30 + 5 * stratum),
        "menage": str(number // 3),
        "menages": str(60 + commune),
    }
