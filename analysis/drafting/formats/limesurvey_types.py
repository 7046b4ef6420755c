"""What each type of LimeSurvey question becomes: one question, or one per row, rank or scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.drafting.cells.cell_contents import FIRST_YEAR, LAST_YEAR
from analysis.drafting.cells.graded_answers import kind_of_codes
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.formats.limesurvey_tables import (
    Item,
    LimeQuestion,
    cell_of,
    headings_of,
    labels_of,
    limits_of,
    names_of,
    other_headings,
    other_text,
    texts_of,
)
from analysis.drafting.questionnaire_structure import BETWEEN, Asked, Bilingual, english, joined, with_row
from analysis.drafting.routing.routing_expressions import Variable
from analysis.questionnaire.kinds import kind_named

OTHER = "-oth-"
YES, NO = Bilingual("Oui", "Yes"), Bilingual("Non", "No")
YES_NO = {"Y": YES, "N": NO}
GENDERS = {"F": Bilingual("Féminin", "Female"), "M": Bilingual("Masculin", "Male")}
UNCERTAIN = {"Y": YES, "U": Bilingual("Incertain", "Uncertain"), "N": NO}
TRENDS = {
    "I": Bilingual("Augmenter", "Increase"),
    "S": Bilingual("Sans changement", "Same"),
    "D": Bilingual("Diminuer", "Decrease"),
}
COMMENT = Bilingual("commentaire", "comment")
NOT_READ = {
    "X": "a text without an answer",
    "*": "an equation, whose column is drafted from its cells",
    "|": "uploaded files",
}


def _single(question: LimeQuestion, codes: Mapping[str, str]) -> list[Asked]:
    """One answer of a list, with "other" where respondents could add their own."""
    answers = dict(codes)
    other = {}
    if question.has_other:
        answers[OTHER] = other_text(question)
        other[OTHER] = cell_of(question, "other")
    drafted = Drafted(
        question.code,
        kind_of_codes(answers),
        question.item.text,
        question.code,
        codes=answers,
        other=other,
        required=question.is_mandatory,
    )
    variable = Variable(question.code, tuple(answers), is_always_answered=question.is_mandatory)
    headings = {question.code: headings_of(question), **other_headings(question, other)}
    names = names_of(question, "")
    return [Asked(drafted, headings, variables=dict.fromkeys(names, variable))]


def _list(question: LimeQuestion) -> list[Asked]:
    return _single(question, labels_of(question.answers["0"]))


def _list_with_comment(question: LimeQuestion) -> list[Asked]:
    comment = Item("comment", {language: _comment(language) for language in question.item.texts})
    return [*_list(question), _open(question, comment, "text")]


def _comment(language: str) -> str:
    """How the column of a comment is called in a language."""
    return COMMENT if language.startswith("fr") else english(COMMENT)


def _multiple(question: LimeQuestion) -> list[Asked]:
    """Several answers of a list: a column of ticks each.

    Nothing ticked is no answer where one had to be, or where "none of these" could be.
    """
    codes = labels_of(question.rows)
    columns = {code: cell_of(question, code) for code in codes}
    exclusive = _exclusive(question, codes)
    other: dict[str, str] = {}
    if question.has_other:
        codes["other"] = other_text(question)
        columns["other"] = other["other"] = cell_of(question, "other")
    drafted = Drafted(
        question.code,
        "multiple",
        question.item.text,
        codes=codes,
        columns=columns,
        other=other,
        exclusive=exclusive,
        ticked=("Y",),
        not_ticked=("N",),
        blank_is_not_ticked=not question.is_mandatory and not exclusive,
        required=question.is_mandatory,
    )
    headings = {cell_of(question, row.code): headings_of(question, row) for row in question.rows}
    variables = {
        name: Variable(question.code, tuple(codes), tick=code, is_multiple=True)
        for code in codes
        for name in names_of(question, code)
    }
    return [Asked(drafted, {**headings, **other_headings(question, other)}, variables=variables)]


def _exclusive(question: LimeQuestion, codes: Mapping[str, str]) -> tuple[str, ...]:
    """The answers that exclude the others."""
    written = question.attribute("exclude_all_others").replace(",", ";").split(";")
    return tuple(code.strip() for code in written if code.strip() in codes)


def _multiple_with_comments(question: LimeQuestion) -> list[Asked]:
    comments = [
        Item(
            f"{row.code}comment",
            {said: f"{text}{BETWEEN}{_comment(said)}" for said, text in row.texts.items()},
        )
        for row in question.rows
    ]
    return [*_multiple(question), *(_open(question, comment, "text") for comment in comments)]


def _grid(question: LimeQuestion, codes: Mapping[str, str], scale: str = "", named: str = "") -> list[Asked]:
    """One question per row, all with the same answers; `scale` is the rank of one of two scales."""
    name = f"{question.code}_{scale}" if scale else question.code
    asked = []
    for row in question.rows:
        column = f"{cell_of(question, row.code)}[{scale}]" if scale else cell_of(question, row.code)
        wanted = f"{question.code}_{row.code}" + (f"_{scale}" if scale else "")
        variable = Variable(wanted, tuple(codes), is_always_answered=question.is_mandatory)
        drafted = Drafted(
            wanted,
            kind_of_codes(codes),
            joined(with_row(question.item.text, row.text), BETWEEN, named),
            column,
            scale=name,
            codes=codes,
            label=joined(row.text, BETWEEN, named),
            required=question.is_mandatory,
        )
        aliases = {column: _scale_aliases(question, row, scale)} if scale else {}
        suffix = f"{row.code}_{int(scale) - 1}" if scale else row.code
        variables = dict.fromkeys(names_of(question, suffix), variable)
        headings = {column: headings_of(question, row, named)}
        asked.append(Asked(drafted, headings, aliases, variables, grid=name))
    return asked


def _scale_aliases(question: LimeQuestion, row: Item, scale: str) -> tuple[str, ...]:
    before = int(scale) - 1
    return (f"{question.code}_{row.code}_{before}", f"{question.code}_{row.code}#{before}")


def _dual(question: LimeQuestion) -> list[Asked]:
    """Two scales side by side: a grid each."""
    asked = []
    for rank in ("0", "1"):
        header = question.attribute("dualscale_header" + "AB"[int(rank)])
        named = header or Bilingual(f"échelle {int(rank) + 1}", f"scale {int(rank) + 1}")
        asked += _grid(question, labels_of(question.answers[rank]), str(int(rank) + 1), named)
    return asked


def _points(most: int) -> dict[str, str]:
    return {str(point): str(point) for point in range(1, most + 1)}


def _numeric(question: LimeQuestion) -> list[Asked]:
    return [_open(question, None, "numeric")]


def _text(question: LimeQuestion) -> list[Asked]:
    return [_open(question, None, "text")]


def _date(question: LimeQuestion) -> list[Asked]:
    return [_open(question, None, "date")]


def _open(question: LimeQuestion, row: Item | None, kind: str) -> Asked:
    """A number, a text or a date: of the question, or of one of its rows."""
    column = cell_of(question, row.code) if row else question.code
    text = with_row(question.item.text, row.text) if row else question.item.text
    least, most = limits_of(question) if kind_named(kind).is_quantity else ("", "")
    is_comment = row is not None and row.code.endswith("comment")
    drafted = Drafted(
        f"{question.code}_{row.code}" if row else question.code,
        kind,
        text,
        column,
        label=row.text if row else "",
        minimum=least,
        maximum=most,
        is_year=bool(least and most) and float(least) >= FIRST_YEAR and float(most) <= LAST_YEAR,
        required=question.is_mandatory and not is_comment,
    )
    headings = {column: headings_of(question, row) if row else headings_of(question)}
    return Asked(drafted, headings, variables=_numbers(question, row, drafted))


def _numbers(question: LimeQuestion, row: Item | None, drafted: Drafted) -> dict[str, Variable]:
    """What expressions call a number, that of the question or of one of its rows; nothing of others."""
    if not kind_named(drafted.type).is_quantity:
        return {}
    variable = Variable(
        drafted.wanted_name,
        (),
        is_always_answered=drafted.required,
        is_number=True,
        is_whole=question.attribute("num_value_int_only") == "1",
    )
    return dict.fromkeys(names_of(question, row.code if row else ""), variable)


def _rows_of(kind: str) -> Callable[[LimeQuestion], list[Asked]]:
    """One question of a kind per row."""
    return lambda question: [_open(question, row, kind) for row in question.rows]


def _cells_of(kind: str) -> Callable[[LimeQuestion], list[Asked]]:
    """One question of a kind per cell of a table."""

    def asked(question: LimeQuestion) -> list[Asked]:
        return [
            _open(question, Item(f"{row.code}_{column.code}", _crossed(row, column)), kind)
            for row in question.rows
            for column in question.columns
        ]

    return asked


def _table_of_numbers(question: LimeQuestion) -> list[Asked]:
    """A number per cell; where the cells are boxes to tick, several answers per row."""
    if question.attribute("multiflexible_checkbox") != "1":
        return _cells_of("numeric")(question)
    return [_boxes(question, row) for row in question.rows]


def _boxes(question: LimeQuestion, row: Item) -> Asked:
    """A row of boxes as one question of several answers."""
    codes = labels_of(question.columns)
    cells = {each.code: Item(f"{row.code}_{each.code}", _crossed(row, each)) for each in question.columns}
    drafted = Drafted(
        f"{question.code}_{row.code}",
        "multiple",
        with_row(question.item.text, row.text),
        label=row.text,
        codes=codes,
        columns={code: cell_of(question, cell.code) for code, cell in cells.items()},
        ticked=("1",),
        not_ticked=("0",),
        blank_is_not_ticked=not question.is_mandatory,
        required=question.is_mandatory,
    )
    headings = {cell_of(question, cell.code): headings_of(question, cell) for cell in cells.values()}
    variables = {
        name: Variable(drafted.wanted_name, tuple(codes), tick=code, is_multiple=True)
        for code, cell in cells.items()
        for name in names_of(question, cell.code)
    }
    return Asked(drafted, headings, variables=variables)


def _crossed(row: Item, column: Item) -> dict[str, str]:
    return {
        language: f"{row.texts.get(language, '')}{BETWEEN}{column.texts.get(language, '')}"
        for language in row.texts
    }


def _ranking(question: LimeQuestion) -> list[Asked]:
    """One single question per rank: what was put first, second …"""
    answers = question.answers["0"] or question.rows
    codes = labels_of(answers)
    asked = []
    for rank in range(1, len(answers) + 1):
        column = cell_of(question, str(rank))
        named = Bilingual(f"rang {rank}", f"rank {rank}")
        drafted = Drafted(
            f"{question.code}_{rank}",
            "single",
            joined(question.item.text, BETWEEN, named),
            column,
            scale=question.code,
            codes=codes,
            rank=rank,
        )
        texts = (f"{text} [{word} {rank}]" for text in texts_of(question.item) for word in ("Rang", "Rank"))
        variables = {
            name: Variable(drafted.wanted_name, tuple(codes)) for name in names_of(question, str(rank))
        }
        asked.append(Asked(drafted, {column: tuple(texts)}, variables=variables))
    return asked


def _coded(codes: Mapping[str, str]) -> Callable[[LimeQuestion], list[Asked]]:
    return lambda question: _single(question, codes)


def _graded(codes: Mapping[str, str]) -> Callable[[LimeQuestion], list[Asked]]:
    return lambda question: _grid(question, codes)


ASKED_BY_TYPE: dict[str, Callable[[LimeQuestion], list[Asked]]] = {
    "L": _list,
    "!": _list,
    "O": _list_with_comment,
    "Y": _coded(YES_NO),
    "G": _coded(GENDERS),
    "5": _coded(_points(5)),
    "M": _multiple,
    "P": _multiple_with_comments,
    "A": _graded(_points(5)),
    "B": _graded(_points(10)),
    "C": _graded(UNCERTAIN),
    "E": _graded(TRENDS),
    "F": lambda question: _grid(question, labels_of(question.answers["0"])),
    "H": lambda question: _grid(question, labels_of(question.answers["0"])),
    "1": _dual,
    "N": _numeric,
    "K": _rows_of("numeric"),
    ":": _table_of_numbers,
    "S": _text,
    "T": _text,
    "U": _text,
    "Q": _rows_of("text"),
    ";": _cells_of("text"),
    "D": _date,
    "R": _ranking,
    "I": lambda question: [_open(question, None, "text")],
}
