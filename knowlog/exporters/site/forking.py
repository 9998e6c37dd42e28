"""Work shared out among forked processes, to which nothing has to be copied.

Every process takes a few items at a time from its own stretch of the list and then from what is
left of the others', so that neighbours, which need the same lexers, mostly meet in one process.
What is left lies in pipes: reading a number from one takes it away for all.
"""

import gc
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import IO, Any, Generic, TypeVar

Given = TypeVar("Given")
Got = TypeVar("Got")
_CHUNK = 8
_MOST_CHUNKS = 4096
"""What fits into a pipe before anybody reads it."""
_NUMBER = 4
"""Bytes of a number in a pipe."""
_LENGTH = 8
"""Bytes that say how long an answer is."""


def in_processes(
    task: Callable[[Given], Got], items: Sequence[Given], processes: int
) -> Iterator[Got]:
    """Do a task for every item; this process works as well.

    Args:
        task: What to do; its results can be pickled.
        items: For what.
        processes: How many, this one included.

    Raises:
        Exception: What the task raised.
    """
    with _Pile(task, items, processes) as pile:
        yield from pile.results()


class _Pile(Generic[Given, Got]):
    """Items that several processes take away."""

    def __init__(
        self, task: Callable[[Given], Got], items: Sequence[Given], processes: int
    ) -> None:
        self._task = task
        self._items = items
        self._size = max(_CHUNK, -(-len(items) // _MOST_CHUNKS))
        self._left = set(range(0, len(items), self._size))
        self._pipes = [_filled(part) for part in _parts(sorted(self._left), processes)]
        self._parent = os.getpid()
        self._children: dict[int, _Answers] = {}

    def __enter__(self) -> "_Pile[Given, Got]":
        gc.freeze()  # what is here stays shared for as long as nobody writes to it
        for number in range(1, len(self._pipes)):
            answers = _Answers(tempfile.TemporaryFile())
            child = os.fork()
            if not child:
                self._be_child(number, answers)
            self._children[child] = answers
        return self

    def __exit__(self, *_error: object) -> None:
        for _ in self._taken(0):
            pass  # nobody shall begin anything more
        for child, answers in self._children.items():
            os.waitpid(child, 0)
            answers.close()
        for pipe in self._pipes:
            os.close(pipe)
        gc.unfreeze()

    def results(self) -> Iterator[Got]:
        """What the task gives for each item."""
        for start in self._taken(0):
            yield from map(self._task, self._chunk(start))
            self._left.discard(start)
            for answers in self._children.values():
                yield from self._answered(answers)
        for child in list(self._children):
            os.waitpid(child, 0)
            with closing(self._children.pop(child)) as answers:
                yield from self._answered(answers)
        for start in sorted(self._left):  # whose process was ended by somebody
            yield from map(self._task, self._chunk(start))

    def _answered(self, answers: "_Answers") -> Iterator[Got]:
        for start, found in answers.taken():
            if isinstance(found, BaseException):
                raise found
            self._left.discard(start)
            yield from found

    def _taken(self, first: int) -> Iterator[int]:
        """Take numbers away, from the pipe of this process first, until none is left."""
        for pipe in (*self._pipes[first:], *self._pipes[:first]):
            while number := os.read(pipe, _NUMBER):
                yield int.from_bytes(number)

    def _chunk(self, start: int) -> Sequence[Given]:
        return self._items[start : start + self._size]

    def _be_child(self, number: int, answers: "_Answers") -> None:
        code = 1
        try:
            for start in self._taken(number):
                if os.getppid() != self._parent:
                    break
                answers.give(start, self._tried(start))
            code = 0
        finally:
            os._exit(code)

    def _tried(self, start: int) -> "list[Got] | Exception":
        try:
            return list(map(self._task, self._chunk(start)))
        except Exception as error:  # noqa: BLE001  # goes to the process that asked
            return error


class _Answers:
    """What a child tells its parent, in a file without a name that both have open."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._seen = 0

    def close(self) -> None:
        """Forget what is left."""
        self._file.close()

    def give(self, start: int, found: object) -> None:
        """Write down what a chunk gave; for the child."""
        answer = pickle.dumps((start, found), pickle.HIGHEST_PROTOCOL)
        self._file.write(len(answer).to_bytes(_LENGTH))
        self._file.write(answer)
        self._file.flush()

    def taken(self) -> Iterator[tuple[int, Any]]:
        """What was written since the last time, as far as it is whole; for the parent.

        It never moves in the file: the child writes where the file stands for both.
        """
        while True:
            length = int.from_bytes(os.pread(self._file.fileno(), _LENGTH, self._seen))
            answer = os.pread(self._file.fileno(), length, self._seen + _LENGTH)
            if not length or len(answer) < length:
                return
            self._seen += _LENGTH + length
            yield pickle.loads(answer)  # noqa: S301  # our own child wrote it


def _parts(numbers: Sequence[int], count: int) -> Iterator[Sequence[int]]:
    size = -(-len(numbers) // count)
    return (numbers[size * part : size * (part + 1)] for part in range(count))


def _filled(numbers: Sequence[int]) -> int:
    reader, writer = os.pipe()
    os.write(writer, b"".join(number.to_bytes(_NUMBER) for number in numbers))
    os.close(writer)
    return reader
