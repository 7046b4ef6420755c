"""How an edition is cited, in the two forms that programs read: CITATION.cff and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from analysis.exports.open_data.licences import Licence
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.collection.citation import Citation
from analysis.questionnaire.contradictions.note_gaps import stated
from analysis.questionnaire.fixed_words import Label
from analysis.results.released_columns import CITATION_BIB, CITATION_CFF

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
"""Characters that YAML and TeX refuse, and ends of lines."""
TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""Characters that command TeX -> how they are written."""
MESSAGE = "Pour citer ces chiffres. / To cite these figures."


def citation_files(survey: Survey, edition: Edition, licence: Licence | None = None) -> dict[str, bytes]:
    """The two files by name; titles and the producer are in French, as in the definitions.

    `licence` is that of a list, under which an export is published; what the note says of it stands beside.
    """
    return {
        CITATION_CFF.name: _cff(survey, edition, licence).encode("utf-8"),
        CITATION_BIB.name: _bibtex(survey, edition, licence).encode("utf-8"),
    }


def _cited(survey: Survey, edition: Edition) -> Citation:
    return edition.citation if edition.citation != Citation() else survey.citation


def _authors(survey: Survey, edition: Edition) -> list[str]:
    """Those named, else the producer, else the survey: a citation has an author."""
    producer = stated("producer", edition, survey)
    named = _cited(survey, edition).authors or ((producer.fr,) if producer else (survey.title.fr,))
    return [_printable(name) for name in named]


def _title(survey: Survey, edition: Edition) -> str:
    simulated = " (données simulées)" if edition.simulated else ""
    return _printable(f"{survey.title.fr} – {edition.title.fr}{simulated}")


def _printable(text: str) -> str:
    return UNPRINTABLE.sub(" ", text).strip() or "–"


def _cff(survey: Survey, edition: Edition, listed: Licence | None) -> str:
    """CITATION.cff 1.2.0: each value is a JSON text, which YAML reads as it stands."""
    cited, licence = _cited(survey, edition), stated("licence", edition, survey)
    day = cited.published
    facts = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": _title(survey, edition),
        "version": _printable(edition.name),
        "authors": [{"name": name} for name in _authors(survey, edition)],
        "date-released": day.isoformat() if day else None,
        "doi": cited.doi,
        "url": cited.url,
        "license": listed.spdx if listed else None,
        "abstract": _abstract(stated("purpose", edition, survey), licence),
    }
    lines = [f"{key}:{_yaml(value)}" for key, value in facts.items() if value]
    return "\n".join(lines) + "\n"


def _yaml(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"\n  - name:{_yaml(each['name'])}" for each in value)
    return f" {json.dumps(_printable(str(value)), ensure_ascii=False)}"


def _abstract(purpose: Label | None, licence: Label | None) -> str:
    said = [purpose.fr if purpose else "", f"Licence : {licence.fr}" if licence else ""]
    return " ".join(filter(None, said))


def _bibtex(survey: Survey, edition: Edition, listed: Licence | None) -> str:
    """An entry @misc, its texts inside braces, in which no brace or command of theirs is left."""
    cited, licence = _cited(survey, edition), stated("licence", edition, survey)
    said = listed.title if listed else licence.fr if licence else ""
    day = cited.published or edition.end
    year = day.year if day else edition.reference_year
    fields: Mapping[str, str | None] = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in _authors(survey, edition)),
        "title": f"{{{_tex(_title(survey, edition))}}}",
        "year": str(year) if year else None,
        "publisher": _tex(cited.publisher),
        "doi": _tex(cited.doi),
        "url": _tex(cited.url),
        "note": _tex(f"Licence : {said}") if said else None,
    }
    key = re.sub(r"[^A-Za-z0-9_-]", "_", f"{survey.name}_{edition.name}")
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _tex(text: str | None) -> str:
    return "".join(TEX.get(sign, sign) for sign in _printable(text)) if text else ""
