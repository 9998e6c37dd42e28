"""Which files of a log a site may show: its own, and nothing that it does not mean to show."""

import os
import posixpath
import stat
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from knowlog.domain.names import Names
from knowlog.exporters.site.model import MEDIA
from knowlog.storage.attachments import other_files

_SOURCES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".toml", ".yml", ".yaml"})


@dataclass(frozen=True, slots=True)
class MediaFolder:
    """The files beside a log's entries.

    Attributes:
        root: The log's folder.
        entries: The paths of everything that is an entry, drafts included: those are never copied.
        measure: Gives the width and height of a picture in pixels, or None.
    """

    root: Path
    entries: Collection[str]
    measure: Callable[[Path], tuple[int, int] | None] = lambda _: None
    _named: list[Names] = field(default_factory=list)

    def find(self, source: str, target: str) -> str | None:
        """Find the file that an entry names, as a path relative to the log's root.

        Args:
            source: The entry's own path.
            target: As the entry writes it; with a leading slash from the log's root, else from
                the entry's folder, else from the root, else a name or the end of a path that is
                looked for in the whole log, as Obsidian does it.

        Returns:
            None when there is no such file, when it is an entry, a hidden file or a settings
            file, or when its real path leaves the log.
        """
        below = target.lstrip("/")
        starts = ("",) if target.startswith("/") else (posixpath.dirname(source), "")
        for start in starts:
            path = os.path.normpath(posixpath.join(start, below)).replace(os.sep, "/")
            if self._may_show(path):
                return path
        found = self._names().by_name(target, source) if _may_be_file(target) else ()
        return next(filter(self._may_show, found), None)

    def _names(self) -> Names:
        """The names of all files beside the entries; the log is walked when one is asked for."""
        if not self._named:
            self._named.append(Names((), files=other_files(str(self.root), self.entries)[0]))
        return self._named[0]

    def _may_show(self, path: str) -> bool:
        parts = path.split("/")
        if any(part.startswith(".") for part in parts) or path in self.entries:
            return False
        if posixpath.splitext(path)[1].lower() in _SOURCES:
            return False
        return self.real(path) is not None

    def real(self, path: str) -> Path | None:
        """Give the file behind a path, or None when it is not a file of this log."""
        named = os.path.join(self.root, path)  # noqa: PTH118  # for every link of the log
        try:
            if not stat.S_ISREG(os.stat(named).st_mode):  # noqa: PTH116  # the same
                return None
            file = Path(named).resolve(strict=True)
            inside = file.is_relative_to(self.root.resolve())
        except (OSError, ValueError, RuntimeError):
            return None
        return file if inside else None

    def size(self, path: str) -> tuple[int, int] | None:
        """Measure a picture in pixels; None when it is none or does not say."""
        file = self.real(path)
        return self.measure(file) if file else None

    def stamp(self, path: str) -> str:
        """Name the state of a file, so that a changed file has another name."""
        file = self.real(path)
        if file is None:
            return ""
        status = file.stat()
        return f"{status.st_size}-{status.st_mtime_ns}"


def _may_be_file(target: str) -> bool:
    """Whether a target can be the name of a picture or the like: it has an ending of its own."""
    ending = PurePosixPath(target).suffix.lower()
    return not target.startswith(("/", "../")) and bool(ending) and ending not in _SOURCES


def media_address(path: str) -> str:
    """Say where a file of the log stands on the site."""
    return f"{MEDIA}{path}"
