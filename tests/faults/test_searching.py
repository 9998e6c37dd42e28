"""Searches while everything goes on at once, is killed, moved, or put back in time."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from knowlog.domain.query import parse
from knowlog.workspace.core import Workspace

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("KNOWLOG_FAULT_ROUNDS", "3"))
"""How often a first build is killed; by hand with 200."""
SECONDS = float(os.environ.get("KNOWLOG_FAULT_SECONDS", "4"))
"""How long many processes work on one log; by hand with 60."""

WRITER = """
import contextlib, io, sys, time
from pathlib import Path
from knowlog.cli.main import run
log, name, until = Path(sys.argv[1]), sys.argv[2], time.time() + float(sys.argv[3])
def knowlog(*arguments):
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(said):
        code = run(["--log", str(log), *arguments])
    assert (code, said.getvalue()) == (0, ""), (arguments, code, said.getvalue())
    return printed.getvalue()
number = 0
while time.time() < until:
    number += 1
    knowlog("new", f"{name} note {number}", "--body", f"common written{number} {name}")
    with (log / f"by-hand-{name}.md").open("a") as file:
        file.write(f"\\n\\nhand{number}{name} common\\n")
    found = knowlog("search", f"hand{number}{name}")
    assert f"by-hand-{name}" in found, (number, found)
    knowlog("search", "common", "--facets")
print(number)
"""


def environment(cache: Path) -> dict[str, str]:
    return os.environ | {"KNOWLOG_CACHE_DIR": str(cache), "PYTHONPATH": str(ROOT)}


def search(log: Path, cache: Path, query: str) -> list[str]:
    """The ids that a process of its own finds, all of them."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "knowlog",
            "--log",
            str(log),
            "search",
            query,
            "-n",
            "9999",
            "--json",
        ],
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "damaged" not in done.stderr
    return [hit["id"] for hit in json.loads(done.stdout)]


def _storm(tmp_path: Path, processes: int) -> None:
    log, cache = tmp_path / "log", tmp_path / "cache"
    log.mkdir()
    (log / "knowlog.toml").write_text('entries = "."\n', encoding="utf-8")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(log), f"p{number}", str(SECONDS)],
            env=environment(cache),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    ended = [process.communicate() for process in running]
    assert [error for _, error in ended if error] == []
    written = [int(printed) for printed, _ in ended]
    assert min(written) > 0
    for query in ("common", "written1", "hand1p0", "note"):
        found = search(log, cache, query)
        assert found == search(log, tmp_path / "fresh", query)
    assert len(search(log, cache, "common")) == sum(written) + processes


@pytest.mark.slow
@pytest.mark.parametrize("processes", [2, 20])
def test_many_that_write_and_search_one_log_lose_nothing(tmp_path: Path, processes: int) -> None:
    _storm(tmp_path, processes)


def _large_log(folder: Path) -> Path:
    """As much text as makes a second process worth its start."""
    chance = random.Random(5)  # noqa: S311 - the same text every time
    words = ["".join(chance.choices("abcdefghijkl", k=chance.randint(3, 8))) for _ in range(3000)]
    folder.mkdir()
    for number in range(150):
        text = " ".join(chance.choices(words, k=11_000))
        (folder / f"n{number:03}.md").write_text(f"# Note {number}\n\n{text} needle{number % 7}\n")
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL and groups of processes")
def test_a_first_build_that_is_killed_is_done_by_the_next_search(tmp_path: Path) -> None:
    log = _large_log(tmp_path / "log")
    began = time.perf_counter()
    right = search(log, tmp_path / "fresh", "needle3")
    seconds = time.perf_counter() - began
    assert len(right) == 21
    chance = random.Random(ROUNDS)  # noqa: S311 - the same moments every time
    for turn in range(ROUNDS):
        cache = tmp_path / f"cache{turn}"
        process = subprocess.Popen(
            [sys.executable, "-m", "knowlog", "--log", str(log), "search", "needle3"],
            env=environment(cache),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 1) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        _wait_until_empty(process.pid)
        assert search(log, cache, "needle3") == right
        names = {path.suffix for path in cache.rglob("index/*")}
        assert names <= {".segment", ".json", ".lock", ""}
        shutil.rmtree(cache)


def _wait_until_empty(group: int) -> None:
    """Wait for the second process, which ends by itself when the first is gone."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail("the second process outlived the first")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    log = tmp_path / "log"
    log.mkdir()
    (log / "moon.md").write_text("# Moon\n\nThe moon pulls the sea.\n", encoding="utf-8")
    (log / "sun.md").write_text("# Sun\n\nThe sun is warm.\n", encoding="utf-8")
    return log


def paths(log: Path, query: str) -> Sequence[str]:
    workspace = Workspace.open(log)
    page = workspace.ask(lambda index: index.search(parse(query)))
    return [hit.path for hit in page.hits]


def test_a_clock_set_back_hides_no_edit(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths(log, "moon") == ["moon.md"]
    now = time.time_ns()
    for days in (400, 1, 3):  # back, forth, back again: never in order
        moment = now - days * 86_400_000_000_000
        monkeypatch.setattr("time.time_ns", lambda moment=moment: moment)
        file = log / "moon.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(text[2:6], f"Io{days:02}"[:4]), encoding="utf-8")
        os.utime(file, ns=(moment, moment))
        assert paths(log, f"Io{days:02}"[:4]) == ["moon.md"]
        assert paths(log, text[2:6] + " -pulls") == []


def test_a_cache_on_another_file_system(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    cache = other / f"knowlog-{os.getpid()}"
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(cache))
    try:
        assert paths(log, "moon") == ["moon.md"]
        (log / "sun.md").write_text("The moon hides the sun.\n", encoding="utf-8")
        assert sorted(paths(log, "moon")) == ["moon.md", "sun.md"]
    finally:
        shutil.rmtree(cache)


def test_the_cache_of_another_log_is_not_taken_for_ones_own(log: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    twin.mkdir()
    (twin / "mars.md").write_text("# Mars\n\nA moon or two.\n", encoding="utf-8")
    assert paths(log, "moon") == ["moon.md"]
    assert paths(twin, "moon") == ["mars.md"]
    mine, other = (Workspace.open(folder).cache for folder in (log, twin))
    assert mine is not None
    assert other is not None
    shutil.rmtree(mine)
    shutil.copytree(other, mine)
    assert paths(log, "moon") == ["moon.md"]
    shutil.rmtree(mine / "index")
    shutil.copytree(other / "index", mine / "index")
    assert paths(log, "moon") == ["moon.md"]
