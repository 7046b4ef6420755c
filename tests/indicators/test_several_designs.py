"""Several designs in one survey: the figures of each are those of a survey of its respondents alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.release.released_counts import released_weighting
from analysis.pipeline import process
from analysis.reporting.blocks import Definitions, Heading, Paragraph, ReportTable
from analysis.reporting.chapters.method_pages.weighting_told import weighting_told
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import Records, _weighting
from analysis.sources.received import DataError
from analysis.steps.results_files import Built, tables

QUESTIONS = """
[themes.t]
[questions.mode]
type = "single"
codes = { web = "en ligne", tel = "au téléphone" }
[questions.sexe]
type = "single"
codes = { f = "femme", h = "homme" }
[questions.region]
type = "single"
codes = { n = "nord", s = "sud" }
[questions.avis]
type = "scale"
codes = { 1 = "non", 2 = "plutôt", 3 = "oui" }
[questions.heures]
type = "numeric"
min = 0
max = 99
[publication]
confidential_below = 1
reliability = "none"
"""
WEB = """
weight = "w_web"
strata = "strate"
psu = "commune"
single_psu = "adjust"
"""
TEL = 'weight = "w_tel"\n'
WEB_WEIGHTING = 'calibration = "raking"\nvariables = ["sexe"]\n'
TEL_WEIGHTING = 'calibration = "linear"\nvariables = ["sexe", "region"]\n'
MARGINS = {
    "web": "sexe,f,55\nsexe,h,45\n",
    "tel": "sexe,f,48\nsexe,h,52\nregion,n,30\nregion,s,70\n",
}


def indicators(mode: str = "", population: str = "") -> str:
    """The indicators of one mode, named after it where both stand in one survey."""
    written = ""
    for name, variable, more in (
        ("avis", "avis", 'answers = ["3"]\nheadline = true'),
        ("detail", "avis", ""),
        ("note", "avis", 'statistic = "mean"'),
        ("heures", "heures", 'statistic = "mean"'),
        ("mediane", "heures", 'statistic = "median"'),
        ("somme", "heures", 'statistic = "total"'),
    ):
        of = f'population = "{population}"\n' if population else ""
        written += f'[indicators.{name}{mode}]\ntheme = "t"\nvariable = "{variable}"\n{of}{more}\n'
    return written


def answers() -> pd.DataFrame:
    """Of 400 respondents 240 on the web, by strata and communes, which others have not."""
    draws, n = np.random.default_rng(7), 400
    is_web = np.arange(n) % 5 < 3
    frame = pd.DataFrame(
        {
            "id": np.arange(n),
            "mode": np.where(is_web, "web", "tel"),
            "sexe": draws.choice(["f", "h"], n, p=[0.6, 0.4]),
            "region": draws.choice(["n", "s"], n),
            "avis": draws.choice(["1", "2", "3", ""], n, p=[0.2, 0.3, 0.4, 0.1]),
            "heures": draws.integers(0, 40, n),
            "strate": draws.choice(["a", "b", "c"], n),
            "w_web": draws.uniform(0.5, 3, n).round(3),
            "w_tel": draws.uniform(10, 30, n).round(3),
        }
    )
    frame["commune"] = frame["strate"] + draws.integers(0, 6, n).astype(str)
    frame[["w_web", "strate", "commune"]] = frame[["w_web", "strate", "commune"]].astype(object)
    frame.loc[~is_web, ["w_web", "strate", "commune"]] = ""
    frame["w_tel"] = frame["w_tel"].astype(object)
    frame.loc[is_web, "w_tel"] = ""
    return frame


BOTH = f"""
identifier = "id"
breakdowns = ["sexe"]
composition = "sexe"
territories = ["region"]
{QUESTIONS}
[designs.web]
{WEB}
among = {{ mode = ["web"] }}
[designs.web.weighting]
{WEB_WEIGHTING}
[designs.tel]
{TEL}
among = {{ mode = ["tel"] }}
[designs.tel.weighting]
{TEL_WEIGHTING}
[populations.en_ligne]
design = "web"
[populations.au_telephone]
design = "tel"
{indicators("_web", "en_ligne")}
{indicators("_tel", "au_telephone")}
"""


def alone(mode: str, design: str, weighting: str) -> str:
    """The survey of the respondents of one mode."""
    return (
        f'identifier = "id"\nbreakdowns = ["sexe"]\ncomposition = "sexe"\nterritories = ["region"]\n'
        f'{QUESTIONS}[cleaning]\nkeep_if = {{ mode = ["{mode}"] }}\n'
        f"[design]\n{design}\n[weighting]\n{weighting}\n{indicators(f'_{mode}')}"
    )


@pytest.fixture(scope="module")
def built(write_shared: Callable) -> dict[str, Built]:
    csv = answers().to_csv(index=False)
    both = "variable,code,share,design\n" + "".join(
        line + f",{mode}\n" for mode, text in MARGINS.items() for line in text.splitlines()
    )
    found = {"both": process(write_shared(BOTH, answers_csv=csv, margins_csv=both))}
    for mode, design, weighting in (("web", WEB, WEB_WEIGHTING), ("tel", TEL, TEL_WEIGHTING)):
        own = "variable,code,share\n" + MARGINS[mode]
        found[mode] = process(write_shared(alone(mode, design, weighting), answers_csv=csv, margins_csv=own))
    return found


KEYS = {
    "indicators.csv": ["indicator", "item", "breakdown", "group"],
    "territories.csv": ["indicator", "item", "breakdown", "group"],
    "comparisons.csv": ["comparison", "indicator", "item", "breakdown", "group", "against_group"],
    "distributions.csv": ["variable", "kind", "item", "population"],
    "composition.csv": ["indicator", "item", "group", "against_group"],
    "sensitivity.csv": ["indicator", "item", "variant"],
}
OVER_THE_REPORT = ["p_adjusted", "p_report", "family", "correction", "population", "status"]
"""What is corrected over all that one report shows, and the name of the population."""


@pytest.mark.parametrize("mode", ["web", "tel"])
@pytest.mark.parametrize("name", KEYS)
def test_a_design_of_some_has_the_figures_of_a_survey_of_them(
    name: str, mode: str, built: dict[str, Built]
) -> None:
    own, both = (tables(built[each])[name] for each in (mode, "both"))
    if name == "distributions.csv":
        population = {"web": "en_ligne", "tel": "au_telephone"}[mode]
        both = both[both["population"] == population].assign(population="all")
    else:
        both = both[both["indicator"].astype(str).str.endswith(mode)]
    assert len(own) == len(both) > 1
    numbers = [
        column
        for column in own.columns
        if pd.api.types.is_numeric_dtype(own[column]) and column not in OVER_THE_REPORT
    ]
    found, expected = (
        frame.assign(**{key: frame[key].astype(str) for key in KEYS[name]})
        .set_index(KEYS[name])[numbers]
        .astype(float)
        for frame in (both, own)
    )
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-12)


def test_each_design_has_its_rows_of_weighting(built: dict[str, Built]) -> None:
    rows = tables(built["both"])["weighting.csv"]
    for mode in ("web", "tel"):
        own = tables(built[mode])["weighting.csv"].drop(columns="design").reset_index(drop=True)
        found = rows[rows["design"] == mode].drop(columns="design").reset_index(drop=True)
        pd.testing.assert_frame_equal(found, own)


def test_who_is_not_of_a_design_stays_in_the_file_without_its_weight(built: dict[str, Built]) -> None:
    weighted = built["both"].weighted
    assert len(weighted.cleaned.removed) == 0
    assert {name: int(where.sum()) for name, where in weighted.members.items()} == {"web": 240, "tel": 160}
    assert (weighted.cleaned.of_some["web"].weights[~weighted.members["web"]] == 0).all()


def test_who_has_no_usable_weight_in_a_design_is_removed_as_from_a_survey_of_it(processed: Callable) -> None:
    frame = answers()
    frame.loc[0, "w_web"] = "beaucoup"
    frame.loc[4, "w_tel"] = "-3"
    survey = BOTH.replace(WEB_WEIGHTING, "").replace(TEL_WEIGHTING, "")
    cleaned = processed(survey, frame.to_csv(index=False)).weighted.cleaned
    assert list(cleaned.removed["respondent"]) == ["0", "4"]
    assert set(cleaned.problems["problem"].str.split(";").str[0]) == {"not a weight"}


def test_a_design_without_among_refuses_respondents_without_its_weight(processed: Callable) -> None:
    survey = BOTH.replace('among = { mode = ["web"] }', "")
    with pytest.raises(
        DataError, match=r"designs\.web: 160 of 400 respondents have no weight in column w_web"
    ):
        processed(
            survey, answers().to_csv(index=False), margins_csv="variable,code,share\nsexe,f,50\nsexe,h,50\n"
        )


def test_a_design_nobody_is_of_is_refused(processed: Callable) -> None:
    survey = BOTH.replace(WEB_WEIGHTING, "").replace(TEL_WEIGHTING, "")
    with pytest.raises(DataError, match=r"designs\.tel: none of the respondents kept is of it"):
        processed(survey, answers().query("mode == 'web'").to_csv(index=False))


def test_margins_of_a_design_that_is_not_there_are_refused(processed: Callable) -> None:
    margins = "variable,code,share,design\nsexe,f,50,web\nsexe,h,50,poste\n"
    with pytest.raises(DataError, match=r"no design poste; designs: web, tel"):
        processed(BOTH, answers().to_csv(index=False), margins_csv=margins)


def test_how_many_a_design_has_is_released_where_neither_it_nor_the_others_are_few() -> None:
    def rows(sizes: dict[str, int]) -> pd.DataFrame:
        frame = pd.DataFrame({"design": list(sizes), "value": list(sizes.values())})
        return frame.assign(survey="s", edition="e", variable="", code="", measure="respondents", source="")

    sizes = {"": 1000, "most": 995, "half": 504, "few": 90, "all": 1000}
    found = released_weighting(rows({name: float(n) for name, n in sizes.items()}), 11)
    assert dict(zip(found["design"], found["value"], strict=True)) == {"": 1000, "half": 500, "all": 1000}


def test_the_methodology_tells_each_design(built: dict[str, Built]) -> None:
    both = built["both"]
    weighting = tables(both)["weighting.csv"].fillna("")
    records = Records([_weighting(row) for row in weighting.astype(str).to_dict("records")], {})
    blocks = weighting_told(Voice("en", both.survey), both.edition, records)
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["web", "tel"]
    listed = [block.entries for block in blocks if isinstance(block, Definitions)]
    assert [dict(entries)["Respondents"] for entries in listed] == ["240", "160"]
    captions = [block.caption for block in blocks if isinstance(block, ReportTable)]
    assert [caption.split(": ")[1] for caption in captions] == ["web", "tel"]
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "raking" in said and "linear" in said
