"""quality.csv: participation, missing answers, break-off, speed, grids, duplicates, open answers, privacy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.clean.problems import kinds_of
from analysis.etl.clean.scores import scores_reliability
from analysis.etl.protected_answers import Masked, group_sizes
from analysis.etl.quality.quality_flags import FlagsFound
from analysis.questionnaire import ABSENCES, Edition, Survey, Weighting
from analysis.questionnaire.collection.dispositions import Dispositions
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import STATUSES, Answers
from analysis.results.record_columns import QUALITY
from analysis.results.schema import QualitySection
from analysis.statistics.coded_answers import Categories
from analysis.statistics.response_rates import FORMULAS, SampleCases, r_indicator, response_rates

SHARE_KNOWN = "(I + P + R + NC + O) / ((I + P + R + NC + O) + not eligible)"
"""How the share of the population among those of unknown eligibility is found where it is not given."""
QualityRow = tuple[QualitySection, str, str, str, float]


@dataclass(frozen=True)
class CleaningOutcome:
    """The outcome of cleaning for the n respondents examined, from which quality.csv is written.

    `received` counts those of the edition, of whom some are of no population and were not examined;
    `outside` counts those whose answers say that they are not of the population, `started` the others who
    answered something; `answers` are those of the mask `is_kept` (n,); `repeated` counts the identifiers met
    again.
    """

    is_kept: np.ndarray
    received: int
    started: int
    outside: int
    answers: Mapping[str, Answers]
    left_out: Mapping[str, str]
    masked: Masked
    problems: pd.DataFrame
    repeated: int


def quality_frame(
    findings: FlagsFound, outcome: CleaningOutcome, survey: Survey, edition: Edition
) -> pd.DataFrame:
    """The rows of quality.csv; shares in %.

    Break-off, speed, grids, duplicates and contradictions are of the respondents in scope, before any is
    removed for them; missing answers, scores, open answers and privacy of those kept.
    """
    rows = [
        *_response(findings, outcome, edition),
        *_evenness(outcome, edition.weighting or survey.weighting),
        *_nonresponse({name: outcome.answers[name] for name in survey.questions}),
        *_break_off(findings),
        *_speed(findings, survey),
        *_straight_lining(findings, survey),
        *_duplicates(findings, outcome, survey),
        *_contradictions(findings, outcome.problems),
        *_open_answers(outcome, survey),
        *_scores(outcome, survey),
        *_privacy(outcome, survey),
    ]
    return pd.DataFrame(rows, columns=list(QUALITY.names)).astype({"value": float})


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else np.nan


def _response(findings: FlagsFound, outcome: CleaningOutcome, edition: Edition) -> Iterator[QualityRow]:
    """Who was invited, started, came to the end, was kept. A complete one is kept and did not leave."""
    received, kept = outcome.received, int(outcome.is_kept.sum())
    completed = int((outcome.is_kept & ~findings.break_off.has_left).sum())
    counts = {
        "received": received,
        "outside": outcome.outside,
        "started": outcome.started,
        "in_scope": int(findings.in_scope.sum()),
        "removed": received - kept,
        "kept": kept,
        "completed": completed,
        "partial": kept - completed,
    }
    if edition.invited is not None:
        counts = {"invited": edition.invited, **counts}
    for measure, count in counts.items():
        yield "response", "", "", measure, count
    yield "response", "", "completed / started", "completion_rate", _percent(completed, counts["started"])
    if edition.invited:
        yield "response", "", "started / invited", "start_rate", _percent(counts["started"], edition.invited)
        yield "response", "", "completed / invited", "response_rate", _percent(completed, edition.invited)
    if edition.dispositions is not None:
        yield from _of_sample(edition.dispositions, completed, kept - completed)


def _of_sample(found: Dispositions, completed: int, partial: int) -> Iterator[QualityRow]:
    """What became of the sample, and the response rates by their formulas, in %."""
    cases = SampleCases(complete=completed, partial=partial, **found.counts)
    is_given = found.eligible_share is not None
    share = found.eligible_share if found.eligible_share is not None else cases.known_share
    for measure, count in {**found.counts, "eligible": int(cases.eligible)}.items():
        yield "response", "", "", measure, count
    if found.unknown:
        yield "response", "", "" if is_given else SHARE_KNOWN, "eligible_share", 100 * share
    for rate, value in response_rates(cases, share).items():
        yield "response", "", FORMULAS[rate], rate, 100 * value


def _evenness(outcome: CleaningOutcome, weighting: Weighting) -> Iterator[QualityRow]:
    """How even the response is over the classes that are known of everyone drawn."""
    name = weighting.nonresponse
    if name is None or not weighting.drawn:
        return
    answers = outcome.answers[name]
    codes = list(answers.question.codes)
    given = Categories(answers.values, len(codes))
    answered = np.bincount(given.codes[given.in_base], minlength=given.k)
    yield "response", name, "", "r_indicator", r_indicator([weighting.drawn[c] for c in codes], answered)


def nonresponse(answers: Mapping[str, Answers]) -> dict[str, dict[str, int]]:
    """The rows of each question: how many were asked, answered, and gave no answer of each kind."""
    counts = {}
    for name, answer in answers.items():
        if answer.question.derivation is None:
            found = np.bincount(answer.status, minlength=len(STATUSES)).tolist()
            by_status = dict(zip(STATUSES, found, strict=True))
            counts[name] = {"asked": len(answer.status) - by_status["not_asked"], **by_status}
    return counts


def _nonresponse(answers: Mapping[str, Answers]) -> Iterator[QualityRow]:
    for name, counts in nonresponse(answers).items():
        for measure in ("asked", "answered", *ABSENCES):
            yield "nonresponse", name, "", measure, counts[measure]
        asked, answered = counts["asked"], counts["answered"]
        yield "nonresponse", name, "(asked - answered) / asked", "rate", _percent(asked - answered, asked)


def _break_off(findings: FlagsFound) -> Iterator[QualityRow]:
    """Per question, how many left at it, and the share of those in scope who had not left yet."""
    in_scope = int(findings.in_scope.sum())
    position = findings.break_off.position[findings.in_scope]
    questions = findings.break_off.questions
    left_here = np.bincount(position[position >= 0], minlength=len(questions))
    still_there = in_scope - np.cumsum(left_here)
    for place, name in enumerate(questions):
        yield "break_off", name, "", "left", int(left_here[place])
        yield "break_off", name, "", "still_there", _percent(still_there[place], in_scope)
    yield from _flagged("break_off", findings, "left", "", in_scope)


def _flagged(
    section: QualitySection, findings: FlagsFound, flag: str, item: str, examined: int
) -> Iterator[QualityRow]:
    """How many have the flag, of how many who were looked at."""
    count = int(findings.flags[flag].sum())
    yield section, "", item, "examined", examined
    yield section, "", item, "flagged", count
    yield section, "", item, "share", _percent(count, examined)


def _speed(findings: FlagsFound, survey: Survey) -> Iterator[QualityRow]:
    speed, question = findings.speed, survey.quality.duration
    if speed is None or question is None:
        return
    is_timed = findings.in_scope & ~np.isnan(speed.durations) & (speed.questions_put > 0)
    measures = {
        "median_duration": speed.median,
        "median_per_question": speed.median_pace,
        "threshold_per_question": speed.limit,
        "threshold_share": survey.quality.speeder_below,
        "examined": int(is_timed.sum()),
        "flagged": int(speed.is_speeder.sum()),
        "share": _percent(int(speed.is_speeder.sum()), int(is_timed.sum())),
    }
    for measure, value in measures.items():
        yield "speed", question, "", measure, value


def _straight_lining(findings: FlagsFound, survey: Survey) -> Iterator[QualityRow]:
    examined_somewhere = np.zeros(len(findings.in_scope), dtype=bool)
    for name, runs in findings.grids.items():
        examined = runs.is_examined & findings.in_scope
        examined_somewhere |= examined
        straight, longest = runs.is_straight & examined, runs.longest[examined]
        measures = {
            "items": len(survey.grids[name].items),
            "examined": int(examined.sum()),
            "flagged": int(straight.sum()),
            "share": _percent(int(straight.sum()), int(examined.sum())),
            "longest": int(longest.max(initial=0)),
            "longest_mean": float(longest.mean()) if len(longest) else np.nan,
        }
        for measure, value in measures.items():
            yield "straight_lining", "", name, measure, value
    if findings.grids:
        every = int(examined_somewhere.sum())
        yield from _flagged("straight_lining", findings, "straight_liner", "every grid", every)


def _duplicates(findings: FlagsFound, outcome: CleaningOutcome, survey: Survey) -> Iterator[QualityRow]:
    if survey.identifier is not None:
        yield "duplicates", "", "identifier", "flagged", outcome.repeated
    compared = int(findings.is_compared.sum())
    yield from _flagged("duplicates", findings, "same_answers", "same answers", compared)


def _contradictions(findings: FlagsFound, problems: pd.DataFrame) -> Iterator[QualityRow]:
    in_scope = int(findings.in_scope.sum())
    for name, where in findings.contradictions.items():
        yield "contradictions", "", name, "flagged", int(where.sum())
        yield "contradictions", "", name, "share", _percent(int(where.sum()), in_scope)
    against = problems.loc[kinds_of(problems) == "answer against routing", "question"]
    for question, count in against.value_counts(sort=False).items():
        yield "contradictions", str(question), "answers against routing", "n", int(count)


def _open_answers(outcome: CleaningOutcome, survey: Survey) -> Iterator[QualityRow]:
    for name, answer in outcome.answers.items():
        if kind_of(answer.question).is_open and name not in outcome.left_out:
            given = pd.Series(answer.values[answer.was_answered], dtype="str")
            asked = int(answer.was_asked.sum())
            yield "open_answers", name, "", "n", len(given)
            median = float(given.str.len().median()) if len(given) else np.nan
            yield "open_answers", name, "", "median_characters", median
            if name in survey.questions:
                yield "open_answers", name, "", "share_blank", _percent(asked - len(given), asked)


def _scores(outcome: CleaningOutcome, survey: Survey) -> Iterator[QualityRow]:
    for name, alpha, items, n in scores_reliability(outcome.answers, survey):
        yield "scores", name, "", "items", items
        yield "scores", name, "", "n", n
        yield "scores", name, "Cronbach, unweighted", "alpha", alpha


def _privacy(outcome: CleaningOutcome, survey: Survey) -> Iterator[QualityRow]:
    for name, kind in outcome.left_out.items():
        yield "privacy", name, kind, "left_out", 1
    for name, respondents in outcome.masked.respondents.items():
        if name not in outcome.left_out:
            yield "privacy", name, "e-mail address", "masked", outcome.masked.emails[name]
            yield "privacy", name, "telephone number", "masked", outcome.masked.phones[name]
            yield "privacy", name, "", "respondents_masked", respondents
    questions, k = survey.privacy.quasi_identifiers, survey.privacy.k
    if questions:
        sizes = group_sizes(outcome.answers, questions)
        item = ", ".join(questions)
        yield "privacy", "", item, "k", k
        yield "privacy", "", item, "smallest_group", int(sizes.min())
        yield "privacy", "", item, "respondents_under_k", int((sizes < k).sum())
