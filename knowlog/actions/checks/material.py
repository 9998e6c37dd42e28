"""What a check is given: one file that was just read, or what is known of all of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from knowlog.actions.linking import LinkedLog
from knowlog.domain.describe import Fields, fields_of
from knowlog.domain.document import Document, Problem
from knowlog.domain.entry import Entry
from knowlog.domain.findings import Severity
from knowlog.domain.graph import Graph, Note, note_of
from knowlog.domain.names import without_ending

Verify = Callable[[], Sequence[str]]
"""Reads something derived against its checksums; what is wrong, one sentence each."""


class Store(Protocol):
    """The files of a log, and what is remembered of them."""

    def read_bytes(self, path: str) -> bytes:
        """A file as it stands.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        ...

    def parse(self, data: bytes, path: str) -> Document:
        """Take apart a file that was read."""
        ...

    def earlier(self, path: str) -> Iterable[bytes]:
        """What a file was before the changes that the journal holds, the latest first."""
        ...


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
        note: Its links and what they can lead to.
        named: What it says that may be names of files, folded.
    """

    entry: Entry
    body: bytes
    note: Note
    named: frozenset[str]


@dataclass
class Log:
    """What is known of a whole log.

    Attributes:
        store: Its files.
        now: The present, in the log's time zone.
        mend: Sets text right that was read in the wrong encoding.
        quote: Puts quotes where YAML asks for them.
        as_yaml: Turns front matter in TOML into YAML.
        skipped: Paths that could not be looked at or read, with the reason.
        others: Paths of the files that are no entries.
        folders: Paths of all folders.
        pattern: Of the addresses on the site.
        taken: Addresses that belong to the site itself.
        encoding: What bytes are that are not UTF-8; empty for what is likely.
        liquid: Whether the tags of Jekyll are links too.
        derived: Name of something derived to what verifies it.
        kept: What is known of each file that was read, by path.
    """

    store: Store
    now: datetime
    mend: Callable[[bytes], bytes]
    quote: Callable[[bytes], bytes]
    as_yaml: Callable[[bytes], bytes]
    skipped: Mapping[str, Problem] = field(default_factory=dict)
    others: Sequence[str] = ()
    folders: Sequence[str] = ()
    pattern: str = ""
    taken: tuple[str, ...] = ()
    encoding: str = ""
    liquid: bool = False
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

    def note_of(self, document: Document, before: str = "") -> Note:
        """What the links of the log ask of a document and of the text before its body."""
        return note_of(document, liquid=self.liquid, before=before)

    @cached_property
    def graph(self) -> Graph:
        """Every link with where it leads; to be asked when all files are read."""
        notes = {path: kept.note for path, kept in sorted(self.kept.items())}
        return LinkedLog(
            self.entries, notes, self.others, self.folders, self.pattern, self.taken
        ).graph

    @cached_property
    def names_of_files(self) -> Counter[str]:
        """How many files have each name, folded and without the ending of an entry."""
        return Counter(without_ending(path.rpartition("/")[2]).casefold() for path in self.paths)
