"""The tidy frame of a table: one row per estimate, labels beside codes, differences beside figures."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.indicators.compare.comparable_errors import is_fixed
from analysis.interactive.figures.asked_figures import place_of
from analysis.interactive.figures.computed import Computed
from analysis.questionnaire import NEEDS, Indicator, Question
from analysis.reporting.language.voice import Voice
from analysis.results.schema import SHOWN, WHOLE, significance
from analysis.statistics.inference.column_letters import letter, order

FIGURES = ("statistic", "unit", "value", "se", "ci_low", "ci_high", "ci_level", "n")
PRECISION = ("n_eff", "base", "deff", "df")
DECISION = ("status", "confidentiality")
DIFFERENCE = {
    "against_group": "against",
    "difference": "difference",
    "se": "difference_se",
    "ci_low": "difference_low",
    "ci_high": "difference_high",
    "p_value": "p_value",
    "p_adjusted": "p_adjusted",
    "status": "difference_state",
}
CELL = ["indicator", "item", "by", "group"]


def frame_of(computed: Computed, voice: Voice, counts: np.ndarray | None) -> pd.DataFrame:
    """The rows of the figures, as they are published, with labels; those of the lines of `within` after all
    together."""
    rows, asked = computed.rows, computed.asked
    base = [asked.lines.get(name, (name, WHOLE))[0] for name in rows["indicator"]]
    within = rows["population"].map(place_of).to_numpy()
    names = _names(computed, voice, base, within)
    frame = pd.DataFrame(
        {
            **names,
            **{name: rows[name] for name in FIGURES},
            "count": np.nan if counts is None else counts,
            **{name: rows[name] for name in PRECISION},
            "state": _states(rows),
            **{name: rows[name] for name in DECISION},
        }
    )
    kept = np.flatnonzero((within == WHOLE) | (frame["by"] != "").to_numpy())
    order = np.argsort(_places(within[kept], computed), kind="stable")
    return frame.take(kept[order]).reset_index(drop=True)


Value = TypeVar("Value", bound=Hashable)
Found = TypeVar("Found")


def _of_each(values: Iterable[Value], find: Callable[[Value], Found]) -> list[Found]:
    """What is found of each value, looked for once for all that are the same."""
    listed = list(values)
    found = {value: find(value) for value in dict.fromkeys(listed)}
    return [found[value] for value in listed]


def _names(computed: Computed, voice: Voice, base: list[str], within: np.ndarray) -> dict[str, object]:
    """The columns that say what a row is of: codes, and beside them labels."""
    rows, asked, known = computed.rows, computed.asked, computed.survey.indicators
    by, items = rows["breakdown"].tolist(), rows["item"].tolist()
    inside = asked.within.question if asked.within is not None else None
    return {
        "indicator": rows["indicator"],
        "line": base,
        "question": [known[name].variable for name in base],
        "question_label": _of_each(base, lambda name: voice.variable(known[name].variable)),
        "item": rows["item"],
        "statistic_label": _of_each(base, lambda name: _statistic(voice, known[name])),
        "item_label": _item_labels(voice, known, base, items),
        "within": inside.name if inside else "",
        "within_code": np.where(within == WHOLE, "", within),
        "within_label": _inside_labels(voice, inside, within.tolist()),
        "by": ["" if name == WHOLE else name for name in by],
        "by_label": _of_each(by, lambda name: "" if name == WHOLE else voice.variable(name)),
        "group": rows["group"],
        "group_label": _of_each(
            zip(by, rows["group"].tolist(), strict=True),
            lambda place: voice.say("all") if place[0] == WHOLE else voice.answer(*place),
        ),
    }


def _places(within: np.ndarray, computed: Computed) -> list[int]:
    """Where each group of `within` stands: all together first, then in the order of its answers."""
    inside = computed.asked.within
    known = [WHOLE] if inside is None else [WHOLE, *inside.question.codes]
    return _of_each(within, known.index)


def _inside_labels(voice: Voice, inside: Question | None, within: Iterable[str]) -> list[str]:
    """The labels of the groups of `within`, "" for all of them together."""
    return _of_each(
        within, lambda code: "" if inside is None or code == WHOLE else voice.text(inside.codes[code])
    )


def _statistic(voice: Voice, indicator: Indicator) -> str:
    """The statistic in words; a quantile with its order."""
    said = voice.say(f"statistic.{indicator.statistic}")
    if indicator.quantile is None:
        return said
    order = 100 * indicator.quantile
    return f"{said} {voice.percent(order, 0 if round(order, 6) % 1 == 0 else 1)}"


def _item_labels(
    voice: Voice, known: Mapping[str, Indicator], names: Iterable[str], items: Iterable[str]
) -> list[str]:
    return _of_each(zip(names, items, strict=True), lambda each: _item_label(voice, known[each[0]], each[1]))


def _item_label(voice: Voice, indicator: Indicator, item: str) -> str:
    if item:
        return voice.answer(indicator.variable, item)
    question = voice.survey.questions[indicator.variable]
    if NEEDS[indicator.statistic].count_answers:
        named = voice.text(indicator.title).removeprefix(voice.text(question.label))
        return named.removeprefix(voice.colon).strip() or named
    return voice.text(indicator.title)


def _states(rows: pd.DataFrame) -> np.ndarray:
    """Why a figure has no error: "fixed" where the calibration fixes it."""
    shown = rows["status"].isin(SHOWN).to_numpy()
    return np.where(shown & is_fixed(rows), "fixed", "").astype(object)


def with_differences(frame: pd.DataFrame, compared: pd.DataFrame, against: dict[str, str]) -> pd.DataFrame:
    """The frame with the difference of each group, one a row; of all pairs, the letters of the groups that a
    group is above."""
    is_paired = compared["breakdown"].isin([name for name, way in against.items() if way == "pairs"])
    single = compared[~is_paired].rename(columns={**DIFFERENCE, "breakdown": "by"})
    place = {cell: place for place, cell in enumerate(_cells(single))}
    rows = single[list(DIFFERENCE.values())].reset_index(drop=True)
    beside = rows.reindex([place.get(cell, -1) for cell in _cells(frame)]).reset_index(drop=True)
    joined = pd.concat([frame, beside], axis=1)
    joined["against_n"] = _respondents_against(joined)
    return joined.assign(letters=_letters(frame, compared[is_paired]))


def _cells(frame: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """What each row is of: indicator, item, variable and group."""
    return zip(*(frame[name].tolist() for name in CELL), strict=True)


def _respondents_against(frame: pd.DataFrame) -> np.ndarray:
    """How many respondents the group has that each is compared with, as far as that is shown (rows,)."""
    n = dict(zip(_cells(frame), frame["n"].to_numpy(dtype=float, na_value=np.nan), strict=True))
    against = _cells(frame.assign(group=frame["against"]))
    return np.array([n.get(place, np.nan) for place in against], dtype=float)


def _letters(frame: pd.DataFrame, paired: pd.DataFrame) -> list[str]:
    """The letters of each row: which groups its figure is above, after the correction."""
    alpha = significance(float(frame["ci_level"].iloc[0])) if len(frame) else 0.05
    letters = group_letters(frame)
    found: dict[tuple[str, ...], list[str]] = {}
    established = paired[paired["p_adjusted"] < alpha]
    names = ("indicator", "item", "breakdown", "group", "against_group", "difference")
    for *line, group, other, difference in zip(*(established[name].tolist() for name in names), strict=True):
        above, under = (group, other) if difference > 0 else (other, group)
        found.setdefault((*line, above), []).append(letters[line[-1], under])
    return [" ".join(sorted(found.get(cell, []), key=order)) for cell in _cells(frame)]


def group_letters(frame: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The letter of each group of each variable, in its order; they start again with each variable."""
    groups: dict[str, dict[str, None]] = {}
    for by, group in zip(frame["by"].tolist(), frame["group"].tolist(), strict=True):
        if by:
            groups.setdefault(by, {})[group] = None
    return {(by, code): letter(place) for by, codes in groups.items() for place, code in enumerate(codes)}


def with_labels(rows: pd.DataFrame, computed: Computed, voice: Voice) -> pd.DataFrame:
    """The comparisons or tests of a table with labels after the codes, without names of our own making."""
    asked, known = computed.asked, computed.survey.indicators
    lines = [asked.lines.get(name, (name, WHOLE)) for name in rows["indicator"].tolist()]
    base, within = [name for name, _ in lines], [code for _, code in lines]
    by, items = rows["breakdown"].tolist(), rows["item"].tolist()
    inside = asked.within.question if asked.within is not None else None
    labels: dict[str, object] = {
        "line": base,
        "question": [known[name].variable for name in base],
        "question_label": _of_each(base, lambda name: voice.variable(known[name].variable)),
        "item": rows["item"],
        "item_label": _item_labels(voice, known, base, items),
        "statistic": [known[name].statistic for name in base],
        "within": inside.name if inside else "",
        "within_code": ["" if code == WHOLE else code for code in within],
        "within_label": _inside_labels(voice, inside, within),
        "by": rows["breakdown"],
        "by_label": _of_each(by, voice.variable),
    }
    if "group" in rows:
        groups, others = (zip(by, rows[name].tolist(), strict=True) for name in ("group", "against_group"))
        labels |= {
            "group": rows["group"],
            "group_label": _of_each(groups, lambda place: voice.answer(*place)),
            "against": rows["against_group"],
            "against_label": _of_each(others, lambda place: _side(voice, *place)),
        }
    named = {"indicator", "breakdown", "against_group", "within", *labels}
    figures = {name: rows[name] for name in rows.columns if name not in named}
    return pd.DataFrame({**labels, **figures}, index=rows.index)


def _side(voice: Voice, by: str, code: str) -> str:
    """What a group is compared with, in words."""
    if code in ("rest", WHOLE):
        return voice.say(f"library.against.{'rest' if code == 'rest' else 'whole'}")
    return voice.answer(by, code)
