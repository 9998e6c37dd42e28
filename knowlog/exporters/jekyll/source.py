"""What the export reads and what it makes."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from knowlog.domain.document import Document, Problem
from knowlog.domain.entry import Entry
from knowlog.domain.imports import Imported
from knowlog.domain.names import Names


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the log with its file.

    Attributes:
        entry: What it is.
        document: The file, taken apart.
        data: The file as it stands.
    """

    entry: Entry
    document: Document
    data: bytes


@dataclass(frozen=True, slots=True)
class LogSource:
    """A log on its way to another program.

    Attributes:
        root: Its folder.
        home: The folder of its entries, or an empty string.
        items: Every entry and page.
        names: What its entries and files answer to.
        zone: Its time zone.
        settings: Its settings, by name.
        origins: Path in the log to what is remembered of it, for what came from a blog.
        is_file: Whether a path of the log is a file that may be copied.
    """

    root: Path
    home: str
    items: tuple[Item, ...]
    names: Names
    zone: tzinfo
    settings: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, Imported] = field(default_factory=dict)
    is_file: Callable[[str], bool] = lambda _path: True

    def origin(self, path: str) -> str:
        """Where a file belongs in the blog that it came from; empty when it came from none.

        One that moved in the log has its new name there, too; in another folder it is no more the
        blog's than a new one.
        """
        found = self.origins.get(path)
        if found is None or not found.first:
            return found.source if found else ""
        if posixpath.dirname(path) != posixpath.dirname(found.first):
            return ""
        return posixpath.join(posixpath.dirname(found.source), posixpath.basename(path))

    def back(self, path: str) -> Mapping[str, object]:
        """What the import of a file wrote down for the way back."""
        found = self.origins.get(path)
        return found.back if found else {}


@dataclass(frozen=True, slots=True)
class Exported:
    """Everything that is to be written.

    Attributes:
        texts: Path in the new folder to the bytes of a file.
        copies: Path in the new folder to the path in the log of a file that is copied.
        problems: Path of an entry to what could not be taken along as it is.
    """

    texts: Mapping[str, bytes]
    copies: Mapping[str, str]
    problems: Mapping[str, tuple[Problem, ...]]
