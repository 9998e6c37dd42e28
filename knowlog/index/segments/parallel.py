"""Builds segments on more than one processor when there is enough to do.

A worker process is started once there is so much text that starting it pays. It is sent documents
as long as it keeps up; when it does not, this process indexes them itself. So both are busy
whatever reading the files costs, and each writes a segment of its own.
"""

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.change import WorkerLostError
from knowlog.index.segments.documents import Record
from knowlog.index.segments.filestore import FileStore, FolderStore
from knowlog.index.segments.manifest import SegmentFacts

if TYPE_CHECKING:
    from knowlog.index.segments.worker import Worker

_PAYS_FROM = 8_000_000
"""Characters of text after which a second process earns its start."""

_BATCH = 400_000
"""Characters handed over at once."""

Made = tuple[SegmentFacts, list[int]]
"""A segment, and for each text field the sum of its lengths."""


StartWorker = Callable[[Path], "Worker"]
"""Starts a second process that writes the segment of this path."""


class ParallelBuilder:
    """Takes documents and makes segments of them, in one process or in two."""

    def __init__(
        self, store: FileStore, new_name: Callable[[], str], start_worker: StartWorker
    ) -> None:
        """Begin in this process alone.

        Args:
            store: Where segments are written.
            new_name: Gives a segment file its name.
            start_worker: Starts a second process.
        """
        self._start_worker = start_worker
        self._store = store
        self._new_name = new_name
        self._builder = SegmentBuilder()
        self._worker: Worker | None = None
        self._alone = False
        self._batch: list[Record] = []
        self._size = 0
        self._seen = 0

    def __enter__(self) -> Self:
        """Nothing is held before it is needed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the worker process, whatever happened."""
        if self._worker:
            self._worker.stop()

    def add(self, record: Record) -> None:
        """Take in a document."""
        size = len(record.texts[-1])
        self._seen += size
        if self._worker is None and not self._wants_worker():
            self._builder.add(record)
            return
        self._batch.append(record)
        self._size += size
        if self._size >= _BATCH:
            self._hand_over()

    def _wants_worker(self) -> bool:
        if self._alone or self._seen < _PAYS_FROM or not isinstance(self._store, FolderStore):
            return False
        if (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - two processors, two processes
            return False
        try:
            self._worker = self._start_worker(self._store.folder / self._new_name())
        except WorkerLostError:
            self._alone = True
        return not self._alone

    def _hand_over(self) -> None:
        batch, self._batch, self._size = self._batch, [], 0
        if self._worker is None or not self._worker.take(batch):
            for record in batch:
                self._builder.add(record)

    def finish(self) -> Iterator[Made]:
        """Write what was taken in; each segment made.

        Raises:
            OSError: The disk refused.
        """
        self._hand_over()
        made = self._finished()
        if self._builder.records:
            name = self._new_name()
            seal = self._store.write(name, self._builder.write)
            yield SegmentFacts(name, seal, self._builder.records), self._builder.totals()
        if made:
            yield made

    def _finished(self) -> Made | None:
        """The segment of the second process; when it is lost, its documents are indexed here."""
        if self._worker is None:
            return None
        try:
            return self._worker.finish()
        except WorkerLostError:
            for record in chain.from_iterable(self._worker.taken):
                self._builder.add(record)
            return None
