"""A process that forks others to be killed: each runs a seeded series of changes on a log.

Started by the tests of this folder, one request a line on standard input, one answer a line on
standard output, both JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from knowlog.cli.lazy import COMMANDS, load
from knowlog.cli.main import run
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.index.catalog import SqliteCatalog
from knowlog.storage import journal
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect

PATHS = ("a.md", "b c.md", "deep/ü.md", "deep/down/日本.md")
STEPS = 8

# What changes something on the disk, as Python announces it (sys.audit).
EVENTS = frozenset(
    "open os.rename os.link os.remove os.mkdir os.rmdir os.chmod os.chown os.truncate".split()
)


def read(data: bytes, path: str) -> Document:
    return Document(path, {}, {}, str(data))


def open_log(root: Path) -> Folder:
    return Folder(root, detect(root), read, lambda root: ChangeLog(root, wait=60))


def take_steps(root: Path, seed: int, report: Callable[[], object]) -> None:
    """Run the series that belongs to a seed, and report after each step."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    for number in range(STEPS):
        log = open_log(root)
        log.scan()
        present = sorted(log.scan().fingerprints)
        lying = sorted({one.path for one in log.trashed()} - set(present))
        kind = chance.choice(["write", "write", "trash", "restore", "undo"])
        if kind == "trash" and present:
            log.trash(chance.sample(present, min(2, len(present))))
        elif kind == "restore" and lying:
            log.restore(chance.choice(lying))
        elif kind == "undo" and log.history():
            log.undo()
        else:
            log.apply(_writing(log, chance, number))
        report()


def _writing(log: Folder, chance: random.Random, number: int) -> ChangeSet:
    files = []
    for path in chance.sample(PATHS, chance.randint(1, len(PATHS))):
        before = log.read_bytes(path) if (log.root / path).exists() else None
        text = f"{number} {path}\n".encode() * chance.randint(0, 2000)
        after = None if before is not None and chance.random() < 0.25 else text
        files.append(FileChange(path, before, after))
    return ChangeSet(f"step {number}", tuple(files))


def changes_disk(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether what Python is about to do changes a name or opens a file for writing."""
    flags = arguments[2] if event == "open" else os.O_WRONLY
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    return event in EVENTS and isinstance(flags, int) and bool(flags & writing)


def die_at(count: int) -> None:
    """Be killed right before the n-th change to the disk."""
    left = count

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if changes_disk(event, arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def no_sync(fd: object) -> None:
    """Sync nothing: a killed process takes nothing from the disk with it, only a power cut does."""


def fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def serve_steps(
    root: Path, seed: int, delay: float | None, count: int | None, *, short: bool = False
) -> dict[str, object]:
    """Let a child take its steps; kill it after a time or at a change; tell how far it came.

    With ``short`` its journal holds so little that every step forgets one that was before.
    """
    reader, writer = os.pipe()

    def work() -> None:
        if short:
            shorten_journal()
        if count is not None:
            die_at(count)
        take_steps(root, seed, partial(os.write, writer, b"."))

    child = fork(work)
    os.close(writer)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as reports:
        done = len(reports.read())
    _, status = os.waitpid(child, 0)
    return {"done": done, "killed": os.WIFSIGNALED(status)}


def shorten_journal() -> None:
    """Let the journal keep two records, or one that is large."""
    journal.RECORDS, journal.BYTES, journal.SURE = 2, 2_000, 1


def serve_crowd(root: Path, count: int, arguments: list[str]) -> dict[str, object]:
    """Run one command line in many children at once; how many of them failed."""
    children = [fork(partial(be_command, root, arguments)) for _ in range(count)]
    return {"failed": sum(bool(os.waitpid(child, 0)[1]) for child in children)}


def serve_race(root: Path, commands: list[list[str]]) -> dict[str, object]:
    """Run several command lines at once; their exit codes."""
    children = [fork(partial(be_command, root, arguments)) for arguments in commands]
    return {"codes": [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]}


def serve_catalog(root: Path, delay: float) -> dict[str, object]:
    """Let a child update all of a catalog again and again until it is killed."""

    def work() -> None:
        for version in range(1_000_000):
            update_all(SqliteCatalog(root), version)

    child = fork(work)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return {}


def update_all(catalog: SqliteCatalog, version: int) -> None:
    """Give every entry of a catalog the same title."""
    entries = (Entry(id=str(n), path=f"{n}.md", title=str(version)) for n in range(300))
    catalog.update([(entry, str(version)) for entry in entries], (), {})


def serve_readers(root: Path, count: int) -> dict[str, object]:
    """Let many children fill a new catalog at once; how many of them failed."""

    def work() -> None:
        told: list[str] = []
        catalog = SqliteCatalog(root, tell=told.append)
        update_all(catalog, os.getpid())
        if told or len(catalog.entries()) != 300:
            raise SystemExit(1)

    children = [fork(work) for _ in range(count)]
    return {"failed": sum(bool(os.waitpid(child, 0)[1]) for child in children)}


def be_command(root: Path, arguments: list[str], count: int | None = None) -> None:
    """Do what the shell would have us do, in silence."""
    os.setsid()
    os.chdir(root)
    for stream in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream)
    if count is not None:
        die_at(count)
    os._exit(run(arguments))


def serve_command(
    root: Path, arguments: list[str], delay: float | None = None, count: int | None = None
) -> dict[str, object]:
    """Run a command line in a log; kill it after a time or at a change to the disk."""

    child = fork(partial(be_command, root, arguments, count))
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    _wait_for_group(child)
    return {"killed": os.WIFSIGNALED(status), "code": os.waitstatus_to_exitcode(status)}


def _wait_for_group(leader: int) -> None:
    """Let the editor that a killed command had started come to its end."""
    while True:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.001)


SERVICES: dict[str, Callable[..., dict[str, object]]] = {
    "steps": serve_steps,
    "command": serve_command,
    "crowd": serve_crowd,
    "race": serve_race,
    "catalog": serve_catalog,
    "readers": serve_readers,
}


def main() -> None:
    os.fsync = no_sync
    for name in COMMANDS:
        load(name)  # so that children are killed at work and not while importing
    for line in sys.stdin:
        request = json.loads(line)
        answer = SERVICES[request.pop("what")](Path(request.pop("root")), **request)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
