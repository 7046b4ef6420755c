"""The licences under which a data set may be published, as each standard names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_AUTHORITY = "http://publications.europa.eu/resource/authority/licence"
"""The list of licences of the Publications Office, which DCAT-AP asks for."""


@dataclass(frozen=True)
class Licence:
    """A licence: its name on the command line, its title, its text, what DCAT-AP and SPDX call it."""

    name: str
    title: str
    url: str
    authority: str
    spdx: str


LICENCES: Mapping[str, Licence] = {
    each.name: each
    for each in (
        Licence(
            "etalab-2.0",
            "Licence Ouverte / Open Licence 2.0",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
            f"{_AUTHORITY}/LO_OL_2_0",
            "etalab-2.0",
        ),
        Licence(
            "odbl-1.0",
            "Open Database License 1.0",
            "https://opendatacommons.org/licenses/odbl/1-0/",
            f"{_AUTHORITY}/ODC_BL",
            "ODbL-1.0",
        ),
        Licence(
            "cc-by-4.0",
            "Creative Commons Attribution 4.0",
            "https://creativecommons.org/licenses/by/4.0/",
            f"{_AUTHORITY}/CC_BY_4_0",
            "CC-BY-4.0",
        ),
        Licence(
            "cc-by-sa-4.0",
            "Creative Commons Attribution-ShareAlike 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            f"{_AUTHORITY}/CC_BYSA_4_0",
            "CC-BY-SA-4.0",
        ),
        Licence(
            "cc0-1.0",
            "Creative Commons Zero 1.0",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            f"{_AUTHORITY}/CC0",
            "CC0-1.0",
        ),
    )
}
