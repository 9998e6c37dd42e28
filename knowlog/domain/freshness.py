"""What tells whether the derived things still follow the files.

These are tuples with names: a command that lists loads them, and they are made the quickest.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from knowlog.domain.document import Problem
from knowlog.domain.entry import Entry


class Scan(NamedTuple):
    """One look at every file of a log.

    Attributes:
        fingerprints: Path to an opaque string; equal means unchanged.
        problems: Path to what kept that file from being looked at.
    """

    fingerprints: Mapping[str, str]
    problems: Mapping[str, Problem] = MappingProxyType({})


class Changes(NamedTuple):
    """The difference of two looks at a folder, as paths.

    Attributes:
        added: Files that were not there before.
        changed: Files whose fingerprint differs.
        gone: Files that are no longer there.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.gone)


def compare(before: Mapping[str, object], now: Mapping[str, object]) -> Changes:
    """Compare two maps of path to fingerprint."""
    if before == now:
        return Changes()
    return Changes(
        added=tuple(path for path in now if path not in before),
        changed=tuple(path for path in now if path in before and before[path] != now[path]),
        gone=tuple(path for path in before if path not in now),
    )


class CatalogChange(NamedTuple):
    """Something that happened to a file since the search index last looked.

    Attributes:
        path: Relative to the log's root.
        entry: What the file is now, or None when it is gone.
    """

    path: str
    entry: Entry | None


class IndexState(NamedTuple):
    """How far a search index has followed its catalog.

    Attributes:
        catalog_uid: The catalog it follows, or an empty string when it is new.
        sequence: The newest change of that catalog which the index holds.
        documents: How many files it holds.
    """

    catalog_uid: str = ""
    sequence: int = 0
    documents: int = 0
