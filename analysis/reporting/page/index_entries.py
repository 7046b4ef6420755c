"""What stands under reports/: an entry for each edition and each territory, newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from analysis.faults import DefinitionError
from analysis.questionnaire import Edition, Label, Survey, read_edition, read_survey
from analysis.reporting.report_formats import endings
from analysis.results import INDICATORS, PROVENANCE, TERRITORIES, WEIGHTING
from analysis.results.record_rows import read_records
from analysis.results.released_columns import (
    BANNER_XLSX,
    CODEBOOK_HTML,
    DICTIONARY,
    FOR_PEOPLE,
    INDICATORS_FR,
    TABLES_ODS,
    TABLES_XLSX,
    named_in,
)
from analysis.results.territory_rows import read_territory_rows
from analysis.workspace import LANGUAGE, Address, Place, found_addresses, languages

FIRST = (
    *(TABLES_XLSX.name, TABLES_ODS.name, BANNER_XLSX.name, INDICATORS_FR.name, INDICATORS.name),
    *(CODEBOOK_HTML.name, DICTIONARY.name),
    *(TERRITORIES.name, WEIGHTING.name, PROVENANCE.name),
)
"""The files beside reports that are named first; the message `index.indicators.csv` names one."""
REPORT = "report."
"""How the names of reports begin, in the folder that holds what goes with them."""


@dataclass(frozen=True)
class Entry:
    """The reports of one edition or territory: titles, dates, respondents, and what can be opened."""

    title: Label
    subtitle: Label
    territory: Label | None
    edition: Edition | None
    respondents: int | None
    made: date
    reports: tuple[tuple[str, Path], ...]
    downloads: tuple[Path, ...]

    @property
    def is_simulated(self) -> bool:
        """Whether the answers of the edition are simulated."""
        return bool(self.edition and self.edition.simulated)

    @property
    def newest(self) -> date:
        """The end of the fieldwork; where no day of it is known the first of all days."""
        edition = self.edition
        return (edition and (edition.end or edition.start)) or date.min


@dataclass(frozen=True)
class EditionEntry:
    """A survey's edition: the entry of the whole, where it has a report, and those of its territories."""

    whole: Entry | None
    territories: tuple[Entry, ...]

    @property
    def any(self) -> Entry:
        """An entry that has the titles and dates of all."""
        return self.whole or self.territories[0]


def edition_entries(root: Path, left_out: Collection[str] = ()) -> list[EditionEntry]:
    """What has a report: an entry for each edition but those `left_out`, the latest fieldwork first."""

    def place(address: Address) -> tuple[str, str, tuple[str, str] | None]:
        return address.survey, address.edition, address.territory

    definitions = cache(lambda survey, edition: _definitions(root / "data" / "raw" / survey, edition))
    listed = [
        each for each in found_addresses(root, endings()) if f"{each.survey}/{each.edition}" not in left_out
    ]
    found = [list(each) for _, each in groupby(listed, key=place)]
    made = []
    for (survey, edition), of_edition in groupby(found, key=lambda of: (of[0].survey, of[0].edition)):
        entries = [(of[0].territory, _entry(root, of, *definitions(survey, edition))) for of in of_edition]
        whole = next((entry for territory, entry in entries if territory is None), None)
        made.append(EditionEntry(whole, tuple(entry for territory, entry in entries if territory)))
    return sorted(made, key=lambda each: each.any.newest, reverse=True)


def _entry(root: Path, addresses: list[Address], survey: Survey | None, edition: Edition | None) -> Entry:
    first = addresses[0]
    released = Place(root, first.survey, first.edition).released
    files = [(a.language, a.path(root, kind)) for a in addresses for kind in endings()]
    reports = tuple((language, path) for language, path in files if path.exists())
    kept = read_records(released).counted("counts").get("kept")
    local = _respondents(released / TERRITORIES.name, first.territory) if first.territory else None
    return Entry(
        title=(survey.title if survey else None) or Label(first.survey, first.survey),
        subtitle=(edition.title if edition else None) or Label(first.edition, first.edition),
        territory=_territory(first, survey),
        edition=edition,
        respondents=local if first.territory else kept,
        made=max(date.fromtimestamp(path.stat().st_mtime) for _, path in reports),
        reports=reports,
        downloads=() if first.territory else tuple(_beside(first.folder(root))),
    )


def _beside(folder: Path) -> Iterator[Path]:
    """The files of a release beside its reports: those that are named first, then the others by name."""
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    first = [each for name in FIRST for each in (name, *_in_others(name)) if each in files]
    others = [name for name in files if name not in first and not name.startswith((REPORT, "."))]
    yield from (files[name] for name in (*first, *others))


def _in_others(name: str) -> list[str]:
    """The names of a file for people in the languages besides that of the project."""
    file = next((each for each in FOR_PEOPLE if each.name == name), None)
    return [named_in(file, language) for language in languages() if language != LANGUAGE] if file else []


def named_as(name: str) -> tuple[str, str]:
    """What a file in another language is named by here, with the language; its name and nothing of others."""
    found = {named_in(file, code): (file.name, code) for file in FOR_PEOPLE for code in languages()}
    base, code = found.get(name, (name, LANGUAGE))
    return base, "" if code == LANGUAGE else code


def _respondents(path: Path, territory: tuple[str, str]) -> int | None:
    """The largest base of a territory's figures; None where each is confidential, or the table is gone."""
    rows = read_territory_rows(path, *territory) if path.is_file() else ()
    return max((row.estimate.n for row in rows if row.estimate.n is not None), default=None)


def _territory(address: Address, survey: Survey | None) -> Label | None:
    """The label of the territory, its code where the definition is gone; None of the whole survey."""
    if address.territory is None:
        return None
    variable, code = address.territory
    question = survey.questions.get(variable) if survey else None
    return (question.codes.get(code) if question else None) or Label(code, code)


def _definitions(folder: Path, edition: str) -> tuple[Survey | None, Edition | None]:
    """The definitions, or nothing where they are gone: a report outlives its definition."""
    try:
        survey = read_survey(folder / "survey.toml")
        return survey, read_edition(folder / edition / "edition.toml", survey)
    except DefinitionError:
        return None, None
