"""edition.toml as it is drafted: of a new survey, or of one more edition of a survey that is there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from analysis.drafting.cells.column_profiles import profiles_of
from analysis.drafting.drafted_question import Drafted, slug, some
from analysis.drafting.former_edition import TakenOver, not_taken_over, standing_as, taken_over
from analysis.drafting.infer.fieldwork_days import FieldworkDays
from analysis.drafting.infer.heading_matches import code_before_text
from analysis.drafting.infer.structure_on_file import are_words
from analysis.drafting.questionnaire_structure import Bilingual
from analysis.drafting.schema_files import schema_line
from analysis.drafting.telling.row_doubts import written
from analysis.drafting.toml_writing import comment, key, listed, pairs, quoted
from analysis.questionnaire import AnswersFile, CellContent, Edition, Question, Survey
from analysis.questionnaire.editions import LAST_ROW, Parent
from analysis.questionnaire.kinds import kind_of
from analysis.sources.received import Received, Source


def edition_text(
    survey: str,
    edition: str,
    file: AnswersFile,
    source: Source,
    absent: Sequence[str] = (),
    days: FieldworkDays | None = None,
    recode: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """The text of the first edition.toml of a new survey; `absent` are questions without a column, `days`
    those on which answers came in, `recode` the questionnaire's codes for the file's."""
    head = [*_head(survey, edition), *_absent(absent)]
    fieldwork = _days_found(days) if days else _fieldwork(edition)
    others = _recoded("The file has other codes than the questionnaire.", recode or {})
    return _text([*head, "", *_file(file, source), *others, "", *fieldwork, *_note()])


def further_edition_text(
    survey: Survey, edition: str, file: AnswersFile, received: Received, former: Edition | None = None
) -> str:
    """The text of edition.toml for a survey that is there: what its file lacks, or calls otherwise.

    Where the `former` edition says in which columns questions stand and the file has them, they stand there.
    """
    taken = taken_over(former, survey, received)
    placed = standing_as(survey, taken.columns)
    file = replace(file, answers=_answers(placed, received))
    return _text(
        [
            *_head(survey.name, edition),
            *_not_asked(placed, received),
            "",
            *_file(file, received.source),
            *_renamed_here(placed, received),
            *_not_taken(former, survey, received, file),
            *_columns(placed, received, taken),
            *_recode(taken),
            *_weighting(survey),
            "",
            *_fieldwork(edition),
            *_note(),
        ]
    )


def _not_taken(former: Edition | None, survey: Survey, received: Received, file: AnswersFile) -> list[str]:
    left = not_taken_over(former, survey, received, file)
    if not former or not left:
        return []
    said = f"Not taken over from the edition {former.name}: {', '.join(left)}. Write what holds here too."
    return ["", *comment(said)]


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _head(survey: str, edition: str) -> list[str]:
    return [
        schema_line("edition"),
        *comment(f"Edition {edition} of the survey {survey}: how these answers were collected."),
        "",
        f"title = {quoted(edition)}",
        f"reference_year = {_year(edition)}  # ages are counted from it",
        "# invited = 1000  # how many were asked to answer",
        "# simulated = true  # where nobody gave these answers; every page then says so",
    ]


def _year(edition: str) -> int:
    """The year in the edition's name, else the current one."""
    found = re.search(r"(?<!\d)(19|20)\d\d(?!\d)", edition)
    return int(found.group()) if found else date.today().year


def _file(file: AnswersFile, source: Source) -> list[str]:
    """[file]: its name, and what reading it again needs to be told."""
    read = {"encoding": source.encoding, "separator": source.separator, "decimal": source.decimal}
    how = ", ".join(f"{what} {quoted(value)}" for what, value in read.items() if value)
    told = {"encoding": file.encoding, "separator": file.separator, "sheet": source.sheet}
    hints = [f"{what} = {quoted(value)}" for what, value in told.items() if value]
    hints += [f"header_rows = {file.header_rows}"] if file.header_rows is not None else []
    hints += [f"skip_rows = {_rows(file.skip_rows)}"] if file.skip_rows is not None else []
    hints += [_parent(file.parent)] if file.parent else []
    hints += [f"one_row = {written(file.one_row)}"] if file.one_row else []
    received = f"Received as {source.name}" + (f"; read with {how}" if how else "") + "."
    remarks = [line for remark in source.said for line in comment(remark)]
    words = (
        ['answers = "labels"  # the cells hold the words of the answers'] if file.answers == "labels" else []
    )
    return [*comment(received), *remarks, "[file]", f"name = {quoted(file.name)}", *hints, *words]


def _parent(parent: Parent) -> str:
    said = {"file": parent.file, "sheet": parent.sheet, "key": parent.key, "column": parent.column}
    return f"parent = {pairs({key: value for key, value in said.items() if value})}"


def _rows(skipped: tuple[range, ...]) -> str:
    """Rows of a file as edition.toml writes them: [1, "63.."]."""
    written = []
    for rows in skipped:
        last = "" if rows.stop > LAST_ROW else rows.stop - 1
        written.append(str(rows.start) if len(rows) == 1 else f'"{rows.start}..{last}"')
    return f"[{', '.join(written)}]"


def _fieldwork(edition: str) -> list[str]:
    return [
        *comment("When the answers were given. Complete, and take the # off."),
        "[fieldwork]",
        f"# start = {_year(edition)}-01-15",
        f"# end = {_year(edition)}-03-01",
    ]


def _days_found(days: FieldworkDays) -> list[str]:
    """The days of the file: taken where the software wrote them, else to be taken."""
    told = f"When the answers were given: the first and the last day in {days.column}."
    off = "" if days.is_sure else "# "
    return [
        *comment(told if days.is_sure else f"{told} If so, take the # off."),
        "[fieldwork]",
        f"{off}start = {days.start}",
        f"{off}end = {days.end}",
    ]


def _note() -> list[str]:
    return [
        "",
        *comment("What differs from [note] of survey.toml, such as mode or recruitment."),
        "[note]",
    ]


def _not_asked(survey: Survey, received: Received) -> list[str]:
    known = _known(received)
    gone = [
        name
        for name, question in survey.asked.items()
        if not any(_found(column, known) for column in _columns_of(question, known).values())
    ]
    return _absent(gone)


def _absent(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [*comment("Their columns are not in this file:"), f"not_asked = {listed(names)}"]


def _columns(survey: Survey, received: Received, taken: TakenOver) -> list[str]:
    """Columns of the former edition or under another writing, and comments on those that are not there."""
    plain = {name: where for name, where in taken.columns.items() if isinstance(where, str)}
    known = {**_known(received), **{name: plain[name] for name in _design(survey) if name in plain}}
    renamed, lost = [*_written(taken), *_renamed(survey, known, taken)], _lost(survey, known)
    unused = sorted(set(map(str, received.answers.columns)) - _used(survey, known) - taken.read)
    remarks = [f"Columns as in the edition {taken.name}."] if taken.columns else []
    if taken.gone:
        remarks.append(f"Columns of the edition {taken.name} that this file has not: {some(taken.gone, 40)}")
    if lost:
        remarks.append(f"Not found in this file; name the column here: {'; '.join(lost)}")
    if unused:
        remarks.append(f"Columns of this file that no question reads: {some(unused, 40)}")
    lines = [line for remark in remarks for line in comment(remark)]
    return ["", *lines, "[columns]", *renamed] if lines or renamed else []


def _written(taken: TakenOver) -> list[str]:
    return [
        f"{key(name)} = {quoted(where) if isinstance(where, str) else pairs(where)}"
        for name, where in taken.columns.items()
    ]


def _recode(taken: TakenOver) -> list[str]:
    """The recodes of the former edition whose codes this file has."""
    return _recoded(f"Codes as in the edition {taken.name}.", taken.recode)


def _recoded(said: str, recode: Mapping[str, Mapping[str, str]]) -> list[str]:
    lines = [f"{name} = {pairs(codes)}" for name, codes in recode.items()]
    return ["", *comment(said), "[recode]", *lines] if lines else []


def _known(received: Received) -> dict[str, str]:
    """Column by its name, or by the slug of its name or of the code before its text where one only has it."""
    names = [str(name) for name in received.answers.columns]
    return {
        **_by_slug(names, [code_before_text(name) for name in names]),
        **_by_slug(names, names),
        **{name: name for name in names},
    }


def _by_slug(names: list[str], said: list[str]) -> dict[str, str]:
    slugs = [slug(text) for text in said]
    return {short: name for short, name in zip(slugs, names, strict=True) if slugs.count(short) == 1}


def _answers(survey: Survey, received: Received) -> CellContent:
    """Whether the cells of this file hold codes or the words of the answers."""
    known = _known(received)
    asked = [
        Drafted(
            question.name,
            question.type,
            question.name,
            _found(question.column, known) or "",
            codes={code: Bilingual(label.fr, label.en) for code, label in question.codes.items()},
            columns={code: _found(column, known) or "" for code, column in question.columns.items()},
        )
        for question in survey.asked.values()
    ]
    profiles = {profile.column: profile for profile in profiles_of(received)}
    return "labels" if are_words(asked, profiles) else "codes"


def _found(column: str, known: Mapping[str, str]) -> str | None:
    return known.get(column) or known.get(slug(column))


def _columns_of(question: Question, known: Mapping[str, str]) -> dict[str, str]:
    """The columns of the question; those of ticks where its cell is not in the file and they all are."""
    plain = dict(question.columns) or {column: column for column in question.sets} or {"": question.column}
    if not kind_of(question).takes_several or not question.delimiter or _found(question.column, known):
        return plain
    named = {code: [f"{question.column}{sign}{code}" for sign in "/._-"] for code in question.codes}
    ticks = {code: next((each for each in names if each in known), "") for code, names in named.items()}
    return ticks if all(ticks.values()) else plain


def _renamed(survey: Survey, known: Mapping[str, str], taken: TakenOver) -> list[str]:
    lines = []
    for name in _design(survey):
        found = _found(name, known)
        if found not in (None, name) and name not in taken.columns:
            lines.append(f"{key(name)} = {quoted(str(found))}")
    for name, question in survey.asked.items():
        moved = {
            code: str(_found(column, known))
            for code, column in _columns_of(question, known).items()
            if _is_moved(question, code, column, known) and column not in question.other.values()
        }
        if moved and not question.sets and name not in taken.columns:
            lines.append(f"{name} = {quoted(moved['']) if '' in moved else pairs(moved)}")
    return lines


def _is_moved(question: Question, code: str, column: str, known: Mapping[str, str]) -> bool:
    """Whether the column stands under another name, or holds the ticks of what the survey has in a cell."""
    return _found(column, known) not in (None, column) or bool(question.delimiter and code)


def _renamed_here(survey: Survey, received: Received) -> list[str]:
    """Columns under another writing that no question can name: of category sets, and of texts of "other"."""
    known = _known(received)
    moved = {
        str(_found(column, known)): column
        for question in survey.asked.values()
        for column in (*question.sets, *question.other.values())
        if _found(column, known) not in (None, column)
    }
    return [f"columns = {pairs(moved)}"] if moved else []


def _lost(survey: Survey, known: Mapping[str, str]) -> list[str]:
    parts = [f"{name} (of identifier and design)" for name in _design(survey) if not _found(name, known)]
    for name, question in survey.asked.items():
        gone = [column for column in _columns_of(question, known).values() if not _found(column, known)]
        if gone and len(gone) < len(_columns_of(question, known)):
            parts.append(f"{name}: {some(gone)}")
    return parts


def _used(survey: Survey, known: Mapping[str, str]) -> set[str]:
    columns = [c for question in survey.asked.values() for c in _columns_of(question, known).values()]
    return {found for column in (*_design(survey), *columns) if (found := _found(column, known))}


def _design(survey: Survey) -> list[str]:
    design = survey.design
    named = (survey.identifier, *design.columns)
    return list(dict.fromkeys(name for name in named if name))


def _weighting(survey: Survey) -> list[str]:
    if survey.weighting.calibration == "none":
        return []
    wanted = (
        "The survey is calibrated to margins: put margins.csv of this edition beside this file and delete "
        "these lines."
    )
    return ["", *comment(wanted), "[weighting]", 'calibration = "none"']
