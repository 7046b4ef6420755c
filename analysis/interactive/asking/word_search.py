"""Variables looked up by word; answers taken out for an analysis elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.interactive.asking.found_variables import FoundVariables
from analysis.interactive.asking.near_names import nearest, plain
from analysis.interactive.asking.variables import SurveyVariable
from analysis.questionnaire import Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.language.voice import Voice

COLUMNS = ("name", "label", "kind", "respondents", "found")


def found_words(
    variables: Mapping[str, SurveyVariable], survey: Survey, voice: Voice, words: Sequence[str]
) -> FoundVariables:
    """One row per variable in which all words stand: in name, label, wording or answers, in that order; all
    variables where there is no word.

    respondents: how many answered, blank where it is confidential. Questions not asked come last.
    """
    wanted = [plain(word) for word in " ".join(words).split()]
    rows = []
    for name, question in survey.questions.items():
        place, shown = _place(question, voice, wanted)
        if place is not None:
            variable = variables.get(name)
            row = _row(question, variable, voice, shown)
            rows.append((row[3] is None, place, row))
    rows.sort(key=lambda row: row[:2])
    frame = pd.DataFrame([row for *_, row in rows], columns=list(COLUMNS))
    labelled = {name: (each.label.fr, each.label.en) for name, each in survey.questions.items()}
    near = () if rows else tuple(nearest(" ".join(words), labelled))
    return FoundVariables(frame.astype({"respondents": "Int64"}), voice, " ".join(words), near)


def _place(question: Question, voice: Voice, wanted: Sequence[str]) -> tuple[int | None, str]:
    """How far from the name all words stand, and where, in words; None where they do not."""
    answers = [
        f"{voice.say('answer').lower()}{voice.colon}{voice.text(label)}" for label in question.codes.values()
    ]
    both = [question.label, question.text]
    texts = [[question.name], [voice.text(both[0])], [voice.text(both[1])], answers]
    for place, listed in enumerate(texts):
        for text in listed:
            if all(word in plain(text) for word in wanted):
                return place, text if place > 1 else ""
    every = plain(" ".join(text for listed in texts for text in listed))
    return (len(texts), "") if all(word in every for word in wanted) else (None, "")


def _row(question: Question, variable: SurveyVariable | None, voice: Voice, shown: str) -> tuple[object, ...]:
    label = voice.text(question.label)
    if not kind_of(question).is_counted:
        return question.name, label, question.type, None, voice.say("library.not_counted")
    if variable is None or not variable.answers_of().was_asked.any():
        return question.name, label, question.type, None, voice.say("library.not_asked")
    answered = int(variable.answers_of().was_answered.sum())
    told = answered if answered >= variable.confidential_below else pd.NA
    return question.name, label, question.type, told, shown


def answers_frame(variables: Sequence[SurveyVariable], weights: np.ndarray) -> pd.DataFrame:
    """The answers to some questions, a row per respondent, with the weights; nobody is named."""
    columns: dict[str, object] = {}
    for variable in variables:
        columns |= kind_of(variable.question).columns(variable.answers_of())
    return pd.DataFrame({**columns, "weight": weights})
