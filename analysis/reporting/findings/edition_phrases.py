"""An edition in a sentence: en 2009, à l'automne 2009, dans l'édition « Vague 2 »."""

from __future__ import annotations

import re

from analysis.reporting.edition_results import Changes
from analysis.reporting.language.change_sentences import edition_title
from analysis.reporting.language.typography import unaccented
from analysis.reporting.language.voice import Voice

SEASONS = {
    "printemps": "spring",
    "spring": "spring",
    "ete": "summer",
    "summer": "summer",
    "automne": "autumn",
    "autumn": "autumn",
    "fall": "autumn",
    "hiver": "winter",
    "winter": "winter",
}
"""Words of titles, accents apart -> what follows `edition.` in the catalogues."""
_DATED = re.compile(r"(?P<part>[^\W\d]+) (?P<year>\d{4})")


def edition_name(voice: Voice, changes: Changes, edition: str) -> str:
    """The year of an edition; its title where two editions are of one year, or none is known."""
    year = own_year(changes, edition)
    return str(year) if year else edition_title(voice, changes, edition)


def in_edition(voice: Voice, changes: Changes, edition: str) -> str:
    """When a figure was so, inside a sentence: en 2009, au printemps 2009, en mars 2009."""
    year = own_year(changes, edition)
    title = edition_title(voice, changes, edition)
    dated = _DATED.fullmatch(title)
    if year:
        return voice.say("edition.year", year=str(year))
    if dated and unaccented(dated["part"]) in SEASONS:
        return voice.say(f"edition.{SEASONS[unaccented(dated['part'])]}", year=dated["year"])
    if dated and unaccented(dated["part"]) in _months(voice):
        return voice.say("edition.month", month=_months(voice)[unaccented(dated["part"])], year=dated["year"])
    return voice.say("edition.named", title=voice.quoted(title))


def since_edition(voice: Voice, changes: Changes, edition: str) -> str:
    """From when on: depuis 2009, depuis l'édition précédente where two editions are of one year."""
    year = own_year(changes, edition)
    return voice.say("message.since", edition=str(year)) if year else voice.say("message.since_last")


def own_year(changes: Changes, edition: str) -> int | None:
    """The year of an edition, where no other is of it."""
    years = list(changes.years.values())
    year = changes.years.get(edition)
    return year if year and years.count(year) == 1 else None


def _months(voice: Voice) -> dict[str, str]:
    """The months of the language by their plain names."""
    from babel.dates import get_month_names

    names = get_month_names("wide", locale=voice.rules.locale).values()
    return {unaccented(name): name for name in names}
