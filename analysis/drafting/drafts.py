"""Drafts on disk: the definitions and a copy of the answers, all or none, over nothing that is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from click import UsageError

from analysis.drafting.edition_text import edition_text, further_edition_text
from analysis.drafting.measures import ordinal_columns
from analysis.drafting.survey_text import survey_text
from analysis.drafting.surveys import drafted_survey
from analysis.etl import DataError, Received, read_answers
from analysis.faults import Fault
from analysis.files import write_whole
from analysis.questionnaire import NAME, AnswersFile, read_survey
from analysis.workspace import Place

OF_ENCODING = re.compile(r"\bencoding\b")
EDITION_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def draft(root: Path, name: str, answers: Path) -> list[Path]:
    """Draft NAME[/EDITION] from a file of answers; the files written, ready to build.

    A survey that is there gets one more edition, its survey.toml untouched. Raises Fault where the
    edition is there, DataError where the answers cannot be read, UsageError where the name is no name.
    """
    place = place_named(root, name)
    if place.edition_toml.exists():
        raise Fault(
            f"{place.edition_toml} is there; nothing was written. "
            f"Draft another edition: assoscope new {place.survey}/EDITION --from {answers.name}"
        )
    received = _received(answers)
    ordinal = ordinal_columns(answers, received.source.encoding)
    copy = _copy(place, answers)
    received_as_is = {} if copy.exists() else {copy: answers.read_bytes()}
    contents = {**received_as_is, **_definitions(place, copy.name, received, ordinal)}
    write_whole(contents)
    return list(contents)


def _received(answers: Path) -> Received:
    try:
        return read_answers(answers.parent, AnswersFile(answers.name))
    except DataError as error:
        if not OF_ENCODING.search(str(error)):
            raise
        reason = str(error).partition(". Remove `encoding`")[0].partition("; give `encoding`")[0]
        raise DataError(
            f"{reason}: the file is not written in the encoding that it declares. Save it "
            "again as UTF-8, or as CSV, from the program that it comes from, and draft from that file"
        ) from None


def place_named(root: Path, name: str) -> Place:
    """The place that NAME[/EDITION] names; EDITION is the current year where it is not given.

    Raises UsageError where one of them cannot name a folder.
    """
    survey, _, edition = name.partition("/")
    edition = edition or str(date.today().year)
    if not NAME.fullmatch(survey):
        raise UsageError(
            f"{survey!r} cannot name a survey: expected lower case letters, digits and _, beginning with a "
            "letter, such as vie_associative"
        )
    if not EDITION_NAME.fullmatch(edition):
        raise UsageError(
            f"{edition!r} cannot name an edition: expected letters, digits, - and _, such as 2026"
        )
    return Place(root, survey, edition)


def _copy(place: Place, answers: Path) -> Path:
    """Where the answers will stand: where they are if that is the edition's folder, else answers.<format>."""
    if answers.resolve().parent == place.raw.resolve():
        return place.raw / answers.name
    copy = place.raw / f"answers{answers.suffix.lower()}"
    if copy.exists():
        raise Fault(
            f"{copy} is there; nothing was written. Draft from it: assoscope new {place} --from {copy}"
        )
    return copy


def _definitions(place: Place, file: str, received: Received, ordinal: frozenset[str]) -> dict[Path, bytes]:
    """The definitions to write; survey.toml only where there is none."""
    if place.survey_toml.exists():
        survey = read_survey(place.survey_toml)
        text = further_edition_text(survey, place.edition, file, received)
        return {place.edition_toml: text.encode("utf-8")}
    texts = {
        place.survey_toml: survey_text(place.survey, drafted_survey(received, ordinal)),
        place.edition_toml: edition_text(place.survey, place.edition, file, received.source),
    }
    return {path: text.encode("utf-8") for path, text in texts.items()}
