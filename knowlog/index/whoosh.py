"""The search index of a log, behind the ``SearchIndex`` port."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.explanation import Explanation
from knowlog.domain.hits import Hit, Page, Related
from knowlog.domain.ports import IndexState
from knowlog.domain.query import Query
from knowlog.errors import UsageError
from knowlog.index.search import marks, ranking
from knowlog.index.search.evaluate import Evaluation
from knowlog.index.search.explain import explain
from knowlog.index.search.facets import count
from knowlog.index.search.leaves import typed
from knowlog.index.search.related import related
from knowlog.index.search.suggest import suggest
from knowlog.index.segments.documents import record
from knowlog.index.segments.pages import DamagedError
from knowlog.index.segments.snapshot import Snapshot, open_newest
from knowlog.index.segments.writer import Change, apply

_ORDERS = {
    "relevance": ranking.by_relevance,
    "date": ranking.by_date,
    "title": ranking.by_title,
}


class WhooshIndex:
    """Full text of every entry, in a folder of the user's cache."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read or made before it is needed.

        Args:
            folder: Where the index lives; made when the first update comes.
        """
        self._folder = folder
        self._snapshot: Snapshot | None = None
        self.damage = ""
        """Why the last state could not be used, in a sentence; empty when nothing is wrong."""

    def state(self) -> IndexState:
        """How far the index has come; the zero state when there is none or it is damaged."""
        snapshot = self._open()
        return snapshot.table.state if snapshot else IndexState()

    def update(
        self,
        documents: Iterable[tuple[Entry, Document]],
        gone: Iterable[str],
        state: IndexState,
        *,
        rebuild: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Replace or add documents by path, drop those gone, and take on the new state; atomic.

        Args:
            documents: Each with its file; of two with one path the later counts.
            gone: Paths.
            state: What ``state()`` returns from then on; its number of documents is counted anew.
            rebuild: Whether to begin from nothing.
            progress: Called with the number of documents taken in so far.

        Raises:
            ConflictError: Another process is updating and did not finish in time.
            KnowlogError: The folder cannot be written.
        """
        apply(self._folder, Change(documents, gone, state, rebuild, progress))
        self._snapshot = None

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
        """
        if sort not in _ORDERS:
            raise UsageError(f"cannot sort by {sort}", f"one of {', '.join(_ORDERS)}")
        snapshot = self._open()
        if snapshot is None:
            return Page()
        evaluation = Evaluation(snapshot, query)
        order = _ORDERS[sort] if evaluation.leaves or sort == "title" else ranking.by_date
        chosen = order(snapshot, evaluation, offset + limit)[offset:]
        return Page(
            hits=tuple(
                Hit(
                    snapshot.segments[place.segment].path(place.document),
                    place.score,
                    ranking.lacks(evaluation, place),
                )
                for place in chosen
            ),
            total=sum(map(len, evaluation.found)),
            terms=tuple(map(typed, evaluation.leaves)),
            facets=count(snapshot, evaluation) if facets else {},
            suggestions=suggest(snapshot, evaluation),
            ignored=evaluation.ignored,
        )

    def matching(self, query: Query) -> frozenset[str]:
        """The paths of all files that a query finds when every one of its words must be there.

        Raises:
            QueryError: The query holds nothing that can be searched for.
        """
        snapshot = self._open()
        if snapshot is None:
            return frozenset()
        evaluation = Evaluation(snapshot, query, strict=True)
        return frozenset(
            segment.path(document)
            for segment, found in zip(snapshot.segments, evaluation.found, strict=True)
            for document in found
        )

    def explain(self, query: Query, path: str) -> Explanation | None:
        """The arithmetic of one hit; None when the query does not find the file.

        Raises:
            QueryError: The query holds nothing that can be searched for.
        """
        snapshot = self._open()
        return explain(snapshot, query, path) if snapshot else None

    def related(self, entry: Entry, document: Document, *, limit: int = 10) -> Sequence[Related]:
        """Other files like this one, most alike first, with the words that tie them."""
        snapshot = self._open()
        return related(snapshot, record(entry, document), limit) if snapshot else ()

    def verify(self) -> Sequence[str]:
        """Read all of the index against its checksums; what is wrong, one sentence each."""
        snapshot = self._open()
        if snapshot is None:
            return (self.damage,) if self.damage else ()
        return tuple(snapshot.verify())

    def marks(self, query: Query, text: str) -> Sequence[tuple[int, int]]:
        """Where the words of a query stand in a text, as (start, end), ascending."""
        return marks.find(query, text)

    def _open(self) -> Snapshot | None:
        try:
            if self._snapshot is None or self._snapshot.is_stale():
                self._snapshot = open_newest(self._folder)
                self.damage = ""
        except FileNotFoundError:
            self._snapshot = None
        except (DamagedError, OSError) as error:
            self._snapshot = None
            self.damage = str(error)
        return self._snapshot
