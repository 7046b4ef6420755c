"""The sheets before the tables: cover, contents with links, notes."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.sheet_words import BRACKETED, UNTESTED
from analysis.exports.spreadsheets.workbook import SheetColumn, SheetContent, SheetLink, TableSheet, wrapped
from analysis.questionnaire import Label
from analysis.reporting.language.method_sentences import rule_sentences
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice
from analysis.results.released_columns import RELEASED_WEIGHTING

NOTE_FIELDS = (
    *("producer", "sponsor", "purpose", "population", "excluded", "recruitment", "mode"),
    *("weighting", "availability", "contact"),
)
"""What the cover says of the definitions' note."""


def cover_sheet(release: ReleasedEdition, voice: Voice, what: str) -> TableSheet:
    """Where the tables come from, who made them, of whom they speak, and what others may do with them."""
    stated = [(name, text) for name, text in _facts(release, voice) if text]
    return TableSheet(
        tab=voice.say("sheet.cover"),
        title=f"{voice.text(release.survey.title)}{voice.colon}{voice.text(release.edition.title)}",
        lines=[*wrapped(what), *wrapped(_warning(release, voice)), _to_contents(voice, "sheet.open")],
        name="presentation",
        columns=[SheetColumn(voice.say("sheet.subject"), 30), SheetColumn(voice.say("sheet.content"), 100)],
        rows=stated,
    )


def _facts(release: ReleasedEdition, voice: Voice) -> list[tuple[str, str]]:
    edition, count = release.edition, release.respondents
    limit = str(release.survey.publication.confidential_below)
    notes = [(voice.say(f"note.{field}"), voice.text(_stated(release, field))) for field in NOTE_FIELDS]
    return [
        (voice.say("fieldwork"), voice.days(edition.start, edition.end)),
        (voice.say("respondents"), voice.counted(count)),
        *notes,
        (voice.say("sheet.sources"), voice.series(margin_sources(release))),
        (voice.say("sheet.licence"), _licence(release, voice)),
        (voice.say("sheet.confidentiality"), voice.say("sheet.confidentiality_means", limit=limit)),
        (voice.say("sheet.made_with"), f"assoscope {_version(release)}".strip()),
    ]


def _licence(release: ReleasedEdition, voice: Voice) -> str:
    """The licence that the note states, and that the tables may be passed on."""
    stated = voice.text(_stated(release, "licence"))
    return " ".join([*([ended(stated)] if stated else []), voice.say("sheet.licence_means")])


def _stated(release: ReleasedEdition, field: str) -> Label | None:
    notes = (release.edition.note, release.survey.note)
    return next((found for note in notes if (found := getattr(note, field))), None)


def _version(release: ReleasedEdition) -> str:
    return str(release.provenance.get("versions", {}).get("assoscope", ""))


def _warning(release: ReleasedEdition, voice: Voice) -> str:
    return voice.say("simulated_long") if release.edition.simulated else ""


def margin_sources(release: ReleasedEdition) -> list[str]:
    """The sources of the population's shares that the weights are calibrated to, each once."""
    return list(dict.fromkeys(row["source"] for row in release.rows(RELEASED_WEIGHTING) if row["source"]))


def contents_sheet(voice: Voice, sheets: Sequence[TableSheet], groups: Sequence[str]) -> TableSheet:
    """The list of the sheets, each a link, with the theme or what else it stands under."""
    tabs = [(voice.say("sheet.notes"), voice.say("sheet.notes_title")), *((s.tab, s.title) for s in sheets)]
    rows: list[list[SheetContent]] = [
        [SheetLink(tab, tab), title, group]
        for (tab, title), group in zip(tabs, [voice.say("sheet.all_tables"), *groups], strict=True)
    ]
    return TableSheet(
        tab=voice.say("sheet.contents"),
        title=voice.say("sheet.contents"),
        lines=wrapped(voice.say("sheet.contents_means")),
        name="sommaire",
        columns=[
            SheetColumn(voice.say("sheet.sheet"), 32),
            SheetColumn(voice.say("sheet.subject"), 90),
            SheetColumn(voice.say("sheet.theme"), 36),
        ],
        rows=rows,
    )


def notes_sheet(voice: Voice) -> TableSheet:
    """Every sign, and how figures are computed, tested and published."""
    signs = [(sign, voice.mark_meaning(mark)) for mark, sign in BRACKETED.items()]
    methods = enumerate(rule_sentences(voice), 1)
    rows = [
        *signs,
        (UNTESTED, voice.say("sheet.untested")),
        *((voice.say("sheet.note", n=str(number)), sentence) for number, sentence in methods),
    ]
    return TableSheet(
        tab=voice.say("sheet.notes"),
        title=voice.say("sheet.notes_title"),
        lines=[*wrapped(voice.say("sheet.notes_means")), _to_contents(voice)],
        name="notes",
        columns=[SheetColumn(voice.say("sheet.sign"), 14), SheetColumn(voice.say("sheet.meaning"), 110)],
        rows=rows,
    )


def _to_contents(voice: Voice, key: str = "sheet.back") -> SheetLink:
    return SheetLink(voice.say(key), voice.say("sheet.contents"))
