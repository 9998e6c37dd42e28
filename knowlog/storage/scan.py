"""One look at every file of a log: what is there, and whether it changed.

A fingerprint is a file's size, times and inode. That misses a file written twice within one
tick of the file system's clock, so a file that changed just before the look gets a fingerprint
that will never be seen again, and is read once more next time (git calls this racily clean).
"""

import os
import stat
import time
from pathlib import Path

from knowlog.domain.document import Problem
from knowlog.domain.freshness import Scan
from knowlog.storage.atomic import TEMPORARY_SUFFIX
from knowlog.storage.layout import Layout, RootPages, is_site

EXTENSIONS = (".md", ".markdown")
SKIPPED_FOLDERS = frozenset({"node_modules", "_site", "__pycache__"})
LARGEST_FILE = 64 * 1024 * 1024
"""In bytes; what is larger is no text that somebody wrote."""

FINE_TICK = 50_000_000
"""Nanoseconds; the kernel stamps files with a clock that ticks every 4 to 16 ms."""
COARSE_TICK = 2_050_000_000
"""Nanoseconds; FAT keeps two seconds, HFS+ and small ext4 inodes one."""

_TOUCHED_IS_MADE = os.name == "nt"
"""Whether ``st_ctime`` is the time of creation."""


def fingerprint(status: os.stat_result, now: int) -> str:
    """Name a state of a file.

    Args:
        status: What the system says of the file.
        now: The time of the look, in nanoseconds since 1970, taken before ``status``.
    """
    written, touched = status.st_mtime_ns, status.st_ctime_ns
    name = f"{status.st_size:x}.{written:x}.{touched:x}.{status.st_ino:x}"
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
        try:
            status = item.stat(follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                self._take_file(path, status)
            elif stat.S_ISLNK(status.st_mode):
                return self._take_link(item, path)
            elif stat.S_ISDIR(status.st_mode):
                return True
            else:
                self._skip_special(path)
        except OSError as error:
            self._skip(path, "unreadable", f"this file cannot be looked at: {error.strerror}")
        return False

    def _take_link(self, item: os.DirEntry[str], path: str) -> bool:
        if item.is_dir():
            self._links.append((path, item.path))
        elif not self._is_inside(os.path.realpath(item.path)):
            self._skip(path, "link-outside", "this link leads out of the log, so it is left alone")
        elif stat.S_ISREG((status := item.stat()).st_mode):
            self._take_file(path, status)
        else:
            self._skip_special(path)
        return False

    def _skip_special(self, path: str) -> None:
        self._skip(path, "not-a-file", "this is a pipe, socket or device, not a file")

    def _take_file(self, path: str, status: os.stat_result) -> None:
        if not path.isascii() and not _is_unicode(path):
            self._skip(path, "undecodable-name", "the file's name is not valid Unicode")
        elif status.st_size > LARGEST_FILE:
            self._skip(path, "too-large", f"this file is larger than {LARGEST_FILE >> 20} MiB")
        else:
            self.fingerprints[path] = fingerprint(status, self._now)

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


def _is_unicode(path: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in path)


def _is_private(path: str) -> bool:
    return any(part[0] == "." or part in SKIPPED_FOLDERS for part in Path(path).parts)


def _has_front_matter(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(7).removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r"))
    except OSError:
        return False
