"""survey.toml and edition.toml, read into records; every fault of a file is reported at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from analysis.faults import Fault
from analysis.questionnaire.edition_faults import edition_faults
from analysis.questionnaire.edition_tables import edition_from
from analysis.questionnaire.editions import Edition
from analysis.questionnaire.survey_faults import survey_faults
from analysis.questionnaire.survey_tables import survey_from
from analysis.questionnaire.surveys import Survey

WRITTEN = {
    r"=\s*\d+[/.-]\d+[/.-]\d+": "a date is written 2024-01-31, year first, without quotes",
    r"=\s*-?\d+,\d": "a number has a decimal point: 0.5",
}
"""What a line at fault looks like, and how it is written in TOML."""


class DefinitionError(Fault):
    """A definition that is not valid TOML or contradicts itself; the message lists every fault."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{path}: {count}\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.path, self.faults = path, faults

    def __reduce__(self) -> tuple[type[DefinitionError], tuple[Path, list[str]]]:
        return type(self), (self.path, self.faults)


def read_survey(path: Path) -> Survey:
    """The survey described by `path`, a survey.toml; its name is the folder's.

    Raises DefinitionError with every fault of the file.
    """
    return survey_written(_content(path), path)


def survey_written(content: bytes, path: Path) -> Survey:
    """The survey described by `content`, which is or will be the survey.toml `path`.

    Raises DefinitionError with every fault of it.
    """
    faults: list[str] = []
    survey = survey_from(_toml(content, path), path.parent.name, faults)
    faults = [*faults, *survey_faults(survey)]
    if faults:
        raise DefinitionError(path, faults)
    return survey


def read_edition(path: Path, survey: Survey) -> Edition:
    """The edition of `survey` described by `path`, an edition.toml; its name is the folder's.

    Raises DefinitionError with every fault of the file, and every contradiction with the survey.
    """
    faults: list[str] = []
    edition = edition_from(_toml(_content(path), path), path.parent.name, faults)
    faults = [*faults, *edition_faults(edition, survey)]
    if faults:
        raise DefinitionError(path, faults)
    return edition


def toml_at(path: Path) -> dict[str, Any]:
    """The content of `path` as a table. Raises DefinitionError where it is no valid TOML."""
    return _toml(_content(path), path)


def _content(path: Path) -> bytes:
    if not path.is_file():
        what = "not a file" if path.exists() or path.is_symlink() else "no such file"
        raise DefinitionError(path, [what])
    return path.read_bytes()


def _toml(content: bytes, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DefinitionError(path, [f"not UTF-8 at byte {error.start}; save the file as UTF-8"]) from None
    except (ValueError, RecursionError) as error:
        hint = _toml_hint(content.decode("utf-8-sig"), str(error))
        raise DefinitionError(path, [f"not valid TOML: {error}{hint}"]) from None


def _toml_hint(text: str, message: str) -> str:
    """The line at fault, and what is most often wrong with it."""
    found = re.search(r"at line (\d+)", message)
    lines = text.splitlines()
    line = lines[int(found[1]) - 1].strip() if found and int(found[1]) <= len(lines) else ""
    hints = {
        "Cannot overwrite": "written twice",
        "Invalid value": 'texts stand in straight quotes ("…"); yes and no are true and false',
        "Expected ']'": 'a name with accents or spaces stands in quotes: [a."é"]',
    }
    said = (text for start, text in hints.items() if start in message)
    hint = next((text for form, text in WRITTEN.items() if re.search(form, line)), next(said, ""))
    return "".join(f"; {part}" for part in (f"the line is: {line[:80]}" if line else "", hint) if part)
