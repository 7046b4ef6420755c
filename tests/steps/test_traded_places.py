"""Respondents of two hidden groups trade places, and with them other answers and weights: of all that is
released, in every format, nothing changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from analysis.reporting.report_formats import FORMATS
from analysis.results.schema import SHOWN
from analysis.workspace import Place
from tests.reporting.told_texts import texts_in

SURVEY = """
title = "Enquête"
identifier = "id"
breakdowns = ["sexe", "age", "sources"]
territories = ["region", "lieu"]
[publication]
reliability = "none"
[design]
weight = "poids"
[quality]
duration = "duree"
[modelled.lieu]
indicators = ["q", "heures"]
covariates = ["pauvres"]
[themes.t]
title = "Les avis"
[populations.petits]
label = "Les deux petits lieux"
among = { lieu = ["01", "02"] }
[populations.un]
label = "Le premier lieu"
among = { lieu = ["01"] }
[scales.accord]
codes = { 1 = "pas du tout", 2 = "plutôt pas", 3 = "plutôt", 4 = "tout à fait" }
[questions.duree]
type = "numeric"
[questions.lieu]
type = "single"
label = "Lieu"
codes = { LIEUX }
[questions.sexe]
type = "single"
label = "Sexe"
codes = { f = "Femmes", h = "Hommes", x = { fr = "Autre", with = "h" } }
[questions.naissance]
type = "numeric"
[questions.sources]
type = "multiple"
label = "Sources"
codes = { a = "Amis", b = "Presse", c = "Rien" }
[questions.q]
type = "single"
label = "D’accord"
codes = { 1 = "oui", 0 = "non" }
[questions.avis]
type = "scale"
scale = "accord"
[questions.heures]
type = "numeric"
[derived.age]
classes_of = "naissance"
codes.v = { fr = "Avant 1980", below = 1980 }
codes.j = { fr = "1980 et après", from = 1980 }
[derived.region]
groups_of = "lieu"
codes.n = { fr = "Nord", of = [NORD] }
codes.s = { fr = "Sud", of = [SUD] }
[indicators.q]
title = "D’accord"
theme = "t"
answers = ["1"]
headline = true
[indicators.q_petits]
theme = "t"
variable = "q"
answers = ["1"]
population = "petits"
breakdowns = ["lieu"]
[indicators.q_un]
theme = "t"
variable = "q"
answers = ["1"]
population = "un"
[indicators.avis]
title = "Les réponses"
theme = "t"
headline = true
[indicators.solde]
title = "Solde des avis"
theme = "t"
variable = "avis"
statistic = "balance"
favourable = ["3", "4"]
unfavourable = ["1", "2"]
[indicators.heures]
title = "Heures"
theme = "t"
statistic = "mean"
headline = true
[indicators.milieu]
title = "Milieu des heures"
theme = "t"
variable = "heures"
statistic = "median"
[indicators.ensemble]
title = "Toutes les heures"
theme = "t"
variable = "heures"
statistic = "total"
[indicators.sources]
title = "D’où l’on sait"
theme = "t"
breakdowns = ["sources", "lieu"]
[indicators.lieu]
title = "Où l’on vit"
theme = "t"
breakdowns = ["sexe"]
"""
EDITION = """
title = "Édition {year}"
[file]
name = "answers.csv"
[fieldwork]
start = {year}-03-01
end = {year}-04-30
"""
PLACES = [f"{place:02}" for place in range(1, 13)]
SIZES = {"01": 6, "02": 9} | {place: 30 + 9 * int(place) for place in PLACES[2:]}
"""Respondents of each place: the first two are hidden, in the north and in all."""
POOR = {place: 8 + 2 * int(place) for place in PLACES}
TRADED = {"01": 3, "02": 2}
"""How many go from each of the two to the other: 5 and 10 respondents are there then."""


def survey() -> str:
    names = ", ".join(f'{place} = "Lieu {place}"' for place in PLACES)
    north, south = (", ".join(f'"{place}"' for place in part) for part in (PLACES[:6], PLACES[6:]))
    return SURVEY.replace("LIEUX", names).replace("NORD", north).replace("SUD", south)


def answers(year: int) -> pd.DataFrame:
    """Those of the first place agree with everything, those of the second with nothing."""
    draws = np.random.default_rng(year)
    place = np.repeat(PLACES, list(SIZES.values()))
    n = len(place)
    agree = draws.random(n) < np.array([POOR[each] / 40 for each in place])
    agree = np.where(place == "01", True, np.where(place == "02", False, agree))
    sources = draws.random((3, n)) < np.where(place == "01", 0.9, 0.4)
    return pd.DataFrame(
        {
            "id": [f"{year}{number:04}" for number in range(n)],
            "poids": np.where(agree, 1.17, 0.83) + draws.random(n).round(3),
            "duree": 600 + draws.integers(0, 90, n),
            "lieu": place,
            "sexe": draws.choice(["f", "h", "x"], n, p=[0.6, 0.39, 0.01]),
            "naissance": draws.integers(1940, 2005, n),
            **{f"sources_{code}": ticks.astype(int) for code, ticks in zip("abc", sources, strict=True)},
            "q": agree.astype(int),
            "avis": np.where(agree, draws.integers(3, 5, n), draws.integers(1, 3, n)),
            "heures": [POOR[each] for each in place] + draws.integers(0, 20, n),
        }
    )


def traded(rows: pd.DataFrame) -> pd.DataFrame:
    """The same answers, where some of each of the two places say that they live in the other."""
    found = rows.copy()
    for (place, number), other in zip(TRADED.items(), reversed(TRADED), strict=True):
        found.loc[rows.index[rows["lieu"] == place][:number], "lieu"] = other
    return found


def released(root: Path, last: pd.DataFrame, *words: str) -> dict[str, bytes]:
    """Every file under reports/ of two editions, of which `last` are the answers of the later one."""
    covariates = "variable,code,covariate,value,label_fr,source,date\n" + "".join(
        f"lieu,{place},pauvres,{share},part des pauvres,Recensement,2020\n" for place, share in POOR.items()
    )
    for year, rows in ((2019, answers(2019)), (2023, last)):
        place = Place(root, "essai", str(year))
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(survey(), encoding="utf-8")
        place.edition_toml.write_text(EDITION.format(year=year), encoding="utf-8")
        (place.raw / "covariates.csv").write_text(covariates, encoding="utf-8")
        rows.to_csv(place.raw / "answers.csv", index=False)
    for command in (("build",), ("report", "--jobs", "1", "--timeout", "600", "essai/2023", *words)):
        done = CliRunner().invoke(main, ["--root", str(root), *command])
        assert done.exit_code == 0, done.output
    reports = root / "reports"
    files = [path for path in reports.rglob("*") if path.is_file() and path.suffix not in (".lock", ".log")]
    return {path.relative_to(reports).as_posix(): path.read_bytes() for path in files}


OF_FILES = re.compile(r'(?:SHA-256)?[0-9a-f]{64}|"bytes": \d+|\[\d+, (?=\\"\d{4}-)')
"""Checksums, that of the answers among them, and the sizes of files that have it, packed."""


def parts_of(name: str, content: bytes) -> Iterator[tuple[str, object]]:
    """What a file holds, part by part: texts without checksums, and pictures as they are."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for each in packed.namelist():
                yield from parts_of(f"{name}/{each}", packed.read(each))
    elif text := texts_in(name, content):
        yield name, OF_FILES.sub("", text)
    else:
        yield name, content


TABLES = ("indicators", "territories", "comparisons", "distributions", "quality", "weighting", "modelled")
"""Released tables, each of which has rows."""


@pytest.mark.parametrize(
    "words",
    [
        (),
        pytest.param(
            ("--format", ",".join(FORMATS), "--by", "region", "--lang", "fr,en"), marks=pytest.mark.slow
        ),
    ],
    ids=["the page and the files", "all formats, languages and territories"],
)
def test_nothing_that_is_released_changes_where_respondents_of_hidden_groups_trade_places(
    words: tuple[str, ...], tmp_path: Path, copying_processes: Callable[[], AbstractContextManager[None]]
) -> None:
    last = answers(2023)
    of_first = last.loc[last["lieu"].isin(TRADED), ["poids", "q", "avis", "heures"]]
    assert not of_first.duplicated().any()  # whoever trades has other answers, and another weight
    with nullcontext() if words else copying_processes():
        one, other = released(tmp_path / "a", last, *words), released(tmp_path / "b", traded(last), *words)
    assert set(one) == set(other)
    changed = [name for name in one if one[name] != other[name]]
    assert "essai/2023/provenance.json" in changed  # it has the checksum of the answers
    found = [
        part
        for name in changed
        for part, again in zip(parts_of(name, one[name]), parts_of(name, other[name]), strict=True)
        if part != again
    ]
    assert [name for name, _ in found] == []
    tables = {name: pd.read_csv(io.BytesIO(one[f"essai/2023/{name}.csv"]), dtype=str) for name in TABLES}
    assert {name: len(rows) > 0 for name, rows in tables.items()} == dict.fromkeys(TABLES, True)
    status = (
        tables["territories"].query("breakdown == 'lieu' and indicator == 'q'").set_index("group")["status"]
    )
    assert status["01"] == status["02"] == "hidden" and status["12"] in SHOWN
