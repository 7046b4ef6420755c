"""testimonies.toml: what people agreed to say under their words in a report; never taken from answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.questionnaire.definitions import DefinitionError, toml_at
from analysis.questionnaire.fixed_words import Label
from analysis.questionnaire.schema_faults import Table
from analysis.questionnaire.surveys import Survey

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Testimony:
    """What somebody said, as they agreed to be described, and how and when they consented.

    `theme` is one of the survey's, or empty; `language` that of the words.
    """

    text: str
    author: Label
    consent: str
    theme: str = ""
    language: str = "fr"


def read_testimonies(path: Path, survey: Survey) -> tuple[Testimony, ...]:
    """The testimonies written in `path`, an edition's testimonies.toml; none where there is no file.

    Raises DefinitionError with every fault: a text, an author or a consent that is missing, a theme that the
    survey does not have.
    """
    if not path.exists():
        return ()
    faults: list[str] = []
    toml = Table(toml_at(path), "", faults)
    found = tuple(_testimony(table, survey) for table in toml.listed_tables("testimony"))
    toml.close()
    if faults:
        raise DefinitionError(path, faults)
    return found


def _testimony(toml: Table, survey: Survey) -> Testimony:
    text, consent = toml.text("text") or "", toml.text("consent") or ""
    author = toml.label("author")
    if not text.strip():
        toml.fault("text", "expected what was said")
    if author is None:
        toml.fault("author", "expected who said it, as they agreed to be described")
    if not consent.strip():
        toml.fault(
            "consent", "expected how and when the author agreed to be quoted; without it, leave it out"
        )
    theme = toml.text("theme") or ""
    if theme and theme not in survey.themes:
        toml.fault("theme", f"no theme {theme!r}; themes: {', '.join(survey.themes) or 'none'}")
    language = toml.choice("language", LANGUAGES, "fr")
    toml.close()
    return Testimony(text.strip(), author or Label("", ""), consent.strip(), theme, language)
