"""What `import analysis` opens: an edition of a built survey, or all of them side by side."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from analysis.interactive.asking.kept_respondents import KeptRespondents
from analysis.interactive.asking.near_names import AnalystError, did_you_mean, nearest
from analysis.interactive.open_survey import OpenSurvey
from analysis.questionnaire import read_edition, read_survey
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.results import RESPONDENTS_KEPT
from analysis.steps.made_of import edition_result
from analysis.workspace import LANGUAGE, Place, nearest_root, places


def open_edition(place: Place, language: str = LANGUAGE) -> OpenSurvey:
    """One edition that has been built, from its definitions and respondents.parquet; nothing is built.

    Raises AnalystError where it has not been built, naming the editions that are.
    """
    catalogue_of(language)  # a language there is none of is refused at once
    path = place.processed / RESPONDENTS_KEPT.name
    if not path.is_file():
        built = [each.edition for each in built_editions(place.root, place.survey)]
        raise AnalystError(
            f"{place.survey} {place.edition}: not built; built: {', '.join(built) or 'none'}. "
            f"Run: assoscope {_root_option(place.root)}build {place}"
        )
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    respondents = KeptRespondents(path, place.raw, survey, edition)
    return OpenSurvey(
        survey,
        edition,
        language,
        respondents,
        _is_current(place),
        toml_path=place.survey_toml,
        results=place.processed,
    )


def _root_option(root: Path) -> str:
    """The option that commands need in this folder, where it is not the root: a notebook's rarely is."""
    way = os.path.relpath(root)
    return "" if way == "." else f"--root {shlex.quote(way)} "


def open_survey(
    name: str, edition: str, root: str | Path | None = None, language: str = LANGUAGE
) -> OpenSurvey:
    """An edition of the survey `name`, under `root` or the nearest folder upwards with data/raw."""
    folder = root_of(root)
    return open_edition(_place(folder, name, edition), language)


def built_editions(root: Path, survey: str) -> list[Place]:
    """The editions of a survey that have respondents, in alphabetical order."""
    return [
        place
        for place in places(root)
        if place.survey == survey and (place.processed / RESPONDENTS_KEPT.name).is_file()
    ]


def root_of(root: str | Path | None) -> Path:
    """The folder given, or the nearest upwards from here that has data/raw."""
    if root is not None:
        return Path(root).resolve()
    if found := nearest_root():
        return found
    raise AnalystError(f"no data/raw in {Path.cwd()} or above; give root=, the folder that holds data/raw")


def known_surveys(root: Path) -> list[str]:
    """The names of the surveys under a folder."""
    return sorted({place.survey for place in places(root)})


def check_survey(root: Path, name: str) -> None:
    """AnalystError for a survey that is not there, with those that are."""
    known = known_surveys(root)
    survey, _, edition = name.partition("/")
    if edition and survey in known:
        raise AnalystError(f"{name}: give the edition apart: analysis.open({survey!r}, {edition!r})")
    if name not in known:
        offered = did_you_mean(nearest(name, dict.fromkeys(known, ())))
        raise AnalystError(
            f"no survey {name!r} in {root / 'data' / 'raw'}{offered}; surveys: {', '.join(known)}"
        )


def _place(root: Path, name: str, edition: str) -> Place:
    check_survey(root, name)
    known = [place for place in places(root) if place.survey == name]
    found = next((place for place in known if place.edition == str(edition)), None)
    if found is None:
        listed = ", ".join(place.edition for place in known)
        raise AnalystError(f"{name}: no edition {str(edition)!r}; editions: {listed}")
    return found


def _is_current(place: Place) -> bool:
    """Whether the files are those that building would give now."""
    return edition_result(place).is_current()


def editions_named(root: Path, name: str, editions: Sequence[str] | None) -> list[Place]:
    """The editions asked for, or all that are built."""
    check_survey(root, name)
    if editions is None:
        return built_editions(root, name)
    return [_place(root, name, each) for each in editions]
