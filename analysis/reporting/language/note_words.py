"""The words of the methodology page, in French and English."""

from __future__ import annotations

from analysis.questionnaire import Label, Survey
from analysis.reporting.language.typography import percent, series, typeset
from analysis.reporting.language.voice import MARKS, interval_name, mark_meaning, mark_sign
from analysis.results.schema import SMALLEST_GROUP

NOTE_FIELDS: dict[str, Label] = {
    "simulation": Label("Simulation", "Simulation"),
    "producer": Label("Producteur", "Producer"),
    "sponsor": Label("Commanditaire", "Sponsor"),
    "purpose": Label("Objet", "Purpose"),
    "population": Label("Population étudiée", "Population studied"),
    "excluded": Label("Personnes non couvertes", "Who is not covered"),
    "frame": Label("Base de sondage", "Sampling frame"),
    "recruitment": Label("Recrutement", "Recruitment"),
    "incentives": Label("Contrepartie", "Incentives"),
    "mode": Label("Mode de collecte", "Mode"),
    "languages": Label("Langues", "Languages"),
    "weighting": Label("Redressement", "Weighting"),
    "availability": Label("Accès aux données", "Access to the data"),
    "contact": Label("Contact", "Contact"),
}
ABSENCE_WORDS: dict[str, Label] = {
    "asked": Label("Interrogés", "Asked"),
    "answered": Label("Ont répondu", "Answered"),
    "refused": Label("Refus", "Refused"),
    "dont_know": Label("Ne sait pas", "Don't know"),
    "no_answer": Label("Sans réponse", "No answer"),
    "left": Label("Parti avant la question", "Left before the question"),
    "invalid": Label("Réponse non valable", "Invalid"),
}
DERIVATION_WORDS: dict[str, Label] = {
    "years_since": Label("Calculé : années écoulées depuis", "Computed: years since"),
    "classes_of": Label("Calculé : classes de", "Computed: classes of"),
    "groups_of": Label("Calculé : regroupement de", "Computed: groups of"),
    "count_of": Label("Calculé : nombre de réponses à", "Computed: number of answers to"),
    "sum_of": Label("Calculé : somme de", "Computed: sum of"),
    "mean_of": Label("Calculé : moyenne de", "Computed: mean of"),
    "points_of": Label("Calculé : points d'après", "Computed: points from"),
    "age_on": Label("Calculé : âge en années révolues d'après", "Computed: age in completed years from"),
    "year_of": Label("Calculé : année de", "Computed: year of"),
    "region_of": Label("Calculé : région d'après", "Computed: region from"),
    "bridged_region_of": Label("Calculé : région actuelle d'après", "Computed: region of today from"),
}
DIAGNOSTICS: dict[str, Label] = {
    "kish_deff": Label(
        "Effet du redressement sur la variance (Kish)", "Effect of weighting on variance (Kish)"
    ),
    "n_effective": Label("Effectif efficace", "Effective sample size"),
    "weight_min": Label("Poids le plus faible (moyenne 1)", "Smallest weight (mean 1)"),
    "weight_max": Label("Poids le plus élevé (moyenne 1)", "Largest weight (mean 1)"),
    "iterations": Label("Itérations du calage", "Iterations of the calibration"),
}
PROBLEM_WORDS: dict[str, Label] = {
    "answer against routing": Label("Réponse à une question qui n'était pas posée", "Answer against routing"),
    "unknown code": Label("Code inconnu du questionnaire", "Code unknown to the questionnaire"),
    "out of range": Label("Nombre hors des bornes", "Number out of range"),
    "not a number": Label("Réponse qui n'est pas un nombre", "Answer that is no number"),
    "no identifier": Label("Identifiant absent", "No identifier"),
    "other without its answer": Label(
        "Précision donnée sans que « autre » soit coché", "Words for “other” without the answer"
    ),
    "column not in every file": Label("Colonne absente d'un des fichiers", "Column not in every file"),
    "labels differ between files": Label(
        "Libellés différents d'un fichier à l'autre", "Labels that differ between files"
    ),
    "column not in the file": Label("Colonne absente du fichier", "Column not in the file"),
    "not all of it are answers": Label("Code inconnu parmi plusieurs réponses", "Unknown code among answers"),
    "excludes the other answers": Label(
        "Réponse exclusive cochée avec d'autres", "Exclusive answer with others"
    ),
    "ranked twice": Label("Réponse classée deux fois", "Answer ranked twice"),
    "too many ranks": Label("Plus de rangs que de réponses", "More ranks than answers"),
    "not a date": Label("Réponse qui n'est pas une date", "Answer that is no date"),
    "in no class": Label("Nombre hors de toute classe", "Number in no class"),
    "in no region": Label("Code d'aucune région", "Code of no region"),
    "not a weight": Label("Poids absent ou impossible", "Missing or impossible weight"),
    "not a population size": Label("Taille de population illisible", "Population size that cannot be read"),
    "blank in the sampling design": Label("Plan de sondage incomplet", "Blank in the sampling design"),
    "does not meet keep_if": Label("Hors du champ de l'enquête", "Outside the scope of the survey"),
    "no usable weight, stratum or PSU": Label(
        "Sans poids, strate ou unité primaire", "No usable weight, stratum or PSU"
    ),
    "duplicate of the identifier": Label("Identifiant en double", "Duplicate of the identifier"),
    "excluded": Label("Exclu", "Excluded"),
    "looks like a direct identifier": Label(
        "Question qui semble identifier directement", "Question that looks like a direct identifier"
    ),
    "speeder": Label("Réponses trop rapides", "Answered too fast"),
    "straight_liner": Label("Même réponse à toute une grille", "Same answer throughout a grid"),
    "same_answers": Label(
        "Mêmes réponses qu'un autre questionnaire", "Same answers as an earlier respondent"
    ),
    "contradiction": Label("Réponses contradictoires", "Contradictory answers"),
    "left": Label("Questionnaire abandonné", "Left before the end"),
}
"""How a reason or problem starts -> what it is called in the report."""

_ASSUMPTION = {
    "volunteer": Label(
        "Les répondants sont des volontaires et non un échantillon tiré au hasard. L'intervalle "
        "indicatif à {level} dit la précision qu'aurait le chiffre si, dans chaque catégorie du "
        "redressement, les répondants se comportaient comme un échantillon aléatoire de la population ; "
        "cette hypothèse n'est pas vérifiable avec ces données, et l'intervalle n'est pas un intervalle "
        "de confiance.",
        "Respondents are volunteers, not a sample drawn at random. The indicative interval at {level} is"
        " the precision the figure would have if, within each category of the weighting, respondents "
        "behaved as a random sample of the population; these data cannot verify that assumption, and the"
        " interval is not a confidence interval.",
    ),
    "probability": Label(
        "L'échantillon est probabiliste : l'intervalle de confiance à {level} tient compte du plan de "
        "sondage et du redressement.",
        "The sample is a probability sample: the confidence interval at {level} takes account of the "
        "sampling design and of the weighting.",
    ),
}
_VARIANCE = Label(
    "Les erreurs types sont linéarisées et tiennent compte des poids ; l'intervalle des parts est "
    "calculé par la méthode « {method} » ({level}).",
    "Standard errors are linearised and take account of the weights; the interval of shares is computed "
    "by the “{method}” method ({level}).",
)
_TESTS = Label(
    "Un écart entre deux groupes n'est énoncé que si un test bilatéral le soutient (t de Student, seuil "
    "{alpha}, correction de Holm sur toutes les paires de groupes de l'indicateur ; groupes d'au moins "
    "{smallest} répondants). L'erreur type est celle de l'écart lui-même : elle tient compte des poids, du"
    " plan de sondage, du redressement et des répondants que deux groupes ont en commun. Deux réponses à "
    "une même question, données par les mêmes répondants, sont comparées de même, avec leur covariance.",
    "A difference between two groups is stated only when a two-sided test supports it (Student's t, level "
    "{alpha}, Holm's correction over every pair of groups of the indicator; groups of at least {smallest} "
    "respondents). The standard error is that of the difference itself: it takes account of the weights, "
    "the sampling design, the calibration and the respondents that two groups have in common. Two answers "
    "to one question, given by the same respondents, are compared in the same way, with their covariance.",
)
_CONFIDENTIAL = Label(
    "Un chiffre qui repose sur moins de {least} répondants est confidentiel : il n'est publié nulle "
    "part, ni sa base ; le chiffre qui permettrait de le retrouver par différence est masqué avec lui.",
    "A figure that rests on fewer than {least} respondents is confidential: it is published nowhere, nor"
    " is its base; the figure from which it could be found by subtraction is hidden with it.",
)
_RELIABILITY = Label(
    "Une part est publiée selon la règle du National Center for Health Statistics (2017), à partir de "
    "l'effectif efficace et de la largeur de l'intervalle de Korn-Graubard à {level95}. Une moyenne, une"
    " médiane, un total ou un rapport est publié jusqu'à un coefficient de variation de 16,5 % et, avec "
    "un signe de prudence, jusqu'à 33,3 %.",
    "A share is published by the rule of the National Center for Health Statistics (2017), from the "
    "effective sample size and the width of the Korn-Graubard interval at {level95}. A mean, median, "
    "total or ratio is published up to a coefficient of variation of 16.5% and, with a sign of caution, "
    "up to 33.3%.",
)
_NO_RELIABILITY = Label(
    "Aucune règle de précision n'écarte de chiffre dans cette enquête.",
    "No rule of precision withholds a figure in this survey.",
)
_ROUNDING = Label(
    "Les chiffres sont arrondis, les parts à l'unité dans les textes et les graphiques, au dixième dans les "
    "tableaux ; leur somme peut donc s'écarter du total.",
    "Figures are rounded, shares to the unit in texts and charts and to the tenth in tables; their sum may "
    "therefore differ from the total.",
)
_SIGNS = Label("Signes des tableaux : {signs}.", "Signs in the tables: {signs}.")
_WORDS_RULE = Label(
    "« Plus de » et « moins de » ne sont écrits que si l'intervalle entier est du même côté.",
    "“More than” and “fewer than” are written only when the whole interval lies on the same side.",
)


def method_words(survey: Survey, language: str) -> list[str]:
    """Precision, tests and rules of publication, as paragraphs."""
    rules = survey.publication
    values = {
        "level": percent(100 * rules.level, language),
        "level95": percent(95, language),
        "alpha": percent(100 * (1 - rules.level), language),
        "method": rules.interval,
        "least": str(rules.confidential_below),
        "smallest": str(SMALLEST_GROUP),
        "signs": _signs(language),
    }
    has_rule = getattr(rules, "reliability", "nchs") != "none"
    reliability = _RELIABILITY if has_rule else _NO_RELIABILITY
    labels = [
        _ASSUMPTION[survey.sampling],
        _VARIANCE,
        _WORDS_RULE,
        _ROUNDING,
        _TESTS,
        _CONFIDENTIAL,
        reliability,
        _SIGNS,
    ]
    return [typeset(label.to(language), language).format(**values) for label in labels]


def glossary(survey: Survey, language: str) -> list[tuple[str, str]]:
    """The technical words of the report, explained."""
    interval = interval_name(survey.sampling, language)
    entries = [(Label(interval, interval), _GLOSSARY_INTERVAL), *_GLOSSARY]
    return [(typeset(t.to(language), language), typeset(d.to(language), language)) for t, d in entries]


_GLOSSARY_INTERVAL = Label(
    "Fourchette qui accompagne chaque chiffre ; plus elle est large, moins le chiffre est précis.",
    "The range that goes with each figure; the wider it is, the less precise the figure.",
)
_GLOSSARY = [
    (
        Label("Base, répondants", "Base, respondents"),
        Label(
            "Nombre de personnes dont les réponses entrent dans le chiffre, avant redressement.",
            "How many people's answers enter the figure, before weighting.",
        ),
    ),
    (
        Label("Redressement", "Weighting"),
        Label(
            "Poids donnés aux répondants pour que l'échantillon ait la composition connue de la population.",
            "Weights given to respondents so that the sample has the known composition of the population.",
        ),
    ),
    (
        Label("plus = mieux, moins = mieux", "more is better, less is better"),
        Label(
            "Sens de lecture d'un indicateur : un chiffre plus élevé, ou plus bas, est une bonne nouvelle. "
            "La couleur des graphiques le suit ; sans mention, l'indicateur n'a pas de sens souhaitable.",
            "How an indicator is read: a higher, or a lower, figure is good news. The colour of charts "
            "follows it; without a mention, no direction is better.",
        ),
    ),
    (
        Label("Effectif efficace", "Effective sample size"),
        Label(
            "Taille de l'échantillon non pondéré qui donnerait la même précision.",
            "Size of the unweighted sample that would give the same precision.",
        ),
    ),
    (
        Label("Écart significatif", "Significant difference"),
        Label(
            "Écart trop grand pour être dû au seul hasard de l'échantillon, au seuil indiqué.",
            "A difference too large to come from the chance of the sample alone, at the level stated.",
        ),
    ),
]


def _signs(language: str) -> str:
    signs = [f"{mark_sign(mark)}, {mark_meaning(mark, language)}" for mark in MARKS]
    return series(signs, language)
