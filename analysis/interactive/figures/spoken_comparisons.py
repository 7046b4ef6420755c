"""The comparisons that a report would speak of, for the sentence of a table: the batch's, of it alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from analysis.indicators.compare.comparisons import FoundDifferences, found_differences
from analysis.interactive.figures.asked_figures import WHERE
from analysis.interactive.figures.chosen_comparisons import GroupsOfDesigns
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.results.comparison_rows import Comparisons, gathered

SAME = (
    *("variable", "statistic", "favourable", "unfavourable", "denominator", "quantile", "base"),
    "divide_by",
)
"""What two indicators have in common that are of one figure, beside the answers counted."""
SPOKEN = ("answers", "table", "trend", "groups")
"""The kinds of comparison that a sentence reads; each is corrected apart from the others."""


@dataclass(frozen=True, eq=False, repr=False)
class SpokenComparisons:
    """The differences and tests of a table as its sentence needs them: gathered when it is asked for, as a
    table is made more often than it is said."""

    found: FoundDifferences
    edition: Edition

    @cached_property
    def comparisons(self) -> Comparisons:
        """The rows, corrected over the table as a report's are over the report."""
        rows = self.found.rows(self.edition)
        texts = rows.astype(object).where(rows.notna(), "")
        return gathered(list(rows.columns), (list(map(str, row)) for row in texts.itertuples(index=False)))


def spoken_comparisons(groups: GroupsOfDesigns, survey: Survey, edition: Edition) -> SpokenComparisons:
    """What a report would speak of, of the groups of a table."""
    return SpokenComparisons(found_differences(groups, survey, SPOKEN), edition)


def as_reported(survey: Survey, definition: Survey, population: str | None) -> Survey:
    """The survey of a table with the words of the definitions: the title and verb of each figure that is an
    indicator's; what its respondents are called, where its filter is a population."""
    indicators = {name: _worded(asked, definition, population) for name, asked in survey.indicators.items()}
    populations = dict(survey.populations)
    if population is not None:
        populations[WHERE] = replace(definition.populations[population], name=WHERE)
    return replace(survey, indicators=indicators, populations=populations)


def _worded(asked: Indicator, definition: Survey, population: str | None) -> Indicator:
    for known in definition.indicators.values():
        if known.population == population and _is_of(known, asked):
            return replace(
                asked,
                title=known.title,
                verb=known.verb,
                short=known.short,
                unit=known.unit,
                decimals=known.decimals,
                direction=known.direction,
            )
    return asked


def _is_of(known: Indicator, asked: Indicator) -> bool:
    """Whether an indicator counts the same of the same answers."""
    same = all(getattr(known, key) == getattr(asked, key) for key in SAME)
    return same and set(known.answers) == set(asked.answers)
