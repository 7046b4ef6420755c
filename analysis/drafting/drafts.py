"""Drafts on disk: the definitions and a copy of the answers, all or none, over nothing that is there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analysis.drafting.answers_to_draft import file_as_said, received_to_draft
from analysis.drafting.cells.column_profiles import profiles_of
from analysis.drafting.edition_toml import edition_text, further_edition_text
from analysis.drafting.formats.structure_files import read_structure
from analysis.drafting.former_edition import former_edition, not_taken_over
from analysis.drafting.infer.drafted_survey import DraftedSurvey, drafted_survey, survey_of
from analysis.drafting.infer.fieldwork_days import fieldwork_days
from analysis.drafting.infer.structure_on_file import Structured, structured
from analysis.drafting.questionnaire_structure import QuestionnaireStructure
from analysis.drafting.schema_files import schema_files
from analysis.drafting.survey_toml import survey_text
from analysis.drafting.telling.doubts import Choose, doubts_of, settled
from analysis.drafting.telling.draft_summary import summary
from analysis.faults import DefinitionError, Fault, Misuse, some
from analysis.questionnaire import NAME, AnswersFile, read_survey, survey_written
from analysis.runs.whole_files import write_whole
from analysis.sources.received import Received
from analysis.sources.sas_labels import labels_beside
from analysis.workspace import Place, is_unicode, shown_name

EDITION_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Draft:
    """The files written, what of a structure no definition says, a sentence each, and what was not asked.

    `lacks_margins` says of an edition of a calibrated survey that it is not calibrated yet, `left_behind`
    which keys of the edition before it are not taken over. `summary` says of a new survey in ten lines what
    was found.
    """

    written: tuple[Path, ...]
    unread: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    lacks_margins: bool = False
    summary: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()


def draft(
    root: Path,
    name: str,
    answers: Path | None,
    structure: Path | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    header_rows: int | None = None,
    skip_rows: str | None = None,
    choose: Choose | None = None,
) -> Draft:
    """Draft NAME[/EDITION] from a file of answers, ready to build, or from a questionnaire's structure.

    `encoding` to `skip_rows` ("1,2,63..", or "none") say how the answers are read where what is found is
    wrong. `choose` settles the doubts of a new survey; without it each is taken as its first choice says. A
    survey that is there gets one more edition, its survey.toml untouched. Of a structure without
    answers, survey.toml is written and no edition. Raises Fault where the edition is there, or a structure
    is given for a survey that is there; DataError where the answers cannot be read; Misuse where the
    name is no name.
    """
    if answers is None and structure is None:
        raise Misuse("expected --from FILE, --structure FILE or both: what the survey is drafted from")
    _refuse_unwritable(answers, structure)
    place = place_named(root, name)
    described = _structure(place, structure) if structure else None
    if answers is None:
        return _of_structure_alone(place, name, described, choose)
    _refuse_edition_that_is_there(place, answers)
    file = file_as_said(answers, encoding, separator, sheet, header_rows, skip_rows)
    return _of_answers(place, answers, file, described, choose)


def _of_answers(
    place: Place,
    answers: Path,
    file: AnswersFile,
    described: QuestionnaireStructure | None,
    choose: Choose | None,
) -> Draft:
    """The definitions of a file of answers, and a copy of it, all written or none."""
    copy = _copy(place, answers)
    received, file, rows = received_to_draft(answers, file, choose)
    found = structured(described, profiles_of(received)) if described else None
    received_as_is = {} if copy.exists() else _copies(answers, copy)
    file = replace(file, name=copy.name, answers=found.answers if found else "codes")
    file, above = _beside_copy(file, answers, copy)
    received_as_is |= above
    is_new = not place.survey_toml.exists()
    drafted = _settled(drafted_survey(received, described, found), choose) if is_new else None
    left_behind = () if is_new else _left_behind(place, received, file)
    contents = {**received_as_is, **_definitions(place, file, received, drafted, found)}
    write_whole({**contents, **_schemas(place.root)})
    name, are_settled = f"{place.survey}/{place.edition}", choose is not None
    told = summary(name, drafted, received, rows, are_settled) if drafted else ()
    return replace(_told(contents, place, found, told), left_behind=left_behind)


def _left_behind(place: Place, received: Received, file: AnswersFile) -> tuple[str, ...]:
    """The keys of the latest edition that are not taken over."""
    survey = read_survey(place.survey_toml)
    return not_taken_over(former_edition(place, survey), survey, received, file)


def _refuse_unwritable(*paths: Path | None) -> None:
    """Raise Fault for a file whose name no definition could hold."""
    wrong = [shown_name(str(path)) for path in paths if path is not None and not is_unicode(path.name)]
    if wrong:
        raise Fault(f"{', '.join(wrong)}: the name of the file is not UTF-8: rename it")


def _told(
    contents: dict[Path, bytes], place: Place, found: Structured | None, told: tuple[str, ...]
) -> Draft:
    """What is said of a draft that was written."""
    edition = tomllib.loads(contents[place.edition_toml].decode("utf-8"))
    not_asked = tuple(edition.get("not_asked", ()))
    return Draft(tuple(contents), found.unread if found else (), not_asked, "weighting" in edition, told)


def _refuse_edition_that_is_there(place: Place, answers: Path) -> None:
    if place.edition_toml.exists():
        raise Fault(
            f"{place.edition_toml} is there; nothing was written. "
            f"Draft another edition: assoscope new {place.survey}/EDITION --from {answers.name}"
        )


def _structure(place: Place, path: Path) -> QuestionnaireStructure:
    if place.survey_toml.exists():
        raise Fault(
            f"{place.survey_toml} is there; nothing was written. A structure drafts a new survey; one more "
            f"edition is drafted without it: assoscope new {place.survey}/EDITION --from FILE"
        )
    return read_structure(path)


def _settled(survey: DraftedSurvey, choose: Choose | None) -> DraftedSurvey:
    return settled(survey, doubts_of(survey), choose) if choose else survey


def _of_structure_alone(
    place: Place,
    name: str,
    structure: QuestionnaireStructure | None,
    choose: Choose | None,
) -> Draft:
    """survey.toml of a questionnaire that nobody has answered yet."""
    if structure is None or "/" in name:
        raise Misuse(
            f"{name!r} names an edition, and an edition needs answers: give --from FILE, or name the survey "
            f"alone, {place.survey}"
        )
    found = structured(structure, None)
    drafted = _settled(survey_of(structure, found), choose)
    text = survey_text(place.survey, drafted)
    write_whole({place.survey_toml: _sound(text, place.survey_toml), **_schemas(place.root)})
    told = summary(place.survey, drafted, None, are_settled=choose is not None)
    return Draft((place.survey_toml,), found.unread, summary=told)


def _schemas(root: Path) -> dict[Path, bytes]:
    """The JSON Schemas that the definitions name in their first line, where they are not there yet."""
    return {path: content for path, content in schema_files(root).items() if not path.exists()}


def _copies(answers: Path, copy: Path) -> dict[Path, bytes]:
    """The answers under their new name, with what holds the value labels of a SAS file."""
    labels = labels_beside(answers)
    if labels is None:
        return {copy: answers.read_bytes()}
    name = labels.name if labels.stem == "formats" else f"{copy.stem}{labels.suffix}"
    return {copy: answers.read_bytes(), copy.with_name(name): labels.read_bytes()}


def _beside_copy(file: AnswersFile, answers: Path, copy: Path) -> tuple[AnswersFile, dict[Path, bytes]]:
    """The file as it is read where the copy stands, and the copy of its parent's file where it has one."""
    parent = file.parent
    if parent is None or parent.file is None or answers.resolve().parent == copy.parent.resolve():
        return file, {}
    above = copy.with_name(parent.file if parent.file != copy.name else f"parent{copy.suffix}")
    if above.exists():
        raise Fault(f"{above} is there; nothing was written. Move it, as {parent.file} is copied there")
    content = answers.with_name(parent.file).read_bytes()
    return replace(file, parent=replace(parent, file=above.name)), {above: content}


def place_named(root: Path, name: str) -> Place:
    """The place that NAME[/EDITION] names; EDITION is the current year where it is not given.

    Raises Misuse where one of them cannot name a folder.
    """
    survey, _, edition = name.partition("/")
    edition = edition or str(date.today().year)
    if not NAME.fullmatch(survey):
        raise Misuse(
            f"{survey!r} cannot name a survey: expected lower case letters, digits and _, beginning with a "
            "letter, such as vie_associative"
        )
    if not EDITION_NAME.fullmatch(edition):
        raise Misuse(f"{edition!r} cannot name an edition: expected letters, digits, - and _, such as 2026")
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


def _definitions(
    place: Place,
    file: AnswersFile,
    received: Received,
    drafted: DraftedSurvey | None,
    found: Structured | None,
) -> dict[Path, bytes]:
    """The definitions to write; survey.toml only where there is none."""
    if drafted is None:
        survey = read_survey(place.survey_toml)
        text = further_edition_text(survey, place.edition, file, received, former_edition(place, survey))
        return {place.edition_toml: text.encode("utf-8")}
    absent = [n for n, each in drafted.questions.items() if found and found.lacks(each, received.headers)]
    days = fieldwork_days(drafted, received)
    names = {each.wanted_name: name for name, each in drafted.questions.items()}
    recode = {names[wanted]: codes for wanted, codes in (found.recode if found else {}).items()}
    edition = edition_text(place.survey, place.edition, file, received.source, absent, days, recode)
    content = _sound(survey_text(place.survey, drafted), place.survey_toml)
    return {place.survey_toml: content, place.edition_toml: edition.encode("utf-8")}


def _sound(text: str, path: Path) -> bytes:
    """The definition as bytes. Raises Fault where it contradicts itself, as that of a damaged file may."""
    content = text.encode("utf-8", "replace")
    try:
        survey_written(content, path)
    except DefinitionError as error:
        raise Fault(
            f"no sound definition could be drafted: {some(error.faults, 5)}. The file or the structure is "
            "damaged: export it again; nothing was written"
        ) from None
    return content
