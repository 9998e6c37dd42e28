"""Work shared out among processes, where the platform starts them cheaply."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar, cast

Given = TypeVar("Given")
Got = TypeVar("Got")
_CHUNK = 24
_MOST_PROCESSES = 8
_task: list[Callable[..., object]] = []


def in_parallel(task: Callable[[Given], Got], items: Sequence[Given]) -> Iterator[Got]:
    """Do a task for every item, in the order of the items.

    On Linux the processes are forked, so that nothing has to be copied to them; elsewhere the
    task has to be something that can be pickled. A process with threads cannot be forked safely,
    so there the work is done one by one.
    """
    kind = "fork" if sys.platform == "linux" else "spawn"
    if kind == "fork" and threading.active_count() > 1:
        yield from map(task, items)
        return
    context = multiprocessing.get_context(kind)
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    with ProcessPoolExecutor(processes, context, _start, (task,)) as pool:
        yield from cast("Iterator[Got]", pool.map(_perform, items, chunksize=_CHUNK))


def _start(task: Callable[..., object]) -> None:
    _task[:] = [task]


def _perform(item: object) -> object:
    return _task[0](item)
