"""reports/index.html: a row for each edition, its territories folded, in the language of the browser."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import quote

from analysis.reporting.language.typography import Typesetter
from analysis.reporting.page.index_entries import EditionEntry, Entry, edition_entries, named_as
from analysis.reporting.report_formats import format_of
from analysis.workspace import EXPLORER, LANGUAGE, languages

Words = Typesetter
COLUMNS = (
    *("index.survey", "index.edition", "index.read", "index.territories", "respondents"),
    *("index.fieldwork", "index.made", "index.download"),
)
OF_TERRITORIES = "index.territories"
"""The column that stands only where an edition has reports of territories."""


def index_page(root: Path, left_out: Collection[str] = ()) -> str:
    """The list of the reports under <root>/reports, as the page reports/index.html, without those of the
    editions `left_out` (SURVEY/EDITION)."""
    from markupsafe import Markup

    from analysis.reporting.page.html import TEMPLATES, hash_source, page_style
    from analysis.reporting.page.page_templates import page_from

    root = Path(root).resolve()
    found, folder, words = edition_entries(root, left_out), root / "reports", Typesetter(LANGUAGE)
    style, script = page_style(), (TEMPLATES / "index.js").read_text(encoding="utf-8")
    is_simulated = bool(found) and all(each.any.is_simulated for each in found)
    page = {
        "title": words.say("index.title"),
        "language": LANGUAGE,
        "banner": Markup(said("simulated")) if is_simulated else "",
        "skip": Markup(said("skip")),
        "style": Markup(style),
        "style_hash": Markup(hash_source(style)),
        "script": Markup(script),
        "script_hash": Markup(hash_source(script)),
    }
    columns = [key for key in COLUMNS if key != OF_TERRITORIES or any(each.territories for each in found)]
    rows = Markup("".join(_row(each, folder, columns) for each in found))
    heads = Markup("".join(f'<th scope="col">{said(key)}</th>' for key in columns))
    counts = {name: Typesetter(name).say("index.count", shown="{shown}", all="{all}") for name in languages()}
    empty = Markup(in_each(_empty))
    explorer = EXPLORER if (folder / EXPLORER).is_file() else ""
    return page_from(
        "reports.html.j2",
        page=page, said=lambda key: Markup(said(key)), rows=rows, heads=heads, counts=counts,
        count=len(found), empty=empty, explorer=explorer,
    )  # fmt: skip


def in_each(html: Callable[[Words], str]) -> str:
    """What `html` gives in every language, once where all say the same; all but the first are hidden."""
    of = {language: html(Typesetter(language)) for language in languages()}
    if len(set(of.values())) == 1:
        return of[LANGUAGE]
    return "".join(
        f'<span class="said" lang="{language}"{"" if language == LANGUAGE else " hidden"}>{text}</span>'
        for language, text in of.items()
    )


def said(key: str) -> str:
    """A message in every language."""
    return in_each(lambda words: escape(words.say(key)))


def colon() -> str:
    """A colon and the spaces around it, in every language."""
    return in_each(lambda words: words.colon)


def _empty(words: Words) -> str:
    return escape(words.say("index.empty", command="{command}")).format(
        command="<code>assoscope report</code>"
    )


def _row(each: EditionEntry, folder: Path, columns: Sequence[str]) -> str:
    entry, whole = each.any, each.whole
    mark = f'<br><span class="flag">{said("simulated")}</span>' if entry.is_simulated else ""
    kept = whole.respondents if whole else None
    made = max(one.made for one in (*([whole] if whole else []), *each.territories))
    edition = entry.edition
    days = in_each(lambda words: escape(words.days(edition.start, edition.end)) if edition else "")
    title = in_each(lambda words: escape(words.typeset(entry.title.to(words.rules.labels))))
    cells = {
        "index.edition": (in_each(lambda words: _title(entry, words)) + mark, "", entry.newest.isoformat()),
        "index.read": (_reports(whole, folder) if whole else "", "", None),
        OF_TERRITORIES: (_territories(each.territories, folder), "", len(each.territories)),
        "respondents": (
            in_each(lambda words: "–" if kept is None else words.number(kept)),
            "respondents",
            kept or 0,
        ),
        "index.fieldwork": (days or "–", "", entry.newest.isoformat()),
        "index.made": (
            in_each(lambda words: escape(words.day(made))),
            "index.made",
            made.isoformat(),
        ),
        "index.download": (
            _downloads(whole, folder) if whole else "",
            "",
            len(whole.downloads) if whole else 0,
        ),
    }
    told = "".join(_cell(key, *cells[key]) for key in columns if key in cells)
    return f'<tr><th scope="row">{title}</th>{told}</tr>\n'


def _title(entry: Entry, words: Words) -> str:
    return escape(words.typeset(entry.subtitle.to(words.rules.labels)))


def _cell(key: str, html: str, label: str, order: object) -> str:
    """A cell of a column, with what it is where rows are stacked, and what it is sorted by where that is not
    its text."""
    named = f'<span class="stacked">{said(label)}{colon()}</span>' if label else ""
    sorted_by = "" if order is None else f' data-order="{escape(str(order))}"'
    return f'<td class="{key.removeprefix("index.")}"{sorted_by}>{named}{html}</td>'


def _reports(entry: Entry, folder: Path) -> str:
    """A line for each language, with every format that is there and its size."""
    lines = [
        f'<li><span lang="{language}">{escape(Typesetter(language).name)}</span>{colon()}{links}</li>'
        for language in languages()
        if (links := _links(entry, language, folder))
    ]
    return f'<ul class="reports">{"".join(lines)}</ul>'


def _links(entry: Entry, language: str, folder: Path) -> str:
    spoken = escape(Typesetter(language).name)
    return ", ".join(
        f'<a href="{_way(path, folder)}" hreflang="{language}">{_format_name(path, language)}'
        f'<span class="heard"> {spoken}{_about(entry)}</span></a> <small>{_size(path)}</small>'
        for each, path in entry.reports
        if each == language
    )


def _format_name(path: Path, language: str) -> str:
    """What a report's format is called in its language."""
    form, words = format_of(path.name), Typesetter(language)
    is_known = words.catalogue.has(f"index.{form.name}")
    return escape(words.say(f"index.{form.name}") if is_known else form.label)


def _territories(entries: Sequence[Entry], folder: Path) -> str:
    """The territories by name, folded; each with the formats of each language."""
    if not entries:
        return ""
    names = sorted(entries, key=lambda entry: entry.territory.fr if entry.territory else "")
    items = "".join(f"<li>{in_each(partial(_name, e))}{colon()}{_all_links(e, folder)}</li>" for e in names)
    return _folded("index.territories_counted", len(entries), items)


def _folded(key: str, count: int, items: str) -> str:
    """A list that opens on a click, under how many it holds."""
    head = in_each(lambda words: escape(words.say_counted(key, count, n=words.number(count))))
    return f'<details><summary>{head}</summary><ul class="reports">{items}</ul></details>'


def _all_links(entry: Entry, folder: Path) -> str:
    return ", ".join(filter(None, (_links(entry, language, folder) for language in languages())))


def _name(entry: Entry, words: Words) -> str:
    return escape(words.typeset(entry.territory.to(words.rules.labels))) if entry.territory else ""


def _downloads(entry: Entry, folder: Path) -> str:
    """The files beside the report, folded: those that have a name by it, the others by their own."""
    if not entry.downloads:
        return ""
    items = "".join(
        f'<li><a href="{_way(path, folder)}" download>{in_each(partial(_file_name, path))}'
        f'<span class="heard">{_about(entry)}</span></a> <small>{_size(path)}</small></li>'
        for path in entry.downloads
    )
    return _folded("index.files_counted", len(entry.downloads), items)


def _file_name(path: Path, words: Words) -> str:
    """What a file is called, with its language where that is another; its name where it has no other."""
    name, language = named_as(path.name)
    if not words.catalogue.has(f"index.{name}"):
        return escape(path.name)
    spoken = f", {Typesetter(language).name}" if language else ""
    return escape(words.say(f"index.{name}") + spoken)


def _size(path: Path) -> str:
    """The size of a file: 384 ko."""
    size = path.stat().st_size

    def of(words: Words) -> str:
        if size < 1_000_000:
            return words.amount(max(1, size / 1000), words.say("index.kilobytes"))
        return words.amount(size / 1_000_000, words.say("index.megabytes"), 1)

    return in_each(of)


def _about(entry: Entry) -> str:
    """What a link opens, for those who hear links out of their row."""

    def of(words: Words) -> str:
        labels = [entry.title, entry.subtitle, *([entry.territory] if entry.territory else [])]
        return " – " + ", ".join(escape(words.typeset(label.to(words.rules.labels))) for label in labels)

    return in_each(of)


def _way(path: Path, folder: Path) -> str:
    """The way from the index in `folder` to `path`."""
    return escape("/".join(quote(step) for step in path.relative_to(folder).parts))
