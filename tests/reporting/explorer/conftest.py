"""Two editions with a group too small to be shown and labels that attack, built and released once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.pipeline import build
from analysis.steps.explorers import make_explorer
from analysis.workspace import Place
from tests.reporting.pages import HOSTILE

SURVEY = """
title = {{ fr = "Petite enquête", en = "Small survey" }}
breakdowns = ["ville", "sexe"]
territories = ["region"]
[publication]
reliability = "none"
[themes.avis]
title = {{ fr = "Les avis", en = "Opinions" }}
[themes.autre]
title = "Thème sans chiffre"
[populations.autres]
label = "Population sans chiffre"
among = {{ sexe = ["f"] }}
[questions.sexe]
type = "single"
label = {{ fr = "Sexe", en = "Sex" }}
codes = {{ f = {{ fr = "Femmes", en = "Women" }}, h = {{ fr = "Hommes", en = "Men" }} }}
[questions.ville]
type = "single"
label = {{ fr = '''{hostile}''', en = "Town" }}
codes = {{ "=1+1" = '''{hostile}''', b = "Brest, \\"le\\" port", c = "Caen", d = "Dax" }}
[questions.region]
type = "single"
label = {{ fr = "Région", en = "Region" }}
codes = {{ n = {{ fr = "Nord", en = "North" }}, s = {{ fr = "Sud", en = "South" }}, e = "Est", o = "Ouest" }}
[questions.choix]
type = "multiple"
label = {{ fr = "Choix", en = "Choice" }}
codes = {{ un = {{ fr = "Le premier", en = "First" }}, deux = "Deux", trois = "Trois" }}
[questions.note]
type = "numeric"
[indicators.oui]
title = {{ fr = '''{hostile}''', en = "First chosen" }}
theme = "avis"
variable = "choix"
answers = ["un"]
headline = true
[indicators.choix]
title = {{ fr = "Tous les choix", en = "All choices" }}
theme = "avis"
[indicators.note]
title = {{ fr = "Note", en = "Score" }}
theme = "avis"
statistic = "mean"
unit = {{ fr = "sur 10", en = "out of 10" }}
"""
EDITION = """
title = {{ fr = "Édition {year}", en = "{year} edition" }}
simulated = true
[file]
name = "answers.csv"
[fieldwork]
start = {year}-03-01
end = {year}-04-30
[breaks]
note = {{ fr = "Échelle changée", en = "Other scale" }}
"""
TOWNS = ("=1+1", "b", "c", "d")


def answers(shift: int) -> str:
    """Six hundred respondents; three live in the last town, five in the last region; men score higher."""
    lines = ["sexe,ville,region,choix_un,choix_deux,choix_trois,note"]
    for number in range(600):
        town = TOWNS[3] if number < 3 else TOWNS[number % 3]
        chosen = [int((number * 7 + shift * place) % (place + 2) == 0) for place in range(1, 4)]
        region = "o" if number < 5 else "nse"[number % 5 % 3]
        score = (number + shift) % 9 + 2 * (number % 2)
        lines.append(f"{'fh'[number % 2]},{town},{region},{','.join(map(str, chosen))},{score}")
    return "\n".join(lines) + "\n"


def written(root: Path, survey: str = "petite") -> list[Place]:
    """The survey under `root`, of which nothing is made."""
    places = [Place(root, survey, year) for year in ("2019", "2023")]
    for shift, place in enumerate(places):
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(SURVEY.format(hostile=HOSTILE), encoding="utf-8")
        place.edition_toml.write_text(EDITION.format(year=place.edition), encoding="utf-8")
        (place.raw / "answers.csv").write_text(answers(shift), encoding="utf-8")
    return places


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The later edition of the survey, released with the earlier one; the explorer stands."""
    *_, latest = [build(place) and place for place in written(tmp_path_factory.mktemp("explored"))]
    assert make_explorer(latest.root)
    return latest
