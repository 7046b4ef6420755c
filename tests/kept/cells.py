"""A survey whose cells are written in every way: numbers, times, dates, ticks, lists, and at their limits."""

from __future__ import annotations

NAME = "cells"
TERRITORIES = ()
EDITIONS = ("2022",)
RESPONDENTS = 240
DEFINITIONS = """
title = "Cellules"
identifier = "id"
breakdowns = ["un", "classe"]
missing = { refused = ["98", "..-90"], dont_know = ["99", "NSP"] }

[cleaning]
keep_if = [{ un = ["a", "b"] }, { entier = "10.." }]
[publication]
confidential_below = 1
reliability = "none"
[quality]
duration = "duree"
speeder_below = 0.5
contradictions = "remove"
completed = { fin = ["1"] }
[privacy]
quasi_identifiers = ["un", "classe", "region"]
k = 2

[themes.t]
[scales.choix.codes]
p = "Prix"
q = "Qualité"
l = "Lieu"
[scales.trois.codes]
1 = "Non"
2 = "Peut-être"
3 = "Oui"
8 = { fr = "Sans opinion", en = "No opinion" }

[questions.fin]
type = "single"
codes = { 0 = "Non", 1 = "Oui" }
[questions.duree]
type = "numeric"
duration = "seconds"
[questions.un]
type = "single"
codes = { a = "Premier", b = "Deuxième", c = { fr = "Autre choix", en = "Other choice" } }
other = { c = "un_autre" }
missing = { no_answer = ["NA"] }
[questions.deux]
type = "single"
column = "deux col"
asked_if = { un = ["a"], entier = ["0..20", "40.."] }
codes = { 01 = "Un", 2 = "Deux" }
[questions.trois]
type = "scale"
scale = "trois"
scores = { 1 = -1, 2 = 0, 3 = 1 }
aside = { dont_know = ["8"] }
[questions.quatre]
type = "scale"
scale = "trois"
[questions.entier]
type = "numeric"
min = 0
max = 90
missing = { no_answer = ["900..999"], refused = ["-1"] }
[questions.montant]
type = "numeric"
thousands = "."
affixes = ["€", "EUR", "/an"]
[questions.milliers]
type = "numeric"
thousands = "'"
min = -50
[questions.heures]
type = "numeric"
duration = "hours"
max = 100
[questions.iso]
type = "date"
[questions.jour]
type = "date"
date_format = "%d/%m/%Y"
[questions.mois]
type = "date"
date_format = "%d %B %Y"
[questions.tableur]
type = "date"
date_format = "excel"
[questions.systeme]
type = "date"
date_format = "unix"
[questions.coches]
type = "multiple"
columns = { x = "c x", y = "c y", z = "c z" }
ticked = ["Oui", "X", "1"]
not_ticked = ["Non", "0"]
exclusive = ["z"]
codes = { x = "X", y = "Y", z = "Aucun" }
[questions.vides]
type = "multiple"
empty = "not_ticked"
codes = { m = "M", n = "N" }
other = { n = "vides_n" }
[questions.liste]
type = "multiple"
delimiter = ";"
asked_if = { un = { not = ["b"] } }
codes = { 1 = "Un", 2 = "Deux", 3 = "Trois; ou plus" }
exclusive = ["3"]
[questions.series]
type = "multiple"
sets = ["s1", "s2", "s3"]
codes = { k = "K", l = "L", m = "M" }
[questions.rang_1]
type = "single"
scale = "choix"
column = "rangs"
delimiter = ">"
rank = 1
[questions.rang_2]
type = "single"
scale = "choix"
column = "rangs"
delimiter = ">"
rank = 2
[questions.rang_3]
type = "single"
scale = "choix"
column = "rangs"
delimiter = ">"
rank = 3
[questions.ordre_1]
type = "single"
scale = "choix"
rank = 1
[questions.ordre_2]
type = "single"
scale = "choix"
rank = 2
[questions.departement]
type = "text"
[questions.ancienne]
type = "single"
scale = "fr:regions_2015"
[questions.mot]
type = "text"

[derived.age]
years_since = "entier"
min = 1950
max = 2010
[derived.annees]
age_on = "iso"
on = "jour"
[derived.ans]
age_on = "mois"
[derived.annee]
year_of = "jour"
[derived.classe]
classes_of = "entier"
codes.bas = { fr = "Moins de 10", below = 10 }
codes.milieu = { fr = "10 à 49,5", from = 10, below = 49.5 }
codes.haut = { fr = "60 ou plus", from = 60 }
[derived.region]
region_of = "departement"
[derived.grande]
bridged_region_of = "ancienne"
[derived.combien]
count_of = "coches"
[derived.paire]
crossed_of = ["un", "trois"]
[derived.groupe]
groups_of = "trois"
codes.oui = { fr = "Oui", of = ["2", "3"] }
codes.non = { fr = "Non", of = ["1"] }
left_out = ["8"]
[derived.cas]
cases_of = ["entier", "coches", "trois"]
codes.a = { fr = "A", when = { entier = ["..10", "50.."], coches = ["x"] } }
codes.b = { fr = "B", when = [{ trois = ["3"] }, { coches = { not = ["y"] }, entier = "20..30" }] }
codes.c = { fr = "C", when = { trois = { not = ["3"] } } }
[derived.somme]
sum_of = ["trois", "entier"]
at_least = 1
reversed = ["entier"]
[derived.moyenne]
mean_of = ["trois", "quatre"]
reversed = ["quatre"]
[derived.points]
points_of.un = { a = 1, b = 2.5 }
points_of.liste = { 1 = 1, 2 = -1 }
at_least = 2
[contradictions.x]
label = { fr = "Rien et tout", en = "Nothing and all" }
when = { coches = ["x"], trois = ["1"], quatre = ["3"] }

[populations.petits]
among = [{ entier = "..30" }, { un = { not = ["a"] }, trois = ["3", "2"] }]
[indicators.un]
theme = "t"
[indicators.trois]
theme = "t"
statistic = "mean"
[indicators.coches]
theme = "t"
population = "petits"
[indicators.entier]
theme = "t"
statistic = "quantile"
quantile = 0.4
[indicators.heures]
theme = "t"
statistic = "median"
"""
EDITION = """
title = "2022"
reference_year = 2022
exclude = { 17 = "un essai" }
recode.quatre = { oui = "3", "peut-être" = "2", "-" = "" }
[file]
name = "answers.csv"
separator = "|"
[fieldwork]
end = 2022-06-30
"""
WAYS: dict[str, tuple[str, ...]] = {
    "fin": ("1", "1", "1", "0", "1", "", "1"),
    "duree": ("300", "5 min", "0:04:10", "1h", "60", "280", "250", "400 s", "310", "290", "320"),
    "un": ("a", "b", "a", "c", "b", "a", "NA", "A", "", "b", "98", "c", "a"),
    "un_autre": ("", "", "", "un vélo", "", "", "", "", "une moto", "", "", "99"),
    "deux col": ("01", "2", "1", "2.0", "02", "3", "", "99", "01"),
    "trois": ("1", "2", "3", "1.0", "8", "", "3", "4", "99", "2", "1"),
    "quatre": ("3", "oui", "2", "peut-être", "-", "1", "8", "3 ", "Oui"),
    "entier": (
        "0", "10", "49.5", "49,4", "50", "60", "90", "91", "-1", "900", "999", "1000", "abc", "", "20",
        "30", "9.99", "12", "-3", "1e1", "20.5", "35",
    ),
    "montant": (
        "1.200 €", "1 200,5", "12,5€/an", "EUR 40", "-3.000", "(250)", "1.20", "€", "", "NSP", "1.200.300",
        "−7", "+8", "12.345,67", "5 000",
    ),
    "milliers": ("1'250", "1250", "-51", "-50", "-50.5", "12'50", "1,250", "", "98", "-95", "-90", "-89"),
    "heures": (
        "1h30", "0:45", "90 min", "1:30:30", "2", "2,5", "100", "101", "100h01", "45'", "1 h", "deux", "",
        "1 jour", "3600 s",
    ),
    "iso": (
        "2000-02-29", "2001-03-01", "1999-13-01", "2000-02-30", "1970-06-30", "", "2022-06-30T10:00:00",
        "12/05/1980", "99", "2003-01-01",
    ),
    "jour": (
        "28/02/2022", "01/03/2022", "29/02/2020", "31/12/2021", "2022-05-01", "32/01/2022", "1/3/2022", "",
        "01/01/1969", "02/01/2003 08:30", "98",
    ),
    "mois": (
        "30 juin 1990", "1 juillet 1990", "1 July 1991", "3 févr. 1985", "31 février 1990", "5 août 2022",
        "",
    ),
    "tableur": ("45727", "1", "60", "61", "0", "45727.75", "2022-01-01", "", "-5", "abc"),
    "systeme": ("0", "1650000000", "1650000000000", "-86400", "", "2022-01-01", "x"),
    "c x": ("Oui", "X", "Non", "1", "", "0", "oui", "Oui"),
    "c y": ("Non", "", "Oui", "0", "", "X", "?"),
    "c z": ("", "Non", "0", "Oui", "", ""),
    "vides_m": ("1", "", "0", "", "2"),
    "vides_n": ("", "1", "", "un mot", "", "", "0"),
    "liste": ("1;2", "2; 1", ";1;", "3", "1;3", "4", "1;4", "", "1;1", "Trois", "2;", "99", "1,2"),
    "s1": ("k", "l", "", "k", "m"),
    "s2": ("l", "", "k", "k", "", "z"),
    "s3": ("", "", "m", "", "99", "", ""),
    "rangs": ("p>q>l", "q>p", "l", "p>p>q", "p>x>q", "", "q>99", "99", ">q>p", "p > l"),
    "ordre_1": ("p", "q", "l", "", "p", "x", "99"),
    "ordre_2": ("q", "q", "", "l", "p", "p", "q", "99"),
    "departement": ("01", "1", "2a", "2B", "75", "971", "99", "Paris", "", "20", "69"),
    "ancienne": ("42", "11", "01", "4", "99", "", "94", "73"),
    "mot": (
        "bien", "", "écrivez à a.b@exemple.org", "06 12 34 56 78", "+33 6 12 34 56 78", "12 rue", "=1+1",
        "",
    ),
}  # fmt: skip
"""Column -> the cells that every second row takes in turn; the others have the first."""


def definitions_of(_edition: str) -> str:
    """edition.toml."""
    return EDITION


def files_of(_edition: str) -> dict[str, str]:
    """The files beside edition.toml, by name; six of the last rows are blank to the end."""
    lines = ["|".join(("id", *WAYS))]
    for row in range(RESPONDENTS):
        cells = [ways[(row + at) % 2 * row // 2 % len(ways)] for at, ways in enumerate(WAYS.values())]
        kept = len(cells) if row < RESPONDENTS - 12 or row % 2 else 3 + 4 * (RESPONDENTS - row)
        lines.append("|".join((str(row - (row % 50 == 49)), *cells[:kept], *[""] * (len(cells) - kept))))
    return {"answers.csv": "\n".join(lines) + "\n"}
