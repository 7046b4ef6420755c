"""A survey of homes, twice: answers in words, one weight a household, what is asked otherwise later."""

from __future__ import annotations

from random import Random

NAME = "homes"
TERRITORIES = ("ville=b", "ville=l")
EDITIONS = ("2018", "2022")
DEFINITIONS = """
title = { fr = "Les foyers", en = "The homes" }
identifier = "numero"
breakdowns = ["taille", "ville", "sexe"]
territories = ["ville"]
missing = { dont_know = ["8"], refused = ["9"] }

[design]
weight = "poids"
household = "foyer"
replicates = { type = "JK1" }
psu = "quartier"
[weighting]
calibration = "raking_ratio"

[quality]
straight_lining = "remove"
same_answers = "keep"
left = "remove"

[publication]
interval = "wilson"
reliability = "none"
confidential_below = 5

[themes.logement]
title = { fr = "Le logement", en = "Housing" }
[themes.voisins]
title = { fr = "Les voisins", en = "Neighbours" }
lead = { fr = "Qui se connaît", en = "Who knows whom" }

[scales.accord.codes]
1 = { fr = "Pas d'accord", en = "Disagree" }
2 = { fr = "Ni l'un ni l'autre", en = "Neither" }
3 = { fr = "D'accord", en = "Agree" }
[scales.besoins.codes]
b = { fr = "Le bruit", en = "Noise" }
f = { fr = "Le froid", en = "Cold" }
p = { fr = "La place", en = "Space" }

[questions.sexe]
type = "single"
label = { fr = "Sexe", en = "Sex" }
codes = { f = { fr = "Une femme", en = "A woman" }, h = { fr = "Un homme", en = "A man" } }
[questions.sexe.within]
f = { fr = "chez les femmes", en = "among women" }
h = { fr = "chez les hommes", en = "among men" }
[questions.taille]
type = "single"
label = { fr = "Taille du logement", en = "Size of the home" }
ordered = true
codes = { 1 = "1-2", 2 = "3-4", 3 = "5+" }
more = { fr = "plus le logement est grand", en = "the larger the home" }
by = { fr = "selon la taille du logement", en = "by size of home" }
[questions.ville]
type = "single"
label = { fr = "Ville", en = "Town" }
codes = { b = "Brest", r = "Rennes", n = "Nantes", l = "Lannion" }
[questions.content]
type = "single"
label = { fr = "Content du logement", en = "Pleased with the home" }
other = { x = "content_autre" }
[questions.content.codes]
o = { fr = "Oui", en = "Yes" }
n = { fr = "Non", en = "No" }
x = { fr = "Autre réponse", en = "Other answer" }
[questions.content.verbs]
o = { fr = ["est content de chez soi", "sont contents de chez eux"], en = ["likes home", "like home"] }
[questions.soucis]
type = "multiple"
label = { fr = "Soucis", en = "Worries" }
columns = { b = "souci bruit", f = "souci froid", p = "souci place" }
empty = "not_ticked"
ticked = ["X"]
codes = { b = "Bruit", f = "Froid", p = "Place" }
[questions.aides]
type = "multiple"
delimiter = ", "
label = { fr = "Aides", en = "Help" }
asked_if = { content = ["n", "x"] }
codes = { 1 = "Prêt", 2 = "Travaux, conseils", 3 = "Rien" }
exclusive = ["3"]
[questions.besoin_1]
type = "single"
scale = "besoins"
column = "besoins"
delimiter = " "
rank = 1
[questions.besoin_2]
type = "single"
scale = "besoins"
column = "besoins"
delimiter = " "
rank = 2
[questions.g1]
type = "scale"
scale = "accord"
[questions.g2]
type = "scale"
scale = "accord"
[questions.g3]
type = "scale"
scale = "accord"
[questions.g4]
type = "scale"
scale = "accord"
[questions.g5]
type = "scale"
scale = "accord"
[questions.naissance]
type = "date"
[questions.recu]
type = "date"
date_format = "%d/%m/%Y"
[questions.loyer]
type = "numeric"
label = { fr = "Loyer", en = "Rent" }
unit = { fr = "euros", en = "euros" }
thousands = " "
min = 0
max = 4000
[questions.trajet]
type = "numeric"
duration = "minutes"
label = { fr = "Trajet", en = "Way to work" }
unit = { fr = "minutes", en = "minutes" }
[questions.mot]
type = "text"

[derived.age]
age_on = "naissance"
on = "recu"
[derived.ages]
classes_of = "age"
label = { fr = "Âge", en = "Age" }
codes.j = { fr = "Moins de 40 ans", en = "Under 40", below = 40 }
codes.a = { fr = "40 ans ou plus", en = "40 or more", from = 40 }
[derived.accord]
sum_of = ["g1", "g2", "g3", "g4", "g5"]
reversed = ["g5"]
at_least = 4
[derived.cher]
classes_of = "loyer"
codes.non = { fr = "Moins de 700 euros", en = "Under 700 euros", below = 700 }
codes.oui = { fr = "700 euros ou plus", en = "700 euros or more", from = 700 }

[grids.voisins]
label = { fr = "Les voisins", en = "Neighbours" }
items = ["g1", "g2", "g3", "g4", "g5"]

[populations.locataires]
label = { fr = "Foyers qui louent cher", en = "Homes of high rent" }
among = { cher = ["oui"] }
called = { fr = ["un locataire", "locataires"], en = ["a tenant", "tenants"] }

[indicators.content]
theme = "logement"
title = { fr = "Contents de leur logement", en = "Pleased with their home" }
answers = ["o"]
headline = true
direction = "favourable"
[indicators.content_reponses]
theme = "logement"
title = { fr = "Avis sur le logement", en = "Opinion of the home" }
variable = "content"
population = "locataires"
[indicators.soucis]
theme = "logement"
title = { fr = "Soucis", en = "Worries" }
breakdowns = ["sexe"]
[indicators.aides]
theme = "logement"
title = { fr = "Aides voulues", en = "Help wanted" }
base = "asked"
breakdowns = []
[indicators.besoin_1]
theme = "logement"
title = { fr = "Premier besoin", en = "First need" }
[indicators.loyer]
theme = "logement"
title = { fr = "Loyer", en = "Rent" }
statistic = "mean"
headline = true
direction = "unfavourable"
verb = { fr = "paient en moyenne", en = "pay on average" }
[indicators.loyer_median]
theme = "logement"
title = { fr = "Loyer médian", en = "Median rent" }
variable = "loyer"
statistic = "median"
[indicators.loyer_minute]
theme = "logement"
title = { fr = "Loyer par minute", en = "Rent a minute" }
variable = "loyer"
denominator = "trajet"
statistic = "ratio"
breakdowns = ["sexe"]
[indicators.trajet]
theme = "voisins"
title = { fr = "Trajet", en = "Way to work" }
statistic = "mean"
divide_by = 60
unit = { fr = "heures", en = "hours" }
breakdowns = ["ages", "taille"]
[indicators.voisins]
theme = "voisins"
title = { fr = "Les voisins aident", en = "Neighbours help" }
variable = "g1"
statistic = "balance"
favourable = ["3"]
unfavourable = ["1"]
[indicators.voisins_connus]
theme = "voisins"
title = { fr = "Les voisins se connaissent", en = "Neighbours know each other" }
variable = "g2"
[indicators.accord]
theme = "voisins"
title = { fr = "Accord", en = "Agreement" }
statistic = "mean"
breakdowns = ["ages"]

[note]
purpose = { fr = "Connaître les foyers.", en = "To know the homes." }
producer = "La ville"
mode = { fr = "En ligne.", en = "Online." }
"""
EDITION = """
title = {{ fr = "Foyers {name}", en = "Homes {name}" }}
{more}
[file]
name = "answers.csv"
separator = ";"
answers = "{answers}"
[fieldwork]
start = {name}-05-01
end = {name}-05-31
[dispositions]
refusals = 100
noncontacts = 40
unknown = 30
eligible_share = 0.6
"""
MORE = {
    "2018": 'not_asked = ["besoin_1", "besoin_2"]\ncolumns = { loyer = "prix" }\n'
    'recode.content = { "1" = "o", "2" = "n", "3" = "x" }\ninvited = 700\n',
    "2022": "reference_year = 2022\n",
}
MARGINS = "variable,code,count,source\nsexe,f,5200,Insee\nsexe,h,4800,Insee\n"
TESTIMONIES = """
[[testimony]]
text = "On se parle dans l'escalier."
author = { fr = "Une voisine", en = "A neighbour" }
consent = "Écrit, mai 2022"
theme = "voisins"
"""
FINDINGS = """
message = "Un loyer de {loyer} en moyenne."
pin = ["loyer/taille"]
[expects]
loyer = "up"
"""
COLUMNS = (
    *("numero", "poids", "foyer", "quartier", "sexe", "taille", "ville", "content", "content_autre"),
    *("souci bruit", "souci froid", "souci place", "aides", "besoins", "g1", "g2", "g3", "g4", "g5"),
    *("naissance", "recu", "loyer", "trajet", "mot"),
)
WORRIES = {"bruit": 0.4, "froid": 0.25, "place": 0.3}
HELP = (("1, 2", "3"), ("Prêt, Travaux, conseils", "Rien"))
WORDS = {"o": "Oui", "n": "NON ", "x": "Autre  réponse"}


def definitions_of(edition: str) -> str:
    """edition.toml."""
    words = "labels" if edition == EDITIONS[-1] else "codes"
    return EDITION.format(name=edition, more=MORE[edition], answers=words)


def files_of(edition: str) -> dict[str, str]:
    """The files beside edition.toml, by name."""
    files = {"answers.csv": answers_of(edition), "margins.csv": MARGINS}
    return files | (
        {"testimonies.toml": TESTIMONIES, "findings.toml": FINDINGS} if edition == EDITIONS[-1] else {}
    )


def answers_of(edition: str) -> str:
    """answers.csv: codes in the first edition, words in the second, in which rents are higher."""
    drawn, is_later = Random(int(edition)), edition == EDITIONS[-1]
    columns = [name for name in COLUMNS if is_later or name != "besoins"]
    lines = [";".join("prix" if name == "loyer" and not is_later else name for name in columns)]
    for number in range(450):
        cells = respondent(number, drawn, is_later, edition)
        lines.append(";".join(cells[name] for name in columns))
    return "\n".join(lines) + "\n"


def respondent(number: int, drawn: Random, is_later: bool, edition: str) -> dict[str, str]:
    """The cells of a respondent; two of three live in a home of two."""
    size = drawn.choices("123", [0.3, 0.4, 0.3])[0]
    is_pleased = drawn.random() < 0.3 + 0.15 * int(size) + 0.08 * is_later
    answer = "o" if is_pleased else drawn.choices("nx", [0.9, 0.1])[0]
    known = drawn.choices("123", [0.3, 0.2, 0.5])[0]
    rent = round(300 + 150 * int(size) + drawn.gauss(0, 90) + 120 * is_later)
    grid = [known if drawn.random() < 0.5 else drawn.choice("123") for _ in range(5)]
    minutes = 5 + drawn.randrange(60)
    town = drawn.choices("brnl", [0.4, 0.35, 0.24, 0.01])[0]
    cells = {
        "numero": f"h{number}",
        "poids": f"{0.7 + 0.1 * (number // 3 * 2 % 7):.2f}",
        "foyer": str(number // 3 if number % 3 else 1000 + number),
        "quartier": str(number // 3 % 15),
        "sexe": ("Une femme" if is_later else "f")
        if drawn.random() < 0.55
        else "Un homme"
        if is_later
        else "h",
        "taille": size,
        "ville": town,
        "content": WORDS[answer] if is_later else str("onx".index(answer) + 1),
        "content_autre": f"cela dépend {number}" if answer == "x" else "",
        **{f"souci {name}": "X" if drawn.random() < part else "" for name, part in WORRIES.items()},
        "aides": "" if answer == "o" else HELP[is_later][number % 2],
        "besoins": " ".join(drawn.sample("bfp", 1 + number % 3)) if number % 29 else "b b",
        **{f"g{place}": cell for place, cell in enumerate(grid, start=1)},
        "naissance": f"{int(edition) - 20 - number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}",
        "recu": f"{1 + number % 28:02d}/05/{edition}",
        "loyer": f"1 {rent - 1000:03d}" if rent >= 1000 else str(rent),
        "trajet": f"0:{minutes:02d}:00" if number % 2 and minutes < 60 else str(minutes),
        "mot": f"bonjour {number}" if number % 20 == 0 else "",
    }
    if number % 53 == 52:
        cells |= dict.fromkeys(COLUMNS[COLUMNS.index("aides") :], "")
    if number % 47 == 46:
        cells["g3"], cells["ville"] = "8", "zz"
    return cells
