"""The methodology page: built from the definitions and from what the pipeline recorded, never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.questionnaire import Edition, Label, Note
from analysis.questionnaire.settings import CROSSED
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
from analysis.reporting.chapters.break_off import Measures
from analysis.reporting.language import typography as typo
from analysis.reporting.language.in_words import of_place
from analysis.reporting.language.note_words import (
    ABSENCE_WORDS,
    DIAGNOSTICS,
    NOTE_FIELDS,
    PROBLEM_WORDS,
    method_words,
)
from analysis.reporting.language.voice import Names, word
from analysis.reporting.report_content import EditionContent
from analysis.results.record_rows import Records
from analysis.results.schema import SMALLEST_GROUP

UNKNOWN = "(unknown)"
"""The code in weighting.csv of respondents whose category is not known."""


def methodology(names: Names, edition: Edition, records: Records) -> list[Block]:
    """The methodology page: the note, collection, weighting, precision, questions, non-response, origin."""
    parts: list[list[Block]] = [
        _note(names, edition),
        _collection(names, edition, records),
        _weighting(names, edition, records),
        _rules(names),
        question_tables(names),
        _scores(names, records),
        _nonresponse(names, records),
        _problems(names, records),
        _provenance(names, records),
    ]
    return [block for part in parts for block in part]


def brief_methodology(names: Names, edition: Edition, records: Records, place: str) -> list[Block]:
    """The methodology page of a territory's report: without the tables that the edition's report has."""
    parts: list[list[Block]] = [
        _note(names, edition),
        _collection(names, edition, records),
        _comparison(names, place),
        _rules(names),
        _provenance(names, records),
    ]
    return [block for part in parts for block in part]


def _comparison(names: Names, place: str) -> list[Block]:
    """How a territory is compared with the rest."""
    alpha = typo.percent(100 * (1 - names.survey.publication.level), names.language)
    text = word(
        "comparison_text",
        names.language,
        of=of_place(place, names.language),
        alpha=alpha,
        smallest=str(SMALLEST_GROUP),
    )
    return [_title(names, "comparison"), Paragraph(text)]


def _title(names: Names, key: str) -> Heading:
    return Heading(word(key, names.language), 3, f"method-{key}")


def _note(names: Names, edition: Edition) -> list[Block]:
    """Every field of the note: the edition's, else the survey's, else a gap that shows as one."""
    entries = []
    for field, label in NOTE_FIELDS.items():
        if field == "simulation" and not edition.simulated:
            continue
        said = names.text(_stated(field, edition.note, names.survey.note))
        if said or field != "weighting":
            entries.append((names.text(label), said))
    return [_definitions(names, entries)]


def _definitions(names: Names, entries: Sequence[tuple[str, str]]) -> Definitions:
    """What is stated, then in one line what is not."""
    stated = [entry for entry in entries if entry[1]]
    absent = [typo.mention(term, names.language) for term, text in entries if not text]
    gaps = [(word("not_stated", names.language), typo.listing(absent, names.language))] if absent else []
    return Definitions([*stated, *gaps])


def _stated(field: str, *notes: Note) -> Label | None:
    return next((found for note in notes if (found := getattr(note, field))), None)


def _collection(names: Names, edition: Edition, records: Records) -> list[Block]:
    language = names.language
    counts = records.counted("counts")
    entries = [
        (word("fieldwork", language), typo.days(edition.start, edition.end, language)),
        (word("invited", language), _count(edition.invited, language)),
        (word("received", language), _count(counts.get("received"), language)),
        (word("kept", language), _count(counts.get("kept"), language)),
        (word("removed", language), _removed(names, records)),
        *_completed(Measures(names, records.quality)),
    ]
    return [_title(names, "collection"), _definitions(names, entries)]


def _completed(measures: Measures) -> list[tuple[str, str]]:
    """Complete questionnaires and the rates that the counts allow, each with its formula."""
    rates = (
        ("completion_rate", "completed / started"),
        ("response_rate", "completed / invited"),
    )
    entries = [
        (word("completed", measures.language), measures.count(measures.value("response", "completed")))
    ]
    for key, formula in rates:
        rate = measures.value("response", key, item=formula)
        if rate is not None:
            entries.append((word(key, measures.language), typo.percent(rate, measures.language, 1)))
    return entries if measures.rows else []


def _scores(names: Names, records: Records) -> list[Block]:
    """How each score is made, and how far its questions go together."""
    measures = Measures(names, records.quality)
    alphas = measures.by_question("scores", "alpha")
    scored = [q for q in used_questions(names.survey) if q.derivation and q.derivation.kind in SCORES]
    entries = [
        (names.text(question.label), score_text(names, question, alphas.get(question.name)))
        for question in scored
    ]
    return [_title(names, "scores"), Definitions(entries)] if entries else []


def _count(value: Any, language: str) -> str:
    return typo.number(value, language) if isinstance(value, (int, float)) else ""


def _removed(names: Names, records: Records) -> str:
    total = records.counted("counts").get("removed")
    reasons = [
        f"{name}{typo.colon(names.language)}{count}" for name, count in _kinds(names, records, "removed")
    ]
    return typo.series([_count(total, names.language), *reasons], names.language) if total is not None else ""


def _kinds(names: Names, records: Records, key: str) -> list[tuple[str, str]]:
    """Reasons or problems of one kind counted together, and how many."""
    counts: dict[str, int] = {}
    for reason, count in records.counted(key).items():
        known = next((label for start, label in PROBLEM_WORDS.items() if reason.startswith(start)), None)
        kind = names.text(known) if known else typo.typeset(reason, names.language)
        counts[kind] = counts.get(kind, 0) + int(count)
    return [(kind, _count(count, names.language)) for kind, count in counts.items()]


def _weighting(names: Names, edition: Edition, records: Records) -> list[Block]:
    language = names.language
    texts = [Paragraph(_calibration(names, edition, records)), *_design(names, edition)]
    entries = [
        (names.text(DIAGNOSTICS[of]), typo.number(row.value, language, _decimals(of, row.value)))
        for row in records.weighting
        if not row.variable and (of := row.measure) in DIAGNOSTICS and row.value is not None
    ]
    diagnostics = [Definitions(entries)] if entries else []
    return [_title(names, "weighting"), *texts, *diagnostics, *_margins(names, records)]


def _calibration(names: Names, edition: Edition, records: Records) -> str:
    """To which margins the respondents are weighted, and how."""
    language = names.language
    weighting = edition.weighting or names.survey.weighting
    margins = dict.fromkeys(row.variable for row in records.weighting if row.variable)
    variables = [_crossed(names, name) for name in weighting.variables or margins]
    said = typo.listing([typo.decapitalised(name) for name in variables], language)
    if weighting.calibration == "none":
        return word("given_weight" if names.survey.design.weight else "unweighted", language)
    key = "raking" if weighting.calibration == "raking" else "calibrated"
    method = word(f"method_{weighting.calibration}", language) if key == "calibrated" else ""
    return word(key if variables else f"{key}_unnamed", language, variables=said, method=method)


def _design(names: Names, edition: Edition) -> list[Block]:
    """What else was done to the weights and what the precision counts, a sentence each."""
    language, design = names.language, names.survey.design
    weighting = edition.weighting or names.survey.weighting
    said = []
    for key, limits in (("trimmed", weighting.trim), ("bounded", weighting.bounds)):
        if limits:
            low, high = (typo.number(limit, language, 2) for limit in limits)
            said.append(word(key, language, low=low, high=high))
    if design.replicates:
        key = "replicates_given" if design.replicates.columns else "replicates_drawn"
        said.append(word(key, language, type=design.replicates.type))
    if design.fpc:
        said.append(word("fpc", language))
    return [Paragraph(" ".join(said))] if said else []


def _crossed(names: Names, variable: str) -> str:
    """What a variable of the margins is called; crossed ones with a sign between them."""
    return " × ".join(names.variable(part) for part in variable.split(CROSSED))


def _decimals(measure: str, value: float) -> int:
    return 0 if measure == "iterations" or value >= 100 else 2


def _margins(names: Names, records: Records) -> list[Block]:
    """The margins as a table: shares before, aimed at and after, by category."""
    cells: dict[str, dict[str, dict[str, float | None]]] = {}
    for row in records.weighting:
        if row.variable:
            cells.setdefault(row.variable, {}).setdefault(row.code, {})[row.measure] = row.value
    if not cells:
        return []
    groups = [
        RowGroup(_crossed(names, variable), [_margin(names, variable, *item) for item in by_code.items()])
        for variable, by_code in cells.items()
    ]
    language = names.language
    columns = [word("respondents", language)]
    columns += [word(key, language) for key in ("before", "target", "after")]
    sources = dict.fromkeys(row.source for row in records.weighting if row.source)
    notes = [f"{word('source', language)} {typo.typeset(source, language)}" for source in sources]
    caption = word("margins_caption", language)
    return [ReportTable("table-margins", caption, word("category", language), columns, groups, notes)]


def _margin(names: Names, variable: str, code: str, measures: Mapping[str, float | None]) -> TableRow:
    def cell(measure: str, decimals: int) -> TableCell:
        value = measures.get(measure)
        return TableCell("" if value is None else typo.number(value, names.language, decimals))

    if not code:
        totals = [cell(f"total_{when}", 0) for when in ("before", "target", "after")]
        return TableRow(word("total", names.language), [TableCell(""), *totals])
    shares = [cell(measure, 1) for measure in ("before", "target", "after")]
    label = word("unknown_category", names.language) if code == UNKNOWN else _category(names, variable, code)
    return TableRow(label, [cell("n", 0), *shares])


def _category(names: Names, variable: str, code: str) -> str:
    """What a category of a margin is called; of a crossed one, the answers to each question."""
    parts = zip(variable.split(CROSSED), code.split(CROSSED), strict=False)
    return " × ".join(names.answer(name, answer) for name, answer in parts)


def _rules(names: Names) -> list[Block]:
    """How precise the figures are and what is shown of them, in the words of the rules that were applied."""
    paragraphs = [Paragraph(text) for text in method_words(names.survey, names.language)]
    return [_title(names, "precision"), *paragraphs]


def _nonresponse(names: Names, records: Records) -> list[Block]:
    language = names.language
    asked = {
        name: counts
        for name, counts in records.counted("nonresponse").items()
        if name in names.survey.questions and isinstance(counts, Mapping)
    }
    if not asked:
        return []
    kinds = [kind for kind in ABSENCE_WORDS if any(counts.get(kind) is not None for counts in asked.values())]
    rows = [
        TableRow(names.variable(name), [TableCell(_count(counts.get(kind), language)) for kind in kinds])
        for name, counts in asked.items()
    ]
    columns = [names.text(ABSENCE_WORDS[kind]) for kind in kinds]
    caption = word("nonresponse_caption", language)
    table = ReportTable(
        "table-nonresponse", caption, word("question", language), columns, [RowGroup("", rows)]
    )
    return [_title(names, "nonresponse"), table]


def _problems(names: Names, records: Records) -> list[Block]:
    entries = _kinds(names, records, "problems")
    body: Block = Definitions(entries) if entries else Paragraph(word("no_problem", names.language))
    return [_title(names, "problems"), body]


def _provenance(names: Names, records: Records) -> list[Block]:
    language = names.language
    versions = [f"{name} {number}" for name, number in records.counted("versions").items()]
    entries = [
        entry
        for file in records.provenance.get("files", [])
        for entry in (
            (word("file", language), str(file.get("name") or "")),
            (word("file_format", language), _format(file)),
            (word("file_size", language), _count(file.get("bytes"), language)),
            ("SHA-256", str(file.get("sha256") or "")),
        )
    ]
    entries.append((word("versions", language), ", ".join(versions)))
    clean = [(term, typo.typeset(text, language)) for term, text in entries]
    return [_title(names, "provenance"), _definitions(names, clean)]


def _format(file: Mapping[str, Any]) -> str:
    parts = [file.get("format"), file.get("encoding"), file.get("separator"), file.get("decimal")]
    return ", ".join({";": "« ; »", ",": "« , »", "\t": "tab"}.get(str(p), str(p)) for p in parts if p)


METHODOLOGY = Chapter[EditionContent](
    title=lambda content: word("methodology", content.language),
    anchor="methodology",
    shows=lambda content: methodology(content.names, content.edition, content.records),
    kind="page",
)
