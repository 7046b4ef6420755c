"""How answers are weighted, cleaned and shown: the tables of settings, read into records."""

from __future__ import annotations

from typing import cast, get_args

from analysis.questionnaire.schema_faults import Table
from analysis.questionnaire.surveys import (
    POLICIES,
    Cleaning,
    Note,
    Privacy,
    Publication,
    Quality,
    SamplingDesign,
    SinglePsu,
    Weighting,
)

CARELESSNESS = ("speeders", "straight_lining", "same_answers", "contradictions", "left")


def read_design(toml: Table) -> SamplingDesign:
    """The sampling design, as written in `toml`."""
    single = cast(SinglePsu, toml.choice("single_psu", get_args(SinglePsu), "fail"))
    design = SamplingDesign(toml.text("weight"), toml.text("strata"), toml.text("psu"), single)
    toml.close()
    return design


def read_weighting(toml: Table) -> Weighting:
    """How respondents are weighted, as written in `toml`."""
    weighting = Weighting(toml.choice("calibration", ("none", "raking"), "none"), toml.texts("variables"))
    toml.close()
    return weighting


def read_cleaning(toml: Table) -> Cleaning:
    """Who is kept, as written in `toml`."""
    cleaning = Cleaning(toml.condition("keep_if"), toml.choice("duplicates", ("first", "keep"), "first"))
    toml.close()
    return cleaning


def read_quality(toml: Table) -> Quality:
    """How careless answering is found and what is done about it, as written in `toml`."""
    below = toml.number("speeder_below")
    if below is not None and not 0 < below < 1:
        toml.fault(
            "speeder_below", f"expected a part of the median time above 0 and below 1; found {below:g}"
        )
        below = None
    quality = Quality(
        duration=toml.text("duration"),
        speeder_below=1 / 3 if below is None else below,
        completed=toml.condition("completed"),
        **{name: toml.choice(name, POLICIES, "flag") for name in CARELESSNESS},
    )
    toml.close()
    return quality


def read_privacy(toml: Table) -> Privacy:
    """What could tell who a respondent is, as written in `toml`."""
    k = toml.whole("k")
    if k is not None and k < 2:
        toml.fault("k", f"expected the least size of a group that hides its members, 2 or more; found {k}")
        k = None
    privacy = Privacy(toml.texts_by_name("keep"), toml.texts("quasi_identifiers"), 5 if k is None else k)
    toml.close()
    return privacy


def read_publication(toml: Table) -> Publication:
    """What may be shown, as written in `toml`."""
    below, level = toml.whole("confidential_below"), toml.number("level")
    if below is not None and below < 0:
        toml.fault(
            "confidential_below",
            f"expected the least number of respondents that is shown, 0 to show all; found {below}",
        )
        below = None
    if level is not None and not 0.5 <= level < 1:
        toml.fault("level", f"expected a confidence level from 0.5 to below 1, such as 0.95; found {level}")
        level = None
    intervals = ("logit", "korn-graubard", "wilson", "linear")
    interval = toml.choice("interval", intervals, "logit")
    reliability = toml.choice("reliability", ("nchs", "none"), "nchs")
    publication = Publication(11 if below is None else below, reliability, level or 0.95, interval)
    toml.close()
    return publication


def read_note(toml: Table) -> Note:
    """The methodology note, as written in `toml`."""
    note = Note(**{field: toml.label(field) for field in Note.__dataclass_fields__})
    toml.close()
    return note
