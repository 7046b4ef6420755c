"""Reports that fail, hang, die or are ended: each says so in a line, harms no other, leaves no half file."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from analysis.reporting.page.notebook_run import last_started
from analysis.steps.reports import orders, stale
from analysis.workspace import Place
from tests.steps.three_regions import pages, run, started, write_notebook

pytestmark = pytest.mark.usefixtures("copied_processes")


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
