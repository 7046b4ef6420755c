"""A batch of reports: each by itself, none harmed by another, nothing made twice, nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.faults import Fault
from analysis.reporting.page.notebook_run import last_started
from analysis.steps.reports import orders, stale
from analysis.workspace import Place

SURVEY = """
title = "Enquête"
territories = ["region"]
[publication]
confidential_below = 1
reliability = "none"
[questions.region]
type = "single"
codes = { a = "A", b = "B", "c/.." = "C", nobody = "D" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[themes.avis]
title = "Les avis"
[indicators.oui]
title = "D'accord"
theme = "avis"
answers = ["1"]
"""
ANSWERS = "region,oui\n" + "".join(f"{region},{i % 2}\n" for region in ("a", "b", "c/..") for i in range(40))
START = """
from analysis.reporting import open_report
report = open_report(root, survey, edition, language, territory)
"""
FAULTY = {
    "a failing cell": ("raise ValueError('non')", "“Le mauvais”: ValueError: non"),
    "a cell that leaves": ("raise SystemExit(0)", "“Le mauvais”: SystemExit: 0"),
    "a loop without end": (
        "import time\nwhile True: time.sleep(1)",
        "not finished after 8 seconds in “Le mauvais”",
    ),
    "a process that vanishes": (
        "import os; os._exit(0)",
        "ended with status 0 before the end in “Le mauvais”",
    ),
    "a process that is killed": ("import os; os.kill(os.getpid(), 9)", "signal SIGKILL before the end"),
    "a crash": (
        "import ctypes, faulthandler; faulthandler.disable(); ctypes.string_at(0)",
        "signal SIGSEGV before the end in “Le mauvais”",
    ),
    "too much memory": ("x = bytearray(10**10)", "more memory than the 512 MiB allowed in “Le mauvais”"),
}


HOSTILE = {
    "commands of a terminal": ("\x1b]0;titre\x07rouge\x9b2J\x00", "ValueError: ]0;titrerouge2J\n"),
    "a line like one of ours": ("non\nassoscope: 0 failed", "ValueError: non\n  assoscope: 0 failed\n"),
    "a line over which others are written": ("non\roui", "ValueError: nonoui\n"),
    "words turned round": ("\u202eeriaf", "ValueError: eriaf\n"),
}


pytestmark = pytest.mark.usefixtures("copied_processes")


@pytest.fixture(scope="module")
def surveyed(write_shared: Callable[..., Place]) -> Place:
    """A survey of three regions, with a notebook of its own."""
    place = write_shared(SURVEY, answers_csv=ANSWERS)
    write_notebook(place.root, "report.cover()")
    return place


@pytest.fixture(scope="module")
def reported_once(surveyed: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The survey with its results, its report and those of its regions."""
    root = tmp_path_factory.mktemp("reported")
    copytree(surveyed.root, root, dirs_exist_ok=True)
    place = replace(surveyed, root=root)
    assert run(place, "--by", "region", "--jobs", "3").exit_code == 0
    return place


@pytest.fixture
def place(surveyed: Place, copy_of: Callable[[Place], Place]) -> Place:
    """The survey, of which nothing is made yet."""
    return copy_of(surveyed)


@pytest.fixture
def reported(reported_once: Place, copy_of: Callable[[Place], Place]) -> Place:
    """The survey of which everything is made."""
    return copy_of(reported_once)


def write_notebook(root: Path, cell: str) -> None:
    """A notebook that opens a report and then does `cell` under a heading."""
    parameters = 'root = "..."\nsurvey = edition = territory = ""\nlanguage = "fr"'
    cells = [
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters},
        {"cell_type": "code", "metadata": {}, "source": START},
        {"cell_type": "markdown", "metadata": {}, "source": "## Le mauvais"},
        {"cell_type": "code", "metadata": {}, "source": cell},
    ]
    for number, written in enumerate(cells):
        written["id"] = f"cell-{number}"
        if written["cell_type"] == "code":
            written |= {"outputs": [], "execution_count": None}
    path = root / "notebooks" / "edition.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def run(place: Place, *words: str) -> Result:
    """assoscope report on the survey's folder."""
    return CliRunner().invoke(main, ["--root", str(place.root), "report", "--timeout", "60", *words])


def pages(place: Place) -> dict[str, bytes]:
    """Every report under reports/."""
    folder = place.root / "reports"
    found = [path for path in folder.rglob("report*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_report_per_territory_stands_in_its_own_folder(reported: Place) -> None:
    folder = "essai/2020"
    assert sorted(pages(reported)) == [
        f"{folder}/region/a/report.html",
        f"{folder}/region/b/report.html",
        f"{folder}/region/c%2F%2E%2E/report.html",
        f"{folder}/report.html",
    ]
    assert "Enquête" in (reported.root / "reports" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("cell,message", FAULTY.values(), ids=FAULTY)
def test_one_bad_report_harms_no_other(reported: Place, cell: str, message: str) -> None:
    before = pages(reported)
    only = "\n".join(f"    {line}" for line in cell.splitlines())
    write_notebook(reported.root, f"if territory == 'region=b':\n{only}\nreport.cover()")
    limit = ("--timeout", "8") if "8 seconds" in message else ()
    result = run(reported, "--by", "region", "--memory", "512", *limit)
    assert result.exit_code == 1
    assert f"{reported} B [region=b] (fr): " in result.output
    assert message in result.output
    assert "Traceback" not in result.output
    assert pages(reported) == before
    assert len(stale(orders([reported], ["fr"], ["html"], ["region"]))) == 1
    (log,) = (reported.root / "reports" / ".logs").rglob("b/fr.log")
    assert "cell: Le mauvais" in log.read_text(encoding="utf-8")
    assert not list((reported.root / "reports").rglob("*.part"))


@pytest.mark.parametrize("said,shown", HOSTILE.values(), ids=HOSTILE)
def test_a_message_of_a_cell_commands_no_terminal_and_forges_no_line(
    reported: Place, said: str, shown: str
) -> None:
    write_notebook(reported.root, f"raise ValueError({said!r})")
    assert shown in run(reported).output


def test_the_heading_of_a_cell_that_hangs_is_found_in_a_great_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for content, heading in (
        (b"", ""),
        (b"nothing", ""),
        (b"cell: One", "One"),
        (b"cell: One\n\xff cell: none\ncell: Deux \xc3\xa9\n" + b"y\n" * 5_000_000, "Deux é"),
        (b"cell: " + b"a" * 5_000_000, "a" * 994),
    ):
        log.write_bytes(content)
        assert last_started(log) == heading
    assert last_started(tmp_path / "none") == ""


def test_what_is_up_to_date_is_not_made_again(reported: Place) -> None:
    assert "4 of 4 reports up to date" in run(reported, "--by", "region").output
    english = run(reported, "--by", "region", "--lang", "en", "--lang", "fr").output
    assert "4 of 8 reports up to date" in english
    assert "region/a/report.en.html" in english


def test_a_territory_that_nobody_answered_from_has_no_report(reported: Place) -> None:
    folder = reported.root / "reports" / reported.survey / reported.edition / "region"
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "c%2F%2E%2E"]


def test_the_same_inputs_give_the_same_bytes_whatever_the_number_of_jobs(reported: Place) -> None:
    first = pages(reported)
    assert "region/a/report.html (" in run(reported, "--by", "region", "--jobs", "1", "--force").output
    assert pages(reported) == first


def test_processes_that_start_anew_give_the_bytes_of_those_that_are_copies(
    reported: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pages(reported)
    monkeypatch.setitem(sys.modules, "typst", ModuleType("typst"))
    assert run(reported, "--by", "region", "--force").exit_code == 0
    assert pages(reported) == first


def test_a_variable_without_territories_is_named(place: Place) -> None:
    result = run(place, "--by", "age")
    assert result.exit_code == 1
    assert "--by age: not among the territories of the surveys chosen (region)" in result.output
    with pytest.raises(Fault):
        orders([place], ["fr"], ["html"], ["age"])


def test_a_variable_without_territories_is_named_before_anything_is_built(place: Place) -> None:
    assert run(place, "--by", "age").exit_code == 1
    assert not place.processed.exists()


def test_a_code_too_long_for_a_folder_is_named_before_anything_is_built(place: Place) -> None:
    definition = place.survey_toml.read_text(encoding="utf-8")
    place.survey_toml.write_text(definition.replace('b = "B"', f'"{"é" * 41}" = "B"'), encoding="utf-8")
    result = run(place, "--by", "region")
    assert result.exit_code == 1
    said = "too long for the name of a folder (240 letters, é and the like count for six)"
    assert f"--by region: {said}: {'é' * 41}; give shorter codes" in result.output
    assert not place.processed.exists()


def test_where_a_definition_cannot_be_read_its_build_is_what_says_so(place: Place) -> None:
    place.survey_toml.write_text("title = ", encoding="utf-8")
    result = run(place, "--by", "age")
    assert result.exit_code == 1
    assert "survey.toml" in result.output
    assert "--by" not in result.output


def hear_interrupts() -> None:
    """Tests that run in the background of a shell start deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(place: Place, *words: str) -> subprocess.Popen[str]:
    """A batch in a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from analysis.cli.main import main; main()",
        "--root",
        str(place.root),
        "report",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(
        [*command, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=hear_interrupts,
    )


def test_two_batches_at_once_give_what_one_gives(reported: Place) -> None:
    expected = pages(reported)
    both = [started(reported, "--by", "region", "--force") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert pages(reported) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
def test_a_batch_that_is_ended_leaves_whole_files_and_no_process(
    reported: Place, end: signal.Signals
) -> None:
    before = pages(reported)
    write_notebook(
        reported.root, f"import time; open({str(reported.root / 'started')!r}, 'w'); time.sleep(60)"
    )
    batch = started(reported, "--by", "region", "--jobs", "2")
    deadline = time.monotonic() + 60
    while not (reported.root / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    children = Path(f"/proc/{batch.pid}/task/{batch.pid}/children").read_text().split()
    batch.send_signal(end)
    batch.communicate(timeout=30)
    assert batch.returncode != 0
    assert children
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert pages(reported) == before
    write_notebook(reported.root, "report.cover()")
    assert run(reported, "--by", "region").exit_code == 0
    assert pages(reported) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes everywhere")
def test_a_folder_that_cannot_be_written_is_one_message(reported: Place) -> None:
    before = pages(reported)
    folder = reported.root / "reports" / "essai" / "2020"
    folder.chmod(0o500)
    result = run(reported, "--force")
    folder.chmod(0o700)
    assert result.exit_code == 1
    assert "Permission denied" in result.output
    assert pages(reported) == before


def test_a_file_that_may_not_grow_is_one_message(reported: Place) -> None:
    """A full disk, as a limit on the size of files: the former report stays."""
    before = pages(reported)
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nreport.cover()"
    )
    write_notebook(reported.root, code)
    result = run(reported)
    assert result.exit_code == 1
    assert "File too large; nothing was written" in result.output
    assert pages(reported) == before
    assert not list((reported.root / "reports").rglob("*.part"))


def released(place: Place) -> dict[str, bytes]:
    """Every file of the survey's release but its manifests."""
    folder = place.root / "reports" / place.survey
    found = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    names = {path.relative_to(folder).as_posix(): path for path in found if path.name != "manifest.json"}
    return {name: path.read_bytes() for name, path in names.items()}


def test_a_release_has_the_tables_its_reports_are_made_of_and_says_what_it_is(reported: Place) -> None:
    files = released(reported)
    assert {"2020/indicators.csv", "2020/territories.csv", "2020/report.html", "2020/LISEZMOI.txt"} <= set(
        files
    )
    assert b"Dossier diffusable" in files["2020/LISEZMOI.txt"]
    assert files["2020/indicators.csv"] == (reported.released / "indicators.csv").read_bytes()
    assert "À ne pas diffuser" in (reported.processed / "LISEZMOI.txt").read_text(encoding="utf-8")


def test_what_stands_is_made_again_whatever_is_asked_for(reported: Place) -> None:
    assert run(reported, "--lang", "en").exit_code == 0
    before = pages(reported)
    (reported.raw / "answers.csv").write_text(ANSWERS + "a,1\n" * 9)
    write_notebook(reported.root, "report.methodology()")
    said = run(reported).output
    after = pages(reported)
    assert "region/b/report.html" in said and "report.en.html" in said
    assert set(after) == set(before)
    assert all(after[name] != before[name] for name in before)


def test_a_build_takes_away_the_reports_of_former_results(reported: Place) -> None:
    (reported.raw / "answers.csv").write_text(ANSWERS + "a,1\n" * 9)
    from analysis.pipeline import build

    build(reported)
    assert pages(reported) == {}
    assert (reported.release / "indicators.csv").is_file()


def test_the_release_of_an_edition_or_survey_that_is_gone_is_taken_away(reported: Place) -> None:
    other = replace(reported, survey="autre")
    copytree(reported.raw.parent, other.raw.parent)
    assert run(reported).exit_code == 0
    assert (other.release / "report.html").is_file()
    rmtree(other.raw.parent)
    assert "autre: no such survey any more" in run(reported).output
    assert not other.release.exists()
