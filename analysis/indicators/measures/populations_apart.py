"""Populations that share nobody and are asked the same, measured in one pass: their groups side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.indicators.measures.measure import Measured, Respondents
from analysis.questionnaire import Indicator
from analysis.statistics import Categories, Estimates

ByPopulation = Mapping[str | None, Sequence[Indicator]]
Masks = Mapping[str | None, np.ndarray]


@dataclass(frozen=True, eq=False)
class PopulationsApart:
    """Populations that share nobody. codes (n,): the place of the one that a respondent is in, or -1."""

    indicators: Sequence[Sequence[Indicator]]
    codes: np.ndarray

    def crossed(self, respondents: Respondents) -> Respondents:
        """The respondents with each place's groups once for each of the populations."""
        crossed = {place: self.groups(groups) for place, groups in respondents.groups.items()}
        return replace(respondents, domain=None, groups=crossed)

    def groups(self, groups: object) -> Categories:
        """Groups once for each of the populations, side by side; of everyone, the populations."""
        if not isinstance(groups, Categories):
            return Categories(self.codes, len(self.indicators))
        is_in = (self.codes >= 0) & (groups.codes >= 0)
        codes = np.where(is_in, self.codes * groups.k + groups.codes, -1)
        return Categories(codes, groups.k * len(self.indicators))

    def split(self, found: Mapping[str, Measured], number: int) -> dict[str, Measured]:
        """The tables of the population of that number, from those of all."""
        return {place: _part(table, number, len(self.indicators)) for place, table in found.items()}


def _part(table: Measured, number: int, among: int) -> Measured:
    size = len(table.estimates.value) // among
    rows = slice(number * size, (number + 1) * size)
    arrays = {name: array[rows] for name, array in table.estimates.arrays().items()}
    verdicts = None if table.verdicts is None else table.verdicts[rows]
    return Measured(Estimates(**arrays, level=table.estimates.level), verdicts)


def populations_apart(
    populations: ByPopulation,
    domains: Mapping[str | None, np.ndarray | None],
    groups: Mapping[str, object],
    n: int,
) -> Iterator[PopulationsApart]:
    """The populations of which the same indicators are asked and that share nobody, where they are several.

    groups: those of each place; where some overlap, they are not crossed.
    """
    if any(each is not None and not isinstance(each, Categories) for each in groups.values()):
        return
    masks = {name: mask for name, mask in domains.items() if mask is not None}
    for alike in _asked_alike(populations):
        codes = np.full(n, -1)
        apart = list(_placed([each for each in alike if each in masks], masks, codes))
        if len(apart) > 1:
            yield PopulationsApart([populations[each] for each in apart], codes)


def _asked_alike(populations: ByPopulation) -> list[list[str | None]]:
    """The populations whose indicators are the same but for their names."""
    found: list[tuple[list[Indicator], list[str | None]]] = []
    for population, indicators in populations.items():
        asked = [replace(each, name="", population=None) for each in indicators]
        known = next((names for same, names in found if same == asked), None)
        if known is None:
            found.append((asked, [population]))
        else:
            known.append(population)
    return [names for _, names in found]


def _placed(populations: Sequence[str | None], masks: Masks, codes: np.ndarray) -> Iterator[str | None]:
    """The populations, the smallest first, that share nobody with those before; `codes` gets their places."""
    place = 0
    for population in sorted(populations, key=lambda each: int(masks[each].sum())):
        if (codes[masks[population]] < 0).all():
            codes[masks[population]] = place
            place += 1
            yield population
