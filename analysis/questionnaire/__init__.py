"""What was asked: survey.toml and edition.toml as frozen records, read and validated whole.

read_survey, read_edition, read_testimonies -- the files, as records
Survey, Edition, Question, Indicator, … -- the records
DefinitionError -- every fault of a definition in one message
"""

from analysis.questionnaire.definitions import DefinitionError, read_edition, read_survey, survey_written
from analysis.questionnaire.editions import AnswersFile, Edition
from analysis.questionnaire.fixed_words import (
    ABSENCES,
    Condition,
    Derivation,
    Label,
    Noun,
    Question,
    missing_ranges,
)
from analysis.questionnaire.schema_faults import GREATEST
from analysis.questionnaire.survey_tables import NAME
from analysis.questionnaire.surveys import (
    Contradiction,
    Grid,
    Indicator,
    Note,
    Population,
    Privacy,
    Publication,
    Quality,
    SinglePsu,
    Survey,
    Theme,
    Weighting,
)
from analysis.questionnaire.testimonies import Testimony, read_testimonies

__all__ = [
    "ABSENCES",
    "GREATEST",
    "NAME",
    "AnswersFile",
    "Condition",
    "Contradiction",
    "DefinitionError",
    "Derivation",
    "Edition",
    "Grid",
    "Indicator",
    "Label",
    "Note",
    "Noun",
    "Population",
    "Privacy",
    "Publication",
    "Quality",
    "Question",
    "SinglePsu",
    "Survey",
    "Testimony",
    "Theme",
    "Weighting",
    "missing_ranges",
    "read_edition",
    "read_survey",
    "read_testimonies",
    "survey_written",
]
