"""Who counts in a table, as an analyst writes it: a population, answers by question, conditions, or a list of
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from analysis.faults import some
from analysis.interactive.asking.conditions import Filter, Masks
from analysis.interactive.asking.kept_respondents import RespondentsOfEdition
from analysis.interactive.asking.near_names import AnalystError, did_you_mean, nearest
from analysis.interactive.asking.variables import SurveyVariable, Value
from analysis.questionnaire import Survey
from analysis.questionnaire.kinds.conditions import answered_one_of, answered_otherwise
from analysis.reporting.language.voice import Voice

Wanted = Value | Sequence[Value] | Mapping[str, Value | Sequence[Value]]
"""An answer, several of which one is enough, or {"not": …}: answers none of which was given."""
OneFilter = str | Filter | Mapping[str, Wanted]
Where = OneFilter | Sequence[OneFilter]
COMPARISON = re.compile(r"\s*(\w+)\s*(==|!=|<=|>=|<|>|=)")
"""A comparison written as text, as other packages take them."""
EXPECTED = "a population, answers by question, a condition, or a list of them that all hold"


@dataclass(frozen=True, eq=False)
class WhoCounts:
    """The filters of an edition: what `where=` takes, as a condition on its respondents."""

    definition: Survey
    respondents: RespondentsOfEdition
    voice: Voice
    edition: str
    variable: Callable[[str], SurveyVariable]

    def filter(self, given: Where) -> Filter:
        """The condition that is meant. Raises AnalystError for what is none, with what is expected."""
        if isinstance(given, Filter):
            return self._of_this_edition(given)
        if isinstance(given, str):
            return self._population(given)
        if isinstance(given, Mapping):
            return self._all_hold([self._answers(name, wanted) for name, wanted in given.items()])
        if isinstance(given, SurveyVariable):
            raise AnalystError(f"where: {given.name} is a variable; compare it: {given.name} == 'answer'")
        if isinstance(given, Sequence):
            return self._all_hold([self.filter(each) for each in given])
        raise AnalystError(f"where: expected {EXPECTED}; found {type(given).__name__}")

    def _all_hold(self, filters: Sequence[Filter]) -> Filter:
        if not filters:
            raise AnalystError(f"where: expected {EXPECTED}; found none")
        return reduce(and_, filters)

    def _of_this_edition(self, given: Filter) -> Filter:
        if given.edition != self.edition:
            raise AnalystError(
                f"where: a condition on {given.edition}, not on {self.edition}; answers by question hold in "
                "each edition: where={'question': 'answer'}"
            )
        return given

    def _population(self, name: str) -> Filter:
        known = self.definition.populations
        if name not in known and (written := COMPARISON.match(name)):
            raise AnalystError(
                f"no population {name!r}; a condition is no text: where=survey.q.{written[1]} "
                f"{written[2] if written[2] != '=' else '=='} …, or where={{{written[1]!r}: …}}"
            )
        if name not in known:
            labels = {key: (each.label.fr, each.label.en) for key, each in known.items()}
            raise AnalystError(
                f"no population {name!r}{did_you_mean(nearest(name, labels))}; populations: "
                f"{some(known) or 'none'}. Else write where={{'question': 'answer'}}"
            )
        among, answers, n = known[name].among, self.respondents.answers, self.respondents.n

        def masks() -> Masks:
            inside = answered_one_of(among, answers, n)
            return inside, inside | answered_otherwise(among, answers, n)

        said, named_in = self.voice.population(name), tuple(among)
        design = known[name].design
        return Filter(said, self.edition, self.voice, masks, among, named_in, population=name, design=design)

    def _answers(self, name: str, wanted: Wanted) -> Filter:
        variable = self.variable(name)
        if not isinstance(wanted, Mapping):
            return variable.isin([wanted] if isinstance(wanted, str | int | float) else wanted)
        if set(wanted) != {"not"}:
            raise AnalystError(f"where: {name}: expected answers, or {{'not': answers}}; found {wanted!r}")
        return ~self._answers(name, wanted["not"])
