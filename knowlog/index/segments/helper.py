"""A second process that builds a segment from the documents it is sent."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Queue

from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.documents import Record
from knowlog.index.segments.manifest import SegmentFacts

_AHEAD = 2
"""Batches that may wait for the helper."""

Made = tuple[SegmentFacts, list[int]]


class Helper:
    """The near end of the line to the process."""

    def __init__(self, path: Path) -> None:
        """Start the process.

        Args:
            path: The segment file that it writes.
        """
        context = multiprocessing.get_context("spawn")  # forking a process with threads may hang
        self._line, far = context.Pipe()
        self._process = context.Process(target=_work, args=(far, path), daemon=True)
        self._process.start()
        far.close()
        self._waiting = 0

    def take(self, batch: list[Record]) -> bool:
        """Hand over a batch, unless the process has enough to do."""
        while self._waiting and self._line.poll():
            self._line.recv()
            self._waiting -= 1
        if self._waiting >= _AHEAD:
            return False
        self._line.send(batch)
        self._waiting += 1
        return True

    def finish(self) -> Made | None:
        """Wait for the segment; None when there was nothing to put in it.

        Raises:
            OSError: The disk refused.
        """
        self._line.send(None)
        while isinstance(answer := self._line.recv(), int):
            continue
        self._process.join()
        if isinstance(answer, OSError):
            raise answer
        made: Made | None = answer
        return made

    def dismiss(self) -> None:
        """End the process if it still runs."""
        self._line.close()
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _work(line: Connection, path: Path) -> None:
    """What the process does: index batches until None comes, then write and report."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the near end decides
    batches: Queue[list[Record] | None] = Queue()
    threading.Thread(target=_receive, args=(line, batches), daemon=True).start()
    builder = SegmentBuilder()
    while (batch := batches.get()) is not None:
        for record in batch:
            builder.add(record)
        line.send(len(batch))
    try:
        line.send(_written(builder, path))
    except OSError as error:
        line.send(OSError(error.errno, error.strerror))


def _receive(line: Connection, batches: "Queue[list[Record] | None]") -> None:
    """Empty the line at once, so that the sender never waits."""
    while True:
        try:
            batch = line.recv()
        except (EOFError, OSError):
            os._exit(1)  # the near end was killed: nobody waits for a segment
        batches.put(batch)
        if batch is None:
            return


def _written(builder: SegmentBuilder, path: Path) -> Made | None:
    if not builder.records:
        return None
    with path.open("wb") as file:
        seal = builder.write(file)
    return SegmentFacts(path.name, seal, builder.records), builder.totals()
