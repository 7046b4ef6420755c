"""Columns of the files of figures: indicators, territories, sensitivity, trend."""

from __future__ import annotations

from analysis.results.schema import (
    CHANGE_STATUSES,
    COMPARISON_KINDS,
    COMPARISON_STATUSES,
    CORRECTION_NAMES,
    DIRECTIONS,
    DISTRIBUTION_KINDS,
    NO_UNIT,
    OF_ROW,
    RESPONDENTS,
    SECRET,
    STATISTICS,
    STATUSES,
    TEST_NAMES,
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

_INTERVAL: tuple[FileColumn, ...] = (
    number("ci_low", OF_ROW, "Borne inférieure de l'intervalle", "Lower limit of the interval"),
    number("ci_high", OF_ROW, "Borne supérieure de l'intervalle", "Upper limit of the interval"),
)
_VALUE: tuple[FileColumn, ...] = (
    number("value", OF_ROW, "Valeur, pondérée ; vide si masquée", "Value, weighted; blank where hidden"),
    number("se", OF_ROW, "Erreur type de la valeur", "Standard error of the value"),
    *_INTERVAL,
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
        *_INTERVAL,
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
    *_INTERVAL,
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
