"""Descriptions of data sets in XML: the codebook of DDI, and Triple-S."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from analysis.drafting.cells.column_profiles import absences_by_kind
from analysis.drafting.cells.graded_answers import kind_of_codes
from analysis.drafting.drafted_question import Drafted, question_names
from analysis.drafting.questionnaire_structure import Asked, QuestionnaireStructure, in_both
from analysis.faults import Fault
from analysis.questionnaire.kinds import kind_named
from analysis.questionnaire.kinds.cells import SIGNS

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OF_DATES = ("date", "time", "datetime")
"""Categories of a format of DDI that are days or times."""
OF_FORMATS = {"numeric": "numeric"}
"""Types of a format of DDI that are more than text."""
OF_TRIPLE_S = {"single": "codes", "multiple": "ticks", "logical": "yes or no"}
"""Types of Triple-S by what their answers are."""


def read_codebook(path: Path) -> QuestionnaireStructure:
    """The questionnaire of a codebook of DDI or of a file of Triple-S. Raises Fault where it is neither."""
    root = _root(path)
    if _name(root) == "codeBook":
        return _of_ddi(root)
    if _name(root) == "sss":
        return _of_triple_s(root)
    raise Fault(f"{path}: expected a codeBook of DDI or an sss of Triple-S; found {_name(root)!r}")


def _root(path: Path) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(path.read_bytes())
    except DefusedXmlException:
        raise Fault(
            f"{path}: the file declares entities, which can exhaust the memory or read other files; nothing "
            "of it was read. Export it again without them"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise Fault(f"{path}: not readable as XML ({error}); export it again") from None
    return root


def _name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if _name(each) == name)


def _children(element: Element, name: str) -> list[Element]:
    return [each for each in element if _name(each) == name]


def _words(elements: list[Element]) -> str:
    """The text of elements that say the same in several languages."""
    texts = {each.get(LANGUAGE, ""): " ".join("".join(each.itertext()).split()) for each in elements}
    return in_both({language: text for language, text in texts.items() if text})


def _of_ddi(root: Element) -> QuestionnaireStructure:
    groups = {
        str(group.get("ID", place)): (_words(_children(group, "labl")), (group.get("var") or "").split())
        for place, group in enumerate(_all(root, "varGrp"))
    }
    named = {key: (title, columns) for key, (title, columns) in groups.items() if title and columns}
    themes = dict(zip(named, question_names(title for title, _ in named.values()), strict=True))
    theme_of = {column: themes[key] for key, (_, columns) in named.items() for column in columns}
    asked = [
        _of_variable(each, theme_of.get(str(each.get("ID")), ""))
        for each in _all(root, "var")
        if each.get("name")
    ]
    title = _words(list(_all(root, "titl"))[:1])
    titles = {themes[key]: text for key, (text, _) in named.items()}
    return QuestionnaireStructure(tuple(asked), title, titles)


def _of_variable(variable: Element, theme: str) -> Asked:
    """A variable of DDI: of categories, or a number, a date, a text."""
    name = str(variable.get("name"))
    label = _words(_children(variable, "labl"))
    asked = _words(
        [each for question in _children(variable, "qstn") for each in _children(question, "qstnLit")]
    )
    codes: dict[str, str] = {}
    absent: dict[str, str] = {}
    for category in _children(variable, "catgry"):
        code = _words(_children(category, "catValu"))
        said = _words(_children(category, "labl")) or code
        if code:
            (absent if category.get("missing") == "Y" else codes)[code] = said
    kind = kind_of_codes(codes) if codes and variable.get("intrvl") != "contin" else _open_kind(variable)
    drafted = Drafted(
        name,
        kind,
        asked or label or name,
        name,
        codes=codes if kind_named(kind).has_codes else {},
        missing=absences_by_kind(absent),
        label=label if asked and label and len(label) <= 60 else "",
        theme=theme,
    )
    return Asked(drafted, {name: tuple(filter(None, (label, asked)))})


def _open_kind(variable: Element) -> str:
    written = next(iter(_children(variable, "varFormat")), None)
    if written is None:
        return "numeric" if variable.get("intrvl") == "contin" else "text"
    if written.get("category") in OF_DATES:
        return "date"
    return OF_FORMATS.get(str(written.get("type")), "text")


def _of_triple_s(root: Element) -> QuestionnaireStructure:
    survey = next(_all(root, "survey"), root)
    asked: list[Asked] = []
    remarks: list[str] = []
    for variable in _all(survey, "variable"):
        name, kind = _words(_children(variable, "name")), str(variable.get("type", ""))
        text = _words(_texts(_children(variable, "label"))) or name
        codes = {
            str(value.get("code")): _words(_texts([value])) or str(value.get("code"))
            for value in _all(variable, "value")
        }
        found = _of_type(kind, name, text, codes)
        if found is None:
            remarks.append(f"{name}: of the type {kind or 'that is not given'}; no question was drafted")
        else:
            asked.append(Asked(found, {name: (text,)}))
    return QuestionnaireStructure(
        tuple(asked), _words(_texts(_children(survey, "title"))), remarks=tuple(remarks)
    )


def _texts(elements: list[Element]) -> list[Element]:
    """The elements that hold the words: <text> in several languages where there are some."""
    return [each for element in elements for each in _children(element, "text")] or elements


def _of_type(kind: str, name: str, text: str, codes: dict[str, str]) -> Drafted | None:
    shape = OF_TRIPLE_S.get(kind, "")
    if shape == "codes" and codes:
        return Drafted(name, kind_of_codes(codes), text, name, codes=codes)
    if shape == "ticks" and codes:
        return Drafted(name, "multiple", text, name, codes=codes, delimiter=SIGNS)
    if shape == "yes or no":
        return Drafted(name, "single", text, name, codes={"1": "Oui", "0": "Non"})
    open_kinds = {"quantity": "numeric", "character": "text", "date": "date", "time": "text"}
    return Drafted(name, open_kinds[kind], text, name) if kind in open_kinds else None
