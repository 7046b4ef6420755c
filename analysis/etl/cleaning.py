"""Received answers to respondents: columns found, coded, routed, derived; who is removed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.answered import NOT_ASKED, STATUSES, Answers, answered_one_of
from analysis.etl.columns import absent_columns, columns_of
from analysis.etl.keys import Keys, keys_of
from analysis.etl.problems import ProblemLog
from analysis.etl.received import DataError, Received
from analysis.etl.routing import coded_answers
from analysis.etl.sampling import Sampling, sampling_of
from analysis.questionnaire import Edition, Survey


@dataclass(frozen=True)
class Cleaned:
    """Respondents kept, with their coded answers, and everything that was found and done.

    `keys` (n,) identifies the respondents kept. `removed` has one row per respondent left out: respondent,
    row of the file (the header not counted), reason. received = kept + removed.
    """

    keys: np.ndarray
    answers: Mapping[str, Answers]
    sampling: Sampling
    problems: pd.DataFrame
    removed: pd.DataFrame
    received: int


def clean(received: Received, survey: Survey, edition: Edition) -> Cleaned:
    """The respondents of an edition; every value changed is a problem, everyone left out is in removed.

    Raises DataError where a column the definitions require is not in the file.
    """
    frame = received.answers
    columns = columns_of(survey, edition)
    keys = keys_of(frame, survey, edition)
    problems = ProblemLog(keys.texts)
    problems.note(
        ~keys.is_own, survey.identifier or "", "", "no identifier", action="kept under its row number"
    )
    absent = absent_columns(frame, survey, columns, edition, problems)
    answers = coded_answers(received, survey, edition, columns, absent, problems)
    sampling = sampling_of(received, survey, edition, problems)
    reasons = _reasons(keys, answers, sampling, survey, edition)
    kept = reasons == ""
    cleaned = Cleaned(
        keys=problems.respondents[kept],
        answers={name: answer.among(kept) for name, answer in answers.items()},
        sampling=sampling.among(kept),
        problems=problems.frame,
        removed=_removed(problems.respondents, frame.index, reasons),
        received=len(frame),
    )
    if not kept.any():
        counts = cleaned.removed["reason"].value_counts()
        raise DataError(
            "every respondent is removed: "
            + "; ".join(f"{why}: {n}" for why, n in counts.items())
            + ". See [cleaning], [exclude] and [design]"
        )
    return cleaned


def _reasons(
    keys: Keys, answers: Mapping[str, Answers], sampling: Sampling, survey: Survey, edition: Edition
) -> np.ndarray:
    """Why each respondent (n,) is removed, "" for those kept. The first reason that applies counts."""
    reasons = np.full(len(keys.texts), "", dtype=object)
    for key, reason in edition.exclude.items():
        reasons[keys.texts == key] = f"excluded: {reason}"
    unmet = ~answered_one_of(survey.cleaning.keep_if, answers, len(reasons))
    reasons[unmet & (reasons == "")] = "does not meet keep_if"
    reasons[~sampling.is_usable & (reasons == "")] = "no usable weight, stratum or PSU"
    if survey.cleaning.duplicates == "first":
        candidates = Keys(keys.texts, keys.is_own & (reasons == ""))
        reasons[candidates.is_repeated] = "duplicate of the identifier"
    return reasons


def _removed(keys: np.ndarray, places: pd.Index, reasons: np.ndarray) -> pd.DataFrame:
    rows = np.flatnonzero(reasons != "")
    return pd.DataFrame({"respondent": keys[rows], "row": places[rows] + 1, "reason": reasons[rows]})


def nonresponse(answers: Mapping[str, Answers]) -> dict[str, dict[str, int]]:
    """Per question: how many were asked, answered, refused, did not know, gave no or an invalid answer."""
    counts = {}
    for name, answer in answers.items():
        if answer.question.derivation is None:
            by_status = np.bincount(answer.status, minlength=len(STATUSES))
            asked = int(len(answer.status) - by_status[NOT_ASKED])
            counts[name] = {"asked": asked, **dict(zip(STATUSES, by_status.tolist(), strict=True))}
    return counts
