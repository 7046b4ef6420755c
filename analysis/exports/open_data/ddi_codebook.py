"""The codebook of an edition as DDI-Codebook 2.5: the study, and what each variable asks, means and gave.

Frequencies are those of the release: what it hides, or does not tell, is not here.
https://ddialliance.org/Specification/DDI-Codebook/2.5/
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from analysis.exports.file_variables import WEIGHT, WEIGHT_LABEL, FileVariable, file_variables, question_label
from analysis.exports.harmless_texts import plain_label
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.ddi_variables import add_variable, released_statistics
from analysis.exports.open_data.written_bytes import said_in, said_in_both, xml_text
from analysis.questionnaire.kinds import kind_of
from analysis.results.released_columns import RELEASED_QUALITY

NAMESPACE = "ddi:codebook:2_5"
SOFTWARE = "assoscope"
FRAME = "sampleFrame"
"""An element whose words stand in a text of its own."""
COLLECTION_NOTES = (
    ("recruitment", "sampProc"),
    ("frame", FRAME),
    ("mode", "collMode"),
    ("languages", "collSitu"),
    ("incentives", "actMin"),
    ("weighting", "weight"),
)
"""Keys of the note, and the elements that say the same, in the order of the standard."""


def ddi_codebook(data_set: DataSet) -> dict[str, bytes]:
    """Name -> bytes: codebook.xml."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    variables = file_variables(data_set.survey, [*left_out(data_set), *data_set.edition.not_asked])
    _add_study(root, data_set)
    _add_file(root, data_set, len(variables) + 1)
    _add_data(root, data_set, variables)
    return {"codebook.xml": xml_text(root)}


def left_out(data_set: DataSet) -> list[str]:
    """The questions that are direct identifiers, and in no file."""
    rows = data_set.release.rows(RELEASED_QUALITY)
    return [row["question"] for row in rows if (row["section"], row["measure"]) == ("privacy", "left_out")]


def _add_study(root: Element, data_set: DataSet) -> None:
    study = SubElement(root, "stdyDscr")
    _add_citation(SubElement(study, "citation"), data_set)
    _add_contents(SubElement(study, "stdyInfo"), data_set)
    collection = SubElement(SubElement(study, "method"), "dataColl")
    for key, tag in COLLECTION_NOTES:
        within = SubElement(collection, tag) if tag == FRAME and data_set.noted(key) else collection
        _add_noted(within, "txt" if tag == FRAME else tag, data_set, key)
    _add_access(SubElement(study, "dataAccs"), data_set)


def _add_citation(citation: Element, data_set: DataSet) -> None:
    titles, said = SubElement(citation, "titlStmt"), plain_label(data_set.title)
    said_in(titles, "titl", said["fr"], "fr")
    if said["en"] != said["fr"]:
        said_in(titles, "parTitl", said["en"], "en")
    said_in(titles, "IDNo", data_set.name)
    _add_noted(SubElement(citation, "rspStmt"), "AuthEnty", data_set, "producer")
    made = SubElement(citation, "prodStmt")
    _add_noted(made, "producer", data_set, "producer")
    said_in(made, "software", SOFTWARE)
    _add_noted(made, "fundAg", data_set, "sponsor")
    _add_noted(SubElement(citation, "distStmt"), "contact", data_set, "contact")


def _add_contents(contents: Element, data_set: DataSet) -> None:
    subject = SubElement(contents, "subject")
    for language, words in data_set.keywords.items():
        for word in words:
            said_in(subject, "keyword", word, language)
    said_in_both(contents, "abstract", data_set.description)
    summary, edition = SubElement(contents, "sumDscr"), data_set.edition
    for event, day in (("start", edition.start), ("end", edition.end)):
        if day is not None:
            said_in(summary, "collDate", day.isoformat(), event=event, date=day.isoformat())
    _add_noted(summary, "universe", data_set, "population", clusion="I")
    _add_noted(summary, "universe", data_set, "excluded", clusion="E")
    said_in(summary, "dataKind", "survey data", "en")


def _add_access(access: Element, data_set: DataSet) -> None:
    available, use = SubElement(access, "setAvail"), SubElement(access, "useStmt")
    _add_noted(available, "avlStatus", data_set, "availability")
    _add_noted(use, "contact", data_set, "contact")
    words = [said.fr] if (said := data_set.noted("licence")) else []
    if data_set.licence:
        words.append(f"{data_set.licence.title}: {data_set.licence.url}")
    if words:
        said_in(use, "conditions", " / ".join(words))


def _add_file(root: Element, data_set: DataSet, count: int) -> None:
    """The file that the variables are of: how many respondents and variables, where that may be told."""
    described = SubElement(SubElement(root, "fileDscr", {"ID": "F1"}), "fileTxt")
    said_in(described, "fileName", f"{data_set.name}.sav")
    size = SubElement(described, "dimensns")
    if data_set.release.respondents is not None:
        said_in(size, "caseQnty", str(data_set.release.respondents))
    said_in(size, "varQnty", str(count))


def _add_data(root: Element, data_set: DataSet, variables: list[FileVariable]) -> None:
    data, ids = SubElement(root, "dataDscr"), {each.name: f"V_{each.name}" for each in variables}
    _add_groups(data, data_set, variables, ids)
    weight = SubElement(data, "var", {"ID": f"V_{WEIGHT}", "name": WEIGHT, "wgt": "wgt", "intrvl": "contin"})
    said_in_both(weight, "labl", WEIGHT_LABEL)
    said_in(weight, "varFormat", "", type="numeric")
    statistics = released_statistics(data_set)
    for each in variables:
        add_variable(data, each, ids[each.name], data_set.survey, statistics)


def _add_groups(data: Element, data_set: DataSet, variables: list[FileVariable], ids: dict[str, str]) -> None:
    """Questions with several answers, and questions that are asked together in a grid."""
    members: dict[str, list[FileVariable]] = {}
    for each in variables:
        members.setdefault(each.question.name, []).append(each)
    several = {name: found for name, found in members.items() if kind_of(found[0].question).takes_several}
    groups = [
        ("multipleResp", name, question_label(found[0].question), found) for name, found in several.items()
    ]
    for name, grid in data_set.survey.grids.items():
        together = [each for item in grid.items for each in members.get(item, [])]
        groups.append(("grid", name, grid.label, together))
    for place, (kind, name, label, found) in enumerate((each for each in groups if each[3]), start=1):
        listed = " ".join(ids[each.name] for each in found)
        group = SubElement(data, "varGrp", {"ID": f"G{place}", "type": kind, "name": name, "var": listed})
        said_in_both(group, "labl", label)


def _add_noted(parent: Element, tag: str, data_set: DataSet, key: str, **attributes: str) -> None:
    if (said := data_set.noted(key)) is not None:
        said_in_both(parent, tag, said, **attributes)
