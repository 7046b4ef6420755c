"""Columns of the files of differences: between groups and answers of an edition, and between editions."""

from __future__ import annotations

from analysis.results.indicator_columns import INTERVAL, OF_CELL, OF_EDITION
from analysis.results.schema import (
    CHANGE_STATUSES,
    COMPARISON_KINDS,
    COMPARISON_STATUSES,
    CORRECTION_NAMES,
    NO_UNIT,
    OF_ROW,
    TEST_NAMES,
    File,
    FileColumn,
    Wording,
    number,
    text,
)

_OF_BOTH_EDITIONS: tuple[FileColumn, ...] = (
    number("ci_low_from", OF_ROW, "Borne inférieure de value_from", "Lower limit of value_from"),
    number("ci_high_from", OF_ROW, "Borne supérieure de value_from", "Upper limit of value_from"),
    number("ci_low_to", OF_ROW, "Borne inférieure de value_to", "Lower limit of value_to"),
    number("ci_high_to", OF_ROW, "Borne supérieure de value_to", "Upper limit of value_to"),
    text("start_from", "Début du terrain de l'édition antérieure", "First day of the earlier fieldwork"),
    text("end_from", "Fin du terrain de l'édition antérieure", "Last day of the earlier fieldwork"),
    text("start_to", "Début du terrain de l'édition postérieure", "First day of the later fieldwork"),
    text("end_to", "Fin du terrain de l'édition postérieure", "Last day of the later fieldwork"),
)
_AT_EQUAL_COMPOSITION: tuple[FileColumn, ...] = (
    number(
        "equal_value",
        OF_ROW,
        "value_to avec la composition (l'âge) de l'édition antérieure",
        "value_to with the composition (ages) of the earlier edition",
    ),
    number("equal_se", OF_ROW, "Erreur type de equal_value", "Standard error of equal_value"),
    number("equal_low", OF_ROW, "Borne inférieure de equal_value", "Lower limit of equal_value"),
    number("equal_high", OF_ROW, "Borne supérieure de equal_value", "Upper limit of equal_value"),
    number(
        "equal_p",
        NO_UNIT,
        "Probabilité critique de equal_value moins value_from, bilatérale",
        "p-value of equal_value less value_from, two-sided",
    ),
)

_WEIGHTED_ALIKE: tuple[FileColumn, ...] = (
    text(
        "alike_on",
        "Variables communes des redressements, séparées par « ; » ; all : aucune ; vide : sans objet",
        "Variables that both weightings share, separated by “;”; all: none; blank: not needed",
    ),
    number("alike_from", OF_ROW, "value_from ainsi redressée", "value_from weighted so"),
    number("alike_to", OF_ROW, "value_to ainsi redressée", "value_to weighted so"),
    number("alike_difference", OF_ROW, "alike_to moins alike_from", "alike_to less alike_from"),
    number("alike_se", OF_ROW, "Erreur type de alike_difference", "Standard error of alike_difference"),
    number(
        "alike_p",
        NO_UNIT,
        "Probabilité critique de alike_difference, bilatérale",
        "p-value of alike_difference, two-sided",
    ),
)

TREND = File(
    "trend.csv",
    Wording(
        "Un chiffre dans une édition, et dans la dernière avant elle qui l'a",
        "A figure in an edition, and in the last one before it that has it",
    ),
    (
        *OF_CELL,
        text("edition_from", "Édition antérieure", "Earlier edition"),
        text("edition_to", "Édition postérieure", "Later edition"),
        number("value_from", OF_ROW, "Valeur dans l'édition antérieure", "Value in the earlier edition"),
        number("value_to", OF_ROW, "Valeur dans l'édition postérieure", "Value in the later edition"),
        *_OF_BOTH_EDITIONS,
        number("difference", OF_ROW, "value_to moins value_from", "value_to less value_from"),
        number("se", OF_ROW, "Erreur type de la différence", "Standard error of the difference"),
        *INTERVAL,
        number("p", NO_UNIT, "Probabilité critique, bilatérale", "p-value, two-sided"),
        number(
            "p_adjusted",
            NO_UNIT,
            "Probabilité critique corrigée (Holm) sur les réponses et les groupes d'un indicateur",
            "p-value corrected (Holm) over the answers and groups of an indicator",
        ),
        number(
            "p_report",
            NO_UNIT,
            "Probabilité critique corrigée (Holm) sur tous les chiffres d'ensemble du rapport, hors profil",
            "p-value corrected (Holm) over all figures of the whole sample in the report, profile apart",
        ),
        *_AT_EQUAL_COMPOSITION,
        *_WEIGHTED_ALIKE,
        text("status", "Ce qui a pu être comparé", "What could be compared", CHANGE_STATUSES),
        text(
            "break_fr",
            "Pourquoi la série est rompue, fixée ou n'est pas une évolution, en français",
            "Why the series is broken, fixed or no trend, in French",
        ),
        text(
            "break_en",
            "Pourquoi la série est rompue, fixée ou n'est pas une évolution, en anglais",
            "Why the series is broken, fixed or no trend, in English",
        ),
    ),
    folder="survey",
)

_COMPARED: tuple[FileColumn, ...] = (
    text("comparison", "Ce qui est comparé", "What is compared", COMPARISON_KINDS),
    text("group", "Code du groupe comparé", "Code of the group that is compared"),
    text(
        "against_group",
        "Code du groupe auquel il est comparé ; all pour l'ensemble",
        "Code of the group it is compared with; all for everyone",
    ),
    text(
        "against_item",
        "Code de la réponse à laquelle item est comparée",
        "Code of the answer that item is compared with",
    ),
    number("difference", OF_ROW, "Premier moins second", "The first less the second"),
    number(
        "se",
        OF_ROW,
        "Erreur type de la différence, d'après le plan de sondage",
        "Standard error of the difference, from the sampling design",
    ),
    number("df", NO_UNIT, "Degrés de liberté du test", "Degrees of freedom of the test"),
    *INTERVAL,
    number("ci_level", NO_UNIT, "Niveau de l'intervalle", "Level of the interval"),
    text("test", "Test utilisé", "Test that was used", TEST_NAMES),
    number("test_statistic", NO_UNIT, "Valeur de t, z ou F", "The t, z or F"),
    number(
        "df_numerator",
        NO_UNIT,
        "Degrés de liberté du numérateur d'un F",
        "Degrees of freedom of the numerator of an F",
    ),
    number("p_value", NO_UNIT, "Probabilité critique, bilatérale", "p-value, two-sided"),
    number(
        "p_adjusted",
        NO_UNIT,
        "Probabilité critique corrigée sur les tests de la famille",
        "p-value corrected over the tests of the family",
    ),
    number(
        "p_report",
        NO_UNIT,
        "Probabilité critique corrigée sur tout le rapport ; vide pour ce qui n'y est jamais un résultat",
        "p-value corrected over the whole report; blank for what is never a finding there",
    ),
    number(
        "detectable",
        OF_ROW,
        "Plus petite différence que le test trouve quatre fois sur cinq",
        "Smallest difference that the test finds four times in five",
    ),
    text("correction", "Correction appliquée", "Correction that was applied", CORRECTION_NAMES),
    text("family", "Tests corrigés ensemble", "Tests that are corrected together"),
    text(
        "status",
        "Testé ; trop peu de répondants ; fixé par le redressement ; masqué ; non testé",
        "Tested; too few respondents; fixed by the weighting; hidden; not tested",
        COMPARISON_STATUSES,
    ),
)
COMPARISONS = File(
    "comparisons.csv",
    Wording(
        "Une différence entre deux chiffres, ou un tableau entier", "A difference of two figures, or a table"
    ),
    (*OF_EDITION, *OF_CELL[:4], *_COMPARED),
)
