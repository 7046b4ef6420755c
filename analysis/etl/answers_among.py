"""The answers of some respondents, each question's taken when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.etl.cleaning import Cleaned
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers


@dataclass(frozen=True)
class AnswersAmong(Mapping[str, Answers]):
    """The answers of the mask `where`, of each question when it is asked for: few of them are."""

    answers: Mapping[str, Answers]
    where: np.ndarray

    def __getitem__(self, name: str) -> Answers:
        return self.answers[name].among(self.where)

    def __iter__(self) -> Iterator[str]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)


def cleaned_among(cleaned: Cleaned, where: np.ndarray) -> Cleaned:
    """The cleaned answers of the respondents in the mask, without their words."""
    told = {name: given for name, given in cleaned.answers.items() if not kind_of(given.question).is_open}
    return replace(
        cleaned,
        keys=cleaned.keys[where],
        answers=AnswersAmong(told, where),
        sampling=cleaned.sampling.among(where),
        flags={name: mask[where] for name, mask in cleaned.flags.items()},
        of_some={name: each.among(where) for name, each in cleaned.of_some.items()},
    )
