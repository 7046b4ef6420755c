"""The columns of a sampling design: weights and which of them fits, strata, primary units, replicates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

from analysis.drafting.cells.cell_contents import LEADING_ZERO
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import slug
from analysis.questionnaire.reading.written_numbers import number_of

WEIGHT = re.compile(
    r"(.*_)?(weights?|wts?|wgts?|wght|poids|npoids|ponderation|coef|coeff|coefficient|redressement|fexp|"
    r"extrap\w*)(_.*)?|w\d*|pond.*|[a-z]{0,6}(weight|wght|wgt)\d*|(n|k|z)?poids\w*|w_?(ind|hh|pers|final)\w*"
)
WEIGHT_LABEL = re.compile(
    r"(.*\b)?(poids|ponderation|coefficients? d\S+|(post.?stratification|design|analysis|population|survey|"
    r"sampling|final|person|household|calibrated|replicate)\b.*\bweights?|weighting|weight)\b.*"
)
MEASURE = re.compile(
    r"(?<![a-z])(kg|kilos?|kilogram\w*|grammes?|lbs?|pounds?|corporel|naissance|taille|height|tonnes?|bebe|"
    r"baby)(?![a-z])|birth|body"
    r"|\?\s*$"
)
"""Weights of things and bodies, and what was asked."""
STRATA = re.compile(r"(.*_)?(strat|strata|strate|stratum|strates|sdmvstra|vstrat\w*|estrato)(_.*)?|strat\d+")
STRATA_LABEL = re.compile(r".*\b(strate|stratum|strata|pseudo-?strat\w+)\b.*")
PSU = re.compile(
    r"parent_(index|key)|(.*_)?(psu|upe|usp|grappe|sdmvpsu|vpsu|v?secu|clust|cluster)(_(?!hh).*)?|(psu|clust)\w{0,3}"
)
PSU_LABEL = re.compile(
    r".*\b(primary sampling unit|unites? primaires?|sampling point|grappe|point de sondage|psu)\b.*"
)
REPLICATE = re.compile(
    r"(?P<stem>.*?(rep[a-z_]*|brr|jk[a-z_]*|bsw?|boot[a-z_]*|fay|w_?fst\w*|perwt|wtr\w*|pwgtp|wgtp|w_?r)_?)(?P<number>\d+)"
)
LEAST_REPLICATES = 8
METHODS = (
    ("BRR", r"brr|balanced repeated"),
    ("Fay", r"fay"),
    ("JK1", r"jk|jack"),
    ("successive_difference", r"repwt|pwgtp|wgtp|successive"),
)
"""Method of replicates by the words of their names and labels; else bootstrap."""
COUNTRY = re.compile(r"cntry|country(_code|_name)?|pays|code_pays|iso\d?|nation|land|cntry_code")
ENDS = (
    ("analysis", r"\banweight|analysis|analyse"),
    ("size", r"\bpweight|population size|taille de (la )?population|\bpopweight"),
    (
        "start",
        r"\bdweight|^design weight|poids de sondage|poids initia|poids de tirage|base weight|brut|\bdesign\b",
    ),
    ("household", r"\bhh|menage|household|foyer|logement|dwelling"),
    ("waves", r"longitudinal|panel|lweight"),
)
"""What a weight is for, by its name and label, the first that fits; one for all other uses is "final"."""
WHY_NOT = {
    "analysis": "for several countries together",
    "size": "the size of each country alone",
    "start": "of the drawing alone, before non-response is made up for",
    "household": "of households",
    "waves": "of several waves together",
    "final": "for each country by itself",
}


@dataclass(frozen=True)
class DesignColumns:
    """Columns that look like those of a design: weights, the likeliest first, and why so."""

    weights: tuple[str, ...] = ()
    strata: str = ""
    psu: str = ""
    replicates: tuple[str, ...] = ()
    method: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    countries: str = ""

    @property
    def without_question(self) -> frozenset[str]:
        """Columns that no question reads: codes of strata and primary units, and replicate weights."""
        return frozenset(filter(None, (self.strata, self.psu, *self.replicates)))


def design_columns(profiles: Sequence[Profile], taken: Iterable[str] = ()) -> DesignColumns:
    """The columns of a design among those of the file, by their names, their labels and their values.

    The weight for several countries together comes first where the file has several, that for each country
    where it has one; columns that are `taken`, as identifiers are, are none.
    """
    apart = {*taken}
    free = [profile for profile in profiles if profile.column not in apart and profile.values]
    replicates = _replicates(free)
    single = [profile for profile in free if profile.column not in replicates]
    found = [profile for profile in single if _is_weight(profile)]
    uses = {profile.column: _use_of(profile) for profile in found}
    country = next((p for p in single if COUNTRY.fullmatch(slug(p.column))), None)
    several = country is not None and len(country.values) > 1
    order = ("analysis", "final") if several else ("final", "analysis")
    ranks = (*order, "start", "household", "waves", "size")
    listed = sorted(uses, key=lambda column: ranks.index(uses[column]))
    labels = {profile.column: profile.described.label for profile in free}
    return DesignColumns(
        weights=tuple(listed),
        strata=_named(single, STRATA, STRATA_LABEL) or _labelled_strata(single),
        psu=_named(single, PSU, PSU_LABEL),
        replicates=replicates,
        method=_method(replicates[:1], labels) if replicates else "",
        reasons={column: WHY_NOT[use] for column, use in uses.items() if use != uses[listed[0]]},
        countries=_of_countries(country.column, several, uses) if country else "",
    )


def _of_countries(column: str, several: bool, uses: Mapping[str, str]) -> str:
    """What the number of countries says of the weights, where they differ by it."""
    if len(uses) < 2 or not {"analysis", "size"} & {*uses.values()}:
        return ""
    if not several:
        return f"{column} has one country"
    if "analysis" in uses.values():
        return f"{column} has several countries"
    sizes = " and ".join(name for name, use in uses.items() if use == "size")
    return f"{column} has several countries: for all together, multiply the weight by {sizes} first"


def _is_weight(profile: Profile) -> bool:
    """Whether name or label says weight, of no thing, and the values are numbers of 0 or more that differ."""
    name, label = slug(profile.column), _plain(profile.described.label)
    said = WEIGHT_LABEL.fullmatch(label)
    if not (said or WEIGHT.fullmatch(name)) or MEASURE.search(label) or MEASURE.search(name):
        return False
    if profile.described.codes or len(profile.values) < 2 or any(map(LEADING_ZERO.fullmatch, profile.values)):
        return False
    are_whole = all(value.isdecimal() for value in profile.values)
    numbers = [] if are_whole and not said else _numbers(profile)
    return bool(numbers) and min(numbers) >= 0


def _numbers(profile: Profile) -> list[float]:
    """The values as numbers, of a point or a comma; none where one is no number."""
    found = [number_of(value.replace(",", "."), ".") for value in profile.values]
    return [] if any(map(isnan, found)) else found


def _use_of(profile: Profile) -> str:
    said = f"{slug(profile.column)} {_plain(profile.described.label)}"
    if re.search(r"post.?strat|redress|calage|cale", said) and not re.search(r"\bhh|menage|household", said):
        return "final"
    return next((use for use, words in ENDS if re.search(words, said)), "final")


def _named(profiles: Sequence[Profile], name: re.Pattern[str], label: re.Pattern[str]) -> str:
    """The first column named or labelled so whose values part all respondents into groups."""
    return next(
        (
            profile.column
            for profile in profiles
            if (name.fullmatch(slug(profile.column)) or label.fullmatch(_plain(profile.described.label)))
            and not profile.described.codes
            and not profile.without_answer
            and 1 < len(profile.values) <= profile.answered / 2
            and not _is_weight(profile)
        ),
        "",
    )


def _labelled_strata(profiles: Sequence[Profile]) -> str:
    """The first column named as strata are whose values have labels, and are there for everyone."""
    return next(
        (
            profile.column
            for profile in profiles
            if STRATA.fullmatch(slug(profile.column))
            and profile.described.codes
            and not profile.without_answer
            and len(profile.values) > 1
        ),
        "",
    )


def _replicates(profiles: Sequence[Profile]) -> tuple[str, ...]:
    """The columns of one stem and many numbers that hold numbers of 0 or more, not all whole."""
    by_stem: dict[str, list[str]] = {}
    for profile in profiles:
        match = REPLICATE.fullmatch(profile.column.casefold())
        if match and not all(value.isdecimal() for value in profile.values):
            numbers = _numbers(profile)
            if numbers and min(numbers) >= 0:
                by_stem.setdefault(match["stem"], []).append(profile.column)
    return next((tuple(found) for found in by_stem.values() if len(found) >= LEAST_REPLICATES), ())


def _method(columns: Sequence[str], labels: Mapping[str, str]) -> str:
    said = " ".join(f"{column} {labels[column]}" for column in columns).casefold()
    return next((method for method, words in METHODS if re.search(words, said)), "bootstrap")


def _plain(label: str) -> str:
    """The label in lower case without accents."""
    return slug(label).replace("_", " ") + (" ?" if label.rstrip().endswith("?") else "")
