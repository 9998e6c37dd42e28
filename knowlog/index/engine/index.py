"""The index of a log as Whoosh opens it.

>>> index = open_index(FolderStore(folder))
>>> with index.searcher() as searcher:
...     hits = searcher.search(QueryParser("body", index.schema).parse("rebase"))
"""

from whoosh.filedb.filestore import Storage
from whoosh.index import FileIndex, Index
from whoosh.reading import IndexReader

from knowlog.index.engine.codec import OpenSegment
from knowlog.index.engine.schema import SCHEMA
from knowlog.index.segments import manifest
from knowlog.index.segments.filestore import FileStore
from knowlog.index.segments.snapshot import open_newest

_NAME = "KNOWLOG"


def open_index(store: FileStore) -> "KnowlogIndex":
    """Open the newest state of an index for Whoosh.

    Raises:
        FileNotFoundError: There is no index.
        DamagedError: The index is damaged or of another version.
    """
    return KnowlogIndex(WhooshStorage(store))


class WhooshStorage(Storage):
    """A store as one of Whoosh's storages. Its table of contents is JSON, never a pickle."""

    readonly = True

    def __init__(self, store: FileStore) -> None:
        """Look at a store."""
        self.store = store

    def list(self) -> list[str]:
        """The files that count."""
        return [facts.name for facts in manifest.read(self.store).segments]

    def file_exists(self, name: str) -> bool:
        """Whether a file counts."""
        return name in self.list()

    def file_length(self, name: str) -> int:
        """The size of a file in bytes."""
        return len(self.store.open(name))


class KnowlogIndex(Index):
    """The newest state at the time of opening, or of the last ``refresh``."""

    def __init__(self, storage: WhooshStorage) -> None:
        """Open the segments."""
        self.storage = storage
        self.indexname = _NAME
        self.schema = SCHEMA
        self._snapshot = open_newest(storage.store)

    def latest_generation(self) -> int:
        """The number of the newest state."""
        return manifest.read(self.storage.store).generation

    def refresh(self) -> "KnowlogIndex":
        """The newest state."""
        return KnowlogIndex(self.storage) if self._snapshot.is_stale() else self

    def up_to_date(self) -> bool:
        """Whether this is the newest state."""
        return not self._snapshot.is_stale()

    def is_empty(self) -> bool:
        """Whether there are no documents."""
        return not self._snapshot.documents

    def doc_count(self) -> int:
        """How many documents there are."""
        return self._snapshot.documents

    def doc_count_all(self) -> int:
        """How many there are, deleted ones included."""
        return sum(segment.documents for segment in self._snapshot.segments)

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A reader of Whoosh over the segments."""
        segments = [OpenSegment(_NAME, segment) for segment in self._snapshot.segments]
        generation = self._snapshot.table.generation
        return FileIndex._reader(self.storage, SCHEMA, segments, generation, reuse)  # noqa: SLF001 - Whoosh offers no other door
