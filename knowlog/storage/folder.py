"""A log on the disk: its files are the truth, and this is the only door to them."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.document import Document
from knowlog.domain.ports import Scan
from knowlog.errors import ConflictError, KnowlogError, NotFoundError
from knowlog.storage import atomic
from knowlog.storage.layout import Layout
from knowlog.storage.paths import OutsideError, resolve
from knowlog.storage.scan import Walk

Parse = Callable[[str, bytes], Document]


class Folder:
    """The Markdown files of a log in a folder; implements `knowlog.domain.ports.EntryStore`.

    Attributes:
        root: The log's real path.
        layout: Which of its files are entries.
    """

    def __init__(self, root: Path, layout: Layout, parse: Parse) -> None:
        """Open a log.

        Args:
            root: Its folder.
            layout: Which of its files are entries, as `knowlog.storage.layout.detect` says.
            parse: Takes a path and a file's bytes apart into a document; never fails.

        Raises:
            NotFoundError: There is no such folder.
        """
        self.root = Path(os.path.realpath(root))
        self.layout = layout
        self._parse = parse
        if not self.root.is_dir():
            raise NotFoundError(f"There is no folder {root}.", "knowlog init makes a new log.")

    def scan(self) -> Scan:
        """Look at every file's size and times."""
        return Walk(str(self.root), self.layout).run()

    def read(self, path: str) -> Document:
        """Read and take apart one file; odd content gives problems, never an exception.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        return self._parse(path, self.read_bytes(path))

    def read_bytes(self, path: str) -> bytes:
        """The file as it stands.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        try:
            data = _read(resolve(self.root, path))
        except OutsideError as error:
            raise NotFoundError(error.message) from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NotFoundError(f"{path} cannot be read: {reason}.") from error
        if data is None:
            raise NotFoundError(f"There is no file {path}.")
        return data

    def apply(self, changes: ChangeSet) -> None:
        """Write all files of a change set, or none.

        Raises:
            ConflictError: A file is not what ``before`` says.
            KnowlogError: The disk refused.
        """
        places = {change.path: resolve(self.root, change.path) for change in changes.files}
        for change in changes.files:
            _check(change, places[change.path])
        for change in changes.files:
            try:
                _write(change, places[change.path])
            except FileExistsError as error:
                raise ConflictError(f"{change.path} exists already.") from error
            except OSError as error:
                raise KnowlogError(f"{change.path} cannot be written: {error.strerror}.") from error


def _read(place: Path) -> bytes | None:
    """The bytes of a regular file, or None; a pipe is refused instead of waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(place, flags)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return file.read()


def _check(change: FileChange, place: Path) -> None:
    if _read(place) != change.before:
        raise ConflictError(
            f"{change.path} changed on the disk since it was read; nothing was written.",
            "Look at the file and run the command again.",
        )


def _write(change: FileChange, place: Path) -> None:
    if change.after is None:
        place.unlink()
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = atomic.stage(place, change.after)
    try:
        if change.before is None:
            atomic.create(temporary, place)
        else:
            atomic.replace(temporary, place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    atomic.sync_folder(place.parent)
