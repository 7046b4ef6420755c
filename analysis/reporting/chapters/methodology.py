"""The methodology page: built from the definitions and from what the pipeline recorded, never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.questionnaire import Edition, Label, Note
from analysis.reporting.blocks import (
    Block,
    Cell,
    Definitions,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Section,
    Table,
)
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
from analysis.results.comparison_rows import SMALLEST_GROUP
from analysis.results.csv_files import Records

UNKNOWN = "(unknown)"
"""The code in weighting.csv of respondents whose category is not known."""


def methodology(names: Names, edition: Edition, records: Records) -> Section:
    """The methodology page: the note, collection, weighting, precision, questions, non-response, origin."""
    parts: list[list[Block]] = [
        [Heading(word("methodology", names.language), 2, "methodology")],
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
    return Section("page", [block for part in parts for block in part])


def brief_methodology(names: Names, edition: Edition, records: Records, place: str) -> Section:
    """The methodology page of a territory's report: without the tables that the edition's report has."""
    parts: list[list[Block]] = [
        [Heading(word("methodology", names.language), 2, "methodology")],
        _note(names, edition),
        _collection(names, edition, records),
        _comparison(names, place),
        _rules(names),
        _provenance(names, records),
    ]
    return Section("page", [block for part in parts for block in part])


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
    weighting = edition.weighting or names.survey.weighting
    margins = dict.fromkeys(row["variable"] for row in records.weighting if row["variable"])
    variables = [names.variable(name) for name in weighting.variables or margins]
    key = "unweighted"
    if weighting.calibration == "raking":
        key = "raking" if variables else "raking_unnamed"
    elif names.survey.design.weight:
        key = "given_weight"
    text = word(key, language, variables=typo.listing([typo.decapitalised(v) for v in variables], language))
    blocks: list[Block] = [_title(names, "weighting"), Paragraph(text)]
    whole = [(row["measure"], row["value"]) for row in records.weighting if not row["variable"]]
    entries = [
        (names.text(DIAGNOSTICS[m]), typo.number(float(v), language, _decimals(m, float(v))))
        for m, v in whole
        if m in DIAGNOSTICS and v
    ]
    blocks += [Definitions(entries)] if entries else []
    return blocks + _margins(names, records)


def _decimals(measure: str, value: float) -> int:
    return 0 if measure == "iterations" or value >= 100 else 2


def _margins(names: Names, records: Records) -> list[Block]:
    """The margins as a table: shares before, aimed at and after, by category."""
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for row in records.weighting:
        if row["variable"]:
            cells.setdefault(row["variable"], {}).setdefault(row["code"], {})[row["measure"]] = row["value"]
    if not cells:
        return []
    groups = [
        RowGroup(names.variable(variable), [_margin(names, variable, *item) for item in by_code.items()])
        for variable, by_code in cells.items()
    ]
    language = names.language
    columns = [word("respondents", language)]
    columns += [word(key, language) for key in ("before", "target", "after")]
    sources = dict.fromkeys(s for row in records.weighting if (s := row.get("source")))
    notes = [f"{word('source', language)} {typo.typeset(source, language)}" for source in sources]
    caption = word("margins_caption", language)
    return [Table("table-margins", caption, word("category", language), columns, groups, notes)]


def _margin(names: Names, variable: str, code: str, measures: Mapping[str, str]) -> Row:
    def cell(measure: str, decimals: int) -> Cell:
        value = measures.get(measure)
        return Cell(typo.number(float(value), names.language, decimals) if value else "")

    shares = [cell(measure, 1) for measure in ("before", "target", "after")]
    label = word("unknown_category", names.language) if code == UNKNOWN else names.answer(variable, code)
    return Row(label, [cell("n", 0), *shares])


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
        Row(names.variable(name), [Cell(_count(counts.get(kind), language)) for kind in kinds])
        for name, counts in asked.items()
    ]
    columns = [names.text(ABSENCE_WORDS[kind]) for kind in kinds]
    caption = word("nonresponse_caption", language)
    table = Table("table-nonresponse", caption, word("question", language), columns, [RowGroup("", rows)])
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
