"""respondents.parquet and verbatims.parquet: the respondents kept, coded and weighted, and their open
answers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.etl.clean.sampling import Sampling
from analysis.etl.weighting import Weighted
from analysis.etl.weighting_table import TRIMMED
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import STATUSES, Answers
from analysis.results.record_columns import FLAG, VERBATIMS
from analysis.runs.memory import memory_given_back, stretches

ROWS_TOGETHER = 2**16
"""Respondents written at once: in one go, the whole frame would stand beside the answers it is made of."""


def respondents_frame(weighted: Weighted, rows: slice = slice(None)) -> pd.DataFrame:
    """One row per respondent: key, weights, design, flags, then each question's value and status.

    Open answers are left out: they are in `verbatims_frame`. Direct identifiers are in neither.
    """
    cleaned, design = weighted.cleaned, weighted.design
    columns = {
        "respondent": pd.Series(cleaned.keys[rows], dtype="str"),
        "weight": pd.Series(design.weights[rows]),
        "start_weight": pd.Series(cleaned.sampling.weights[rows]),
    }
    columns |= _strata_and_units(cleaned.sampling, rows)
    for name in weighted.of_some:
        columns |= _of_design(name, weighted, rows)
    columns |= {f"{FLAG}{name}": pd.Series(where[rows]) for name, where in cleaned.flags.items()}
    for name, answers in cleaned.answers.items():
        if not kind_of(answers.question).is_open and name not in cleaned.left_out:
            columns |= answer_columns(answers.part(rows))
    return pd.DataFrame(columns, copy=False)


def _strata_and_units(sampling: Sampling, rows: slice) -> dict[str, pd.Series]:
    named = {"stratum": sampling.strata, "psu": sampling.psus}
    return {
        name: pd.Series(labels[rows], dtype="str") for name, labels in named.items() if labels is not None
    }


def _of_design(name: str, weighted: Weighted, rows: slice) -> dict[str, pd.Series]:
    """The columns of a design of some respondents, blank where they are not of it."""
    inside, sampling = weighted.members[name], weighted.cleaned.of_some[name]
    weights = np.full(len(inside), np.nan)
    weights[inside] = weighted.of_some[name].design.weights
    columns = {
        "weight": pd.Series(weights[rows]),
        "start_weight": pd.Series(np.where(inside, sampling.weights, np.nan)[rows]),
    }
    labels = _strata_and_units(sampling, rows)
    columns |= {key: labels[key].where(pd.Series(inside[rows])) for key in labels}
    return {f"{key}.{name}": column for key, column in columns.items()}


def answer_columns(answers: Answers) -> dict[str, pd.Series]:
    """The columns of one question: its values, and for each respondent the status."""
    question = answers.question
    status = pd.Categorical.from_codes(answers.status, categories=pd.Index(STATUSES))
    return {**kind_of(question).columns(answers), f"{question.name}.status": pd.Series(status)}


def respondents_frames(weighted: Weighted) -> Iterator[pd.DataFrame]:
    """The frame of the respondents in stretches of rows, one after the other."""
    for rows in stretches(len(weighted.cleaned.keys), ROWS_TOGETHER):
        with memory_given_back():
            yield respondents_frame(weighted, rows)


def verbatims_frame(weighted: Weighted) -> pd.DataFrame:
    """One row per open answer given: respondent, question, text."""
    cleaned = weighted.cleaned
    parts = [
        pd.DataFrame(
            {
                "respondent": cleaned.keys[answers.was_answered],
                "question": name,
                "text": answers.values[answers.was_answered],
            }
        )
        for name, answers in {**cleaned.answers, **cleaned.others}.items()
        if kind_of(answers.question).is_open and name not in cleaned.left_out
    ]
    empty = pd.DataFrame({name: pd.Series(dtype="str") for name in VERBATIMS.names})
    return pd.concat([empty, *parts], ignore_index=True).astype("str")


def audit_frame(weighted: Weighted) -> pd.DataFrame:
    """The rows of audit.csv: the rules of cleaning, then how many weights were trimmed and calibrated, of
    everyone and in each design of some."""
    audit, n = weighted.cleaned.audit, len(weighted.cleaned.keys)
    rules = _weighting_rules(weighted)
    for name, each in weighted.of_some.items():
        rules += [(f"design {name}: {rule}", changed) for rule, changed in _weighting_rules(each)]
    rows = [("calibration", rule, "", n, n, changed, 0, n) for rule, changed in rules]
    return pd.concat([audit, pd.DataFrame(rows, columns=audit.columns)], ignore_index=True) if rows else audit


def _weighting_rules(weighted: Weighted) -> list[tuple[str, int]]:
    """What was done to weights, and how many of them changed."""
    weighting = weighted.weighting
    rules = [("trimmed to multiples of their mean", int(n)) for n in _measured(weighting, TRIMMED)]
    calibrated_to = ", ".join(dict.fromkeys(weighting["variable"][weighting["variable"] != ""]))
    if calibrated_to:
        changed = int((weighted.design.weights != weighted.cleaned.sampling.weights).sum())
        rules.append((f"to the margins of {calibrated_to}", changed))
    return rules


def weighting_frame(weighted: Weighted) -> pd.DataFrame:
    """The rows of weighting.csv: of everyone, then of each design of some respondents."""
    parts = {"": weighted, **weighted.of_some}
    return pd.concat([each.weighting.assign(design=name) for name, each in parts.items()], ignore_index=True)


def _measured(weighting: pd.DataFrame, measure: str) -> pd.Series:
    return weighting.loc[weighting["measure"] == measure, "value"]


def parquet_bytes(frames: Iterable[pd.DataFrame]) -> bytes:
    """One Parquet file of frames with the same columns, a row group each; the same bytes for the same
    frames."""
    tables = (pa.Table.from_pandas(frame, preserve_index=False) for frame in frames)
    first = next(tables)
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, first.schema, compression="zstd") as writer:
        for table in chain([first], tables):
            writer.write_table(table)
    return buffer.getvalue()
