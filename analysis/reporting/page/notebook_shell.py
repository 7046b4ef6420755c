"""The IPython shell that runs a notebook's cells in this process and collects their outputs."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from traitlets.config import Config


class OutputRecord:
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

    def __init__(self, name: str, record: OutputRecord) -> None:
        self._name, self._record = name, record

    def writable(self) -> bool:
        """Text can be written to it."""
        return True

    def write(self, text: str) -> int:
        """Keep `text`; returns its length."""
        if text:
            self._record.add(new_output("stream", name=self._name, text=text))
        return len(text)


@contextlib.contextmanager
def streams_into(record: OutputRecord) -> Iterator[None]:
    """What is printed goes to `record` while the context lasts."""
    with (
        contextlib.redirect_stdout(Stream("stdout", record)),
        contextlib.redirect_stderr(Stream("stderr", record)),
    ):
        yield


class Results(DisplayHook):
    """What the last line of a cell is worth."""

    shell: Any

    def write_output_prompt(self) -> None:
        """No prompt is shown."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value's forms as the cell's result."""
        count = self.prompt_count
        self.shell.record.add(
            new_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=count)
        )

    def finish_displayhook(self) -> None:
        """Nothing was written, nothing is to be ended."""


class Displays(DisplayPublisher):
    """What cells display."""

    shell: Any

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
        self.shell.record.show(data, metadata, (transient or {}).get("display_id"), bool(update))

    def clear_output(self, wait: bool = False) -> None:
        """Forget the outputs of the cell."""
        self.shell.record.clear(wait)


class NotebookShell(InteractiveShell):
    """A shell that keeps outputs and leaves errors to its caller."""

    displayhook_class = Results
    display_pub_class = Displays
    record: OutputRecord

    def showtraceback(self, *_args: Any, **_kwargs: Any) -> None:
        """The error is reported by run_notebook."""

    def showsyntaxerror(self, *_args: Any, **_kwargs: Any) -> None:
        """The error is reported by run_notebook."""

    def enable_gui(self, gui: Any = None) -> None:
        """No window is opened."""


def shell_for(record: OutputRecord) -> NotebookShell:
    """A new shell without history, colours or prompts whose outputs go to `record`."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    for kind in (NotebookShell, InteractiveShell):  # each class knows its own last shell
        kind.clear_instance()
    shell = NotebookShell.instance(config=settings)
    shell.record = record
    return shell
