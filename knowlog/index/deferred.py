"""Deferred imports: parts of the index that a plain search does not need.

Importing them would take longer than the search itself. So each is imported when it is first
called for, here and nowhere else in the index.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowlog.domain.document import Document
    from knowlog.domain.entry import Entry
    from knowlog.domain.explanation import Explanation
    from knowlog.domain.freshness import IndexState
    from knowlog.domain.hits import Related, Suggestion
    from knowlog.domain.query import Query
    from knowlog.index.search.evaluate import Evaluation
    from knowlog.index.segments.filestore import FileStore
    from knowlog.index.segments.snapshot import Snapshot
    from knowlog.index.segments.worker import Worker


def write(  # noqa: PLR0913 - the parts of a change, which is made here
    store: "FileStore",
    documents: "Iterable[tuple[Entry, Document]]",
    gone: Iterable[str],
    state: "IndexState",
    *,
    seen: "IndexState",
    rebuild: bool,
    damaged: bool,
    progress: Callable[[int], None] | None,
) -> None:
    """See ``segments.writer.apply``."""
    from knowlog.index.segments.change import Change
    from knowlog.index.segments.writer import apply

    apply(store, Change(documents, gone, state, seen, rebuild, damaged, progress), start_worker)


def start_worker(path: Path) -> "Worker":
    """See ``segments.worker.Worker``."""
    from knowlog.index.segments.worker import Worker

    return Worker(path)


def facets(snapshot: "Snapshot", evaluation: "Evaluation") -> Mapping[str, Mapping[str, int]]:
    """See ``search.facets.count``."""
    from knowlog.index.search.facets import count

    return count(snapshot, evaluation)


def suggest(snapshot: "Snapshot", evaluation: "Evaluation") -> "tuple[Suggestion, ...]":
    """See ``search.suggest.suggest``."""
    from knowlog.index.search.suggest import suggest

    return suggest(snapshot, evaluation)


def explain(snapshot: "Snapshot", query: "Query", path: str) -> "Explanation | None":
    """See ``search.explain.explain``."""
    from knowlog.index.search.explain import explain

    return explain(snapshot, query, path)


def related(
    snapshot: "Snapshot", entry: "Entry", document: "Document", limit: int
) -> "tuple[Related, ...]":
    """See ``search.related.related``."""
    from knowlog.index.search.related import related
    from knowlog.index.segments.documents import record

    return related(snapshot, record(entry, document), limit)


def marks(query: "Query", text: str) -> list[tuple[int, int]]:
    """See ``search.marks.find``."""
    from knowlog.index.search.marks import find

    return find(query, text)
