"""What a check is given: one file that was just read, or what is known of all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from knowlog.domain.describe import Fields, fields_of
from knowlog.domain.document import Document, Problem
from knowlog.domain.entry import Entry
from knowlog.domain.findings import Severity

Verify = Callable[[], Sequence[str]]
"""Reads something derived against its checksums; what is wrong, one sentence each."""


@dataclass(frozen=True)
class File:
    """One file of a log that was just read, and what several checks ask of it.

    Attributes:
        path: Relative to the log's root.
        data: Its bytes.
        document: The same, taken apart.
        entry: What it says of itself.
        log: The log that it is in.
    """

    path: str
    data: bytes
    document: Document
    entry: Entry
    log: "Log"

    @cached_property
    def fields(self) -> Fields:
        """The front matter as written, keys in lower case."""
        return fields_of(self.document)

    @cached_property
    def text(self) -> str:
        """The whole file, line for line; what is not UTF-8 is replaced."""
        return self.data.decode("utf-8", errors="replace")

    @property
    def severity(self) -> Severity:
        """What matters only when the file is published is a remark while it is a draft."""
        return Severity.REMARK if self.entry.draft else Severity.PROBLEM


@dataclass(frozen=True)
class Kept:
    """What is kept of a file when the next one is read.

    Attributes:
        entry: What it says of itself.
        body: A digest of its words; empty when it has too few of them to be a copy.
    """

    entry: Entry
    body: bytes


@dataclass
class Log:
    """What is known of a whole log.

    Attributes:
        now: The present, in the log's time zone.
        mend: Sets text right that was read in the wrong encoding.
        skipped: Paths that could not be looked at or read, with the reason.
        others: Paths of the files that are no entries.
        derived: Name of something derived to what verifies it.
        kept: What is known of each file that was read, by path.
    """

    now: datetime
    mend: Callable[[bytes], bytes]
    skipped: Mapping[str, Problem] = field(default_factory=dict)
    others: Sequence[str] = ()
    derived: Mapping[str, Verify] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """Every entry and page, by path."""
        return [self.kept[path].entry for path in sorted(self.kept)]

    @property
    def paths(self) -> list[str]:
        """The path of every file, entry or not."""
        return sorted([*self.kept, *self.others])
