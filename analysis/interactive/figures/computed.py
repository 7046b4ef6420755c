"""The figures of what is asked: estimated and published by the batch's own functions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.disclosure.answer_counts import answer_counts
from analysis.indicators.disclosure.decision import COMPLEMENTARY, CONFIDENTIAL, decide
from analysis.indicators.estimation import estimate
from analysis.indicators.publication import publish
from analysis.interactive.asking.kept_respondents import unweighted, with_made
from analysis.interactive.figures.asked_figures import (
    AskedFigures,
    made_answers,
    place_of,
    survey_of,
    without_filter,
)
from analysis.interactive.figures.nested_lines import hidden_lines
from analysis.questionnaire import Edition, Survey
from analysis.results.schema import FORMS, SHOWN, WHOLE


@dataclass(frozen=True, eq=False)
class Computed:
    """The rows of the figures, as in indicators.csv, and what they were computed from.

    true: the rows before publication, which comparisons of a survey explored rest on. filter_left_out: how
    many respondents a filter leaves out, where they are too few.
    """

    rows: pd.DataFrame
    weighted: Weighted
    survey: Survey
    asked: AskedFigures
    is_explored: bool = False


def compute(
    asked: AskedFigures,
    weighted: Weighted,
    survey: Survey,
    edition: Edition,
    is_explored: bool,
) -> Computed:
    """The published rows of what is asked; of a survey explored, nothing is hidden and each row has the mark
    that it would have."""
    own, asked = survey_of(asked, survey)
    respondents = with_made(weighted, made_answers(asked))
    beside = without_filter(own, asked)
    true = estimate(respondents, beside, edition)
    decision = decide([true], beside, edition, answer_counts(respondents, beside))
    secrets = _with_extremes(decision.reasons[0], true, beside)
    shown = publish(true, beside, _with_lines(secrets, true, asked, own))
    if is_explored:
        shown = true.assign(status=shown["status"], confidentiality=shown["confidentiality"])
    kept = shown["indicator"].isin(list(own.indicators))
    rows = shown[kept].reset_index(drop=True)
    return Computed(rows, respondents, own, asked, is_explored)


def _with_extremes(secrets: np.ndarray, true: pd.DataFrame, survey: Survey) -> np.ndarray:
    """Why each row is secret, quantiles among them with fewer respondents beyond than the quartile of the
    smallest group that is shown has: towards 0 and 1 they are the number of one respondent."""
    orders = {name: each.quantile for name, each in survey.indicators.items() if each.quantile is not None}
    if not orders:
        return secrets
    order = true["indicator"].map(orders).to_numpy(dtype=float)
    share = np.fmin(order, 1 - order)
    beyond = share * true["n"].to_numpy(dtype=float)
    is_few = beyond < survey.publication.confidential_below / 4
    return np.where(is_few & (secrets == ""), CONFIDENTIAL, secrets)


def _with_lines(secrets: np.ndarray, true: pd.DataFrame, asked: AskedFigures, survey: Survey) -> np.ndarray:
    """Why each row is secret, whole lines of a nested table among them where one of their cells is."""
    if asked.within is None:
        return secrets
    places = np.array([place_of(each) for each in true["population"].tolist()], dtype=object)
    named = zip(*(true[name].tolist() for name in ("indicator", "item", "breakdown")), strict=True)
    tables: dict[tuple[str, ...], list[int]] = {}
    for row, (name, item, breakdown) in enumerate(named):
        if places[row] != WHOLE and breakdown != WHOLE:
            tables.setdefault((asked.lines[name][0], item, breakdown), []).append(row)
    n, groups = true["n"].to_numpy(dtype=float), true["group"].to_numpy(dtype=object)
    found = secrets.copy()
    for rows in map(np.array, tables.values()):
        line, group = pd.factorize(places[rows])[0], pd.factorize(groups[rows])[0]
        cells = np.zeros((line.max() + 1, group.max() + 1))
        cells[line, group] = n[rows]
        is_hidden = hidden_lines(cells, survey.publication.confidential_below)[line]
        found[rows[is_hidden & (secrets[rows] == "")]] = COMPLEMENTARY
    return found


def counts_of(computed: Computed, edition: Edition) -> np.ndarray:
    """How many respondents, unweighted, gave the answer of each row (rows,); NaN where its figure is not
    shown."""
    plain = estimate(unweighted(computed.weighted), computed.survey, edition)
    n = plain["n"].to_numpy(dtype=float)
    counts = np.rint(plain["value"].to_numpy(dtype=float) * n / 100)
    are_shares = computed.rows["statistic"].map(lambda statistic: FORMS[statistic].is_share).to_numpy()
    if computed.is_explored:
        return np.where(are_shares, counts, np.nan)
    shown = computed.rows["status"].isin(SHOWN).to_numpy() & are_shares
    return np.where(shown & ~_few_gave(computed, counts, n, shown), counts, np.nan)


def _few_gave(computed: Computed, counts: np.ndarray, n: np.ndarray, shown: np.ndarray) -> np.ndarray:
    """Mask (rows,) of the breakdowns whose counts are not told, none of them: in a group few gave an answer,
    or all but few; or few of those in groups that are hidden, whom the whole less the others would tell."""
    rows, limit = computed.rows, computed.survey.publication.confidential_below
    of = rows["indicator"].map(lambda name: computed.asked.lines.get(name, (name, ""))[0])
    lines = rows["population"].map(place_of) != WHOLE
    breakdowns = pd.MultiIndex.from_arrays([of, rows["breakdown"], lines])
    told = pd.DataFrame({"gave": counts, "n": n})
    together = told[~shown].groupby([breakdowns[~shown], rows["item"][~shown]]).transform("sum")
    told.loc[together.index] = together
    gave, others = told["gave"].to_numpy(), (told["n"] - told["gave"]).to_numpy()
    is_few = ((gave > 0) & (gave < limit)) | ((others > 0) & (others < limit))
    return pd.Series(is_few).groupby(breakdowns).transform("any").to_numpy()
