"""The release as a catalogue of DCAT-AP 3 in JSON-LD, which data.gouv.fr and other portals harvest.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from analysis.exports.harmless_texts import LANGUAGES, plain_label
from analysis.exports.open_data.data_package import tables_with_codes
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.written_bytes import json_text
from analysis.questionnaire import Label
from analysis.results.schema import File

CATALOGUE = "catalogue.jsonld"
AUTHORITY = "http://publications.europa.eu/resource/authority"
"""The lists of codes of the Publications Office, which DCAT-AP asks for."""
SOCIETY = Label("Population et société", "Population and society")
"""The theme of every survey among those that the Publications Office lists."""
SPOKEN = {"fr": "FRA", "en": "ENG"}
CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(data_set: DataSet) -> dict[str, bytes]:
    """Name -> bytes: the released tables, their codes with labels, and catalogue.jsonld.

    The files are named by the address of the data set, which must have one.
    """
    tables = tables_with_codes(data_set)
    catalogue = json_text(_catalogue(data_set, tables))
    return {file.name: content for file, content in tables.items()} | {CATALOGUE: catalogue}


def _address(data_set: DataSet) -> str:
    """The folder at which the files will stand, with its stroke."""
    return f"{(data_set.url or '').rstrip('/')}/"


def _catalogue(data_set: DataSet, tables: Mapping[File, bytes]) -> dict[str, Any]:
    address = _address(data_set)
    return {
        "@context": CONTEXT,
        "@id": f"{address}{CATALOGUE}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _said(data_set.title),
        "dct:description": _said(data_set.description),
        "dct:publisher": _publisher(data_set),
        "dct:language": _languages(),
        "dcat:dataset": _data_set(data_set, tables),
    }


def _data_set(data_set: DataSet, tables: Mapping[File, bytes]) -> dict[str, Any]:
    address, contact, funder = _address(data_set), data_set.noted("contact"), data_set.noted("sponsor")
    described: dict[str, Any] = {
        "@id": f"{address}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": data_set.name,
        "dct:title": _said(data_set.title),
        "dct:description": _said(data_set.description),
        "dct:publisher": {"@id": f"{address}#publisher"},
        "dct:language": _languages(),
        "dct:accessRights": _of_list("access-right", "PUBLIC", "dct:RightsStatement"),
        "dcat:theme": _of_list("data-theme", "SOCI", "skos:Concept") | {"skos:prefLabel": _said(SOCIETY)},
        "dcat:landingPage": {"@id": address, "@type": "foaf:Document"},
        "dcat:keyword": [
            {"@value": word, "@language": language}
            for language in LANGUAGES
            for word in data_set.keywords[language]
        ],
        "dct:issued": _day(data_set.edition.citation.published or data_set.survey.citation.published),
        "dct:temporal": _fieldwork(data_set),
        "dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": _said(contact)} if contact else None,
        "dct:contributor": _agent(funder) if funder else None,
        "dcat:distribution": [_distribution(data_set, *each) for each in tables.items()],
    }
    return {key: value for key, value in described.items() if value}


def _distribution(data_set: DataSet, file: File, content: bytes) -> dict[str, Any]:
    """A file: where it stands, what it holds, what may be done with it."""
    address, noted = _address(data_set), data_set.noted("licence")
    described = {
        "@id": f"{address}#{quote(file.name)}",
        "@type": "dcat:Distribution",
        "dct:title": {"@value": file.name},
        "dct:description": _said(Label(file.row.fr, file.row.en)),
        "dcat:accessURL": {"@id": address, "@type": "rdfs:Resource"},
        "dcat:downloadURL": {"@id": f"{address}{quote(file.name)}", "@type": "rdfs:Resource"},
        "dct:format": _of_list("file-type", "CSV", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": {
            "@id": "https://www.iana.org/assignments/media-types/text/csv",
            "@type": "dct:MediaType",
        },
        "dcat:byteSize": {"@value": str(len(content)), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {
                "@id": "spdx:checksumAlgorithm_sha256",
                "@type": "spdx:ChecksumAlgorithm",
            },
            "spdx:checksumValue": {"@value": sha256(content).hexdigest(), "@type": "xsd:hexBinary"},
        },
        "dct:license": _licence(data_set),
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _said(noted)} if noted else None,
    }
    return {key: value for key, value in described.items() if value}


def _licence(data_set: DataSet) -> dict[str, Any] | None:
    """The licence by its name in the list of the Publications Office, with its title and its text."""
    licence = data_set.licence
    if licence is None:
        return None
    return {
        "@id": licence.authority,
        "@type": "dct:LicenseDocument",
        "dct:title": licence.title,
        "rdfs:seeAlso": {"@id": licence.url},
    }


def _publisher(data_set: DataSet) -> dict[str, Any]:
    """Who made the survey; its title where nobody is named, since a catalogue has a publisher."""
    return {
        "@id": f"{_address(data_set)}#publisher",
        **_agent(data_set.noted("producer") or data_set.survey.title),
    }


def _agent(label: Label) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": _said(label)}


def _fieldwork(data_set: DataSet) -> dict[str, Any] | None:
    """From the first day of the fieldwork to the last, as far as they are known."""
    days = {"dcat:startDate": _day(data_set.edition.start), "dcat:endDate": _day(data_set.edition.end)}
    known = {key: day for key, day in days.items() if day}
    return {"@type": "dct:PeriodOfTime", **known} if known else None


def _day(day: Any) -> dict[str, str] | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _languages() -> list[dict[str, Any]]:
    return [_of_list("language", SPOKEN[language], "dct:LinguisticSystem") for language in LANGUAGES]


def _of_list(name: str, code: str, kind: str) -> dict[str, Any]:
    """A code of a list of the Publications Office, and of which class DCAT-AP takes it to be."""
    return {"@id": f"{AUTHORITY}/{name}/{code}", "@type": kind}


def _said(label: Label) -> list[dict[str, str]]:
    """The text in each language that it is in."""
    said = plain_label(label)
    return [{"@value": text, "@language": language} for language, text in said.items() if text]
