"""One report made and written by itself, without a build or a release around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from analysis.questionnaire import Edition, Survey
from analysis.reporting.page.report_files import refuse_failure, report_files
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits
from analysis.runs.whole_files import write_whole
from analysis.workspace import LANGUAGE, Address, refuse_linked

REPORT_SECONDS = 600.0


def write_report(
    root: Path,
    survey: Survey,
    edition: Edition,
    language: str = LANGUAGE,
    notebook: Path | None = None,
    formats: Sequence[str] = ("html",),
    territory: tuple[str, str] | None = None,
) -> Path:
    """The report of `edition`, or of its `territory`, under <root>/reports; the path of the first format.

    `formats` are some of FORMATS, made of one run of the notebook and put in place together.
    The notebook runs in a process of its own. Raises ReportError when a cell fails, hangs or ends the
    process, or a document cannot be made; what was there is then left as it was.
    """
    root = Path(root).resolve()
    address = Address(survey.name, edition.name, language, territory)
    refuse_linked(root, [address.path(root), address.log(root)])
    run = partial(_write, root, address, tuple(formats), notebook)
    task = Task(str(address), address.log(root), run)
    (outcome,) = run_tasks([task], 1, TaskLimits(REPORT_SECONDS))
    refuse_failure(outcome)
    return address.path(root, formats[0])


def _write(root: Path, address: Address, formats: Sequence[str], notebook: Path | None) -> str:
    write_whole(report_files(root, address, formats, notebook))
    return ""
