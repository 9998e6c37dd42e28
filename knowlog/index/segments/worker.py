"""A worker process that builds a segment from the documents it is sent.

It is a program of its own and not a fork or a copy of the calling one, which may have threads or a
main module that cannot be run twice. Batches go to its standard input, its answer comes back on
its standard output; both are pickles, which is safe in a pipe between two processes of one user.
When the parent is killed, its end of the pipe closes, and the worker ends as well.
"""

import gc
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from typing import IO

from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.change import WorkerLostError
from knowlog.index.segments.documents import Record
from knowlog.index.segments.manifest import SegmentFacts

_AHEAD = 2
"""Batches that may wait for the worker."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from {module} import work; work({segment!r})"

Made = tuple[SegmentFacts, list[int]]


class Worker:
    """A worker process, seen from its parent.

    Attributes:
        taken: Every batch that was handed over, for when the process is lost.
    """

    def __init__(self, path: Path) -> None:
        """Start the process.

        Args:
            path: The segment file that it writes.

        Raises:
            WorkerLostError: It cannot be started.
        """
        program = _PROGRAM.format(path=sys.path, module=__name__, segment=str(path))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise WorkerLostError from error
        self.taken: list[list[Record]] = []
        self._waiting: Queue[list[Record] | None] = Queue(_AHEAD)
        self._lost = False
        self._sender = Thread(target=self._send, daemon=True)
        self._sender.start()

    def take(self, batch: list[Record]) -> bool:
        """Hand over a batch, unless the process has enough to do."""
        if self._lost:
            return False
        try:
            self._waiting.put_nowait(batch)
        except Full:
            return False
        self.taken.append(batch)
        return True

    def finish(self) -> Made | None:
        """Wait for the segment; None when there was nothing to put in it.

        Raises:
            WorkerLostError: The process is gone, and what it was handed is in no segment.
            OSError: The disk refused.
        """
        self._waiting.put(None)
        self._sender.join()
        try:
            answer = pickle.load(_pipe(self._process.stdout))  # noqa: S301 - from our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise WorkerLostError from error
        if isinstance(answer, OSError):
            raise answer
        made: Made | None = answer
        return made

    def stop(self) -> None:
        """End the process if it still runs."""
        self._process.kill()
        self._process.wait()
        while self._sender.is_alive():  # it waits for a batch, or has just found the pipe closed
            try:
                self._waiting.put(None, timeout=0.1)
            except Full:
                continue
            self._sender.join(0.1)
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                _pipe(pipe).close()
            except OSError:
                continue

    def _send(self) -> None:
        """Pass on what waits, until None comes; runs in a thread, since a full pipe blocks."""
        pipe = _pipe(self._process.stdin)
        while True:
            batch = self._waiting.get()
            try:
                if not self._lost:
                    pickle.dump(batch, pipe, pickle.HIGHEST_PROTOCOL)
                    pipe.flush()
            except (OSError, ValueError):
                self._lost = True
            if batch is None:
                return


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:  # pragma: no cover - both are asked for above
        raise WorkerLostError
    return pipe


def work(path: str) -> None:
    """What the process does: index batches until None comes, then write and report."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the parent decides
    gc.disable()  # a builder makes no cycles
    builder = SegmentBuilder()
    for batch in _received():
        for record in batch:
            builder.add(record)
    answer: Made | OSError | None
    try:
        answer = _written(builder, Path(path))
    except OSError as error:
        answer = OSError(error.errno, error.strerror)
    pickle.dump(answer, sys.stdout.buffer)


def _received() -> Iterator[list[Record]]:
    while True:
        try:
            batch = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
        except EOFError:
            raise SystemExit(1) from None  # the parent was killed: nobody waits for a segment
        if batch is None:
            return
        yield batch


def _written(builder: SegmentBuilder, path: Path) -> Made | None:
    if not builder.records:
        return None
    with path.open("wb") as file:
        seal = builder.write(file)
    return SegmentFacts(path.name, seal, builder.records), builder.totals()
