"""Columns of the files that are released: what anybody may have, each figure a multiple of its step."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

from analysis.results.difference_columns import COMPARISONS, TREND
from analysis.results.indicator_columns import DISTRIBUTIONS, INDICATORS, SENSITIVITY
from analysis.results.record_columns import AUDIT, BACKTEST, POINTS, PROVENANCE, QUALITY, WEIGHTING
from analysis.results.schema import (
    OF_ROW,
    PERCENT,
    RELEASED_STATUSES,
    RESPONDENTS,
    File,
    FileColumn,
    Folder,
    Wording,
    number,
    text,
    whole,
)
from analysis.results.territory_columns import AREA_MODELS, MODELLED, TERRITORIES

FULL_DIGITS = (
    "count",
    "n_eff",
    "base",
    "deff",
    "cv",
    "df",
    "confidentiality",
    "test_statistic",
    "df_numerator",
    "own_part",
)
"""Columns of an analyst's files that tell of single answers, or of why a figure is hidden."""
STEP = number(
    "step",
    OF_ROW,
    "Pas dont les chiffres de la ligne sont des multiples",
    "What the figures of the row are multiples of",
)
STATUS = text(
    "status",
    "Décision : publié, publié avec réserve ou prudence, trop imprécis, sans répondant, masqué",
    "Decision: shown, shown with a reservation or caution, too imprecise, without respondents, hidden",
    RELEASED_STATUSES,
)
LISEZMOI = File(
    "LISEZMOI.txt",
    Wording("Ce que contient le dossier, et à qui il s'adresse", "What the folder holds, and for whom it is"),
    folder="released",
)
CITATION_CFF, CITATION_BIB = (
    File(name, Wording("Comment citer l'édition", "How the edition is cited"), folder="released")
    for name in ("CITATION.cff", "citation.bib")
)
OF_ANALYST = replace(LISEZMOI, folder="edition")
"""The same in data/processed."""


def _released(
    file: File, folder: Folder = "released", *, status: bool = False, before: str | None = None
) -> File:
    """The file without what is the analyst's alone; with a step before the column `before`."""
    columns: list[FileColumn] = []
    for column in file.columns:
        if column.name in FULL_DIGITS:
            continue
        if column.name == before:
            columns.append(STEP)
        columns.append(STATUS if status and column.name == "status" else column)
    return replace(file, columns=tuple(columns), folder=folder)


RELEASED_INDICATORS = _released(INDICATORS, status=True, before="status")
RELEASED_TERRITORIES = _released(TERRITORIES, status=True, before="status")
RELEASED_MODELLED = _released(MODELLED, before="direct_status")
RELEASED_AREA_MODELS = _released(AREA_MODELS)
RELEASED_SENSITIVITY = _released(SENSITIVITY, before="difference")
RELEASED_COMPARISONS = _released(COMPARISONS, before="ci_level")
RELEASED_TREND = _released(TREND, "released_survey", before="p")
RELEASED_DISTRIBUTIONS = _released(
    replace(
        DISTRIBUTIONS,
        row=Wording(
            "Une réponse à une question, pour l'ensemble des répondants",
            "An answer to a question, of all respondents",
        ),
        columns=tuple(c for c in DISTRIBUTIONS.columns if c.name not in ("kind", "low", "high", "count")),
    ),
    status=True,
    before="ci_level",
)
RELEASED_BACKTEST = _released(BACKTEST, before="difference")
RELEASED_POINTS = _released(POINTS)
RELEASED_QUALITY = _released(QUALITY)
RELEASED_AUDIT = _released(AUDIT)
RELEASED_WEIGHTING = _released(WEIGHTING)
RELEASED_PROVENANCE = _released(PROVENANCE)

DictionaryKind = Literal["file", "column", "question", "answer"]
"""What a row of dictionary.csv is of."""
DICTIONARY_KINDS: tuple[DictionaryKind, ...] = get_args(DictionaryKind)

LABELLED = (
    ("theme", "du thème", "the theme"),
    ("indicator", "de l'indicateur", "the indicator"),
    ("item", "de la réponse", "the answer"),
    ("population", "de la population", "the population"),
    ("breakdown", "de la variable qui définit les groupes", "the variable that defines the groups"),
    ("group", "du groupe", "the group"),
)
"""Columns of codes that have a label beside them in a file for people, and of what each is."""
LABEL = "_label"
"""After the name of a column, in that of its labels."""
MARK = text(
    "mark",
    "Pourquoi il n'y a pas de valeur, ou pourquoi la lire avec prudence ; vide sinon",
    "Why there is no value, or why it is to be read with care; blank otherwise",
)
NOT_FOR_PEOPLE = ("survey", "edition", "label_fr", "label_en", "ci_method", "direction")
"""Columns of indicators.csv that labels take the place of, or that are the same in every row."""


def _for_people(file: File, name: str) -> File:
    """The file with a label beside every code, and with a mark after the value."""
    labels = {code: text(f"{code}{LABEL}", f"Libellé {fr}", f"Label of {en}") for code, fr, en in LABELLED}
    columns: list[FileColumn] = []
    for column in file.columns:
        if column.name in NOT_FOR_PEOPLE:
            continue
        columns.append(column)
        columns += [labels[column.name]] if column.name in labels else []
        columns += [MARK] if column.name == "value" else []
    return replace(file, name=name, columns=tuple(columns))


INDICATORS_FR = _for_people(RELEASED_INDICATORS, "indicators.fr.csv")
"""The rows of indicators.csv for a spreadsheet with French settings: semicolons, decimal commas, labels."""

_TABLES = Wording(
    "Classeur des tableaux : une feuille par indicateur, avec intervalle, base et signes",
    "Workbook of tables: a sheet for each indicator, with interval, base and signs",
)
TABLES_XLSX = File("tables.xlsx", _TABLES, folder="released")
TABLES_ODS = File("tables.ods", _TABLES, folder="released")
BANNER_XLSX = File(
    "banner.xlsx",
    Wording(
        "Classeur de toutes les questions par critère, avec lettres de colonne et tests d'ensemble",
        "Workbook of all questions by each variable, with column letters and whole-table tests",
    ),
    folder="released",
)

DICTIONARY = File(
    "dictionary.csv",
    Wording(
        "Un fichier diffusé, une de ses colonnes, une question ou une réponse",
        "A released file, one of its columns, a question or an answer",
    ),
    (
        text(
            "kind",
            "Ce que décrit la ligne : fichier, colonne, question ou réponse",
            "What the row is of: a file, a column, a question or an answer",
            DICTIONARY_KINDS,
        ),
        text("file", "Fichier, ou vide", "The file, or blank"),
        text("name", "Nom de la colonne ou de la question", "Name of the column or the question"),
        text("code", "Code de la réponse, ou vide", "Code of the answer, or blank"),
        text("label_fr", "Libellé ou définition en français", "Label or meaning in French"),
        text("label_en", "Libellé ou définition en anglais", "Label or meaning in English"),
        text("type", "Type de la colonne ou de la question", "Type of the column or the question"),
        text("unit_fr", "Unité en français, ou vide", "The unit in French, or blank"),
        text("unit_en", "Unité en anglais, ou vide", "The unit in English, or blank"),
        text("words", "Valeurs possibles, séparées par « ; »", "What it may hold, separated by “;”"),
        whole("n", RESPONDENTS, "Répondants dans la base", "Respondents in the base"),
        number("share", PERCENT, "Part pondérée de la réponse", "Weighted share of the answer"),
        STEP,
    ),
    folder="released",
)
_CODEBOOK = Wording(
    "Dictionnaire à lire : fichiers, colonnes, questions, réponses et fréquences",
    "Codebook to read: files, columns, questions, answers and frequencies",
)
CODEBOOK_HTML = File("codebook.html", _CODEBOOK, folder="released")
CODEBOOK_MD = File("codebook.md", _CODEBOOK, folder="released")

IN_RELEASES = INDICATORS_FR.name.split(".")[1]
"""The language of the files for people that every release has."""
FOR_PEOPLE = (INDICATORS_FR, TABLES_XLSX, TABLES_ODS, BANNER_XLSX, CODEBOOK_HTML, CODEBOOK_MD)
"""Files in one language: that of releases, or another beside a report in it."""


def named_in(file: File, language: str) -> str:
    """What a file for people is called in a language: tables.xlsx, tables.en.xlsx, indicators.en.csv."""
    stem, *_, ending = file.name.split(".")
    is_told = language != IN_RELEASES or file is INDICATORS_FR
    return f"{stem}.{language}.{ending}" if is_told else file.name


RELEASED_FILES: tuple[File, ...] = (
    *(RELEASED_INDICATORS, RELEASED_TERRITORIES, RELEASED_MODELLED, RELEASED_AREA_MODELS),
    *(RELEASED_COMPARISONS, RELEASED_SENSITIVITY),
    *(RELEASED_DISTRIBUTIONS, RELEASED_BACKTEST, RELEASED_POINTS, RELEASED_QUALITY),
    *(RELEASED_AUDIT, RELEASED_WEIGHTING, RELEASED_PROVENANCE, LISEZMOI, RELEASED_TREND),
    *(INDICATORS_FR, TABLES_XLSX, TABLES_ODS, BANNER_XLSX),
    *(DICTIONARY, CODEBOOK_HTML, CODEBOOK_MD),
    *(CITATION_CFF, CITATION_BIB),
)
"""Every file of results that is released, beside the reports."""
