"""kill -9 at any moment: the old or the new state, whole, and the next command cleans up."""

import os
import random
import shutil
import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

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
