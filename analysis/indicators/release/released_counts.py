"""Counts beside the figures as they are released: none of few respondents, nor a rate that tells one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.indicators.release.rounding import rounded, step_of, two_digits
from analysis.questionnaire import ABSENCES
from analysis.results.released_columns import RELEASED_AUDIT, RELEASED_QUALITY, RELEASED_WEIGHTING
from analysis.results.schema import QualitySection

TENS = 10
"""What counts of a question's answers are rounded to, and the respondents that a rate tells apart at best."""
RESPONSE: QualitySection = "response"
NONRESPONSE: QualitySection = "nonresponse"
OF_RESPONSE = (
    *("invited", "received", "outside", "started", "in_scope", "removed", "kept", "completed", "partial"),
    *("refusals", "noncontacts", "other", "unknown", "not_eligible", "eligible"),
)
COUNTS = (
    *(*OF_RESPONSE, "asked", "answered", *ABSENCES, "left", "examined", "flagged", "n", "masked"),
    *("respondents_masked", "smallest_group", "respondents_under_k"),
)
"""Measures of quality.csv that count respondents or answers."""
GIVEN = ("items", "k", "left_out", "longest", "threshold_share")
"""Measures of quality.csv that are of the questionnaire or of its rules."""
RATES_OF_ALL = ("RR1", "RR2", "RR3", "RR4", "RR5", "RR6")
"""Rates of a sample in which those who answered are told, in part or in all."""
ALL_BUT = {"received": "removed", "completed": "partial"}
"""Count -> the one that follows from it, less those kept."""
BEYOND_KEPT = ("received", "started", "in_scope")
"""Counts of those kept and of some who were left out: less those kept, they tell how many these are."""

OF_CELLS = ("looked_at", "changed", "removed")
"""Measures of audit.csv that count the cells of a question, or the respondents that a rule looked at."""
OF_CATEGORY = ("target", "total_target")
"""Measures of weighting.csv by category that are released as they are; n and what was before are not."""
AFTER = ("after", "gap", "total_after")
OF_ALL = ("respondents", "iterations")
OF_WEIGHTS = ("kish_deff", "n_effective", "weight_min", "weight_max", "worst_gap", "g_min", "g_max")
"""Measures of all weights that are released to two digits."""
SIZES = ("respondents", "n_effective")
"""Measures that tell how many respondents a design has."""
FEW_WEIGHTS = ("zero_weights", "trimmed")


def is_few(count: float | None, limit: int) -> bool:
    """Whether a count is of so few respondents that it may not be told: 1 or more, under the limit."""
    return count is not None and 0 < count < limit


@dataclass(frozen=True)
class _Counted:
    """The numbers of quality.csv by section, question, item and measure."""

    values: Mapping[tuple[str, str, str, str], float]
    limit: int

    def count(self, section: str, measure: str, question: str = "", item: str = "") -> float:
        return self.values.get((section, question, item, measure), math.nan)

    def of_rate(self, section: str, question: str, item: str, rate: str) -> tuple[float, float] | None:
        """The count that a rate tells and the one it is of; None for what is no rate."""
        of_question = [self.count(section, name, question) for name in ("asked", "answered")]
        everyone = self.count(RESPONSE, "in_scope")
        found = {
            "rate": (of_question[0] - of_question[1], of_question[0]),
            "share": (
                self.count(section, "flagged", question, item),
                self.count(section, "examined", question, item),
            ),
            "share_blank": (
                self.count(NONRESPONSE, "asked", question) - self.count(section, "n", question),
                self.count(NONRESPONSE, "asked", question),
            ),
            "still_there": (self.count(section, "left", question), everyone),
            "completion_rate": (self.count(section, "partial"), self.count(section, "started")),
            "start_rate": (self.count(section, "started"), self.count(section, "invited")),
            "response_rate": (self.count(section, "completed"), self.count(section, "invited")),
            **dict.fromkeys(
                RATES_OF_ALL, (self.count(section, "completed"), self.count(section, "eligible"))
            ),
        }.get(rate)
        if found is None or not math.isnan(found[1]):
            return found
        return found[0], everyone

    def released(self, row: tuple[str, str, str, str], value: float) -> float:
        section, question, item, measure = row
        if measure not in GIVEN and is_few(self.count(RESPONSE, "kept"), self.limit):
            return math.nan
        rate = self.of_rate(section, question, item, measure)
        if rate is not None:
            return math.nan if is_few(rate[0], self.limit) else _rate(value, rate[1])
        if measure in COUNTS:
            follows = ALL_BUT.get(measure) if section == RESPONSE else None
            told = self.count(section, follows) if follows else value
            left_out = value - self.count(section, "kept") if measure in BEYOND_KEPT else 0
            if any(is_few(count, self.limit) for count in (value, told, left_out)):
                return math.nan
            return TENS * round(value / TENS) if section == NONRESPONSE else value
        return value if measure in GIVEN else float(two_digits(np.array([value]))[0])


def _rate(value: float, base: float) -> float:
    """A rate in whole %, or in larger steps where 1 % would be fewer than ten respondents."""
    step = max(1.0, float(step_of(np.array([100.0 * TENS / base]))[0])) if base > 0 else 1.0
    return float(rounded(np.array([value]), np.array([step]))[0])


def released_quality(quality: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The rows of quality.csv, counts under the limit blank and with them the rates that tell them.

    Counts of a question's answers are to the nearest ten, rates in whole %, other numbers to two digits.
    Where few are kept nothing is told: those received, less those removed, would be their number.
    """
    names = [name for name in RELEASED_QUALITY.names if name != "value"]
    keys = list(quality[names].itertuples(index=False, name=None))
    values = quality["value"].to_numpy(dtype=float)
    counted = _Counted(dict(zip(keys, values, strict=True)), limit)
    found = [counted.released(key, value) for key, value in zip(keys, values, strict=True)]
    return quality.assign(value=np.array(found, dtype=float))


def released_audit(audit: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The rows of audit.csv, counts under the limit blank, those of a question's cells to the nearest ten.

    Respondents before and after the rules, and those that they looked at, are to the nearest ten where a rule
    removed few. Where few are left after the last rule nothing is told.
    """
    is_small = is_few(audit["respondents_out"].iloc[-1], limit) if len(audit) else False
    of_question = (audit["question"] != "").to_numpy()
    everyone = ("looked_at", "respondents_in", "respondents_out")
    around = everyone if _any_few(audit["removed"], limit) else ()
    found = {}
    for name in dict.fromkeys((*OF_CELLS, *everyone)):
        counts = audit[name].astype("Int64")
        few = ((counts > 0) & (counts < limit)).to_numpy()
        tens = (counts / TENS).round().astype("Int64") * TENS
        is_coarse = np.full(len(audit), True) if name in around else of_question & (name in OF_CELLS)
        found[name] = counts.mask(is_coarse, tens).mask(few | is_small)
    return audit.assign(**found)[list(RELEASED_AUDIT.names)]


def _any_few(counts: Iterable[int], limit: int) -> bool:
    return any(is_few(count, limit) for count in counts)


def released_weighting(weighting: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The rows of weighting.csv that are released: targets, what was reached, and how uneven weights are.

    Respondents of a category, before the weighting, are left out: the share before, times all, is their
    number. How many a design of some has is rounded too: beside how many there are in all, it would tell of
    the others; it is left out where they are few, or of fewer than a hundred, whom two digits tell exactly.
    """
    weighting = weighting[~_sizes_of_few(weighting, limit)]
    rounding: dict[tuple[bool, str], Callable[[float], float]] = {
        **{(True, name): lambda value: value for name in OF_CATEGORY},
        **{(True, name): _two for name in AFTER},
        **{(False, name): lambda value: value for name in OF_ALL},
        **{(False, name): _two for name in OF_WEIGHTS},
        **{(False, name): lambda value: math.nan if is_few(value, limit) else value for name in FEW_WEIGHTS},
    }
    keys: Sequence[tuple[bool, str]] = list(
        zip(weighting["variable"] != "", weighting["measure"], strict=True)
    )
    is_kept = [key in rounding for key in keys]
    rows = weighting[is_kept]
    kept = [key for key, is_one in zip(keys, is_kept, strict=True) if is_one]
    is_of_some = (rows["design"] != "") & rows["measure"].isin(SIZES)
    values = [
        _two(value) if is_size else rounding[key](value)
        for key, value, is_size in zip(kept, rows["value"], is_of_some, strict=True)
    ]
    return rows.assign(value=np.array(values, dtype=float))[list(RELEASED_WEIGHTING.names)]


def _sizes_of_few(weighting: pd.DataFrame, limit: int) -> np.ndarray:
    """Mask (rows,) of the rows that tell how many respondents a design of some has, where they may not."""
    is_size = (weighting["variable"] == "") & weighting["measure"].isin(SIZES)
    size = weighting[weighting["measure"] == "respondents"].set_index("design")["value"]
    others = weighting["design"].map(float(size.get("", 0)) - size)
    own = weighting["design"].map(size)
    is_told = (own >= max(100, limit)) & ((others == 0) | (others >= limit))
    return np.asarray(is_size & (weighting["design"] != "") & ~is_told & (limit > 1))


def _two(value: float) -> float:
    return float(two_digits(np.array([value]))[0])


def told_counts(counts: Mapping[str, int], limit: int) -> dict[str, int | None]:
    """Counts by name, None in place of those under the limit."""
    return {name: None if is_few(count, limit) else count for name, count in counts.items()}
