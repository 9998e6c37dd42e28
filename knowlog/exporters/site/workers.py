"""Work shared out among processes: on Linux they are forked, elsewhere they are started anew."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

if sys.platform == "linux":
    from knowlog.exporters.site.forking import in_processes
else:
    from knowlog.exporters.site.spawning import in_processes

Given = TypeVar("Given")
Got = TypeVar("Got")
_MOST_PROCESSES = 8


def in_parallel(task: Callable[[Given], Got], items: Sequence[Given], worth: int) -> Iterator[Got]:
    """Do a task for every item, with every core when there are many; the results in any order.

    A process with threads cannot be forked safely, so there the work is done one by one.

    Args:
        task: What to do; where processes are started anew it has to be something that can be
            pickled, and everywhere its result has to be.
        items: For what.
        worth: How many items are worth another process.
    """
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if len(items) < worth or processes == 1 or threading.active_count() > 1:
        return map(task, items)
    return in_processes(task, items, processes)
