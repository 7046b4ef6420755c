"""A survey of clubs with something of everything that a survey may have, in three editions, made by rule."""

from __future__ import annotations

from random import Random

NAME = "clubs"
TERRITORIES = ("departement=35", "departement=75")
EDITIONS = ("2012", "2016", "2020")
RESPONDENTS = {"2012": 260, "2016": 300, "2020": 640}
DEPARTMENTS = {"22": 0.22, "29": 0.24, "35": 0.27, "44": 0.14, "49": 0.1, "75": 0.03}
DEFINITIONS = """
title = { fr = "Les clubs", en = "The clubs" }
identifier = "numero"
sampling = "volunteer"
breakdowns = ["sexe", "classe", "secteur", "territoire"]
composition = "classe"
territories = ["departement"]
missing = { refused = ["98"], dont_know = ["99"] }
called = { fr = ["un bénévole", "bénévoles"], en = ["a volunteer", "volunteers"] }

[design]
weight = "poids"
strata = "strate"
psu = "club"
single_psu = "adjust"

[weighting]
calibration = "raking"
variables = ["sexe"]
trim = [0.4, 2.5]

[cleaning]
keep_if = { fini = ["1"] }
duplicates = "first"

[quality]
duration = "duree"
speeder_below = 0.4
contradictions = "flag"
same_answers = "flag"
left = "flag"

[privacy]
quasi_identifiers = ["sexe", "classe", "departement"]
k = 3

[publication]
confidential_below = 6

[note]
purpose = { fr = "Connaître les bénévoles.", en = "To know the volunteers." }
population = { fr = "Les bénévoles des clubs.", en = "Volunteers of clubs." }
recruitment = { fr = "Par courriel.", en = "By e-mail." }
producer = "Fédération des clubs"
mode = { fr = "En ligne.", en = "Online." }
frequency = { fr = "Tous les quatre ans.", en = "Every four years." }
contact = "clubs@exemple.org"

[citation]
authors = ["Fédération des clubs"]
published = 2021-01-15

[themes.qui]
title = { fr = "Les bénévoles", en = "The volunteers" }
profile = true
[themes.vie]
title = { fr = "La vie du club", en = "Life of the club" }
lead = { fr = "Ce qu'ils y font", en = "What they do there" }
[themes.temps]
title = { fr = "Le temps donné", en = "Time given" }

[scales.accord.codes]
1 = { fr = "Pas du tout", en = "Not at all" }
2 = { fr = "Plutôt pas", en = "Rather not" }
3 = { fr = "Plutôt", en = "Rather" }
4 = { fr = "Tout à fait", en = "Fully" }

[questions.fini]
type = "single"
codes = { 0 = "Non", 1 = "Oui" }
[questions.duree]
type = "numeric"
min = 0
[questions.sexe]
type = "single"
label = { fr = "Sexe", en = "Sex" }
codes = { f = { fr = "Femmes", en = "Women" }, h = { fr = "Hommes", en = "Men" } }
[questions.naissance]
type = "numeric"
min = 1920
max = 2005
[questions.departement]
type = "single"
label = { fr = "Département", en = "Department" }
[questions.departement.codes]
22 = "Côtes-d'Armor"
29 = "Finistère"
35 = "Ille-et-Vilaine"
44 = "Loire-Atlantique"
49 = "Maine-et-Loire"
75 = "Paris"
[questions.secteur]
type = "single"
label = { fr = "Secteur", en = "Sector" }
[questions.secteur.codes]
s = "Sport"
c = "Culture"
e = { fr = "Entraide", en = "Mutual aid" }
a = { fr = "Autre", en = "Other", with = "e" }
[questions.secteur.within]
s = { fr = ["dans le sport", "dans celui du sport"], en = "in sport" }
c = { fr = "dans la culture", en = "in culture" }
[questions.forme]
type = "single"
label = { fr = "Formation reçue", en = "Training received" }
codes = { o = { fr = "Oui", en = "Yes" }, n = { fr = "Non", en = "No" } }
[questions.duree_formation]
type = "single"
asked_if = { forme = ["o"] }
codes = { 1 = { fr = "Un jour", en = "A day" }, 2 = { fr = "Plus", en = "More" } }
[questions.attentes]
type = "multiple"
label = { fr = "Attentes", en = "Expectations" }
exclusive = ["r"]
[questions.attentes.codes]
f = { fr = "De la formation", en = "Training" }
a = { fr = "De l'aide", en = "Help" }
c = { fr = "Des conseils", en = "Advice" }
r = { fr = "Rien", en = "Nothing" }
[questions.moyens]
type = "multiple"
delimiter = ";"
codes = { v = { fr = "Voiture", en = "Car" }, b = "Bus", p = { fr = "À pied", en = "On foot" } }
[questions.accueil]
type = "scale"
scale = "accord"
label = { fr = "Bien accueilli", en = "Well received" }
[questions.utile]
type = "scale"
scale = "accord"
label = { fr = "Se sent utile", en = "Feels useful" }
[questions.las]
type = "scale"
scale = "accord"
label = { fr = "Est las", en = "Is weary" }
[questions.heures]
type = "numeric"
label = { fr = "Heures par mois", en = "Hours a month" }
unit = { fr = "heures", en = "hours" }
min = 0
max = 120
affixes = ["h"]
[questions.sorties]
type = "numeric"
label = { fr = "Sorties", en = "Outings" }
min = 0
max = 12
missing = { no_answer = ["900..999"] }
[questions.adhesion]
type = "date"
date_format = "%d/%m/%Y"
[questions.mot]
type = "text"

[derived.age]
years_since = "naissance"
[derived.classe]
classes_of = "age"
label = { fr = "Âge", en = "Age" }
codes.j = { fr = "Moins de 35 ans", en = "Under 35", below = 35 }
codes.m = { fr = "35 à 59 ans", en = "35 to 59", from = 35, below = 60 }
codes.a = { fr = "60 ans ou plus", en = "60 or more", from = 60 }
[derived.region]
region_of = "departement"
label = { fr = "Région", en = "Region" }
[derived.territoire]
groups_of = "departement"
label = { fr = "Territoire", en = "Territory" }
codes.b = { fr = "Bretagne", en = "Brittany", of = ["22", "29", "35"] }
codes.l = { fr = "Loire", en = "Loire", of = ["44", "49"] }
left_out = ["75"]
[derived.croise]
crossed_of = ["sexe", "secteur"]
[derived.cas]
cases_of = ["sexe", "secteur"]
codes.fs = { fr = "Sportives", en = "Sportswomen", when = { sexe = ["f"], secteur = ["s"] } }
codes.s = { fr = "Autres sportifs", en = "Other sportsmen", when = { secteur = ["s"] } }
[derived.climat]
mean_of = ["accueil", "utile", "las"]
reversed = ["las"]
at_least = 2
label = { fr = "Climat", en = "Climate" }
[derived.attentes_nombre]
count_of = "attentes"
[derived.points]
points_of.forme = { o = 2 }
points_of.attentes = { f = 1, a = 1 }
[derived.somme]
sum_of = ["accueil", "utile"]
[derived.anciennete]
year_of = "adhesion"
[derived.soutien]
groups_of = "attentes"
codes.aide = { fr = "Soutien", en = "Support", of = ["f", "a"] }
codes.conseil = { fr = "Conseil", en = "Advice", of = ["c"] }

[grids.club]
label = { fr = "Le club", en = "The club" }
items = ["accueil", "utile", "las"]
[contradictions.las]
label = { fr = "Las et comblé", en = "Weary and fulfilled" }
when = { las = ["4"], utile = ["4"], accueil = ["4"] }

[populations.femmes]
label = { fr = "Femmes bénévoles", en = "Women who volunteer" }
among = { sexe = ["f"] }
[populations.engages]
label = { fr = "Bénévoles engagés", en = "Committed volunteers" }
among = [{ heures = ["10.."] }, { forme = ["o"] }]

[indicators.femmes]
theme = "qui"
title = { fr = "Femmes", en = "Women" }
variable = "sexe"
answers = ["f"]
[indicators.forme]
theme = "vie"
title = { fr = "Bénévoles formés", en = "Trained volunteers" }
answers = ["o"]
direction = "favourable"
headline = true
verb = { fr = ["a reçu une formation", "ont reçu une formation"], en = ["was trained", "were trained"] }
[indicators.forme_jour]
theme = "vie"
title = { fr = "Formés un jour", en = "Trained for a day" }
variable = "duree_formation"
answers = ["1"]
base = "asked"
[indicators.attentes]
theme = "vie"
title = { fr = "Attentes", en = "Expectations" }
breakdowns = ["sexe", "attentes", "classe"]
[indicators.moyens]
theme = "vie"
title = { fr = "Moyens de venir", en = "Ways to come" }
breakdowns = ["cas"]
[indicators.accueil]
theme = "vie"
title = { fr = "Bien accueillis", en = "Well received" }
[indicators.utile]
theme = "vie"
title = { fr = "Utiles, solde", en = "Useful, balance" }
statistic = "balance"
favourable = ["3", "4"]
unfavourable = ["1", "2"]
[indicators.climat]
theme = "vie"
title = { fr = "Climat", en = "Climate" }
statistic = "mean"
[indicators.soutien]
theme = "vie"
title = { fr = "Soutien attendu", en = "Support expected" }
population = "femmes"
breakdowns = ["classe"]
[indicators.secteur]
theme = "qui"
title = { fr = "Secteurs", en = "Sectors" }
breakdowns = ["sexe", "region"]
[indicators.heures]
theme = "temps"
title = { fr = "Heures", en = "Hours" }
statistic = "mean"
headline = true
verb = { fr = "donnent en moyenne", en = "give on average" }
[indicators.heures_medianes]
theme = "temps"
title = { fr = "Heures médianes", en = "Median hours" }
statistic = "median"
variable = "heures"
breakdowns = ["sexe", "classe"]
[indicators.heures_hautes]
theme = "temps"
title = { fr = "Neuvième décile", en = "Ninth decile" }
statistic = "quantile"
quantile = 0.9
variable = "heures"
breakdowns = ["sexe"]
[indicators.heures_totales]
theme = "temps"
title = { fr = "Heures en tout", en = "Hours in all" }
statistic = "total"
variable = "heures"
breakdowns = ["sexe"]
divide_by = 10
[indicators.heures_sortie]
theme = "temps"
title = { fr = "Heures par sortie", en = "Hours an outing" }
statistic = "ratio"
variable = "heures"
denominator = "sorties"
[indicators.heures_ecart]
theme = "temps"
title = { fr = "Écart type", en = "Standard deviation" }
statistic = "standard_deviation"
variable = "heures"
breakdowns = ["sexe"]
[indicators.heures_variance]
theme = "temps"
title = { fr = "Variance", en = "Variance" }
statistic = "variance"
variable = "heures"
breakdowns = []
[indicators.forme_engages]
theme = "vie"
title = { fr = "Bien accueillis, engagés", en = "Well received, committed" }
variable = "accueil"
answers = ["4"]
population = "engages"
breakdowns = ["sexe", "croise"]
"""
MARGINS = {
    "2012": "variable,code,share,source\nsexe,f,52,Insee\nsexe,h,48,Insee\n",
    "2016": "variable,code,share,source\nsexe,f,52,Insee\nsexe,h,48,Insee\n"
    "classe,j,30,Insee\nclasse,m,45,Insee\nclasse,a,25,Insee\n",
    "2020": "variable,code,count,total,source\nsexe,f,5300,,Insee\nsexe,h,4700,,Insee\nclasse,j,3000,,Insee\n"
    "classe,m,4300,,Insee\nclasse,a,2700,,Insee\nduree,,,4950000,Insee\n",
}
EDITION = """
title = {{ fr = "Édition {name}", en = "Edition {name}" }}
reference_year = {name}
invited = 2000
[file]
name = "answers.csv"
[fieldwork]
start = {name}-03-01
end = {name}-04-15
{more}
"""
MORE = {
    "2012": 'exclude = { q0007 = "un essai" }\n',
    "2016": '[weighting]\ncalibration = "raking"\nvariables = ["sexe", "classe"]\ntrim = [0.4, 2.5]\n',
    "2020": '[weighting]\ncalibration = "linear"\nvariables = ["sexe", "classe", "duree"]\n'
    "[dispositions]\nrefusals = 300\nnoncontacts = 500\nunknown = 200\nnot_eligible = 40\n",
}
BREAKS = {"2016": 'breaks = { heures = { fr = "Autre question", en = "Another question" } }\n'}
PUBLISHED = (
    "indicator,item,breakdown,group,year,value,source\n"
    "forme,,,,2020,48,Rapport\nheures,,sexe,f,2020,12.5,Rapport\nattentes,f,,,2020,90,Rapport\n"
    "forme,,,,2018,47,Rapport\n"
)
FINDINGS = """
drop = ["heures/secteur"]
[rewrite."forme/secteur"]
title = "Le sport forme les siens"
text = "Ils sont {forme} à avoir été formés."
expects = "down"
"""
COLUMNS = (
    *("numero", "poids", "strate", "club", "fini", "duree", "sexe", "naissance", "departement", "secteur"),
    *("forme", "duree_formation", "attentes_f", "attentes_a", "attentes_c", "attentes_r", "moyens"),
    *("accueil", "utile", "las", "heures", "sorties", "adhesion", "mot"),
)


def definitions_of(edition: str) -> str:
    """edition.toml."""
    more = MORE[edition]
    text = EDITION.format(name=edition, more="" if more.startswith("exclude") else more)
    top = BREAKS.get(edition, "") + (more if more.startswith("exclude") else "")
    return top + text


def files_of(edition: str) -> dict[str, str]:
    """The files beside edition.toml, by name."""
    files = {"answers.csv": answers_of(edition), "margins.csv": MARGINS[edition]}
    return files | (
        {"published.csv": PUBLISHED, "findings.toml": FINDINGS} if edition == EDITIONS[-1] else {}
    )


def answers_of(edition: str) -> str:
    """answers.csv: answers that go together, and every way in which a cell can be wrong or absent."""
    drawn, later = Random(int(edition)), EDITIONS.index(edition)
    lines = [",".join(COLUMNS)]
    for place in range(RESPONDENTS[edition]):
        lines.append(",".join(respondent(place, drawn, later, int(edition)).values()))
    lines.append(lines[5])  # answered twice
    return "\n".join(lines) + "\n"


def respondent(place: int, drawn: Random, later: int, year: int) -> dict[str, str]:
    """The cells of a respondent."""
    club = place % 23
    stratum = 9 if club == 22 else club % 4
    sex = drawn.choices(["f", "h"], [0.6, 0.4])[0]
    sector = drawn.choices("scea", [0.4, 0.3, 0.28, 0.02])[0]
    born = year - drawn.choices([25, 45, 68], [0.3 - 0.05 * later, 0.4, 0.3 + 0.05 * later])[0]
    born -= drawn.randrange(-6, 7)
    trained = drawn.random() < {"s": 0.55, "c": 0.4, "e": 0.3, "a": 0.5}[sector] + 0.08 * later + 0.1 * (
        sex == "f"
    )
    mood = drawn.gauss(0.3 * (sex == "f"), 1)
    felt = {
        name: min(4, max(1, round(2.6 + sign * mood + drawn.gauss(0, 0.6))))
        for name, sign in (("accueil", 1), ("utile", 1), ("las", -1))
    }
    wanted = {code: drawn.random() < p for code, p in (("f", 0.5 - 0.3 * trained), ("a", 0.5), ("c", 0.35))}
    hours = max(0, round(drawn.gauss(10, 5) + 4 * (sector == "s") + 3 * trained))
    cells = {
        "numero": f"q{place:04d}",
        "poids": f"{0.5 + drawn.random() * 1.5 + 4 * (place == 50):.3f}",
        "strate": str(stratum),
        "club": str(club),
        "fini": "0" if place % 37 == 36 else "1",
        "duree": str(40 if place % 53 == 12 else 300 + drawn.randrange(400)),
        "sexe": sex,
        "naissance": "" if place % 61 == 60 else str(born),
        "departement": drawn.choices(list(DEPARTMENTS), list(DEPARTMENTS.values()))[0],
        "secteur": "zz" if place % 97 == 90 else sector,
        "forme": "98" if place % 41 == 40 else "on"[not trained],
        "duree_formation": drawn.choice("12") if trained or place % 71 == 70 else "",
        **{f"attentes_{code}": str(int(ticked)) for code, ticked in wanted.items()},
        "attentes_r": str(int(not any(wanted.values()) or place % 83 == 82)),
        "moyens": ";".join(code for code, p in (("v", 0.6), ("b", 0.3), ("p", 0.3)) if drawn.random() < p),
        **{name: str(score) for name, score in felt.items()},
        "heures": f"{hours} h" if place % 5 == 0 else "300" if place % 89 == 88 else str(hours),
        "sorties": "950" if place % 47 == 46 else str(min(12, max(1, round(hours / 4 + drawn.gauss(1, 1))))),
        "adhesion": "hier"
        if place % 59 == 58
        else f"{1 + place % 28:02d}/{1 + place % 12:02d}/{year - place % 30}",
        "mot": f"merci {place}" if place % 9 == 0 else "",
    }
    if place % 43 == 42:  # left half-way
        for name in COLUMNS[COLUMNS.index("moyens") :]:
            cells[name] = ""
    return cells
