"""Several editions of a survey side by side, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from inspect import signature
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from analysis.indicators.compare.editions.edition_differences import in_order, trend
from analysis.interactive.asking.edition_variables import EditionNames, EditionVariable, in_edition
from analysis.interactive.asking.found_variables import FoundVariables
from analysis.interactive.asking.made_variables import GivenAnswers
from analysis.interactive.asking.near_names import AnalystError, NearNames, check_arguments, near_arguments
from analysis.interactive.asking.number_classes import Bounds, Quantiles, listed
from analysis.interactive.asking.variables import SurveyVariable
from analysis.interactive.asking.who_counts import Wanted
from analysis.interactive.figures.asked_figures import WHERE
from analysis.interactive.figures.table_arguments import Nets
from analysis.interactive.open_survey import OpenSurvey
from analysis.interactive.opening import editions_named, open_edition, root_of
from analysis.interactive.tables import Table
from analysis.questionnaire import Edition, Population, Survey
from analysis.reporting.edition_results import year_of_fieldwork
from analysis.results.schema import WHOLE

OneInAll = str | Mapping[str, Wanted]
WhereInAll = OneInAll | Sequence[OneInAll]
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
class Editions(NearNames):
    """Editions of one survey, in the order of their fieldwork."""

    _called: ClassVar[str] = "a list of editions"

    surveys: tuple[OpenSurvey, ...]

    def __getitem__(self, edition: str | int) -> OpenSurvey:
        found = next((each for each in self.surveys if each.edition.name == str(edition)), None)
        if found is None:
            names = ", ".join(each.edition.name for each in self.surveys)
            raise AnalystError(f"no edition {str(edition)!r}; editions: {names}")
        return found

    def _ipython_key_completions_(self) -> list[str]:
        return [each.edition.name for each in self.surveys]

    def find(self, *words: str) -> FoundVariables:
        """The variables in which all words stand; what the last edition did not ask says so."""
        return self.surveys[-1].find(*words)

    def exploring(self) -> Editions:
        """The same editions with the rules of publication off."""
        return Editions(tuple(each.exploring() for each in self.surveys))

    @near_arguments
    def cut(
        self,
        variable: str,
        bounds: Bounds = None,
        label: str | None = None,
        *,
        quantiles: Quantiles = None,
    ) -> EditionVariable:
        """The classes of a number, in each edition: editions.cut("heures", [5, 20]). With quantiles= the
        bounds are those of the last edition that asked it, so that the classes are the same in all."""
        last = next((each for each in reversed(self.surveys) if _has(each, variable)), self.surveys[-1])
        found = last.variables.bounds(variable, bounds, quantiles)
        return EditionVariable(
            f"cut({variable!r}, {listed(found)})", lambda survey: survey.cut(variable, found, label)
        )

    @near_arguments
    def net(
        self, variable: str, groups: Mapping[str, GivenAnswers], label: str | None = None
    ) -> EditionVariable:
        """The groups of answers, in each edition; answers by label where their codes differ."""
        said = f"net({variable!r}, {dict(groups)})"
        return EditionVariable(said, lambda survey: survey.net(variable, groups, label))

    @near_arguments
    def combine(self, *variables: EditionNames, label: str | None = None) -> EditionVariable:
        """The crossing of two variables or more, in each edition."""

        def made_in(survey: OpenSurvey) -> SurveyVariable:
            return survey.combine(*in_edition(variables, survey), label=label)

        return EditionVariable(f"combine({', '.join(map(repr, variables))})", made_in)

    @near_arguments
    def score(self, items: str | Sequence[str], label: str | None = None, **given: Any) -> EditionVariable:
        """The mean or sum of several items, in each edition, with what `score` of one edition takes."""
        return EditionVariable(f"score({items!r})", lambda survey: survey.score(items, label, **given))

    @near_arguments
    def with_absent(self, variable: EditionNames, label: str | None = None) -> EditionVariable:
        """The answers of a variable with one more group, of who did not answer, in each edition."""
        said = f"with_absent({variable!r})"
        return EditionVariable(said, lambda survey: survey.with_absent(in_edition(variable, survey), label))

    @near_arguments
    def table(
        self,
        rows: EditionNames | Sequence[EditionNames],
        by: EditionNames | Sequence[EditionNames] | None = None,
        where: WhereInAll | None = None,
        *,
        change: bool = True,
        answers: Nets | None = None,
        statistic: str | Sequence[str] | None = None,
        base: str = "answered",
        weights: bool | EditionNames = True,
        counts: bool = False,
        level: float | None = None,
        favourable: GivenAnswers | None = None,
        unfavourable: GivenAnswers | None = None,
        over: EditionNames | None = None,
        q: float | Sequence[float] | None = None,
        **others: object,
    ) -> Table:
        """The table of each edition side by side, and the change between the last two; all of them, without a
        change, with change=False. It takes what `table` of one edition takes but comparisons of groups, and
        names in place of variables, as codes may differ.
        """
        check_arguments("table", others, [*signature(OpenSurvey.table).parameters][1:])
        _check_names(rows, by, others)
        plain: dict[str, object] = {"where": where, "answers": answers, "statistic": statistic, "base": base}
        plain.update(counts=counts, level=level, favourable=favourable, unfavourable=unfavourable, q=q)
        made = {"rows": rows, "by": by, "over": over, "weights": weights}
        shown = self.surveys[-2:] if change else self.surveys
        tables = {each: _table(each, made, plain) for each in shown if _has(each, rows)}
        return self._beside(tables, shown, change) if tables else _table(shown[-1], made, plain)

    def _beside(self, tables: Mapping[OpenSurvey, Table], shown: Sequence[OpenSurvey], change: bool) -> Table:
        """The tables in one, with the change from the last edition but one."""
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

    def _between(self, shown: Sequence[OpenSurvey]) -> list[Edition]:
        """The editions shown, in order: a break that one between them declares is theirs too."""
        return in_order([each.edition for each in shown])

    def _elsewhere(self, name: str) -> str:
        """The way to what one edition has."""
        is_of_one = name == "q" or hasattr(OpenSurvey, name)
        one = f"editions[{self.surveys[-1].edition.name!r}].{name}" if "surveys" in vars(self) else ""
        return f"one edition has it, {one}; here names stand for variables" if is_of_one and one else ""

    def __repr__(self) -> str:
        first = self.surveys[0]
        lines = [first.voice.text(first.definition.title)]
        for each in self.surveys:
            title, n = each.voice.text(each.edition.title), each.voice.respondents(each.n)
            lines.append(f"  {each.edition.name} · {title} · {n}")
        return "\n".join(lines)


def _table(survey: OpenSurvey, made: Mapping[str, object], plain: Mapping[str, object]) -> Table:
    """The table of one edition, with the variables as it makes them."""
    own = {name: in_edition(given, survey) for name, given in made.items()}
    return survey.table(**own, **plain, tests=False)  # type: ignore[arg-type]


REFUSED = {
    "within": "open one edition for groups inside groups; editions compare groups of by=",
    "against": "editions are compared with each other; compare groups in one of them",
    "correction": "changes are corrected as in trend.csv",
    "tests": "open one edition for tests of whole tables",
}
"""Arguments of the table of one edition -> why several do not take them, and the way out."""


def _check_names(rows: object, by: object, others: Mapping[str, object]) -> None:
    for name in others:
        if others[name] is not None:
            raise AnalystError(f"{name}: {REFUSED[name]}")
    given = [each for one in (rows, by) for each in (list(one) if isinstance(one, list | tuple) else [one])]
    made = [each.name for each in given if isinstance(each, SurveyVariable)]
    if made:
        raise AnalystError(
            f"{', '.join(made)}: a variable of one edition; editions take names, as codes may differ between "
            "them, and make variables of their own: editions.cut, editions.net"
        )


def _has(survey: OpenSurvey, rows: object) -> bool:
    """Whether an edition asked the questions of the table."""
    known, grids = set(survey.names()), survey.definition.grids
    listed = [each for each in (rows if isinstance(rows, list | tuple) else [rows]) if isinstance(each, str)]
    names = [name for each in listed for name in (grids[each].items if each in grids else (each,))]
    if not names:
        return True
    if any(name not in survey.definition.questions for name in names):
        return True  # the table itself says what is near
    return any(name in known and survey[name].answers_of().was_asked.any() for name in names)


def _named(frame: pd.DataFrame, survey: OpenSurvey) -> pd.DataFrame:
    """The rows of a table with the edition that they are of."""
    label = survey.voice.text(survey.edition.title)
    when = year_of_fieldwork(survey.edition)
    return frame.assign(edition=survey.edition.name, edition_label=label, edition_year=when)


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
