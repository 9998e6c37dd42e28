"""kill -9 of the real commands: the old or the new state, whole, nothing temporary left."""

import os
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conftest import Worker
from tests.faults.state import State, state, temporaries

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

ROUNDS = 40

COMMANDS = {
    "new": ["new", "Gamma", "--date", "2024-01-02T03:04:05+00:00", "--body", "text", "-t", "ml"],
    "edit": ["edit", "beta"],
    "tag add": ["tag", "add", "alpha", "git", "rebase"],
    "tag rename": ["tag", "rename", "ml", "learning/deep", "--yes"],
    "import": ["import", "jekyll", "../blog"],
    "rm": ["rm", "alpha", "beta", "--yes"],
    "undo": ["undo"],
}

BLOG = {
    "_config.yml": b"title: Blog\n",
    "_posts/2024-05-31-a.md": b"---\ntitle: A\n---\n![p](/i/p.png) {{ site.title }}\n",
    "i/p.png": bytes(range(256)) * 400,
}

SETTING_UP = [
    ["init", "."],
    *(["new", title, "--body", "text", "-t", "ml"] for title in ("Alpha", "Beta", "Old", "Older")),
    ["rm", "old", "older", "--yes"],
]


@dataclass(frozen=True)
class Prepared:
    """A log, a command, and what it does when nobody kills it."""

    worker: Worker
    log: Path
    arguments: list[str]
    old: State
    new: State
    seconds: float

    def round(self, root: Path, **when: object) -> tuple[bool, bool]:
        """Run the command on a copy, kill it, and check what the next command finds.

        Returns:
            Whether it was killed, and whether its work is done.
        """
        shutil.copytree(self.log, root)
        answer = self.worker.ask("command", root, arguments=self.arguments, **when)
        after = self.worker.ask("command", root, arguments=["list", "--json"])
        assert after == {"killed": False, "code": 0}
        assert temporaries(root) == []
        found = state(root)
        assert found in (self.old, self.new)
        assert self.worker.ask("command", root, arguments=["history"])["code"] == 0
        shutil.rmtree(root)
        return bool(answer["killed"]), found == self.new


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Worker, Path]]:
    folder = tmp_path_factory.mktemp("commands")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KNOWLOG_CACHE_DIR", str(folder / "cache"))
        patch.setenv("KNOWLOG_CONFIG_DIR", str(folder / "config"))
        patch.setenv("KNOWLOG_EDITOR", """sh -c 'echo more >> "$1"' sh""")
        patch.delenv("KNOWLOG_DIR", raising=False)
        log = folder / "log"
        log.mkdir()
        for path, data in BLOG.items():
            (folder / "blog" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "blog" / path).write_bytes(data)
        with Worker() as worker:
            for arguments in SETTING_UP:
                assert worker.ask("command", log, arguments=arguments)["code"] == 0, arguments
            yield worker, log


@pytest.fixture(params=COMMANDS)
def prepared(
    request: pytest.FixtureRequest, workshop: tuple[Worker, Path], tmp_path: Path
) -> Prepared:
    worker, log = workshop
    trial = shutil.copytree(log, tmp_path / "trial")
    shutil.copytree(log.parent / "blog", tmp_path / "blog")
    began = time.perf_counter()
    answer = worker.ask("command", trial, arguments=COMMANDS[request.param])
    seconds = time.perf_counter() - began
    assert answer["code"] == 0
    assert state(trial) != state(log)
    return Prepared(worker, log, COMMANDS[request.param], state(log), state(trial), seconds)


@pytest.mark.slow
def test_killed_at_random_moments(prepared: Prepared, tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - chance that can be repeated, no secret
    for number in range(ROUNDS):
        prepared.round(tmp_path / str(number), delay=chance.uniform(0, prepared.seconds))


@pytest.mark.slow
def test_killed_between_any_two_changes_to_the_disk(prepared: Prepared, tmp_path: Path) -> None:
    outcomes: list[tuple[bool, bool]] = []
    while not outcomes or outcomes[-1][0]:
        outcomes.append(prepared.round(tmp_path / str(len(outcomes)), count=len(outcomes) + 1))
    assert {done for killed, done in outcomes if killed} == {False, True}


def test_fifty_at_once_with_one_title_make_fifty_entries(
    workshop: tuple[Worker, Path], tmp_path: Path
) -> None:
    worker, log = workshop
    root = shutil.copytree(log, tmp_path / "log")
    before = len(list((root / "entries").iterdir()))
    arguments = ["new", "Same title", "--body", "text"]
    assert worker.ask("crowd", root, count=50, arguments=arguments) == {"failed": 0}
    assert len(list((root / "entries").iterdir())) == before + 50
    assert worker.ask("command", root, arguments=["list"])["code"] == 0
