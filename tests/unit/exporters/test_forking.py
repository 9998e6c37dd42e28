"""Work in several processes: all of it is done, whatever happens to one of them."""

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowlog.exporters.site.workers import in_parallel

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")

ITEMS = range(100)


def together(task: Callable[[int], object], monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    return list(in_parallel(task, ITEMS, worth=10))


def in_the_parent() -> bool:
    return os.getpid() == PARENT


PARENT = os.getpid()


def slowly(number: int) -> tuple[int, int]:
    time.sleep(0.002)
    return number, os.getpid()


def test_every_item_is_done_once_and_by_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    done = list(in_parallel(slowly, ITEMS, worth=10))
    assert sorted(number for number, _ in done) == list(ITEMS)
    assert len({process for _, process in done}) == 3


def test_few_items_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    done = list(in_parallel(slowly, ITEMS, worth=101))
    assert done == [(number, os.getpid()) for number in ITEMS]


def test_a_process_with_threads_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        done = together(lambda number: (number, os.getpid()), monkeypatch)
    finally:
        end.set()
        thread.join()
    assert done == [(number, os.getpid()) for number in ITEMS]


@pytest.mark.parametrize("fails_here", [True, False])
def test_a_failure_comes_through(monkeypatch: pytest.MonkeyPatch, *, fails_here: bool) -> None:
    def task(number: int) -> int:
        time.sleep(0.001)
        if in_the_parent() == fails_here:
            raise ZeroDivisionError(number)
        return number

    with pytest.raises(ZeroDivisionError):
        together(task, monkeypatch)


def test_what_a_killed_process_leaves_is_done_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def task(number: int) -> int:
        time.sleep(0.001)
        if not in_the_parent():
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert sorted(map(str, together(task, monkeypatch))) == sorted(map(str, ITEMS))


def test_nobody_goes_on_without_the_process_that_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()

    def task(number: int) -> int:
        time.sleep(0.01)
        (marks / str(number)).touch()
        return number

    reader, writer = os.pipe()  # at its end when the last process that could write is gone
    asking = os.fork()
    if not asking:
        monkeypatch.setattr(os, "cpu_count", lambda: 3)
        list(in_parallel(task, range(1000), worth=10))
        os._exit(0)
    os.close(writer)
    while len(list(marks.iterdir())) < 10:
        time.sleep(0.005)
    os.kill(asking, signal.SIGKILL)
    os.waitpid(asking, 0)
    assert select.select([reader], [], [], 5)[0], "they go on"
    os.close(reader)
    assert len(list(marks.iterdir())) < 1000
