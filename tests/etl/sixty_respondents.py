"""Sixty respondents with weights, replicate weights and homes, for tests of weighting and of designs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.statistics import Margin
from analysis.steps.results_files import Built

N = 60
RNG = np.random.default_rng(7)
SEX, REGION, AGE = RNG.integers(0, 2, N), RNG.integers(0, 3, N), RNG.integers(18, 80, N)
HAPPY = RNG.integers(0, 2, N)
WEIGHTS = RNG.integers(1, 9, N) / 2
REPLICATES = WEIGHTS[:, None] * RNG.integers(0, 3, (N, 4))
SURVEY = """
title = "Essai"
[questions.sex]
type = "single"
codes = { f = "Femme", m = "Homme" }
[questions.region]
type = "single"
codes = { a = "A", b = "B", c = "C" }
[questions.age]
type = "numeric"
[questions.happy]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[themes.t]
title = "T"
[indicators.happy]
title = "Heureux"
theme = "t"
variable = "happy"
answers = ["1"]
"""
ROWS = [
    f"{'fm'[s]},{'abc'[r]},{a},{h},{w},{1 + r},{','.join(map(str, reps))}"
    for s, r, a, h, w, reps in zip(SEX, REGION, AGE, HAPPY, WEIGHTS, REPLICATES, strict=True)
]
ANSWERS = "sex,region,age,happy,w,size,r1,r2,r3,r4\n" + "\n".join(ROWS) + "\n"
SEX_MARGIN = Margin("sex", SEX, ("f", "m"), [0.55, 0.45])

Made = Callable[..., Built]
"""Processes the sixty with settings, margins.csv and answers of a test's own."""
SHARES = "variable,code,share,count,total\nsex,f,55,,\nsex,m,45,,\n"
HOMES = N // 2
OF_HOMES = (
    "sex,region,age,happy,home,town,towns,homes\n"
    + "\n".join(
        f"{'fm'[SEX[i]]},{'abc'[REGION[i]]},{AGE[i]},{HAPPY[i]},{i // 2},{i // 10},12,{10 + i // 10}"
        for i in range(N)
    )
    + "\n"
)
