"""The title of a table, and what stands below it: base, tests, corrections, marks, source."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from analysis.interactive.showing.line_labels import line_labels
from analysis.interactive.showing.shown_facts import Facts, Request
from analysis.reporting.language.typography import decapitalised, ended, leading
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.results.schema import IN_POINTS, Mark, significance


def title_of(frame: pd.DataFrame, request: Request, voice: Voice) -> str:
    """What the table is of: question, answers, groups, respondents."""
    what = _subject(frame, request, voice)
    by = [voice.variable(name) for name in ((request.within,) if request.within else ()) + request.by]
    title = (
        voice.say("library.title_by", what=what, by=voice.listing([decapitalised(each) for each in by]))
        if by
        else what
    )
    if request.weighted_by:
        title = f"{title}, {voice.say('library.weighted_by', variable=request.weighted_by)}"
    elif not request.weights:
        title = f"{title}, {voice.say('library.unweighted')}"
    return f"{title}. {voice.say('library.among', who=request.where)}" if request.where else title


def _subject(frame: pd.DataFrame, request: Request, voice: Voice) -> str:
    grid = voice.survey.grids.get(request.grid)
    questions = list(dict.fromkeys(map(_titled(frame, request, voice), frame["line"])))
    named = (
        voice.text(grid.label) if grid else voice.series(questions[:4]) + (" …" if len(questions) > 4 else "")
    )
    nets = [each for each in request.indicators if each.answers]
    labels = list(dict.fromkeys(frame["item_label"]))
    if nets and len(labels) == 1 and labels[0] != named:
        alone = not labels[0] or labels[0].startswith(named)
        return (labels[0] or named) if alone else leading(named, voice.colon) + labels[0]
    return named


def _titled(frame: pd.DataFrame, request: Request, voice: Voice) -> Callable[[str], str]:
    """What a line is of: its question; of a ratio, both of its numbers."""
    labels: dict[str, str] = dict(zip(frame["line"], frame["question_label"], strict=True))
    ratios = {i.name: voice.text(i.title) for i in request.indicators if i.denominator is not None}
    return lambda line: ratios.get(line, labels[line])


def notes_of(
    frame: pd.DataFrame, tests: pd.DataFrame | None, request: Request, facts: Facts, voice: Voice
) -> list[str]:
    """The lines below the table."""
    return [
        _base(frame, request, facts, voice),
        *([voice.say("library.zero_interval")] if _has_zero_interval(frame) else []),
        *test_lines(frame, tests, request, voice),
        *dict.fromkeys(_differences(frame, request, voice)),
        *_marks(frame, voice),
        *_counts(frame, request, facts, voice),
        *_protected(frame, facts, voice),
        *([voice.say("library.outdated")] if not facts.is_current else []),
        *([ended(voice.say("simulated"))] if facts.edition.simulated else []),
    ]


def _base(frame: pd.DataFrame, request: Request, facts: Facts, voice: Voice) -> str:
    whole = frame[(frame["within_code"] == "") & (frame["by"] == "")]
    if "edition" in frame:
        parts = {str(label): rows["n"] for label, rows in whole.groupby("edition_label", sort=False)}
        base = voice.series([f"{label}{voice.colon}{_largest(n, voice)}" for label, n in parts.items()])
        several = any(n.nunique() > 1 for n in parts.values())
    else:
        base, several = _largest(whole["n"], voice), whole["n"].nunique() > 1
    level = voice.percent(100 * float(frame["ci_level"].iloc[0]))
    is_weighted = request.weighted_by or (request.weights and facts.is_weighted)
    key = "library.base" if is_weighted else "library.base_unweighted"
    said = voice.say(key, base=base, interval=voice.interval_name, level=level)
    return f"{said} {voice.say('library.base_several')}" if several else said


def _has_zero_interval(frame: pd.DataFrame) -> bool:
    """Whether an interval is its figure alone, and the figure is none that the calibration fixes."""
    of_numbers = ~frame["statistic"].isin(IN_POINTS)
    return bool((of_numbers & (frame["ci_low"] == frame["ci_high"])).any())


def _largest(n: pd.Series, voice: Voice) -> str:
    """The largest of some bases, in words."""
    return voice.say("library.base_hidden") if n.isna().all() else voice.respondents(int(n.max()))


def test_lines(
    frame: pd.DataFrame, tests: pd.DataFrame | None, request: Request, voice: Voice
) -> Iterator[str]:
    """The test of each variable as a whole, where the table has few of them."""
    if tests is None:
        return
    tested = tests[(tests["status"] == "tested") & (tests["within_code"] == "")]
    if len(tested) > 2 * max(len(request.by), 1):
        return
    named = _told_apart(frame, voice) if tested["line"].nunique() > 1 else {}
    by_answer = len(tested) > len(tested.drop_duplicates(["line", "by"]))
    for row in tested.to_dict("records"):
        of = [*([named[row["line"]]] if named else []), *([row["item_label"]] if by_answer else [])]
        p = float(row["p_value"])
        alpha = significance(voice.level)
        said = "library.differ" if p < alpha else "library.no_difference"
        number = f"< {voice.number(0.001, 3)}" if p < 0.001 else f"= {voice.number(p, 3)}"
        test = voice.say(f"library.test.{row['test']}")
        yield voice.say(
            "library.test_note",
            variable=", ".join([*of, decapitalised(row["by_label"])]) if of else row["by_label"],
            said=voice.say(said),
            test=f"{test} F = {voice.number(float(row['test_statistic']), 2)}, p {number}",
        )


def _told_apart(frame: pd.DataFrame, voice: Voice) -> dict[str, str]:
    """What each line is called beside the others: its question, else its answers or its statistic."""
    firsts: list[dict[str, object]] = frame.drop_duplicates("line").to_dict("records")  # type: ignore[assignment]
    questions = [str(row["question_label"]) for row in firsts]
    labels = questions if len(set(questions)) == len(firsts) else line_labels(firsts, voice.colon)
    return dict(zip((str(row["line"]) for row in firsts), labels, strict=True))


def _differences(frame: pd.DataFrame, request: Request, voice: Voice) -> Iterator[str]:
    """How the groups of each variable are compared; named by it where that is not the same for all."""
    said = {by: _difference(frame, request, by, voice) for by in request.against}
    if len(set(said.values())) == 1:
        said = dict(list(said.items())[:1])
    for by, note in said.items():
        yield leading(voice.variable(by), voice.colon) + decapitalised(note) if len(said) > 1 else note


def _difference(frame: pd.DataFrame, request: Request, by: str, voice: Voice) -> str:
    against, correction = request.against[by], voice.say(f"library.correction.{request.correction}")
    if against == "pairs":
        level = voice.percent(100 * (1 - voice.level))
        return voice.say("library.letters", correction=correction, level=level)
    compared = (
        frame[(frame["by"] == by) & frame["p_adjusted"].notna()] if "p_adjusted" in frame else frame[:0]
    )
    times = int(compared.groupby(["line", "item"]).size().max()) if len(compared) else 0
    side = compared_side(by, against, voice)
    if not times:
        return voice.say("library.difference_none", side=side)
    return voice.say_counted(
        "library.difference_note",
        times,
        side=side,
        correction=correction,
        count=voice.number(times),
        alpha=voice.number(significance(voice.level), 2),
    )


def compared_side(by: str, against: str, voice: Voice) -> str:
    """What groups are compared with: the rest, all, or a group."""
    if against in ("rest", "whole"):
        return voice.say(f"library.against.{against}")
    return voice.answer(by, against)


def _counts(frame: pd.DataFrame, request: Request, facts: Facts, voice: Voice) -> Iterator[str]:
    """Why counts asked for are not told beside a share that is."""
    is_share = frame["statistic_label"] == voice.say("statistic.share")
    if request.counts and (is_share & frame["value"].notna() & frame["count"].isna()).any():
        yield voice.say("library.counts_hidden", limit=str(facts.survey.publication.confidential_below))


def _marks(frame: pd.DataFrame, voice: Voice) -> Iterator[str]:
    """What each sign in the table means."""
    for mark in marks_of(frame):
        yield f"{mark_sign(mark)}{voice.colon}{voice.mark_meaning(mark)}."


def marks_of(frame: pd.DataFrame) -> list[Mark]:
    """The marks of the rows, each once; a cell that says that nobody was asked has none."""
    frame = frame[frame["state"] != "not_asked"]
    secret = (frame["confidentiality"] != "").to_numpy()
    found = np.where(secret, "confidential", frame["status"].to_numpy(dtype=object))
    return [mark for mark in dict.fromkeys(found) if mark != "shown"]


def _protected(frame: pd.DataFrame, facts: Facts, voice: Voice) -> Iterator[str]:
    """How many cells are hidden for few respondents, how many to protect them, and the way out."""
    counts = frame.drop_duplicates(["within_code", "by", "group"])["confidentiality"].value_counts()
    small, others = int(counts.get("confidential", 0)), int(counts.get("complementary", 0))
    if small or others:
        limit = facts.survey.publication.confidential_below
        yield voice.say("library.protected", small=str(small), others=str(others), limit=str(limit))
