"""Cleaning: received answers become coded respondents, and everyone who is left out has a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.audit import (
    Removal,
    Rule,
    ValueCount,
    audit_of,
    check_respondents,
    check_values,
    nobody_removed,
    privacy_rules,
    reading_rules,
    removal_kinds,
    rows_of,
    value_counts,
    value_rules,
)
from analysis.etl.clean.answers_in_words import other_texts
from analysis.etl.clean.lost_questions import check_known
from analysis.etl.clean.problems import ProblemLog
from analysis.etl.clean.question_columns import absent_columns, columns_of, renamed_column
from analysis.etl.clean.respondent_keys import Keys, keys_of, refuse_shared_keys, row_keys
from analysis.etl.clean.routed_answers import coded_answers
from analysis.etl.clean.sampling import Sampling, sampling_of, samplings_of_some
from analysis.etl.filtered_rows import OF_OTHERS, filtered
from analysis.etl.protected_answers import (
    LOOKS_DIRECT,
    Masked,
    identifier_kind,
    protect,
    replaced,
    withheld,
    without_values,
)
from analysis.etl.quality.break_off import BreakOff, break_off_of, with_left
from analysis.etl.quality.quality_flags import FLAGS, FlagsFound, quality_of
from analysis.etl.quality.quality_table import CleaningOutcome, quality_frame
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.conditions import answered_one_of, answered_otherwise
from analysis.runs.memory import memory_given_back
from analysis.sources.received import DataError, Received


@dataclass(frozen=True)
class Cleaned:
    """The respondents kept, with their coded answers, and a record of everything that was found and done.

    `keys` (n,) identifies the respondents kept. `removed` has one row per respondent left out: respondent,
    row of the file (the header not counted), reason. received = kept + removed. `flags` has a mask (n,) per
    flag, of the respondents kept whom the survey flags for it. `quality` and `audit` are the rows of
    quality.csv and audit.csv. The questions of `left_out` are direct identifiers: no file carries them.
    `others` has the words of "other, please say" under QUESTION.other. `of_some` has the designs of some
    respondents by name, in which all others (n,) have weight 0.
    """

    keys: ExtensionArray
    answers: Mapping[str, Answers]
    sampling: Sampling
    problems: pd.DataFrame
    removed: pd.DataFrame
    received: int
    flags: Mapping[str, np.ndarray] = field(default_factory=dict)
    quality: pd.DataFrame = field(default_factory=pd.DataFrame)
    audit: pd.DataFrame = field(default_factory=pd.DataFrame)
    left_out: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, Answers] = field(default_factory=dict)
    of_some: Mapping[str, Sampling] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"{len(self.keys)} respondents with their answers, not displayed"


@memory_given_back()
def clean(received: Received, survey: Survey, edition: Edition) -> Cleaned:
    """The respondents of an edition, with a row for every value that was changed and everyone who was left
    out.

    `received` lets go of its columns as they are coded: they are not held beside what is made of them.
    Raises DataError where a column the definitions require is not in the file or nobody is kept, and
    LostCountError where the counts of the run do not add up.
    """
    index, rows, reading = received.answers.index, rows_of(received), reading_rules(received)
    entered = _entered(received, survey, edition)
    keys, problems = entered.keys, entered.problems
    coded = _coded(received, survey, edition, problems)
    scope = _scope(keys, coded, survey, edition)
    findings = quality_of(coded.answers, coded.break_off, survey, scope.is_kept)
    removal = _without_careless(scope, findings)
    removed = entered.others.then(removal).frame(entered.shown_keys, index)
    if not removal.is_kept.any():
        raise DataError(_nobody(removed))
    rules = (*reading, *entered.others.rules, entered.rule, *coded.rules, *removal.rules)
    audit = audit_of(rules, rows)
    check_values(audit, coded.problems, coded.counts)
    check_respondents(audit, removed, len(index), int(removal.is_kept.sum()))
    is_outside = answered_otherwise(survey.cleaning.keep_if, coded.answers, len(removal.is_kept))
    outcome = _outcome(coded, removal.is_kept, is_outside, entered.outside, int(keys.is_repeated.sum()))
    shown = withheld(coded.answers, coded.left_out)
    return Cleaned(
        keys=problems.respondents[removal.is_kept],
        answers={name: shown[name] for name in survey.questions},
        sampling=coded.sampling.among(removal.is_kept),
        problems=coded.problems,
        removed=removed,
        received=len(index),
        flags={flag: findings.flagged(flag)[removal.is_kept] for flag in FLAGS},
        quality=quality_frame(findings, outcome, survey, edition),
        audit=audit,
        left_out=coded.left_out,
        others={name: answer for name, answer in shown.items() if name not in survey.questions},
        of_some={name: each.among(removal.is_kept) for name, each in coded.of_some.items()},
    )


@dataclass(frozen=True)
class _Coded:
    """Everyone in the edition: coded answers, where each left, the design, what is kept out or was masked.

    `counts` and `rules` are what was counted on the way.
    """

    answers: dict[str, Answers]
    break_off: BreakOff
    sampling: Sampling
    of_some: Mapping[str, Sampling]
    left_out: Mapping[str, str]
    masked: Masked
    problems: pd.DataFrame
    counts: Mapping[str, ValueCount]
    rules: tuple[Rule, ...]

    @property
    def is_usable(self) -> np.ndarray:
        """Mask (n,) of those who have what every design that they are in needs."""
        masks = [each.is_usable for each in (self.sampling, *self.of_some.values())]
        return np.asarray(np.logical_and.reduce(masks))


def _coded(received: Received, survey: Survey, edition: Edition, problems: ProblemLog) -> _Coded:
    n = len(received.answers)
    columns = columns_of(survey, edition)
    absent = absent_columns(received, survey, columns, edition, problems)
    answers = coded_answers(received, survey, edition, columns, absent, problems)
    check_known(answers, problems.frame)
    break_off = break_off_of(answers, survey, n)
    answers, cells_left = with_left(answers, break_off, survey)
    answers |= other_texts(received, survey, edition, answers, problems)
    protected = protect(answers, columns, survey, problems, received.wordings)
    with memory_given_back():
        sampling = sampling_of(received, survey.design, edition, problems, np.ones(n, dtype=bool))
        of_some = samplings_of_some(received, survey, edition, problems, answers)
        received.release(list(received.answers.columns))
    listed = without_values(problems.frame, protected.left_out)
    cells = {name: len(set(group.values()) - absent) for name, group in columns.items()}
    counts = value_counts(protected.answers, cells)
    left = Rule("left", "blank to the end", "", n * len(break_off.questions), cells_left)
    rules = (*value_rules(counts, listed, n), left, *privacy_rules(counts, protected))
    return _Coded(
        protected.answers,
        break_off,
        sampling,
        of_some,
        protected.left_out,
        protected.masked,
        listed,
        counts,
        rules,
    )


@dataclass(frozen=True)
class _Entered:
    """The keys of those in the edition and its population, a log of their problems under keys that may be
    shown, and what was counted; the removal of the `others` from everyone received, who have the
    `shown_keys`. `outside` counts those of the edition who are known to be of no population."""

    keys: Keys
    problems: ProblemLog
    rule: Rule
    others: Removal
    shown_keys: ExtensionArray

    @property
    def outside(self) -> int:
        return int((self.others.reasons == OF_OTHERS).sum())


@memory_given_back()
def _entered(received: Received, survey: Survey, edition: Edition) -> _Entered:
    """Who is in the edition; `received` lets go of the rows of others."""
    index = received.answers.index
    everyone = keys_of(received.answers, survey, edition)
    kind = identifier_kind(everyone, survey, edition)
    shown_keys = row_keys(index) if kind else everyone.texts
    others = filtered(received, survey, edition, everyone.are(edition.exclude))
    if not others.is_kept.any():
        raise DataError(_nobody(others.frame(shown_keys, index)))
    if not others.is_kept.all():
        received.answers = received.answers[others.is_kept]
    keys, problems = everyone.among(others.is_kept), ProblemLog(shown_keys[others.is_kept])
    return _Entered(keys, problems, _identified(keys, kind, problems, survey, edition), others, shown_keys)


def _identified(keys: Keys, kind: str, problems: ProblemLog, survey: Survey, edition: Edition) -> Rule:
    """What was counted of the keys; those that are no one's own, or personal data of a `kind`, are noted."""
    name, n = survey.identifier or "", len(keys.texts)
    problems.note(~keys.is_own, name, "", "no identifier", action="kept under its row number")
    if kind:
        problems.note_file(name, renamed_column(name, edition), LOOKS_DIRECT, replaced(name, kind))
    unknown = n if kind else int((~keys.is_own).sum())
    return Rule("keys", "replaced by the row of the file", name, n, unknown)


def _scope(keys: Keys, coded: _Coded, survey: Survey, edition: Edition) -> Removal:
    """The removal of those out of scope."""
    is_excluded = keys.are(edition.exclude)
    reasons = [f"excluded: {edition.exclude[key]}" for key in keys.texts[is_excluded]]
    meets = answered_one_of(survey.cleaning.keep_if, coded.answers, len(keys.texts))
    removal = (
        nobody_removed(len(keys.texts))
        .after("scope", "excluded", is_excluded, np.array(reasons, dtype=object))
        .after("scope", "no answer to keep_if", ~meets)
        .after("scope", "no usable weight, stratum or PSU", ~coded.is_usable)
    )
    is_repeated = keys.repeated_among(removal.is_kept) & (survey.cleaning.duplicates == "first")
    refuse_shared_keys(is_repeated, int(removal.is_kept.sum()), survey, edition)
    return removal.after("scope", "duplicate of the identifier", is_repeated)


def _outcome(
    coded: _Coded, is_kept: np.ndarray, is_outside: np.ndarray, left_before: int, repeated: int
) -> CleaningOutcome:
    """What came of it, for quality.csv; the answers of those not kept are let go of.

    Known not to be of the population, and in no rate, are `left_before` who were not examined, and those of
    the mask is_outside.
    """
    has_started = _has_started(coded.answers, coded.break_off.questions, len(is_kept))
    _keep(coded.answers, is_kept)
    return CleaningOutcome(
        is_kept=is_kept,
        received=len(is_kept) + left_before,
        started=int((has_started & ~is_outside).sum()),
        outside=int(is_outside.sum()) + left_before,
        answers=coded.answers,
        left_out=coded.left_out,
        masked=coded.masked,
        problems=coded.problems,
        repeated=repeated,
    )


def _has_started(answers: Mapping[str, Answers], questions: tuple[str, ...], n: int) -> np.ndarray:
    """Mask (n,) of the respondents who gave an answer to one of the questions."""
    has_started = np.zeros(n, dtype=bool)
    for name in questions:
        has_started |= answers[name].was_answered
    return has_started


@memory_given_back()
def _keep(answers: dict[str, Answers], where: np.ndarray) -> None:
    """Leave the answers of the mask `where` alone, question by question: all are never there twice."""
    for name in answers:
        answers[name] = answers[name].among(where)


def _without_careless(removal: Removal, findings: FlagsFound) -> Removal:
    """The removal of those too whom the survey removes for how they answered."""
    for flag in FLAGS:
        where = findings.removed(flag)
        removal = removal.after("quality", flag, where, findings.reasons(flag, np.flatnonzero(where)))
    return removal


def _nobody(removed: pd.DataFrame) -> str:
    counts = removed["reason"].value_counts()
    if len(counts) > 5:
        counts = removal_kinds(removed).value_counts()
    reasons = "; ".join(f"{why}: {n}" for why, n in counts.items())
    return f"every respondent is removed: {reasons}. See [cleaning], [exclude], [design] and [quality]"
