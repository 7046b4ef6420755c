"""A line of a nested table is the table of those who are in it, whatever is measured."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.interactive.library import OpenSurvey

SCALE = {"favourable": ["1", "2"], "unfavourable": ["3", "4"]}
MEASURED: dict[str, dict[str, object]] = {
    "one figure": {"rows": "forme", "answers": "oui"},
    "all answers": {"rows": "formation_recue"},
    "several answers": {"rows": "attentes"},
    "a mean": {"rows": "heures", "statistic": "mean"},
    "a median": {"rows": "heures", "statistic": "median"},
    "a quantile": {"rows": "heures", "statistic": "quantile", "q": 0.9},
    "a total": {"rows": "heures", "statistic": "total"},
    "how hours spread": {"rows": "heures", "statistic": "sd"},
    "a balance": {"rows": "satisfait_reconnaissance", "statistic": "balance", **SCALE},
    "several statistics": {"rows": ["heures", "forme"]},
}
LINES = {"fields": "secteur", "fields one named several of": "multi_secteurs", "sizes": "taille"}
FIGURES = ["value", "se", "ci_low", "ci_high", "n", "n_eff", "base", "deff", "df"]


@pytest.mark.parametrize("within", LINES.values(), ids=LINES.keys())
@pytest.mark.parametrize("what", MEASURED.values(), ids=MEASURED.keys())
def test_a_line_has_the_figures_of_a_filter(survey: OpenSurvey, what: dict[str, object], within: str) -> None:
    asked = survey.exploring()
    nested = asked.table(by="sexe", within=within, **what).frame  # type: ignore[arg-type]
    for code in list(asked[within].question.codes)[:3]:
        line = nested[nested["within_code"] == code]
        alone = asked.table(by="sexe", where={within: [code]}, **what).frame  # type: ignore[arg-type]
        alone = alone[alone["by"] != ""]
        assert list(line["group"]) == list(alone["group"])
        for figure in FIGURES:
            np.testing.assert_array_equal(
                line[figure].to_numpy(dtype=float, na_value=np.nan),
                alone[figure].to_numpy(dtype=float, na_value=np.nan),
                err_msg=f"{figure} of {within} = {code}",
            )
