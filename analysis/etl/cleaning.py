"""Received answers to respondents: columns found, coded, routed, derived; who is removed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.answered import ANSWERED, INVALID, NOT_ASKED, STATUSES, Answers, answered_one_of
from analysis.etl.coding import Column, coded
from analysis.etl.columns import absent_columns, columns_of, renamed_column, some
from analysis.etl.deriving import derived
from analysis.etl.problems import ProblemLog
from analysis.etl.received import DataError, Received
from analysis.etl.sampling import Sampling, sampling_of
from analysis.etl.texts import texts_of
from analysis.questionnaire import Edition, Question, Survey


@dataclass(frozen=True)
class Cleaned:
    """Respondents kept, with their coded answers, and everything that was found and done.

    `keys` (n,) identifies the respondents kept, `rows` (n,) is their rank in the file. `removed` has one
    row per respondent left out: respondent, row, reason. received = kept + removed.
    """

    keys: np.ndarray
    rows: np.ndarray
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
    problems = ProblemLog(_keys(frame, survey, edition))
    _note_blank_keys(frame, survey, edition, problems)
    absent = absent_columns(frame, survey, columns, edition, problems)
    answers = _all_answers(received, survey, edition, columns, absent, problems)
    sampling = sampling_of(received, survey, edition, problems)
    reasons = _reasons(problems.respondents, answers, sampling, survey, edition)
    kept = reasons == ""
    cleaned = Cleaned(
        keys=problems.respondents[kept],
        rows=np.flatnonzero(kept),
        answers={name: answer.among(kept) for name, answer in answers.items()},
        sampling=sampling.among(kept),
        problems=problems.frame,
        removed=_removed(problems.respondents, reasons),
        received=len(frame),
    )
    if not kept.any():
        counts = cleaned.removed["reason"].value_counts()
        raise DataError(
            "every respondent is removed: " + "; ".join(f"{why}: {n}" for why, n in counts.items())
        )
    assert cleaned.received == len(cleaned.keys) + len(cleaned.removed)
    return cleaned


def _keys(frame: pd.DataFrame, survey: Survey, edition: Edition) -> np.ndarray:
    """The key (n,) of each respondent: the identifier's text, or the row's number where it is blank."""
    rows = np.array([f"row {number}" for number in range(1, len(frame) + 1)], dtype=object)
    if survey.identifier is None:
        return rows
    column = renamed_column(survey.identifier, edition)
    if column not in frame.columns:
        raise DataError(f"identifier: no column {column!r} in the file; columns: {some(frame.columns)}")
    keys = texts_of(frame[column])
    return np.where(keys == "", rows, keys)


def _note_blank_keys(frame: pd.DataFrame, survey: Survey, edition: Edition, problems: ProblemLog) -> None:
    if survey.identifier is not None:
        blank = texts_of(frame[renamed_column(survey.identifier, edition)]) == ""
        problems.note(blank, survey.identifier, "", "no identifier", "kept under its row number")


def _all_answers(
    received: Received,
    survey: Survey,
    edition: Edition,
    columns: Mapping[str, Mapping[str, str]],
    absent: set[str],
    problems: ProblemLog,
) -> dict[str, Answers]:
    """Coded, routed and derived answers, in the order of the questionnaire."""
    answers: dict[str, Answers] = {}
    decimal = received.source.decimal or "."

    def complete(name: str) -> None:
        if name in answers:
            return
        question = survey.questions[name]
        for source in [question.derivation.source] if question.derivation else list(question.asked_if):
            complete(source)
        if question.derivation:
            answers[name] = derived(question, answers[question.derivation.source], edition, problems)
            return
        found = {
            code: Column(received.answers[column], edition.recode.get(name, {}))
            for code, column in columns.get(name, {}).items()
            if column not in absent
        }
        answers[name] = _routed(question, found, answers, decimal, problems)

    for name in survey.questions:
        complete(name)
    return {name: answers[name] for name in survey.questions}


def _routed(
    question: Question,
    columns: Mapping[str, Column],
    earlier: Mapping[str, Answers],
    decimal: str,
    problems: ProblemLog,
) -> Answers:
    """The question's answers, without those of respondents that routing did not ask."""
    n = len(problems.respondents)
    if not columns:
        return never_asked(question, n)
    answers = coded(question, columns, decimal, problems)
    was_asked = answered_one_of(question.asked_if, earlier, n)
    against = ~was_asked & np.isin(answers.status, (ANSWERED, INVALID))
    if question.empty == "not_ticked" and question.type == "multiple":
        against &= answers.values.any(axis=1)
    rule = " and ".join(f"{name} = {' or '.join(codes)}" for name, codes in question.asked_if.items())
    values = _shown_values(question, columns)
    problem = f"answer against routing; asked only if {rule}"
    problems.note(against, question.name, values, problem, "set to not asked")
    return answers.withdrawn(~was_asked, NOT_ASKED)


def _shown_values(question: Question, columns: Mapping[str, Column]) -> np.ndarray | str:
    return columns[""].values if "" in columns else f"ticked among {', '.join(question.codes)}"


def never_asked(question: Question, n: int) -> Answers:
    """The answers of n respondents to a question that was not put to them."""
    kinds: dict[str, np.ndarray] = {
        "multiple": np.zeros((n, len(question.codes)), dtype=bool),
        "numeric": np.full(n, np.nan),
        "date": np.full(n, None, dtype="datetime64[s]"),
        "text": np.full(n, None, dtype=object),
    }
    values = kinds.get(question.type, np.full(n, -1, dtype=np.int16))
    return Answers(question, values, np.full(n, NOT_ASKED, dtype=np.int8))


def _reasons(
    keys: np.ndarray,
    answers: Mapping[str, Answers],
    sampling: Sampling,
    survey: Survey,
    edition: Edition,
) -> np.ndarray:
    """Why each respondent (n,) is removed, "" for those kept. The first reason that applies counts."""
    reasons = np.full(len(keys), "", dtype=object)
    for key, reason in edition.exclude.items():
        reasons[keys == key] = f"excluded: {reason}"
    unmet = ~answered_one_of(survey.cleaning.keep_if, answers, len(keys))
    reasons[unmet & (reasons == "")] = "does not meet keep_if"
    reasons[~sampling.is_usable & (reasons == "")] = "no usable weight, stratum or PSU"
    if survey.cleaning.duplicates == "first":
        candidates = pd.Series(keys).where(reasons == "")
        repeated = np.asarray(candidates.duplicated() & candidates.notna())
        reasons[repeated] = "duplicate of the identifier"
    return reasons


def _removed(keys: np.ndarray, reasons: np.ndarray) -> pd.DataFrame:
    rows = np.flatnonzero(reasons != "")
    return pd.DataFrame({"respondent": keys[rows], "row": rows + 1, "reason": reasons[rows]})


def nonresponse(answers: Mapping[str, Answers]) -> dict[str, dict[str, int]]:
    """Per question: how many were asked, answered, refused, did not know, gave no or an invalid answer."""
    counts = {}
    for name, answer in answers.items():
        if answer.question.derivation is None:
            by_status = np.bincount(answer.status, minlength=len(STATUSES))
            asked = int(len(answer.status) - by_status[NOT_ASKED])
            counts[name] = {"asked": asked, **dict(zip(STATUSES, by_status.tolist(), strict=True))}
    return counts
