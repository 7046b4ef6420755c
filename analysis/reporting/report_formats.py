"""What a report can be written as: one record per format, which names by path what is heavy.

Importing this module imports nothing of the formats, so that the commands start at once.
docs/extending.md adds a format.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

_BLOCKS = "analysis.reporting.page.notebook_blocks"
OPEN_REPORT = "analysis.reporting.edition_report:open_report"
"""What opens a report, for formats that are made of it."""
_CHARACTERS = "analysis.reporting.fonts:shown_characters"


@dataclass(frozen=True)
class ReportFormat:
    """A format of reports.

    `name` is what --format takes, `ending` how the files end (the name, where nothing is said), `label`
    what the list of reports calls one. `made_by` is "module:function" of a function that gives the content
    of the file. It takes the executed notebook or its blocks (`made_of`), and the language; or the report
    as open_report gives it, and, where it `takes_template`, the content of a template or None: then no
    notebook is run for it. `brings` are formats that are always made with it. Before a batch forks it
    imports the modules of `loads` and calls the functions of `warms` ("module:function"); none may start
    threads.
    """

    name: str
    label: str
    made_by: str
    made_of: Literal["notebook", "blocks", "report"] = "blocks"
    loads: tuple[str, ...] = ()
    warms: tuple[str, ...] = ()
    ending: str = ""
    takes_template: bool = False
    brings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "ending", self.ending or self.name)

    def content(self, given: Any, language: str, template: bytes | None = None) -> bytes:
        """The executed notebook, or the report, that is `given` as a file of this format.

        Raises ValueError where the document cannot be made.
        """
        made: bytes
        if self.takes_template:
            made = function_at(self.made_by)(given, template)
        elif self.made_of == "report":
            made = function_at(self.made_by)(given)
        elif self.made_of == "notebook":
            made = function_at(self.made_by)(given, language)
        else:
            blocks = function_at(f"{_BLOCKS}:report_blocks")(given)
            made = function_at(self.made_by)(blocks, language)
        return made

    def preload(self) -> None:
        """Import and read, before processes are forked, what every report in this format needs."""
        for module in self.loads:
            import_module(module)
        for path in self.warms:
            function_at(path)()


def function_at(path: str) -> Any:
    """The function named "module:function", its module imported now."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


FORMATS: Mapping[str, ReportFormat] = {
    each.name: each
    for each in (
        ReportFormat(
            name="html",
            label="page",
            made_by="analysis.reporting.page.notebook_page:page_bytes",
            made_of="notebook",
            loads=("nh3", "analysis.reporting.page.notebook_page"),
        ),
        ReportFormat(
            name="pdf",
            label="PDF",
            made_by="analysis.reporting.documents.pdf:pdf_bytes",
            loads=(_BLOCKS, "analysis.reporting.documents.pdf"),
            warms=(_CHARACTERS,),
        ),
        ReportFormat(
            name="docx",
            label="Word",
            made_by="analysis.reporting.documents.word:docx_bytes",
            loads=(_BLOCKS, "analysis.reporting.documents.word"),
            warms=(_CHARACTERS,),
        ),
        ReportFormat(
            name="pptx",
            label="PowerPoint",
            made_by="analysis.reporting.slides.deck:pptx_bytes",
            made_of="report",
            loads=("analysis.reporting.slides.deck",),
            takes_template=True,
        ),
        ReportFormat(
            name="press",
            label="press",
            made_by="analysis.reporting.press.press_page:press_bytes",
            made_of="report",
            loads=("jinja2", "analysis.reporting.press.press_page"),
            ending="press.html",
            brings=("pictures",),
        ),
        ReportFormat(
            name="pictures",
            label="pictures",
            made_by="analysis.reporting.press.press_pictures:pictures_bytes",
            made_of="report",
            loads=("analysis.reporting.press.press_pictures",),
            warms=(_CHARACTERS,),
            ending="press.zip",
        ),
    )
}
"""The formats by name; the first is what a report is written as by default."""


def with_brought(formats: Collection[str]) -> tuple[str, ...]:
    """The formats, and those that they bring, in the order of FORMATS."""
    brought = {name for form in formats for name in FORMATS[form].brings}
    return tuple(name for name in FORMATS if name in formats or name in brought)


def endings() -> tuple[str, ...]:
    """How the files of reports end."""
    return tuple(each.ending for each in FORMATS.values())


def format_of(file_name: str) -> ReportFormat:
    """The format of a report's file. Raises KeyError where its name ends as none does."""
    found = [each for each in FORMATS.values() if file_name.endswith(f".{each.ending}")]
    if not found:
        raise KeyError(f"{file_name} ends as no format of reports does: {', '.join(endings())}")
    return max(found, key=lambda each: len(each.ending))
