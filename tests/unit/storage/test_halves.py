"""Two processes look at half of the files each, and together see what one would see."""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from knowlog.storage import scan as scanning
from knowlog.storage.folder import Folder
from knowlog.storage.halves import in_halves

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

ITEMS = range(7)
HERE = os.getpid()


def whose(items: Sequence[int]) -> list[list[int]]:
    return [[item, os.getpid()] for item in items]


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_each_process_does_a_half() -> None:
    near, far = in_halves(whose, ITEMS)
    assert near == whose(ITEMS[:3])
    assert [item for item, _ in far] == list(ITEMS[3:])
    assert HERE not in {process for _, process in far}


def test_one_processor_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert in_halves(whose, ITEMS) == [whose(ITEMS)]


def test_beside_other_threads_nothing_is_forked() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert in_halves(whose, ITEMS) == [whose(ITEMS)]
    finally:
        end.set()
        thread.join()


def test_without_room_for_another_process_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert in_halves(whose, ITEMS) == [whose(ITEMS)]


def test_what_a_killed_process_left_is_done_here() -> None:
    def die_elsewhere(items: Sequence[int]) -> list[list[int]]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return whose(items)

    assert in_halves(die_elsewhere, ITEMS) == [whose(ITEMS[:3]), whose(ITEMS[3:])]


def test_a_caller_that_takes_no_notice_of_children_does_no_harm() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        near, far = in_halves(whose, ITEMS)
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert [item for item, _ in near + far] == list(ITEMS)


def test_a_failure_here_leaves_no_process_behind() -> None:
    def fail_here(items: Sequence[int]) -> str:
        if os.getpid() == HERE:
            raise KeyboardInterrupt
        return "x" * 10_000_000 + str(items)

    with pytest.raises(KeyboardInterrupt):
        in_halves(fail_here, ITEMS)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_large_log_is_seen_as_a_small_one_is(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        (root / f"note {number}.md").write_text("x" * number, encoding="utf-8")
    os.mkfifo(root / "pipe.md")
    (root / "out.md").symlink_to("/")
    (root / "in.md").symlink_to(root / "one.md")
    whole = log.scan()
    monkeypatch.setattr(scanning, "MANY", 2)
    halves = log.scan()
    assert {path: kept(one) for path, one in halves.fingerprints.items()} == {
        path: kept(one) for path, one in whole.fingerprints.items()
    }
    assert halves.problems == whole.problems
    assert set(whole.problems) == {"pipe.md", "out.md"}


def kept(fingerprint: str) -> str:
    """Without the time of the look, which is noted of files that were written just before."""
    return fingerprint.partition("~")[0]
