"""A file of respondents that may be published once somebody has looked at it: coarse, and nobody stands out.

The quasi-identifiers of survey.toml are recoded until k respondents or more share each combination; of the
other variables no answer is that of fewer than k. k is the greater of [privacy] k and confidential_below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.exports.file_variables import WEIGHT, FileVariable
from analysis.faults import Fault
from analysis.microdata.disclosing_variables import Routes, disclosing, routes_of
from analysis.microdata.k_anonymity import (
    BLANK,
    Key,
    blanked,
    class_sizes,
    key_of,
    merged_keys,
    microaggregated,
    with_rare_merged,
)
from analysis.microdata.respondent_table import RespondentTable
from analysis.questionnaire import Label, Survey
from analysis.questionnaire.kinds import kind_of

FEW = Label("trop peu de réponses", "too few answers")
A_DAY = Label("une date", "a day")
MIXED = Label(
    "posée selon une variable regroupée : la réponse dirait de quelle partie du regroupement on est",
    "put by a variable that is merged: an answer would tell the part of the merged category",
)
DIGITS = ".6g"
"""How numbers and weights are written."""


@dataclass(frozen=True)
class Withheld:
    """A variable that is not in the file, and why."""

    name: str
    reason: Label


@dataclass(frozen=True)
class PublicUse:
    """The respondents as they may be published, in an order that tells nothing, and what was done to them.

    `columns` are texts by variable, "" for none. `keys` are the quasi-identifiers before and after merging,
    `others` the other coded variables; `cells_blanked` counts cells by quasi-identifier.
    """

    k: int
    variables: Mapping[str, FileVariable]
    columns: pd.DataFrame
    keys: Sequence[Key]
    others: Sequence[Key]
    aggregated: Sequence[str]
    left_out: Sequence[Withheld]
    cells_blanked: Mapping[str, int]
    sizes_before: np.ndarray
    sizes_after: np.ndarray


def public_use(table: RespondentTable, survey: Survey) -> PublicUse:
    """The respondents coarsened until nobody stands out.

    Raises Fault where the survey names no quasi-identifiers, or numbers as such, or has fewer than k
    respondents.
    """
    if survey.designs:
        raise Fault(
            f"designs {', '.join(survey.designs)}: a public-use file has one weight for each respondent; "
            "make one of a survey for each design, with its `among` as cleaning.keep_if"
        )
    k = max(survey.privacy.k, survey.publication.confidential_below)
    identifying = _identifying(table, survey, k)
    received = [_key_of(each, table) for each in identifying]
    keys = merged_keys(received, k)
    merged = {key.name: key.released for key in keys}
    released = blanked(merged, k)
    lost = {name: released[name] != merged[name] for name in merged}
    rest = _Rest(table, survey, k, {key.name: key for key in keys}, lost)
    others, numbers, left_out = rest.released({each.name for each in identifying})
    texts: dict[str, Sequence[str]] = {
        key.name: _texts(key, released[key.name], table) for key in keys if len(key.categories) > 1
    }
    texts |= {key.name: _texts(key, key.released, table) for key in others}
    texts |= {name: _written(values) for name, values in numbers.items()}
    columns = pd.DataFrame({WEIGHT: _written(_mean_weights(table.weights, [*released.values()])), **texts})
    names = [each.name for each in table.variables if each.name in texts]
    return PublicUse(
        k=k,
        variables={each.name: each for each in table.variables},
        columns=columns[[WEIGHT, *names]].sort_values([*names, WEIGHT], ignore_index=True),
        keys=keys,
        others=others,
        aggregated=[*numbers],
        left_out=[*left_out, *(Withheld(key.name, FEW) for key in keys if len(key.categories) < 2)],
        cells_blanked={name: int(where.sum()) for name, where in lost.items()},
        sizes_before=class_sizes([key.values for key in keys]),
        sizes_after=class_sizes([*released.values()]),
    )


def _identifying(table: RespondentTable, survey: Survey, k: int) -> list[FileVariable]:
    names = survey.privacy.quasi_identifiers
    found = [each for each in table.variables if each.question.name in names]
    if not found:
        raise Fault(
            "[privacy] names no quasi_identifiers that the file has; a public-use file needs them, such as "
            'quasi_identifiers = ["sexe", "classe_age", "region"]'
        )
    wrong = [each.name for each in found if not each.values]
    if wrong:
        raise Fault(
            f"[privacy] quasi_identifiers: {', '.join(wrong)} has no codes; derive classes of it "
            "(classes_of) and name those"
        )
    if table.n < k:
        raise Fault(f"{table.n} respondents; a public-use file needs {k} at least")
    return found


@dataclass(frozen=True)
class _Rest:
    """The variables beside the quasi-identifiers, given what became of those.

    `keys` are they after merging, `lost` the masks (n,) of those whose cell was blanked.
    """

    table: RespondentTable
    survey: Survey
    k: int
    keys: Mapping[str, Key]
    lost: Mapping[str, np.ndarray]

    def released(self, identifying: set[str]) -> tuple[list[Key], dict[str, np.ndarray], list[Withheld]]:
        """Coded variables, numbers, and what is left out."""
        coded: list[Key] = []
        numbers: dict[str, np.ndarray] = {}
        left_out: list[Withheld] = []
        telling = disclosing(self.survey)
        for each in self.table.variables:
            if each.name in identifying:
                continue
            reason = telling.get(each.question.name) or self._reason(each)
            if reason is not None:
                left_out.append(Withheld(each.name, reason))
            elif each.values and (key := self._coded(each)) is not None:
                coded.append(key)
            elif not each.values and (values := self._number(each)) is not None:
                numbers[each.name] = values
            else:
                left_out.append(Withheld(each.name, FEW))
        return coded, numbers, left_out

    def _reason(self, variable: FileVariable) -> Label | None:
        if variable.form == "day":
            return A_DAY
        routes = routes_of(self.survey, variable.question.name)
        return MIXED if any(self._is_mixed(*route) for route in routes.items()) else None

    def _is_mixed(self, name: str, asked: Routes) -> bool:
        """Whether a merged category of a quasi-identifier has both codes that were asked and others."""
        codes = list(self.survey.questions[name].codes)
        key = self.keys.get(name)
        if key is None:
            return True
        is_asked = np.array([code in asked for code in codes])
        return any(len(set(is_asked[key.merged == place])) > 1 for place in key.categories)

    def _without(self, variable: FileVariable) -> np.ndarray:
        """Mask (n,) of those whose answer would tell what was blanked of a quasi-identifier."""
        gone = np.zeros(self.table.n, dtype=bool)
        for name in routes_of(self.survey, variable.question.name):
            gone |= self.lost[name]
        return gone

    def _coded(self, variable: FileVariable) -> Key | None:
        key = _key_of(variable, self.table)
        kept = np.where(self._without(variable), BLANK, key.values)
        found = with_rare_merged(Key(key.name, kept, key.is_ordered, key.merged), self.k)
        return found if found is not None and len(found.categories) > 1 else None

    def _number(self, variable: FileVariable) -> np.ndarray | None:
        values = self.table.values[variable.name].to_numpy(dtype=float, na_value=np.nan)
        return microaggregated(np.where(self._without(variable), np.nan, values), self.k)


def _key_of(variable: FileVariable, table: RespondentTable) -> Key:
    codes = list(variable.values)
    values = table.values[variable.name].astype("object")
    if variable.form == "tick":
        values = values.map({True: "1", False: "0"})
    positions = values.map({code: place for place, code in enumerate(codes)}).fillna(BLANK)
    return key_of(variable.name, np.asarray(positions, dtype=np.int64), len(codes), is_in_order(variable))


def is_in_order(variable: FileVariable) -> bool:
    """Whether the codes of a variable have an order: those of a scale, of classes, or said to."""
    question = variable.question
    is_class = question.derivation is not None and question.derivation.kind == "classes_of"
    return kind_of(question).is_ordered or is_class or bool(question.ordered)


def codes_after(key: Key, variable: FileVariable) -> dict[str, str]:
    """The code that each code received has in the file: 1+2 where 1 and 2 are counted together."""
    codes = list(variable.values)
    together = {
        place: [code for code, where in zip(codes, key.merged, strict=True) if where == place]
        for place in set(key.merged.tolist())
    }
    named = {place: "+".join(members) for place, members in together.items()}
    return {code: named[int(place)] for code, place in zip(codes, key.merged, strict=True)}


def _texts(key: Key, released: np.ndarray, table: RespondentTable) -> list[str]:
    """The codes (n,) of the file, "" for none."""
    variable = next(each for each in table.variables if each.name == key.name)
    after = codes_after(key, variable)
    named = np.array([*(after[code] for code in variable.values), ""], dtype=object)
    return [str(code) for code in named[released]]


def _written(numbers: np.ndarray) -> list[str]:
    return ["" if np.isnan(number) else f"{number:{DIGITS}}" for number in numbers]


def _mean_weights(weights: np.ndarray, columns: Sequence[np.ndarray]) -> np.ndarray:
    """For each respondent (n,) the mean weight of those who have the same quasi-identifiers: a weight of
    one's own would tell the margins that one is in."""
    together = pd.DataFrame(dict(enumerate(columns)))
    groups = together.groupby([*together.columns], sort=False).ngroup().to_numpy()
    means = np.bincount(groups, weights=weights) / np.bincount(groups)
    return np.asarray(means[groups])
