"""Result files: the columns of each file that is written, and the records that are read back."""

from __future__ import annotations

from analysis.results.difference_columns import COMPARISONS, TREND
from analysis.results.indicator_columns import DISTRIBUTIONS, INDICATORS, SENSITIVITY
from analysis.results.record_columns import (
    ALIKE,
    AUDIT,
    BACKTEST,
    COMPOSITION,
    COVARIATES,
    DECIDED,
    MANIFEST,
    MARGINS,
    POINTS,
    PROBLEMS,
    PROVENANCE,
    PUBLISHED,
    QUALITY,
    REMOVED,
    RESPONDENTS_KEPT,
    VERBATIMS,
    WEIGHTING,
)
from analysis.results.released_columns import OF_ANALYST, RELEASED_FILES
from analysis.results.schema import File
from analysis.results.territory_columns import AREA_MODELS, MODELLED, TERRITORIES

FILES: tuple[File, ...] = (
    *(MARGINS, COVARIATES, PUBLISHED),
    *(RESPONDENTS_KEPT, VERBATIMS, PROBLEMS, REMOVED, QUALITY, AUDIT, WEIGHTING),
    *(
        INDICATORS,
        COMPARISONS,
        DISTRIBUTIONS,
        SENSITIVITY,
        BACKTEST,
        POINTS,
        TERRITORIES,
        MODELLED,
        AREA_MODELS,
        COMPOSITION,
        ALIKE,
        TREND,
    ),
    *(PROVENANCE, MANIFEST, OF_ANALYST),
    *RELEASED_FILES,
)
"""Every file that is written, and the tables of figures that are read beside the answers."""

__all__ = [
    "ALIKE",
    "AREA_MODELS",
    "AUDIT",
    "BACKTEST",
    "COMPARISONS",
    "COMPOSITION",
    "COVARIATES",
    "DECIDED",
    "DISTRIBUTIONS",
    "FILES",
    "INDICATORS",
    "MANIFEST",
    "MARGINS",
    "MODELLED",
    "POINTS",
    "PROBLEMS",
    "PROVENANCE",
    "PUBLISHED",
    "QUALITY",
    "REMOVED",
    "RESPONDENTS_KEPT",
    "SENSITIVITY",
    "TERRITORIES",
    "TREND",
    "VERBATIMS",
    "WEIGHTING",
]
