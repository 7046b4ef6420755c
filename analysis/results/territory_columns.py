"""Columns of the files of figures by territory: direct ones beside the rest, and those of a model."""

from __future__ import annotations

from analysis.results.indicator_columns import INTERVAL, OF_CELL, OF_EDITION, OF_INDICATOR, RESPONDENTS_OF_ROW
from analysis.results.schema import (
    MODEL_DOUBTS,
    NO_UNIT,
    OF_ROW,
    STATISTICS,
    STATUSES,
    File,
    FileColumn,
    Wording,
    names_of,
    number,
    text,
    whole,
)

_CONTRAST: tuple[FileColumn, ...] = (
    number("rest", OF_ROW, "Valeur hors du territoire", "Value outside the territory"),
    number("difference", OF_ROW, "Valeur moins rest", "Value less rest"),
    number("difference_se", OF_ROW, "Erreur type de la différence", "Standard error of the difference"),
    number("difference_low", OF_ROW, "Borne inférieure de la différence", "Lower limit of the difference"),
    number("difference_high", OF_ROW, "Borne supérieure de la différence", "Upper limit of the difference"),
    number("p_value", NO_UNIT, "Probabilité critique, bilatérale", "p-value, two-sided"),
    number(
        "p_adjusted",
        NO_UNIT,
        "Probabilité critique corrigée sur tous les chiffres du territoire (Benjamini et Hochberg)",
        "p-value corrected over all the figures of the territory (Benjamini and Hochberg)",
    ),
    number(
        "detectable",
        OF_ROW,
        "Plus petite différence avec rest que le test trouve quatre fois sur cinq",
        "Smallest difference from rest that the test finds four times in five",
    ),
)


CONTRAST = names_of(_CONTRAST)
"""What a row of territories.csv has besides those of an indicator."""


_RANKING: tuple[FileColumn, ...] = (
    whole(
        "rank_first",
        NO_UNIT,
        "Meilleur rang possible, 1 étant la valeur la plus élevée : 1 plus le nombre de above",
        "First possible rank, 1 being the highest value: 1 plus the number of above",
    ),
    whole(
        "rank_last",
        NO_UNIT,
        "Dernier rang possible : ranked moins le nombre de below",
        "Last possible rank: ranked less the number of below",
    ),
    whole("ranked", NO_UNIT, "Territoires classés", "Territories that are ranked"),
    text(
        "above",
        "Codes des territoires sûrement au-dessus, séparés par « ; »",
        "Codes of the territories surely above, separated by “;”",
    ),
    text(
        "below",
        "Codes des territoires sûrement au-dessous, séparés par « ; »",
        "Codes of the territories surely below, separated by “;”",
    ),
    number(
        "pair_detectable",
        OF_ROW,
        "Plus petite différence avec un autre territoire que leur test trouve quatre fois sur cinq",
        "Smallest difference from another territory that their test finds four times in five",
    ),
)


RANKING = names_of(_RANKING)
"""What a row of territories.csv says of the territory among the others."""


TERRITORIES = File(
    "territories.csv",
    Wording(
        "Un indicateur, ou l'une de ses réponses, dans un territoire",
        "An indicator, or one of its answers, in a territory",
    ),
    (*OF_INDICATOR, *_CONTRAST, *_RANKING),
)


MODELLED = File(
    "modelled.csv",
    Wording(
        "Un indicateur dans un territoire, estimé par un modèle : jamais un chiffre direct",
        "An indicator in a territory, estimated by a model: never a direct figure",
    ),
    (
        *OF_EDITION,
        *(column for column in OF_CELL if column.name != "item"),
        text("statistic", "Statistique estimée", "Statistic that is estimated", STATISTICS),
        text("unit", "Unité de la valeur", "Unit of the value"),
        number("value", OF_ROW, "Valeur selon le modèle", "Value by the model"),
        number(
            "se",
            OF_ROW,
            "Racine de l'erreur quadratique moyenne",
            "Root of the mean squared error of the value",
        ),
        *INTERVAL,
        number("ci_level", NO_UNIT, "Niveau de l'intervalle", "Level of the interval"),
        RESPONDENTS_OF_ROW,
        number(
            "own_part",
            NO_UNIT,
            "Part du chiffre direct dans la valeur, de 0 à 1, le reste venant du modèle",
            "Part of the direct figure in the value, 0 to 1; the rest comes from the model",
        ),
        text(
            "direct_status",
            "Décision prise du chiffre direct du territoire",
            "What was decided of the direct figure of the territory",
            STATUSES,
        ),
    ),
)


AREA_MODELS = File(
    "area_models.csv",
    Wording(
        "Le modèle d'un indicateur dans les territoires, et ce qui est mesuré de lui",
        "The model of an indicator in territories, and what is measured of it",
    ),
    (
        *OF_EDITION,
        *(column for column in OF_CELL if column.name not in ("item", "group")),
        text("unit", "Unité de l'indicateur", "Unit of the indicator"),
        text("covariates", "Covariables, séparées par « ; »", "Covariates, separated by “;”"),
        text("label_fr", "Ce qu'elles sont, séparé par « | »", "What they are in French, separated by “|”"),
        text("label_en", "Les mêmes en anglais", "The same in English"),
        text("sources", "Leurs sources, séparées par « | »", "Their sources, separated by “|”"),
        whole("areas", NO_UNIT, "Territoires du modèle", "Territories of the model"),
        text(
            "coefficients",
            "Constante puis coefficient de chaque covariable, séparés par « ; »",
            "The constant, then the coefficient of each covariate, separated by “;”",
        ),
        number(
            "model_sd",
            OF_ROW,
            "Écart-type de ce que le modèle n'explique pas d'un territoire",
            "Standard deviation of what the model leaves unexplained of a territory",
        ),
        number(
            "respondent_sd",
            OF_ROW,
            "Erreur type d'un chiffre direct, fois la racine de ses répondants",
            "Standard error of a direct figure, times the root of its respondents",
        ),
        number(
            "variance_ratio",
            NO_UNIT,
            "Rapport de la plus grande à la plus petite variance par répondant",
            "Ratio of the greatest to the least variance per respondent",
        ),
        number(
            "normality_p",
            NO_UNIT,
            "Probabilité critique du test de normalité des résidus (Shapiro et Wilk)",
            "p-value of the test that residuals are normal (Shapiro and Wilk)",
        ),
        number(
            "fit_p",
            NO_UNIT,
            "Probabilité critique de l'écart entre chiffres directs et modélisés (Brown et autres)",
            "p-value of the difference between direct and modelled figures (Brown et al.)",
        ),
        number(
            "remaining",
            NO_UNIT,
            "Erreur type modélisée rapportée à la directe, médiane des territoires",
            "Modelled standard error over the direct one, median of the territories",
        ),
        text(
            "doubt",
            "Pourquoi les chiffres du modèle ne sont pas montrés ; vide s'ils le sont",
            "Why the figures of the model are not shown; blank where they are",
            MODEL_DOUBTS,
        ),
    ),
)
