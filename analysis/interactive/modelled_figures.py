"""Figures of territories by a model, beside the direct ones and marked as what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from analysis.interactive.asking.derived_record import SaidText
from analysis.interactive.asking.near_names import (
    AnalystError,
    NearNames,
    did_you_mean,
    near_arguments,
    nearest,
)
from analysis.interactive.showing.displays import as_html, as_text
from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.modelled_display import (
    Beside,
    estimates_in_words,
    model_in_words,
    shown_estimates,
)
from analysis.interactive.showing.shown_facts import Facts
from analysis.questionnaire import Survey
from analysis.reporting.language.voice import Voice
from analysis.results import MODELLED, TERRITORIES
from analysis.results.csv_files import figure_of, read_rows
from analysis.results.indicator_rows import indicator_row, with_decimals
from analysis.results.record_rows import ModelRow, read_records

if TYPE_CHECKING:  # as of a table: charts are imported when one is asked for
    from matplotlib.axes import Axes

    from analysis.interactive.charts.table_charts import TableChart

MODELLED_MARK = "modelled"
"""What the column `estimate` of the frame says of every row."""


@dataclass(frozen=True, eq=False, repr=False)
class ModelledTable(NearNames):
    """Estimates of territories by a model with the direct figure beside each: never an observed figure.

    frame: one row per territory and indicator, `estimate` saying "modelled", with the columns of modelled.csv
    and the direct figure where that is published. pairs: the same rows as records, direct and modelled.
    """

    _called: ClassVar[str] = "a table of modelled estimates"

    frame: pd.DataFrame
    pairs: Sequence[Beside]
    models: Sequence[ModelRow]
    facts: Facts
    voice: Voice

    @property
    def shown(self) -> ShownTable:
        """The table as it is displayed, as texts."""
        return shown_estimates(self.pairs, self.models, self.facts, self.voice)

    @property
    def wide(self) -> pd.DataFrame:
        """The values alone: territories by indicator, the direct figure beside the modelled one."""
        kinds = {"direct_value": "modelled.direct", "value": "modelled.figure"}
        named = {column: self.voice.say(key) for column, key in kinds.items()}
        parts = {
            str(label): rows.set_index("group_label")[list(kinds)].rename(columns=named)
            for label, rows in self.frame.groupby("indicator_label", sort=False)
        }
        return pd.concat(parts, axis=1)

    @near_arguments
    def sorted(self) -> ModelledTable:
        """The territories of each indicator by their modelled estimate, the greatest first."""
        places = {name: place for place, name in enumerate(dict.fromkeys(self.frame["indicator"]))}
        order = sorted(
            range(len(self.pairs)),
            key=lambda row: (places[self.pairs[row][1].indicator], -self.pairs[row][1].shown_value),
        )
        frame = self.frame.take(order).reset_index(drop=True)
        return replace(self, frame=frame, pairs=[self.pairs[row] for row in order])

    @near_arguments
    def chart(self, *, ax: Axes | None = None) -> TableChart:
        """The estimates with their intervals, a mark at each direct figure: an object with `figure` and
        `axes`, or drawn into the Axes given. Raises AnalystError where there are several indicators."""
        from analysis.interactive.charts.modelled_chart import chart_of_estimates

        return chart_of_estimates(self.pairs, self.shown, self.voice, ax)

    def sentence(self) -> str:
        """The lowest and the highest estimate of each indicator, and that they are no observed figures."""
        return SaidText(estimates_in_words(self.pairs, self.voice))

    @near_arguments
    def to_csv(self, path: str | Path) -> Path:
        """The frame as a CSV file, each row marked as modelled."""
        from analysis.interactive.keeping.table_files import as_csv

        return as_csv(self.frame, self.facts, Path(path))

    @near_arguments
    def to_excel(self, path: str | Path) -> Path:
        """A workbook: the table as it is shown with its notes, and a sheet of the frame."""
        from analysis.interactive.keeping.table_files import as_workbook

        return as_workbook(self.shown, self.frame, self.facts, Path(path))

    def __repr__(self) -> str:
        return as_text(self.shown)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        shown = self.shown
        return {"text/html": as_html(shown), "text/plain": as_text(shown)}


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
        reasons = "\n".join(f"  - {model_in_words(voice, each)}" for each in models)
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
    direct_rows, modelled_rows = (with_decimals([indicator_row(row) for row in of]) for of in (beside, found))
    pairs = list(zip(direct_rows, modelled_rows, strict=True))
    return ModelledTable(_frame(found, beside, voice), pairs, models, facts, voice)


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
