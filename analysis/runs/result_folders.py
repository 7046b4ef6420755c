"""A folder of results that appears whole or not at all, written by one run at a time."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from analysis.faults import Fault
from analysis.runs.manifests import (
    MANIFEST,
    NOTHING,
    Content,
    Ingredients,
    Stated,
    manifest_bytes,
    outputs_of,
)
from analysis.runs.whole_files import nothing_written

AT_FDCWD = -100
RENAME_EXCHANGE = 2
CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)
"""What kernels and file systems without the exchange answer."""

Say = Callable[[str], None]


def write_folder(
    folder: Path, contents: Mapping[str, Content], made_of: Ingredients, stated: Stated = NOTHING
) -> None:
    """Write `contents` and their manifest as the files of `folder`, all at one moment; the caller holds its
    lock (`alone`).

    A name may lead into folders below ("2024/report.html"); a content that is a file on the same disk is
    linked. Files that users put there stay. Raises Fault (a full disk, a folder that cannot be written, a
    user's file under the name of a result) with the former files intact.
    """
    folder = folder.resolve()
    _refuse_to_replace(folder, contents)
    part = _part(folder)
    try:
        _fill(part, folder, {MANIFEST: manifest_bytes(made_of, contents, stated), **contents})
        if folder.is_dir():
            shutil.copymode(folder, part)
        _put_in_place(part, folder)
    except OSError as error:
        with suppress(OSError):
            recover(folder)
        raise nothing_written(error, folder) from None
    except BaseException:
        recover(folder)
        raise
    _settle(folder.parent)
    recover(folder)


def recover(folder: Path) -> None:
    """Repair what a stopped run left beside `folder`: former results and users' files go back where none
    stand."""
    folder = folder.resolve()
    former = _former(folder)
    if former.is_dir() and not folder.exists():
        former.rename(folder)
    for left in (_part(folder), former):
        if left.is_dir():
            _open(left)
            _give_back(left, folder)
            shutil.rmtree(left, ignore_errors=True)


def _open(left: Path) -> None:
    """Let the folder and those within be emptied, those that were read-only or closed too."""
    with suppress(OSError):  # of someone else: what it holds stays, and the results have their place
        left.chmod(left.stat().st_mode | stat.S_IRWXU)
        for path in left.iterdir():
            if path.is_dir() and not path.is_symlink():
                _open(path)


def _part(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.part")


def _former(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.former")


def _refuse_to_replace(folder: Path, contents: Mapping[str, Content]) -> None:
    """A file that no run listed, under the name of a result, is a user's."""
    if folder.exists() and not folder.is_dir():
        raise Fault(f"{folder}: a file stands where the folder of results should be; move it away")
    made = outputs_of(folder / MANIFEST)
    foreign = [
        name for name in contents if made is not None and name not in made and (folder / name).exists()
    ]
    if foreign:
        raise Fault(
            f"{folder}: {', '.join(foreign)} was put there by someone and is now the name of a result; "
            "move it away, then build again"
        )


def _fill(part: Path, folder: Path, contents: Mapping[str, Content]) -> None:
    """The files of `folder` on the disk, in `part`; the manifest first, which tells what a run made."""
    part.mkdir(parents=True)
    within = {part}
    for name, content in contents.items():
        path = part / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(content, path)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(folder / name)) from None
        within.add(path.parent)
    for each in within:
        _settle(each)


def _put(content: Content, path: Path) -> None:
    """The content on the disk at `path`; of a file another name, or a copy where the system links none."""
    if isinstance(content, Path):
        try:
            path.hardlink_to(content)
        except OSError:
            shutil.copyfile(content, path)
        return
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(part: Path, folder: Path) -> None:
    """The next results take the folder's place; in one step where the system can, else by two renames."""
    if not folder.exists():
        part.rename(folder)
    elif not exchanged(part, folder):
        folder.rename(_former(folder))
        part.rename(folder)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux: renameat2); False where the system cannot.

    Raises OSError where it could, and failed.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if _is_linux() else None
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _settle(folder: Path) -> None:
    """Names in a folder are on the disk once the folder itself is."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _give_back(left: Path, folder: Path) -> None:
    """Move what is no run's from a folder of former results to the folder that took its place."""
    for path in list(_foreign(left, folder)):
        place = folder / path.relative_to(left)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(_free(place))


def _foreign(left: Path, folder: Path) -> Iterator[Path]:
    """What a manifest does not list; without one, what the folder that took its place does not have."""
    listed = outputs_of(left / MANIFEST)
    made = [path.relative_to(folder).as_posix() for path in folder.rglob("*")] if listed is None else listed
    yield from _not_made(left, left, {MANIFEST, *made})


def _not_made(folder: Path, top: Path, made: Collection[str]) -> Iterator[Path]:
    """The files and folders in `folder` that are not `made`, names from `top`; a folder with something made
    in it is gone through."""
    within = {parent.as_posix() for name in made for parent in PurePosixPath(name).parents}
    for path in folder.iterdir():
        name = path.relative_to(top).as_posix()
        if path.is_dir() and not path.is_symlink() and name in within:
            yield from _not_made(path, top, made)
        elif path.is_dir() or name not in made:
            yield path


def _free(path: Path) -> Path:
    """`path`, or where that is taken, the same with a rank: notes.txt, notes.2.txt."""
    rank, free = 1, path
    while free.exists() or free.is_symlink():
        rank += 1
        free = path.with_name(f"{path.stem}.{rank}{path.suffix}")
    return free


@contextmanager
def alone(folder: Path, say: Say = lambda _: None) -> Iterator[None]:
    """Hold the lock of `folder`, a file beside it; wait, saying so, while another run holds it.

    What a killed run left is put right first. Raises Fault where no file can be written there.
    """
    from filelock import FileLock, Timeout

    path = folder.with_name(f".{folder.name}.lock")
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"waiting for another run that writes {folder}")
            lock.acquire()
    except OSError as error:
        raise nothing_written(error, path) from None
    try:
        recover(folder)
        yield
    finally:
        lock.release()
