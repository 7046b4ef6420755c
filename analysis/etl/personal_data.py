"""Personal data: how e-mail addresses, telephone numbers, names and the like are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_AT = (
    r"(?:\s{0,2}[@＠]\s{0,2}|\s{0,2}[(\[{]\s?(?:at|a|arobase|arobas)\s?[)\]}]\s{0,2}|\s(?:arobase|arobas)\s)"
)
_LOCAL = r"[\w.!#$%&'’*+/=?^`|~-]"
_EMAIL = rf"(?<!{_LOCAL}){_LOCAL}+{_AT}\w[\w-]*(?:\.[\w-]+)*\.[^\W\d_]{{2,}}"
EMAIL = re.compile(_EMAIL, re.IGNORECASE)
HINT_OF_EMAIL = re.compile(r"[@＠]|[(\[{]\s?a|\sarobas", re.IGNORECASE)
"""In what has none of these there is no e-mail address; it is found sooner."""

DIGIT = re.compile("[0-9]")
_BLANK = r"[ \t\u00a0\u2009\u202f]"
_GAPS = (
    rf"{_BLANK}{{1,3}}",
    *(rf"{_BLANK}{{0,2}}{sign}{_BLANK}{{0,2}}" for sign in (r"\.", "[-\u2010-\u2015]", "/", "_")),
)
_GAP, _SHORT_GAP = f"(?:{'|'.join(_GAPS)})", r"[ .\-\u00a0\u202f]?"
_FRENCH = (
    rf"(?:\+|00){_GAP}?33{_GAP}?(?:\(0\){_GAP}?|0)?[1-9](?:{_GAP}?[0-9]){{8}}",
    rf"33{_SHORT_GAP}[67](?:{_SHORT_GAP}[0-9]{{2}}){{4}}",
    rf"(?:\(0\){_BLANK}?|\(?0)[1-9]\)?(?:{_SHORT_GAP}[0-9]{{2}}){{4}}",
    *(rf"0[1-9](?:{gap}[0-9]{{2}}){{4}}" for gap in _GAPS),
    rf"0[1-9]{_BLANK}[0-9]{{3}}{_BLANK}[0-9]{{3}}{_BLANK}[0-9]{{2}}",
    rf"0{_BLANK}?[1-9][0-9]{{2}}(?:{_BLANK}[0-9]{{3}}){{2}}",
)
"""With the prefix of the country, with and without its sign; in pairs, apart by the same signs; in threes."""
_FOREIGN = rf"(?:\+|00(?=[1-9]))[0-9]{{1,3}}(?:{_GAP}?\(?[0-9]{{2,4}}\)?){{3,5}}"
_PHONE = rf"(?<![0-9+])(?=[+(03])(?:{'|'.join(_FRENCH)}|{_FOREIGN})(?![0-9])"
PHONE = re.compile(_PHONE)
PHONE_WITHOUT_ZERO = re.compile(r"[1-9](?:[ .\-]?[0-9]{2}){4}")
"""A French number whose first 0 was lost where it was taken for a number."""
IS_SURELY_PHONE = re.compile(r".*[^0-9].*|0[67].*|0?0?33[67].*", re.DOTALL)
"""Digits alone are a number of anything, unless they begin as that of a mobile does."""

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
_V4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_V6 = rf"(?:[0-9a-f]{{1,4}}:){{7}}[0-9a-f]{{1,4}}|(?=[0-9a-f:]*::)[0-9a-f:]{{3,39}}|[0-9a-f:]+:{_V4}"
_IP = rf"(?:{_V4}|\[?(?:{_V6})(?:%\w+)?\]?)(?:[:/][0-9]{{1,5}})?"
STREET = re.compile(
    r"[0-9]{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:.* )?"
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|impasse|allée|allee|route|quai|cours|street|road|lane|drive)\b.*",
    re.IGNORECASE,
)
_DEGREES = r"-?[0-9]{1,3}[.,][0-9]{3,}"
DEGREES = re.compile(_DEGREES)
PLACE = re.compile(rf"\(?{_DEGREES}(?:[;/ ]|, ?)\s?{_DEGREES}(?:[,;/ ]\s?-?[0-9]+(?:\.[0-9]+)?){{0,2}}\)?")
"""Latitude and longitude, perhaps with altitude and precision, as forms write where a telephone was."""
_TITLE = r"(?:(?:M|Mr|Mme|Mlle|Dr|Pr|Mrs|Ms)\.? )?"
PERSON_NAME = re.compile(rf"{_TITLE}[^\W\d_]+(?:[ ,'’.-]+[^\W\d_]+){{0,4}}\.?(?: ?\([^()]*\))?")
_CAPITALISED = re.compile(r"(?<![^\W\d_])[^\W\d_]")

Test = Callable[[str], object]

LEAST_CELLS = 3
"""In fewer cells a resemblance is an accident, unless the name of the column says the same."""


def _listed(pattern: str) -> re.Pattern[str]:
    """One of the pattern or several in a cell, in brackets or after the name of its kind."""
    one = rf"[<(]?(?:\w{{2,9}}\s?:\s?)?(?:{pattern})[>)]?"
    return re.compile(rf"{one}(?:(?:\s?[;,/|]\s?|\s){one})*[.;,]?", re.IGNORECASE)


EMAILS = _listed(_EMAIL)
PHONES = _listed(_PHONE)
IPS = _listed(_IP)


def is_full_name(text: str) -> bool:
    """Whether the text looks like a first name and a surname: two words that begin with capitals."""
    initials = [found[0] for found in _CAPITALISED.findall(text)]
    return bool(PERSON_NAME.fullmatch(text)) and sum(map(str.isupper, initials)) >= 2


def masked(text: str) -> tuple[str, int, int]:
    """The text with its e-mail addresses and telephone numbers masked, and how many there were of each."""
    emails = phones = 0
    if HINT_OF_EMAIL.search(text):
        text, emails = EMAIL.subn("[e-mail]", text)
    if DIGIT.search(text):
        text, phones = PHONE.subn("[téléphone]", text)
    return text, emails, phones


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
        "place on a map",
        _words(
            "latitude longitude lat lon lng gps geolocation geolocalisation geopoint coordinates coordonnees"
        ),
        PLACE.fullmatch,
        lambda cell: PLACE.fullmatch(cell) or DEGREES.fullmatch(cell),
        0.5,
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
            "personne respondent volunteer member person qui who"
        ),
        is_full_name,
        is_full_name,
        0.5,
        None,
        is_whole=True,
    ),
)
FILLERS = _words(
    "q etes vous are you question "
    "votre vos ton son quel quels quelle est sont et ou le la les l de du des d un une en svp "
    "indiquez indiquer veuillez preciser precisez merci complet complets usage usuel naissance famille jeune "
    "fille marital premier deuxieme president presidente responsable personne contact repondant repondante "
    "benevole benevoles adherent adherente participant participante referent referente interlocuteur "
    "payeur payeuse acheteur acheteuse donateur donatrice licencie licenciee inscrit inscrite "
    "payer buyer donor "
    "your the a of and or what is are please full first last given middle family person respondent volunteer "
    "member"
)
"""Words that stand beside "nom" and leave it the name of a person."""


def personal_kind(names: Iterable[str], cells: Sequence[str]) -> str:
    """The kind of personal data that a column holds, judged by its names and its filled cells; "" for
    none."""
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
