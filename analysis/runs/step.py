"""Steps: how a result on the disk is made again when what it was made of has changed.

What is up to date is decided here for every kind of output: an edition's files, a trend, a report, the index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from analysis.runs.manifests import (
    MANIFEST,
    NOTHING,
    Ingredients,
    Stated,
    is_current,
    manifest_beside,
    manifest_bytes,
)
from analysis.runs.memory import memory_given_back
from analysis.runs.result_folders import Say, alone, write_folder
from analysis.runs.whole_files import write_whole

T = TypeVar("T")


class Outputs(Protocol):
    """The files of a result: where they stand, and how they are put there, all at one moment or not at
    all."""

    @property
    def guarded(self) -> Path:
        """The file or folder whose lock a run holds while it writes them."""

    @property
    def manifests(self) -> tuple[Path, ...]:
        """The manifests that list them."""

    def write(self, contents: Mapping[Path, bytes], made_of: Ingredients, stated: Stated = NOTHING) -> None:
        """Put `contents` in place, with their manifests. Raises Fault with the former files intact."""

    def take_away(self) -> None:
        """Delete what a run wrote; a file that a user put there is in no manifest and stays."""


@dataclass(frozen=True)
class Folder:
    """The files of one folder, under one manifest."""

    path: Path

    @property
    def guarded(self) -> Path:
        """The folder, whose lock a run holds."""
        return self.path

    @property
    def manifests(self) -> tuple[Path, ...]:
        """The manifest in the folder."""
        return (self.path / MANIFEST,)

    def write(self, contents: Mapping[Path, bytes], made_of: Ingredients, stated: Stated = NOTHING) -> None:
        """Write the folder whole; what users put in it stays."""
        names = {path.relative_to(self.path).as_posix(): content for path, content in contents.items()}
        write_folder(self.path, names, made_of, stated)

    def take_away(self) -> None:
        """Leave an empty folder with its manifest, which stands for a result of no file."""
        if self.manifests[0].is_file():
            write_folder(self.path, {}, {})


@dataclass(frozen=True)
class Files:
    """Files among others in a folder, each with its manifest beside it."""

    paths: tuple[Path, ...]

    @property
    def guarded(self) -> Path:
        """The first of the files, whose lock a run holds."""
        return self.paths[0]

    @property
    def manifests(self) -> tuple[Path, ...]:
        """The hidden manifest beside each file."""
        return tuple(manifest_beside(path) for path in self.paths)

    def write(self, contents: Mapping[Path, bytes], made_of: Ingredients, stated: Stated = NOTHING) -> None:
        """Put the files and their manifests in place together."""
        manifests = {
            manifest_beside(path): manifest_bytes(made_of, {path.name: content}, stated)
            for path, content in contents.items()
        }
        write_whole({**contents, **manifests})

    def take_away(self) -> None:
        """Delete each file that has a manifest, and the manifest with it."""
        for path, manifest in zip(self.paths, self.manifests, strict=True):
            if manifest.is_file():
                path.unlink(missing_ok=True)
                manifest.unlink()


@dataclass(frozen=True)
class Result:
    """A result on the disk, and the ingredients that it has to be made of now."""

    outputs: Outputs
    made_of: Callable[[], Ingredients]
    is_wanted: Callable[[], bool] = lambda: True
    """Whether there is anything to make it of; where there is not, it should not stand."""

    def is_current(self) -> bool:
        """Whether making it again would change nothing."""
        stand = all(manifest.is_file() for manifest in self.outputs.manifests)
        if not self.is_wanted():
            return not stand
        if not stand:
            return False
        made_of = self.made_of()
        return all(is_current(made_of, manifest) for manifest in self.outputs.manifests)


@dataclass(frozen=True)
class Step(Generic[T]):
    """The way a result is made: `make` computes it, `contents` gives its files, none where it is not to
    stand, and `stated` what their manifest says of them besides."""

    result: Result
    make: Callable[[], T]
    contents: Callable[[T], Mapping[Path, bytes]]
    stated: Callable[[T], Stated] = lambda _: NOTHING

    def run(self, say: Say = lambda _: None, force: bool = False) -> T | None:
        """Make the result where it is not current, or by `force`, and return it; None where nothing was to
        do.

        Waits, telling `say`, while another run writes it. Raises Fault with the former files intact.
        """
        if not force and self.result.is_current():
            return None
        with alone(self.result.outputs.guarded, say):
            return None if not force and self.result.is_current() else self.done()

    def done(self) -> T | None:
        """The result, made and written; the caller is alone. None where there is nothing to make it of.

        What it is made of is read first: an input that changes meanwhile is met by the next run.
        """
        if not self.result.is_wanted():
            self.result.outputs.take_away()
            return None
        made_of = self.result.made_of()
        with memory_given_back():
            made = self.make()
        contents = self.contents(made)
        if contents:
            self.result.outputs.write(contents, made_of, self.stated(made))
        else:
            self.result.outputs.take_away()
        return made
