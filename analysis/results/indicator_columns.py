"""Columns of the files of figures: indicators, sensitivity, distributions."""

from __future__ import annotations

from analysis.results.schema import (
    DIRECTIONS,
    DISTRIBUTION_KINDS,
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
RESPONDENTS_OF_ROW = whole("n", RESPONDENTS, "Répondants dans la base", "Respondents in the base")
_PRECISION: tuple[FileColumn, ...] = (
    number("ci_level", NO_UNIT, "Niveau de l'intervalle", "Level of the interval"),
    text(
        "ci_method",
        "Méthode de calcul de l'intervalle",
        "How the interval is computed",
        ("logit", "korn-graubard", "wilson", "linear", "woodruff"),
    ),
    RESPONDENTS_OF_ROW,
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
OF_INDICATOR: tuple[FileColumn, ...] = (
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
    OF_INDICATOR,
)


_VARIANT: tuple[FileColumn, ...] = (*_VALUE, RESPONDENTS_OF_ROW)
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
