"""Answers without personal data: direct identifiers are left out, personal details masked in open answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.clean.problems import ProblemKind, ProblemLog
from analysis.etl.clean.question_columns import renamed_column
from analysis.etl.clean.respondent_keys import Keys
from analysis.etl.personal_data import masked, personal_kind
from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import NOT_ASKED, Answers
from analysis.sources.received import ColumnWording

LOOKED_AT = 10_000
"""So many distinct answers of a question, the first, tell what it holds."""
NOT_SHOWN = "[not shown]"
LOOKS_DIRECT: ProblemKind = "looks like a direct identifier"


@dataclass(frozen=True)
class Masked:
    """How many e-mail addresses and telephone numbers were masked in the answers to each open question."""

    emails: dict[str, int] = field(default_factory=dict)
    phones: dict[str, int] = field(default_factory=dict)
    respondents: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Protected:
    """The answers that may be kept, with personal details masked; `left_out` gives each direct identifier its
    kind."""

    answers: dict[str, Answers]
    left_out: Mapping[str, str]
    masked: Masked


def protect(
    answers: Mapping[str, Answers],
    columns: Mapping[str, Mapping[str, str]],
    survey: Survey,
    problems: ProblemLog,
    wordings: Mapping[str, ColumnWording],
) -> Protected:
    """The answers of the n respondents that may be kept; each question left out is a problem."""
    left_out = direct_identifiers(answers, columns, survey, wordings)
    for name, kind in left_out.items():
        column = ", ".join(_columns_of(name, columns, survey)) or name
        source = kind.rpartition(" of ")[2] if name in survey.derived else name
        problems.note_file(name, column, LOOKS_DIRECT, f"left out of every output; {kind}{_way_out(source)}")
    masked_answers, masked = with_masks(answers, survey)
    return Protected(masked_answers, left_out, masked)


def identifier_kind(keys: Keys, survey: Survey, edition: Edition) -> str:
    """The kind of personal data that the respondents' identifier is; "" where it is none or is kept on
    purpose."""
    if survey.identifier is None or survey.identifier in survey.privacy.keep:
        return ""
    names = (survey.identifier, renamed_column(survey.identifier, edition))
    return personal_kind(names, _distinct(keys.texts[keys.is_own]))


def direct_identifiers(
    answers: Mapping[str, Answers],
    columns: Mapping[str, Mapping[str, str]],
    survey: Survey,
    wordings: Mapping[str, ColumnWording],
) -> dict[str, str]:
    """The kind of each question whose answers look like direct identifiers; those kept on purpose are not
    listed.

    Open questions and numbers are judged by the names of the question and its columns, by its wording, by
    what further heading rows of the file say, and by the answers. A number derived from a direct identifier
    is one.
    """
    found: dict[str, str] = {}
    for name, answer in answers.items():
        if answer.question.derivation:
            kind = _inherited_kind(answer.question, found)
        elif kind_of(answer.question).may_identify and name not in survey.privacy.keep:
            of_file = _columns_of(name, columns, survey)
            names = (name, *of_file, *_wordings(answer.question), *_further_headings(of_file, wordings))
            kind = personal_kind(names, _cells(answer))
        else:
            kind = ""
        if kind:
            found[name] = kind
    return found


def _inherited_kind(variable: Question, found: Mapping[str, str]) -> str:
    """The kind of a derived number, which is that of a source found before; "" of codes and where none is."""
    needs = variable.derivation.needs if variable.derivation and kind_of(variable).may_identify else ()
    return next((f"{found[source]} of {source}" for source in needs if source in found), "")


def withheld(answers: Mapping[str, Answers], left_out: Mapping[str, str]) -> dict[str, Answers]:
    """The answers without those that are direct identifiers, so that no estimate is made of them."""
    return {
        name: answer.withdrawn(answer.was_asked, NOT_ASKED) if name in left_out else answer
        for name, answer in answers.items()
    }


def _columns_of(name: str, columns: Mapping[str, Mapping[str, str]], survey: Survey) -> list[str]:
    """The columns of a question, or of the texts that go with its answer "other"."""
    if name in columns:
        return list(columns[name].values())
    question = survey.asked.get(name.removesuffix(".other"))
    return list(question.other.values()) if question and name.endswith(".other") else []


def _wordings(question: Question) -> list[str]:
    """What the question is called and how it is asked, in either language."""
    return [words for label in (question.text, question.label) for words in (label.fr, label.en)]


def _further_headings(columns: list[str], wordings: Mapping[str, ColumnWording]) -> list[str]:
    """What the heading rows of the file say of the columns beside their names."""
    said = [wordings[column] for column in columns if column in wordings]
    return [words for each in said for words in (each.question, each.item)]


def replaced(name: str, kind: str) -> str:
    """What is done about an identifier that is personal data, and the way out."""
    return f"replaced by the row of the file; {kind}{_way_out(name)}"


def _way_out(name: str) -> str:
    key = f'"{name}"' if "." in name else name
    return f'. To keep it, say why under [privacy]: keep = {{ {key} = "…" }}'


def without_values(problems: pd.DataFrame, left_out: Mapping[str, str]) -> pd.DataFrame:
    """The problems without the values of respondents to the questions left out."""
    where = problems["question"].isin(left_out) & (problems["respondent"] != "")
    return problems.assign(value=problems["value"].mask(where, NOT_SHOWN)) if where.any() else problems


def _cells(answer: Answers) -> list[str]:
    values = np.asarray(_first_distinct(answer.values[answer.was_answered]))
    return kind_of(answer.question).as_typed(values)


def _distinct(texts: np.ndarray | ExtensionArray) -> list[str]:
    return [str(text) for text in _first_distinct(texts)]


def _first_distinct(values: np.ndarray | ExtensionArray) -> np.ndarray | ExtensionArray:
    """The first values that differ, LOOKED_AT of them; the column is read no further than to find them."""
    read = LOOKED_AT
    while len(found := pd.unique(values[:read])) < LOOKED_AT and read < len(values):
        read *= 4
    return found[:LOOKED_AT]


def with_masks(answers: Mapping[str, Answers], survey: Survey) -> tuple[dict[str, Answers], Masked]:
    """The answers with e-mail addresses and telephone numbers masked in the open ones, and how many were
    masked."""
    result, counts = dict(answers), Masked()
    for name, answer in answers.items():
        if kind_of(answer.question).is_open and name not in survey.privacy.keep:
            result[name] = _masked_answers(name, answer, counts)
    return result, counts


def _masked_answers(name: str, answer: Answers, counts: Masked) -> Answers:
    positions, distinct = pd.factorize(answer.values, use_na_sentinel=True)
    found = [masked(str(text)) for text in distinct]
    emails, phones = (np.array([*(row[kind] for row in found), 0], dtype=int) for kind in (1, 2))
    touched = (emails + phones)[positions] > 0
    counts.emails[name] = int(emails[positions].sum())
    counts.phones[name] = int(phones[positions].sum())
    counts.respondents[name] = int(touched.sum())
    if not touched.any():
        return answer
    texts = np.array([*(row[0] for row in found), None], dtype=object)
    return Answers(answer.question, texts[positions], answer.status)


def group_sizes(answers: Mapping[str, Answers], questions: tuple[str, ...]) -> np.ndarray:
    """How many respondents (n,) gave the same answers to all the questions as each one; no answer counts as
    one."""
    n = len(next(iter(answers.values())).status)
    group = np.zeros(n, dtype=np.int64)
    for name in questions:
        for column in kind_of(answers[name].question).packed(answers[name]):
            codes, distinct = pd.factorize(column)
            group = pd.factorize(group * (len(distinct) + 1) + codes + 1)[0].astype(np.int64)
    return np.bincount(group)[group]
