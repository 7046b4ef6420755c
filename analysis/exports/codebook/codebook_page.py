"""The codebook to read, as a page and as Markdown: files with their columns, questions with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from analysis.exports.codebook.dictionary import DictionaryEntry, dictionary_entries
from analysis.exports.harmless_texts import harmless
from analysis.exports.released_edition import ReleasedEdition
from analysis.questionnaire import Label
from analysis.reporting.language.voice import Voice
from analysis.results.released_columns import FOR_PEOPLE, named_in

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}caption{text-align:left;padding:.3rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #d5dbe1}"
    "td.number,th.number{text-align:right;white-space:nowrap}h3{margin-bottom:0}code{white-space:nowrap}"
    "@media(max-width:46rem){code{white-space:normal}code,th,td{overflow-wrap:anywhere}th,td{min-width:3.5rem}}"
)
MARKED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()#+-.!|<>&~"})
"""Signs that mean something in Markdown, made to mean themselves."""


@dataclass(frozen=True)
class CodebookSection:
    """What is described, in words and by its name, and a table of its parts: headings, then rows of texts."""

    title: str
    name: str
    text: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 0
    """How many of the last columns hold numbers."""


def codebook_html(release: ReleasedEdition, voice: Voice) -> bytes:
    """The codebook as a page that stands by itself, without a script."""
    title = escape(_title(release, voice))
    parts = [f"<h1>{title}</h1>", *(f"<p>{escape(text)}</p>" for text in _leads(release, voice))]
    for heading, sections in _chapters(release, voice):
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += [_html_section(section) for section in sections]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    page = f'<html lang="{voice.language}"><head>{head}<style>{STYLE}</style></head>'
    return f"<!DOCTYPE html>\n{page}<body><main>{''.join(parts)}</main></body></html>\n".encode()


def codebook_markdown(release: ReleasedEdition, voice: Voice) -> bytes:
    """The codebook as Markdown."""
    lines = [f"# {_marked(_title(release, voice))}", ""]
    for text in _leads(release, voice):
        lines += [_marked(text), ""]
    for heading, sections in _chapters(release, voice):
        lines += [f"## {_marked(heading)}", ""]
        for section in sections:
            lines += [
                f"### {_marked(section.title)}",
                "",
                f"{_marked(section.name)} {_marked(section.text)}".strip(),
            ]
            if section.rows:
                rule = ["---"] * len(section.headings)
                rows = [[_marked(cell) for cell in row] for row in (section.headings, *section.rows)]
                lines += ["", *(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))]
            lines.append("")
    return "\n".join(lines).encode()


def _title(release: ReleasedEdition, voice: Voice) -> str:
    edition = f"{voice.text(release.survey.title)}, {voice.text(release.edition.title)}"
    return harmless(voice.say("codebook.title", edition=edition))


def _leads(release: ReleasedEdition, voice: Voice) -> list[str]:
    """What the codebook is, and the licence where the note states one."""
    stated = voice.text(release.edition.note.licence or release.survey.note.licence)
    licence = [harmless(f"{voice.say('note.licence')}{voice.colon}{stated}")] if stated else []
    return [voice.say("codebook.lead"), *licence]


def _chapters(release: ReleasedEdition, voice: Voice) -> Iterator[tuple[str, list[CodebookSection]]]:
    """The files, then the questions."""
    entries = dictionary_entries(release)
    files = [entry for entry in entries if entry.file]
    questions = [entry for entry in entries if not entry.file]
    yield (
        voice.say("codebook.files"),
        [_file(voice, list(of_file)) for _, of_file in groupby(files, key=lambda entry: entry.file)],
    )
    yield (
        voice.say("codebook.questions"),
        [_question(voice, list(each)) for _, each in groupby(questions, key=lambda entry: entry.name)],
    )


def _file(voice: Voice, entries: Sequence[DictionaryEntry]) -> CodebookSection:
    first, *columns = entries
    headings = [voice.say(f"codebook.{key}") for key in ("column", "meaning", "type", "unit")]
    rows = [(each.name, _meaning(voice, each), _type(voice, each), _unit(voice, each)) for each in columns]
    return CodebookSection(_called(voice, first.file), "", _said(voice, first), headings, rows)


def _called(voice: Voice, name: str) -> str:
    """A file by its name in the language of the codebook."""
    return next((named_in(file, voice.language) for file in FOR_PEOPLE if file.name == name), name)


def _type(voice: Voice, entry: DictionaryEntry) -> str:
    return voice.say(f"column_type.{entry.type}")


def _unit(voice: Voice, entry: DictionaryEntry) -> str:
    return harmless(voice.text(Label(entry.unit.fr, entry.unit.en)))


def _question(voice: Voice, entries: Sequence[DictionaryEntry]) -> CodebookSection:
    first, *answers = entries
    headings = [voice.say(key) for key in ("codebook.code", "answer", "codebook.share", "respondents")]
    rows = [(each.code, _said(voice, each), each.share, each.n) for each in answers]
    kind = voice.say(f"question_type.{first.type}")
    unit = _unit(voice, first)
    said = f"{first.name}{voice.colon}{kind}" + (f" ({unit})" if unit else "")
    return CodebookSection(
        _said(voice, first), said, "", headings, [_numbered(voice, row) for row in rows], 2
    )


def _numbered(voice: Voice, row: tuple[str, str, str, str]) -> Sequence[str]:
    """A row with its numbers as the language writes them, with the decimals that the release has."""
    code, label, share, n = row
    decimals = len(share.partition(".")[2])
    written = voice.number(float(share), decimals) if share else ""
    return code, label, written, voice.number(int(n)) if n else ""


def _meaning(voice: Voice, entry: DictionaryEntry) -> str:
    words = ", ".join(filter(None, entry.words.split(";")))
    return _said(voice, entry) + (f"{voice.colon}{words}" if words else "")


def _said(voice: Voice, entry: DictionaryEntry) -> str:
    return harmless(voice.text(Label(entry.label.fr, entry.label.en)))


def _html_section(section: CodebookSection) -> str:
    title, name, text = (escape(harmless(part)) for part in (section.title, section.name, section.text))
    found = f"<h3>{title}</h3><p>{name}{text}</p>"
    if not section.rows:
        return found
    numbers = len(section.headings) - section.numbers
    looks = ["" if place < numbers else ' class="number"' for place in range(len(section.headings))]
    heads = "".join(
        f'<th scope="col"{look}>{escape(cell)}</th>'
        for cell, look in zip(section.headings, looks, strict=True)
    )
    rows = "".join(f"<tr>{_html_row(row, looks)}</tr>" for row in section.rows)
    body = f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    return f"{found}<table><caption>{title}</caption>{body}</table>"


def _html_row(row: Sequence[str], looks: Sequence[str]) -> str:
    first, *others = (escape(harmless(cell)) for cell in row)
    cells = (f"<td{look}>{cell}</td>" for cell, look in zip(others, looks[1:], strict=True))
    return f'<th scope="row"><code>{first}</code></th>{"".join(cells)}'


def _marked(text: str) -> str:
    return harmless(text).translate(MARKED)
