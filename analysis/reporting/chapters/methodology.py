"""The methodology page: built from the definitions and from what the pipeline recorded, never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.questionnaire import Edition
from analysis.questionnaire.contradictions.note_gaps import stated
from analysis.reporting.blocks import (
    Block,
    Definitions,
    Heading,
    Paragraph,
    ReportTable,
    RowGroup,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.annexes import SCORES, question_tables, score_text, used_questions
from analysis.reporting.chapters.break_off import Measures, few
from analysis.reporting.chapters.folded_parts import folded_parts
from analysis.reporting.chapters.method_pages.area_models_told import models_told
from analysis.reporting.chapters.method_pages.response_rates import sample_response
from analysis.reporting.chapters.method_pages.weighting_told import weighting_told
from analysis.reporting.language.in_words import of_place
from analysis.reporting.language.method_sentences import method_sentences
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.record_rows import Records
from analysis.results.schema import SMALLEST_GROUP

NOTE_FIELDS = (
    *("simulation", "producer", "sponsor", "purpose", "population", "excluded", "frame", "recruitment"),
    *("incentives", "mode", "languages", "weighting", "availability", "licence", "contact"),
)
ABSENCES = ("asked", "answered", "refused", "dont_know", "no_answer", "left", "invalid")
"""What becomes of a question that is put, in the order of the table's columns."""
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
"""Characters of an answers file that are shown by a message."""
PROBLEMS = (
    *("answer against routing", "unknown code", "out of range", "not a number", "no identifier"),
    *("other without its answer", "column not in every file", "labels differ between files"),
    *("column not in the file", "not all of it are answers", "excludes the other answers", "ranked twice"),
    *("too many ranks", "not a date", "in no class", "in no region", "not a weight"),
    "not a population size",
    *("blank in the sampling design", "does not meet keep_if", "no usable weight, stratum or PSU"),
    *("not of this edition", "no answer to keep_if"),
    *("duplicate of the identifier", "excluded", "looks like a direct identifier", "speeder"),
    *("straight_liner", "same_answers", "contradiction", "left"),
)
"""How a reason or problem starts that has a message of its own; any other is shown as it is."""


def methodology(voice: Voice, edition: Edition, records: Records) -> list[Block]:
    """The methodology page: the note, collection, weighting, precision, questions, non-response, origin."""
    parts: list[list[Block]] = [
        _note(voice, edition),
        _collection(voice, edition, records),
        sample_response(Measures(voice, records.quality)),
        [_title(voice, "weighting"), *weighting_told(voice, edition, records)],
        _rules(voice),
        models_told(voice, records),
        question_tables(voice, edition.not_asked),
        _scores(voice, records),
        _nonresponse(voice, edition, records),
        _problems(voice, records),
        _provenance(voice, records),
    ]
    return [block for part in parts for block in part]


def brief_methodology(voice: Voice, edition: Edition, records: Records, place: str) -> list[Block]:
    """The methodology page of a territory's report: without the tables that the edition's report has."""
    parts: list[list[Block]] = [
        _note(voice, edition),
        _collection(voice, edition, records),
        _comparison(voice, place),
        _rules(voice),
        models_told(voice, records),
        _provenance(voice, records),
    ]
    return [block for part in parts for block in part]


def _comparison(voice: Voice, place: str) -> list[Block]:
    """How a territory is compared with the rest."""
    alpha = voice.percent(100 * (1 - voice.survey.publication.level))
    text = voice.say("comparison_text", of=of_place(voice, place), alpha=alpha, smallest=str(SMALLEST_GROUP))
    return [_title(voice, "comparison"), Paragraph(text)]


def _title(voice: Voice, key: str) -> Heading:
    return Heading(voice.say(key), 3, f"method-{key}")


def _note(voice: Voice, edition: Edition) -> list[Block]:
    """Every field of the note: the edition's, else the survey's, else a gap that shows as one."""
    entries = []
    for field in NOTE_FIELDS:
        if field == "simulation" and not edition.simulated:
            continue
        said = voice.text(stated(field, edition, voice.survey))
        if said or field != "weighting":
            entries.append((voice.say(f"note.{field}"), said))
    return [_definitions(voice, entries)]


def _definitions(voice: Voice, entries: Sequence[tuple[str, str]]) -> Definitions:
    """What is stated, then in one line what is not."""
    stated = [entry for entry in entries if entry[1]]
    absent = [voice.mention(term) for term, text in entries if not text]
    gaps = [(voice.say("not_stated"), voice.listing(absent))] if absent else []
    return Definitions([*stated, *gaps])


def _collection(voice: Voice, edition: Edition, records: Records) -> list[Block]:
    counts = records.counted("counts")
    entries = [
        (voice.say("fieldwork"), voice.days(edition.start, edition.end)),
        (voice.say("invited"), _count(voice, edition.invited)),
        (voice.say("received"), _count(voice, counts.get("received"))),
        (voice.say("kept"), _count(voice, counts.get("kept"))),
        (voice.say("removed"), _removed(voice, records)),
        *_completed(Measures(voice, records.quality)),
    ]
    return [_title(voice, "collection"), _definitions(voice, entries)]


def _completed(measures: Measures) -> list[tuple[str, str]]:
    """Complete questionnaires and the rates that the counts allow, each with its formula."""
    rates = (
        ("completion_rate", "completed / started"),
        ("response_rate", "completed / invited"),
    )
    entries = [(measures.voice.say("completed"), measures.told("response", "completed"))]
    for key, formula in rates:
        rate = measures.value("response", key, item=formula)
        if rate is not None:
            entries.append((measures.voice.say(key), measures.voice.percent(rate)))
    return entries if measures.rows else []


def _scores(voice: Voice, records: Records) -> list[Block]:
    """How each score is made, and how far its questions go together."""
    measures = Measures(voice, records.quality)
    alphas = measures.by_question("scores", "alpha")
    scored = [q for q in used_questions(voice.survey) if q.derivation and q.derivation.kind in SCORES]
    entries = [
        (voice.text(question.label), score_text(voice, question, alphas.get(question.name)))
        for question in scored
    ]
    return [_title(voice, "scores"), Definitions(entries)] if entries else []


def _count(voice: Voice, value: Any) -> str:
    return voice.number(value) if isinstance(value, (int, float)) else ""


def _removed(voice: Voice, records: Records) -> str:
    counts = records.counted("counts")
    if "removed" not in counts:
        return ""
    reasons = [f"{name}{voice.colon}{count}" for name, count in _kinds(voice, records, "removed")]
    return voice.series([_count(voice, counts["removed"]) or few(voice), *reasons])


def _kinds(voice: Voice, records: Records, key: str) -> list[tuple[str, str]]:
    """Reasons or problems of one kind counted together, and how many."""
    counts: dict[str, int | None] = {}
    for reason, count in records.counted(key).items():
        known = next((start for start in PROBLEMS if reason.startswith(start)), "")
        kind = voice.say(f"problem.{known}") if known else voice.typeset(reason)
        before = counts.get(kind, 0)
        counts[kind] = None if count is None or before is None else before + int(count)
    return [(kind, few(voice) if count is None else voice.number(count)) for kind, count in counts.items()]


def _rules(voice: Voice) -> list[Block]:
    """How precise the figures are and what is shown of them, in the words of the rules that were applied."""
    paragraphs = [Paragraph(text) for text in method_sentences(voice)]
    return [_title(voice, "precision"), *paragraphs]


def _nonresponse(voice: Voice, edition: Edition, records: Records) -> list[Block]:
    measures = Measures(voice, records.quality)
    known = voice.survey.questions.keys() - {*edition.not_asked}
    asked = [name for name in measures.questions("nonresponse") if name in known]
    if not asked:
        return []
    rows = [
        TableRow(
            voice.variable(name), [TableCell(measures.told("nonresponse", kind, name)) for kind in ABSENCES]
        )
        for name in asked
    ]
    columns = [voice.say(f"absence.{kind}") for kind in ABSENCES]
    caption = voice.say("nonresponse_caption")
    note = voice.say("nonresponse_note", least=str(voice.survey.publication.confidential_below))
    table = ReportTable(
        "table-nonresponse", caption, voice.say("question"), columns, [RowGroup("", rows)], [note]
    )
    return [_title(voice, "nonresponse"), table]


def _problems(voice: Voice, records: Records) -> list[Block]:
    entries = _kinds(voice, records, "problems")
    body: Block = Definitions(entries) if entries else Paragraph(voice.say("no_problem"))
    return [_title(voice, "problems"), body]


def _provenance(voice: Voice, records: Records) -> list[Block]:
    versions = [f"{name} {number}" for name, number in records.counted("versions").items()]
    entries = [
        entry
        for file in records.provenance.get("files", [])
        for entry in (
            (voice.say("file"), str(file.get("name") or "")),
            (voice.say("file_format"), _format(voice, file)),
            (voice.say("file_size"), _count(voice, file.get("bytes"))),
            ("SHA-256", str(file.get("sha256") or "")),
        )
    ]
    entries.append((voice.say("versions"), ", ".join(versions)))
    clean = [(term, voice.typeset(text)) for term, text in entries]
    return [_title(voice, "provenance"), _definitions(voice, clean)]


def _format(voice: Voice, file: Mapping[str, Any]) -> str:
    parts = [file.get("format"), file.get("encoding"), file.get("separator"), file.get("decimal")]
    return ", ".join(
        voice.say(f"separator.{SEPARATORS[part]}") if part in SEPARATORS else str(part)
        for part in parts
        if part
    )


METHODOLOGY = Chapter[EditionContent](
    title=lambda content: content.voice.say("methodology"),
    anchor="methodology",
    shows=lambda content: folded_parts(methodology(content.voice, content.edition, content.records)),
    kind="page",
)
