"""The parts of a territory's report: key figures, what sets it apart, and its chapters."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting import typography as typo
from analysis.reporting.blocks import Block, Card, Cards, Heading, Lines, Paragraph, Section
from analysis.reporting.chapters import anchor_of, key_indicators
from analysis.reporting.contrasted import Contrasted
from analysis.reporting.territory_figures import Subject, chart, table
from analysis.reporting.territory_words import TerritoryWriter
from analysis.reporting.wording import respondents, word

MOST_LINES = 12
"""Differences that the first page names: the largest beside their error."""
CHAPTER_LINES = 6
"""Differences that a chapter names, beside its leading figures."""
LEADING = 3
"""Figures that a chapter says in words."""
FEWEST_DRAWN = 3
"""Key figures from which a chart of them says more than their cards."""


def key_figures(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> Section:
    """The survey's key figures in the territory, each beside the rest: as cards, and together in a chart."""
    names = [indicator.name for indicator in key_indicators(writer.writer)]
    found = [row for name in names if (row := _leading(_of(rows, name))) and row.estimate.is_shown]
    text = word("key_figures", writer.language)
    title = Heading(text, 2, "key-figures")
    if not found:
        return Section("key-figures", [title, Paragraph(word("no_key_figure", writer.language))])
    shares = [row for row in found if row.estimate.statistic == "share"]
    drawn = chart(writer, Subject("key-figures", text, shares)) if len(shares) >= FEWEST_DRAWN else None
    cards = Cards([_card(writer, row) for row in found])
    return Section("key-figures", [title, cards, *([drawn] if drawn else [])])


def _of(rows: Sequence[Contrasted], indicator: str) -> list[Contrasted]:
    return [row for row in rows if row.estimate.indicator == indicator]


def _leading(rows: Sequence[Contrasted]) -> Contrasted | None:
    """The figure, or of one figure per answer the one given most elsewhere."""
    return max(rows, key=lambda row: row.rest or 0.0, default=None)


def _card(writer: TerritoryWriter, row: Contrasted) -> Card:
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


def differences(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> Section:
    """What sets the territory apart: the differences that the tests support, the clearest first."""
    title = Heading(word("apart", writer.language), 2, "apart")
    lines = _lines(writer, _apart(writer, rows)[:MOST_LINES])
    return Section(
        "page", [title, Paragraph(writer.summary(rows), "headline" if lines else "finding"), *lines]
    )


def _apart(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> list[tuple[str, str]]:
    """(the figure, how it differs) of each that does, the clearest first."""
    apart = sorted((row for row in rows if row.is_apart), key=lambda row: row.p or 0.0)
    return [(writer.title(row), writer.apart(row)) for row in apart]


def _lines(writer: TerritoryWriter, lines: Sequence[tuple[str, str]]) -> list[Block]:
    return [Lines(lines, typo.colon(writer.language))] if lines else []


def chapter(writer: TerritoryWriter, rows: Sequence[Contrasted], theme: str) -> Section:
    """The chapter of `theme`: its leading figures in words, how many differ, charts and tables of all."""
    record = writer.writer.names.survey.themes[theme]
    text = writer.writer.names.text(record.title)
    of_theme = [row for row in rows if writer.theme_of(row) == theme and row.estimate.mark != "empty"]
    title = Heading(text, 2, anchor_of("theme", theme))
    if not any(row.estimate.is_shown for row in of_theme):
        return Section("chapter", [title, Paragraph(word("nothing_shown", writer.language))])
    leading = _leading_figures(writer, of_theme)
    said = [(writer.title(row), writer.placed(row)) for row in leading]
    others = [row for row in of_theme if not any(row is one for one in leading)]
    lines = _lines(writer, [*said, *_apart(writer, others)[:CHAPTER_LINES]])
    lead = Paragraph(writer.writer.names.text(record.lead), "lead")
    head = [title, *([lead] if lead.text else []), Paragraph(writer.summary(of_theme), "headline")]
    return Section("chapter", [*head, *lines, *_evidence(writer, text, theme, of_theme)])


def _leading_figures(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> list[Contrasted]:
    """The key figures of a chapter; without any, its first published figures that stand alone."""
    keys = {indicator.name for indicator in key_indicators(writer.writer)}
    single = [row for row in rows if not row.estimate.item and row.estimate.is_shown]
    return ([row for row in single if row.estimate.indicator in keys] or single)[:LEADING]


def _evidence(writer: TerritoryWriter, title: str, theme: str, rows: Sequence[Contrasted]) -> list[Block]:
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
