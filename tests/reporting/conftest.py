"""A small survey built for reports: three themes, two breakdowns, every status, in a folder of its own."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.reporting.territory_report import TerritoryReport
from analysis.results.indicator_rows import IndicatorRow, indicator_row
from analysis.results.released_columns import RELEASED_COMPARISONS, RELEASED_INDICATORS
from analysis.workspace import Place
from tests.reporting.made_comparisons import comparison_cells

COLUMNS = RELEASED_INDICATORS.names

SURVEY = """
title = {{ fr = "{title}", en = "Survey" }}
breakdowns = ["sexe", "age"]

[questions.sexe]
type = "single"
text = {{ fr = "Vous êtes :", en = "You are:" }}
label = {{ fr = "Sexe", en = "Sex" }}
codes = {{ 1 = {{ fr = "{label}", en = "Women" }}, 2 = {{ fr = "Hommes", en = "Men" }} }}
[questions.age]
type = "single"
text = {{ fr = "Quel âge avez-vous ?", en = "How old are you?" }}
label = {{ fr = "Âge", en = "Age" }}
codes = {{ "01" = "15-34", "02" = "35-64", "03" = "65+" }}
[questions.accueil]
type = "single"
text = {{ fr = "Avez-vous été bien accueilli ?", en = "Were you well received?" }}
codes = {{ 1 = {{ fr = "Oui", en = "Yes" }}, 2 = {{ fr = "Non", en = "No" }} }}
[questions.decouverte]
type = "multiple"
text = {{ fr = "Comment avez-vous connu l'association ?", en = "How did you find the association?" }}
asked_if = {{ accueil = ["1"] }}
[questions.decouverte.codes]
a = {{ fr = "Bouche à oreille", en = "Word of mouth" }}
b = "Internet"
c = {{ fr = "Forum", en = "Fair" }}
[questions.heures]
type = "numeric"
text = {{ fr = "Combien d'heures par mois ?", en = "How many hours a month?" }}
[questions.trajet]
type = "numeric"
text = {{ fr = "Combien de minutes par jour ?", en = "How many minutes a day?" }}
unit = {{ fr = "minutes par jour", en = "minutes a day" }}
[derived.age_groupe]
groups_of = "age"
label = {{ fr = "Âge regroupé", en = "Age grouped" }}
[derived.age_groupe.codes]
jeunes = {{ fr = "15-34", of = ["01"] }}
autres = {{ fr = "35+", of = ["02", "03"] }}
[populations.accueillis]
label = {{ fr = "Bien accueillis", en = "Well received" }}
among = {{ accueil = ["1"] }}

[themes.accueil]
title = {{ fr = "L'accueil", en = "Reception" }}
[themes.decouverte]
title = {{ fr = "La découverte", en = "Finding the association" }}
lead = {{ fr = "Par où sont-ils venus ?", en = "How did they come?" }}
[themes.temps]
title = {{ fr = "Le temps donné", en = "Time given" }}

[indicators.bien_accueillis]
title = {{ fr = "Bien accueillis", en = "Well received" }}
theme = "accueil"
statistic = "share"
variable = "accueil"
answers = ["1"]
direction = "favourable"
headline = true
[indicators.canaux]
title = {{ fr = "Canaux", en = "Channels" }}
theme = "decouverte"
statistic = "share"
variable = "decouverte"
[indicators.heures]
title = {{ fr = "Heures par mois", en = "Hours a month" }}
theme = "temps"
statistic = "mean"
variable = "heures"
unit = {{ fr = "heures", en = "hours" }}
[indicators.trajet]
title = {{ fr = "Trajet", en = "Journey" }}
theme = "temps"
statistic = "mean"
variable = "trajet"
[note]
purpose = {{ fr = "{note}", en = "Purpose" }}
"""

EDITION = """
title = {{ fr = "Édition 2009", en = "2009 edition" }}
simulated = {simulated}
[file]
name = "answers.csv"
[fieldwork]
start = 2009-03-10
end = 2009-04-09
"""

Row = dict[str, object]


def row(indicator: str, theme: str, value: float | None, se: float | None, **given: object) -> Row:
    """A row of indicators.csv with an interval of two standard errors."""
    interval: Row = {}
    if value is not None and se is not None:
        interval = {"ci_low": value - 2 * se, "ci_high": value + 2 * se}
    filled: Row = dict.fromkeys(COLUMNS, "")
    filled |= {"survey": "petite", "edition": "2009", "theme": theme, "indicator": indicator}
    filled |= {"population": "all", "breakdown": "all", "group": "all", "statistic": "share", "unit": "%"}
    filled |= {"ci_level": 0.95, "n": 1000, "status": "shown", "direction": "neutral", **interval}
    return filled | {"value": "" if value is None else value, "se": "" if se is None else se} | given


def rows() -> list[Row]:
    """Groups that differ and groups that do not; a suppressed, a confidential and a cautious cell."""
    secret: Row = {"status": "hidden", "n": 7}
    hours: Row = {"statistic": "mean", "unit": "heures"}
    return [
        row("bien_accueillis", "accueil", 68.2, 1.5, direction="favourable"),
        row("bien_accueillis", "accueil", 75.0, 1.8, breakdown="sexe", group="1", n=600),
        row("bien_accueillis", "accueil", 58.0, 2.5, breakdown="sexe", group="2", n=400),
        row("bien_accueillis", "accueil", 50.0, 3.0, breakdown="age", group="01", n=300),
        row("bien_accueillis", "accueil", 66.0, 2.0, breakdown="age", group="02", n=500),
        row("bien_accueillis", "accueil", 91.7, 9.9, breakdown="age", group="03", **secret),
        row("canaux", "decouverte", 47.0, 1.6, item="a"),
        row("canaux", "decouverte", 22.0, 1.3, item="b"),
        row("canaux", "decouverte", 13.3, 9.9, item="c", status="suppressed"),
        *(row("canaux", "decouverte", 60.0, 2, item=i, breakdown="sexe", group="1", n=600) for i in "ab"),
        *(row("canaux", "decouverte", 30.0, 2, item=i, breakdown="sexe", group="2", n=400) for i in "ab"),
        row("heures", "temps", 12.3, 0.4, **hours),
        row("heures", "temps", 14.0, 3.0, **hours, breakdown="sexe", group="1"),
        row("heures", "temps", 11.0, 3.0, **hours, breakdown="sexe", group="2", status="caution"),
    ]


@dataclass(frozen=True)
class SmallSurvey:
    """The files of one survey under `root`, and what the page's texts are."""

    root: Path
    title: str = "Petite enquête"
    label: str = "Femmes"
    note: str = "Connaître les bénévoles."
    simulated: bool = True
    rows: list[Row] = field(default_factory=rows)

    def write(self) -> tuple[Survey, Edition]:
        """Definitions and processed files on the disk; the records read from them."""
        raw = self.root / "data" / "raw" / "petite"
        texts = {"title": self.title, "label": self.label, "note": self.note}
        _write(raw / "survey.toml", SURVEY.format(**{name: _toml(text) for name, text in texts.items()}))
        _write(raw / "2009" / "edition.toml", EDITION.format(simulated=str(self.simulated).lower()))
        processed = Place(self.root, "petite", "2009").released
        processed.mkdir(parents=True, exist_ok=True)
        with (processed / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self.rows)
        with (processed / "comparisons.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, RELEASED_COMPARISONS.names, extrasaction="ignore")
            writer.writeheader()
            figures = [indicator_row({name: str(cell) for name, cell in r.items()}) for r in self.rows]
            writer.writerows(comparison_cells(figures))
        counts = {"received": 1003, "kept": 1000, "removed": 3}
        provenance = {
            "counts": counts,
            "removed": {"duplicate of the identifier": 3},
            "files": [{"name": "a.csv"}],
        }
        _write(processed / "provenance.json", json.dumps(provenance))
        survey = read_survey(raw / "survey.toml")
        return survey, read_edition(raw / "2009" / "edition.toml", survey)


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def survey_in() -> Callable[..., SmallSurvey]:
    """Makes a small survey under a given folder; keywords change its texts and rows."""
    return SmallSurvey


@pytest.fixture
def small_survey(tmp_path: Path) -> Callable[..., SmallSurvey]:
    """Makes a small survey under the test's own folder; keywords change its texts and rows."""
    return lambda **given: SmallSurvey(tmp_path, **given)


@pytest.fixture
def estimate() -> Callable[..., IndicatorRow]:
    """Makes an estimate of 1,000 respondents, with an interval of two standard errors."""

    def made(value: float | None, se: float = 1.0, **given: Any) -> IndicatorRow:
        low, high = (None, None) if value is None else (value - 2 * se, value + 2 * se)
        filled = {"indicator": "bien_accueillis", "low": low, "high": high, "n": 1000, **given}
        return IndicatorRow(value=value, se=se, **filled)

    return made


@pytest.fixture
def voices(small_survey: Callable[..., SmallSurvey]) -> dict[str, Voice]:
    """One voice per language."""
    survey, _ = small_survey().write()
    return {language: Voice(language, survey) for language in ("fr", "en")}


VERBS = {
    "bien_accueillis": {
        "fr": Verb("se dit bien accueilli", "se disent bien accueillis"),
        "en": Verb("feels well received", "feel well received"),
    },
    "canaux": {"fr": Verb("est venu", "sont venus"), "en": Verb("came", "came")},
}


@pytest.fixture
def spoken(voices: dict[str, Voice]) -> dict[str, Voice]:
    """The voices of the small survey, its shares with verbs."""
    survey = voices["fr"].survey
    verbs = {name: replace(survey.indicators[name], verb=verb) for name, verb in VERBS.items()}
    told = replace(survey, indicators={**survey.indicators, **verbs})
    return {language: Voice(language, told) for language in ("fr", "en")}


@pytest.fixture(scope="session")
def nine_themes(write_shared: Callable[..., Place]) -> Place:
    """The survey of nine themes, built; nothing of it may be changed."""
    from tests.reporting.nine_themes import built

    return built(write_shared)


@pytest.fixture(scope="session")
def nine_themes_report(nine_themes: Place) -> EditionContent:
    """Its report in French."""
    from tests.reporting.nine_themes import opened

    found = opened(nine_themes)
    assert isinstance(found, EditionContent)
    return found


@pytest.fixture(scope="session")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the survey of regions, built."""
    from analysis.pipeline import build
    from tests.reporting.regions import write_regions

    place = write_regions(tmp_path_factory.mktemp("regions"))
    build(place)
    return place.root


@pytest.fixture
def opened(regions: Path) -> Callable[..., TerritoryReport]:
    """Opens the report of a region."""
    from analysis.reporting.edition_report import open_report

    def open_region(code: str, language: str = "fr") -> TerritoryReport:
        report = open_report(regions, "s", "2024", language, f"region={code}")
        assert isinstance(report, TerritoryReport)
        return report

    return open_region
