"""Columns of the files of figures: indicators, territories, sensitivity, distributions."""

from __future__ import annotations

from analysis.results.schema import (
    DIRECTIONS,
    DISTRIBUTION_KINDS,
    MODEL_DOUBTS,
    NO_UNIT,
    OF_ROW,
    RESPONDENTS,
    SECRET,
    STATISTICS,
    STATUSES,
    VERDICTS,
    WEIGHTS,
    File,
    FileColumn,
    Wording,
    names_of,
    number,
    text,
    whole,
)

OF_EDITION: tuple[FileColumn, ...] = (
    text("survey", "Nom de l'enquête", "Name of the survey"),
    text("edition", "Nom de l'édition", "Name of the edition"),
)
OF_CELL: tuple[FileColumn, ...] = (
    text("indicator", "Nom de l'indicateur", "Name of the indicator"),
    text(
        "item",
        "Code de la réponse, où chaque réponse a sa ligne ; vide sinon",
        "Code of the answer, where each answer has its row; blank otherwise",
    ),
    text(
        "population",
        "Population dont l'indicateur est mesuré ; all pour tous les répondants",
        "Population that the indicator is measured of; all for every respondent",
    ),
    text(
        "breakdown",
        "Variable qui définit les groupes ; all pour l'ensemble",
        "Variable that defines the groups; all for the whole sample",
    ),
    text("group", "Code du groupe ; all pour l'ensemble", "Code of the group; all for the whole sample"),
)
CELL = names_of(OF_CELL)
"""The columns that together name one figure of an edition."""

INTERVAL: tuple[FileColumn, ...] = (
    number("ci_low", OF_ROW, "Borne inférieure de l'intervalle", "Lower limit of the interval"),
    number("ci_high", OF_ROW, "Borne supérieure de l'intervalle", "Upper limit of the interval"),
)
_VALUE: tuple[FileColumn, ...] = (
    number("value", OF_ROW, "Valeur, pondérée ; vide si masquée", "Value, weighted; blank where hidden"),
    number("se", OF_ROW, "Erreur type de la valeur", "Standard error of the value"),
    *INTERVAL,
)
_N = whole("n", RESPONDENTS, "Répondants dans la base", "Respondents in the base")
_PRECISION: tuple[FileColumn, ...] = (
    number("ci_level", NO_UNIT, "Niveau de l'intervalle", "Level of the interval"),
    text(
        "ci_method",
        "Méthode de calcul de l'intervalle",
        "How the interval is computed",
        ("logit", "korn-graubard", "wilson", "linear", "woodruff"),
    ),
    _N,
    whole(
        "count",
        RESPONDENTS,
        "Dont ceux que compte une part, non pondérés ; n pour un autre chiffre",
        "Of whom a share counts, unweighted; n for another figure",
    ),
    number(
        "n_eff",
        RESPONDENTS,
        "Effectif efficace : taille d'un échantillon aléatoire simple aussi précis, n / deff",
        "Effective size: that of a simple random sample as precise, n / deff",
    ),
    number("base", WEIGHTS, "Somme des poids de la base", "Sum of weights in the base"),
    number(
        "deff",
        NO_UNIT,
        "Effet de plan : variance rapportée à celle d'un échantillon aléatoire simple de taille n",
        "Design effect: the variance over that of a simple random sample of n",
    ),
    number(
        "cv",
        NO_UNIT,
        "Coefficient de variation : erreur type rapportée à la valeur",
        "Coefficient of variation: standard error over value",
    ),
    number("df", NO_UNIT, "Degrés de liberté de l'intervalle", "Degrees of freedom of the interval"),
)
_PUBLICATION: tuple[FileColumn, ...] = (
    text(
        "status",
        "Décision : publié, publié avec réserve ou prudence, trop imprécis, sans répondant",
        "Decision: shown, shown with a reservation or caution, too imprecise, without respondents",
        STATUSES,
    ),
    text(
        "confidentiality",
        "Motif de secret : base trop petite, ou protection d'un tel chiffre ; vide sinon",
        "Why it is secret: too small a base, or it protects such a figure; blank otherwise",
        SECRET,
    ),
    text(
        "with",
        "Codes des groupes comptés avec celui de la ligne, séparés par « ; »",
        "Codes of the groups that are counted with that of the row, separated by “;”",
    ),
    text(
        "direction",
        "Sens de lecture : une valeur plus élevée est favorable, défavorable ou ni l'un ni l'autre",
        "How it is read: a higher value is favourable, unfavourable or neither",
        DIRECTIONS,
    ),
    text("label_fr", "Libellé en français", "Label in French"),
    text("label_en", "Libellé en anglais", "Label in English"),
    text("verdict", "Ce que dit un solde d'opinion", "What a balance of opinions says", VERDICTS),
)
_OF_INDICATOR: tuple[FileColumn, ...] = (
    *OF_EDITION,
    text("theme", "Thème de l'indicateur", "Theme of the indicator"),
    *OF_CELL,
    text("statistic", "Statistique calculée", "Statistic that is computed", STATISTICS),
    text("unit", "Unité de la valeur", "Unit of the value"),
    *_VALUE,
    *_PRECISION,
    *_PUBLICATION,
)
INDICATORS = File(
    "indicators.csv",
    Wording(
        "Un indicateur, ou l'une de ses réponses, dans un groupe",
        "An indicator, or one of its answers, in a group",
    ),
    _OF_INDICATOR,
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
    (*_OF_INDICATOR, *_CONTRAST, *_RANKING),
)

_VARIANT: tuple[FileColumn, ...] = (*_VALUE, _N)
VARIANT_FIGURES = names_of(_VARIANT)
"""What is hidden together in a row of sensitivity.csv."""
SENSITIVITY = File(
    "sensitivity.csv",
    Wording(
        "Un indicateur principal, ou l'une de ses réponses, dans une variante, pour l'ensemble",
        "A main indicator, or one of its answers, in a variant, for the whole sample",
    ),
    (
        *OF_CELL[:2],
        text(
            "variant",
            "published, before_weighting, without_ suivi d'un signalement, ou without_flagged",
            "published, before_weighting, without_ and a flag, or without_flagged",
        ),
        *_VARIANT,
        number("difference", OF_ROW, "Variante moins chiffre publié", "Variant less published figure"),
    ),
)

DISTRIBUTIONS = File(
    "distributions.csv",
    Wording(
        "Une réponse à une question, ou une classe ou un quartile d'un nombre, pour l'ensemble",
        "An answer to a question, or a class or a quartile of a number, in the whole sample",
    ),
    (
        *OF_EDITION,
        text("variable", "Question ou variable dérivée", "Question or derived variable"),
        text("population", "Population ; all pour tous", "Population; all for everyone"),
        text("kind", "Réponse, classe ou quartile", "Answer, class or quartile", DISTRIBUTION_KINDS),
        text("item", "Code, rang de la classe, ou part", "Code, place of the class, or part"),
        number("low", NO_UNIT, "Borne de la classe, comprise", "Edge of the class, included"),
        number("high", NO_UNIT, "Borne de la classe, exclue", "Edge of the class, not included"),
        text("unit", "Unité de la valeur", "Unit of the value"),
        *_VALUE,
        number("ci_level", NO_UNIT, "Niveau de l'intervalle", "Level of the interval"),
        whole("n", RESPONDENTS, "Base, non pondérée", "Base, unweighted"),
        whole("count", RESPONDENTS, "Dont cette réponse ou classe", "Of whom in this answer or class"),
        text("status", "Décision de publication", "What was decided", STATUSES),
        text("confidentiality", "Motif de secret", "Why it is secret", SECRET),
    ),
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
        _N,
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
