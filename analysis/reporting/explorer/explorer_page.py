"""reports/explorer.html: one page, without a server, in which released figures are chosen and compared."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from analysis.reporting.explorer.packed_tables import Packed
from analysis.reporting.explorer.survey_record import survey_record
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.page.html import TEMPLATES as PAGES
from analysis.reporting.page.html import hash_source, page_style
from analysis.workspace import EXPLORER, LANGUAGE, languages

TEMPLATES = Path(__file__).parent / "template"
OWN_WORDS = (
    *("title", "lead", "choose", "survey", "find", "found", "indicator", "population", "answer"),
    *("every_answer", "breakdown", "by_variable", "groups", "editions", "language", "group", "edition"),
    *(
        "value",
        "remark",
        "finding",
        "change",
        "changes",
        "from_to",
        "table_of",
        "said",
        "said_some",
        "too_long",
    ),
    *("modelled", "modelled_note"),
    *("tests", "tests_of", "gap", "apart", "not_apart"),
    *("hidden", "not_shown", "bars", "dots", "lines", "pairs", "interval_line", "not_drawn", "broken"),
    *("download", "link", "copied", "about", "reports", "others", "licences"),
    *("change.up", "change.down", "change.slight", "change.same", "change.small", "change.fixed"),
    *("change.hidden", "change.break", "change.profile", "change.not_asked"),
)
SHARED_WORDS = (
    *("all", "respondents", "simulated", "skip", "interval.fixed", "fixed", "to"),
    *("mark.footnote", "mark.caution", "mark.suppressed", "mark.confidential", "mark.empty"),
)
"""Messages that reports have too."""
PLACES = {name: f"{{{name}}}" for name in ("n", "k", "low", "high", "name", "level", "by", "title")}
"""What the page itself puts in messages."""


def explorer_page(
    root: Path, surveys: Iterable[str], is_alone: bool = True, left_out: Collection[str] = ()
) -> str | None:
    """The explorer of what is released of these surveys under <root>/reports, but for the editions `left_out`
    (SURVEY/EDITION); None where nothing is.

    One that is not alone has a way back to the list of the others.
    """
    known = list(languages())
    found = [record for name in surveys if (record := survey_record(root, name, known, left_out))]
    return _page(found, known, is_alone) if found else None


def list_page(pages: Sequence[tuple[str, str]]) -> str:
    """The page that leads to the explorers of the surveys; `pages` are their titles and files."""
    return _rendered("explorers.html.j2", pages=pages)


def _page(surveys: Sequence[Packed], known: Sequence[str], is_alone: bool) -> str:
    """The page of these surveys; what it runs loads nothing."""
    from markupsafe import Markup

    script = (TEMPLATES / "explorer.js").read_text(encoding="utf-8")
    data = {"languages": [_spoken(language) for language in known], "surveys": surveys}
    return _rendered(
        "explorer.html.j2",
        script,
        data=Markup(as_inert_json(data)),
        licences=(TEMPLATES / "licences.txt").read_text(encoding="utf-8"),
        elsewhere="" if is_alone else EXPLORER,
    )


def _rendered(template: str, script: str = "", **values: object) -> str:
    """A page of the reports' folder, in its style; the policy in it names its only script."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    words = Typesetter(LANGUAGE)
    style = page_style() + (TEMPLATES / "explorer.css").read_text(encoding="utf-8")
    page = {
        "title": words.say("explorer.title"),
        "language": LANGUAGE,
        "skip": words.say("skip"),
        "style": Markup(style),
        "style_hash": Markup(hash_source(style)),
        "script": Markup(script),
        "script_hash": Markup(hash_source(script)),
    }
    environment = Environment(loader=FileSystemLoader([TEMPLATES, PAGES / "assoscope"]), autoescape=True)
    return environment.get_template(template).render(page=page, say=words.say, **values)


def _spoken(language: str) -> dict[str, Any]:
    words = Typesetter(language)
    own = {name: words.say(f"explorer.{name}", **PLACES) for name in OWN_WORDS}
    shared = {name: words.say(name, **PLACES) for name in SHARED_WORDS}
    return {
        "code": language,
        "name": words.name,
        "locale": words.rules.locale.replace("_", "-"),
        "percent": words.rules.percent,
        "colon": words.colon,
        "words": {**own, **shared},
    }


def as_inert_json(data: object) -> str:
    """`data` as JSON that no text in it can end the element of: without <, > or &."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
