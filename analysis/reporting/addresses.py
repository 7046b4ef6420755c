"""Where a report stands: its files under reports/, from survey, edition, territory and language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

FORMATS = ("html", "pdf", "docx")
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Address:
    """One report; `territory` is (variable, code), such as ("region", "84"), or None for the whole survey."""

    survey: str
    edition: str
    language: str = "fr"
    territory: tuple[str, str] | None = None

    def folder(self, root: Path) -> Path:
        """The folder of the report; a code that is no file name is written in %XX."""
        parts = (self.survey, self.edition, *(self.territory or ()))
        return root.joinpath("reports", *map(as_file_name, parts))

    def path(self, root: Path, kind: str = "html") -> Path:
        """The report's file in one of FORMATS."""
        language = "" if self.language == "fr" else f".{self.language}"
        return self.folder(root) / f"report{language}.{kind}"

    def __str__(self) -> str:
        where = " {}={}".format(*self.territory) if self.territory else ""
        return f"{self.survey}/{self.edition}{where} ({self.language})"


def as_file_name(text: str) -> str:
    """`text` as the name of a file or folder that cannot lead elsewhere; as_text is its inverse."""
    return quote(text, safe=" ").replace(".", "%2E")


def as_text(name: str) -> str:
    """What as_file_name made `name` from."""
    return unquote(name)


def found_addresses(root: Path) -> list[Address]:
    """The reports that have a file under <root>/reports: whole surveys, then territories, by name."""
    folder = root / "reports"
    found = set()
    for depth in ("*/*", "*/*/*/*"):
        for path in folder.glob(f"{depth}/report*"):
            language = path.name.removeprefix("report.").rpartition(".")[0] or "fr"
            if path.suffix[1:] in FORMATS and language in LANGUAGES:
                survey, edition, *territory = map(as_text, path.parent.relative_to(folder).parts)
                where = (territory[0], territory[1]) if territory else None
                found.add(Address(survey, edition, language, where))
    return sorted(found, key=lambda a: (a.survey, a.edition, a.territory or (), LANGUAGES.index(a.language)))
