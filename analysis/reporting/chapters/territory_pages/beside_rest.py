"""The second page of a territory's sheet: six figures beside the rest, who answered, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.questionnaire.editorial_marks import is_profile, lineage
from analysis.reporting.blocks import (
    Block,
    Chart,
    Heading,
    Lines,
    Paragraph,
    Point,
    ReportTable,
    RowGroup,
    Section,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.opening_pages.cover import source_of
from analysis.reporting.chapters.territory_pages.modelled_figures import modelled_figures
from analysis.reporting.chapters.territory_pages.sheet_figures import key_rows, sheet_rows
from analysis.reporting.chapters.territory_pages.territory_annex import is_whole
from analysis.reporting.chapters.territory_pages.what_differs import unsaid, what_differs
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.compared_figures import ComparedFigure, ComparedFigures
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.territory_sentences import (
    difference_with_interval,
    figure_label,
    figure_sentence,
    figure_title,
    rest_figure,
)
from analysis.reporting.language.typography import capitalised, decapitalised
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import TerritoryContent
from analysis.results.territory_rows import TerritoryRow

MOST_PROFILE = 6
"""Lines of who answered."""


def second_page(content: TerritoryContent) -> list[Block]:
    """The six figures in a chart, other key figures in a line each, what differs, who answered."""
    voice = content.voice
    rows = sheet_rows(content)
    drawn: list[Block] = [figures_chart(content, rows)] if rows else [Paragraph(voice.say("no_key_figure"))]
    others = [row for row in key_rows(content) if not row.estimate.form.is_share]
    lines = [(figure_title(voice, row), capitalised(figure_sentence(voice, row))) for row in others]
    told = [Lines(lines, voice.colon)] if lines else []
    differs = Section("side", [Heading(voice.say("apart"), 3, "apart"), *what_differs(content)])
    limits = Section("side", [Heading(voice.say("limits"), 3, "limits"), *unsaid(content)])
    reading = Paragraph(voice.say("territory.reading"), "same")
    return [
        *drawn,
        *told,
        *modelled_figures(content),
        *_who_answered(content),
        Section("sides", [differs, limits]),
        reading,
    ]


def figures_chart(content: TerritoryContent, rows: Sequence[TerritoryRow]) -> Chart:
    """Each figure with its interval beside the rest, and their difference with its interval."""
    voice = content.voice
    figures = [_compared(content, row) for row in rows]
    heads = tuple(voice.say(f"territory.head_{name}") for name in ("here", "rest", "gap"))
    title = voice.say("territory.figures_title", within=within_place(voice, content.place))
    drawing = ComparedFigures(figures, (heads[0], heads[1], heads[2]))
    subtitle = voice.say("territory.figures_subtitle", interval=decapitalised(voice.interval_name))
    return chart_of(drawing, voice, "chart-beside-rest", title, subtitle, _note(content, rows))


def _compared(content: TerritoryContent, row: TerritoryRow) -> ComparedFigure:
    voice, estimate = content.voice, row.estimate
    indicator = voice.survey.indicators[estimate.indicator]
    label = figure_label(voice, row) if estimate.item else voice.text(indicator.short or indicator.title)
    figure = written(voice, estimate).figure
    point = Point(label, estimate.value, estimate.low, estimate.high, figure, row.rest)
    rest = rest_figure(voice, row) if row.rest is not None else ""
    return ComparedFigure(point, rest, difference_with_interval(voice, row))


def _note(content: TerritoryContent, rows: Sequence[TerritoryRow]) -> str:
    voice = content.voice
    bases = sorted({row.estimate.respondents for row in rows})
    low, high = (voice.number(base) for base in (bases[0], bases[-1]))
    said = [
        voice.say("territory.base_range" if low != high else "territory.base", low=low, high=high),
        voice.say(
            "territory.gap_note",
            interval=decapitalised(voice.interval_name),
            level=voice.percent(100 * voice.level),
        ),
        source_of(voice, content.edition),
    ]
    return " ".join(said)


def _who_answered(content: TerritoryContent) -> Iterator[Block]:
    """Some shares of the profile, here and elsewhere: of each question the answer given most elsewhere, once
    whatever is derived from it."""
    voice = content.voice
    rows = list(_profile(content))[:MOST_PROFILE]
    if not rows:
        return
    lines = [
        TableRow(
            figure_title(voice, row),
            [TableCell(written(voice, row.estimate).figure), TableCell(rest_figure(voice, row))],
        )
        for row in rows
    ]
    columns = [voice.say(f"territory.head_{name}") for name in ("here", "rest")]
    caption = voice.say("territory.who")
    groups = [RowGroup("", lines)]
    note = voice.say("territory.who_note")
    yield ReportTable(
        "table-who", caption, voice.say("indicator"), list(map(capitalised, columns)), groups, [note]
    )


def _profile(content: TerritoryContent) -> Iterator[TerritoryRow]:
    survey = content.voice.survey
    shown: set[str] = set()
    for name in dict.fromkeys(row.estimate.indicator for row in content.rows):
        indicator = survey.indicators[name]
        shares = [
            row
            for row in content.rows
            if row.estimate.indicator == name and row.estimate.form.is_share and row.estimate.is_shown
        ]
        if shares and is_profile(survey, indicator) and not shown & lineage(survey, indicator.variable):
            shown |= lineage(survey, indicator.variable)
            leading = max(shares, key=lambda row: row.rest or 0.0)
            if leading.rest is not None:
                yield leading


def _title(content: TerritoryContent) -> str:
    """How many of the figures differ."""
    voice, rows = content.voice, sheet_rows(content)
    apart = sum(row.is_found for row in rows)
    if not rows:
        return voice.say("territory.beside_rest")
    n = capitalised(voice.in_letters(len(rows)))
    if apart == len(rows):
        return voice.say_counted("territory.figures_all_apart", apart, n=n)
    if apart:
        return voice.say_counted("territory.figures_apart", apart, n=n, k=voice.in_letters(apart))
    return voice.say_counted("territory.figures_alike", len(rows), n=n)


BESIDE_REST = Chapter[TerritoryContent](
    title=_title,
    anchor="beside-rest",
    shows=second_page,
    applies=is_whole,
    kind="sheet",
)
