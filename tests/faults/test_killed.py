"""kill -9 at any moment: the old or the new state, whole, and the next command cleans up."""

import os
import random
import shutil
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.storage import journal
from knowlog.storage.folder import Folder
from tests.faults.conftest import Worker
from tests.faults.state import State, state, temporaries
from tests.faults.worker import STEPS, no_sync, open_log, take_steps

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

FIRST: State = [("a.md", b"first\r\n"), ("deep/ü.md", b"")]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", no_sync)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return start(tmp_path / "log")


def start(root: Path) -> Path:
    for path, data in FIRST:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@cache
def undisturbed(seed: int) -> tuple[list[State], float]:
    """The states that a series goes through when nobody kills it, and how long it takes."""
    folder = Path(mkdtemp())
    try:
        root = start(folder / "log")
        states = [state(root)]
        began = time.perf_counter()
        take_steps(root, seed, lambda: states.append(state(root)))
        return states, time.perf_counter() - began
    finally:
        shutil.rmtree(folder)


def check(root: Path, seed: int, done: int) -> None:
    """The next command finds the state after the steps that were done, or one more."""
    log = open_log(root)
    log.scan()
    assert temporaries(root) == []
    states, _ = undisturbed(seed)
    assert state(root) in states[done : done + 2]
    while log.history():
        log.undo()
    assert state(root) == FIRST


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_random_moments(worker: Worker, root: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    _, duration = undisturbed(seed)
    for _ in range(20):
        answer = worker.ask("steps", root, seed=seed, delay=chance.uniform(0, duration), count=None)
        assert answer["killed"] or answer["done"] == STEPS
        check(root, seed, answer["done"])
        shutil.rmtree(root)
        start(root)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 6])
def test_killed_between_any_two_changes_to_the_disk(worker: Worker, root: Path, seed: int) -> None:
    count, answer = 0, {"killed": True}
    while answer["killed"]:
        count += 1
        answer = worker.ask("steps", root, seed=seed, delay=None, count=count)
        check(root, seed, answer["done"])
        shutil.rmtree(root)
        start(root)
    assert answer["done"] == STEPS
    assert count > 50


@pytest.mark.parametrize("seed", [0, 3])
def test_killed_while_the_journal_forgets(
    worker: Worker, root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("RECORDS", 2), ("BYTES", 2_000), ("SURE", 1)):
        monkeypatch.setattr(journal, name, value)
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    count = 0
    answer = {"killed": True}
    while answer["killed"]:
        count += chance.randint(1, 6)
        answer = worker.ask("steps", root, seed=seed, delay=None, count=count, short=True)
        check_short(root, histories(seed)[answer["done"] :][:2])
        shutil.rmtree(root)
        start(root)
    assert count > 30


@cache
def histories(seed: int) -> list[list[int]]:
    """What can be undone after each step of a series that nobody kills."""
    with TemporaryDirectory() as folder:
        root = start(Path(folder) / "log")
        found: list[list[int]] = [[]]
        take_steps(root, seed, lambda: found.append(numbers(open_log(root))))
        return found


def numbers(log: Folder) -> list[int]:
    return [past.number for past in log.history()]


def check_short(root: Path, near: list[list[int]]) -> None:
    """Nothing that was taken back can be undone again, and the next change finds a short journal.

    Args:
        root: A log whose writer was killed.
        near: What can be undone after the last step that was done, and after the next one.
    """
    log = open_log(root)
    log.scan()
    assert temporaries(root) == []
    left = numbers(log)
    assert any(left[: len(one)] == one for one in near)
    assert set(left) <= set().union(*near)
    before = state(root)
    log.apply(ChangeSet("one more", (FileChange("more.md", None, b"x"),)))
    assert len(list((root / ".knowlog/journal").glob("*.zip"))) <= 2
    log.undo()
    assert state(root) == before
    while log.history():
        log.undo()
