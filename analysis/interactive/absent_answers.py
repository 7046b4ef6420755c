"""Answers of one's own file that say there is none, « Ne sait pas »: put out of the base, or kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import tomlkit
from tomlkit import TOMLDocument

from analysis.drafting.cells.column_profiles import kind_of_absence, says_only_absence
from analysis.drafting.cells.graded_answers import are_points
from analysis.interactive.asking.near_names import AnalystError, plain
from analysis.questionnaire.kinds import kind_named
from analysis.questionnaire.questions import NUMBER

Absences = bool | Sequence[str]
"""Whether answers that say that there is none leave the base; or the texts of those that do."""
Found = Mapping[str, Sequence[str]]
"""By question or scale, the texts that were put out of the base."""
FEWEST_NUMBERS = 3


def is_absence(text: str, absences: Absences) -> bool:
    """Whether an answer says that there is none: by its words, or because it is named."""
    if isinstance(absences, bool):
        return absences and says_only_absence(text)
    return plain(text) in map(plain, map(str, _named(absences)))


def are_numbers(texts: pd.Series, absences: Absences) -> bool:
    """Whether the texts of a column are numbers beside those that say there is none, 12, 30, « NSP »: those
    are no answers, as they are no numbers, even where `absences` is False."""
    distinct = [str(each) for each in texts.dropna().unique()]
    numbers = [each for each in distinct if not is_absence(each, absences or True)]
    is_mixed = len(distinct) > len(numbers) >= FEWEST_NUMBERS and all(map(NUMBER.fullmatch, numbers))
    return is_mixed and not are_points(sorted(numbers, key=float))


def put_aside(document: TOMLDocument, absences: Absences) -> Found:
    """What was moved from the answers of the questions and scales of survey.toml to their `missing`.

    A question keeps its answers where all of them say that there is none. Raises AnalystError for a text that
    is named and is no answer.
    """
    found = {name: texts for name, of in _chosen(document) if (texts := _moved(of, absences))}
    if not isinstance(absences, bool):
        met = {plain(text) for texts in found.values() for text in texts}
        if unknown := [each for each in _named(absences) if plain(str(each)) not in met]:
            said = ", ".join(map(repr, unknown))
            raise AnalystError(
                f"absences: no question has the answer {said}; absences=True finds those that say there is "
                "none, False leaves all of them among the answers"
            )
    return found


def _named(absences: Sequence[str]) -> Sequence[str]:
    return [absences] if isinstance(absences, str) else absences


def _chosen(document: TOMLDocument) -> Iterator[tuple[str, Any]]:
    """The questions of one answer of a list, and the scales that some share."""
    yield from document.get("scales", {}).items()
    for name, question in document["questions"].items():
        if "codes" in question and "type" in question and kind_named(question["type"]).is_coded:
            yield name, question


def _moved(of: Any, absences: Absences) -> list[str]:
    """The texts of the answers of a question or scale that became its `missing`."""
    labels = {code: _text(code, label) for code, label in of["codes"].items()}
    absent = {
        code: text
        for code, text in labels.items()
        if is_absence(text, absences) or (not isinstance(absences, bool) and is_absence(code, absences))
    }
    if not absent or len(absent) == len(labels):
        return []
    for code in absent:
        of["codes"].pop(code)
    missing = tomlkit.item(_joined(of.get("missing", {}), by_kind(absent.values(), absent)))
    missing.add(tomlkit.nl())
    of["missing"] = missing
    of.pop("aside", None)
    are_bare = all(_text(code, label) == code for code, label in of["codes"].items())
    if "type" in of and are_bare and are_points(of["codes"]):
        of["type"] = "scale"
        of.pop("ordered", None)
    return list(absent.values())


def by_kind(texts: Iterable[str], codes: Iterable[str] | None = None) -> dict[str, list[str]]:
    """By kind of absence, the texts that say so, or the codes that stand for them."""
    kinds: dict[str, list[str]] = {}
    listed = list(texts)
    for text, code in zip(listed, listed if codes is None else codes, strict=True):
        kinds.setdefault(kind_of_absence(text), []).append(code)
    return kinds


def _joined(*missing: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Codes of absence of several tables, by kind."""
    kinds = dict.fromkeys(kind for each in missing for kind in each)
    return {kind: [code for each in missing for code in each.get(kind, ())] for kind in kinds}


def _text(code: str, label: Any) -> str:
    """The words of an answer, in French where there are two languages."""
    return str(label.get("fr", code) if isinstance(label, Mapping) else label)
