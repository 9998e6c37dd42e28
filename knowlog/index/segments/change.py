"""What one update of an index does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.freshness import IndexState


class WorkerLostError(Exception):
    """The worker process could not be started, or ended before its work was done."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one update does.

    Attributes:
        documents: Files to add, or to put in the place of those of the same path.
        gone: Paths to drop.
        state: What the index is told to remember.
        seen: The state from which the caller reckoned what changed.
        rebuild: Whether to begin from nothing.
        damaged: Whether the index that is there is known to be damaged.
        progress: Called with the number of documents taken in so far.
    """

    documents: Iterable[tuple[Entry, Document]]
    gone: Iterable[str]
    state: IndexState
    seen: IndexState
    rebuild: bool = False
    damaged: bool = False
    progress: Callable[[int], None] | None = None
