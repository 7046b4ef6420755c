"""The results of a survey and what each is made of: an edition, a trend, a report, the index.

Light: finding that nothing is to be done imports no pandas.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.faults import Fault
from analysis.reporting.report_formats import FORMATS, endings
from analysis.results import ALIKE, COMPOSITION, DECIDED, INDICATORS, MARGINS, POINTS, PROVENANCE, TREND
from analysis.runs.manifests import MANIFEST, Ingredients, ingredients, made_of_in
from analysis.runs.step import Files, Folder, Result
from analysis.runs.whole_files import checksum
from analysis.workspace import (
    CATALOGUES,
    EXPLORER,
    RELEASED,
    Address,
    Place,
    catalogue_files,
    found_addresses,
    language_folder,
    places,
)

if TYPE_CHECKING:
    from analysis.questionnaire.fixed_words import Merges

OF_OTHER_PROGRAMS = (".", "~")
"""How names begin that spreadsheets and editors leave beside an open file."""
OF_SURVEY = "processed/"
"""How the names begin of a survey's own tables among what a report is made of."""


def edition_result(place: Place) -> Result:
    """The result data/processed/SURVEY/EDITION."""
    return Result(Folder(place.processed), partial(edition_ingredients, place))


def trend_result(place: Place) -> Result:
    """The result trend.csv of the survey of `place`, and its released form; wanted where two of its editions
    have results."""
    return Result(
        Files(trend_files(place)),
        lambda: trend_ingredients(editions_with_results(place)),
        lambda: len(editions_with_results(place)) > 1,
    )


def trend_files(place: Place) -> tuple[Path, Path]:
    """trend.csv of the survey of `place`: the analyst's, and the released one."""
    survey = place.processed.parent
    return survey / TREND.name, survey / RELEASED / TREND.name


def index_result(root: Path) -> Result:
    """The result reports/index.html."""
    return Result(Files((root / "reports" / "index.html",)), partial(index_ingredients, root))


def edition_ingredients(place: Place) -> Ingredients:
    """The files that an edition is made of: survey.toml, and its folder's answers, definition, margins,
    published figures; and how the other editions are weighted."""
    files = [path for path in place.raw.iterdir() if not path.name.startswith(OF_OTHER_PROGRAMS)]
    inputs = {f"{place.edition}/{path.name}": path for path in files if path.is_file()}
    return ingredients({**inputs, "survey.toml": place.survey_toml}, weighted_beside=_weightings(place))


def _weightings(place: Place) -> str:
    """What the other editions of the survey have under [weighting], where their definition can be read, and
    their margins."""
    found = {}
    for path in sorted(place.survey_toml.parent.glob("*/edition.toml")):
        with suppress(OSError, ValueError):
            if path != place.edition_toml:
                written = tomllib.loads(path.read_text(encoding="utf-8")).get("weighting")
                margins = path.parent / MARGINS.name
                found[path.parent.name] = [written, checksum(margins) if margins.is_file() else ""]
    return json.dumps(found, sort_keys=True, default=str)


def report_ingredients(
    place: Place, notebook: Path, language: str, others: Mapping[str, Path], **parameters: str
) -> Ingredients:
    """The files that a report is made of: the notebook, the results of the edition (their manifest stands for
    all), the survey's own tables, the figures of other years, the words of a language of one's own, and
    `others` by name."""
    inputs = {"notebook": notebook, **_data_of(place), **words_of(language), **others}
    return ingredients(inputs, language=language, **parameters)


def report_inputs(place: Place) -> dict[str, str]:
    """The checksums of the results that a report of the edition shows."""
    return ingredients(_data_of(place))["inputs"]


def _data_of(place: Place) -> dict[str, Path]:
    """The results of the edition (their manifest stands for all), the survey's own tables, and the figures of
    other years."""
    survey = place.processed.parent
    found = (*(survey / RELEASED).glob("*.csv"), *survey.glob(f"*/{RELEASED}/{POINTS.name}"))
    shared = {f"{OF_SURVEY}{path.relative_to(survey).as_posix()}": path for path in found}
    return {MANIFEST: place.processed / MANIFEST, **shared}


def is_of_results(name: str) -> bool:
    """Whether what a report is made of is a result of its survey, by its name among the ingredients."""
    return name == MANIFEST or name.startswith(OF_SURVEY)


def words_of(language: str) -> dict[str, Path]:
    """The catalogue of a language that is not the package's, whose own files count as its code."""
    folder = language_folder(language)
    if folder == CATALOGUES:
        return {}
    return {f"languages/{path.name}": path for path in catalogue_files(folder, language).values()}


def is_refused(place: Place) -> bool:
    """Whether the definitions of an edition have faults, so that it cannot be built."""
    from analysis.questionnaire import read_edition, read_survey

    try:
        read_edition(place.edition_toml, read_survey(place.survey_toml))
    except Fault:
        return True
    return False


def not_stated(place: Place) -> list[str]:
    """The required keys of the methodology note that were empty when the edition was built."""
    path = place.processed / PROVENANCE.name
    return list(json.loads(path.read_bytes())["not_stated"]) if path.is_file() else []


def counted_with(place: Place) -> Merges:
    """The groups of few respondents that an edition counts with others, as its provenance has them."""
    return dict(decision_in(place.processed).get("counted_with", {}))


def decision_in(folder: Path) -> dict[str, Any]:
    """What the provenance in a folder of an edition says of the decision on confidentiality; nothing where
    none is there."""
    path = folder / PROVENANCE.name
    return dict(json.loads(path.read_bytes())[DECIDED]) if path.is_file() else {}


def trend_ingredients(found: Sequence[Place]) -> Ingredients:
    """The files that a trend is made of: survey.toml, and of each edition its definition, its indicators, its
    composition, and its provenance, which says which groups are counted together."""
    definitions = {f"{place.edition}/edition.toml": place.edition_toml for place in found}
    results = {
        f"{place.edition}/{name}": path
        for place in found
        for name in (INDICATORS.name, COMPOSITION.name, ALIKE.name, PROVENANCE.name)
        if (path := place.processed / name).is_file()
    }
    return ingredients({"survey.toml": found[0].survey_toml, **definitions, **results})


def editions_with_results(place: Place) -> list[Place]:
    """The editions of the survey of `place` that are built."""
    editions = places(place.root, (place.survey,))
    return [edition for edition in editions if (edition.processed / INDICATORS.name).is_file()]


def outdated(root: Path) -> dict[str, list[str]]:
    """The editions, as SURVEY/EDITION, of which something is released that no longer follows from their data
    and definitions, with the files that changed: no page lists them until they are made again."""
    found: dict[str, list[str]] = {}
    for path in sorted(root.glob(f"data/processed/*/*/{MANIFEST}")):
        place = Place(root, path.parent.parent.name, path.parent.name)
        if place.release.is_dir() and place.edition_toml.is_file() and (changed := changed_inputs(place)):
            found[str(place)] = changed
    return found


def changed_inputs(place: Place) -> list[str]:
    """The files that are other than those which the results of an edition were made of."""
    before = made_of_in(place.processed / MANIFEST).get("inputs", {})
    after = edition_ingredients(place)["inputs"]
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def index_ingredients(root: Path) -> Ingredients:
    """The files that the index is made of: the reports that there are, with the definitions and results
    behind their titles and counts, and those it leaves out."""
    found = [
        *root.glob("data/raw/*/survey.toml"),
        *root.glob("data/raw/*/*/edition.toml"),
        *root.glob(f"data/processed/*/*/{MANIFEST}"),
    ]
    inputs = {path.relative_to(root).as_posix(): path for path in found}
    reports = {str(a): _sizes(a, root) for a in found_addresses(root, endings())}
    explorer = str((root / "reports" / EXPLORER).is_file())
    return ingredients(
        inputs, reports=json.dumps(reports), explorer=explorer, outdated=json.dumps([*outdated(root)])
    )


def _sizes(address: Address, root: Path) -> dict[str, tuple[int, str]]:
    """Size and day of each file of a report, which the index shows."""
    files = {form: address.path(root, each.ending) for form, each in FORMATS.items()}
    states = {form: path.stat() for form, path in files.items() if path.is_file()}
    return {form: (s.st_size, date.fromtimestamp(s.st_mtime).isoformat()) for form, s in states.items()}
