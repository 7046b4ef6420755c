"""Figures of territories by a model, beside the direct ones and marked as what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from analysis.interactive.asking.near_names import AnalystError, NearNames, did_you_mean, nearest
from analysis.interactive.showing.displays import as_html, as_text
from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.shown_facts import Facts
from analysis.questionnaire import Survey
from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.chapters.method_pages.area_models_told import known_of, model_name, model_told
from analysis.reporting.evidence.estimate_tables import notes_of
from analysis.reporting.language.typography import decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results import MODELLED, TERRITORIES
from analysis.results.csv_files import figure_of, read_rows
from analysis.results.indicator_rows import IndicatorRow, indicator_row, with_decimals
from analysis.results.record_rows import ModelRow, read_records

MODELLED_MARK = "modelled"
"""What the column `estimate` of the frame says of every row."""


@dataclass(frozen=True, eq=False, repr=False)
class ModelledTable(NearNames):
    """Estimates of territories by a model with the direct figure beside each: never an observed figure.

    frame: one row per territory and indicator, `estimate` saying "modelled", with the columns of modelled.csv
    and the direct figure where that is published.
    """

    _called: ClassVar[str] = "a table of modelled estimates"

    frame: pd.DataFrame
    shown: ShownTable
    facts: Facts

    def to_csv(self, path: str | Path) -> Path:
        """The frame as a CSV file, each row marked as modelled."""
        from analysis.interactive.keeping.table_files import as_csv

        return as_csv(self.frame, self.facts, Path(path))

    def to_excel(self, path: str | Path) -> Path:
        """A workbook: the table as it is shown with its notes, and a sheet of the frame."""
        from analysis.interactive.keeping.table_files import as_workbook

        return as_workbook(self.shown, self.frame, self.facts, Path(path))

    def __repr__(self) -> str:
        return as_text(self.shown)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {"text/html": as_html(self.shown), "text/plain": as_text(self.shown)}


def modelled_table(
    folder: Path | None, facts: Facts, voice: Voice, indicator: str | None, by: str | None
) -> ModelledTable:
    """The modelled figures of a build in `folder`, of all its models or of those named.

    Raises AnalystError where the survey asks for none, for a name of none of them, and where no model that is
    asked for holds, with the reason.
    """
    survey = facts.survey
    if folder is None or not survey.modelled:
        raise AnalystError(
            "modelled: figures by a model are those that a build makes where survey.toml has "
            "[modelled.region] with its indicators and covariates; this survey has none"
        )
    models = _asked(read_records(folder).models, survey, indicator, by)
    shown = [model for model in models if not model.doubt]
    if not shown:
        reasons = "\n".join(f"  - {_told(voice, each)}" for each in models)
        raise AnalystError(f"modelled: no model holds\n{reasons}")
    cells = {(model.indicator, model.variable) for model in shown}
    found = [
        row for row in read_rows(folder / MODELLED.name) if (row["indicator"], row["breakdown"]) in cells
    ]
    direct = {
        (row["indicator"], row["breakdown"], row["group"]): row
        for row in read_rows(folder / TERRITORIES.name)
        if (row["indicator"], row["breakdown"]) in cells and row["population"] == "all" and not row["item"]
    }
    beside = [direct[row["indicator"], row["breakdown"], row["group"]] for row in found]
    return ModelledTable(_frame(found, beside, voice), _shown(found, beside, models, facts, voice), facts)


def _asked(
    models: Sequence[ModelRow], survey: Survey, indicator: str | None, by: str | None
) -> list[ModelRow]:
    """The models that are asked for."""
    found = list(models)
    for given, key in ((indicator, "indicator"), (by, "variable")):
        known = dict.fromkeys(str(getattr(each, key)) for each in found)
        if given is not None and given not in known:
            named = {name: _labels(survey, name) for name in known}
            raise AnalystError(
                f"modelled: no {key} {given!r} has a model{did_you_mean(nearest(given, named))}; "
                f"those that have: {', '.join(known)}"
            )
        found = [each for each in found if given in (None, getattr(each, key))]
    return found


def _labels(survey: Survey, name: str) -> tuple[str, ...]:
    """What an indicator or a variable is called in either language."""
    indicator, question = survey.indicators.get(name), survey.questions.get(name)
    label = indicator.title if indicator else question.label if question else None
    return (label.fr, label.en) if label else ()


def _frame(rows: Sequence[dict[str, str]], direct: Sequence[dict[str, str]], voice: Voice) -> pd.DataFrame:
    """The rows with labels beside codes, figures as numbers, and the direct figure of each."""
    numbers = ("value", "se", "ci_low", "ci_high", "ci_level", "n", "own_part")
    return pd.DataFrame(
        {
            "indicator": [row["indicator"] for row in rows],
            "indicator_label": [voice.indicator(row["indicator"]) for row in rows],
            "by": [row["breakdown"] for row in rows],
            "by_label": [voice.variable(row["breakdown"]) for row in rows],
            "group": [row["group"] for row in rows],
            "group_label": [voice.answer(row["breakdown"], row["group"]) for row in rows],
            "estimate": MODELLED_MARK,
            "statistic": [row["statistic"] for row in rows],
            "unit": [row["unit"] for row in rows],
            **{name: [figure_of(row[name]) for row in rows] for name in numbers},
            **{
                f"direct_{name}": [figure_of(row[name]) for row in direct]
                for name in ("value", "se", "ci_low", "ci_high")
            },
            "direct_status": [row["direct_status"] for row in rows],
        }
    )


def _shown(
    rows: Sequence[dict[str, str]],
    direct: Sequence[dict[str, str]],
    models: Sequence[ModelRow],
    facts: Facts,
    voice: Voice,
) -> ShownTable:
    """Territories down, under each indicator: the direct figure, the modelled estimate, respondents."""
    records = zip(*(with_decimals([indicator_row(row) for row in of]) for of in (direct, rows)), strict=True)
    groups: dict[str, list[TableRow]] = {}
    own: list[IndicatorRow] = []
    for observed, modelled in records:
        own.append(observed)
        cells = [_cell(voice, observed), _cell(voice, modelled), TableCell(voice.counted(modelled.n))]
        place = TableRow(voice.answer(modelled.breakdown, modelled.group), cells)
        unit = written(voice, modelled).unit
        title = voice.indicator(modelled.indicator)
        groups.setdefault(f"{title} ({unit})" if unit else title, []).append(place)
    variables = dict.fromkeys(voice.variable(row["breakdown"]) for row in rows)
    caption = voice.say("library.modelled", by=voice.listing([decapitalised(each) for each in variables]))
    columns = [voice.say("modelled.direct"), voice.say("modelled.figure"), voice.say("respondents")]
    body = [RowGroup(title, lines) for title, lines in groups.items()]
    notes = [*_notes(models, facts, voice), *notes_of(voice, own)]
    return ShownTable(ReportTable("", caption, "", columns, body, notes))


def _cell(voice: Voice, row: IndicatorRow) -> TableCell:
    """A figure with its interval, or the sign of its absence, as in every table."""
    text = written(voice, row)
    if row.low is None or row.high is None:
        return TableCell(text.in_table, "", text.sign, text.meaning)
    low, high = (text.number_in_table(value) for value in (row.low, row.high))
    return TableCell(
        text.in_table, voice.say("library.interval", low=low, high=high), text.sign, text.meaning
    )


def _told(voice: Voice, model: ModelRow) -> str:
    """What a model rests on, or why its estimates are not shown."""
    said = voice.say(f"modelled.doubt.{model.doubt}") if model.doubt else model_told(voice, model)
    return f"{model_name(voice, model)}{voice.colon}{said}"


def _notes(models: Sequence[ModelRow], facts: Facts, voice: Voice) -> Iterator[str]:
    """What a modelled estimate is, what each model rests on or why it is not shown, and who is not there."""
    known = dict.fromkeys(label for model in models if not model.doubt for label in known_of(voice, model))
    within = voice.say("library.modelled_within")
    yield voice.say("modelled.note", known=voice.listing(list(known)), within=within)
    yield from (_told(voice, model) for model in models)
    yield voice.say("library.modelled_left_out", limit=str(facts.survey.publication.confidential_below))
    if not facts.is_current:
        yield voice.say("library.outdated")
    if facts.edition.simulated:
        yield ended(voice.say("simulated"))
