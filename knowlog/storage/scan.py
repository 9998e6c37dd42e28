"""One look at every file of a log: what is there, and whether it changed.

A fingerprint is a file's size, times and inode. That misses a file written twice within one
tick of the file system's clock, so a file that changed just before the look gets a fingerprint
that will never be seen again, and is read once more next time (git calls this racily clean).
"""

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path

from knowlog.domain.document import Problem
from knowlog.domain.freshness import Scan
from knowlog.storage.atomic import TEMPORARY_SUFFIX
from knowlog.storage.halves import in_halves
from knowlog.storage.layout import Layout, RootPages, is_site

EXTENSIONS = (".md", ".markdown")
SKIPPED_FOLDERS = frozenset({"node_modules", "_site", "__pycache__"})
LARGEST_FILE = 64 * 1024 * 1024
"""In bytes; what is larger is no text that somebody wrote."""

MANY = 5000
"""Of so many files two processes look at half each: it saves more than a fork costs."""

FINE_TICK = 50_000_000
"""Nanoseconds; the kernel stamps files with a clock that ticks every 4 to 16 ms."""
COARSE_TICK = 2_050_000_000
"""Nanoseconds; FAT keeps two seconds, HFS+ and small ext4 inodes one."""

_TOUCHED_IS_MADE = os.name == "nt"
"""Whether ``st_ctime`` is the time of creation, and a listing of a folder knows no inodes."""


Looks = tuple[dict[str, str], list[tuple[str, str, str]]]
"""Path to fingerprint; and path, kind and message of each file that is not to be read."""


def fingerprint(status: os.stat_result, now: int) -> str:
    """Name a state of a file.

    Args:
        status: What the system says of the file.
        now: The time of the look, in nanoseconds since 1970, taken before ``status``.
    """
    written, touched = status.st_mtime_ns, status.st_ctime_ns
    inode = 0 if _TOUCHED_IS_MADE else status.st_ino  # or each way to look would see another file
    name = f"{status.st_size:x}.{written:x}.{touched:x}.{inode:x}"
    changed = written if _TOUCHED_IS_MADE else touched
    if changed < now - COARSE_TICK:
        return name
    tick = FINE_TICK if changed % 1_000_000_000 else COARSE_TICK
    return name if changed < now - tick else f"{name}~{now:x}"


def same_state(one: str | None, other: str | None) -> bool:
    """Whether two fingerprints name one state of a file, also when it had changed just before."""
    return (one or "").partition("~")[0] == (other or "").partition("~")[0]


class Walk:
    """A walk over a log, and what it has found so far.

    Attributes:
        fingerprints: Path to fingerprint of every entry.
        problems: Path to why it was skipped.
        leftovers: Paths of temporary files that a killed command may have left.
    """

    def __init__(self, root: str, layout: Layout) -> None:
        """Start at the log's real path; the layout says which of its files are entries."""
        self.fingerprints: dict[str, str] = {}
        self.problems: dict[str, Problem] = {}
        self.leftovers: list[str] = []
        self._root = root
        self._layout = layout
        self._now = 0
        self._files: list[tuple[str, os.DirEntry[str]]] = []
        self._links: list[tuple[str, str]] = []
        self._walked: set[str] = set()

    def run(self) -> Scan:
        """Walk everything once."""
        self._now = time.time_ns()
        if "" not in self._layout.folders:
            self._look_at_root()
        for folder in self._layout.folders:
            self._descend(f"{folder}/" if folder else "", str(Path(self._root, folder)))
        while self._links:
            self._follow(*self._links.pop())
        self._look_at_files()
        return Scan(self.fingerprints, self.problems)

    def _look_at_root(self) -> None:
        for item in self._list("", self._root):
            if item.name.endswith(TEMPORARY_SUFFIX):
                self.leftovers.append(item.name)
            elif item.name.lower().endswith(EXTENSIONS) and self._is_root_page(item):
                self._take(item, item.name)

    def _is_root_page(self, item: os.DirEntry[str]) -> bool:
        if self._layout.root_pages is RootPages.ABOUT:
            return item.name.lower().rpartition(".")[0] == "about"
        return item.is_file() and _has_front_matter(item.path)

    def _descend(self, prefix: str, folder: str) -> None:
        """Walk a folder to any depth; ``prefix`` is its path in the log, with a slash after it."""
        pending = [(prefix, folder)]
        while pending:
            prefix, folder = pending.pop()
            if folder in self._walked:
                continue  # a link leads to a folder above it
            self._walked.add(folder)
            for item in self._list(prefix, folder):
                name = item.name
                if name[0] == ".":
                    self._note_leftover(prefix + name)
                elif name.endswith(EXTENSIONS) or name.lower().endswith(EXTENSIONS):
                    if self._take(item, prefix + name):
                        pending.append((f"{prefix}{name}/", item.path))
                elif item.is_dir(follow_symlinks=False):
                    if not self._is_skipped(prefix, name) and not is_site(item.path):
                        pending.append((f"{prefix}{name}/", item.path))
                elif item.is_symlink() and item.is_dir():
                    self._links.append((prefix + name, item.path))

    def _note_leftover(self, path: str) -> None:
        if path.endswith(TEMPORARY_SUFFIX):
            self.leftovers.append(path)

    def _is_skipped(self, prefix: str, name: str) -> bool:
        return name in SKIPPED_FOLDERS or f"{prefix}{name}" in self._layout.skipped

    def _list(self, prefix: str, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as items:
                return list(items)
        except FileNotFoundError:
            return []
        except OSError as error:
            self._skip(prefix or ".", "unreadable", f"this folder cannot be read: {error.strerror}")
            return []

    def _take(self, item: os.DirEntry[str], path: str) -> bool:
        """Note one file whose name is that of an entry; whether it is a folder after all."""
        if item.is_file(follow_symlinks=False):
            self._files.append((path, item))
        elif item.is_symlink():
            self._take_link(item, path)
        elif item.is_dir():
            return True
        else:
            self._files.append((path, item))  # said to be odd when it is looked at
        return False

    def _take_link(self, item: os.DirEntry[str], path: str) -> None:
        try:
            if item.is_dir():
                self._links.append((path, item.path))
            elif self._is_inside(os.path.realpath(item.path)):
                self._files.append((path, item))
            else:
                message = "this link leads out of the log, so it is left alone"
                self._skip(path, "link-outside", message)
        except OSError as error:
            self._skip(path, "unreadable", f"this file cannot be looked at: {error.strerror}")

    def _look_at_files(self) -> None:
        files = self._files
        looks = in_halves(self._look, files) if len(files) >= MANY else [self._look(files)]
        for fingerprints, skipped in looks:
            self.fingerprints.update(fingerprints)
            for path, kind, message in skipped:
                self._skip(path, kind, message)

    def _look(self, files: Sequence[tuple[str, os.DirEntry[str]]]) -> Looks:
        fingerprints: dict[str, str] = {}
        skipped: list[tuple[str, str, str]] = []
        now = self._now
        for path, item in files:
            try:
                status = item.stat()
            except OSError as error:
                message = f"this file cannot be looked at: {error.strerror}"
                skipped.append((path, "unreadable", message))
                continue
            if odd := _oddness(path, status):
                skipped.append((path, *odd))
            else:
                fingerprints[path] = fingerprint(status, now)
        return fingerprints, skipped

    def _follow(self, path: str, link: str) -> None:
        """Walk the folder that a link leads to, unless its files are listed already."""
        target = os.path.realpath(link)
        if not self._is_inside(target):
            self._skip(path, "link-outside", "this link leads out of the log, so it is left alone")
        elif target not in self._walked and not _is_private(target[len(self._root) :]):
            self._descend(f"{path}/", target)

    def _is_inside(self, path: str) -> bool:
        return path == self._root or path.startswith(self._root.rstrip(os.sep) + os.sep)

    def _skip(self, path: str, kind: str, message: str) -> None:
        self.problems[printable(path)] = Problem(1, kind, message)


def printable(path: str) -> str:
    """A path as it can be shown and stored: bytes that are no Unicode as a backslash and hex."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _oddness(path: str, status: os.stat_result) -> tuple[str, str] | None:
    """The kind of what is odd about a file that is not to be read, and what to say of it."""
    if not stat.S_ISREG(status.st_mode):
        return "not-a-file", "this is a pipe, socket or device, not a file"
    if not is_unicode(path):
        return "undecodable-name", "the file's name is not valid Unicode"
    if status.st_size > LARGEST_FILE:
        return "too-large", f"this file is larger than {LARGEST_FILE >> 20} MiB"
    return None


def is_unicode(path: str) -> bool:
    """Whether all bytes of a path were valid in its encoding, so that it can be told to others."""
    return path.isascii() or not any("\ud800" <= character <= "\udfff" for character in path)


def _is_private(path: str) -> bool:
    return any(part[0] == "." or part in SKIPPED_FOLDERS for part in Path(path).parts)


def _has_front_matter(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(7).removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r"))
    except OSError:
        return False
