"""The region of today of a department, or of a region before 2016."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.etl.answered import INVALID, Answers
from analysis.etl.problems import ProblemLog
from analysis.etl.texts import code_type
from analysis.questionnaire import Question
from analysis.questionnaire.geography import REGION_OF_DEPARTMENT, REGION_OF_FORMER_REGION

REGION_OF = {"region_of": REGION_OF_DEPARTMENT, "bridged_region_of": REGION_OF_FORMER_REGION}


def region(variable: Question, source: Answers, problems: ProblemLog) -> Answers:
    """The region of each respondent; a code that is in none is a problem and becomes invalid."""
    assert variable.derivation is not None
    region_of = REGION_OF[variable.derivation.kind]
    codes, positions = _codes(source)
    places = {code: place for place, code in enumerate(variable.codes)}
    found = [places.get(region_of.get(_official(code), ""), -1) for code in codes]
    regions = np.array([*found, -1], dtype=code_type(len(places)))[positions]
    nowhere = source.was_answered & (regions < 0)
    shown = np.array([*codes, ""], dtype=object)[positions]
    problems.note(nowhere, variable.name, shown, "in no region", source.question.name)
    return Answers(variable, regions, np.where(nowhere, INVALID, source.status).astype(np.int8))


def _codes(source: Answers) -> tuple[list[str], np.ndarray]:
    """The distinct codes given, and the place (n,) among them of each respondent's, -1 for none."""
    if source.question.is_coded:
        return list(source.question.codes), source.values
    positions, texts = pd.factorize(source.values)
    return [str(text) for text in texts], positions


def _official(code: str) -> str:
    """A code in its official form: 1 is 01, 2a is 2A."""
    return code.strip().upper().zfill(2)
