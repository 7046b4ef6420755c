"""Variables made on the fly as survey.toml writes them: its [derived.…] tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf

import tomlkit
from markupsafe import escape
from tomlkit.items import InlineTable, Table

from analysis.interactive.asking.near_names import AnalystError
from analysis.questionnaire import Label, Question


class ShownText(str):
    """Text that is shown as it is, without quotes or codes for its spaces: definitions line by line."""

    def __repr__(self) -> str:
        return str(self)


class SaidText(ShownText):
    """Sentences: a paragraph in a notebook, whose lines break between words."""

    def _repr_html_(self) -> str:
        return f"<p>{escape(self)}</p>"


def derived_text(made: Sequence[Question]) -> ShownText:
    """The [derived.…] tables of variables made on the fly. AnalystError for one that is a condition."""
    document, derived = tomlkit.document(), tomlkit.table(is_super_table=True)
    for question in made:
        derived[question.name] = derived_table(question)
    document["derived"] = derived
    return ShownText(tomlkit.dumps(document))


def derived_table(made: Question) -> Table:
    """Classes with their bounds, groups with their answers, or the two that are crossed."""
    derivation = made.derivation
    if derivation is None:
        raise AnalystError(
            "to_toml: no words in survey.toml for a condition as a variable, nor for absent answers as a "
            "group; write its groups with survey.cut or survey.net"
        )
    table = tomlkit.table()
    table["label"] = label_table(made.label, made.name)
    if derivation.kind == "crossed_of":
        table["crossed_of"] = list(derivation.sources)
        return table
    if not made.codes:
        table[derivation.kind] = list(derivation.sources)
        if derivation.at_least is not None:
            table["at_least"] = derivation.at_least
        if derivation.reversed:
            table["reversed"] = list(derivation.reversed)
        return table
    table[derivation.kind] = derivation.source
    if derivation.left_out:
        table["left_out"] = list(derivation.left_out)
    codes = tomlkit.table()
    for code, label in made.codes.items():
        said: dict[str, object] = {"fr": label.fr, "en": label.en}
        low, high = derivation.bounds.get(code, (float("-inf"), float("inf")))
        said |= {} if isinf(low) else {"from": low}
        said |= {} if isinf(high) else {"below": high}
        said |= {"of": list(derivation.groups[code])} if code in derivation.groups else {}
        codes[code] = inline_table(said)
    table["codes"] = codes
    return table


def label_table(label: Label, name: str) -> InlineTable:
    """A label in both languages, as a definition has it; the name where one is blank."""
    return inline_table({"fr": label.fr or name, "en": label.en or name})


def inline_table(values: Mapping[str, object]) -> InlineTable:
    """The values on one line of TOML."""
    table = tomlkit.inline_table()
    table.update(values)
    return table
