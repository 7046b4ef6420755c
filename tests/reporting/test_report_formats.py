"""The registry of report formats: its paths lead somewhere, importing it imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from analysis.reporting.carried_blocks import MIMETYPE
from analysis.reporting.page.notebook_run import ReportError
from analysis.reporting.page.report_files import MODULES, in_format
from analysis.reporting.report_formats import FORMATS, ReportFormat, function_at

HEAVY = (
    "pandas",
    "matplotlib",
    "nbformat",
    "IPython",
    "typst",
    "docx",
    "pptx",
    "nh3",
    "babel",
    "jinja2",
    "nbconvert",
)
LIGHT = f"""
import sys
import analysis.cli.report
from analysis.reporting.report_formats import FORMATS
print([name for name in {HEAVY!r} if name in sys.modules])
"""
PRELOADED = """
import sys
from analysis.reporting.page.report_files import prepare
from analysis.reporting.report_formats import FORMATS
prepare([], FORMATS)
import threading
print("typst" in sys.modules, threading.active_count())
"""


@pytest.mark.parametrize("module", MODULES)
def test_what_every_report_imports_is_there(module: str) -> None:
    assert import_module(module)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_what_a_format_names_by_path_is_there(form: ReportFormat) -> None:
    assert callable(function_at(form.made_by))
    assert all(import_module(module) for module in form.loads)
    assert all(callable(function_at(path)) for path in form.warms)
    assert form.made_by.partition(":")[0] in form.loads


def test_a_format_has_the_name_of_its_files() -> None:
    assert all(name == form.name and name.isalnum() and form.label for name, form in FORMATS.items())


def test_the_registry_is_read_without_what_it_names() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_batch_has_one_thread_and_no_typst_before_it_forks() -> None:
    done = subprocess.run([sys.executable, "-c", PRELOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False 1"


def test_help_names_every_format() -> None:
    said = " ".join(CliRunner().invoke(main, ["report", "--help"]).output.split())
    assert ", ".join(FORMATS) in said


def test_a_document_that_cannot_be_made_is_a_fault_of_its_format() -> None:
    output = {"output_type": "display_data", "data": {MIMETYPE: {"block": "x"}}}
    cell = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}
    with pytest.raises(ReportError, match=r"“docx”: a block .* no block is called 'x'"):
        in_format({"cells": [cell]}, "docx", "fr")
