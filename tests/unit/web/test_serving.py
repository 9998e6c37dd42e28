"""``knowlog serve`` as a process: what it says, and how it ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.architecture.sources import ROOT

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(log: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts ``serve`` on the log, its temporary files in a folder of their own."""
    passing = tmp_path / "passing"
    passing.mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(passing)}
    running: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "knowlog", "--log", str(log), "serve", *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def _url(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_and_ends_when_told_and_leaves_nothing(
    start: Start, tmp_path: Path, end: signal.Signals
) -> None:
    process = start("--port", "0")
    with urlopen(_url(process)) as answer:  # noqa: S310 - the address that it has just printed
        assert b"<title>Notes</title>" in answer.read()
    process.send_signal(end)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert list((tmp_path / "passing").iterdir()) == []


def test_a_script_gets_the_port_as_json(start: Start) -> None:
    process = start("--port", "0", "--json")
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(4)]
    told = json.loads("".join(lines))
    assert told["url"] == f"http://127.0.0.1:{told['port']}/"


def test_a_port_in_use_is_said(start: Start) -> None:
    port = _url(start("--port", "0")).rstrip("/").rpartition(":")[2]
    _, said = (second := start("--port", port)).communicate(timeout=30)
    assert second.returncode == 1
    assert f"port {port} is in use" in said


def test_a_save_is_seen_and_what_is_wrong_is_said(start: Start, log: Path) -> None:
    process = start("--port", "0")
    _url(process)
    (log / "entries" / "moon.md").write_text("[[Nowhere]]\n", encoding="utf-8")
    assert process.stderr
    said = iter(process.stderr)
    assert next(line for line in said if "updated in" in line)
    assert next(said) == "entries/moon.md:1: Nowhere: no such entry\n"
