"""Questions and lists of answers as TOML: a table for each, or a line where there are many."""

from __future__ import annotations

from analysis.drafting.cells.cell_contents import RANGE
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.grouping.shared_scales import DraftedScale
from analysis.drafting.questionnaire_structure import Bilingual
from analysis.drafting.toml_writing import (
    aside,
    comment,
    condition,
    inline,
    key,
    listed,
    pairs,
    quoted,
    table,
    worded,
)

LONGEST_LABEL = 40
YES = worded(Bilingual("Oui", "Yes"))
NO = worded(Bilingual("Non", "No"))
YES_NO = {"Y": YES, "y": YES, "N": NO, "n": NO}


def scale_text(name: str, scale: DraftedScale) -> str:
    """The tables of a list of answers that questions share."""
    lines = [line for remark in scale.remarks for line in comment(remark)]
    said = {"missing": scale.missing, "aside": scale.aside}
    lines += [f"[scales.{name}]"] if any(said.values()) else []
    lines += [f"{key} = {table(codes)}" for key, codes in said.items() if codes]
    return "\n".join([*lines, f"[scales.{name}.codes]", *_answers(scale)])


def question_text(name: str, question: Drafted) -> str:
    """The tables of one question."""
    lines = [line for remark in question.remarks for line in comment(remark)]
    lines += [f"[questions.{name}]", *(f"{each} = {value}" for each, value in _asked(name, question).items())]
    lines += [*_short_label(name, question)]
    lines += [f"{each} = {value}" for each, value in _read(question).items()]
    if question.codes and not question.scale:
        lines += [f"[questions.{name}.codes]", *_answers(question)]
    if question.columns:
        lines += [f"[questions.{name}.columns]", *_columns(question)]
    return "\n".join(lines)


def question_lines(name: str, question: Drafted) -> list[str]:
    """The question on one line under [questions]; with answers of its own, a line for each key and answer."""
    is_range = [remark.startswith(RANGE) for remark in question.remarks]
    remarks = [r for r, is_one in zip(question.remarks, is_range, strict=True) if not is_one]
    span = next((r for r, is_one in zip(question.remarks, is_range, strict=True) if is_one), "")
    lines = [line for remark in remarks for line in comment(remark)]
    values = _asked(name, question)
    values |= {"label": worded(question.label)} if question.label else {}
    values |= _read(question)
    own = [] if question.scale else _answers(question)
    if not own and not question.columns:
        return [*lines, f"{name} = {inline(values)}{aside(span.partition(';')[0])}"]
    lines += [f"{name}.{each} = {value}" for each, value in values.items()]
    lines += [f"{name}.codes.{answer}" for answer in own]
    return ["", *lines, *(f"{name}.columns.{column}" for column in _columns(question))]


def _asked(name: str, question: Drafted) -> dict[str, str]:
    """What every question says: its type, where it is in the file, its words."""
    column = {"column": quoted(question.column)} if question.column not in ("", name) else {}
    return {"type": quoted(question.type), **column, "text": worded(question.text)}


def _columns(question: Drafted) -> list[str]:
    return [f"{key(code)} = {quoted(column)}" for code, column in question.columns.items()]


def _short_label(name: str, question: Drafted) -> list[str]:
    """Its label; one to complete, where the text is too long for a table or a question."""
    if question.label:
        return [f"label = {worded(question.label)}"]
    if len(question.text) <= LONGEST_LABEL and not question.text.rstrip().endswith("?"):
        return []
    short = (
        _beginning(question.text) if question.wanted_name.endswith(question.text) else question.wanted_name
    )
    label = short.replace("_", " ").strip() or name
    return [
        f"# label = {quoted(label[:1].upper() + label[1:])}  # a short name for tables, in place of the text"
    ]


def _beginning(text: str) -> str:
    """The first words of a text that a label has room for."""
    cut = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL + 1].rpartition(" ")[0]
    return cut.rstrip("?:!.,;… \u00a0\u202f")


def _answers(question: Drafted | DraftedScale) -> list[str]:
    """One line per answer; Y and N are Oui and Non."""
    are_yes_no = all(YES_NO.get(code) and code == label for code, label in question.codes.items())
    return [
        f"{key(code)} = {YES_NO[code] if are_yes_no else worded(label)}{aside(question.asides.get(code, ''))}"
        for code, label in question.codes.items()
    ]


def _read(question: Drafted) -> dict[str, str]:
    """Who is asked, how the cells are read and what is believed, where it is not as usual."""
    written = {
        "asked_if": condition(question.asked_if) if question.asked_if else "",
        "scale": quoted(question.scale) if question.scale else "",
        "delimiter": quoted(question.delimiter) if question.delimiter else "",
        "rank": str(question.rank) if question.rank else "",
        "ticked": listed(question.ticked) if question.ticked not in ((), ("1",)) else "",
        "not_ticked": listed(question.not_ticked) if question.not_ticked not in ((), ("0",)) else "",
        "empty": quoted("not_ticked") if question.blank_is_not_ticked else "",
        "date_format": quoted(question.date_format) if question.date_format else "",
        "unit": quoted(question.unit) if question.unit else "",
        "thousands": quoted(question.form.thousands) if question.form.thousands else "",
        "affixes": listed(question.form.affixes) if question.form.affixes else "",
        "duration": quoted(question.form.duration) if question.form.duration else "",
        "ordered": "true" if question.is_ordered else "",
        "missing": table(question.missing) if question.missing else "",
        "aside": table(question.aside) if question.aside else "",
        "exclusive": listed(question.exclusive) if question.exclusive else "",
        "sets": listed(question.sets) if question.sets else "",
        "other": pairs(question.other) if question.other else "",
        "min": question.minimum,
        "max": question.maximum,
        "required": "true" if question.required else "",
    }
    return {name: value for name, value in written.items() if value}
