"""What tells who somebody is: e-mail addresses, telephone numbers, IP and street addresses, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.etl.personal_forms import (
    EMAIL,
    EMAILS,
    IPS,
    IS_SURELY_PHONE,
    PERSON_NAME,
    PHONE,
    PHONE_WITHOUT_ZERO,
    PHONES,
    STREET,
    is_full_name,
)

Test = Callable[[str], object]


@dataclass(frozen=True)
class PersonalKind:
    """One kind of personal data: the words by which columns that hold it are named, and how it looks.

    A column is of the kind when `share_named` of its cells look so, by `is_named_content`, and its name says
    so, or `share_alone` of them by `is_content` whatever its name; None: the name is needed. With `is_whole`
    the name means it by all of its words, fillers apart: `nom_association` names no person.
    """

    name: str
    words: frozenset[str]
    is_content: Test
    is_named_content: Test
    share_named: float
    share_alone: float | None
    is_whole: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = (
    PersonalKind(
        "e-mail address",
        _words(
            "email emails mail mails e-mail mel courriel courriels adressemail adresse-mail email-address "
            "contact contacts coordonnees"
        ),
        EMAILS.fullmatch,
        EMAIL.search,
        0.1,
        0.5,
    ),
    PersonalKind(
        "telephone number",
        _words(
            "tel telephone telephones tele phone phones mobile portable gsm fixe numero-telephone "
            "phonenumber contact contacts coordonnees"
        ),
        PHONES.fullmatch,
        lambda cell: PHONE.search(cell) or PHONE_WITHOUT_ZERO.fullmatch(cell),
        0.1,
        0.5,
    ),
    PersonalKind(
        "IP address",
        _words("ip ipaddr ipaddress ip-address adresse-ip adresseip remote-addr"),
        IPS.fullmatch,
        IPS.fullmatch,
        0.1,
        0.5,
    ),
    PersonalKind(
        "street address",
        _words("adresse adresses address rue street adresse-postale adressepostale voie"),
        STREET.fullmatch,
        STREET.fullmatch,
        0.1,
        0.5,
    ),
    PersonalKind(
        "name of a person",
        _words(
            "nom prenom noms prenoms nomprenom patronyme name names lastname firstname surname forename "
            "fullname"
        ),
        PERSON_NAME.fullmatch,
        PERSON_NAME.fullmatch,
        0.5,
        None,
        is_whole=True,
    ),
    PersonalKind(
        "name of a person",
        _words(
            "contact contacts identite signature signataire interlocuteur interlocutrice referent referente "
            "repondant repondante participant participante enquete interviewe temoin benevole adherent "
            "personne respondent volunteer member person"
        ),
        is_full_name,
        is_full_name,
        0.5,
        None,
        is_whole=True,
    ),
)
FILLERS = _words(
    "q question votre vos ton son quel quels quelle est sont et ou le la les l de du des d un une en svp "
    "indiquez indiquer veuillez preciser precisez merci complet complets usage usuel naissance famille jeune "
    "fille marital premier deuxieme president presidente responsable personne contact repondant repondante "
    "benevole benevoles adherent adherente participant participante referent referente interlocuteur "
    "your the a of and or what is are please full first last given middle family person respondent volunteer "
    "member"
)
"""Words that stand beside "nom" and leave it the name of a person."""
LEAST_CELLS = 3
"""In fewer cells a resemblance is an accident, unless the name of the column says the same."""


def personal_kind(names: Iterable[str], cells: Sequence[str]) -> str:
    """The kind of personal data that a column holds by its names and its cells that are not blank, or ""."""
    spoken = [_spoken(name) for name in names]
    found = [cell.strip() for cell in cells]
    if not found:
        return ""
    for kind in KINDS:
        if any(_says(kind, words) for words in spoken) and (
            _share(kind.is_named_content, found) >= kind.share_named
        ):
            return kind.name
        if (
            kind.share_alone is not None
            and len(found) >= LEAST_CELLS
            and (_share(kind.is_content, found) >= kind.share_alone and _is_sure(kind, found))
        ):
            return kind.name
    return ""


def _share(test: Test, cells: list[str]) -> float:
    return sum(map(bool, map(test, cells))) / len(cells)


def _is_sure(kind: PersonalKind, cells: list[str]) -> bool:
    """Ten digits are a number of anything, unless they are set as a telephone number or one of a mobile."""
    return kind.name != "telephone number" or _share(IS_SURELY_PHONE.fullmatch, cells) >= 0.5


def _says(kind: PersonalKind, words: list[str]) -> bool:
    """Whether a name of these words names the kind: by one of them, by two neighbours, or by the whole."""
    if kind.is_whole:
        return bool(kind.words & {*words}) and {*words} <= kind.words | FILLERS
    return bool(kind.words & {*words, *(f"{a}-{b}" for a, b in pairwise(words)), "-".join(words)})


def _spoken(name: str) -> list[str]:
    """The words of a column's name, without accents and figures: lastName and last_name have the same."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name))
    letters = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return [part for part in re.split(r"[^a-z]+", letters) if part]
