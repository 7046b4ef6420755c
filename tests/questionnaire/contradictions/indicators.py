"""Indicators that contradict themselves."""

from __future__ import annotations

from tests.questionnaire.sound_survey import SURVEY

__all__ = ["CASES", "SURVEY"]

N = "[indicators.x]\ntheme = 't'\n"

CASES = [
    ("[indicators.x]\nvariable = 'sexe'", "indicators.x.theme: no [themes.]; themes: t"),
    (N, "indicators.x.variable: no question or derived variable 'x'"),
    (N + "variable = 'sexe'\npopulation = 'z'", "indicators.x.population: no [populations.z]; known: p"),
    (
        N + "variable = 'sexe'\nbreakdowns = ['age']",
        "indicators.x.breakdowns: age is numeric and has no codes",
    ),
    (N + "variable = 'age'", "indicators.x: a share needs a question with codes; age is numeric"),
    (N + "variable = 'sexe'\nstatistic = 'mean'", "indicators.x: a mean needs a number; sexe is single"),
    (N + "variable = 'sexe'\nanswers = ['z']", "indicators.x.answers: 'z' is not an answer to sexe: H, F"),
    (
        N + "variable = 'age'\nstatistic = 'mean'\nanswers = ['1']",
        "indicators.x.answers: only a share counts answers",
    ),
    (
        N + "variable = 'age'\nstatistic = 'ratio'",
        "indicators.x.denominator: a ratio needs one, and only a ratio",
    ),
    (
        N + "variable = 'age'\nstatistic = 'quantile'",
        'indicators.x.quantile: the statistic "quantile" needs its order, such as 0.9, and only it',
    ),
    (
        N + "variable = 'age'\nstatistic = 'median'\nquantile = 0.5",
        'indicators.x.quantile: the statistic "quantile" needs its order, such as 0.9, and only it',
    ),
    (
        N + "variable = 'age'\nstatistic = 'quantile'\nquantile = 90",
        "indicators.x.quantile: expected the order of a quantile, above 0 and below 1, such as 0.9; found 90",
    ),
    (
        N + "variable = 'sexe'\ndenominator = 'age'",
        "indicators.x.denominator: a ratio needs one, and only a ratio",
    ),
    (
        N + "variable = 'age'\nstatistic = 'ratio'\ndenominator = 'sexe'",
        "indicators.x.denominator: 'sexe' is not a variable with numbers",
    ),
    (
        N + "variable = 'lieux'\nnever_by = ['z']",
        "indicators.x.never_by: no question or derived variable 'z'",
    ),
    (
        N + "variable = 'lieux'\nnever_by = ['lieux']",
        "indicators.x.never_by: lieux is not one of its breakdowns: sexe",
    ),
    (
        N + "variable = 'lieux'\nnever_by = ['sexe', 'sexe']",
        "indicators.x.never_by: sexe is listed 2 times",
    ),
    (N + "variable = 'sexe'\ndecimals = 7", "indicators.x.decimals: expected 0 to 6 decimals; found 7"),
    (
        N + "variable = 'sexe'\nshort = 'Une étiquette bien trop longue pour tenir'",
        "indicators.x.short: expected 32 characters at most, found 41",
    ),
    (
        N + "variable = 'sexe'\nverb = { fr = ['a', 'b', 'c'] }",
        "indicators.x.verb.fr: expected what is said of one and of many",
    ),
    (
        N + "variable = 'sexe'\nbreakdowns = ['sexe']",
        "indicators.x.breakdowns: sexe by itself says nothing; only a multiple question may be",
    ),
    (
        N + "variable = 'age'\nstatistic = 'balance'\nfavourable = ['1']\nunfavourable = ['2']",
        "indicators.x: a balance needs a question with codes; age is numeric",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\nfavourable = ['H']",
        "indicators.x.unfavourable: a balance needs some answers, and only a balance",
    ),
    (
        N + "variable = 'sexe'\nunfavourable = ['H']",
        "indicators.x.unfavourable: a balance needs some answers, and only a balance",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\nfavourable = ['H']\nunfavourable = ['z']",
        "indicators.x.unfavourable: 'z' is not an answer to sexe: H, F",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\nfavourable = ['H']\nunfavourable = ['H', 'F']",
        "indicators.x: 'H' is both favourable and unfavourable",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\ndivide_by = 2",
        "indicators.x.divide_by: a balance is in points; only the other statistics are divided",
    ),
    (
        N + "variable = 'age'\nstatistic = 'mean'\nbase = 'asked'",
        "indicators.x.base: only a share or a balance has a base to choose",
    ),
]
