"""What is known of each territory, for figures by a model: from crossed margins, and from covariates.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.etl.population.figures_beside_answers import cells_beside_answers
from analysis.etl.population.margins_file import read_margins
from analysis.faults import some
from analysis.questionnaire import Label, Survey
from analysis.questionnaire.collection.margin_variables import margin_variables
from analysis.questionnaire.reading.written_numbers import number_by_its_mark
from analysis.questionnaire.settings import CROSSED
from analysis.results import COVARIATES, MARGINS
from analysis.sources.received import DataError
from analysis.statistics.small_areas.area_model import dependent_columns


@dataclass(frozen=True, eq=False)
class KnownTerritories:
    """What is known of the territories of a variable: a row per code, a column per covariate, finite; what
    each covariate is called, and where it comes from, "" where nothing is said."""

    figures: pd.DataFrame
    labels: tuple[Label, ...]
    sources: tuple[str, ...]


def known_territories(raw: Path, survey: Survey) -> dict[str, KnownTerritories | None]:
    """By variable of [modelled] what the folder `raw` of an edition tells of its territories; None where the
    edition has neither the crossed margin nor the file for it.

    Raises DataError with every fault: an unknown territory, one without a figure, a cell that is no number,
    a covariate that the file does not have, is the same everywhere or follows from the others.
    """
    return {variable: _known(raw, survey, variable) for variable in survey.modelled}


def _known(raw: Path, survey: Survey, variable: str) -> KnownTerritories | None:
    """What is known of the territories of a variable; None where the margin or the file for it lacks."""
    asked, path = survey.modelled[variable].covariates, raw / COVARIATES.name
    crossed = {name: _crossed(raw, variable, name) for name in asked if CROSSED in name}
    names = [name for name in asked if name not in crossed]
    if (names and not path.is_file()) or None in crossed.values():
        return None
    found = _from_file(path, survey, variable, names) if names else {}
    found |= {
        name: _shares(raw, survey, variable, name, margin) for name, margin in crossed.items() if margin
    }
    chosen = [found[name] for name in asked]
    _refuse_dependent(variable, asked, chosen)
    codes = pd.Index(list(survey.questions[variable].codes), name=variable)
    figures = pd.DataFrame({name: found[name].values for name in asked}, index=codes)
    return KnownTerritories(
        figures, tuple(each.label for each in chosen), tuple(each.source for each in chosen)
    )


@dataclass(frozen=True, eq=False)
class _Covariate:
    """A number (territories,), what it is called, where it comes from."""

    values: np.ndarray
    label: Label
    source: str


def _refuse_dependent(variable: str, names: Sequence[str], columns: Sequence[_Covariate]) -> None:
    if found := dependent_columns(np.column_stack([each.values for each in columns])):
        named = some(names[place] for place in found)
        raise DataError(
            f"modelled.{variable}.covariates: {named} is the same in every territory, or follows from those "
            "before it (two answers of two, say); leave it out"
        )


def _crossed(raw: Path, variable: str, covariate: str) -> str | None:
    """The margin of the edition that has both variables, in either order."""
    written, question = margin_variables(raw), covariate.partition(CROSSED)[0]
    pairs = (f"{variable}{CROSSED}{question}", f"{question}{CROSSED}{variable}")
    return next((pair for pair in pairs if pair in written), None)


def _shares(raw: Path, survey: Survey, variable: str, name: str, margin: str) -> _Covariate:
    """The share of an answer in each territory, in %."""
    rows = read_margins(raw / MARGINS.name, survey, (margin,))
    codes = rows["code"].str.split(CROSSED, regex=False, expand=True)
    first, second = (0, 1) if margin.startswith(f"{variable}{CROSSED}") else (1, 0)
    table = rows.assign(territory=codes[first], answer=codes[second])
    shares = table.pivot(index="territory", columns="answer", values="share")
    shares = shares.loc[list(survey.questions[variable].codes)]
    nobody = shares.index[shares.sum(axis=1) == 0]
    if len(nobody):
        raise DataError(
            f"{raw / MARGINS.name}: {margin}: nobody lives in {some(nobody)}, so that no share of "
            f"{name} follows; give what is known in covariates.csv"
        )
    question, _, code = name.partition(CROSSED)
    asked = survey.questions[question]
    said, answer = asked.label, asked.codes[code]
    label = Label(f"{said.fr} : {answer.fr}", f"{said.en}: {answer.en}")
    found = 100 * shares[code] / shares.sum(axis=1)
    return _Covariate(found.to_numpy(dtype=float), label, _source(rows))


def _source(rows: pd.DataFrame) -> str:
    said = (", ".join(filter(None, pair)) for pair in zip(rows["source"], rows["date"], strict=True))
    return "; ".join(dict.fromkeys(filter(None, said)))


def _from_file(path: Path, survey: Survey, variable: str, names: Sequence[str]) -> dict[str, _Covariate]:
    """The covariates of those names in covariates.csv. Raises DataError with all that is wrong there."""
    texts = _texts(path)
    rows = texts[texts["variable"] == variable]
    faults = list(_faults(texts, rows, survey, variable, names))
    if faults:
        raise DataError(f"{path}: faults\n" + "\n".join(f"  - {fault}" for fault in faults))
    codes = list(survey.questions[variable].codes)
    return {name: _covariate(rows[rows["covariate"] == name], codes) for name in names}


def _texts(path: Path) -> pd.DataFrame:
    """The cells of covariates.csv, with every column it may have."""
    texts = cells_beside_answers(path)
    if faults := COVARIATES.column_faults(list(texts.columns)):
        raise DataError(f"{path}: {', '.join(faults)}; expected {', '.join(COVARIATES.names)}")
    return texts.reindex(columns=list(COVARIATES.names), fill_value="")


def _covariate(own: pd.DataFrame, codes: Sequence[str]) -> _Covariate:
    """The covariate of its rows; called as the first that says so, in both languages where one is blank."""
    values = pd.Series([number_by_its_mark(text) for text in own["value"]], index=own["code"])
    fr, en = (next(filter(None, own[name]), "") for name in ("label_fr", "label_en"))
    named = own["covariate"].iloc[0]
    label = Label(fr or en or named, en or fr or named)
    return _Covariate(values.loc[list(codes)].to_numpy(dtype=float), label, _source(own))


def _faults(
    texts: pd.DataFrame, rows: pd.DataFrame, survey: Survey, variable: str, names: Sequence[str]
) -> Iterator[str]:
    for other in dict.fromkeys(texts["variable"]):
        if other not in survey.territories:
            yield f"{other!r} is not one of the survey's territories: {some(survey.territories) or 'none'}"
    known = list(survey.questions[variable].codes)
    for name in names:
        own = rows[rows["covariate"] == name]
        if own.empty:
            has = some(dict.fromkeys(rows["covariate"])) or "none"
            yield f"{variable}: no covariate {name!r}; the file has {has}"
            continue
        yield from _faults_of_one(f"{variable}, {name}", own, known)


def _faults_of_one(place: str, own: pd.DataFrame, known: Sequence[str]) -> Iterator[str]:
    codes = list(own["code"])
    if strange := [code for code in dict.fromkeys(codes) if code not in known]:
        yield f"{place}: no territory {some(map(repr, strange))}; codes: {some(known, 30)}"
    if twice := [code for code in dict.fromkeys(codes) if codes.count(code) > 1]:
        yield f"{place}: more than one row for {some(twice)}"
    if missing := [code for code in known if code not in codes]:
        yield f"{place}: no value for {some(missing)}; a model needs one for every territory"
    is_odd = [not np.isfinite(number_by_its_mark(text)) for text in own["value"]]
    if any(is_odd):
        cells = (
            f"{code} {text!r}" for code, text in zip(own["code"][is_odd], own["value"][is_odd], strict=True)
        )
        yield f"{place}: expected a number, found {some(cells)}"
