"""The codes that the released tables hold, each with its label: indicators, answers, groups, populations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.exports.harmless_texts import LANGUAGES, plain_label
from analysis.exports.released_edition import ReleasedEdition
from analysis.questionnaire import Label, Survey
from analysis.results.released_columns import RELEASED_INDICATORS, RELEASED_TERRITORIES
from analysis.results.schema import WHOLE, File, Wording, text

EVERYONE = Label("Ensemble", "All")
CODES = File(
    "codes.csv",
    Wording("Un code d'une colonne des tableaux", "A code of a column of the tables"),
    (
        text("column", "Colonne où se trouve le code", "Column in which the code stands"),
        text(
            "variable",
            "Indicateur d'une réponse, ou variable d'un groupe ; vide sinon",
            "Indicator of an answer, or variable of a group; blank otherwise",
        ),
        text("code", "Code", "Code"),
        text("label_fr", "Libellé en français", "Label in French"),
        text("label_en", "Libellé en anglais", "Label in English"),
    ),
)


@dataclass(frozen=True)
class Code:
    """A code of a column, of which variable it is where codes depend on one, and its label."""

    column: str
    variable: str
    code: str
    label: Label

    @property
    def cells(self) -> tuple[str, ...]:
        """What a row of codes.csv holds."""
        said = plain_label(self.label)
        return self.column, self.variable, self.code, *(said[language] for language in LANGUAGES)


def codes_of(release: ReleasedEdition) -> list[Code]:
    """The codes of the released indicators, by column, in the order in which they are met."""
    survey = release.named_survey
    found: dict[tuple[str, str, str], Code] = {}
    for file in (RELEASED_INDICATORS, RELEASED_TERRITORIES):
        for row in release.rows(file):
            for code in _of_row(row, survey):
                found.setdefault((code.column, code.variable, code.code), code)
    order = ("theme", "indicator", "item", "population", "breakdown", "group")
    return sorted(found.values(), key=lambda code: order.index(code.column))


def _of_row(row: dict[str, str], survey: Survey) -> Iterator[Code]:
    breakdown, item = row["breakdown"], row["item"]
    title = Label(row["label_fr"], row["label_en"])
    indicator = survey.indicators.get(row["indicator"])
    theme = survey.themes.get(row["theme"])
    yield Code("theme", "", row["theme"], theme.title if theme else Label(row["theme"], row["theme"]))
    yield Code("indicator", "", row["indicator"], indicator.title if indicator else title)
    if item and indicator:
        yield Code("item", row["indicator"], item, _answer(survey, indicator.variable, item))
    yield Code("population", "", row["population"], _population(survey, row["population"]))
    yield Code("breakdown", "", breakdown, _variable(survey, breakdown))
    yield Code("group", breakdown, row["group"], _answer(survey, breakdown, row["group"]))


def _answer(survey: Survey, variable: str, code: str) -> Label:
    if code == WHOLE:
        return EVERYONE
    question = survey.questions.get(variable)
    return question.codes.get(code, Label(code, code)) if question else Label(code, code)


def _population(survey: Survey, name: str) -> Label:
    return survey.populations[name].label if name in survey.populations else EVERYONE


def _variable(survey: Survey, name: str) -> Label:
    return variable_label(survey, name) if name in survey.questions else EVERYONE


def variable_label(survey: Survey, name: str) -> Label:
    """What a question or variable is called: its label, else its wording, else its name."""
    question = survey.questions[name]
    said = (question.label, question.text, Label(name, name))
    return next(label for label in said if not label.is_blank)
