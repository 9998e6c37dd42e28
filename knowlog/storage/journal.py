"""What was done to a log: written before it is done, kept so that it can be undone.

A change goes through these names in ``.knowlog/journal``, each step one rename:

- ``record.knowlog-tmp`` while the record is being written; nothing else has been touched.
- ``pending.zip`` from then on; whoever finds it finishes the change.
- ``aborting.zip`` instead when the disk refused in the middle; whoever finds it takes it back.
- ``000042.zip`` when all files are written, or ``000043-undo-000042.zip`` for an undo.

At most `RECORDS` records of at most `BYTES` in all are kept. Those that were taken back go first,
then the oldest; the newest `SURE` changes stay, however large. Only the holder of the log's lock
writes here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowlog.domain.changes import ChangeSet
from knowlog.domain.history import PastChange
from knowlog.storage import atomic, record
from knowlog.storage.private import ABORTING, PENDING, UNWRITTEN

RECORDS = 200
BYTES = 64 * 1024 * 1024
SURE = 10
"""So many changes can be undone whatever they weigh: a large import, and what followed it."""

ASIDE = 5
"""So many damaged records are kept for people to look at."""

_NAME = re.compile(r"(\d{6,})(?:-undo-(\d{6,}))?\.zip")


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    undoes: int | None
    place: Path


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A change that was cut short.

    Attributes:
        changes: What was begun.
        folders: What goes when it is settled.
        forward: Whether it is to be finished rather than taken back.
    """

    changes: ChangeSet
    folders: tuple[str, ...]
    forward: bool


class Journal:
    """The journal of one log."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """Name the journal's folder; it need not exist.

        Args:
            folder: Where it is.
            now: The present, in the zone in which past times are told.
        """
        self._folder = folder
        self._now = now
        self._pending = folder / PENDING
        self._aborting = folder / ABORTING
        self._temporary = folder / UNWRITTEN

    def begin(
        self, changes: ChangeSet, undoes: int | None = None, folders: Sequence[str] = ()
    ) -> None:
        """Write down what is about to be done; when this returns, it is on the disk.

        The record's name need not be there first for a single file, which is whole by itself.

        Args:
            changes: What is about to be done.
            undoes: The number of the change that it takes back.
            folders: What else goes when it is taken back; of an undo, what goes with it.

        Raises:
            OSError: The disk refused; nothing was begun.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            record.write(self._temporary, changes, self._now(), undoes, folders)
            atomic.sync(self._temporary)
            self._temporary.replace(self._pending)
        except BaseException:
            self._temporary.unlink(missing_ok=True)
            raise
        if len(changes.files) > 1:
            atomic.sync_folder(self._folder)

    def finish(self) -> None:
        """Say that all of it is done."""
        kept = list(self._kept())
        number = max((one.number for one in kept), default=0) + 1
        undoes = record.read_head(self._pending).undoes
        name = f"{number:06}.zip" if undoes is None else f"{number:06}-undo-{undoes:06}.zip"
        # Not synced: a power cut brings the pending record back, and finishing it changes nothing.
        self._pending.replace(self._folder / name)
        self._forget_oldest()

    def turn_back(self) -> None:
        """Say that it is to be taken back."""
        with suppress(FileNotFoundError):
            self._pending.replace(self._aborting)

    def drop(self) -> None:
        """Say that all of it is taken back."""
        self._aborting.unlink(missing_ok=True)

    def unfinished(self) -> Unfinished | None:
        """The change that was cut short, if there is one.

        Raises:
            DamagedRecordError: It cannot be read any more.
        """
        self._temporary.unlink(missing_ok=True)
        for place, forward in ((self._aborting, False), (self._pending, True)):
            if place.exists():
                changes, head = record.read(place), record.read_head(place)
                leaving = forward == (head.undoes is not None)
                return Unfinished(changes, head.folders if leaving else (), forward)
        return None

    def set_aside(self) -> None:
        """Keep an unfinished record that cannot be read for people to look at."""
        for place in (self._aborting, self._pending):
            with suppress(FileNotFoundError):
                name = f"damaged-{self._now().astimezone(UTC):%Y%m%dT%H%M%S}.zip"
                place.replace(self._folder / name)
        aside = sorted(self._folder.glob("damaged-*.zip"))
        for place in aside[:-ASIDE]:
            place.unlink(missing_ok=True)

    def undoable(self) -> list[int]:
        """The numbers of the changes that can be undone, the latest first."""
        kept = list(self._kept())
        undone = {one.undoes for one in kept}
        mine = [one.number for one in kept if one.undoes is None and one.number not in undone]
        return sorted(mine, reverse=True)

    def past(self, number: int) -> PastChange:
        """What is known of a change; of one whose record is damaged, that it is.

        Raises:
            FileNotFoundError: It was forgotten in the meantime.
        """
        place, zone = self._place(number), self._now().tzinfo
        try:
            head = record.read_head(place)
        except record.DamagedRecordError as error:
            time = datetime.fromtimestamp(place.stat().st_mtime, zone)
            return PastChange(number, error.message, time, ())
        paths = tuple(path for path, _, _ in head.files)
        return PastChange(number, head.command, head.time.astimezone(zone), paths)

    def folders(self, number: int) -> tuple[str, ...]:
        """The folders that a change made.

        Raises:
            DamagedRecordError: It cannot be read any more.
            FileNotFoundError: It was forgotten in the meantime.
        """
        return record.read_head(self._place(number)).folders

    def read(self, number: int) -> ChangeSet:
        """A change with all its bytes.

        Raises:
            DamagedRecordError: It cannot be read any more.
            FileNotFoundError: It was forgotten in the meantime.
        """
        return record.read(self._place(number))

    def verify(self) -> list[str]:
        """What is wrong with the records, one sentence each; reads all of them."""
        found = []
        for one in sorted(self._kept(), key=lambda one: one.number):
            with suppress(FileNotFoundError):  # another process has just forgotten it
                try:
                    record.read(one.place)
                except record.DamagedRecordError as error:
                    found.append(error.message)
        return found

    def earlier(self, path: str) -> Iterator[bytes]:
        """What a file was before each change that is kept, the latest first."""
        for one in sorted(self._kept(), key=lambda one: one.number, reverse=True):
            with suppress(FileNotFoundError, record.DamagedRecordError):
                data = record.read_before(one.place, path)
                if data is not None:
                    yield data

    def _place(self, number: int) -> Path:
        return self._folder / f"{number:06}.zip"

    def _kept(self) -> Iterator[_Kept]:
        with suppress(FileNotFoundError):
            for place in self._folder.iterdir():
                if match := _NAME.fullmatch(place.name):
                    undoes = int(match[2]) if match[2] else None
                    yield _Kept(int(match[1]), undoes, place)

    def _forget_oldest(self) -> None:
        """Keep to the bounds; a change goes before the undo of it, or it would count again."""
        kept = sorted(self._kept(), key=lambda one: one.number)
        size = sum(one.place.stat().st_size for one in kept)
        count = len(kept)
        for one in _expendable(kept):
            if count <= RECORDS and size <= BYTES:
                return
            size -= one.place.stat().st_size
            count -= 1
            one.place.unlink(missing_ok=True)


def _expendable(kept: Sequence[_Kept]) -> list[_Kept]:
    """What may be forgotten, the least missed first; argument by number."""
    undone = {one.undoes for one in kept}
    dead = [one for one in kept[:-1] if one.undoes is not None or one.number in undone]
    alive = [one for one in kept if one.undoes is None and one.number not in undone]
    return dead + alive[:-SURE]
