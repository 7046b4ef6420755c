"""What was asked: survey.toml and edition.toml as frozen records, read and validated whole.

read_survey, read_edition, read_testimonies -- the files, as records
Survey, Edition, Question, Indicator, … -- the records
QuestionType, Statistic, Direction, … -- the words that have no choice of their own, as types
"""

from analysis.questionnaire.collection.methodology_note import Note
from analysis.questionnaire.definitions import read_edition, read_survey, read_testimonies, survey_written
from analysis.questionnaire.derivations import Derivation
from analysis.questionnaire.editions import AnswersFile, Edition, Testimony
from analysis.questionnaire.fixed_words import (
    ABSENCES,
    NEEDS,
    Absence,
    Aside,
    AsideKind,
    Calibration,
    CellContent,
    Condition,
    DeclaredAbsence,
    Direction,
    Duplicates,
    Label,
    Noun,
    Policy,
    QuestionType,
    ReplicateType,
    SinglePsu,
    Statistic,
    Verb,
)
from analysis.questionnaire.questions import Question, missing_ranges
from analysis.questionnaire.settings import (
    Cleaning,
    DesignOfSome,
    Privacy,
    Publication,
    Quality,
    ReplicateWeights,
    SamplingDesign,
    Weighting,
)
from analysis.questionnaire.surveys import NAME, Contradiction, Grid, Indicator, Population, Survey, Theme
from analysis.questionnaire.written_values import GREATEST

__all__ = [
    "ABSENCES",
    "GREATEST",
    "NAME",
    "NEEDS",
    "Absence",
    "AnswersFile",
    "Aside",
    "AsideKind",
    "Calibration",
    "CellContent",
    "Cleaning",
    "Condition",
    "Contradiction",
    "DeclaredAbsence",
    "Derivation",
    "DesignOfSome",
    "Direction",
    "Duplicates",
    "Edition",
    "Grid",
    "Indicator",
    "Label",
    "Note",
    "Noun",
    "Policy",
    "Population",
    "Privacy",
    "Publication",
    "Quality",
    "Question",
    "QuestionType",
    "ReplicateType",
    "ReplicateWeights",
    "SamplingDesign",
    "SinglePsu",
    "Statistic",
    "Survey",
    "Testimony",
    "Theme",
    "Verb",
    "Weighting",
    "missing_ranges",
    "read_edition",
    "read_survey",
    "read_testimonies",
    "survey_written",
]
