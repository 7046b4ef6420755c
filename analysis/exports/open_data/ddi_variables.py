"""One variable of a DDI codebook: question, codes, whom it was put to, how it derives, released figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from analysis.exports.file_variables import ABSENCE_LABELS, FileVariable, question_label
from analysis.exports.harmless_texts import LANGUAGES
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.written_bytes import said_in, said_in_both
from analysis.questionnaire import Label, Survey
from analysis.questionnaire.fixed_words import NoneOf, alternatives_of
from analysis.results.schema import WHOLE

DDI_STATISTICS = {"mean": "mean", "median": "medn", "standard_deviation": "stdev"}
"""Statistics of numbers that the standard has a word for."""
RESPONSE_DOMAINS = {"codes": "category", "texts": "category", "tick": "multiple", "quantity": "numeric"}
"""How each type of variable is answered; a day is a datetime."""


@dataclass(frozen=True)
class ReleasedStatistics:
    """The released figures of the whole sample: percentages by (variable, code), other statistics by
    (variable, statistic), bases by variable; as they are written there."""

    percentages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)


def released_statistics(data_set: DataSet) -> ReleasedStatistics:
    """What the release says of each variable over everyone who answered it."""
    percentages: dict[tuple[str, str], str] = {}
    numbers: dict[tuple[str, str], str] = {}
    bases: dict[str, str] = {}
    for row in data_set.release.indicator_cells:
        indicator = data_set.survey.indicators.get(row["indicator"])
        if indicator is None or {row["population"], row["breakdown"], row["group"]} != {WHOLE}:
            continue
        variable = indicator.variable
        if row["n"]:
            bases.setdefault(variable, row["n"])
        code = row["item"] or (indicator.answers[0] if len(indicator.answers) == 1 else "")
        if row["value"] and row["statistic"] == "share" and code:
            percentages.setdefault((variable, code), row["value"])
        elif row["value"] and row["statistic"] in DDI_STATISTICS and indicator.divide_by == 1:
            numbers.setdefault((variable, row["statistic"]), row["value"])
    return ReleasedStatistics(percentages, numbers, bases)


def add_variable(
    data: Element, variable: FileVariable, key: str, survey: Survey, statistics: ReleasedStatistics
) -> None:
    """Add a variable to the description of the data, its parts in the order of the standard."""
    question = variable.question
    interval = "contin" if variable.form in ("quantity", "day") else "discrete"
    described = {"ID": key, "name": variable.name, "files": "F1", "intrvl": interval}
    element = SubElement(data, "var", described)
    said_in_both(element, "labl", variable.label)
    _add_question(element, variable)
    _add_range(element, variable)
    _add_universe(element, survey, question.asked_if)
    _add_statistics(element, variable, statistics)
    for code, label in variable.values.items():
        _add_category(element, variable, code, label, statistics)
    for absence, number in variable.absences.items():
        category = SubElement(element, "catgry", {"missing": "Y", "missType": absence})
        said_in(category, "catValu", str(number))
        said_in_both(category, "labl", ABSENCE_LABELS[absence])
    if question.derivation:
        derivation = SubElement(element, "derivation")
        sources = ", ".join(question.derivation.needs)
        said_in(derivation, "drvdesc", f"{question.derivation.kind}: {sources}", "en")
    _add_format(element, variable)


def _add_question(element: Element, variable: FileVariable) -> None:
    question = variable.question
    if question.derivation or question.text.is_blank:
        return
    domain = RESPONSE_DOMAINS.get(variable.form, "datetime")
    asked = SubElement(element, "qstn", {"responseDomainType": domain})
    said_in_both(asked, "qstnLit", question.text)


def _add_range(element: Element, variable: FileVariable) -> None:
    question = variable.question
    ends = {"min": question.minimum, "max": question.maximum}
    written = {name: f"{end:.12g}" for name, end in ends.items() if end is not None}
    if variable.form == "quantity" and written:
        SubElement(SubElement(element, "valrng"), "range", {"UNITS": "REAL", **written})


def _add_universe(element: Element, survey: Survey, asked_if: Mapping[str, tuple[str, ...]]) -> None:
    """Whom the question was put to: those who answered others so."""
    alternatives = [
        [_said(survey, name, codes) for name, codes in each.items()] for each in alternatives_of(asked_if)
    ]
    if len(alternatives) == 1:
        for said in alternatives[0]:
            said_in_both(element, "universe", said, clusion="I")
        return
    french, english = (
        f" {word} ".join("(" + " ; ".join(said.to(language) for said in each) + ")" for each in alternatives)
        for language, word in (("fr", "ou"), ("en", "or"))
    )
    said_in_both(element, "universe", Label(french, english), clusion="I")


def _said(survey: Survey, name: str, codes: tuple[str, ...]) -> Label:
    source = survey.questions[name]
    labels = [source.codes.get(code, Label(code, code)) for code in codes]
    called, mark = question_label(source), "≠" if isinstance(codes, NoneOf) else "="
    french, english = (" | ".join(label.to(language) for label in labels) for language in LANGUAGES)
    return Label(f"{called.fr} {mark} {french}", f"{called.en} {mark} {english}")


def _add_statistics(element: Element, variable: FileVariable, statistics: ReleasedStatistics) -> None:
    """The base, unweighted, and the weighted figures of a number."""
    name = variable.question.name
    if name in statistics.bases:
        said_in(element, "sumStat", statistics.bases[name], type="vald")
    for statistic, word in DDI_STATISTICS.items():
        if (name, statistic) in statistics.numbers:
            found = statistics.numbers[name, statistic]
            said_in(element, "sumStat", found, type=word, wgtd="wgtd", **{"wgt-var": "V_weight"})


def _add_category(
    element: Element, variable: FileVariable, code: str, label: Label, statistics: ReleasedStatistics
) -> None:
    category = SubElement(element, "catgry")
    said_in(category, "catValu", code)
    said_in_both(category, "labl", label)
    answer = code if variable.answer is None else variable.answer if code == "1" else None
    found = statistics.percentages.get((variable.question.name, answer)) if answer is not None else None
    if found is not None:
        said_in(category, "catStat", found, type="percent", wgtd="wgtd", **{"wgt-var": "V_weight"})


def _add_format(element: Element, variable: FileVariable) -> None:
    if variable.form == "day":
        said_in(element, "varFormat", "", type="numeric", schema="ISO", category="date")
    else:
        said_in(element, "varFormat", "", type="character" if variable.form == "texts" else "numeric")
