"""audit.csv: what each rule looked at, changed and removed, with the respondents before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.clean.problems import MADE_MISSING, kinds_of
from analysis.etl.protected_answers import Protected
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import INVALID, Answers
from analysis.sources.received import Received

COLUMNS = (
    "step",
    "rule",
    "question",
    "respondents_in",
    "looked_at",
    "changed",
    "removed",
    "respondents_out",
)
CHANGING = (MADE_MISSING, "not counted", "the rest not counted", "set to not asked")
BY_ROUTING = "answer against routing"
VALUE_STEPS = ("coding", "routing", "derivation")
REMOVING_STEPS = ("scope", "quality")


class LostCountError(RuntimeError):
    """The counts of the run do not add up: a fault of the program, not of the data."""


@dataclass
class Audit:
    """Rows of audit.csv as the rules are applied. `respondents` are there before the next rule."""

    respondents: int
    _rows: list[tuple[str, str, str, int, int, int, int, int]] = field(default_factory=list)

    def note_changes(self, step: str, rule: str, question: str, looked_at: int, changed: int) -> None:
        """A rule that looked at so many cells and changed so many, and removed nobody."""
        n = self.respondents
        self._rows.append((step, rule, question, n, looked_at, changed, 0, n))

    def note_removal(self, step: str, rule: str, question: str, removed: int, left_over: int) -> None:
        """A rule that looked at every respondent there and removed some; `left_over` counts the others."""
        n = self.respondents
        self._rows.append((step, rule, question, n, n, 0, removed, left_over))
        self.respondents = left_over

    @property
    def frame(self) -> pd.DataFrame:
        """The rules in the order of their application, one row each."""
        return pd.DataFrame(self._rows, columns=list(COLUMNS))


def check_respondents(audit: pd.DataFrame, removed: pd.DataFrame, received: int, kept: int) -> None:
    """Nobody is lost: each rule's respondents are those it kept and removed, and removed.csv has them all.

    `removed` has the reason of each respondent left out after reading, "rule: detail" or "rule". Raises
    LostCountError naming the rule where the counts part.
    """
    faults = []
    left_over = before = 0
    for place, row in enumerate(audit.to_dict("records")):
        starts = int(row["respondents_in"])
        left_over, gone = int(row["respondents_out"]), int(row["removed"])
        if starts != gone + left_over or (place and starts != before):
            faults.append(f"{row['step']}, {row['rule']}: {starts} in, {gone} removed, {left_over} out")
        before = left_over
    removing = audit[audit["step"].isin(REMOVING_STEPS)]
    by_rule = Counter(removing.set_index("rule")["removed"].astype(int).to_dict())
    listed = Counter(removal_kinds(removed))
    faults += [
        f"{rule}: {by_rule[rule]} removed, {listed[rule]} in removed.csv"
        for rule in sorted({*by_rule, *listed})
        if by_rule[rule] != listed[rule]
    ]
    if received != kept + len(removed) or left_over != kept:
        faults.append(
            f"{received} received, {len(removed)} removed, {kept} kept, {left_over} after the last rule"
        )
    _raise(faults)


def note_reading(audit: Audit, received: Received) -> None:
    """The rows of the file, and those without any cell filled."""
    blank = sum(source.blank_rows for source in received.sources)
    audit.respondents = len(received.answers) + blank
    audit.note_changes("reading", "rows of the file", "", audit.respondents, 0)
    audit.note_removal("reading", "rows without any cell filled", "", blank, len(received.answers))


def note_left(audit: Audit, questions: int, cells: int) -> None:
    """How many of the answers looked for are absent because respondents had left."""
    audit.note_changes("left", "blank to the end", "", audit.respondents * questions, cells)


def note_privacy(audit: Audit, protected: Protected) -> None:
    """Open answers in which something was masked, and answers left out as direct identifiers."""
    given = {name: int(answer.was_answered.sum()) for name, answer in protected.answers.items()}
    for name, changed in protected.masked.respondents.items():
        if name not in protected.left_out:
            audit.note_changes("privacy", "e-mail and telephone masked", name, given[name], changed)
    for name, kind in protected.left_out.items():
        audit.note_changes("privacy", f"left out: {kind}", name, given[name], given[name])


def note_values(
    audit: Audit, answers: Mapping[str, Answers], cells: Mapping[str, int], problems: pd.DataFrame
) -> None:
    """The rows of coding, routing and derivation, question by question: cells looked at, values changed.

    `cells` is how many columns of the file hold each question. A value is changed where it was set to
    missing, not counted, or set to not asked.
    """
    counts = _changes(problems)
    for name, answer in answers.items():
        n = len(answer.status)
        if cells.get(name):
            looked_at = n * cells[name]
            audit.note_changes("coding", answer.question.type, name, looked_at, counts[False, name])
    for name, answer in answers.items():
        if answer.question.asked_if or counts[True, name]:
            rule = " and ".join(f"{q} = {' or '.join(c)}" for q, c in answer.question.asked_if.items())
            looked_at = len(answer.status)
            audit.note_changes("routing", rule or "not put", name, looked_at, counts[True, name])
    for name, answer in answers.items():
        derivation = answer.question.derivation
        if derivation is not None and not cells.get(name):
            rule = f"{derivation.kind} {', '.join(derivation.sources)}"
            audit.note_changes("derivation", rule, name, len(answer.status), counts[False, name])


def _changes(problems: pd.DataFrame) -> Counter[tuple[bool, str]]:
    """How many values of each question were changed: by routing (True), by anything else (False)."""
    is_changed = problems["action"].isin(CHANGING)
    rows = problems[is_changed]
    by_routing = kinds_of(rows) == BY_ROUTING
    # A cell of a multiple question is named question.code.
    names = rows["question"].astype(str).str.split(".", n=1).str[0]
    return Counter(zip(by_routing.tolist(), names.tolist(), strict=True))


def check_values(audit: pd.DataFrame, problems: pd.DataFrame, answers: Mapping[str, Answers]) -> None:
    """No value is set aside without its row in problems.csv, and every such row is in the audit.

    `answers` are those of everyone received. An answer is invalid because its problem says so, or that
    of the question it derives from. Raises LostCountError naming the questions where the counts part.
    """
    faults = []
    counts = _changes(problems)
    invalid = {name: int((answer.status == INVALID).sum()) for name, answer in answers.items()}
    for name, answer in answers.items():
        derivation = answer.question.derivation
        listed = counts[False, name]
        inherited = sum(invalid[source] for source in derivation.needs) if derivation else 0
        against = counts[True, name]
        if invalid[name] > listed + inherited:
            faults.append(f"{name}: {invalid[name]} invalid answers, {listed} problems")
        elif not kind_of(answer.question).takes_several and listed > invalid[name] + against:
            faults.append(f"{name}: {listed} problems, {invalid[name]} invalid answers, {against} by routing")
    changed = int(audit.loc[audit["step"].isin(VALUE_STEPS), "changed"].sum())
    if changed != sum(counts.values()):
        faults.append(f"{changed} values changed, {sum(counts.values())} in problems.csv")
    _raise(faults)


def _raise(faults: list[str]) -> None:
    if faults:
        raise LostCountError(
            "the counts of this run do not add up, its results are not to be used; please report it: "
            + "; ".join(faults)
        )


def removal_kinds(removed: pd.DataFrame) -> pd.Series:
    """The rule that removed each respondent, without its detail."""
    return removed["reason"].astype(str).str.split(": ", n=1).str[0]


@dataclass
class Removal:
    """Why each of n respondents is removed, "" for those still there; the first rule that applies counts.

    The mask `is_kept` (n,) is of those still there.
    """

    audit: Audit
    reasons: np.ndarray = field(init=False)
    is_kept: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.reasons = np.full(self.audit.respondents, "", dtype=object)
        self.is_kept = np.ones(self.audit.respondents, dtype=bool)

    def apply(self, step: str, rule: str, where: np.ndarray, reasons: np.ndarray | None = None) -> None:
        """Remove those of the mask `where` (n,) still there; `reasons`, one for each True of `where`."""
        new = where & self.is_kept
        self.reasons[new] = rule if reasons is None else reasons[new[where]]
        self.is_kept = self.is_kept & ~new
        self.audit.note_removal(step, rule, "", int(new.sum()), int(self.is_kept.sum()))

    def frame(self, keys: ExtensionArray, index: pd.Index) -> pd.DataFrame:
        """One row per respondent removed: key, file where there are several, row of it, reason.

        `index` is that of the answers received; the header of a file is not counted as a row.
        """
        gone = np.flatnonzero(~self.is_kept)
        removed = pd.DataFrame({"respondent": keys[gone]})
        if isinstance(index, pd.MultiIndex):
            removed["file"] = np.asarray(index.get_level_values(0))[gone]
        removed["row"] = np.asarray(index.get_level_values(-1))[gone] + 1
        return removed.assign(reason=self.reasons[gone])
