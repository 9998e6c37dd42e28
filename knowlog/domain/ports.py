"""What the actions need from the outside world, as protocols; other packages implement them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # whoever names a port does not pay for what it speaks of
    from contextlib import AbstractContextManager

    from knowlog.domain.changes import ChangeSet
    from knowlog.domain.document import Document, Problem
    from knowlog.domain.entry import Entry
    from knowlog.domain.explanation import Explanation
    from knowlog.domain.freshness import CatalogChange, IndexState, Scan
    from knowlog.domain.hits import Page, Related
    from knowlog.domain.imports import Destination, Intake
    from knowlog.domain.query import Query


class EntryStore(Protocol):
    """The Markdown files of a log."""

    def scan(self) -> "Scan":
        """Look at every file's size and times; opens none of them."""
        ...

    def look(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Path to fingerprint of those files that are there now."""
        ...

    def read(self, path: str) -> "Document":
        """Read and take apart one file; odd content gives problems, never an exception.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        ...

    def parse(self, data: bytes, path: str) -> "Document":
        """Take apart a file that was read; odd content gives problems, never an exception."""
        ...

    def read_bytes(self, path: str) -> bytes:
        """The file as it stands.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        ...

    def apply(self, changes: "ChangeSet") -> None:
        """Write all files of a change set, or none, and remember it for undo.

        Raises:
            ConflictError: A file is not what ``before`` says, or another process is writing.
            KnowlogError: The disk refused.
        """
        ...


class Importer(Protocol):
    """Reads a folder of another program, which it was given, and never writes."""

    def read(self, destination: "Destination") -> "Intake":
        """Take in every file or say why not; one bad file never stops the rest.

        Args:
            destination: What the importer may know of the log.
        """
        ...


class Catalog(Protocol):
    """Metadata of every entry, kept in the cache folder; deletable at any moment."""

    @property
    def uid(self) -> str:
        """A random name given at creation: another uid means all sequence numbers are void."""
        ...

    def fingerprints(self) -> Mapping[str, str]:
        """Path to fingerprint, as of the last update."""
        ...

    def exclusive(self) -> "AbstractContextManager[None]":
        """Let no other process change the catalog until the block is done.

        Raises:
            ConflictError: Another process held the catalog for too long.
        """
        ...

    def update(
        self,
        entries: "Iterable[tuple[Entry, str]]",
        gone: Iterable[str],
        problems: "Mapping[str, Sequence[Problem]]",
    ) -> None:
        """Take in entries with their fingerprints, and forget those that are gone; atomic."""
        ...

    def sequence(self) -> int:
        """The number of the newest change."""
        ...

    def changes_since(self, sequence: int) -> "Sequence[CatalogChange]":
        """What happened after the change of this number, each path once."""
        ...

    def entries(self) -> "Sequence[Entry]":
        """Every entry and page, newest first, those without a date last, ties by path."""
        ...


class SearchIndex(Protocol):
    """Full text of every entry; derived, deletable, rebuilt when damaged."""

    def state(self) -> "IndexState":
        """How far the index has come; the zero state when there is none or it is damaged."""
        ...

    def update(
        self,
        documents: "Iterable[tuple[Entry, Document]]",
        gone: Iterable[str],
        state: "IndexState",
        *,
        rebuild: bool = False,
    ) -> None:
        """Replace or add documents by path, drop those gone, and take on the new state; atomic.

        Raises:
            ConflictError: Another process is updating and did not finish in time.
        """
        ...

    def search(
        self,
        query: "Query",
        *,
        sort: str = "relevance",
        limit: int = 10,
        offset: int = 0,
        facets: bool = False,
    ) -> "Page":
        """Run a query on the newest whole state of the index.

        Words side by side are wished for: a file with all of them comes before one with some.

        Raises:
            QueryError: The query holds nothing that can be searched for.
            UsageError: There is no such order.
            DamagedIndexError: The index turned out to be damaged. ``state()`` is the zero state
                from then on: bring the index up to date, and ask again.
        """
        ...

    def matching(self, query: "Query") -> frozenset[str]:
        """The paths of all files that a query finds when every one of its words must be there.

        This is what picks files to list, to publish or to change.

        Raises:
            QueryError: The query holds nothing that can be searched for.
            DamagedIndexError: As for ``search``.
        """
        ...

    def explain(self, query: "Query", path: str) -> "Explanation | None":
        """The arithmetic of one hit; None when the query does not find the file."""
        ...

    def related(
        self, entry: "Entry", document: "Document", *, limit: int = 10
    ) -> "Sequence[Related]":
        """Other files like this one, most alike first, with the words that tie them."""
        ...

    def verify(self) -> Sequence[str]:
        """Read all of the index against its checksums; what is wrong, one sentence each."""
        ...

    def marks(self, query: "Query", text: str) -> Sequence[tuple[int, int]]:
        """Where the words of a query stand in a text, as (start, end), ascending."""
        ...
