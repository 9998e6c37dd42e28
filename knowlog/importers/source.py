"""A folder of another program, read and never written; what is odd in it does no harm."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from knowlog.domain.imports import LeftOut
from knowlog.errors import NotFoundError
from knowlog.storage.contents import read_file
from knowlog.storage.scan import printable

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes of a text that somebody wrote; the longest novels have five million."""
LARGEST_FILE = 1024 * 1024 * 1024
"""Bytes of a file that is copied."""

SKIPPED = frozenset({".git", ".hg", ".svn", ".DS_Store", "node_modules", "__pycache__", ".knowlog"})
"""Names that are never looked into and of which nobody wants to hear."""


class Source:
    """The folder that an import reads.

    Attributes:
        root: Its real path.
        files: Path with ``/`` between the parts to size in bytes, of every file that can be read.
        left_out: What cannot: links that lead out, pipes and devices, names that are no text.
        encoding: What texts are in that are not UTF-8; empty where nobody said.
        progress: Told after each file that is read how many there were, and how many there are.
    """

    def __init__(self, place: Path, *, without: Path | None = None, encoding: str = "") -> None:
        """Look at every file, opening none.

        Args:
            place: A folder, or a single file.
            without: A folder that is not looked into, such as the log itself.
            encoding: What texts are in that are not UTF-8, if the user knows.

        Raises:
            NotFoundError: There is nothing of this name, or it cannot be read.
        """
        if not place.exists():
            raise NotFoundError(f"there is no folder {place}", "Name the folder to import from.")
        self.root = Path(os.path.realpath(place))
        self.files: dict[str, int] = {}
        self.left_out: list[LeftOut] = []
        self.encoding = encoding
        self.progress: Callable[[int, int], None] = lambda _done, _total: None
        self._read = 0
        self._without = str(without) if without else None
        only = ""
        if not self.root.is_dir():
            only, self.root = self.root.name, self.root.parent
        for item in self._items(str(self.root), ""):
            if not only or item.name == only:
                self._look(item, "")
        self.files = dict(sorted(self.files.items()))

    def read(self, path: str) -> bytes:
        """The bytes of one of the files.

        Raises:
            OSError: It cannot be read any more, or is too large for a text.
        """
        place = self.place(path)
        if place.stat().st_size > LARGEST_TEXT:
            raise OSError(f"it is over {LARGEST_TEXT // 2**20} MB")
        data = read_file(place)
        self._read += 1
        self.progress(self._read, len(self.files) + 1)
        if data is None:
            raise FileNotFoundError("it is gone")
        return data

    def place(self, path: str) -> Path:
        """Where one of the files is.

        Raises:
            OSError: It became a link that leads out of the folder.
        """
        place = self.root / path
        if not Path(os.path.realpath(place)).is_relative_to(self.root):
            raise OSError("it leads out of the folder now")
        return place

    def _items(self, folder: str, prefix: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as items:
                yield from sorted(items, key=lambda item: item.name)
        except OSError as error:
            self._leave(prefix or "./", "unreadable", f"it cannot be read: {error.strerror}")

    def _look(self, item: os.DirEntry[str], prefix: str) -> None:
        pending = [(item, prefix)]
        while pending:
            item, prefix = pending.pop()
            path = prefix + item.name
            if item.name in SKIPPED or item.path == self._without:
                continue
            if printable(path) != path:
                self._leave(printable(path), "name", "its name is not text")
            elif item.is_dir(follow_symlinks=False):
                pending += [(one, f"{path}/") for one in self._items(item.path, f"{path}/")]
            else:
                self._take(item, path)

    def _take(self, item: os.DirEntry[str], path: str) -> None:
        try:
            status = item.stat()
            real = os.path.realpath(item.path) if item.is_symlink() else ""
        except OSError as error:
            self._leave(path, "unreadable", f"it cannot be read: {error.strerror}")
            return
        if real and not Path(real).is_relative_to(self.root):
            self._leave(path, "link-outside", "it is a link that leads out of the folder")
        elif real and stat.S_ISDIR(status.st_mode):
            self._leave(path, "link", "it is a link to a folder, which is read where it is")
        elif not stat.S_ISREG(status.st_mode):
            self._leave(path, "special", "it is no file but a pipe, socket or device")
        elif status.st_size > LARGEST_FILE:
            self._leave(
                path, "too-large", f"it has {status.st_size / 2**30:.1f} GB; copy it by hand"
            )
        else:
            self.files[path] = status.st_size

    def _leave(self, path: str, kind: str, reason: str) -> None:
        self.left_out.append(LeftOut(path, kind, reason))


def below(files: Mapping[str, int], folder: str) -> Iterator[str]:
    """The paths in a folder, at any depth."""
    return (path for path in files if path.startswith(f"{folder}/"))


def is_hidden(path: str) -> bool:
    """Whether a part of a path starts with a dot."""
    return path.startswith(".") or "/." in path


def hidden_place(path: str) -> str:
    """The topmost hidden folder of a path with a slash behind it, or the hidden file."""
    parts = path.split("/")
    depth = next(at for at, part in enumerate(parts, 1) if part.startswith("."))
    place = "/".join(parts[:depth])
    return place if depth == len(parts) else f"{place}/"
