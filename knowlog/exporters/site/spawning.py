"""Work shared out among processes that are started anew, where forking is not safe."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar, cast

Given = TypeVar("Given")
Got = TypeVar("Got")
_CHUNK = 24
_task: list[Callable[..., object]] = []


def in_processes(
    task: Callable[[Given], Got], items: Sequence[Given], processes: int
) -> Iterator[Got]:
    """Do a task for every item.

    Args:
        task: Something that can be pickled.
        items: Each can be pickled as well.
        processes: How many.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _start, (task,)) as pool:
        yield from cast("Iterator[Got]", pool.map(_perform, items, chunksize=_CHUNK))


def _start(task: Callable[..., object]) -> None:
    _task[:] = [task]


def _perform(item: object) -> object:
    return _task[0](item)
