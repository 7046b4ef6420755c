"""The variables of a file of respondents as definitions give them: names, labels, codes, kinds of absence.

What is here follows from survey.toml alone: a codebook that is published and the files that are not agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.questionnaire import ABSENCES, Absence, Label, Question, Survey
from analysis.questionnaire.kinds import kind_of

VariableForm = Literal["codes", "texts", "tick", "quantity", "day"]
"""Codes that are whole numbers; codes that are texts; whether an answer was ticked; a number; a day."""
LONGEST_NAME = 64
RESERVED = ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with", "weight")
"""Words that SPSS keeps for itself, and the name of the weight."""
LARGEST_CODE = 10**9
ABSENCE_LABELS: Mapping[Absence, Label] = {
    "not_asked": Label("Question non posée", "Not asked"),
    "refused": Label("Refus de répondre", "Refused"),
    "dont_know": Label("Ne sait pas", "Does not know"),
    "no_answer": Label("Sans réponse", "No answer"),
    "left": Label("Abandon avant la question", "Left before the question"),
    "invalid": Label("Valeur inconnue du questionnaire", "Value that the questionnaire does not know"),
}
TICKED = Label("Cité", "Ticked")
NOT_TICKED = Label("Non cité", "Not ticked")
WEIGHT = "weight"
WEIGHT_LABEL = Label("Poids final", "Final weight")
DESIGN = ("stratum", "psu")
"""Columns of the design, of which numbers go out and no labels."""


@dataclass(frozen=True)
class FileVariable:
    """One column of a file of respondents: what it is called there, and what its values mean.

    `answer` is the code that a column of ticks is about, of a question with several answers. `values` are
    codes with their labels, `absences` the numbers that say why there is none; of numbers and days, nothing.
    """

    name: str
    question: Question
    form: VariableForm
    label: Label
    values: Mapping[str, Label]
    absences: Mapping[Absence, int]
    answer: str | None = None

    @property
    def kept_as(self) -> str:
        """The column of respondents.parquet that holds it."""
        return self.question.name if self.answer is None else f"{self.question.name}.{self.answer}"


def columns_of_designs(survey: Survey) -> dict[str, str]:
    """What a file of respondents may have of the designs of some: name there -> respondents.parquet's."""
    return {f"{each}_{name}": f"{each}.{name}" for name in survey.designs for each in (WEIGHT, *DESIGN)}


def file_variables(survey: Survey, left_out: Iterable[str] = ()) -> list[FileVariable]:
    """The variables of the survey in its order, but for the questions `left_out`, open answers, the
    identifier, and what looks like personal data, kept on purpose or not."""
    absent, taken = {*left_out, *survey.privacy.keep}, {*RESERVED, *columns_of_designs(survey)}
    found: list[FileVariable] = []
    for name, question in survey.questions.items():
        is_key = survey.identifier is not None and survey.identifier in (name, question.column)
        if name not in absent and not is_key and not kind_of(question).is_open:
            found += _variables_of(question, taken)
    return found


def _variables_of(question: Question, taken: set[str]) -> Iterator[FileVariable]:
    kind = kind_of(question)
    label = question_label(question)
    if kind.takes_several:
        values = {"1": TICKED, "0": NOT_TICKED}
        for code, answer in question.codes.items():
            name = free_name(f"{question.name}_{code}", taken)
            both = Label(f"{label.fr} : {answer.fr}", f"{label.en}: {answer.en}")
            yield FileVariable(name, question, "tick", both, values, _absences(["0", "1"]), code)
    elif kind.has_codes:
        is_whole = all(_is_whole(code) for code in question.codes)
        absences = _absences(question.codes) if is_whole else {}
        found: VariableForm = "codes" if is_whole else "texts"
        yield FileVariable(free_name(question.name, taken), question, found, label, question.codes, absences)
    else:
        of_number: VariableForm = "quantity" if kind.has_numbers else "day"
        yield FileVariable(free_name(question.name, taken), question, of_number, label, {}, {})


def question_label(question: Question) -> Label:
    """What a question is called: its label, else its wording, else its name."""
    said = (question.label, question.text, Label(question.name, question.name))
    return next(label for label in said if not label.is_blank)


def _is_whole(code: str) -> bool:
    """Whether the code is a whole number that is written as a program writes it."""
    return re.fullmatch(r"0|-?[1-9]\d{0,9}", code) is not None and abs(int(code)) < LARGEST_CODE


def _absences(codes: Iterable[str]) -> dict[Absence, int]:
    """A number for each kind of absence, all below the codes: -1, -2 … where no code is negative."""
    least = min([0, *map(int, codes)])
    return {absence: least - place for place, absence in enumerate(ABSENCES, start=1)}


def free_name(name: str, taken: set[str]) -> str:
    """The name in letters, digits and _, that no other variable has, whatever its case."""
    plain = re.sub(r"[^a-z0-9_]", "_", name.lower())[: LONGEST_NAME - 4].rstrip("_")
    free, rank = plain, 1
    while free in taken:
        rank += 1
        free = f"{plain}_{rank}"
    taken.add(free)
    return free
