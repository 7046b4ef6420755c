"""The chapters of a territory's report: its key figures, what sets it apart from the rest, its themes."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.blocks import Block, Card, Cards, Heading, Lines, Paragraph, Section
from analysis.reporting.chapter_record import Chapter, EachTheme
from analysis.reporting.chapters.methodology import brief_methodology
from analysis.reporting.chapters.opening import key_indicators
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.evidence.territory_figures import Subject, chart, table
from analysis.reporting.language import typography as typo
from analysis.reporting.language.territory_sentences import TerritoryWriter
from analysis.reporting.language.voice import respondents, word
from analysis.reporting.report_content import TerritoryContent
from analysis.results.indicator_rows import TerritoryRow

MOST_LINES = 12
"""Differences that the first page names: the largest beside their error."""
CHAPTER_LINES = 6
"""Differences that a chapter names, beside its leading figures."""
LEADING = 3
"""Figures that a chapter says in words."""
FEWEST_DRAWN = 3
"""Key figures from which a chart of them says more than their cards."""


def key_figures(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[Block]:
    """The survey's key figures in the territory, each beside the rest: as cards, and together in a chart."""
    names = [indicator.name for indicator in key_indicators(writer.writer)]
    found = [row for name in names if (row := _leading(_of(rows, name))) and row.estimate.is_shown]
    if not found:
        return [Paragraph(word("no_key_figure", writer.language))]
    text = word("key_figures", writer.language)
    shares = [row for row in found if row.estimate.statistic == "share"]
    drawn = chart(writer, Subject("key-figures", text, shares)) if len(shares) >= FEWEST_DRAWN else None
    cards = Cards([_card(writer, row) for row in found])
    return [cards, *([drawn] if drawn else [])]


def _of(rows: Sequence[TerritoryRow], indicator: str) -> list[TerritoryRow]:
    return [row for row in rows if row.estimate.indicator == indicator]


def _leading(rows: Sequence[TerritoryRow]) -> TerritoryRow | None:
    """The figure, or of one figure per answer the one given most elsewhere."""
    return max(rows, key=lambda row: row.rest or 0.0, default=None)


def _card(writer: TerritoryWriter, row: TerritoryRow) -> Card:
    estimate = row.estimate
    base = respondents(estimate.n or 0, writer.language)
    details = [
        typo.capitalised(writer.writer.interval(estimate)),
        f"{writer.elsewhere}{typo.colon(writer.language)}{writer.rest(row)}" if row.rest is not None else "",
        writer.standing(row),
        base,
    ]
    is_share = estimate.unit == "%"
    value = writer.writer.bare(estimate)
    return Card(
        writer.writer.figure(estimate) if is_share else value,
        writer.title(row),
        [detail for detail in details if detail],
        estimate.tone,
        anchor_of("theme", writer.theme_of(row)),
        "" if is_share else writer.writer.unit_of_figure(estimate),
    )


def differences(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> Section:
    """What sets the territory apart: the differences that the tests support, the clearest first."""
    title = Heading(word("apart", writer.language), 2, "apart")
    lines = _lines(writer, _apart(writer, rows)[:MOST_LINES])
    return Section(
        "page", [title, Paragraph(writer.summary(rows), "headline" if lines else "finding"), *lines]
    )


def _apart(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[tuple[str, str]]:
    """(the figure, how it differs) of each that does, the clearest first."""
    apart = sorted((row for row in rows if row.is_apart), key=lambda row: row.p or 0.0)
    return [(writer.title(row), writer.apart(row)) for row in apart]


def _lines(writer: TerritoryWriter, lines: Sequence[tuple[str, str]]) -> list[Block]:
    return [Lines(lines, typo.colon(writer.language))] if lines else []


def theme_chapter(writer: TerritoryWriter, rows: Sequence[TerritoryRow], theme: str) -> list[Block]:
    """The chapter of `theme`: its leading figures in words, how many differ, charts and tables of all."""
    record = writer.writer.names.survey.themes[theme]
    text = writer.writer.names.text(record.title)
    of_theme = [row for row in rows if writer.theme_of(row) == theme and row.estimate.mark != "empty"]
    if not any(row.estimate.is_shown for row in of_theme):
        return [Paragraph(word("nothing_shown", writer.language))]
    leading = _leading_figures(writer, of_theme)
    said = [(writer.title(row), writer.placed(row)) for row in leading]
    others = [row for row in of_theme if not any(row is one for one in leading)]
    lines = _lines(writer, [*said, *_apart(writer, others)[:CHAPTER_LINES]])
    lead = Paragraph(writer.writer.names.text(record.lead), "lead")
    head = [*([lead] if lead.text else []), Paragraph(writer.summary(of_theme), "headline")]
    return [*head, *lines, *_evidence(writer, text, theme, of_theme)]


def _leading_figures(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The key figures of a chapter; without any, its first published figures that stand alone."""
    keys = {indicator.name for indicator in key_indicators(writer.writer)}
    single = [row for row in rows if not row.estimate.item and row.estimate.is_shown]
    return ([row for row in single if row.estimate.indicator in keys] or single)[:LEADING]


def _evidence(writer: TerritoryWriter, title: str, theme: str, rows: Sequence[TerritoryRow]) -> list[Block]:
    """A chart and a table of the figures, and a pair of their own for balances, which have another axis."""
    balances = [row for row in rows if row.estimate.statistic == "balance"]
    others = [row for row in rows if row.estimate.statistic != "balance"]
    subjects = [
        Subject(anchor_of(theme), title, others),
        Subject(anchor_of(theme, "balances"), _balances_title(writer, title), balances, True),
    ]
    return [_pair(writer, subject) for subject in subjects if subject.rows]


def _balances_title(writer: TerritoryWriter, title: str) -> str:
    return f"{title}, {typo.decapitalised(word('balances', writer.language))}"


def _pair(writer: TerritoryWriter, subject: Subject) -> Section:
    drawn = chart(writer, subject)
    return Section("evidence", [*([drawn] if drawn else []), table(writer, subject)])


def _first_page(content: TerritoryContent) -> list[Block]:
    """The key figures beside the rest, then what sets the territory apart; or why there is none."""
    if content.is_short:
        return [Paragraph(_too_few(content), "finding")]
    shown = Section("key-figures", key_figures(content.writer, content.rows))
    return [shown, differences(content.writer, content.rows)]


def _too_few(content: TerritoryContent) -> str:
    least = content.survey.publication.confidential_below
    counted, writer = content.respondents, content.writer.writer
    if counted is None:
        return writer.say(
            "Trop peu de répondants {within} : aucun chiffre n'est publié, pour que personne ne puisse "
            "être reconnu (moins de {least} répondants, ou un chiffre qui en révélerait un autre).",
            "Too few respondents {within}: no figure is published, so that nobody can be recognised "
            "(fewer than {least} respondents, or a figure that would give another away).",
            least=str(least),
            within=content.writer.within,
        )
    return writer.say(
        "{counted} {within} : c'est trop peu pour un rapport. Les chiffres d'ensemble sont dans le "
        "rapport de l'édition.",
        "{counted} {within}: too few for a report. The figures of the whole survey are in the "
        "report of the edition.",
        counted=respondents(counted, content.language),
        within=content.writer.within,
    )


def _apart_entry(content: TerritoryContent) -> list[tuple[str, str]]:
    return [] if content.is_short else [(word("apart", content.language), "apart")]


def _theme(theme: str) -> Chapter[TerritoryContent]:
    return Chapter(
        title=lambda content: content.names.text(content.survey.themes[theme].title),
        anchor=anchor_of("theme", theme),
        shows=lambda content: theme_chapter(content.writer, content.rows, theme),
    )


KEY_FIGURES = Chapter[TerritoryContent](
    title=lambda content: word("too_few" if content.is_short else "key_figures", content.language),
    anchor="key-figures",
    shows=_first_page,
    kind="page",
    within=_apart_entry,
)
THEMES = EachTheme[TerritoryContent](lambda content: content.themes, _theme)
METHODOLOGY = Chapter[TerritoryContent](
    title=lambda content: word("methodology", content.language),
    anchor="methodology",
    shows=lambda content: brief_methodology(content.names, content.edition, content.records, content.place),
    kind="page",
)
