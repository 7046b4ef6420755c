"""The tables of a LimeSurvey file as questions, and how it calls their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from analysis.drafting.cells.number_forms import WHOLE_NUMBER
from analysis.drafting.questionnaire_structure import Bilingual, english, in_both, plain_text
from analysis.faults import Fault

LimeRow = Mapping[str, str]
Tables = Mapping[str, list[LimeRow]]


@dataclass(frozen=True)
class Item:
    """A group, a question, one of its rows, or one of its answers: code, texts by language, its row."""

    code: str
    texts: Mapping[str, str]
    row: LimeRow = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text in both languages, the code where there is none."""
        return in_both(self.texts) or self.code


@dataclass(frozen=True)
class LimeQuestion:
    """A question with its rows (scale 0), its columns (scale 1), its answers by scale, its attributes."""

    item: Item
    rows: tuple[Item, ...] = ()
    columns: tuple[Item, ...] = ()
    answers: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def attribute(self, name: str) -> str:
        """The value of an attribute, in both languages where it is a text; nothing where it has none."""
        return in_both(self.attributes.get(name, {}))

    @property
    def code(self) -> str:
        """The question's code, by which its columns are headed."""
        return self.item.code

    @property
    def has_other(self) -> bool:
        """Whether respondents could add an answer of their own."""
        return self.item.row.get("other") == "Y"

    @property
    def is_mandatory(self) -> bool:
        """Whether the questionnaire insists on an answer."""
        return self.item.row.get("mandatory") == "Y"


def read_tables(path: Path) -> dict[str, list[LimeRow]]:
    """The rows of each table of a LimeSurvey file, by the table's name.

    Raises Fault where the file is no such XML, or declares entities, which LimeSurvey never does.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        document = fromstring(path.read_bytes(), forbid_dtd=True)
    except DefusedXmlException:
        raise Fault(
            f"{path}: the file declares a document type or entities, which LimeSurvey never writes and which "
            "can exhaust the memory or read other files; nothing of it was read. Export the structure again"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise Fault(
            f"{path}: not readable as XML ({error}); export the survey structure (.lss) from LimeSurvey again"
        ) from None
    if document.find("LimeSurveyDocType") is None:
        raise Fault(
            f"{path}: no LimeSurvey structure; expected a .lss, .lsg or .lsq exported from LimeSurvey"
        )
    return {table.tag: _rows(table) for table in document if table.find("rows") is not None}


def _rows(table: Element) -> list[LimeRow]:
    return [{cell.tag: (cell.text or "").strip() for cell in row} for row in table.iterfind("rows/row")]


def items_of(tables: Tables, table: str, key: str, text: str, code: str) -> list[Item]:
    """The rows of a table, one per `key`, in the order of the file, with their texts in every language.

    Versions before 4 repeat the row in each language; later ones have the texts in TABLE_l10ns.
    """
    texts: dict[str, dict[str, str]] = {}
    translations = _translations(tables, table)
    for row in (*tables.get(table, ()), *tables.get(translations, ())):
        if row.get(text):
            texts.setdefault(row.get(key, ""), {})[row.get("language", "")] = row[text]
    rows = {row.get(key, ""): row for row in reversed(tables.get(table, []))}
    return [Item(rows[name].get(code, ""), texts.get(name, {}), rows[name]) for name in reversed(rows)]


def _translations(tables: Tables, table: str) -> str:
    """Where the texts of a table stand: those of subquestions may be among the questions'."""
    own = f"{table.removesuffix('s')}_l10ns"
    return own if own in tables else "question_l10ns"


def questions_of(tables: Tables, groups: list[str]) -> list[LimeQuestion]:
    """The questions in the order of their groups, then in their own."""
    items = items_of(tables, "questions", "qid", "question", "title")
    subquestions = items_of(tables, "subquestions", "qid", "question", "title")
    ranks = {group: rank for rank, group in enumerate(groups)}
    main = [item for item in items if item.row.get("parent_qid", "0") in ("", "0")]
    main.sort(
        key=lambda item: (ranks.get(item.row.get("gid", ""), len(ranks)), order_of(item, "question_order"))
    )
    below = [*subquestions, *(item for item in items if item not in main)]
    return [_question(item, below, tables) for item in main]


def _question(item: Item, subquestions: list[Item], tables: Tables) -> LimeQuestion:
    qid = item.row.get("qid", "")
    own = [row for row in subquestions if row.row.get("parent_qid") == qid]
    own.sort(key=lambda row: order_of(row, "question_order"))
    return LimeQuestion(
        item,
        tuple(row for row in own if row.row.get("scale_id", "0") in ("", "0")),
        tuple(row for row in own if row.row.get("scale_id", "0") == "1"),
        {scale: _answers(tables, qid, scale) for scale in ("0", "1")},
        _attributes(tables, qid),
    )


def _attributes(tables: Tables, qid: str) -> dict[str, dict[str, str]]:
    """Attribute -> language ("" for all) -> value."""
    found: dict[str, dict[str, str]] = {}
    for row in tables.get("question_attributes", []):
        if row.get("qid") == qid and row.get("value"):
            found.setdefault(row.get("attribute", ""), {})[row.get("language", "")] = row["value"]
    return found


def _answers(tables: Tables, qid: str, scale: str) -> tuple[Item, ...]:
    """The answers to a question, those of one code as one."""
    rows = [
        row
        for row in tables.get("answers", [])
        if row.get("qid") == qid and (row.get("scale_id") or "0") == scale
    ]
    texts: dict[str, dict[str, str]] = {}
    codes = {row.get("aid", ""): row.get("code", "") for row in rows if row.get("aid")}
    for row in rows:
        texts.setdefault(row.get("code", ""), {})[row.get("language", "")] = row.get("answer", "")
    for row in tables.get("answer_l10ns", []):
        if row.get("aid") in codes:
            texts[codes[row["aid"]]][row.get("language", "")] = row.get("answer", "")
    found = {row.get("code", ""): Item(row.get("code", ""), texts[row.get("code", "")], row) for row in rows}
    return tuple(sorted(found.values(), key=lambda item: order_of(item, "sortorder")))


def order_of(item: Item, key: str) -> int:
    """The rank written under `key`, 0 where it is no whole number."""
    written = item.row.get(key, "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def labels_of(items: Iterable[Item]) -> dict[str, str]:
    """Code -> text of answers or rows."""
    return {item.code: item.text for item in items}


def other_text(question: LimeQuestion) -> str:
    """The label of the answer that respondents could add."""
    return question.attribute("other_replace_text") or Bilingual("Autre", "Other")


def cell_of(question: LimeQuestion, row: str) -> str:
    """The code that heads the column of a row."""
    return f"{question.code}[{row}]"


def texts_of(item: Item) -> tuple[str, ...]:
    """The plain text in each language."""
    return tuple(dict.fromkeys(plain_text(text) for text in item.texts.values()))


def headings_of(question: LimeQuestion, row: Item | None = None, scale: str = "") -> tuple[str, ...]:
    """The full texts by which a column is headed, in each language."""
    if row is None:
        return texts_of(question.item)
    named = {said: scale if said.startswith("fr") else english(scale) for said in question.item.texts}
    return tuple(
        f"{plain_text(text)} [{plain_text(row.texts.get(language, row.code))}]"
        + (f" [{named[language]}]" if scale else "")
        for language, text in question.item.texts.items()
    )


def other_headings(question: LimeQuestion, other: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The headings of the columns of added answers."""
    words = (other_text(question), english(other_text(question)), "Autre", "Other")
    texts = tuple(dict.fromkeys(f"{text} [{word}]" for text in texts_of(question.item) for word in words))
    return dict.fromkeys(other.values(), texts)


def names_of(question: LimeQuestion, row: str) -> list[str]:
    """What routing expressions call the question, or one of its rows: Q1, Q1_SQ001, 123X4X5SQ001."""
    row_of = question.item.row
    number = "X".join(row_of.get(key, "") for key in ("sid", "gid", "qid"))
    return [f"{question.code}_{row}" if row else question.code, f"{number}{row}"]


def limits_of(question: LimeQuestion) -> tuple[str, str]:
    """The least and the greatest number that the questionnaire accepts, where they are numbers."""
    names = (("min_num_value_n", "multiflexible_min"), ("max_num_value_n", "multiflexible_max"))
    written = [question.attribute(name) or question.attribute(of_tables) for name, of_tables in names]
    least, most = (text if is_number(text) else "" for text in written)
    return least, most


def is_number(text: str) -> bool:
    """Whether the text is a plain number, as TOML takes it."""
    return WHOLE_NUMBER.fullmatch(text.partition(".")[0]) is not None and _is_fraction(text)


def _is_fraction(text: str) -> bool:
    whole, point, fraction = text.partition(".")
    return not point or (fraction.isdecimal() and whole != "")
