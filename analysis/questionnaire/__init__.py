"""What was asked: survey.toml and edition.toml as frozen records, read and validated whole.

read_survey, read_edition -- the files, as records
Survey, Edition, Question, Indicator, … -- the records
DefinitionError -- every fault of a definition in one message
"""

from analysis.questionnaire.reading import NAME, DefinitionError, read_edition, read_survey
from analysis.questionnaire.records import (
    ABSENCES,
    AnswersFile,
    Condition,
    Derivation,
    Edition,
    Indicator,
    Label,
    Note,
    Population,
    Publication,
    Question,
    SinglePsu,
    Survey,
    Theme,
    Weighting,
    missing_ranges,
)

__all__ = [
    "ABSENCES",
    "NAME",
    "AnswersFile",
    "Condition",
    "DefinitionError",
    "Derivation",
    "Edition",
    "Indicator",
    "Label",
    "Note",
    "Population",
    "Publication",
    "Question",
    "SinglePsu",
    "Survey",
    "Theme",
    "Weighting",
    "missing_ranges",
    "read_edition",
    "read_survey",
]
