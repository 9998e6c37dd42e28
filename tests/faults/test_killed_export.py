"""kill -9 of an export: whoever looks at the site finds the old one or the new one, whole."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowlog.exporters.site.replacing import LIST
from tests.faults.conftest import Worker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL"),
]

ROUNDS = 10
STEP = 7
EXPORT = ["export", "html"]
Site = dict[str, bytes]


def site(root: Path) -> Site:
    folder = root / "site"
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@dataclass(frozen=True)
class Prepared:
    """A log with a site that is out of date, and the sites before and after an export."""

    worker: Worker
    folder: Path
    old: Site
    new: Site
    seconds: float

    def begin(self) -> Path:
        """Put the log and what is remembered of it back to where they were."""
        for name in ("log", "cache"):
            shutil.rmtree(self.folder / name)
            shutil.copytree(self.folder / "saved" / name, self.folder / name)
        return self.folder / "log"

    def round(self, **when: object) -> tuple[bool, bool]:
        """Kill an export of a copy, look at the site, and export again.

        Returns:
            Whether it was killed, and whether the site was the new one by then.
        """
        root = self.begin()
        answer = self.worker.ask("command", root, arguments=EXPORT, **when)
        whole = _settled(root)
        found = site(root)
        if whole:
            assert found in (self.old, self.new)
        assert self.worker.ask("command", root, arguments=EXPORT) == {"killed": False, "code": 0}
        assert site(root) == self.new
        assert not list(root.glob(".site*"))
        return bool(answer["killed"] or answer["code"]), found == self.new


def _settled(root: Path) -> bool:
    """Wait for the process that renames, which the kill does not reach; False if it is gone too."""
    deadline = time.monotonic() + 5
    while (root / ".site.knowlog-new" / LIST).exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("export")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KNOWLOG_CACHE_DIR", str(folder / "cache"))
        patch.setenv("KNOWLOG_CONFIG_DIR", str(folder / "config"))
        patch.delenv("KNOWLOG_DIR", raising=False)
        log = folder / "log"
        log.mkdir()
        with Worker() as worker:
            _fill(worker, log)
            old = site(log)
            next(log.glob("entries/*beta.md")).unlink()
            gamma = next(log.glob("entries/*gamma.md"))
            gamma.write_text(gamma.read_text().replace("title: Gamma", "title: Changed"))
            for name in ("log", "cache"):
                shutil.copytree(folder / name, folder / "saved" / name)
            began = time.perf_counter()
            assert worker.ask("command", log, arguments=EXPORT)["code"] == 0
            yield Prepared(worker, folder, old, site(log), time.perf_counter() - began)


def _fill(worker: Worker, log: Path) -> None:
    for arguments in (
        ["init", "."],
        *(
            ["new", title, "--body", "[[Gamma]]", "-t", "ml"]
            for title in ("Alpha", "Beta", "Gamma")
        ),
        EXPORT,
    ):
        assert worker.ask("command", log, arguments=arguments)["code"] == 0, arguments


def test_killed_at_random_moments(prepared: Prepared) -> None:
    assert prepared.old != prepared.new
    chance = random.Random(1)  # noqa: S311 - chance that can be repeated, no secret
    for _ in range(ROUNDS):
        prepared.round(delay=chance.uniform(0, prepared.seconds))


def test_killed_between_two_changes_to_the_disk(prepared: Prepared) -> None:
    """The process that renames is killed as well here, as if the whole machine went down."""
    outcomes: list[tuple[bool, bool]] = []
    while not outcomes or outcomes[-1][0]:
        outcomes.append(prepared.round(count=1 + STEP * len(outcomes)))
    assert {done for killed, done in outcomes if killed} == {False, True}


WRITER = """
import sys
from pathlib import Path
from knowlog.exporters.site.output import open_output
for turn in range(int(sys.argv[2]), int(sys.argv[2]) + 400):
    output = open_output(Path(sys.argv[1]), {})
    staging = output.start()
    files = {f"{page}/index.html": str(turn).encode() for page in range(20)}
    output.finish(staging, {file: staging.write(file, text) for file, text in files.items()})
"""


def test_killed_at_the_moment_of_replacing(tmp_path: Path) -> None:
    for turn in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path / "site", str(turn * 1000)]
        )
        time.sleep(0.25 + 0.013 * turn)
        child.kill()
        child.wait()
        _settled(tmp_path)
        found = set(site(tmp_path).values())
        assert len({text for text in found if len(text) < 10}) <= 1, (
            f"sites of several times: {found}"
        )
