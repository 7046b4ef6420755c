"""The folders of a working directory: where definitions, answers, results and reports stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.questionnaire import DefinitionError

FORMATS = ("html", "pdf", "docx")
"""What a report can be written as."""


@dataclass(frozen=True)
class Place:
    """One edition of one survey under a root: its definitions and answers, and what is made of them."""

    root: Path
    survey: str
    edition: str

    @property
    def raw(self) -> Path:
        """The folder of the edition's definition and answers; never written."""
        return self.root / "data" / "raw" / self.survey / self.edition

    @property
    def survey_toml(self) -> Path:
        """The survey's definition."""
        return self.raw.parent / "survey.toml"

    @property
    def edition_toml(self) -> Path:
        """The edition's definition."""
        return self.raw / "edition.toml"

    @property
    def processed(self) -> Path:
        """The folder of respondents, problems and indicators; may be deleted at any time."""
        return self.root / "data" / "processed" / self.survey / self.edition

    @property
    def reports(self) -> Path:
        """The folder of the edition's reports; may be deleted at any time."""
        return self.root / "reports" / self.survey / self.edition

    def page(self, language: str, form: str = "html") -> Path:
        """The edition's report in one language ("fr", "en") and one form ("html", "pdf", "docx")."""
        return self.reports / (f"report.{form}" if language == "fr" else f"report.{language}.{form}")

    def __str__(self) -> str:
        return f"{self.survey}/{self.edition}"


def places(root: Path, chosen: tuple[str, ...] = ()) -> list[Place]:
    """The editions under `root`, in alphabetical order: all, or those chosen as SURVEY or SURVEY/EDITION.

    Raises DefinitionError naming what is chosen and not there, with what is.
    """
    raw = root / "data" / "raw"
    found = [
        Place(root, path.parent.parent.name, path.parent.name)
        for path in sorted(raw.glob("*/*/edition.toml"))
    ]
    if not chosen:
        if not found:
            hint = "expected SURVEY/survey.toml and SURVEY/EDITION/edition.toml; `assoscope new` drafts them"
            raise DefinitionError(raw, [f"no survey there: {hint}"])
        return found
    names = [name.strip("/") for name in chosen]
    unknown = [name for name in names if not any(name in (place.survey, str(place)) for place in found)]
    if unknown:
        known = ", ".join(map(str, found)) or "none"
        raise DefinitionError(raw, [f"no survey or edition {name!r}; there are: {known}" for name in unknown])
    return [place for place in found if place.survey in names or str(place) in names]
