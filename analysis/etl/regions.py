"""The region of today of a department, or of a region before 2016."""

from __future__ import annotations

import numpy as np

from analysis.etl.answered import INVALID, Answers
from analysis.etl.problems import ProblemLog
from analysis.questionnaire import Question
from analysis.questionnaire.geography import REGION_OF_DEPARTMENT, REGION_OF_FORMER_REGION

REGION_OF = {"region_of": REGION_OF_DEPARTMENT, "bridged_region_of": REGION_OF_FORMER_REGION}


def region(variable: Question, source: Answers, problems: ProblemLog) -> Answers:
    """The region of each respondent; a code that is in none is a problem and becomes invalid."""
    assert variable.derivation is not None
    belongs = REGION_OF[variable.derivation.kind]
    codes = np.array([*source.question.codes, ""], dtype=object)
    given = codes[source.values] if source.question.is_coded else source.values
    places = {code: position for position, code in enumerate(variable.codes)}
    texts, positions = np.unique(np.where(source.was_answered, given, "").astype(str), return_inverse=True)
    found = np.array([places.get(belongs.get(_official(text), ""), -1) for text in texts], dtype=np.int32)
    regions = found[positions]
    nowhere = source.was_answered & (regions < 0)
    problems.note(nowhere, variable.name, np.asarray(given), "in no region", source.question.name)
    return Answers(variable, regions, np.where(nowhere, INVALID, source.status).astype(np.int8))


def _official(text: str) -> str:
    """A code in its official form: 1 is 01, 2a is 2A."""
    return text.strip().upper().zfill(2)
