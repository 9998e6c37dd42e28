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
    "mv": ["mv", "alpha", "Delta", "--yes"],
    "rm": ["rm", "alpha", "beta", "--yes"],
    "doctor": ["doctor", "--fix", "--yes"],
    "undo": ["undo"],
}

BLOG = {
    "_config.yml": b"title: Blog\n",
    "_posts/2024-05-31-a.md": b"---\ntitle: A\n---\n![p](/i/p.png) {{ site.title }}\n",
    "i/p.png": bytes(range(256)) * 400,
}

SETTING_UP = [
    ["init", "."],
    *(
        ["new", title, "--body", "On [[Alpha]].", "-t", "ml"]
        for title in ("Alpha", "Beta", "Old", "Older", "Oldest")
    ),
    *(["new", title, "--body", "Itâ€™s [[Alpha]]."] for title in ("Broken", "Broken too")),
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


def test_of_two_moves_at_once_each_is_done_whole_or_says_that_it_is_not(
    workshop: tuple[Worker, Path], tmp_path: Path
) -> None:
    worker, log = workshop
    moves = [["mv", "alpha", "Delta", "--yes"], ["mv", "beta", "Epsilon", "--yes"]]
    for number in range(8):
        root = shutil.copytree(log, tmp_path / str(number))
        codes = worker.ask("race", root, commands=moves)["codes"]
        assert set(codes) <= {0, 5}
        assert 0 in codes
        names = {path.stem.rpartition("-")[2] for path in (root / "entries").glob("2*.md")}
        assert ("delta" in names, "alpha" in names) == (codes[0] == 0, codes[0] != 0)
        assert ("epsilon" in names, "beta" in names) == (codes[1] == 0, codes[1] != 0)
        texts = [path.read_text(encoding="utf-8") for path in (root / "entries").glob("2*.md")]
        link = "[[Delta]]" if codes[0] == 0 else "[[Alpha]]"
        assert [text for text in texts if link not in text] == []
        assert temporaries(root) == []
