"""Columns of the files beside those of indicators: answers, weights, published figures, Parquet files."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from analysis.results.indicator_columns import OF_CELL, OF_EDITION
from analysis.results.schema import (
    NO_UNIT,
    OF_ROW,
    PERCENT,
    RESPONDENTS,
    STANDARD_ERRORS,
    WEIGHTS,
    AuditStep,
    File,
    FileColumn,
    QualitySection,
    Wording,
    boolean,
    names_of,
    number,
    text,
    whole,
)

_OF_MEASURE = Wording("selon measure : nombre, % ou unité de la question", "by measure: count, % or unit")
_CELLS = Wording("cellules ou répondants", "cells or respondents")

PROBLEMS = File(
    "problems.csv",
    Wording("Un problème d'une valeur reçue, ou du fichier", "A problem of a value received, or of the file"),
    (
        text(
            "respondent",
            "Identifiant, ou « row 12 » ; vide pour le fichier entier",
            "The identifier, or “row 12”; blank for the file as a whole",
        ),
        text("question", "Question, ou question.code d'une case", "The question, or question.code of a tick"),
        text("value", "Valeur reçue", "The value as received"),
        text(
            "problem",
            "Ce qui ne va pas et, après un point-virgule, ce qui était attendu",
            "What is wrong and, after a semicolon, what was expected",
        ),
        text("action", "Ce qui a été fait", "What was done"),
    ),
    is_private=True,
)
REMOVED = File(
    "removed.csv",
    Wording("Un répondant écarté", "A respondent left out"),
    (
        text("respondent", "Identifiant, ou « row 12 »", "The identifier, or “row 12”"),
        text(
            "file", "Fichier, où il y en a plusieurs", "The file, where there are several", is_optional=True
        ),
        whole(
            "row",
            NO_UNIT,
            "Ligne du fichier, le premier répondant étant 1",
            "Row of the file, the first respondent being 1",
        ),
        text("reason", "Motif", "Why"),
    ),
    is_private=True,
)
QUALITY = File(
    "quality.csv",
    Wording("Une mesure de la qualité des réponses", "A measure of how good the answers are"),
    (
        text("section", "Ce que l'on examine", "What is looked at", get_args(QualitySection)),
        text("question", "Question, ou vide", "The question, or blank"),
        text(
            "item",
            "Grille, règle, formule d'un taux ou type de donnée personnelle, ou vide",
            "The grid, the rule, the formula of a rate or the kind of personal data, or blank",
        ),
        text("measure", "Ce que dit le nombre", "What the number is"),
        number("value", _OF_MEASURE, "Le nombre", "The number"),
    ),
)
AUDIT = File(
    "audit.csv",
    Wording("Une règle, dans l'ordre où elle est appliquée", "A rule, in the order of application"),
    (
        text("step", "Étape du traitement", "Step of the processing", get_args(AuditStep)),
        text("rule", "Règle appliquée", "The rule that was applied"),
        text("question", "Question, ou vide", "The question, or blank"),
        whole("respondents_in", RESPONDENTS, "Répondants avant la règle", "Respondents before the rule"),
        whole("looked_at", _CELLS, "Cellules ou répondants examinés", "Cells or respondents looked at"),
        whole("changed", _CELLS, "Cellules modifiées", "Cells that were changed"),
        whole("removed", RESPONDENTS, "Répondants écartés", "Respondents removed"),
        whole("respondents_out", RESPONDENTS, "Répondants après la règle", "Respondents after the rule"),
    ),
)

_WEIGHT_MEASURE: tuple[FileColumn, ...] = (
    text("variable", "Marge, ou vide pour l'ensemble des poids", "The margin, or blank for all weights"),
    text("code", "Catégorie de la marge, ou vide", "Its category, or blank"),
    text("measure", "Ce que dit le nombre", "What the number is"),
    number("value", _OF_MEASURE, "Le nombre", "The number"),
    text("source", "Source de la part visée, ou vide", "Source of the share aimed at, or blank"),
)
WEIGHT_MEASURE = names_of(_WEIGHT_MEASURE)
"""What a row of weighting.csv has besides its survey and edition."""
WEIGHTING = File(
    "weighting.csv",
    Wording("Une mesure du redressement", "A measure of the weighting"),
    (
        *OF_EDITION,
        *_WEIGHT_MEASURE,
        text(
            "design",
            "Plan de sondage d'une partie des répondants, ou vide pour tous",
            "The design of some respondents, or blank for that of all",
        ),
    ),
)
MARGINS = File(
    "margins.csv",
    Wording(
        "Une catégorie d'une variable, ou un nombre, dans la population",
        "A category of a variable, or a number, in the population",
    ),
    (
        text("variable", "Variable de calage", "Variable of the calibration"),
        text("code", "Code de la catégorie", "Code of the category"),
        number("share", PERCENT, "Part dans la population", "Share in the population", is_optional=True),
        number("count", NO_UNIT, "Effectif de la population", "How many of the population", is_optional=True),
        number("total", OF_ROW, "Total d'un nombre", "Total of a number", is_optional=True),
        text("source", "Source du chiffre", "Where the figure comes from", is_optional=True),
        text("date", "Date de la source", "Date of the source", is_optional=True),
        text("note", "Remarque", "Remark", is_optional=True),
        text(
            "design",
            "Plan de sondage dont c'est la population, ou vide",
            "The design whose population it is, or blank",
            is_optional=True,
        ),
    ),
    folder="raw",
)

_PUBLISHED: tuple[FileColumn, ...] = (
    OF_CELL[0],
    *(replace(column, is_optional=True) for column in OF_CELL[1:]),
    whole("year", NO_UNIT, "Année du chiffre", "Year of the figure"),
    text(
        "period", "Saison, mois ou édition, ou vide", "Season, month or edition, or blank", is_optional=True
    ),
    number("value", OF_ROW, "Valeur publiée", "The published value"),
    text("unit", "Unité de la valeur", "Unit of the value", is_optional=True),
    number(
        "rounding",
        OF_ROW,
        "Pas d'arrondi du chiffre : 1 ou 0.1",
        "Last step that is printed: 1 or 0.1",
        is_optional=True,
    ),
    text("source", "Publication", "Where it was published"),
    text("date", "Date de publication", "When it was published", is_optional=True),
    text("note", "Remarque", "Remark", is_optional=True),
)
_OF_OTHERS = Wording("Un chiffre publié par d'autres", "A figure that others published")
COVARIATES = File(
    "covariates.csv",
    Wording("Ce que l'on sait d'un territoire", "What is known of a territory"),
    (
        text("variable", "Variable des territoires", "Variable of the territories"),
        text("code", "Code du territoire", "Code of the territory"),
        text("covariate", "Nom de ce que l'on sait", "Name of what is known"),
        number("value", NO_UNIT, "Valeur dans le territoire", "Value in the territory"),
        text("label_fr", "Ce que c'est, en français", "What it is, in French", is_optional=True),
        text("label_en", "Ce que c'est, en anglais", "What it is, in English", is_optional=True),
        text("source", "Source du chiffre", "Where the figure comes from", is_optional=True),
        text("date", "Date de la source", "Date of the source", is_optional=True),
        text("note", "Remarque", "Remark", is_optional=True),
    ),
    folder="raw",
)
PUBLISHED = File("published.csv", _OF_OTHERS, _PUBLISHED, folder="raw")
POINTS = File(
    "points.csv",
    Wording(
        "Un chiffre publié par d'autres pour une autre année ou période",
        "A figure that others published for another year or period",
    ),
    tuple(replace(column, is_optional=False) for column in _PUBLISHED),
)
BACKTEST = File(
    "backtest.csv",
    Wording("Un chiffre publié par d'autres et le nôtre", "A figure that others published, and ours"),
    (
        *OF_CELL,
        number("published", OF_ROW, "Valeur publiée par d'autres", "Value that others published"),
        text("unit", "Unité des deux valeurs", "Unit of both values"),
        text("source", "Publication", "Where it was published"),
        number("value", OF_ROW, "Notre valeur ; vide si masquée", "Our value; blank where hidden"),
        number("se", OF_ROW, "Erreur type de notre valeur", "Standard error of our value"),
        number("difference", OF_ROW, "value moins published", "value less published"),
        number(
            "z",
            STANDARD_ERRORS,
            "Différence rapportée à l'erreur type et à l'arrondi",
            "Difference over the standard error and the rounding",
        ),
        boolean("within_95", "|z| d'au plus 1,96", "|z| of 1.96 at most"),
        boolean("within_5se", "|z| d'au plus 5", "|z| of 5 at most"),
    ),
)

FLAG = "flag."
"""Before the name of a flag, in the columns of respondents.parquet."""
RESPONDENTS_KEPT = File(
    "respondents.parquet",
    Wording("Un répondant conservé", "A respondent kept"),
    (
        text("respondent", "Identifiant, ou « row 12 »", "The identifier, or “row 12”"),
        number("weight", NO_UNIT, "Poids final", "Final weight"),
        number("start_weight", NO_UNIT, "Poids avant calage", "Weight before calibration"),
        text("stratum", "Strate de tirage", "Stratum of the sample", is_optional=True),
        text("psu", "Unité primaire", "Primary sampling unit", is_optional=True),
        boolean(f"{FLAG}speeder", "Réponse trop rapide", "Answered too fast"),
        boolean(f"{FLAG}straight_liner", "Même réponse partout", "The same answer throughout"),
        boolean(f"{FLAG}same_answers", "Mêmes réponses qu'un autre", "The same answers as another's"),
        boolean(f"{FLAG}contradiction", "Réponses contradictoires", "Answers that contradict each other"),
        boolean(f"{FLAG}left", "Abandon avant la fin", "Left before the end"),
    ),
    is_private=True,
    others=Wording(
        "La valeur de chaque question, une colonne par réponse d'une question multiple, et son statut",
        "The value of each question, a column per answer of a multiple one, and its status",
    ),
)
VERBATIMS = File(
    "verbatims.parquet",
    Wording("Une réponse ouverte", "An open answer"),
    (
        text("respondent", "Identifiant, ou « row 12 »", "The identifier, or “row 12”"),
        text("question", "Question", "The question"),
        text("text", "Texte, adresses et téléphones masqués", "The text, addresses and telephones masked"),
    ),
    is_private=True,
)

COMPOSITION = File(
    "composition.csv",
    Wording(
        "Un chiffre dans deux groupes d'âge, ou deux fois le même",
        "A figure in two groups of age, or one twice",
    ),
    (
        *OF_EDITION,
        *OF_CELL[:2],
        text("group", "Groupe", "Group"),
        text(
            "against_group", "Autre groupe ; le même pour sa variance", "Other group; itself for its variance"
        ),
        whole("n", RESPONDENTS, "Répondants de group", "Respondents of group"),
        number("base", WEIGHTS, "Base pondérée de group", "Weighted base of group"),
        number("value", OF_ROW, "Valeur dans group, même masquée", "Value in group, hidden or not"),
        number("covariance", NO_UNIT, "Covariance des deux valeurs", "Covariance of the two values"),
    ),
    is_private=True,
)
"""From which trend.csv has figures at the ages of an earlier edition: private, as nothing in it is hidden."""

ALIKE = File(
    "alike.csv",
    Wording(
        "Un chiffre de l'ensemble, redressé sur des variables communes avec une autre édition",
        "A figure of the whole sample, weighted on variables shared with another edition",
    ),
    (
        *OF_EDITION,
        text(
            "weighted_on",
            "Variables du redressement, séparées par « ; »",
            "Variables weighted on, separated by “;”",
        ),
        *OF_CELL[:2],
        number("value", OF_ROW, "Valeur, même masquée", "Value, hidden or not"),
        number("se", OF_ROW, "Erreur type", "Standard error"),
        number("df", NO_UNIT, "Degrés de liberté", "Degrees of freedom"),
    ),
    is_private=True,
)
"""From which trend.csv has editions weighted alike: private, as nothing in it is hidden."""

PROVENANCE = File(
    "provenance.json",
    Wording("Fichiers lus, effectifs, versions", "Files that were read, counts, versions"),
)
DECIDED = "confidentiality"
"""Under this key provenance.json and manifest.json tell the decision on what is confidential."""
MANIFEST = File(
    "manifest.json",
    Wording("Ce dont les fichiers sont faits, et leurs empreintes", "What the files are made of, checksums"),
)
