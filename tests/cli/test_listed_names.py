"""Options that take several names: commas and repetitions add up."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from analysis.cli.compare import compare
from analysis.cli.export import export
from analysis.cli.main import main
from analysis.cli.report import report
from analysis.cli.terminal.listed_names import known_names, listed_names
from analysis.workspace import Place

KNOWN = ("html", "pdf", "docx")
ADDED = [
    (("pdf",), ("pdf",)),
    (("html", "pdf"), ("html", "pdf")),
    (("pdf,html",), ("html", "pdf")),
    (("docx , PDF", "html", "pdf"), KNOWN),
    ((), ()),
]
LISTS = [
    (report, "--format", "html pdf", "pdf"),
    (report, "--lang", "fr en", "en"),
    (report, "--by", "region town", "town"),
    (export, "--format", "csvw ddi", "ddi"),
    (compare, "--indicator", "a b", "b"),
]


@pytest.mark.parametrize(("given", "expected"), ADDED)
def test_repetitions_and_commas_add_up(given: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert known_names(given, KNOWN) == expected


def test_names_without_a_list_of_them_stay_as_given_each_once() -> None:
    assert listed_names(("Ville, region", "region")) == ("Ville", "region")


@pytest.mark.parametrize("given", [("odt", "pdf,xls"), ("xls,odt",)])
def test_every_name_that_is_not_known_is_told(given: tuple[str, ...]) -> None:
    with pytest.raises(click.BadParameter, match="'odt', 'xls'; expected some of html, pdf, docx"):
        known_names(given, KNOWN)


@pytest.mark.parametrize(("command", "option", "names", "last"), LISTS)
def test_no_command_keeps_the_last_of_a_list_alone(
    command: click.Command, option: str, names: str, last: str
) -> None:
    chosen = ["x/1", "x/2"] if command is compare else ["x/1"]
    repeated = [word for name in names.split() for word in (option, name)]
    required = ["--format", "csvw"] if command is export and option != "--format" else []
    context = command.make_context("a", [*chosen, *required, *repeated], obj=None)
    parameter = next(each for each in command.params if option in each.opts)
    assert sorted(context.params[parameter.name or ""]) == sorted(names.split()) != [last]


def test_a_page_and_a_pdf_asked_for_one_by_one_are_both_written(place: Place) -> None:
    words = ["--root", str(place.root), "report", "--format", "html", "--format", "pdf"]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert (place.release / "report.html").is_file()
    assert (place.release / "report.pdf").is_file()
