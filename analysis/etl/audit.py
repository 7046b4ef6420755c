"""audit.csv: what each rule looked at, changed and removed, with the respondents before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.clean.problems import MADE_MISSING, kinds_of
from analysis.etl.protected_answers import Protected
from analysis.questionnaire import Question
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import INVALID, Answers
from analysis.questionnaire.kinds.conditions import in_codes
from analysis.results.record_columns import AUDIT
from analysis.results.schema import AuditStep
from analysis.sources.received import Received

CHANGING = (MADE_MISSING, "not counted", "the rest not counted", "set to not asked")
BY_ROUTING = "answer against routing"
VALUE_STEPS: tuple[AuditStep, ...] = ("coding", "routing", "derivation")
REMOVING_STEPS: tuple[AuditStep, ...] = ("scope", "quality")


class LostCountError(RuntimeError):
    """The counts of the run do not add up: a fault of the program, not of the data."""


@dataclass(frozen=True)
class Rule:
    """What one rule did: the cells or respondents that it looked at, the values it changed, the respondents
    it removed.

    `left_over` are the respondents there after it; None where it removes nobody.
    """

    step: AuditStep
    rule: str
    question: str
    looked_at: int
    changed: int = 0
    removed: int = 0
    left_over: int | None = None


@dataclass(frozen=True)
class ValueCount:
    """What became of one question among everyone received: its cells in the file, the answers given, the
    invalid ones."""

    question: Question
    cells: int
    given: int
    invalid: int


def audit_of(rules: Iterable[Rule], respondents: int) -> pd.DataFrame:
    """The rows of audit.csv, one for each rule in their order; `respondents` are there before the first."""
    rows, there = [], respondents
    for rule in rules:
        after = there if rule.left_over is None else rule.left_over
        before = (rule.step, rule.rule, rule.question, there)
        rows.append((*before, rule.looked_at, rule.changed, rule.removed, after))
        there = after
    return pd.DataFrame(rows, columns=list(AUDIT.names))


def check_respondents(audit: pd.DataFrame, removed: pd.DataFrame, received: int, kept: int) -> None:
    """Check that nobody is lost: each rule keeps or removes all of its respondents, and removed.csv has all
    who were removed.

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


def rows_of(received: Received) -> int:
    """The number of rows of the file, those without any cell filled too."""
    return len(received.answers) + sum(source.blank_rows for source in received.sources)


def reading_rules(received: Received) -> list[Rule]:
    """The rows of the file, and those without any cell filled."""
    rows, filled = rows_of(received), len(received.answers)
    blank = Rule("reading", "rows without any cell filled", "", rows, 0, rows - filled, filled)
    return [Rule("reading", "rows of the file", "", rows), blank]


def value_counts(answers: Mapping[str, Answers], cells: Mapping[str, int]) -> dict[str, ValueCount]:
    """The cells, answers and invalid answers of each question; `cells` is how many columns of the file hold
    it."""
    return {
        name: ValueCount(
            answer.question,
            cells.get(name, 0),
            int(answer.was_answered.sum()),
            int((answer.status == INVALID).sum()),
        )
        for name, answer in answers.items()
    }


def value_rules(counts: Mapping[str, ValueCount], problems: pd.DataFrame, n: int) -> Iterator[Rule]:
    """The rules of coding, routing and derivation, question by question, over n respondents.

    A value is changed where it was set to missing, not counted, or set to not asked.
    """
    changes = _changes(problems)
    for name, count in counts.items():
        if count.cells:
            yield Rule("coding", count.question.type, name, n * count.cells, changes[False, name])
    for name, count in counts.items():
        condition = count.question.asked_if
        if condition or changes[True, name]:
            yield Rule("routing", in_codes(condition) or "not put", name, n, changes[True, name])
    for name, count in counts.items():
        derivation = count.question.derivation
        if derivation is not None and not count.cells:
            rule = f"{derivation.kind} {', '.join(derivation.sources)}"
            yield Rule("derivation", rule, name, n, changes[False, name])


def privacy_rules(counts: Mapping[str, ValueCount], protected: Protected) -> Iterator[Rule]:
    """Open answers in which something was masked, and answers left out as direct identifiers."""
    for name, changed in protected.masked.respondents.items():
        if name not in protected.left_out:
            yield Rule("privacy", "e-mail and telephone masked", name, counts[name].given, changed)
    for name, kind in protected.left_out.items():
        given = counts[name].given
        yield Rule("privacy", f"left out: {kind}", name, given, given)


def _changes(problems: pd.DataFrame) -> Counter[tuple[bool, str]]:
    """How many values of each question were changed: by routing (True), by anything else (False)."""
    is_changed = problems["action"].isin(CHANGING)
    rows = problems[is_changed]
    by_routing = kinds_of(rows) == BY_ROUTING
    # A cell of a multiple question is named question.code.
    names = rows["question"].astype(str).str.split(".", n=1).str[0]
    return Counter(zip(by_routing.tolist(), names.tolist(), strict=True))


def check_values(audit: pd.DataFrame, problems: pd.DataFrame, counts: Mapping[str, ValueCount]) -> None:
    """Check that every value set aside has its row in problems.csv, and that every such row is in the audit.

    `counts` are of everyone received. An answer is invalid because its problem says so, or that of the
    question it derives from. Raises LostCountError naming the questions where the counts part.
    """
    changes = _changes(problems)
    faults = [fault for name in counts for fault in _unexplained(name, counts, changes)]
    changed = int(audit.loc[audit["step"].isin(VALUE_STEPS), "changed"].sum())
    if changed != sum(changes.values()):
        faults.append(f"{changed} values changed, {sum(changes.values())} in problems.csv")
    _raise(faults)


def _unexplained(
    name: str, counts: Mapping[str, ValueCount], changes: Counter[tuple[bool, str]]
) -> Iterator[str]:
    """Invalid answers to one question without a problem, and problems without an invalid answer."""
    question, invalid = counts[name].question, counts[name].invalid
    listed, against = changes[False, name], changes[True, name]
    needs = question.derivation.needs if question.derivation else ()
    if invalid > listed + sum(counts[source].invalid for source in needs):
        yield f"{name}: {invalid} invalid answers, {listed} problems"
    elif not kind_of(question).takes_several and listed > invalid + against:
        yield f"{name}: {listed} problems, {invalid} invalid answers, {against} by routing"


def _raise(faults: list[str]) -> None:
    if faults:
        raise LostCountError(
            "the counts of this run do not add up, its results are not to be used; please report it: "
            + "; ".join(faults)
        )


def removal_kinds(removed: pd.DataFrame) -> pd.Series:
    """The rule that removed each respondent, without its detail."""
    return removed["reason"].astype(str).str.split(": ", n=1).str[0]


@dataclass(frozen=True)
class Removal:
    """Why each of n respondents is removed, "" for those still there, and the rules that were applied.

    The mask `is_kept` (n,) is of those still there. The first rule that applies to a respondent counts.
    """

    reasons: np.ndarray
    is_kept: np.ndarray
    rules: tuple[Rule, ...] = ()

    def after(
        self, step: AuditStep, rule: str, where: np.ndarray, reasons: np.ndarray | None = None
    ) -> Removal:
        """The removal, to which those of the mask `where` (n,) are added; `reasons`, one for each True of
        `where`."""
        new = where & self.is_kept
        why = self.reasons.copy()
        why[new] = rule if reasons is None else reasons[new[where]]
        is_kept = self.is_kept & ~new
        there, left_over = int(self.is_kept.sum()), int(is_kept.sum())
        applied = Rule(step, rule, "", there, 0, int(new.sum()), left_over)
        return Removal(why, is_kept, (*self.rules, applied))

    def then(self, later: Removal) -> Removal:
        """This removal, then one of those that it kept."""
        why, is_kept = self.reasons.copy(), self.is_kept.copy()
        why[self.is_kept], is_kept[self.is_kept] = later.reasons, later.is_kept
        return Removal(why, is_kept, (*self.rules, *later.rules))

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


def nobody_removed(n: int) -> Removal:
    """A removal of nobody, as it stands before the first rule."""
    return Removal(np.full(n, "", dtype=object), np.ones(n, dtype=bool))
