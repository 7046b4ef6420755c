"""The differences of an edition that may be findings: over time, and between groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.questionnaire import Edition, Indicator, Survey
from analysis.questionnaire.editorial_marks import is_context, is_profile, is_reported, lineage
from analysis.questionnaire.fixed_words import alternatives_of
from analysis.questionnaire.kinds.answer_marks import aside_of
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import (
    APART,
    FAR_APART,
    FEWEST,
    MEAN_APART,
    MOVED,
    SMALL_GROUP,
    Finding,
    rank_of,
)
from analysis.results.comparison_rows import Comparison
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import LIKELY


def candidates(survey: Survey, edition: Edition, estimates: IndicatorRows, changes: Changes) -> list[Finding]:
    """Every difference that is a finding by the rule, in the order of the survey."""
    found: list[Finding] = []
    for indicator in survey.indicators.values():
        if is_opinion(survey, edition, indicator):
            found += _changed(survey, indicator, estimates, changes)
            found += _apart(survey, indicator, estimates)
    return [replace(each, question=_question(survey, each.indicator)) for each in found]


def _question(survey: Survey, indicator: Indicator) -> str:
    """The question that the figure is of, though derived from it; its variable where it is of several."""
    asked = [
        name for name in lineage(survey, indicator.variable) if survey.questions[name].derivation is None
    ]
    return asked[0] if len(asked) == 1 else indicator.variable


def is_opinion(survey: Survey, edition: Edition, indicator: Indicator) -> bool:
    """Whether a figure says something of those who answered, beyond who they are and what the weights fix."""
    return not is_context(survey, (edition,), indicator)


def is_of_answer(survey: Survey, indicator: Indicator) -> bool:
    """Whether the figure is only of those who gave an answer to another question; not of who they are: a
    role, a kind of association, whatever the profile or a breakdown tells."""
    population = survey.populations.get(indicator.population or "")
    profiles = [each.variable for each in survey.indicators.values() if is_profile(survey, each)]
    told = {name for each in (*survey.breakdowns, *profiles) for name in lineage(survey, each)}
    among = alternatives_of(population.among) if population else []
    return any(not lineage(survey, name) & told for each in among for name in each)


def _changed(
    survey: Survey, indicator: Indicator, estimates: IndicatorRows, changes: Changes
) -> Iterator[Finding]:
    """The shares and means that moved by enough since the earlier edition."""
    tested = [change for change in changes.latest if change.status == "tested"]
    for change in (each for each in tested if each.indicator == indicator.name):
        whole = _of_item(estimates.whole(indicator.name), change.item)
        before = changes.figure(change, change.earlier)
        if (
            whole is None
            or not (_is_share(whole) or _is_mean(whole))
            or not is_substantive(survey, indicator.variable, change.item)
        ):
            continue
        size, p = abs(change.shown_difference), (1.0 if change.p_report is None else change.p_report)
        is_based = min(whole.respondents, before.respondents) >= FEWEST
        threshold = MOVED if whole.form.is_share else MEAN_APART * whole.deviation
        if is_based and size >= threshold and p < LIKELY:
            is_of_some = is_of_answer(survey, indicator)
            rank = rank_of(size, threshold, p, indicator.headline, is_news=True, is_of_some=is_of_some)
            yield Finding(indicator, change.item, whole, rank, change=change, before=before)


def _apart(survey: Survey, indicator: Indicator, estimates: IndicatorRows) -> Iterator[Finding]:
    """Of each breakdown, the two groups that are farthest apart, where they are by enough."""
    for breakdown, rows in estimates.by_group(indicator.name).items():
        if not is_reported(survey, indicator, breakdown):
            continue
        for whole in estimates.whole(indicator.name):
            if not (_is_share(whole) or _is_mean(whole)):
                continue
            if not is_substantive(survey, indicator.variable, whole.item):
                continue
            groups = [
                row
                for row in rows
                if row.item == whole.item and row.is_shown and is_substantive(survey, breakdown, row.group)
            ]
            compared = estimates.comparisons.groups(indicator.name, whole.item, breakdown)
            found = [pair for each in compared if (pair := _pair(each, groups, whole))]
            if found:
                contrast, ends = max(found, key=lambda pair: abs(pair[0].shown_difference))
                threshold = _threshold(whole, ends)
                p = contrast.p_report if contrast.p_report is not None else 1.0
                size, is_of_some = contrast.shown_difference, is_of_answer(survey, indicator)
                rank = rank_of(size, threshold, p, indicator.headline, is_of_some=is_of_some)
                trend = estimates.comparisons.trend(indicator.name, breakdown, whole.item)
                climbs = trend is not None and trend.holds(whole.level)
                yield Finding(indicator, whole.item, whole, rank, None, contrast, groups, ends, climbs)


def _pair(
    contrast: Comparison, groups: Sequence[IndicatorRow], whole: IndicatorRow
) -> tuple[Comparison, tuple[IndicatorRow, ...]] | None:
    """A comparison with the figures of its two groups, the higher first; None where it is no finding."""
    ends = [row for row in groups if row.group in (contrast.group, contrast.against_group)]
    if len(ends) != 2 or contrast.p_report is None or contrast.p_report >= LIKELY:
        return None
    if min(end.respondents for end in ends) < FEWEST:
        return None
    if abs(contrast.shown_difference) < _threshold(whole, ends):
        return None
    return contrast, tuple(sorted(ends, key=lambda end: -end.shown_value))


def is_substantive(survey: Survey, variable: str, code: str) -> bool:
    """Whether an answer or a group is neither "other" nor "none" nor without an answer."""
    question = survey.questions.get(variable)
    return not code or question is None or aside_of(question, code) is None


def _threshold(whole: IndicatorRow, ends: Sequence[IndicatorRow]) -> float:
    """From which difference two groups are apart: points of a share, standard deviations of a mean."""
    if not whole.form.is_share:
        return MEAN_APART * whole.deviation
    return APART if min(end.respondents for end in ends) >= SMALL_GROUP else FAR_APART


def _is_mean(row: IndicatorRow) -> bool:
    return row.form.is_average and row.is_shown and row.deviation > 0


def _is_share(row: IndicatorRow) -> bool:
    return row.form.is_share and row.is_shown and not row.is_fixed


def _of_item(rows: Sequence[IndicatorRow], item: str) -> IndicatorRow | None:
    return next((row for row in rows if row.item == item), None)
