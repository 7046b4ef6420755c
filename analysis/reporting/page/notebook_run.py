"""A notebook run in this process by IPython, its outputs as a kernel would have stored them."""

from __future__ import annotations

import contextlib
import io
import mmap
import os
import re
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from analysis.faults import Fault

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)


class ReportError(Fault):
    """A cell of the notebook failed: its heading and the message, without the traceback."""

    def __init__(self, heading: str, message: str) -> None:
        super().__init__(f"the report failed in “{heading}”: {message}")
        self.heading = heading
        self.message = message

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str]]:
        return type(self), (self.heading, self.message)


def heading_before(nb: Any, place: int) -> str:
    """The last heading written before the cell at `place`; else the number of the cell."""
    for cell in reversed(nb.cells[: place + 1]):
        if cell.cell_type == "markdown":
            found = _HEADING.findall(cell.source)
            if found:
                return str(found[-1])
    return f"cell {place + 1}"


STARTED = "cell: "
LONGEST = 1000
"""Bytes of a heading that are read."""
INLINE = "module://matplotlib_inline.backend_inline"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run_notebook(nb: Any, folder: Path) -> Any:
    """`nb` with the outputs of its cells, run in `folder`; each cell's heading is printed as it starts.

    Raises ReportError for the first cell that fails, MemoryError where it wants memory; the traceback that a
    cell shows is not kept.
    """
    os.environ["MPLBACKEND"] = INLINE
    record, log = Record(), sys.stdout
    shell = _shell(record)
    with contextlib.chdir(folder), _streams(record):
        for place, cell in enumerate(nb.cells):
            if cell.cell_type != "code":
                continue
            print(f"{STARTED}{heading_before(nb, place)}", file=log, flush=True)
            record.begin(cell)
            result = shell.run_cell(cell.source, store_history=True)
            cell.execution_count = shell.execution_count - 1
            error = result.error_before_exec or result.error_in_exec
            if isinstance(error, MemoryError):
                raise error
            if error is not None:
                said = _COLOUR.sub("", str(error))
                raise ReportError(heading_before(nb, place), f"{type(error).__name__}: {said}")
    return nb


def last_started(log: Path) -> str:
    """The heading of the cell that started last, by the log of the process; empty where none did."""
    sign = b"\n" + STARTED.encode()
    try:
        with log.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            place = lines.rfind(sign)
            if place < 0 and lines[: len(sign) - 1] != sign[1:]:
                return ""
            lines.seek(place + 1)
            line = lines.read(LONGEST).partition(b"\n")[0].decode("utf-8", "replace")
            return line.strip().removeprefix(STARTED)
    except (OSError, ValueError):  # an empty file cannot be mapped
        return ""


class Record:
    """Where outputs go: the list of the cell that runs; a display that is updated is replaced."""

    def __init__(self) -> None:
        self.outputs: list[Any] = []
        self.displays: dict[str, list[Any]] = {}
        self.is_cleared_next = False

    def begin(self, cell: Any) -> None:
        """The outputs from here on are those of `cell`."""
        cell.outputs = self.outputs = []
        self.is_cleared_next = False

    def add(self, output: Any) -> None:
        """One more output; text joins that of the same stream since the last display, as in a kernel."""
        if self.is_cleared_next:
            self.clear()
        is_stream = output.output_type == "stream"
        streams = takewhile(lambda former: former.output_type == "stream", reversed(self.outputs))
        same = next((former for former in streams if is_stream and former.name == output.name), None)
        if same is None:
            self.outputs.append(output)
        else:
            same.text += output.text

    def show(self, data: Any, metadata: Any, display_id: str | None, is_update: bool) -> None:
        """A display; an update replaces the data of every display of that name."""
        from nbformat.v4 import new_output

        if is_update:
            for output in self.displays.get(display_id or "", ()):
                output.data, output.metadata = data, metadata or {}
            return
        output = new_output("display_data", data=data, metadata=metadata or {})
        if display_id:
            self.displays.setdefault(display_id, []).append(output)
        self.add(output)

    def clear(self, wait: bool = False) -> None:
        """Forget the outputs of the cell, at once or when the next one comes."""
        self.is_cleared_next = wait
        if not wait:
            self.outputs.clear()


class Stream(io.TextIOBase):
    """Standard output or error of the cells, kept as stream outputs."""

    def __init__(self, name: str, record: Record) -> None:
        self._name, self._record = name, record

    def writable(self) -> bool:
        """Text can be written to it."""
        return True

    def write(self, text: str) -> int:
        """Keep `text`; returns its length."""
        from nbformat.v4 import new_output

        if text:
            self._record.add(new_output("stream", name=self._name, text=text))
        return len(text)


@contextlib.contextmanager
def _streams(record: Record) -> Iterator[None]:
    with (
        contextlib.redirect_stdout(Stream("stdout", record)),
        contextlib.redirect_stderr(Stream("stderr", record)),
    ):
        yield


def _shell(record: Record) -> Any:
    """An IPython shell without history, colours or prompts whose outputs go to `record`."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from nbformat.v4 import new_output
    from traitlets.config import Config

    class Results(DisplayHook):
        """What the last line of a cell is worth."""

        def write_output_prompt(self) -> None:
            """No prompt is shown."""

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            """Keep the value's forms as the cell's result."""
            count = self.prompt_count
            record.add(
                new_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=count)
            )

        def finish_displayhook(self) -> None:
            """Nothing was written, nothing is to be ended."""

    class Displays(DisplayPublisher):
        """What cells display."""

        def publish(
            self,
            data: Any,
            metadata: Any = None,
            source: Any = None,  # noqa: ARG002
            *,
            transient: Any = None,
            update: Any = False,
            **_kwargs: Any,
        ) -> None:
            """Keep a display, or replace the one it updates."""
            record.show(data, metadata, (transient or {}).get("display_id"), bool(update))

        def clear_output(self, wait: bool = False) -> None:
            """Forget the outputs of the cell."""
            record.clear(wait)

    class Shell(InteractiveShell):
        """A shell that keeps outputs and leaves errors to its caller."""

        displayhook_class = Results
        display_pub_class = Displays

        def showtraceback(self, *_args: Any, **_kwargs: Any) -> None:
            """The error is reported by run_notebook."""

        def showsyntaxerror(self, *_args: Any, **_kwargs: Any) -> None:
            """The error is reported by run_notebook."""

        def enable_gui(self, gui: Any = None) -> None:
            """No window is opened."""

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    InteractiveShell.clear_instance()
    return Shell.instance(config=settings)
