"""reports/index.html: the list of every report found, for people who open the folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from analysis.questionnaire import DefinitionError, Edition, Survey, read_edition, read_survey
from analysis.reporting import typography as typo
from analysis.reporting.methodology import read_records
from analysis.reporting.wording import word

LANGUAGES = {"report.html": ("Rapport en français", "fr"), "report.en.html": ("Report in English", "en")}
DOWNLOADS = {
    "indicators.csv": "Indicateurs (CSV)",
    "weighting.csv": "Redressement (CSV)",
    "provenance.json": "Provenance (JSON)",
}


@dataclass(frozen=True)
class Entry:
    """One edition that has a report: its titles, dates, respondents, and what can be opened."""

    survey: str
    edition: str
    title: str
    subtitle: str
    dates: str
    respondents: str
    simulated: bool
    reports: tuple[Path, ...]
    downloads: tuple[Path, ...]


def write_index(root: Path) -> Path:
    """The list of the reports under <root>/reports, as reports/index.html; the path of the page."""
    from analysis.files import write_whole

    root = Path(root).resolve()
    path = root / "reports" / "index.html"
    write_whole({path: _page(list(entries(root))).encode("utf-8")})
    return path


def entries(root: Path) -> Iterator[Entry]:
    """The editions that have a report, by survey, the latest edition first."""
    found = sorted({path.parent for name in LANGUAGES for path in (root / "reports").glob(f"*/*/{name}")})
    for _, folders in _by_survey(found):
        yield from (_entry(root, folder) for folder in reversed(folders))


def _by_survey(folders: list[Path]) -> list[tuple[str, list[Path]]]:
    surveys: dict[str, list[Path]] = {}
    for folder in folders:
        surveys.setdefault(folder.parent.name, []).append(folder)
    return list(surveys.items())


def _entry(root: Path, folder: Path) -> Entry:
    survey, edition = folder.parent.name, folder.name
    processed = root / "data" / "processed" / survey / edition
    kept = read_records(processed).counted("counts").get("kept")
    asked, wave = _definitions(root / "data" / "raw" / survey, edition)
    return Entry(
        survey=survey,
        edition=edition,
        title=typo.typeset(asked.title.fr if asked else survey, "fr"),
        subtitle=typo.typeset(wave.title.fr if wave else edition, "fr"),
        dates=typo.days(wave.start, wave.end, "fr") if wave else "",
        respondents=typo.number(kept, "fr") if kept is not None else "",
        simulated=bool(wave and wave.simulated),
        reports=tuple(folder / name for name in LANGUAGES if (folder / name).exists()),
        downloads=tuple(processed / name for name in DOWNLOADS if (processed / name).exists()),
    )


def _definitions(folder: Path, edition: str) -> tuple[Survey | None, Edition | None]:
    """The definitions, or nothing where they are gone: a report outlives its definition."""
    try:
        survey = read_survey(folder / "survey.toml")
        return survey, read_edition(folder / edition / "edition.toml", survey)
    except DefinitionError:
        return None, None


def _page(found: list[Entry]) -> str:
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    from analysis.reporting.exporter import style_hash
    from analysis.reporting.stylesheets import TEMPLATES, page_style

    style = page_style()
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "assoscope"), autoescape=True)
    page = {
        "title": "Rapports",
        "language": "fr",
        "banner": word("simulated", "fr") if found and all(entry.simulated for entry in found) else "",
        "skip": word("skip", "fr"),
        "style": Markup(style),
        "style_hash": Markup(style_hash(style)),
    }
    template = environment.get_template("reports.html.j2")
    return template.render(page=page, rows=Markup("".join(map(_row, found))), count=len(found))


def _row(entry: Entry) -> str:
    mark = f'<br><span class="flag">{escape(word("simulated", "fr"))}</span>' if entry.simulated else ""
    reports = "".join(
        f'<li><a href="{_link(path)}" lang="{LANGUAGES[path.name][1]}" hreflang="{LANGUAGES[path.name][1]}">'
        f"{LANGUAGES[path.name][0]}{_about(entry)}</a></li>"
        for path in entry.reports
    )
    downloads = "".join(
        f'<li><a href="{_link(path, True)}" download>{DOWNLOADS[path.name]}{_about(entry)}</a></li>'
        for path in entry.downloads
    )
    return (
        f'<tr><th scope="row">{escape(entry.title)}</th><td>{escape(entry.subtitle)}{mark}</td>'
        f"<td>{escape(entry.dates) or '–'}</td><td>{escape(entry.respondents) or '–'}</td>"
        f'<td><ul class="reports">{reports}</ul></td><td><ul class="reports">{downloads}</ul></td></tr>'
    )


def _about(entry: Entry) -> str:
    """What the link opens, for those who hear links out of their row."""
    return f'<span class="heard"> – {escape(entry.title)}, {escape(entry.subtitle)}</span>'


def _link(path: Path, is_download: bool = False) -> str:
    """The way from reports/index.html to `path`."""
    parts = path.parts[-5:] if is_download else path.parts[-3:]
    return escape(("../" if is_download else "") + "/".join(quote(part) for part in parts))
