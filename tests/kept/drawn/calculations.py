"""What the statistics come to on arrays drawn by rule: every function, every kind of design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from analysis import statistics as s
from analysis.statistics import Categories, Design, Margin, Replicates, Stage, Ticks, Total

NAME = "calculations"
N = 160
RSCALES = (1, 2, 1, 1, 0.5, 1, 1, 1)
UNSAID = ("level",)
Line = list[str]
Drawn = dict[str, Any]


def tables() -> dict[str, list[Line]]:
    """The results by kind of design, and those of weights: a line for each array, with its cells."""
    drawn = _drawn()
    found = {"weights": list(_of_weights(drawn)), "areas": list(_of_areas())}
    for name, design in _designs(drawn).items():
        found[f"design_{name}"] = list(_of_design(design, drawn))
    return found


def _drawn() -> Drawn:
    """The answers, groups, numbers and weights of 160 respondents; some gave none."""
    rng = np.random.default_rng(160)
    mood = rng.normal(size=N)
    group = rng.integers(0, 4, N)
    y = np.round(20 + 6 * mood + 3 * group + rng.normal(size=N), 1)
    y[::23] = np.nan
    answer = np.clip(np.digitize(mood + 0.3 * group, [-0.5, 0.6]), 0, 2)
    answer[::29] = -1
    ticks = np.stack([mood > 0.2, group > 1, rng.random(N) < 0.02], axis=1)
    group[::31] = -1
    return {
        "w": rng.gamma(4, 0.3, N) + 0.2,
        "strata": np.arange(N) % 5,
        "psu": np.arange(N) % 40,
        "y": y,
        "x": 5 + np.round(np.abs(mood) * 3 + rng.random(N), 1),
        "answer": Categories(answer, 3),
        "group": Categories(group, 4),
        "ticks": Ticks(ticks, np.arange(N) % 19 != 0),
        "domain": np.arange(N) % 7 != 3,
        "side": np.sign(np.round(mood)),
    }


def _designs(drawn: Drawn) -> Mapping[str, Design]:
    w, strata, psu = (drawn[name] for name in ("w", "strata", "psu"))
    lonely, alone = np.where(psu == 7, 9, strata), np.where(psu == 7, 77, psu)
    plain, clustered = Design(w), Design(w, strata, psu)
    margins = _margins(drawn)
    fpc = np.array([30.0, 40.0, 0.9, 60.0, 12.0])
    household = psu * 100 + np.arange(N) // 40 % 2
    factors = 0.5 + (np.arange(N)[:, None] + np.arange(8)) % 8 / 7
    return {
        "plain": plain,
        "strata": Design(w, strata),
        "clusters": clustered,
        "finite": Design(w, strata, psu, np.where(fpc < 1, 20, fpc)[strata]),
        **{
            policy: Design(w, lonely, alone, single_psu=policy)
            for policy in ("adjust", "average", "certainty")
        },
        "alone": Design(w, strata, psu, single_psu="adjust", alone_in_domain=True),
        "raked": clustered.calibrated(s.rake(w, margins)),
        "linear": Design(w, strata).calibrated(s.calibrate(w, margins[:1], [_total(drawn)], method="linear")),
        "bootstrap": s.bootstrap(clustered, 12, 3),
        "jackknife": s.jackknife(clustered, mse=False),
        "jackknife_average": s.jackknife(Design(w, lonely, alone, single_psu="average")),
        "recalibrated": s.jackknife(clustered.calibrated(s.rake(w, margins)), recalibrate=True),
        "half_samples": s.half_samples(Design(w, psu // 2, psu), fay=0.3),
        "given": plain.with_replicates(Replicates(w[:, None] * factors, 0.3, RSCALES, mse=False)),
        "stages": Design(w, strata, psu, np.full(N, 50.0), stages=(Stage(household, np.full(N, 6.0)),)),
    }


def _margins(drawn: Drawn) -> list[Margin]:
    answer, group = (np.maximum(drawn[name].codes, 0) for name in ("answer", "group"))
    return [
        Margin("answer", answer, ("a", "b", "c"), [0.3, 0.4, 0.3]),
        Margin("group", group, ("p", "q", "r", "t"), [0.3, 0.25, 0.25, 0.2]),
    ]


def _total(drawn: Drawn) -> Total:
    return Total("x", drawn["x"], 1.03 * float(drawn["w"] @ drawn["x"]))


def _of_design(design: Design, drawn: Drawn) -> Iterator[Line]:
    """Every estimate, difference and test of a design."""
    y, x, answer, group, ticks, domain = (
        drawn[name] for name in ("y", "x", "answer", "group", "ticks", "domain")
    )
    several = Ticks(ticks.matrix, ticks.answered)
    for name, groups, inside in (
        ("all", None, None),
        ("group", group, None),
        ("domain", group, domain),
        ("ticks", several, domain),
    ):
        for method in ("logit", "korn-graubard", "wilson", "linear"):
            yield from _lines(
                f"shares {name} {method}", s.shares(design, answer, groups, inside, 0.9, method)
            )
        yield from _lines(f"ticks {name}", s.shares(design, ticks, groups, inside))
        yield from _lines(f"means {name}", s.means(design, y, groups, inside))
        yield from _lines(f"totals {name}", s.totals(design, y, groups, inside))
        yield from _lines(f"ratios {name}", s.ratios(design, y, x, groups, inside))
        for rule in ("school", "math"):
            found = s.quantiles(design, y, [0.25, 0.5, 0.9], groups, inside, rule=rule)
            yield from _lines(f"quantiles {name} {rule}", found)
        yield from _lines(f"variances {name}", s.variances(design, y, groups, inside))
        yield from _lines(f"deviations {name}", s.standard_deviations(design, y, groups, inside))
        yield from _lines(f"balances {name}", s.balances(design, drawn["side"], groups, inside))
        yield from _lines(f"correlations {name}", s.correlations(design, x, y, groups, inside))
    standardised = s.standardised_means(design, y, group, [0.1, 0.2, 0.3, 0.4], answer, domain)
    yield from _lines("standardised", standardised)
    for against in ("pairs", "rest", "whole"):
        yield from _lines(f"differences {against}", s.differences(design, answer, group, against, least=5))
        yield from _lines(f"of means {against}", s.differences(design, y, group, against, domain, below=x))
        yield from _lines(f"of ticks {against}", s.differences(design, answer, several, against, domain))
    yield from _lines("of medians", s.quantile_differences(design, y, group, 0.5, domain, least=5))
    yield from _lines("of answers", s.answer_differences(design, ticks, domain))
    yield from _lines("trend", s.trend(s.means(design, x, group), s.means(design, y, group)))
    yield from _lines(
        "published", s.against_published(s.means(design, y, group), [[20.0], [24], [26], [np.nan]])
    )
    joint = s.vcov(design, s.answer_columns(answer))
    yield from _lines("vcov", joint)
    yield from _lines("contrasts", s.contrasts(joint, [[1, -1, 0], [0.5, 0.5, -1]]))
    yield from _lines("rao_scott", s.rao_scott(design, group, answer, domain))
    yield from _lines("wald", s.wald(design, group, answer))
    yield from _lines("wald unadjusted", s.wald(design, group, answer, domain, adjusted=False))
    for score in ("wilcoxon", "van-der-waerden", "upper-half"):
        yield from _lines(f"ranks {score}", s.rank_test(design, y, group, domain, score))
    yield from _lines("fit", s.goodness_of_fit(design, answer, [0.3, 0.3, 0.4], domain))
    letters = s.column_letters(s.differences(design, answer, group, least=5), 4, 0.2)
    yield ["letters", *letters.ravel()]


def _of_weights(drawn: Drawn) -> Iterator[Line]:
    """Weights calibrated, trimmed and adjusted in each way; corrections of p-values; reliability."""
    w, margins, total = drawn["w"], _margins(drawn), _total(drawn)
    yield from _lines("rake", s.rake(w, margins, 5000.0))
    table = np.array([[0.1, 0.08, 0.07, 0.05], [0.1, 0.1, 0.1, 0.1], [0.1, 0.07, 0.08, 0.05]])
    yield from _lines("crossed", s.crossed_margin("both", *margins, table))
    for method, bounds in (
        ("linear", None),
        ("raking", None),
        ("logit", (0.4, 2.4)),
        ("truncated", (0.5, 2.0)),
    ):
        yield from _lines(f"calibrate {method}", s.calibrate(w, margins, [total], None, method, bounds))
    homes = np.arange(N) // 2
    yield from _lines("households", s.calibrate_households(w[homes], homes, margins[:1], method="linear"))
    yield from _array("trimmed", s.trim_weights(w, 0.6, 1.9))
    yield from _array("trimmed loosely", s.trim_weights(w, 0.0, 1.5, strict=False))
    yield from _array("adjusted", s.adjust_for_nonresponse(w, drawn["answer"], [90.0, 80.0, 70.0]))
    p = np.array([[0.001, 0.04, np.nan, 0.012, 0.8], [0.03, 0.03, 0.2, 1.0, 0.0]]).T
    yield from _array("holm", s.holm(p))
    yield from _array("benjamini_hochberg", s.benjamini_hochberg(p))
    items = np.stack([np.nan_to_num(drawn["y"]), drawn["x"], drawn["side"]], axis=1)
    yield ["alpha", f"{s.cronbach_alpha(items, w):.9g}"]
    halves = [(items[: N // 2], w[: N // 2]), (items[N // 2 :], w[N // 2 :])]
    yield ["alpha of parts", f"{s.alpha_of_parts(halves):.9g}"]


def _of_areas() -> Iterator[Line]:
    """Figures of areas by a model, and whether it holds."""
    rng = np.random.default_rng(5)
    urban, n = rng.random(15), rng.integers(15, 200, 15)
    direct = 30 + 20 * urban + rng.normal(0, 3, 15) + rng.normal(size=15) * 40 / np.sqrt(n)
    sampling = s.smoothed_variances(1600 / n * (0.7 + 0.6 * rng.random(15)), n)
    yield from _array("smoothed", sampling)
    model = s.fit_areas(direct, sampling, urban[:, None])
    yield from _lines("model", model)
    figures = s.benchmarked(model, n / n.sum())
    yield from _lines("figures", figures)
    yield from _lines("diagnosed", s.diagnosed(model, figures))


def _lines(of: str, found: Any) -> Iterator[Line]:
    """A line for each field of a record."""
    assert is_dataclass(found)
    for each in fields(found):
        value = getattr(found, each.name)
        if each.name not in UNSAID and value is not None:
            yield from _array(f"{of}: {each.name}", value)


def _array(of: str, value: Any) -> Iterator[Line]:
    cells = np.asarray(value)
    if cells.dtype.kind in "biuf":
        cells = np.where(np.abs(cells) < 1e-9, 0, cells) if cells.dtype.kind == "f" else cells
        yield [of, *(f"{cell:.9g}" for cell in cells.ravel().tolist())]
    elif cells.dtype.kind in "UO" and not any(is_dataclass(each) for each in cells.ravel()):
        yield [of, *map(str, cells.ravel())]
