"""Work whose second half is done by a forked process, to which nothing has to be copied."""

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

Given = TypeVar("Given")
Got = TypeVar("Got")


def in_halves(work: Callable[[Sequence[Given]], Got], items: Sequence[Given]) -> list[Got]:
    """Do something with the first half of the items here, and with the others at the same time.

    Everything is done here without a second processor, beside other threads, on a system without
    fork, or when the second process fails.

    Args:
        work: What to do; what it returns is made of plain containers, numbers and strings.
        items: For what.

    Returns:
        What the work gave for all of them, or for each half.
    """
    middle = len(items) // 2
    reader, writer = os.pipe()
    child = _forked()
    if child == 0:
        os.close(reader)  # or nobody would tell this process that the other one is gone
        _answer(writer, work, items[middle:])
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as answer:
            if child is None:
                return [work(items)]
            near = work(items[:middle])
            told = answer.read()
    finally:
        if child is not None:
            with suppress(
                ChildProcessError
            ):  # where SIGCHLD is ignored, nothing is left to wait for
                os.waitpid(child, 0)
    try:
        far: Got = marshal.loads(told)  # noqa: S302  # our own child wrote it
    except (EOFError, ValueError):
        far = work(items[middle:])
    return [near, far]


def _forked() -> int | None:
    """The number of a second process, 0 in that process, or None without one."""
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        return None
    if sys.platform == "win32" or os.cpu_count() == 1:
        return None
    try:
        return os.fork()
    except OSError:
        return None


def _answer(writer: int, work: Callable[[Sequence[Given]], Got], items: Sequence[Given]) -> None:
    """Be the second process."""
    try:
        with os.fdopen(writer, "wb") as answer:
            done: Any = work(items)
            marshal.dump(done, answer)
    finally:
        os._exit(0)
