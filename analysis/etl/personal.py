"""What tells who somebody is: e-mail addresses, telephone numbers, IP and street addresses, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@\w[\w-]*(?:\.[\w-]+)+")
FRENCH_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)33[ .\-]?(?:\(0\)[ .\-]?)?|0)[1-9](?:[ .\-\u00a0\u202f]?[0-9]{2}){4}(?!\w)"
)
FOREIGN_PHONE = re.compile(r"(?<![\w+])\+[0-9]{1,3}(?:[ .\-]?\(?[0-9]{2,4}\)?){3,5}(?!\w)")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
IP = re.compile(
    rf"{_OCTET}(?:\.{_OCTET}){{3}}|(?:[0-9a-fA-F]{{1,4}}:){{7}}[0-9a-fA-F]{{1,4}}|(?=.*::)[0-9a-fA-F:]{{4,39}}"
)
DIGIT = re.compile("[0-9]")
STREET = re.compile(
    r"[0-9]{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:.* )?"
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|impasse|allée|allee|route|quai|cours|street|road|lane|drive)\b.*",
    re.IGNORECASE,
)
PERSON_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+){0,3}\.?")


@dataclass(frozen=True)
class PersonalKind:
    """One kind of personal data: the words by which columns that hold it are named, and how it looks.

    `content` is the whole of a cell. A column is of the kind when `share_named` of its cells look so and
    its name says so, or `share_alone` of them whatever its name; None: the name is needed.
    """

    name: str
    words: frozenset[str]
    content: re.Pattern[str]
    share_named: float
    share_alone: float | None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = (
    PersonalKind(
        "e-mail address",
        _words(
            "email emails mail mails e-mail mel courriel courriels adressemail adresse-mail email-address"
        ),
        EMAIL,
        0.1,
        0.5,
    ),
    PersonalKind(
        "telephone number",
        _words(
            "tel telephone telephones tele phone phones mobile portable gsm fixe numero-telephone phonenumber"
        ),
        re.compile(f"{FRENCH_PHONE.pattern}|{FOREIGN_PHONE.pattern}"),
        0.1,
        0.5,
    ),
    PersonalKind(
        "IP address",
        _words("ip ipaddr ipaddress ip-address adresse-ip adresseip remote-addr"),
        IP,
        0.1,
        0.5,
    ),
    PersonalKind(
        "street address",
        _words("adresse adresses address rue street adresse-postale adressepostale voie"),
        STREET,
        0.1,
        0.5,
    ),
    PersonalKind(
        "name of a person",
        _words(
            "nom prenom noms prenoms nom-prenom prenom-nom nom-de-famille nom-famille patronyme lastname "
            "last-name firstname first-name surname full-name fullname forename nom-du-repondant"
        ),
        PERSON_NAME,
        0.5,
        None,
    ),
)
LEAST_CELLS = 3
"""In fewer cells a resemblance is an accident, unless the name of the column says the same."""


def personal_kind(names: Iterable[str], cells: Sequence[str]) -> str:
    """The kind of personal data that a column holds by its names and its cells that are not blank, or ""."""
    spoken = {word for name in names for word in _spoken(name)}
    found = [cell.strip() for cell in cells]
    if not found:
        return ""
    for kind in KINDS:
        is_named = bool(spoken & kind.words)
        if not is_named and kind.share_alone is None:
            continue
        share = sum(map(bool, map(kind.content.fullmatch, found))) / len(found)
        if is_named and share >= kind.share_named:
            return kind.name
        alone = kind.share_alone
        if alone is not None and share >= alone and len(found) >= LEAST_CELLS and _is_sure(kind, found):
            return kind.name
    return ""


def _is_sure(kind: PersonalKind, cells: list[str]) -> bool:
    """Ten digits are a number of anything, unless they are set as a telephone number or one of a mobile."""
    if kind.name != "telephone number":
        return True
    sure = sum(not cell.isdigit() or cell.startswith(("06", "07")) for cell in cells)
    return 2 * sure >= len(cells)


def _spoken(name: str) -> set[str]:
    """The words of a column's name: itself, its parts, and neighbouring parts joined by a hyphen.

    A person's name is meant only by the whole of it: `nom_association` names no person.
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name))
    letters = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    parts = [part for part in re.split(r"[^a-z]+", letters) if part]
    whole = "-".join(parts)
    persons = KINDS[-1].words
    joined = {f"{a}-{b}" for a, b in pairwise(parts)}
    return {whole} | ({*parts, *joined} - persons)


def masked(text: str) -> tuple[str, int, int]:
    """The text without its e-mail addresses and telephone numbers, and how many there were of each."""
    emails = phones = 0
    if "@" in text:
        text, emails = EMAIL.subn("[e-mail]", text)
    if DIGIT.search(text):
        text, french = FRENCH_PHONE.subn("[téléphone]", text)
        text, foreign = FOREIGN_PHONE.subn("[téléphone]", text)
        phones = french + foreign
    return text, emails, phones
