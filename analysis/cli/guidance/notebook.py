"""`assoscope notebook`: a guided notebook opened in JupyterLab on a survey of one's own."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from analysis.cli.build import build_all
from analysis.cli.terminal.console import Faulty, end, faults_shown, shown
from analysis.cli.terminal.words import said
from analysis.faults import Misuse

if TYPE_CHECKING:
    from analysis.workspace import Place


@click.command()
@click.argument("chosen", metavar="SURVEY[/EDITION]")
@click.argument("name", default="tour", metavar="[NOTEBOOK]")
@click.option("--browser/--no-browser", default=True, help="Open it in a browser, or print the address only.")
@click.option("--port", type=click.IntRange(1, 65535), help="Where JupyterLab listens; by default 8888.")
@click.option(
    "--allow-root", is_flag=True, help="Run as root, as in a container: JupyterLab refuses it unless told."
)
@click.pass_obj
def notebook(root: Path, chosen: str, name: str, browser: bool, port: int | None, allow_root: bool) -> None:
    """Open a notebook in JupyterLab on a survey: tour, reception, training, seniority …

    Without an EDITION, on the latest one. The edition is built where it has to be. The notebook that opens is
    a copy of yours, notebooks/own/SURVEY/EDITION/NAME.ipynb, which later runs open again as you left it.
    """
    from analysis.workspace import places

    with faults_shown():
        place = places(root, (chosen,))[-1]
        source = guided_notebook(root, name)
    end(build_all([place], None, force=False))
    with faults_shown():
        copy = own_copy(place, source)
    click.echo(said("{file}: opened in JupyterLab; stop it with Ctrl-C", file=shown(copy, root)))
    options = {"--no-browser": not browser, f"--port={port}": port, "--allow-root": allow_root}
    raise SystemExit(_lab(copy, [option for option, wanted in options.items() if wanted]))


def guided_notebook(root: Path, name: str) -> Path:
    """The notebook of that name in the folder worked on, else the one beside the package.

    Raises Misuse with those that there are.
    """
    from analysis.reporting.page.report_files import REPOSITORY

    folders = (REPOSITORY / "notebooks", root / "notebooks")
    found = {path.stem: path for folder in folders for path in sorted(folder.glob("*.ipynb"))}
    wanted = name.removesuffix(".ipynb")
    if wanted not in found:
        near = get_close_matches(wanted, found, 1)
        told = {"wanted": wanted, "names": ", ".join(sorted(found))}
        raise Misuse(
            said("no notebook {wanted!r} (did you mean {near!r}?); there are: {names}", near=near[0], **told)
            if near
            else said("no notebook {wanted!r}; there are: {names}", **told)
        )
    return found[wanted]


def own_copy(place: Place, source: Path) -> Path:
    """The analyst's copy of a notebook for an edition, made where there is none yet."""
    from analysis.runs.whole_files import write_whole

    copy = place.root / "notebooks" / "own" / place.survey / place.edition / source.name
    if not copy.is_file():
        root = os.path.relpath(place.root, copy.parent)
        given = {"root": root, "survey": place.survey, "edition": place.edition}
        content = with_stated(json.loads(source.read_text(encoding="utf-8")), given)
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        write_whole({copy: text.encode("utf-8")})
    return copy


def with_stated(content: Any, given: Mapping[str, str]) -> Any:
    """The notebook with what its cell of parameters states replaced by what is given."""
    stated = re.compile(rf'\b({"|".join(given)})="[^"]*"')
    for cell in content["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            source = "".join(cell["source"])
            cell["source"] = stated.sub(lambda found: f"{found[1]}={json.dumps(given[found[1]])}", source)
    return content


def _lab(path: Path, options: Sequence[str]) -> int:
    """JupyterLab run on a notebook until it is stopped; its exit code."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise Faulty(said("JupyterLab is not installed: run `make setup`, or `pip install jupyterlab`"))
    address = f"--LabApp.default_url=/lab/tree/{quote(path.name)}"  # printed as well where no browser opens
    command = [sys.executable, "-m", "jupyterlab", str(path), address, *options]
    return subprocess.run(command, check=False).returncode
