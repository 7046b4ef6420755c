"""Drafts on disk: the definitions and a copy of the answers, all or none, over nothing that is there."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analysis.drafting.cells.column_profiles import profiles_of
from analysis.drafting.edition_toml import edition_text, further_edition_text
from analysis.drafting.infer.drafted_survey import DraftedSurvey, drafted_survey, survey_of
from analysis.drafting.infer.fieldwork_days import fieldwork_days
from analysis.drafting.infer.structure_on_file import Structured, structured
from analysis.drafting.questionnaire_structure import QuestionnaireStructure
from analysis.drafting.schema_files import schema_files
from analysis.drafting.survey_toml import survey_text
from analysis.drafting.telling.doubts import Choose, Doubt, doubts_of, settled
from analysis.drafting.telling.draft_summary import summary
from analysis.drafting.telling.row_doubts import row_doubt
from analysis.faults import DefinitionError, Fault, Misuse, some
from analysis.questionnaire import NAME, AnswersFile, read_survey, survey_written
from analysis.questionnaire.editions import SEPARATORS, Parent, row_range
from analysis.runs.whole_files import write_whole
from analysis.sources.answers_files import read_answers
from analysis.sources.bounds.form_repeats import all_met, parents_named
from analysis.sources.received import DataError, Received
from analysis.sources.sas_labels import labels_beside
from analysis.workspace import Place, is_unicode, shown_name

OF_ROWS = re.compile(r"\b(?:header_rows|skip_rows) = ")
OF_ENCODING = re.compile(r"\bencoding\b")
EDITION_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def read_structure(path: Path) -> QuestionnaireStructure:
    """The questionnaire in a file of LimeSurvey, XLSForm, REDCap, Qualtrics, DDI, Triple-S or Quantipy.

    Raises Fault where the file is none of them.
    """
    from analysis.drafting.formats.codebooks import read_codebook
    from analysis.drafting.formats.limesurvey import read_limesurvey
    from analysis.drafting.formats.qualtrics import read_qualtrics
    from analysis.drafting.formats.quantipy import read_quantipy
    from analysis.drafting.formats.redcap_dictionary import read_redcap
    from analysis.drafting.formats.xlsform import read_xlsform

    readers = {
        **dict.fromkeys((".lss", ".lsg", ".lsq", ".txt", ".tsv"), read_limesurvey),
        **dict.fromkeys((".xml", ".sss"), read_codebook),
        ".xlsx": read_xlsform,
        ".csv": read_redcap,
        ".qsf": read_qualtrics,
        ".json": read_quantipy,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Fault(
            f"{path}: no structure of a questionnaire is read from {path.suffix or 'a file without ending'}; "
            "expected LimeSurvey (.lss, .lsg, .lsq, .txt), XLSForm (.xlsx), REDCap (.csv), Qualtrics (.qsf), "
            "DDI (.xml), Triple-S (.sss, .xml) or Quantipy (.json)"
        )
    try:
        structure = reader(path)
    except (Fault, MemoryError, OSError):
        raise
    except Exception as error:  # a damaged structure fails in its reader in any of many ways
        raise Fault(
            f"{path}: the structure is damaged ({type(error).__name__}: {str(error)[:200]}); export it again"
        ) from None
    if not structure.asked:
        raise Fault(f"{path}: no question is in it; export the structure of the whole questionnaire")
    return structure


@dataclass(frozen=True)
class Draft:
    """The files written, what of a structure no definition says, a sentence each, and what was not asked.

    `lacks_margins` says of an edition of a calibrated survey that it is not calibrated yet. `summary` says of
    a new survey in ten lines what was found.
    """

    written: tuple[Path, ...]
    unread: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    lacks_margins: bool = False
    summary: tuple[str, ...] = ()


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
    _refuse_reading(answers, separator, sheet)
    skipped = _rows_skipped(skip_rows)
    file = AnswersFile(answers.name, encoding, separator, None, sheet, header_rows, skipped)
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
    received, file = _received_with_parent(answers, file)
    received, file, rows = _received_by_respondent(answers, received, file, choose)
    found = structured(described, profiles_of(received)) if described else None
    received_as_is = {} if copy.exists() else _copies(answers, copy)
    file = replace(file, name=copy.name, answers=found.answers if found else "codes")
    file, above = _beside_copy(file, answers, copy)
    received_as_is |= above
    is_new = not place.survey_toml.exists()
    drafted = _settled(drafted_survey(received, described, found), choose) if is_new else None
    contents = {**received_as_is, **_definitions(place, file, received, drafted, found)}
    write_whole({**contents, **_schemas(place.root)})
    told = summary(f"{place.survey}/{place.edition}", drafted, received, rows) if drafted else ()
    return _told(contents, place, found, told)


def _refuse_unwritable(*paths: Path | None) -> None:
    """Raise Fault for a file whose name no definition could hold."""
    wrong = [shown_name(str(path)) for path in paths if path is not None and not is_unicode(path.name)]
    if wrong:
        raise Fault(f"{', '.join(wrong)}: the name of the file is not UTF-8: rename it")


def _refuse_reading(answers: Path, separator: str | None, sheet: str | None) -> None:
    """Raise Misuse for what no file is read by: a separator of several signs, a sheet of what has none."""
    if separator is not None and not re.fullmatch(SEPARATORS, separator):
        raise Misuse(f"--separator {separator!r}: expected one character such as ; or a tabulator")
    if sheet is not None and answers.suffix.lower() != ".xlsx":
        raise Misuse(f"--sheet {sheet!r}: {answers.name} is no workbook; leave --sheet out")


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
    return Draft((place.survey_toml,), found.unread, summary=summary(place.survey, drafted, None))


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


def _rows_skipped(said: str | None) -> tuple[range, ...] | None:
    """The rows that are named apart by commas; none of them for "none", None where nothing is said."""
    if said is None or said.strip() == "none":
        return None if said is None else ()
    found = [row_range(entry.strip()) for entry in said.split(",")]
    rows = tuple(each for each in found if each is not None)
    if len(rows) < len(found):
        raise Misuse(f"--skip-rows {said!r}: expected numbers of rows from 1, such as 1,2,63.. or none")
    return rows


def _received_with_parent(answers: Path, file: AnswersFile) -> tuple[Received, AnswersFile]:
    """The answers, and how they are read: repeats of a form beside the table that they belong to."""
    received = _received(answers, file)
    found = {}
    for parent in parents_named(received, answers):
        with suppress(DataError):
            if parent.file and not all_met(received, _parent_of(answers, parent), parent):
                continue
            found[parent] = read_answers(answers.parent, replace(file, parent=parent))
    if len(found) != 1:
        return received, file
    ((parent, beside),) = found.items()
    return beside, replace(file, parent=parent)


def _parent_of(answers: Path, parent: Parent) -> Received:
    return read_answers(answers.parent, AnswersFile(parent.file or answers.name))


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


def _received_by_respondent(
    answers: Path, received: Received, file: AnswersFile, choose: Choose | None
) -> tuple[Received, AnswersFile, Doubt[AnswersFile] | None]:
    """The answers with a row for each respondent where rows are something else, and the doubt of that."""
    doubt = row_doubt(received) if file.parent is None else None
    if doubt is None:
        return received, file, None
    choice = choose(doubt) if choose else doubt.choices[0]
    shaped = choice.taken(file)
    return (_received(answers, shaped) if shaped.one_row else received), shaped, doubt


def _received(answers: Path, file: AnswersFile) -> Received:
    try:
        return read_answers(answers.parent, file)
    except DataError as error:
        if OF_ROWS.search(str(error)):
            raise DataError(f"{error}. A draft is told with --header-rows or --skip-rows") from None
        if not OF_ENCODING.search(str(error)):
            raise
        reason = str(error).partition(". Remove `encoding`")[0].partition("; give `encoding`")[0]
        if file.encoding is not None:
            raise DataError(f"{reason}. Draft without --encoding, so that it is found") from None
        raise DataError(
            f"{reason}: the file is not written in the encoding that it declares. Draft with the one it is "
            "written in, such as --encoding cp1252. Save it again as UTF-8, or as CSV, where none fits"
        ) from None


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
        text = further_edition_text(survey, place.edition, file, received)
        return {place.edition_toml: text.encode("utf-8")}
    absent = [name for name, each in drafted.questions.items() if found and each.wanted_name in found.absent]
    days = fieldwork_days(drafted, received)
    edition = edition_text(place.survey, place.edition, file, received.source, absent, days)
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
