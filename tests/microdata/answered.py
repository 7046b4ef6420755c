"""A survey with a question of each type, an identifier, an open answer and personal data, answered by 300."""

from __future__ import annotations

N = 300
SECRETS = ("jean.dupont", "0612345678", "mot-de-passe", "KEY")
"""Parts of what respondents wrote, and of their identifiers, which are in no file for others."""
SURVEY = """
title = { fr = "Enquête <b>\\u202e", en = "Survey" }
identifier = "id"
breakdowns = ["sexe"]
missing = { refused = ["98"], dont_know = ["99"] }
[privacy]
quasi_identifiers = ["sexe", "age_classe", "region"]
k = 5
keep = { code_postal = "asked for" }
[themes.t]
[questions.id]
type = "text"
[questions.sexe]
type = "single"
text = { fr = "Vous êtes ?", en = "You are?" }
codes = { f = { fr = "Femmes", en = "Women" }, m = { fr = "Hommes", en = "Men" } }
[questions.age]
type = "numeric"
min = 15
max = 110
[questions.region]
type = "single"
codes = { 1 = "Nord", 2 = "Sud", 3 = "Est", 4 = "Ouest", 5 = "Îles" }
[questions.avis]
type = "scale"
text = { fr = "=1+1 'votre' avis \\u0007", en = "Your opinion" }
codes = { 1 = "Bon", 2 = "Moyen", 3 = "=Mauvais'" }
[questions.actions]
type = "multiple"
label = { fr = "L'action", en = "Action" }
codes = { a = "Accueil", "b-1" = "Bureau", c = "Chorale" }
columns = { a = "act_a", "b-1" = "act_b", c = "act_c" }
[questions.enceinte]
type = "single"
codes = { 1 = "oui", 2 = "non", 3 = "=ne veut" }
asked_if = { sexe = ["f"] }
[questions.heures]
type = "numeric"
unit = { fr = "heures", en = "hours" }
[questions.jour]
type = "date"
[questions.code_postal]
type = "numeric"
[questions.mots]
type = "text"
[derived.age_classe]
classes_of = "age"
[derived.age_classe.codes]
jeune = { below = 35 }
moyen = { from = 35, below = 60 }
age = { from = 60 }
[derived.ancien]
classes_of = "age"
[derived.ancien.codes]
non = { below = 80 }
oui = { from = 80 }
[indicators.avis]
theme = "t"
statistic = "mean"
[indicators.avis_reponses]
theme = "t"
variable = "avis"
[indicators.actions]
theme = "t"
[indicators.sexe]
theme = "t"
[indicators.heures]
theme = "t"
statistic = "mean"
"""
HEADING = "id,sexe,age,region,avis,act_a,act_b,act_c,enceinte,heures,jour,code_postal,mots,poids"


def _row(i: int) -> str:
    sex = "fm"[i % 2]
    opinion = (98, 99)[i % 2] if i % 20 == 0 else "" if i % 23 == 0 else 1 + i % 3
    hours = 2000 if i == 7 else i % 12 + 0.5
    words = "jean.dupont mot-de-passe 0612345678" if i % 50 == 0 else "rien"
    region = 5 if i < 2 else 1 + i % 4
    asked = "" if sex == "m" else 3 if i < 6 else 1 + i % 3 // 2
    day = f"2020-0{1 + i % 9}-1{i % 10}"
    cells = (sex, 18 + i % 70, region, opinion, i % 2, int(i % 3 == 0), int(i == 1), asked, hours, day)
    return ",".join(map(str, (f"KEY{i:04}", *cells, 59000 + i, words, 1 + i % 4 / 2)))


ANSWERS = "\n".join([HEADING, *map(_row, range(N))]) + "\n"
DESIGN = '[design]\nweight = "poids"\n'
