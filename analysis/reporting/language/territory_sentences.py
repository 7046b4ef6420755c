"""What a territory's report says of its differences, in French and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Label, Statistic
from analysis.questionnaire.fixed_words import BLANK
from analysis.reporting.language import typography as typo
from analysis.reporting.language.in_words import of_place, within_place
from analysis.reporting.language.indicator_sentences import Writer
from analysis.results.indicator_rows import IndicatorRow, TerritoryRow

PLACED: Mapping[Statistic, Label] = {"mean": Label("en moyenne", "on average")}
"""What is said after a figure to tell what it is; nothing where its title does."""


@dataclass(frozen=True)
class TerritoryWriter:
    """Writes about one territory, called `place`, beside the rest of the survey."""

    writer: Writer
    place: str

    @property
    def language(self) -> str:
        """fr or en."""
        return self.writer.language

    @property
    def of(self) -> str:
        """d'Occitanie, of Occitanie."""
        return of_place(self.place, self.language)

    @property
    def within(self) -> str:
        """en Occitanie, in Occitanie."""
        return within_place(self.place, self.language)

    @property
    def elsewhere(self) -> str:
        """What the rest of the survey is called."""
        return self.writer.say("Ailleurs", "Elsewhere")

    def theme_of(self, row: TerritoryRow) -> str:
        """The chapter of a figure."""
        return self.writer.names.survey.indicators[row.estimate.indicator].theme

    def title(self, row: TerritoryRow) -> str:
        """The indicator, and the answer where each has its row."""
        title = self.writer.names.indicator(row.estimate.indicator)
        return f"{title}, {typo.quoted(self.label(row), self.language)}" if row.estimate.item else title

    def label(self, row: TerritoryRow) -> str:
        """The answer where each has its row, else the indicator."""
        names, estimate = self.writer.names, row.estimate
        indicator = names.survey.indicators[estimate.indicator]
        return names.item(indicator, estimate.item) if estimate.item else names.text(indicator.title)

    def rest(self, row: TerritoryRow, decimals: int | None = None) -> str:
        """The figure of the rest, with its unit."""
        return self.writer.number(row.rest or 0.0, row.estimate, decimals)

    def gap(self, row: TerritoryRow) -> str:
        """+10,2 points, −3,1 heures: the difference with its sign and unit; of percentages, points."""
        estimate, value, decimals = row.estimate, row.difference or 0.0, self.gap_decimals(row)
        if self.is_in_points(row):
            return typo.points(value, self.language, decimals)
        return typo.signed_amount(value, self.writer.unit(estimate), self.language, decimals)

    def is_in_points(self, row: TerritoryRow) -> bool:
        """Whether a difference of the figure is in points."""
        return row.estimate.form.in_points or row.estimate.unit == "%"

    def gap_decimals(self, row: TerritoryRow) -> int:
        """The decimals of a difference."""
        return 1 if self.is_in_points(row) else row.estimate.decimals

    def apart(self, row: TerritoryRow) -> str:
        """plus souvent qu'ailleurs, 72 % en Occitanie contre 62 % (+10,1 points); for one that holds."""
        is_more, is_share = (row.difference or 0.0) > 0, row.estimate.form.is_share
        said = {
            (True, True): ("plus souvent qu'ailleurs", "more often than elsewhere"),
            (False, True): ("moins souvent qu'ailleurs", "less often than elsewhere"),
            (True, False): ("plus qu'ailleurs", "more than elsewhere"),
            (False, False): ("moins qu'ailleurs", "less than elsewhere"),
        }[is_more, is_share]
        return self.writer.say(
            "{said}, {figure} {within} contre {rest} ({gap}).",
            "{said}, {figure} {within} against {rest} ({gap}).",
            said=typo.typeset(said[0] if self.language == "fr" else said[1], self.language),
            figure=self.writer.figure(row.estimate),
            within=self.within,
            rest=self.rest(row),
            gap=self.gap(row),
        )

    def placed(self, row: TerritoryRow) -> str:
        """32 % (intervalle …), soit près d'un tiers des répondants ; ailleurs 30 %, écart significatif."""
        estimate = row.estimate
        if not estimate.is_shown:
            return self.writer.statement(estimate)
        precision = self.writer.interval(estimate)
        figure = self.writer.figure(estimate) + (f" ({precision})" if precision else "")
        said = f"{figure}{self._in_words(estimate)}{self._among(estimate)}"
        return self.writer.say(
            "{said} ; ailleurs {rest}, {standing}." if row.rest is not None else "{said}.",
            "{said}; elsewhere {rest}, {standing}." if row.rest is not None else "{said}.",
            said=said,
            rest=self.rest(row) if row.rest is not None else "",
            standing=typo.decapitalised(self.standing(row)),
        )

    def _in_words(self, estimate: IndicatorRow) -> str:
        """What the figure is, as far as its interval goes; nothing for a median, a total or a ratio."""
        if estimate.form.is_share:
            return self.writer.say(", soit {words}", ", {words}", words=self.writer.in_words(estimate))
        if estimate.form.is_balance:
            return f", {self.writer.in_words(estimate)}"
        said = PLACED.get(estimate.statistic, BLANK)
        return "" if said.is_blank else f" {self.writer.say(said.fr, said.en)}"

    def _among(self, estimate: IndicatorRow) -> str:
        """(dirigeants), after a space; empty for everyone."""
        names = self.writer.names
        if estimate.form.is_share and names.is_named(estimate.population):
            return ""
        population = names.population(estimate.population)
        return f" ({typo.decapitalised(population)})" if population else ""

    def standing(self, row: TerritoryRow) -> str:
        """For a key figure: the rest, and whether the difference is significant."""
        if not row.is_compared:
            return self.writer.say("Écart non testé", "Difference not tested")
        if not row.is_apart:
            return self.writer.say("Écart non significatif", "No significant difference")
        return self.writer.say(
            "Écart significatif : {gap}", "Significant difference: {gap}", gap=self.gap(row)
        )

    def summary(self, rows: Sequence[TerritoryRow]) -> str:
        """How many of the figures compared are apart from the rest."""
        compared = [row for row in rows if row.is_compared]
        apart = sum(row.is_apart for row in compared)
        if not compared:
            return self.writer.say(
                "Aucun chiffre ne repose sur assez de répondants pour être comparé au reste de l'enquête.",
                "No figure rests on enough respondents to be compared with the rest of the survey.",
            )
        if len(compared) == 1:
            return self.writer.say(*_ONE[bool(apart)])
        french, english = _ALL if apart == len(compared) else _SEVERAL[min(apart, 2)]
        values = {
            "n": typo.in_letters(len(compared), self.language),
            "k": typo.in_letters(apart, self.language),
        }
        return typo.capitalised(self.writer.say(french, english, **values))


_ONE = {
    True: (
        "Le chiffre comparé diffère significativement du reste de l'enquête.",
        "The figure compared differs significantly from the rest of the survey.",
    ),
    False: (
        "Le chiffre comparé ne se distingue pas significativement du reste de l'enquête.",
        "The figure compared does not differ significantly from the rest of the survey.",
    ),
}
_ALL = (
    "les {n} chiffres comparés se distinguent significativement du reste de l'enquête.",
    "all {n} figures compared differ significantly from the rest of the survey.",
)
_SEVERAL = {
    0: (
        "aucun des {n} chiffres comparés ne se distingue significativement du reste de l'enquête.",
        "none of the {n} figures compared differs significantly from the rest of the survey.",
    ),
    1: (
        "un seul des {n} chiffres comparés se distingue significativement du reste de l'enquête.",
        "only one of the {n} figures compared differs significantly from the rest of the survey.",
    ),
    2: (
        "{k} des {n} chiffres comparés se distinguent significativement du reste de l'enquête.",
        "{k} of the {n} figures compared differ significantly from the rest of the survey.",
    ),
}
