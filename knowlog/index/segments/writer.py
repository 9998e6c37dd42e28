"""Changes an index: new segments beside the old ones, then one new table of contents.

Whatever happens on the way, the old table stands and every file it names is there. What a
killed writer leaves behind is swept up by the next one.
"""

import secrets
from collections.abc import Iterable
from itertools import starmap

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.freshness import IndexState
from knowlog.errors import DamagedIndexError, KnowlogError
from knowlog.index.segments import manifest
from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.change import Change
from knowlog.index.segments.documents import record
from knowlog.index.segments.fields import TEXT_FIELDS
from knowlog.index.segments.filestore import FileStore
from knowlog.index.segments.manifest import Manifest, SegmentFacts
from knowlog.index.segments.merge import absorb, worth_merging
from knowlog.index.segments.parallel import ParallelBuilder, StartWorker
from knowlog.index.segments.sections import DamagedError
from knowlog.index.segments.snapshot import Snapshot, open_newest
from knowlog.index.segments.tables import encode

PATIENCE = 10.0
"""Seconds to wait for another writer."""


def apply(store: FileStore, change: Change, start_worker: StartWorker) -> None:
    """Make the newest state of an index follow a change.

    Args:
        store: Where the index is.
        change: What to do.
        start_worker: Starts a worker process, for when there is much to do.

    Raises:
        ConflictError: Another process is updating and did not finish in time.
        DamagedIndexError: The index cannot be updated, only rebuilt.
        KnowlogError: The folder cannot be written.
    """
    try:
        with store.locked(PATIENCE):
            if not _is_done(store, change):
                _Update(store, change).run(start_worker)
    except DamagedError as error:
        raise DamagedIndexError(f"the search index must be rebuilt: {error}") from error
    except OSError as error:
        message = f"the search index cannot be written: {error.strerror or error}"
        raise KnowlogError(message, "Make room, or set another cache folder.") from error


class _Update:
    """One update in the making, under the lock."""

    def __init__(self, store: FileStore, change: Change) -> None:
        self.store = store
        self.change = change
        self.before = None if change.rebuild else _newest(store, change.seen)
        self.table = self.before.table if self.before else Manifest()
        self.dropped: list[set[int]] = [set() for _ in self.table.segments]
        self.made: list[SegmentFacts] = []
        self.lengths = list(self.table.lengths)

    def run(self, start_worker: StartWorker) -> None:
        for path in self.change.gone:
            self._drop(path)
        with ParallelBuilder(self.store, self._new_name, start_worker) as builder:
            records = starmap(record, _each_once(self.change.documents))
            for done, one in enumerate(records, 1):
                self._drop(one.path)
                builder.add(one)
                if self.change.progress:
                    self.change.progress(done)
            for facts, totals in builder.finish():
                self._count(facts, totals)
        self._finish()

    def _new_name(self) -> str:
        return f"{self.table.generation + 1}-{secrets.token_hex(4)}.segment"

    def _drop(self, path: str) -> None:
        """Mark a file's document as deleted, wherever it is."""
        if self.before is None:
            return
        for number, segment in enumerate(self.before.segments):
            for document in segment.keywords("path").get(encode(path)):
                if document not in segment.deleted and document not in self.dropped[number]:
                    self.dropped[number].add(document)
                    for field in range(len(TEXT_FIELDS)):
                        self.lengths[field] -= segment.lengths[field][document]

    def _count(self, facts: SegmentFacts, totals: Iterable[int]) -> None:
        self.made.append(facts)
        for field, total in enumerate(totals):
            self.lengths[field] += total

    def _finish(self) -> None:
        kept = [
            facts._replace(deleted=tuple(sorted({*facts.deleted, *dropped})))
            for facts, dropped in zip(self.table.segments, self.dropped, strict=True)
        ]
        segments = [facts for facts in (*kept, *self.made) if facts.live]
        table = Manifest(
            generation=self.table.generation + 1,
            state=self.change.state._replace(documents=sum(facts.live for facts in segments)),
            segments=tuple(self._merged(segments)),
            lengths=tuple(self.lengths),
        )
        manifest.write(self.store, table)
        self.store.sweep({facts.name for facts in table.segments})

    def _merged(self, segments: list[SegmentFacts]) -> list[SegmentFacts]:
        """The segments, with those of like size made one where they have become many."""
        while chosen := worth_merging(segments):
            builder = SegmentBuilder()
            opened = Snapshot(self.store, Manifest(segments=tuple(chosen)))
            for segment in opened.segments:
                absorb(builder, segment)
            name = self._new_name()
            seal = self.store.write(name, builder.write)
            rest = [facts for facts in segments if facts not in chosen]
            segments = [*rest, SegmentFacts(name, seal, builder.records)]
        return segments


def _is_done(store: FileStore, change: Change) -> bool:
    """Whether another process brought the index as far, or farther, while this one waited.

    To go on would put a state in the place of a later one, and build twice what is built already.
    """
    if change.damaged:
        return False
    try:
        there = open_newest(store).table.state
    except (FileNotFoundError, DamagedError):
        return False
    least = change.state.sequence + (not change.rebuild)
    return there.catalog_uid == change.state.catalog_uid and there.sequence >= least


def _newest(store: FileStore, seen: IndexState) -> Snapshot | None:
    """The newest state, if it is the one that the caller reckoned from or a later one.

    Raises:
        DamagedError: It is damaged, or it is gone and the caller reckoned from it.
    """
    try:
        snapshot = open_newest(store)
    except FileNotFoundError:
        snapshot = None
    state = snapshot.table.state if snapshot else IndexState()
    same = state.catalog_uid == seen.catalog_uid
    if seen.catalog_uid and not (same and state.sequence >= seen.sequence):
        raise DamagedError("it is not the index that was there a moment ago")
    return snapshot


def _each_once(documents: Iterable[tuple[Entry, Document]]) -> Iterable[tuple[Entry, Document]]:
    """The documents, each path at most once."""
    seen: set[str] = set()
    for entry, document in documents:
        if entry.path not in seen:
            seen.add(entry.path)
            yield entry, document
