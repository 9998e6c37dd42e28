"""Puts new files in the place of old ones: all of them, whatever is killed.

The new files lie beside the site, complete, before the first old one is touched, with a list of
what shall become of them. A process of its own then renames them, so that killing the export stops
nothing half-way; for one changed entry that takes about a millisecond. When the whole machine goes
down in that time, the next export finds the list and goes on from there.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

LIST = ".knowlog-replacing.json"
"""Stands among the new files from the moment on when nothing may be half done any more."""


def replace_files(staged: Path, place: Path, files: Sequence[str], removed: Sequence[str]) -> None:
    """Move new files to their places and remove old ones; what else is there stays untouched.

    Args:
        staged: A folder with all new files; gone afterwards.
        place: The folder with the old ones, on the same disk.
        files: The new ones, relative to both, in the order in which they shall appear.
        removed: Old ones without a successor.

    Raises:
        OSError: The disk refused; :func:`go_on` finishes what was begun.
    """
    unfinished = staged / f"{LIST}.new"
    todo = {"files": files, "removed": removed}
    unfinished.write_text(json.dumps(todo), encoding="utf-8")
    unfinished.replace(staged / LIST)
    _apart(lambda: _replace(staged, place))


def go_on(staged: Path, place: Path) -> None:
    """Finish what was begun when the machine went down; forget what was not yet begun.

    Raises:
        OSError: The disk refused.
    """
    if (staged / LIST).exists():
        _replace(staged, place)
    else:
        forget(staged)


def forget(staged: Path) -> None:
    """Remove new files, unless some of them may have taken their places already."""
    if not (staged / LIST).exists():
        shutil.rmtree(staged, ignore_errors=True)


def _replace(staged: Path, place: Path) -> None:
    todo = json.loads((staged / LIST).read_bytes())
    files, removed = todo["files"], todo["removed"]
    _remove(place, _in_the_way(files, removed))
    for file in files:
        _move(staged / file, place / file)
    _remove(place, removed)
    (staged / LIST).unlink()
    shutil.rmtree(staged, ignore_errors=True)


def _in_the_way(files: Iterable[str], removed: Iterable[str]) -> list[str]:
    """Old files where a folder has to be, and those in folders where a file has to be."""
    new = set(files)
    folders = {folder for file in new for folder in _above(file)}
    return [old for old in removed if old in folders or not new.isdisjoint(_above(old))]


def _move(new: Path, old: Path) -> None:
    try:
        new.replace(old)
    except FileNotFoundError:
        if new.exists():
            old.parent.mkdir(parents=True, exist_ok=True)
            new.replace(old)
        elif not old.exists():
            raise


def _remove(place: Path, files: Iterable[str]) -> None:
    """Remove files, and the folders that nothing is left in; a name may be a folder by now."""
    for file in files:
        if not (place / file).is_dir():
            with suppress(FileNotFoundError, NotADirectoryError):
                (place / file).unlink()
        with suppress(OSError):
            for folder in _above(file):
                (place / folder).rmdir()


def _above(file: str) -> Iterator[str]:
    return (folder.as_posix() for folder in PurePosixPath(file).parents if folder.name)


def _apart(task: Callable[[], None]) -> None:
    """Do a task in a process that does not end when this one is killed.

    It forks and does nothing but renames, so threads of this process, if there are any, do no harm.

    Raises:
        OSError: What the task raised.
    """
    if sys.platform == "win32":
        task()
        return
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setsid()
            os.write(writer, _told(task))
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    if said != _DONE:
        number, name = json.loads(said or "[null, null]")
        raise OSError(number, os.strerror(number) if number else "the renaming was stopped", name)


_DONE = b"done"


def _told(task: Callable[[], None]) -> bytes:
    try:
        task()
    except OSError as error:
        return json.dumps([error.errno, str(error.filename or "")]).encode()
    return _DONE
