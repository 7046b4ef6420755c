"""The tidy frame of a table: one row per estimate, labels beside codes, differences beside figures."""

from __future__ import annotations

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
    inside = (frame["within_code"] == "") | (frame["by"] != "")
    ordered = frame[inside].sort_values(
        "within_code", key=lambda codes: _places(codes, computed), kind="stable"
    )
    return ordered.reset_index(drop=True)


def _names(computed: Computed, voice: Voice, base: list[str], within: np.ndarray) -> dict[str, object]:
    """The columns that say what a row is of: codes, and beside them labels."""
    rows, asked = computed.rows, computed.asked
    indicators = [computed.survey.indicators[name] for name in base]
    pairs = list(zip(rows["breakdown"], rows["group"], strict=True))
    inside = asked.within.question if asked.within is not None else None
    return {
        "indicator": rows["indicator"],
        "line": base,
        "question": [each.variable for each in indicators],
        "question_label": [voice.variable(each.variable) for each in indicators],
        "item": rows["item"],
        "statistic_label": [_statistic(voice, each) for each in indicators],
        "item_label": [_item_label(voice, *each) for each in zip(indicators, rows["item"], strict=True)],
        "within": inside.name if inside else "",
        "within_code": np.where(within == WHOLE, "", within),
        "within_label": [_label(voice, inside, code) if inside and code != WHOLE else "" for code in within],
        "by": rows["breakdown"].where(rows["breakdown"] != WHOLE, ""),
        "by_label": [voice.variable(by) if by != WHOLE else "" for by, _ in pairs],
        "group": rows["group"],
        "group_label": [voice.answer(*pair) if pair[0] != WHOLE else voice.say("all") for pair in pairs],
    }


def _places(codes: pd.Series, computed: Computed) -> pd.Series:
    """Where each group of `within` stands: all together first, then in the order of its answers."""
    within = computed.asked.within
    known = [""] if within is None else ["", *within.question.codes]
    return codes.map({code: place for place, code in enumerate(known)})


def _label(voice: Voice, question: Question, code: str) -> str:
    return voice.text(question.codes[code])


def _statistic(voice: Voice, indicator: Indicator) -> str:
    """The statistic in words; a quantile with its order."""
    said = voice.say(f"statistic.{indicator.statistic}")
    if indicator.quantile is None:
        return said
    order = 100 * indicator.quantile
    return f"{said} {voice.percent(order, 0 if round(order, 6) % 1 == 0 else 1)}"


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
    single = compared[compared["breakdown"].map(lambda name: against.get(name, "") != "pairs").astype(bool)]
    renamed = single.rename(columns={**DIFFERENCE, "breakdown": "by"})
    kept = renamed[[*CELL, *DIFFERENCE.values()]]
    joined = frame.merge(kept, "left", CELL)
    joined["against_n"] = _respondents_against(joined)
    return joined.assign(letters=_letters(frame, compared, against))


def _respondents_against(frame: pd.DataFrame) -> np.ndarray:
    """How many respondents the group has that each is compared with, as far as that is shown (rows,)."""
    n = frame.set_index(CELL)["n"].to_dict()
    places = zip(frame["indicator"], frame["item"], frame["by"], frame["against"], strict=True)
    return np.array([n.get(place, np.nan) for place in places], dtype=float)


def _letters(frame: pd.DataFrame, compared: pd.DataFrame, against: dict[str, str]) -> list[str]:
    """The letters of each row: which groups its figure is above, after the correction."""
    alpha = significance(float(frame["ci_level"].iloc[0])) if len(frame) else 0.05
    paired = compared[compared["breakdown"].map(lambda name: against.get(name, "") == "pairs").astype(bool)]
    letters = group_letters(frame)
    found: dict[tuple[str, ...], list[str]] = {}
    for row in paired[paired["p_adjusted"] < alpha].to_dict("records"):
        sides = (row["group"], row["against_group"])
        above, under = sides if row["difference"] > 0 else sides[::-1]
        place = (row["indicator"], row["item"], row["breakdown"], above)
        found.setdefault(place, []).append(letters[row["breakdown"], under])
    cells = zip(*(frame[name] for name in CELL), strict=True)
    return [" ".join(sorted(found.get(cell, []), key=order)) for cell in cells]


def group_letters(frame: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The letter of each group of each variable, in its order; they start again with each variable."""
    found = {}
    for by, rows in frame[frame["by"] != ""].groupby("by", sort=False):
        found.update(
            {(str(by), code): letter(place) for place, code in enumerate(dict.fromkeys(rows["group"]))}
        )
    return found


def with_labels(rows: pd.DataFrame, computed: Computed, voice: Voice) -> pd.DataFrame:
    """The comparisons or tests of a table with labels after the codes, without names of our own making."""
    asked, indicators = computed.asked, computed.survey.indicators
    lines = [asked.lines.get(name, (name, WHOLE)) for name in rows["indicator"]]
    of = [indicators[base] for base, _ in lines]
    places = list(zip(rows["breakdown"], rows.get("group", [""] * len(rows)), strict=True))
    inside = asked.within.question if asked.within is not None else None
    labels: dict[str, object] = {
        "line": [base for base, _ in lines],
        "question": [each.variable for each in of],
        "question_label": [voice.variable(each.variable) for each in of],
        "item": rows["item"],
        "item_label": [_item_label(voice, *each) for each in zip(of, rows["item"], strict=True)],
        "statistic": [each.statistic for each in of],
        "within": inside.name if inside else "",
        "within_code": ["" if code == WHOLE else code for _, code in lines],
        "within_label": [
            _label(voice, inside, code) if inside and code != WHOLE else "" for _, code in lines
        ],
        "by": rows["breakdown"],
        "by_label": [voice.variable(name) for name in rows["breakdown"]],
    }
    if "group" in rows:
        labels |= {"group": rows["group"], "group_label": [voice.answer(*place) for place in places]}
        others = list(zip(rows["breakdown"], rows["against_group"], strict=True))
        labels |= {
            "against": rows["against_group"],
            "against_label": [_side(voice, *each) for each in others],
        }
    named = {"indicator", "breakdown", "against_group", "within", *labels}
    figures = {name: rows[name] for name in rows.columns if name not in named}
    return pd.DataFrame({**labels, **figures}, index=rows.index)


def _side(voice: Voice, by: str, code: str) -> str:
    """What a group is compared with, in words."""
    if code in ("rest", WHOLE):
        return voice.say(f"library.against.{'rest' if code == 'rest' else 'whole'}")
    return voice.answer(by, code)
