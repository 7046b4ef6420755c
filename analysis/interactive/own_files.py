"""A file or a frame of one's own, without any definitions written by hand: drafted, cleaned and weighted in
memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analysis.drafting.drafts import draft
from analysis.etl.edition_respondents import respondents_of
from analysis.faults import Fault
from analysis.interactive.absent_answers import Absences, Found
from analysis.interactive.asking.kept_respondents import RespondentsInMemory
from analysis.interactive.asking.near_names import (
    AnalystError,
    did_you_mean,
    name_of,
    near_arguments,
    nearest,
)
from analysis.interactive.open_survey import OpenSurvey
from analysis.interactive.own_definitions import Labels, Replicates, frame_definitions, revised_definitions
from analysis.interactive.saved_surveys import EDITION, NAME
from analysis.questionnaire import Label, read_edition, read_survey
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.results import MARGINS
from analysis.workspace import LANGUAGE, Place

Margins = Mapping[str, Mapping[str, float]]


@near_arguments
def survey(
    source: pd.DataFrame | str | Path,
    weights: str | None = None,
    strata: str | None = None,
    psus: str | None = None,
    labels: Labels | None = None,
    margins: Margins | None = None,
    multiple: Mapping[str, Sequence[str]] | None = None,
    language: str = LANGUAGE,
    absences: Absences = True,
    replicates: Replicates | None = None,
) -> OpenSurvey:
    """A frame or a file of answers as a survey opened, under the rules of publication.

    source: a frame, whose texts and categories are answers and whose numbers are numbers; or a path that
    `assoscope new` reads. weights, strata, psus: columns. labels: {"q3": "Âge", "q4": {1: "Oui", 2: "Non"}}.
    margins: {"sexe": {"Homme": 48, "Femme": 52}} calibrates to shares of the population. multiple: questions
    of several answers, {"canaux": ["canal_1", "canal_2"]}, with a column of 0 and 1 each. absences:
    whether "Ne sait pas" and the like leave the base, or those that do: ["NSP", "99"]. replicates: replicate
    weights, {"type": "bootstrap", "columns": "rw*"}, from which precision then comes. Nothing is written.
    """
    catalogue_of(language)  # a language there is none of is refused at once
    with TemporaryDirectory(prefix="assoscope-") as folder:
        place = Place(Path(folder), NAME, EDITION)
        with _told_without(folder):
            given = (labels or {}, multiple or {}, (weights, strata, psus), absences, replicates)
            if isinstance(source, pd.DataFrame):
                absent = frame_definitions(place, source, *given)
            else:
                draft(place.root, str(place), _path(source))
                absent = revised_definitions(place, *given)
            _margins(place, margins or {})
            return _opened(place, _title(source), language, absent)


def _path(source: object) -> Path:
    """The file that is meant. AnalystError for what is none."""
    if isinstance(source, str | Path) and Path(source).is_file():
        return Path(source)
    found = f"no file {source}" if isinstance(source, str | Path) else f"found {type(source).__name__}"
    raise AnalystError(f"{found}; expected a frame or the path of a file of answers")


@contextmanager
def _told_without(folder: str) -> Iterator[None]:
    """What is at fault, told without the temporary files that it was found in."""
    try:
        yield
    except Fault as error:
        said = re.sub(rf"{re.escape(folder)}\S*/", "", str(error))
        raise AnalystError(said) from None


def _title(source: object) -> Label:
    """What the survey is called until it is saved: as its file is."""
    return Label(*[Path(source).name] * 2) if isinstance(source, str | Path) else Label("Enquête", "Survey")


def _opened(place: Place, title: Label, language: str, absent: Found) -> OpenSurvey:
    definition = replace(read_survey(place.survey_toml), title=title)
    edition = replace(read_edition(place.edition_toml, definition), title=Label("", ""))
    weighted = respondents_of(place.raw, definition, edition)
    contents = {
        path.relative_to(place.raw.parent): path.read_bytes()
        for path in place.raw.parent.rglob("*")
        if path.is_file()
    }
    return OpenSurvey(
        definition,
        edition,
        language,
        RespondentsInMemory(weighted),
        absent=absent,
        contents=lambda: contents,
    )


def _margins(place: Place, margins: Margins) -> None:
    """margins.csv of the shares given, by label or code of the answers, and [weighting] to them."""
    if not margins:
        return
    definition = read_survey(place.survey_toml)
    rows = []
    for name, shares in margins.items():
        if name_of(name) not in definition.questions:
            labelled = {each.name: (each.label.fr, each.label.en) for each in definition.questions.values()}
            near = did_you_mean(nearest(name, labelled))
            known = ", ".join(definition.questions)
            raise AnalystError(f"margins: no question {name!r}{near or f'; questions: {known}'}")
        codes = definition.questions[name_of(name)].codes
        by_label = {label.fr: code for code, label in codes.items()} | {code: code for code in codes}
        unknown = [str(each) for each in shares if str(each) not in by_label]
        if unknown:
            raise AnalystError(
                f"margins: {name} has no answer {', '.join(unknown)}; answers: {', '.join(by_label)}"
            )
        rows += [f"{name_of(name)},{by_label[str(each)]},{share}" for each, share in shares.items()]
    (place.raw / MARGINS.name).write_text("\n".join(["variable,code,share", *rows]) + "\n", encoding="utf-8")
    text = place.survey_toml.read_text(encoding="utf-8")
    place.survey_toml.write_text(f'{text}\n[weighting]\ncalibration = "raking"\n', encoding="utf-8")
