"""The search index of a log, behind the ``SearchIndex`` port."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.domain.freshness import IndexState
from knowlog.domain.hits import Page
from knowlog.domain.query import Query
from knowlog.errors import DamagedIndexError, UsageError
from knowlog.index import deferred
from knowlog.index.search import ranking
from knowlog.index.search.evaluate import Evaluation
from knowlog.index.search.leaves import typed
from knowlog.index.segments.filestore import FileStore, FolderStore, MemoryStore
from knowlog.index.segments.manifest import Manifest
from knowlog.index.segments.sections import DamagedError
from knowlog.index.segments.snapshot import Snapshot, open_newest

if TYPE_CHECKING:
    from knowlog.domain.document import Document
    from knowlog.domain.entry import Entry
    from knowlog.domain.explanation import Explanation
    from knowlog.domain.hits import Related

_ORDERS = {
    "relevance": ranking.by_relevance,
    "date": ranking.by_date,
    "title": ranking.by_title,
}


class WhooshIndex:
    """Full text of every entry, in a folder of the user's cache."""

    def __init__(self, folder: Path | None) -> None:
        """Nothing is read or made before it is needed.

        Args:
            folder: Where the index lives; made when the first update comes. None keeps it in
                memory.
        """
        self.store: FileStore = FolderStore(folder) if folder else MemoryStore()
        self._seen = IndexState()
        self._snapshot: Snapshot | None = None
        self._broken = False
        self.damage = ""
        """Why the last state could not be used, in a sentence; empty when nothing is wrong."""

    def state(self) -> IndexState:
        """How far the index has come; the zero state when there is none or it is damaged."""
        snapshot = self._open()
        self._seen = snapshot.table.state if snapshot else IndexState()
        return self._seen

    def update(
        self,
        documents: "Iterable[tuple[Entry, Document]]",
        gone: Iterable[str],
        state: IndexState,
        *,
        rebuild: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Replace or add documents by path, drop those gone, and take on the new state; atomic.

        Nothing is done where another process has brought the index farther than that meanwhile.

        Args:
            documents: Each with its file; of two with one path the later counts.
            gone: Paths.
            state: What ``state()`` returns from then on; its number of documents is counted anew.
            rebuild: Whether to begin from nothing.
            progress: Called with the number of documents taken in so far.

        Raises:
            ConflictError: Another process is updating and did not finish in time.
            DamagedIndexError: The index cannot be updated, only rebuilt.
            KnowlogError: The folder cannot be written.
        """
        deferred.write(
            self.store,
            documents,
            gone,
            state,
            seen=self._seen,
            rebuild=rebuild,
            damaged=self._broken,
            progress=progress,
        )
        self._snapshot = None
        self._broken = False

    def search(
        self,
        query: Query,
        *,
        sort: str = "relevance",
        limit: int = 10,
        offset: int = 0,
        facets: bool = False,
    ) -> Page:
        """Run a query on the newest whole state of the index.

        Raises:
            QueryError: The query holds nothing that can be searched for.
            UsageError: There is no such order.
            DamagedIndexError: A page that the query needs is damaged. From then on ``state()`` is
                the zero state: bring the index up to date, and ask again.
        """
        if sort not in _ORDERS:
            raise UsageError(f"cannot sort by {sort}", f"One of {', '.join(_ORDERS)}.")
        with self._reading() as snapshot:
            evaluation = Evaluation(snapshot, query)
            order = _ORDERS[sort] if evaluation.leaves or sort == "title" else ranking.by_date
            chosen = order(snapshot, evaluation, offset + limit)[offset:]
            return Page(
                hits=tuple(ranking.hit(snapshot, evaluation, place) for place in chosen),
                total=sum(map(len, evaluation.found)),
                terms=tuple(map(typed, evaluation.leaves)),
                facets=deferred.facets(snapshot, evaluation) if facets else {},
                suggestions=deferred.suggest(snapshot, evaluation) if evaluation.misses else (),
                ignored=evaluation.ignored,
            )

    def matching(self, query: Query) -> frozenset[str]:
        """The paths of all files that a query finds when every one of its words must be there.

        Raises:
            QueryError: The query holds nothing that can be searched for.
            DamagedIndexError: As for ``search``.
        """
        with self._reading() as snapshot:
            return ranking.paths(snapshot, Evaluation(snapshot, query, strict=True))

    def explain(self, query: Query, path: str) -> "Explanation | None":
        """The arithmetic of one hit; None when the query does not find the file.

        Raises:
            QueryError: The query holds nothing that can be searched for.
            DamagedIndexError: As for ``search``.
        """
        with self._reading() as snapshot:
            return deferred.explain(snapshot, query, path)

    def related(
        self, entry: "Entry", document: "Document", *, limit: int = 10
    ) -> "Sequence[Related]":
        """Other files like this one, most alike first, with the words that tie them.

        Raises:
            DamagedIndexError: As for ``search``.
        """
        with self._reading() as snapshot:
            return deferred.related(snapshot, entry, document, limit)

    def verify(self) -> Sequence[str]:
        """Read all of the index against its checksums; what is wrong, one sentence each."""
        snapshot = self._open()
        if snapshot is None:
            return (self.damage,) if self.damage else ()
        return tuple(snapshot.verify())

    def marks(self, query: Query, text: str) -> Sequence[tuple[int, int]]:
        """Where the words of a query stand in a text, as (start, end), ascending."""
        return deferred.marks(query, text)

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """The newest whole state; an empty one when there is no index."""
        try:
            yield self._open() or Snapshot(MemoryStore(), Manifest())
        except DamagedError as error:
            self.damage = str(error)
            self._snapshot = None
            self._broken = True
            raise DamagedIndexError(f"the search index must be rebuilt: {error}") from error

    def _open(self) -> Snapshot | None:
        """The newest whole state; None when there is none that can be used."""
        if self._broken:
            return None
        try:
            if self._snapshot is None or self._snapshot.is_stale():
                self._snapshot = open_newest(self.store)
                self.damage = ""
        except FileNotFoundError:
            self._snapshot = None
        except (DamagedError, OSError) as error:
            self._snapshot = None
            self.damage = str(error)
        return self._snapshot
