"""A survey as the explorer carries it: the released rows of its editions, and what all in them is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from analysis.faults import DefinitionError
from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.reporting.edition_results import year_of_fieldwork
from analysis.reporting.explorer.packed_tables import Packed, packed_table
from analysis.reporting.explorer.shown_figures import CELL, Texts, Voices, shown_changes, shown_rows
from analysis.reporting.explorer.territories import modelled_record, territories_record
from analysis.reporting.explorer.told_tests import told_tests
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results import TREND
from analysis.results.comparison_rows import Comparisons, read_comparisons
from analysis.results.csv_files import read_rows
from analysis.results.indicator_rows import IndicatorRow, counted_together, indicator_row, with_decimals
from analysis.results.released_columns import (
    RELEASED_COMPARISONS,
    RELEASED_INDICATORS,
    RELEASED_MODELLED,
    RELEASED_TERRITORIES,
    RELEASED_TREND,
)
from analysis.results.schema import WHOLE, File
from analysis.runs.manifests import MANIFEST, outputs_of


@dataclass(frozen=True)
class ExploredEdition:
    """An edition whose figures are released: its definition, with the names of groups counted together; the
    folder of the release, and its rows: figures, those of territories, tests."""

    survey: Survey
    edition: Edition
    rows: Sequence[Mapping[str, str]]
    figures: Sequence[IndicatorRow]
    folder: Path
    places: Sequence[Mapping[str, str]] = ()
    place_figures: Sequence[IndicatorRow] = ()
    comparisons: Comparisons = field(default_factory=Comparisons)
    modelled: Sequence[IndicatorRow] = ()
    """Estimates of territories by a model, never among the figures."""

    @property
    def every_figure(self) -> list[IndicatorRow]:
        """The figures, then those of territories."""
        return [*self.figures, *self.place_figures]


def released_editions(root: Path, survey: str) -> list[str]:
    """The names of the editions whose figures are in the release of a survey."""
    listed = outputs_of(root / "reports" / survey / MANIFEST) or {}
    folders = [Path(name).parent.name for name in listed if Path(name).name == RELEASED_INDICATORS.name]
    return sorted(folders)


def survey_record(
    root: Path, name: str, languages: Iterable[str], left_out: Collection[str] = ()
) -> Packed | None:
    """The survey with all that is released of it but for the editions `left_out`; None where nothing is,
    or its definition cannot be read."""
    editions = sorted(_read(root, name, left_out), key=_in_time)
    if not editions:
        return None
    survey = editions[-1].survey
    voices = [Voice(language, survey) for language in languages]
    texts = Texts(voices)
    shown = [_edition_record(each, voices, texts) for each in editions]
    changes = _changes(root / "reports" / name / TREND.name, editions, voices, texts)
    return {
        "name": name,
        "first": _first(survey, editions[-1]),
        "editions": shown,
        "changes": changes,
        "labels": {voice.language: _labels(voice, editions) for voice in voices},
        "texts": texts.by_language(),
    }


def _first(survey: Survey, edition: ExploredEdition) -> str:
    """The indicator that is shown first: a main one, where the edition has any."""
    there = dict.fromkeys(row.indicator for row in edition.figures)
    main = (name for name in there if name in survey.indicators and survey.indicators[name].headline)
    return next(main, next(iter(there)))


def _read(root: Path, name: str, left_out: Collection[str]) -> Iterable[ExploredEdition]:
    folder = root / "data" / "raw" / name
    for edition in released_editions(root, name):
        if f"{name}/{edition}" in left_out:
            continue
        try:
            survey = read_survey(folder / "survey.toml")
            definition = read_edition(folder / edition / "edition.toml", survey)
        except DefinitionError:
            continue  # figures whose names are not known say nothing
        released = root / "reports" / name / edition
        rows = _rows(released / RELEASED_INDICATORS.name, RELEASED_INDICATORS)
        figures = with_decimals([indicator_row(row) for row in rows])
        places = _rows(released / RELEASED_TERRITORIES.name, RELEASED_TERRITORIES)
        modelled = released / RELEASED_MODELLED.name
        if rows:
            yield ExploredEdition(
                _with_merges(survey, figures),
                definition,
                rows,
                figures,
                released,
                places,
                with_decimals([indicator_row(row) for row in places]),
                read_comparisons(released / RELEASED_COMPARISONS.name),
                with_decimals([indicator_row(row) for row in _rows(modelled, RELEASED_MODELLED)]),
            )


def _rows(path: Path, file: File) -> list[dict[str, str]]:
    """The rows of a released file; none of one that a former version wrote, until it is made again."""
    rows = read_rows(path)
    return rows if rows and tuple(rows[0]) == file.names else []


def _with_merges(survey: Survey, figures: Sequence[IndicatorRow]) -> Survey:
    """The survey with the names of groups counted together, of those that it still knows."""
    known = {
        variable: {one: other for one, other in merged.items() if {one, other} <= {*question.codes}}
        for variable, merged in counted_together(figures).items()
        if (question := survey.questions.get(variable))
    }
    return survey.named_together(known)


def _in_time(each: ExploredEdition) -> tuple[date, str]:
    edition = each.edition
    return edition.end or edition.start or date.max, edition.name


def _edition_record(each: ExploredEdition, voices: Voices, texts: Texts) -> Packed:
    own = [Voice(voice.language, each.survey) for voice in voices]
    known = {row.breakdown for row in each.figures}
    path = each.folder / RELEASED_TERRITORIES.name
    return {
        "name": each.edition.name,
        "year": round(year_of_fieldwork(each.edition), 3),
        "simulated": each.edition.simulated,
        "titles": {voice.language: voice.text(each.edition.title) for voice in voices},
        "days": {voice.language: voice.days(each.edition.start, each.edition.end) for voice in voices},
        "table": packed_table(RELEASED_INDICATORS, each.rows),
        "shown": shown_rows(each.figures, own, texts),
        "territories": territories_record(path, each.places, each.place_figures, known, own, texts),
        "modelled": modelled_record(each.modelled, own, texts),
        "tests": told_tests(each.figures, each.comparisons, own, texts),
        "together": {voice.language: _together(voice, each.figures) for voice in own},
    }


def _together(voice: Voice, figures: Sequence[IndicatorRow]) -> dict[str, dict[str, str]]:
    """Breakdown -> code -> the name of its group, where others are counted in it in this edition."""
    found: dict[str, dict[str, str]] = {}
    for row in figures:
        if row.counted_with:
            found.setdefault(row.breakdown, {})[row.group] = voice.answer(row.breakdown, row.group)
    return found


def _changes(path: Path, editions: Sequence[ExploredEdition], voices: Voices, texts: Texts) -> Packed | None:
    figures = {
        (each.edition.name, *(getattr(row, name) for name in CELL)): row
        for each in editions
        for row in each.figures
    }
    names = {each.edition.name for each in editions}
    rows = [row for row in _rows(path, RELEASED_TREND) if {row["edition_from"], row["edition_to"]} <= names]
    return shown_changes(rows, figures, voices, texts) if rows else None


def _labels(voice: Voice, editions: Sequence[ExploredEdition]) -> dict[str, Any]:
    """What everything in the rows is called in one language; of nothing that is in no row."""
    survey, rows = voice.survey, [row for each in editions for row in each.every_figure]
    themes = dict.fromkeys(row["theme"] for each in editions for row in (*each.rows, *each.places))
    indicators = dict.fromkeys(row.indicator for row in rows)
    populations = dict.fromkeys(row.population for row in rows if row.population != WHOLE)
    asked = {name: survey.indicators[name].variable for name in indicators if name in survey.indicators}
    breakdowns = dict.fromkeys(row.breakdown for row in rows if row.breakdown != WHOLE)
    groups = [(row.breakdown, row.group) for row in rows if row.breakdown != WHOLE]
    items = [(asked[row.indicator], row.item) for row in rows if row.item and row.indicator in asked]
    return {
        "title": voice.text(survey.title),
        "interval": voice.interval_name,
        "interval_inside": decapitalised(voice.interval_name),
        "themes": {name: voice.text(survey.themes[name].title) for name in themes if name in survey.themes},
        "indicators": {name: voice.indicator(name) for name in indicators},
        "variables": {name: voice.variable(name) for name in breakdowns},
        "populations": {name: voice.population(name) for name in populations},
        "answers": _answers(voice, dict.fromkeys((*groups, *items))),
        "asked": asked,
    }


def _answers(voice: Voice, codes: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Variable -> code -> its label."""
    found: dict[str, dict[str, str]] = {}
    for variable, code in codes:
        found.setdefault(variable, {})[code] = voice.answer(variable, code)
    return found
