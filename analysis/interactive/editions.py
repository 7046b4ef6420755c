"""Several editions of a survey side by side, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.indicators.compare.editions.edition_differences import in_order, trend
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.asking.variables import SurveyVariable, Value
from analysis.interactive.figures.asked_figures import WHERE
from analysis.interactive.figures.table_arguments import Names, Rows
from analysis.interactive.open_survey import OpenSurvey
from analysis.interactive.opening import editions_named, open_edition, root_of
from analysis.interactive.tables import Table
from analysis.questionnaire import Population, Survey
from analysis.results.schema import WHOLE

WhereInAll = str | Mapping[str, Value | Sequence[Value]]
NO_FIGURES = ("value", "se", "ci_low", "ci_high", "n", "count", "n_eff", "base", "deff", "df")
CHANGE = {
    "value_from": "value_before",
    "difference": "difference",
    "se": "difference_se",
    "ci_low": "difference_low",
    "ci_high": "difference_high",
    "p": "p_value",
    "p_adjusted": "p_adjusted",
    "status": "difference_state",
    "break_fr": "break_fr",
    "break_en": "break_en",
}


@dataclass(frozen=True, eq=False, repr=False)
class Editions:
    """Editions of one survey, in the order of their fieldwork."""

    surveys: tuple[OpenSurvey, ...]

    def __getitem__(self, edition: str | int) -> OpenSurvey:
        found = next((each for each in self.surveys if each.edition.name == str(edition)), None)
        if found is None:
            names = ", ".join(each.edition.name for each in self.surveys)
            raise AnalystError(f"no edition {str(edition)!r}; editions: {names}")
        return found

    def _ipython_key_completions_(self) -> list[str]:
        return [each.edition.name for each in self.surveys]

    def find(self, *words: str) -> pd.DataFrame:
        """The variables in which all words stand; what the last edition did not ask says so."""
        return self.surveys[-1].find(*words)

    def exploring(self) -> Editions:
        """The same editions with the rules of publication off."""
        return Editions(tuple(each.exploring() for each in self.surveys))

    def table(
        self,
        rows: Rows,
        by: Names | Sequence[Names] | None = None,
        within: Names | None = None,
        where: WhereInAll | None = None,
        *,
        change: bool = True,
        **arguments: Any,
    ) -> Table:
        """The table of each edition side by side, and the change between the last two; all of them, without a
        change, with change=False. Takes the arguments of `table` of one edition; names in place of variables,
        as codes may differ.
        """
        _check_arguments(within, arguments)
        _check_names(rows, by)
        shown = self.surveys[-2:] if change else self.surveys
        arguments = {**arguments, "tests": False}
        tables = {each: each.table(rows, by, None, where, **arguments) for each in shown if _has(each, rows)}
        if not tables:
            return shown[-1].table(rows, by, None, where, **arguments)
        last = list(tables.values())[-1]
        frame = pd.concat([_named(table.frame, each) for each, table in tables.items()], ignore_index=True)
        if change and shown[-1] in tables:
            frame = self._with_change(frame, tables, shown, last)
        frame = pd.concat(
            [frame, *(_not_asked(last.frame, each) for each in shown if each not in tables)],
            ignore_index=True,
        )
        return replace(last, frame=frame, pairs=last.pairs.iloc[:0])

    def _with_change(
        self,
        frame: pd.DataFrame,
        tables: Mapping[OpenSurvey, Table],
        shown: Sequence[OpenSurvey],
        last: Table,
    ) -> pd.DataFrame:
        survey = _with_variables(last)
        published = {each.edition.name: _as_indicators(table) for each, table in tables.items()}
        nothing = _as_indicators(last).iloc[:0]
        published |= {e.edition.name: nothing for e in shown if e.edition.name not in published}
        editions = self._between(shown)
        found = trend({n: published.get(n, nothing) for n in (e.name for e in editions)}, survey, editions)
        found = found[found["edition_to"] == shown[-1].edition.name]
        changes = found.rename(columns={**CHANGE, "breakdown": "by", "edition_to": "edition"})
        changes = changes.assign(by=changes["by"].where(changes["by"] != WHOLE, ""))
        cell = ["indicator", "item", "by", "group", "edition"]
        return frame.merge(changes[[*cell, *CHANGE.values()]], "left", cell)

    def _between(self, shown: Sequence[OpenSurvey]) -> list[Any]:
        """The editions shown, in order: a break that one between them declares is theirs too."""
        return in_order([each.edition for each in shown])

    def __repr__(self) -> str:
        first = self.surveys[0]
        lines = [first.voice.text(first.definition.title)]
        for each in self.surveys:
            title, n = each.voice.text(each.edition.title), each.voice.respondents(each.n)
            lines.append(f"  {each.edition.name} · {title} · {n}")
        return "\n".join(lines)


def _check_arguments(within: Names | None, arguments: Mapping[str, Any]) -> None:
    """AnalystError for what editions side by side do not have, with the way out."""
    if arguments.get("against") is not None:
        raise AnalystError("against: editions are compared with each other; compare groups in one of them")
    if within is not None:
        raise AnalystError(
            "within: open one edition for groups inside groups; editions compare groups of by="
        )
    if arguments.get("tests"):
        raise AnalystError("tests: open one edition for tests of whole tables")


def _check_names(rows: Rows, by: Names | Sequence[Names] | None) -> None:
    given = [each for one in (rows, by) for each in (list(one) if isinstance(one, list | tuple) else [one])]
    made = [each.name for each in given if isinstance(each, SurveyVariable)]
    if made:
        raise AnalystError(
            f"{', '.join(made)}: a variable of one edition; editions take names, as codes may differ "
            "between them"
        )


def _has(survey: OpenSurvey, rows: Rows) -> bool:
    """Whether an edition asked the questions of the table."""
    known, grids = set(survey.names()), survey.definition.grids
    listed = [rows] if isinstance(rows, str) else [str(each) for each in rows]  # type: ignore[union-attr]
    names = [name for each in listed for name in (grids[each].items if each in grids else (each,))]
    if any(name not in survey.definition.questions for name in names):
        return True  # the table itself says what is near
    return any(name in known and survey[name].answers_of().was_asked.any() for name in names)


def _named(frame: pd.DataFrame, survey: OpenSurvey) -> pd.DataFrame:
    """The rows of a table with the edition that they are of."""
    label = survey.voice.text(survey.edition.title)
    return frame.assign(edition=survey.edition.name, edition_label=label)


def _not_asked(frame: pd.DataFrame, survey: OpenSurvey) -> pd.DataFrame:
    """The rows of a table for an edition that did not ask its questions, without figures."""
    nothing = dict.fromkeys(NO_FIGURES, np.nan)
    gone = frame.assign(**nothing, state="not_asked", status="empty", confidentiality="")
    return _named(gone, survey)


def _as_indicators(table: Table) -> pd.DataFrame:
    """The rows of a table as those of indicators.csv; no group is counted with another in a table."""
    frame = table.frame
    return frame.assign(
        breakdown=frame["by"].where(frame["by"] != "", WHOLE),
        population=WHOLE if not table.request.where else WHERE,
        **{"with": ""},
    )


def _with_variables(table: Table) -> Survey:
    """The survey of a table, its filter as questions, so that a break of one of them counts."""
    survey = table.facts.survey
    if not table.request.where:
        return survey
    among = dict.fromkeys(table.request.filtered_on, ())
    narrowed = Population(WHERE, survey.populations[WHERE].label, among)
    return replace(survey, populations={**survey.populations, WHERE: narrowed})


def open_editions(
    name: str, editions: Sequence[str] | None = None, root: str | Path | None = None, language: str = "fr"
) -> Editions:
    """The editions of a survey that are listed, or all that are built, in the order of their fieldwork."""
    places = editions_named(root_of(root), name, editions)
    if not places:
        raise AnalystError(f"{name}: no edition is built. Run: assoscope build {name}")
    opened = [open_edition(place, language) for place in places]
    order = [edition.name for edition in in_order([each.edition for each in opened])]
    return Editions(tuple(sorted(opened, key=lambda each: order.index(each.edition.name))))
