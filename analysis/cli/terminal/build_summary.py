"""What came of an edition, for whoever had it built or checked: counts first, then what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.words import counted, said
from analysis.steps.released_files import told_count

if TYPE_CHECKING:
    from analysis.steps.results_files import Built

OFTEN = 5


def summary(built: Built) -> str:
    """What was received, kept and estimated, and what an analyst should look at."""
    is_hidden = built.indicators["status"] == "suppressed"
    counts = said(
        "{respondents}, {problems}, {estimates} of which {hidden} suppressed",
        respondents=_respondents(built),
        problems=_problems(built),
        estimates=counted(len(is_hidden), "{count} estimate", "{count} estimates"),
        hidden=int(is_hidden.sum()),
    )
    remarks = (_remarks, _met_before, _absent_columns, _identifiers, _hidden_beside)
    return "\n  ".join([counts, *(line for found in remarks for line in found(built))])


def _respondents(built: Built) -> str:
    cleaned, limit = built.weighted.cleaned, built.survey.publication.confidential_below
    removed = len(cleaned.removed)
    told = {"kept": len(cleaned.keys), "removed": _few(removed, limit)}
    if told_count(removed, limit) != str(removed):  # received would tell it: logs are passed on
        return said("{kept} kept, {removed} removed", **told)
    return said("{received} received = {kept} kept + {removed} removed", received=cleaned.received, **told)


def _problems(built: Built) -> str:
    count, limit = len(built.weighted.cleaned.problems), built.survey.publication.confidential_below
    if told_count(count, limit) != str(count):
        return said("fewer than {limit} problems", limit=limit)
    return counted(count, "{count} problem", "{count} problems")


def _few(count: int, limit: int) -> str:
    """A count of respondents as it may be told."""
    told = told_count(count, limit)
    return told if told == str(count) else said("fewer than {limit}", limit=limit)


def _remarks(built: Built) -> list[str]:
    """What was unusual in reading, with the file where there are several."""
    is_named = len(built.sources) > 1
    one_by_one = zip(built.file_names, built.sources, strict=True)
    return [
        said("read {file}: {remark}", file=name, remark=retold(remark))
        if is_named
        else said("read: {remark}", remark=retold(remark))
        for name, source in one_by_one
        for remark in source.said
    ]


def _met_before(built: Built) -> list[str]:
    """Of several files, those whose identifiers were met before: each may have numbered its own."""
    removed, limit = built.weighted.cleaned.removed, built.survey.publication.confidential_below
    if "file" not in removed:
        return []
    repeated = removed.loc[removed["reason"] == "duplicate of the identifier", "file"]
    return [
        said(
            "{file}: {removed} removed, their identifiers were met before; where each file numbers its own "
            "respondents, give it a prefix in [[files]]",
            file=file,
            removed=_few(n, limit),
        )
        for file, n in repeated.value_counts(sort=False).items()
    ]


def _absent_columns(built: Built) -> list[str]:
    problems = built.weighted.cleaned.problems
    absent = problems[problems["problem"] == "column not in the file"]
    return [
        said(
            "{question}: no column {column!r} in the file ({action})",
            question=row.question,
            column=row.value,
            action=retold(str(row.action)),
        )
        for row in absent.itertuples()
    ]


def _identifiers(built: Built) -> list[str]:
    """Questions, or the identifier, that look like direct identifiers, and what was done about each."""
    problems = built.weighted.cleaned.problems
    found = problems[problems["problem"] == "looks like a direct identifier"]
    return [
        said(
            "{question}: looks like a direct identifier, {action}",
            question=row.question,
            action=retold(str(row.action)),
        )
        for row in found.itertuples()
    ]


def _hidden_beside(built: Built) -> list[str]:
    """Groups often hidden only because a smaller one could be recomputed: the analyst may merge that one."""
    hidden = built.indicators.query("confidentiality == 'complementary'")
    tables = hidden.drop_duplicates(["indicator", "breakdown", "group"])
    counts = (tables["breakdown"] + " = " + tables["group"]).value_counts()
    return [
        said(
            "{group}: hidden in {count} tables beside a group too small; "
            "`assoscope check --confidentiality` says what frees it",
            group=group,
            count=count,
        )
        for group, count in counts[counts >= OFTEN].items()
    ]
