"""reports/index.html: the list of every report found, for people who open the folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from analysis.faults import DefinitionError
from analysis.questionnaire import Edition, Label, Survey, read_edition, read_survey
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_formats import endings, format_of
from analysis.results import INDICATORS, PROVENANCE, TERRITORIES, WEIGHTING
from analysis.results.indicator_rows import read_territory_rows
from analysis.results.record_rows import read_records
from analysis.results.released_columns import BANNER_XLSX, INDICATORS_FR, TABLES_ODS, TABLES_XLSX
from analysis.workspace import EXPLORER, LANGUAGE, Address, Place, found_addresses, languages

WORDS = Typesetter(LANGUAGE)
"""The language of the page."""
DOWNLOADS = (
    *(TABLES_XLSX.name, TABLES_ODS.name, BANNER_XLSX.name, INDICATORS_FR.name, INDICATORS.name),
    *(TERRITORIES.name, WEIGHTING.name, PROVENANCE.name),
)
"""Files of an edition's results that can be downloaded; the message `index.indicators.csv` names one."""


@dataclass(frozen=True)
class Entry:
    """The reports of one edition or territory: titles, dates, respondents, and what can be opened."""

    title: str
    subtitle: str
    territory: str
    dates: str
    respondents: int | None
    simulated: bool
    made: date
    reports: tuple[tuple[str, Path], ...]
    downloads: tuple[Path, ...]


def index_page(root: Path) -> str:
    """The list of the reports under <root>/reports, as the page reports/index.html."""
    root = Path(root).resolve()
    return _page(list(entries(root)), root / "reports")


def entries(root: Path) -> Iterator[Entry]:
    """What has a report: by survey, the latest edition first, the whole survey before its territories."""

    def place(address: Address) -> tuple[str, str, tuple[str, str] | None]:
        return address.survey, address.edition, address.territory

    definitions = cache(lambda survey, edition: _definitions(root / "data" / "raw" / survey, edition))
    found = [list(addresses) for _, addresses in groupby(found_addresses(root, endings()), key=place)]
    surveys = groupby(found, key=lambda addresses: addresses[0].survey)
    for _, of_survey in surveys:
        editions = [list(group) for _, group in groupby(of_survey, key=lambda group: group[0].edition)]
        for of_edition in reversed(editions):
            for addresses in of_edition:
                first = addresses[0]
                yield _entry(root, addresses, *definitions(first.survey, first.edition))


def _entry(root: Path, addresses: list[Address], survey: Survey | None, edition: Edition | None) -> Entry:
    first = addresses[0]
    released = Place(root, first.survey, first.edition).released
    files = [(a.language, a.path(root, kind)) for a in addresses for kind in endings()]
    reports = tuple((language, path) for language, path in files if path.exists())
    kept = read_records(released).counted("counts").get("kept")
    local = _respondents(released / TERRITORIES.name, first.territory) if first.territory else None
    return Entry(
        title=_text(survey.title if survey else None, first.survey),
        subtitle=_text(edition.title if edition else None, first.edition),
        territory=_territory(first, survey),
        dates=WORDS.days(edition.start, edition.end) if edition else "",
        respondents=local if first.territory else kept,
        simulated=bool(edition and edition.simulated),
        made=max(date.fromtimestamp(path.stat().st_mtime) for _, path in reports),
        reports=reports,
        downloads=() if first.territory else tuple(p for n in DOWNLOADS if (p := released / n).exists()),
    )


def _text(label: Label | None, name: str) -> str:
    """A label in the language of the page; the name of a folder where the definition is gone."""
    return WORDS.typeset(label.to(WORDS.rules.labels) if label else name)


def _respondents(path: Path, territory: tuple[str, str]) -> int | None:
    """The largest base of a territory's figures; None where each is confidential, or the table is gone."""
    rows = read_territory_rows(path, *territory) if path.is_file() else ()
    return max((row.estimate.n for row in rows if row.estimate.n is not None), default=None)


def _territory(address: Address, survey: Survey | None) -> str:
    """The label of the territory; of the whole survey, that it is the whole."""
    if address.territory is None:
        return WORDS.say("all")
    variable, code = address.territory
    return Voice(LANGUAGE, survey).answer(variable, code) if survey else code


def _definitions(folder: Path, edition: str) -> tuple[Survey | None, Edition | None]:
    """The definitions, or nothing where they are gone: a report outlives its definition."""
    try:
        survey = read_survey(folder / "survey.toml")
        return survey, read_edition(folder / edition / "edition.toml", survey)
    except DefinitionError:
        return None, None


def _page(found: list[Entry], folder: Path) -> str:
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    from analysis.reporting.page.html import TEMPLATES, hash_source, page_style

    style, script = page_style(), (TEMPLATES / "index.js").read_text(encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "assoscope"), autoescape=True)
    page = {
        "title": WORDS.say("index.title"),
        "language": LANGUAGE,
        "banner": WORDS.say("simulated") if found and all(entry.simulated for entry in found) else "",
        "skip": WORDS.say("skip"),
        "style": Markup(style),
        "style_hash": Markup(hash_source(style)),
        "script": Markup(script),
        "script_hash": Markup(hash_source(script)),
    }
    template = environment.get_template("reports.html.j2")
    rows = Markup("".join(_row(entry, folder) for entry in found))
    command = Markup("<code>assoscope report</code>")
    empty = Markup(escape(WORDS.say("index.empty", command="{command}"))).format(command=command)
    explorer = EXPLORER if (folder / EXPLORER).is_file() else ""
    return template.render(
        page=page, say=WORDS.say, rows=rows, count=len(found), empty=empty, explorer=explorer
    )


def _row(entry: Entry, folder: Path) -> str:
    mark = f'<br><span class="flag">{escape(WORDS.say("simulated"))}</span>' if entry.simulated else ""
    reports = "".join(_in_language(entry, language, folder) for language in languages())
    downloads = "".join(
        f'<li><a href="{_link(path, folder)}" download>'
        f"{escape(WORDS.say(f'index.{path.name}'))}{_about(entry)}</a>"
        f" <small>{_size(path)}</small></li>"
        for path in entry.downloads
    )
    respondents = "–" if entry.respondents is None else WORDS.number(entry.respondents)
    cells = (
        _cell(escape(entry.territory)),
        _cell(f'<ul class="reports">{reports}</ul>', len(entry.reports)),
        _cell(respondents, entry.respondents or 0),
        _cell(escape(entry.dates) or "–"),
        _cell(escape(WORDS.day(entry.made)), entry.made.isoformat()),
        _cell(f'<ul class="reports">{downloads}</ul>' if downloads else "", len(entry.downloads)),
    )
    title = f'<th scope="row">{escape(entry.title)}</th>'
    return f"<tr>{title}{_cell(escape(entry.subtitle) + mark)}{''.join(cells)}</tr>\n"


def _in_language(entry: Entry, language: str, folder: Path) -> str:
    """The formats in which a report is there in one language, each with its size; nothing without any."""
    spoken_name = escape(Typesetter(language).name)
    links = ", ".join(
        f'<a href="{_link(path, folder)}" hreflang="{language}">{format_of(path.name).label}'
        f'<span class="heard"> {spoken_name}</span>{_about(entry)}</a> <small>{_size(path)}</small>'
        for spoken, path in entry.reports
        if spoken == language
    )
    named = f'<span lang="{language}">{spoken_name}</span>{WORDS.colon}'
    return f"<li>{named}{links}</li>" if links else ""


def _cell(html: str, order: object = None) -> str:
    """A cell, with what it is sorted by where that is not its text."""
    return f"<td>{html}</td>" if order is None else f'<td data-order="{escape(str(order))}">{html}</td>'


def _size(path: Path) -> str:
    """The size of a file: 384 ko."""
    size = path.stat().st_size
    if size < 1_000_000:
        return WORDS.amount(max(1, size / 1000), WORDS.say("index.kilobytes"))
    return WORDS.amount(size / 1_000_000, WORDS.say("index.megabytes"), 1)


def _about(entry: Entry) -> str:
    """What the link opens, for those who hear links out of their row."""
    named = ", ".join(escape(part) for part in (entry.title, entry.subtitle, entry.territory))
    return f'<span class="heard"> – {named}</span>'


def _link(path: Path, folder: Path) -> str:
    """The way from the index in `folder` to `path`."""
    is_inside = path.is_relative_to(folder)
    steps = path.relative_to(folder).parts if is_inside else ("..", *path.relative_to(folder.parent).parts)
    return escape("/".join(quote(step) for step in steps))
