"""The release of an edition as a data set: its tables, who made it, under which licence, at which address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.exports.harmless_texts import LANGUAGES, harmless, plain_label
from analysis.exports.open_data.code_lists import Code, codes_of
from analysis.exports.open_data.licences import Licence
from analysis.exports.released_edition import ReleasedEdition
from analysis.questionnaire import Edition, Label, Survey
from analysis.questionnaire.contradictions.note_gaps import stated
from analysis.results.released_columns import (
    RELEASED_AREA_MODELS,
    RELEASED_AUDIT,
    RELEASED_BACKTEST,
    RELEASED_COMPARISONS,
    RELEASED_INDICATORS,
    RELEASED_MODELLED,
    RELEASED_POINTS,
    RELEASED_QUALITY,
    RELEASED_SENSITIVITY,
    RELEASED_TERRITORIES,
    RELEASED_WEIGHTING,
)
from analysis.results.schema import File

PUBLISHED_TABLES: tuple[File, ...] = (
    *(RELEASED_INDICATORS, RELEASED_TERRITORIES, RELEASED_MODELLED, RELEASED_AREA_MODELS),
    *(RELEASED_COMPARISONS, RELEASED_SENSITIVITY),
    *(RELEASED_BACKTEST, RELEASED_POINTS, RELEASED_QUALITY, RELEASED_AUDIT, RELEASED_WEIGHTING),
)
"""The tables of a release that are data: comma, decimal point, codes as text."""
SIMULATED = Label(
    "Données simulées : aucun répondant n'a donné ces réponses.",
    "Simulated data: no respondent gave these answers.",
)


@dataclass(frozen=True)
class DataSet:
    """The release of an edition as others are to find it.

    `url` is the address at which its folder will stand, and `licence` what others may do with it; None where
    nothing is said.
    """

    release: ReleasedEdition
    licence: Licence | None = None
    url: str | None = None

    @property
    def survey(self) -> Survey:
        """The survey, groups in which others are counted called so."""
        return self.release.named_survey

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.release.edition

    @cached_property
    def tables(self) -> Mapping[File, bytes]:
        """The released tables that the edition has, byte for byte."""
        files = self.release.files
        return {file: files[file.name] for file in PUBLISHED_TABLES if file.name in files}

    @cached_property
    def codes(self) -> list[Code]:
        """The codes of the released indicators with their labels, gathered once for all formats."""
        return codes_of(self.release)

    @property
    def name(self) -> str:
        """What the data set is called in addresses: benevoles-2024."""
        return slug(f"{self.survey.name}-{self.edition.name}")

    @property
    def title(self) -> Label:
        """The survey and its edition."""
        survey, edition = plain_label(self.survey.title), plain_label(self.edition.title)
        return Label(*(f"{survey[language]} – {edition[language]}" for language in LANGUAGES))

    @property
    def description(self) -> Label:
        """What the survey is about, whom it speaks of, how they were found; that it is simulated, where it
        is."""
        parts = [self.noted(key) for key in ("purpose", "population", "recruitment", "mode")]
        said = [SIMULATED] * self.edition.simulated + [part for part in parts if part is not None]
        texts = {language: " ".join(harmless(part.to(language)) for part in said) for language in LANGUAGES}
        title = self.title
        return Label(*(texts[language] or title.to(language) for language in LANGUAGES))

    def noted(self, key: str) -> Label | None:
        """What the note of the edition says under `key`, else that of the survey; None where neither does."""
        return stated(key, self.edition, self.survey)

    @property
    def keywords(self) -> Mapping[str, list[str]]:
        """The titles of the themes, by language."""
        titles = [plain_label(theme.title) for theme in self.survey.themes.values()]
        return {
            language: [*dict.fromkeys(title[language] for title in titles if title[language])]
            for language in LANGUAGES
        }


def slug(text: str) -> str:
    """The text in small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "survey"
