"""A notebook run in this process has the outputs that a kernel would have stored."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from analysis.reporting.page.notebook_run import run_notebook
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits

PROBES = {
    "value": "1 + 1",
    "silenced value": "1 + 1;",
    "nothing": "x = 1",
    "print": "print('a'); print('b', end='')",
    "both streams": "import sys\nprint('a'); print('b', file=sys.stderr); print('c')",
    "displays": "display('a', 2); display({'text/markdown': '*x*'}, raw=True)",
    "html": "from IPython.display import HTML\nHTML('<b>x</b>')",
    "display and value": "display(1)\n2",
    "updated display": "handle = display('before', display_id='d')\nhandle.update('after')",
    "updated later": "first = display('before', display_id='late')",
    "the later update": "first.update('after'); print('told')",
    "cleared": "from IPython.display import clear_output\nprint('gone'); clear_output(); print('stays')",
    "cleared by the next": "print('gone'); clear_output(wait=True); print('stays')",
    "kept when nothing comes": "print('stays'); clear_output(wait=True)",
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('t');",
    "figure of a magic": "%matplotlib inline\nplt.figure(); plt.plot([2, 1]);",
    "await": "import asyncio\nawait asyncio.sleep(0)\n'waited'",
    "names": "from pathlib import Path\n(__name__, Path.cwd().name, 'get_ipython' in globals())",
    "last result": "_",
    "magic": "%env HOME_OF_PROBE=1",
    "own repr": "class R:\n    _repr_html_ = lambda self: 'h'\n    __repr__ = lambda self: 'r'\nR()",
    "captured": "%%capture told\nprint('a')",
    "said by the captured": "told.stdout",
}


def notebook() -> Any:
    """The probes, a cell each."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in PROBES.values()])


def run_probes(folder: Path) -> str:
    """The probes run and stored, in a process that no other test has touched."""
    nbformat.write(run_notebook(notebook(), folder), folder / "ours.ipynb")
    return ""


def run_kernel(folder: Path) -> str:
    """The probes run by a kernel and stored; the threads of its client end with the process."""
    kernel = NotebookClient(notebook(), timeout=120, resources={"metadata": {"path": str(folder)}})
    nbformat.write(kernel.execute(), folder / "kernel.ipynb")
    return ""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """The probes run in a process of their own, and by a kernel, as each was stored."""
    folder = tmp_path_factory.mktemp("probes")
    runs = (run_probes, run_kernel)
    tasks = [Task(run.__name__, folder / f"{run.__name__}.log", partial(run, folder)) for run in runs]
    assert [ended.message for ended in run_tasks(tasks, 2, TaskLimits(120), fork=False)] == ["", ""]
    return tuple(nbformat.read(folder / name, as_version=4) for name in ("ours.ipynb", "kernel.ipynb"))


@pytest.mark.parametrize("place", range(len(PROBES)), ids=list(PROBES))
def test_outputs_are_those_of_a_kernel(both: tuple[Any, Any], place: int) -> None:
    ours, theirs = (nb.cells[place].outputs for nb in both)
    assert [_comparable(output) for output in ours] == [_comparable(output) for output in theirs]


def _comparable(output: Any) -> Any:
    """An output without what names the run."""
    return {key: value for key, value in output.items() if key != "execution_count"}


def run_twice(folder: Path) -> str:
    """What two runs in one process show, one after the other."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("display('a')\n'b'")])
    counts = [len(run_notebook(nb, folder).cells[0].outputs) for _ in range(2)]
    return str(counts)


def test_a_second_notebook_in_one_process_shows_as_much_as_the_first(tmp_path: Path) -> None:
    (ended,) = run_tasks([Task("x", tmp_path / "log", partial(run_twice, tmp_path))], 1)
    assert ended.message == "[2, 2]"


def run_and_say(nb: Any, folder: Path) -> str:
    """The notebook as it is after its run."""
    return str(run_notebook(nb, folder))


FAILURES = [
    ("1 / 0", "ZeroDivisionError: division by zero"),
    ("if:", "SyntaxError: invalid syntax"),
    ("raise SystemExit(0)", "SystemExit: 0"),
    ("%nothing_like_it", "UsageError: Line magic function `%nothing_like_it` not found."),
]


@pytest.mark.usefixtures("copied_processes")
@pytest.mark.parametrize(("source", "message"), FAILURES)
def test_a_failing_cell_is_named_by_its_heading(tmp_path: Path, source: str, message: str) -> None:
    cells = [nbformat.v4.new_markdown_cell("## Chapitres"), nbformat.v4.new_code_cell(source)]
    nb = nbformat.v4.new_notebook(cells=cells)
    (ended,) = run_tasks([Task("x", tmp_path / "log", partial(run_and_say, nb, tmp_path))], 1)
    assert ended.state == "failed"
    assert f"“Chapitres”: {message}" in ended.message
