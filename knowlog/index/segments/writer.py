"""Changes an index: new segments beside the old ones, then one new table of contents.

Whatever happens on the way, the old table stands and every file it names is there. What a
killed writer leaves behind is swept up by the next one.
"""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.ports import IndexState
from knowlog.errors import KnowlogError
from knowlog.index.segments import manifest
from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.documents import TEXT_FIELDS, record
from knowlog.index.segments.lock import held
from knowlog.index.segments.manifest import Manifest, SegmentFacts
from knowlog.index.segments.pages import DamagedError
from knowlog.index.segments.snapshot import Snapshot, open_newest
from knowlog.index.segments.tables import encode

PATIENCE = 10.0
"""Seconds to wait for another writer."""

_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Change:
    """What one update does.

    Attributes:
        documents: Files to add, or to put in the place of those of the same path.
        gone: Paths to drop.
        state: What the index is told to remember.
        rebuild: Whether to begin from nothing.
        progress: Called with the number of documents taken in so far.
    """

    documents: Iterable[tuple[Entry, Document]]
    gone: Iterable[str]
    state: IndexState
    rebuild: bool = False
    progress: Callable[[int], None] | None = None


def apply(folder: Path, change: Change) -> None:
    """Make the newest state of an index follow a change.

    Raises:
        ConflictError: Another process is updating and did not finish in time.
        KnowlogError: The folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with held(folder / "lock", PATIENCE):
            _Update(folder, change).run()
    except OSError as error:
        message = f"the search index in {folder} cannot be written: {error.strerror or error}"
        raise KnowlogError(message, "make room, or set another cache folder") from error


class _Update:
    """One update in the making, under the lock."""

    def __init__(self, folder: Path, change: Change) -> None:
        self.folder = folder
        self.change = change
        self.before = None if change.rebuild else _newest(folder)
        self.table = self.before.table if self.before else _start(folder)
        self.dropped: list[set[int]] = [set() for _ in self.table.segments]
        self.made: list[SegmentFacts] = []
        self.lengths = list(self.table.lengths)

    def run(self) -> None:
        for path in self.change.gone:
            self._drop(path)
        builder = SegmentBuilder()
        for done, one in enumerate(starmap(record, _last_of_each(self.change.documents)), 1):
            self._drop(one.path)
            builder.add(one)
            if self.change.progress:
                self.change.progress(done)
            if builder.records >= _BATCH:
                self._write(builder)
                builder = SegmentBuilder()
        if builder.records:
            self._write(builder)
        self._finish(self.change.state)

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

    def _write(self, builder: SegmentBuilder) -> None:
        name = f"{self.table.generation + 1}-{secrets.token_hex(4)}.segment"
        seal = builder.write(self.folder / name)
        self.made.append(SegmentFacts(name, seal, builder.records))
        for field, total in enumerate(builder.totals()):
            self.lengths[field] += total

    def _finish(self, state: IndexState) -> None:
        kept = [
            SegmentFacts(s.name, s.seal, s.documents, tuple(sorted({*s.deleted, *dropped})))
            for s, dropped in zip(self.table.segments, self.dropped, strict=True)
        ]
        segments = [s for s in (*kept, *self.made) if len(s.deleted) < s.documents]
        documents = sum(s.documents - len(s.deleted) for s in segments)
        table = Manifest(
            generation=self.table.generation + 1,
            state=IndexState(state.catalog_uid, state.sequence, documents),
            segments=tuple(segments),
            lengths=tuple(self.lengths),
        )
        manifest.write(self.folder, table)
        _sweep(self.folder, table)


def _newest(folder: Path) -> Snapshot | None:
    try:
        return open_newest(folder)
    except (DamagedError, OSError):
        return None


def _start(folder: Path) -> Manifest:
    """An empty state that still counts on from the damaged one, if its number can be read."""
    try:
        return Manifest(generation=manifest.read(folder).generation)
    except (DamagedError, OSError):
        return Manifest()


def _last_of_each(
    documents: Iterable[tuple[Entry, Document]],
) -> Iterable[tuple[Entry, Document]]:
    """Each path once."""
    return {entry.path: (entry, document) for entry, document in documents}.values()


def _sweep(folder: Path, table: Manifest) -> None:
    """Remove what no reader of the newest state needs; what cannot go now goes next time."""
    needed = {segment.name for segment in table.segments} | {manifest.NAME, "lock"}
    for file in folder.iterdir():
        if file.name not in needed and file.suffix in {".segment", ".tmp"}:
            with suppress(OSError):
                file.unlink()
