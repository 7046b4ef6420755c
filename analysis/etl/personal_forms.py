"""The forms of personal data: e-mail addresses, telephone numbers, IP and street addresses, names."""

from __future__ import annotations

import re

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
_TITLE = r"(?:(?:M|Mr|Mme|Mlle|Dr|Pr|Mrs|Ms)\.? )?"
PERSON_NAME = re.compile(rf"{_TITLE}[^\W\d_]+(?:[ ,'’.-]+[^\W\d_]+){{0,4}}\.?(?: ?\([^()]*\))?")
_CAPITALISED = re.compile(r"(?<![^\W\d_])[^\W\d_]")


def _listed(pattern: str) -> re.Pattern[str]:
    """One of the pattern or several in a cell, in brackets or after the name of its kind."""
    one = rf"[<(]?(?:\w{{2,9}}\s?:\s?)?(?:{pattern})[>)]?"
    return re.compile(rf"{one}(?:(?:\s?[;,/|]\s?|\s){one})*[.;,]?", re.IGNORECASE)


EMAILS = _listed(_EMAIL)
PHONES = _listed(_PHONE)
IPS = _listed(_IP)


def is_full_name(text: str) -> bool:
    """Whether the text has the form of a first name and a surname: two words that begin with capitals."""
    initials = [found[0] for found in _CAPITALISED.findall(text)]
    return bool(PERSON_NAME.fullmatch(text)) and sum(map(str.isupper, initials)) >= 2


def masked(text: str) -> tuple[str, int, int]:
    """The text without its e-mail addresses and telephone numbers, and how many there were of each."""
    emails = phones = 0
    if HINT_OF_EMAIL.search(text):
        text, emails = EMAIL.subn("[e-mail]", text)
    if DIGIT.search(text):
        text, phones = PHONE.subn("[téléphone]", text)
    return text, emails, phones
