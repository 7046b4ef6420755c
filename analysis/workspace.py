"""The folders of a working directory: where definitions, answers, results and reports stand."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, unquote

from analysis.faults import DefinitionError, Fault

DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
LONGEST_NAME = 240
"""Bytes of a file's name that every system takes, with room for an ending."""
LANGUAGE = "fr"
"""What a report is written in where nothing is said; it needs no mention in the name of its file."""
CATALOGUES = Path(__file__).parent / "reporting" / "language" / "catalogues"
"""The languages of the package, a file of messages each: fr.po."""
MORE_CATALOGUES = "ASSOSCOPE_LANGUAGES"
"""The environment variable that names folders with catalogues of further languages."""
EXPLORER = "explorer.html"
"""The page of reports/ in which what is released is explored."""
RELEASED = "released"
"""The folder, beside the results of an edition or of a survey, of those that may leave the house."""
OF_THE_DISK = "lost+found"
"""The folder that a disk has at its top, closed to all."""
CODE = re.compile(r"[a-z]{2,3}")
"""The code of a language, which is part of the names of files."""

BEGIN = (
    "expected SURVEY/survey.toml and SURVEY/EDITION/edition.toml; `assoscope new` drafts them, and "
    "`assoscope --root DIR` takes another folder than this one"
)
"""What is said where there is no survey at all: often assoscope runs in another folder than it should."""


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
    def released(self) -> Path:
        """The folder of the tables that a report is made of, and that are released beside it."""
        return self.processed / RELEASED

    @property
    def release(self) -> Path:
        """The folder of the edition's release: tables, reports, documents."""
        return self.root / "reports" / self.survey / self.edition

    def __str__(self) -> str:
        return f"{self.survey}/{self.edition}"


@dataclass(frozen=True)
class Address:
    """One report; `territory` is (variable, code), such as ("region", "84"), or None for the whole survey."""

    survey: str
    edition: str
    language: str = LANGUAGE
    territory: tuple[str, str] | None = None

    def folder(self, root: Path) -> Path:
        """The folder of the report; a code that is no file name is written in %XX."""
        return root.joinpath("reports", *self._steps)

    def path(self, root: Path, kind: str = "html") -> Path:
        """The report's file in one of the formats of reports."""
        language = "" if self.language == LANGUAGE else f".{self.language}"
        return self.folder(root) / f"report{language}.{kind}"

    def note(self, root: Path, kind: str) -> Path:
        """The methodology note beside the report, by the ending of its file: md, pdf."""
        language = "" if self.language == LANGUAGE else f".{self.language}"
        return self.folder(root) / f"note{language}.{kind}"

    def log(self, root: Path) -> Path:
        """What was printed while the report was made, in a folder that the list of reports leaves out."""
        return root.joinpath("reports", ".logs", *self._steps, f"{self.language}.log")

    @property
    def _steps(self) -> tuple[str, ...]:
        return self.survey, self.edition, *map(as_file_name, self.territory or ())

    def __str__(self) -> str:
        where = " {}={}".format(*self.territory) if self.territory else ""
        return f"{self.survey}/{self.edition}{where} ({self.language})"


def as_file_name(text: str) -> str:
    """`text` as the name of a file or folder that cannot lead elsewhere; as_text is its inverse.

    Nor is it one that Windows keeps for devices (CON) or would cut (a space at the end).
    """
    name = quote(text, safe=" " if text == text.strip() else "").replace(".", "%2E")
    return f"%{ord(name[0]):02X}{name[1:]}" if name.upper() in DEVICES else name


def as_text(name: str) -> str:
    """What as_file_name made `name` from."""
    return unquote(name)


def languages() -> dict[str, Path]:
    """What a report can be written in -> its file of messages: French first, then in alphabetical order.

    They are those of the package, and of the folders that the environment variable ASSOSCOPE_LANGUAGES names.
    """
    named = os.environ.get(MORE_CATALOGUES, "").split(os.pathsep)
    folders = [CATALOGUES, *(Path(folder) for folder in named if folder)]
    files = [path for folder in reversed(folders) for path in folder.glob("*.po")]
    found = {path.stem: path for path in files if CODE.fullmatch(path.stem)}
    return {code: found[code] for code in sorted(found, key=lambda code: (code != LANGUAGE, code))}


def language_folder(language: str) -> Path:
    """Where the files of `language` are. Raises Fault for a language there is none of, naming those."""
    known = languages()
    if language not in known:
        raise Fault(
            f"no language {language!r}; there are {', '.join(known)}. To add one, put {language}.po in a "
            f"folder that the environment variable {MORE_CATALOGUES} names"
        )
    return known[language].parent


def catalogue_files(folder: Path, language: str) -> dict[str, Path]:
    """The files of a language: "po", its messages; "toml", how it is set; "places", names with articles."""
    names = {"po": f"{language}.po", "toml": f"{language}.toml", "places": f"{language}_places.csv"}
    return {kind: path for kind, name in names.items() if (path := folder / name).is_file()}


def found_addresses(root: Path, formats: Collection[str]) -> list[Address]:
    """The reports that have a file of one of `formats` under <root>/reports: surveys, then territories.

    `formats` are how files end: html, pdf.
    """
    folder, known = root / "reports", list(languages())
    found = set()
    for depth in ("*/*", "*/*/*/*"):
        for path in folder.glob(f"{depth}/report*"):
            language = _language_of(path.name, formats)
            if language in known:
                survey, edition, *steps = path.parent.relative_to(folder).parts
                where = (as_text(steps[0]), as_text(steps[1])) if steps else None
                found.add(Address(survey, edition, language, where))
    return sorted(found, key=lambda a: (a.survey, a.edition, a.territory or (), known.index(a.language)))


def _language_of(name: str, formats: Collection[str]) -> str:
    """The language in the name of a report's file; empty where the name is that of none."""
    for form in sorted(formats, key=len, reverse=True):
        if name.startswith("report.") and name.endswith(f".{form}"):
            return name[len("report.") : -len(form)].rstrip(".") or LANGUAGE
    return ""


def places(root: Path, chosen: tuple[str, ...] = ()) -> list[Place]:
    """The editions under `root`, in alphabetical order: all, or those chosen as SURVEY or SURVEY/EDITION.

    Raises DefinitionError naming what is chosen and not there, with what is.
    """
    raw = root / "data" / "raw"
    found = found_places(root)
    names = [name.strip("/") for name in chosen]
    _refuse_unwritable(raw, found)
    unknown = [name for name in names if not any(name in (place.survey, str(place)) for place in found)]
    if unknown:
        raise DefinitionError(raw, [_not_there(raw, name, found) for name in unknown])
    if not found:
        raise DefinitionError(raw, [f"no survey there: {BEGIN}"])
    return [place for place in found if not names or place.survey in names or str(place) in names]


def nearest_root() -> Path | None:
    """The nearest folder upwards from here that has data/raw; None where there is none."""
    here = Path.cwd().resolve()
    return next((folder for folder in (here, *here.parents) if (folder / "data" / "raw").is_dir()), None)


def found_places(root: Path) -> list[Place]:
    """The editions under `root`, in alphabetical order. Raises OSError for a folder that may not be read: a
    survey in it would be taken for none."""
    raw = root / "data" / "raw"
    surveys = [folder for folder in _folders_in(raw) if folder.name != OF_THE_DISK]
    return [
        Place(root, survey.name, edition.name)
        for survey in surveys
        for edition in _folders_in(survey)
        if (edition / "edition.toml").exists() or (edition / "edition.toml").is_symlink()
    ]


def _folders_in(folder: Path) -> list[Path]:
    """The folders in a folder, sorted; none where there is none."""
    return sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []


def _refuse_unwritable(raw: Path, found: Sequence[Place]) -> None:
    """Raise DefinitionError for folders whose names no file of results could hold."""
    wrong = [place for place in map(str, found) if not place.isprintable() or not is_unicode(place)]
    if wrong:
        raise DefinitionError(
            raw, [f"the name of the folder {shown_name(place)} is not UTF-8: rename it" for place in wrong]
        )


def is_unicode(text: str) -> bool:
    """Whether the name of a file can be written in a file: its bytes are UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def shown_name(text: str) -> str:
    """The name of a file, bytes that are no UTF-8 as \\xNN."""
    return os.fsencode(text).decode("utf-8", "backslashreplace")


def refuse_linked(root: Path, paths: Iterable[Path]) -> None:
    """Raise Fault where a folder of reports is a symbolic link: nothing is written through it."""
    parents = dict.fromkeys(parent for path in paths for parent in path.parents)
    linked = sorted(
        parent.relative_to(root).as_posix()
        for parent in parents
        if root in parent.parents and parent.is_symlink()
    )
    if linked:
        raise Fault(
            f"{', '.join(linked)}: a symbolic link, and reports are not written through one. Put a folder in "
            "its place, or take another root with --root"
        )


def _not_there(raw: Path, name: str, found: Sequence[Place]) -> str:
    """That no edition is called `name`, with what is there, or what is missing there."""
    missing = f"no survey or edition {name!r}"
    if (raw / name).is_dir() and name.count("/") < 2 and (raw / name.split("/")[0] / "survey.toml").is_file():
        edition = name if "/" in name else f"{name}/EDITION"
        return f"{missing}: no {edition}/edition.toml; `assoscope new {edition} --from FILE` drafts it"
    if not found:
        above = nearest_root()
        if above and above.resolve() != raw.parent.parent.resolve():
            return f"{missing}: `assoscope --root {above}` takes the folder above, which has data/raw"
        return f"{missing}: {BEGIN}"
    survey = name.removeprefix("data/raw/").partition("/")[0]
    known = {place.survey for place in found}
    near = get_close_matches(survey, sorted(known), n=1) if name.partition("/")[0] not in known else []
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return f"{missing}{hint}; there are: {', '.join(map(str, found))}"


def undescribed(root: Path, chosen: tuple[str, ...] = ()) -> list[Place]:
    """Folders of the surveys chosen that have a year or a file of answers, and no edition.toml."""
    surveys = {name.strip("/").partition("/")[0] for name in chosen}
    folders = [
        folder
        for path in sorted((root / "data" / "raw").glob("*/survey.toml"))
        for folder in sorted(path.parent.iterdir())
        if (not surveys or path.parent.name in surveys)
        and folder.is_dir()
        and not (folder / "edition.toml").exists()
    ]
    return [
        Place(root, folder.parent.name, folder.name)
        for folder in folders
        if re.match(r"(19|20)\d\d", folder.name) or any(folder.glob("answers.*"))
    ]
