"""A survey of five panels in two files: replicate weights of each type, ticks that are groups, rankings in
columns, columns that a file lacks."""

from __future__ import annotations

from random import Random

NAME = "panels"
TERRITORIES = ("zone=n",)
EDITIONS = ("2023",)
STATISTICS = dict(zip("abcde", ("mean", "median", "total", "standard_deviation", "mean"), strict=True))
DEFINITIONS = """
title = { fr = "Cinq panels", en = "Five panels" }
identifier = "code"
breakdowns = ["sexe", "medias"]
territories = ["zone"]
missing = { dont_know = ["88"], not_asked = ["77"] }

[cleaning]
duplicates = "keep"
[privacy]
quasi_identifiers = ["sexe", "zone", "age"]
[publication]
interval = "linear"
confidential_below = 3

[questions.panel]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D", e = "E" }
[questions.sexe]
type = "single"
label = { fr = "Sexe", en = "Sex" }
codes = { f = { fr = "Une femme", en = "A woman" }, h = { fr = "Un homme", en = "A man" } }
[questions.zone]
type = "single"
label = { fr = "Zone", en = "Zone" }
codes = { n = "Nord", s = "Sud", o = "Ouest" }
[questions.age]
type = "numeric"
min = 15
max = 99
[questions.medias]
type = "multiple"
label = { fr = "Médias suivis", en = "Media followed" }
empty = "not_ticked"
ticked = ["Oui", "1"]
not_ticked = ["Non", "0"]
exclusive = ["z"]
other = { x = "medias_autre" }
[questions.medias.codes]
t = { fr = "Télévision", en = "Television" }
r = { fr = "Radio", en = "Radio" }
j = { fr = "Journaux", en = "Newspapers" }
x = { fr = "Autres médias", en = "Other media" }
z = { fr = "Aucun de ces médias", en = "None of these media" }
[questions.premier]
type = "single"
scale = "choix"
rank = 1
[questions.second]
type = "single"
scale = "choix"
rank = 2
[questions.abonne]
type = "single"
label = { fr = "Abonné", en = "Subscriber" }
asked_if = [{ medias = ["j"] }, { age = "60.." }]
codes = { o = { fr = "Oui", en = "Yes" }, n = { fr = "Non", en = "No" } }
[questions.note]
type = "scale"
label = { fr = "Note", en = "Mark" }
ordered = true
codes = { 1 = "Mauvaise", 2 = "Moyenne", 3 = "Bonne", 9 = "Sans opinion" }
scores = { 1 = 0, 2 = 5, 3 = 10 }
aside = { dont_know = ["9"] }
[questions.minutes]
type = "numeric"
label = { fr = "Temps par jour", en = "Time a day" }
unit = { fr = "minutes", en = "minutes" }
duration = "minutes"
affixes = ["min"]
min = 0
max = 600
[questions.jour]
type = "date"
date_format = "%d %B %Y"
[questions.courriel]
type = "text"

[scales.choix.codes]
p = "Le prix"
q = "La qualité"
l = "Le lieu"

[derived.papier]
groups_of = "medias"
label = { fr = "Supports", en = "Carriers" }
codes.ecran = { fr = "Écran et son", en = "Screen and sound", of = ["t", "r"] }
codes.papier = { fr = "Papier", en = "Paper", of = ["j"] }
left_out = ["x"]
[derived.combien]
count_of = "medias"
[derived.tranche]
classes_of = "age"
label = { fr = "Tranche d'âge", en = "Age group" }
codes.j = { fr = "Moins de 30 ans", en = "Under 30", below = 30 }
codes.m = { fr = "30 à 44 ans", en = "30 to 44", from = 30, below = 45 }
codes.n = { fr = "45 à 59 ans", en = "45 to 59", from = 45, below = 60 }
codes.v = { fr = "60 ans ou plus", en = "60 or more", from = 60 }
[derived.attache]
points_of.medias = { j = 2, r = 1 }
points_of.abonne = { o = 3 }
at_least = 1
max = 6
[derived.public]
cases_of = ["age", "medias"]
codes.jeune = { fr = "Jeunes sans journal", when = { age = "..34", medias = { not = ["j"] } } }
codes.lecteur = { fr = "Lecteurs", when = { medias = ["j"] } }

[design]
weight = "poids"
strata = "strate"
psu = "grappe"
single_psu = "average"
replicates = { type = "JKn" }
[designs.a]
among = { panel = ["a"] }
weight = "poids"
strata = "strate"
psu = "grappe"
single_psu = "adjust"
alone_in_domain = true
[designs.b]
among = { panel = ["b"] }
weight = "poids"
strata = "paire"
psu = "moitie"
replicates = { type = "BRR" }
[designs.c]
among = { panel = ["c"] }
weight = "poids"
replicates = { type = "Fay", columns = ["r1", "r2", "r3", "r4", "r5", "r6"], rho = 0.3, mse = false }
weighting = { calibration = "linear", variables = ["sexe"] }
[designs.d]
among = { panel = ["d"] }
weight = "poids"
replicates = { type = "other", columns = "r*", scale = 0.8, rscales = [1, 1, 0.5, 0.5, 2, 2] }
[designs.e]
among = { panel = ["e"] }
weight = "poids"
replicates = { type = "successive_difference", columns = "r*" }
[populations.pa]
design = "a"
[populations.pb]
design = "b"
[populations.pc]
design = "c"
[populations.pd]
design = "d"
[populations.pe]
design = "e"
[populations.lecteurs]
label = { fr = "Lecteurs", en = "Readers" }
among = { papier = ["papier"] }
called = { fr = ["un lecteur", "lecteurs"], en = ["a reader", "readers"] }

[grids.choix]
items = ["premier", "second"]
[themes.t]
title = { fr = "Médias", en = "Media" }
[themes.p]
title = { fr = "Panels", en = "Panels" }

[indicators.medias]
theme = "t"
title = { fr = "Médias", en = "Media" }
breakdowns = ["sexe", "medias", "tranche"]
[indicators.medias_demandes]
theme = "t"
title = { fr = "Deux médias", en = "Two media" }
variable = "medias"
answers = ["t", "r"]
base = "asked"
[indicators.papier]
theme = "t"
title = { fr = "Supports", en = "Carriers" }
breakdowns = ["tranche", "public"]
[indicators.abonne]
theme = "t"
title = { fr = "Abonnés", en = "Subscribers" }
answers = ["o"]
base = "asked"
breakdowns = ["tranche", "medias", "zone"]
[indicators.abonne_lecteurs]
theme = "t"
title = { fr = "Lecteurs abonnés", en = "Readers who subscribe" }
variable = "abonne"
answers = ["o"]
population = "lecteurs"
breakdowns = ["tranche"]
[indicators.premier]
theme = "t"
title = { fr = "Premier critère", en = "First reason" }
[indicators.note]
theme = "t"
title = { fr = "Note moyenne", en = "Mean mark" }
statistic = "mean"
breakdowns = ["sexe", "medias", "tranche", "zone"]
[indicators.note_reponses]
theme = "t"
title = { fr = "Notes", en = "Marks" }
variable = "note"
breakdowns = ["sexe"]
[indicators.note_solde]
theme = "t"
title = { fr = "Solde des notes", en = "Balance of marks" }
variable = "note"
statistic = "balance"
favourable = ["3"]
unfavourable = ["1"]
base = "asked"
breakdowns = ["sexe", "papier"]
[indicators.minutes]
theme = "t"
title = { fr = "Minutes", en = "Minutes" }
statistic = "median"
breakdowns = ["medias", "tranche"]
[indicators.minutes_par_media]
theme = "t"
title = { fr = "Minutes par média", en = "Minutes a medium" }
variable = "minutes"
denominator = "combien"
statistic = "ratio"
breakdowns = ["medias", "tranche"]
""" + "".join(
    f"""
[indicators.{panel}_note]
theme = "p"
title = {{ fr = "Note {panel}", en = "Mark {panel}" }}
variable = "note"
answers = ["3"]
population = "p{panel}"
breakdowns = ["sexe", "tranche"]
[indicators.{panel}_premier]
theme = "p"
title = {{ fr = "Critère {panel}", en = "Reason {panel}" }}
variable = "premier"
population = "p{panel}"
breakdowns = ["sexe"]
[indicators.{panel}_minutes]
theme = "p"
title = {{ fr = "Minutes {panel}", en = "Minutes {panel}" }}
variable = "minutes"
statistic = "{statistic}"
population = "p{panel}"
breakdowns = ["sexe", "medias", "tranche"]
"""
    for panel, statistic in STATISTICS.items()
)
MARGINS = "variable,code,share,source,design\nsexe,f,54,Insee,c\nsexe,h,46,Insee,c\n"
EDITION = """
title = "2023"
exclude = { w-3 = "un essai" }
recode.zone = { N = "n", S = "s" }
[[files]]
name = "web.csv"
prefix = "w-"
constants = { mode = "web" }
[[files]]
name = "papier.csv"
separator = ";"
prefix = "p-"
columns = { "Quel panel ?" = "panel" }
[fieldwork]
start = 2023-05-01
end = 2023-06-15
[dispositions]
refusals = 50
other = 10
unknown = 60
not_eligible = 5
"""
REPLICATES = [f"r{number}" for number in range(1, 7)]
WEB = (
    *("code", "panel", "sexe", "zone", "age", "medias_t", "medias_r", "medias_j", "medias_x", "medias_z"),
    *("medias_autre", "premier", "second", "abonne", "note", "minutes", "jour", "courriel"),
    *("poids", "strate", "grappe", "paire", "moitie", *REPLICATES),
)
PAPER = tuple(name for name in WEB if name not in ("second", "courriel"))
MONTHS = ("mai", "juin", "May", "juin")


def definitions_of(_edition: str) -> str:
    """edition.toml."""
    return EDITION


def files_of(_edition: str) -> dict[str, str]:
    """The files beside edition.toml, by name: 420 respondents of the web, 220 on paper."""
    drawn = Random(2023)
    rows = [respondent(number, drawn) for number in range(640)]
    web = [",".join(WEB), *(",".join(row[name] for name in WEB) for row in rows[:420])]
    head = ["Quel panel ?" if name == "panel" else name for name in PAPER]
    paper = [";".join(head), *(";".join(row[name] for name in PAPER) for row in rows[420:])]
    return {
        "web.csv": "\n".join([*web, web[9]]) + "\n",  # a code met again
        "papier.csv": "\n".join(paper) + "\n",
        "margins.csv": MARGINS,
    }


def respondent(number: int, drawn: Random) -> dict[str, str]:
    """The cells of a respondent, those of five panels in turn."""
    own, panel = number // 5, "abcde"[number % 5]
    age, sex = drawn.randrange(16, 90), drawn.choice("fh")
    liked = {code: drawn.random() < p for code, p in (("t", 0.7 - age / 300), ("r", 0.5), ("j", age / 120))}
    none = not any(liked.values())
    first, second = drawn.sample("pql", 2)
    mark = drawn.choices("1239", [0.2, 0.3 - 0.1 * liked["j"], 0.4 + 0.2 * liked["j"], 0.1])[0]
    minutes = 20 + 15 * sum(liked.values()) + drawn.randrange(60)
    weight = 0.6 + 0.05 * (own % 13)
    asked = liked["j"] or age >= 60
    ticks = ("Non", "Oui") if number % 2 else ("", "1")
    cells = {
        "code": "" if number % 97 == 96 else str(number),
        "panel": panel,
        "sexe": sex,
        "zone": drawn.choice(["n", "s", "o", "N", "S"]),
        "age": "12" if number % 101 == 100 else str(age),
        **{f"medias_{code}": ticks[is_liked] for code, is_liked in liked.items()},
        "medias_x": ticks[number % 11 == 10],
        "medias_z": ticks[none or number % 89 == 88],
        "medias_autre": "des balados" if number % 11 == 10 or number % 73 == 72 else "",
        "premier": first,
        "second": first if number % 61 == 60 else second if number % 3 else "",
        "abonne": ("on"[drawn.random() < 0.5] if asked else "o" if number % 59 == 58 else ""),
        "note": "88" if number % 47 == 46 else "77" if number % 53 == 52 else mark,
        "minutes": f"{minutes // 60}h{minutes % 60:02}" if number % 3 == 0 else f"{minutes} min",
        "jour": f"{1 + number % 28} {MONTHS[number % 4]} 2023",
        "courriel": f"personne{number}@exemple.org" if number % 5 == 0 else "",
        "poids": f"{weight:.2f}",
        "strate": "9" if number < 8 else str(own % 4),
        "grappe": str(own % 24) if number >= 8 else "99",
        "paire": str(own // 2 % 6),
        "moitie": str(own % 2),
        **{name: f"{weight * (0.7 + 0.15 * ((own + at) % 5)):.3f}" for at, name in enumerate(REPLICATES)},
    }
    if number % 67 == 66:  # left half-way
        cells |= dict.fromkeys(WEB[WEB.index("premier") : WEB.index("poids")], "")
    return cells
