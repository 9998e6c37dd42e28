"""Builds segments on more than one processor when there is enough to do.

A process of its own is started once so much text has come that starting it pays. It is handed
documents as long as it keeps up; when it does not, this process indexes them itself. That way
both are busy whatever reading the files costs, and each writes a segment of its own.
"""

import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.change import LostError
from knowlog.index.segments.documents import Record
from knowlog.index.segments.manifest import SegmentFacts
from knowlog.index.segments.shelf import FolderShelf, Shelf

if TYPE_CHECKING:
    from knowlog.index.segments.helper import Helper

_PAYS_FROM = 8_000_000
"""Characters of text after which a second process earns its start."""

_BATCH = 400_000
"""Characters handed over at once."""

Made = tuple[SegmentFacts, list[int]]
"""A segment, and for each text field the sum of its lengths."""


Hire = Callable[[Path], "Helper"]
"""Starts a second process that writes the segment of this path."""


class Crew:
    """Takes documents and makes segments of them."""

    def __init__(self, shelf: Shelf, new_name: Callable[[], str], hire: Hire) -> None:
        """Begin alone.

        Args:
            shelf: Where segments are written.
            new_name: Gives a segment file its name.
            hire: Starts a second process.
        """
        self._hire = hire
        self._shelf = shelf
        self._new_name = new_name
        self._builder = SegmentBuilder()
        self._helper: Helper | None = None
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
        """Send the helper away, whatever happened."""
        if self._helper:
            self._helper.dismiss()

    def add(self, record: Record) -> None:
        """Take in a document."""
        size = len(record.texts[-1])
        self._seen += size
        if self._helper is None and not self._wants_help():
            self._builder.add(record)
            return
        self._batch.append(record)
        self._size += size
        if self._size >= _BATCH:
            self._hand_over()

    def _wants_help(self) -> bool:
        if self._alone or self._seen < _PAYS_FROM or not isinstance(self._shelf, FolderShelf):
            return False
        if (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - two processors, two processes
            return False
        try:
            self._helper = self._hire(self._shelf.folder / self._new_name())
        except LostError:
            self._alone = True
        return not self._alone

    def _hand_over(self) -> None:
        batch, self._batch, self._size = self._batch, [], 0
        if self._helper is None or not self._helper.take(batch):
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
            seal = self._shelf.write(name, self._builder.write)
            yield SegmentFacts(name, seal, self._builder.records), self._builder.totals()
        if made:
            yield made

    def _finished(self) -> Made | None:
        """The segment of the second process; when it is lost, its documents are indexed here."""
        if self._helper is None:
            return None
        try:
            return self._helper.finish()
        except LostError:
            for record in chain.from_iterable(self._helper.taken):
                self._builder.add(record)
            return None
