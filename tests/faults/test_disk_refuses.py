"""A disk that is full, read-only or broken: an error that names the file, and the old state."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import ConflictError, KnowlogError
from knowlog.storage import applying, atomic, lock
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from tests.faults.state import State, state, temporaries
from tests.faults.worker import changes_disk, no_sync, open_log, read

Refuses = Callable[[str, tuple[object, ...]], bool]


class Disk:
    """Stands between Python and the disk; an audit hook, since those see every call."""

    def __init__(self) -> None:
        self.refuses: Refuses | None = None
        self.reason = errno.ENOSPC
        sys.addaudithook(self._hook)

    @contextmanager
    def that(self, refuses: Refuses, reason: int) -> Iterator[None]:
        self.refuses, self.reason = refuses, reason
        try:
            yield
        finally:
            self.refuses = None

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.refuses is not None and self.refuses(event, arguments):
            raise OSError(self.reason, os.strerror(self.reason), arguments[0])


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", no_sync)


@pytest.fixture(scope="module")
def disk() -> Disk:
    return Disk()


@pytest.fixture
def log(tmp_path: Path) -> Folder:
    (tmp_path / "a.md").write_bytes(b"A")
    (tmp_path / "b.md").write_bytes(b"B")
    return open_log(tmp_path)


CHANGES = ChangeSet(
    "all kinds",
    (
        FileChange("deep/new.md", None, b"N"),
        FileChange("a.md", b"A", b"a" * 5000),
        FileChange("b.md", b"B", None),
    ),
)
OLD: State = [("a.md", b"A"), ("b.md", b"B")]
NEW: State = [("a.md", b"a" * 5000), ("deep/new.md", b"N")]


def nth(count: int) -> Refuses:
    left = [count]

    def refuses(event: str, arguments: tuple[object, ...]) -> bool:
        left[0] -= changes_disk(event, arguments)
        return left[0] == 0 and changes_disk(event, arguments)

    return refuses


def test_whichever_change_to_the_disk_fails_the_state_is_whole(disk: Disk, tmp_path: Path) -> None:
    outcomes = set()
    for count in range(1, 100):
        root = tmp_path / str(count)
        root.mkdir()
        for path, data in OLD:
            (root / path).write_bytes(data)
        failed = False
        with disk.that(nth(count), errno.EIO):
            try:
                open_log(root).apply(CHANGES)
            except KnowlogError:
                failed = True
        assert state(root) == (OLD if failed else NEW), count
        open_log(root).scan()
        assert temporaries(root) == []
        assert state(root) == (OLD if failed else NEW), count
        outcomes.add(failed)
    assert outcomes == {True, False}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("limit", [0, 100, 4000])
def test_a_full_disk_leaves_the_old_state(log: Folder, limit: int) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(KnowlogError, match="cannot be written"):
            log.apply(CHANGES)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert state(log.root) == OLD
    assert temporaries(log.root) == []


def test_a_disk_that_refuses_for_good_is_tried_again_by_the_next_command(
    disk: Disk, log: Folder
) -> None:
    def refuses(event: str, arguments: tuple[object, ...]) -> bool:
        return event == "os.remove" and any(
            name in str(arguments[0]) for name in ("b.md", "new.md")
        )

    with (
        disk.that(refuses, errno.EACCES),
        pytest.raises(KnowlogError, match="could not be taken back"),
    ):
        log.apply(CHANGES)
    assert state(log.root) not in (OLD, NEW)
    told: list[str] = []
    log = Folder(log.root, log.layout, read, lambda root: ChangeLog(root, tell=told.append))
    with disk.that(changes_disk, errno.EROFS):
        assert "unfinished-change" in {one.kind for one in log.scan().problems.values()}
    assert log.scan().problems == {}
    assert state(log.root) == OLD
    assert temporaries(log.root) == []
    assert "taken back" in told[0]


def test_a_killed_change_that_cannot_be_finished_any_more_is_taken_back(
    disk: Disk, log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Nothing handles this, as nothing handles a kill."""

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(applying, "_put", die)
        patch.setattr(ChangeLog, "_take_back", die)
        with pytest.raises(Killed):
            log.apply(CHANGES)
    journal = log.root / ".knowlog/journal"
    (journal / "aborting.zip").rename(journal / "pending.zip")
    told: list[str] = []
    log = Folder(log.root, log.layout, read, lambda root: ChangeLog(root, tell=told.append))

    def refuses(event: str, arguments: tuple[object, ...]) -> bool:
        return event == "os.mkdir" and "deep" in str(arguments[0])

    (log.root / "deep").rmdir()
    with disk.that(refuses, errno.EACCES):
        assert log.scan().problems == {}
    assert state(log.root) == OLD
    assert temporaries(log.root) == []
    assert "taken back" in told[0]


def test_what_somebody_changed_after_a_kill_is_left_alone_and_told(log: Folder) -> None:
    log.apply(CHANGES)
    journal = log.root / ".knowlog/journal"
    (journal / "000001.zip").rename(journal / "pending.zip")
    (log.root / "a.md").write_bytes(b"mine")
    (log.root / "b.md").write_bytes(b"B")
    told: list[str] = []
    Folder(log.root, log.layout, read, lambda root: ChangeLog(root, tell=told.append)).scan()
    assert state(log.root) == [("a.md", b"mine"), ("deep/new.md", b"N")]
    assert told == ["`all kinds` was cut short and is now finished, except a.md: changed since."]


def test_a_leftover_is_removed_unless_somebody_is_writing(log: Folder) -> None:
    log.apply(CHANGES)
    leftover = log.root / f".a.md.1234{atomic.TEMPORARY_SUFFIX}"
    leftover.touch()
    with lock.hold(log.root / ".knowlog"):
        log.scan()
        assert leftover.exists()
    log.scan()
    assert not leftover.exists()


def test_a_read_only_log_can_be_read_and_says_why_it_cannot_be_written(
    disk: Disk, log: Folder
) -> None:
    with disk.that(changes_disk, errno.EROFS):
        assert len(log.scan().fingerprints) == 2
        assert log.read_bytes("a.md") == b"A"
        assert log.history() == []
        with pytest.raises(KnowlogError, match=r"\.knowlog.*Read-only file system"):
            log.apply(CHANGES)
    assert state(log.root) == OLD


def test_a_file_made_by_another_program_in_the_last_moment_is_not_overwritten(
    log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create(temporary: Path, target: Path) -> None:
        target.write_bytes(b"theirs")
        real(temporary, target)

    real = atomic.create
    monkeypatch.setattr(atomic, "create", create)
    with pytest.raises(ConflictError, match=r"new\.md"):
        log.apply(CHANGES)
    assert state(log.root) == [*OLD, ("deep/new.md", b"theirs")]
    assert temporaries(log.root) == []


def test_a_file_changed_by_another_program_in_the_last_moment_is_not_overwritten(
    log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stage(target: Path, data: bytes, *, durable: bool, like: Path | None) -> Path:
        (log.root / "a.md").write_bytes(b"theirs")
        return real(target, data, durable=durable, like=like)

    real = atomic.stage
    monkeypatch.setattr(atomic, "stage", stage)
    with pytest.raises(ConflictError, match=r"a\.md"):
        log.apply(CHANGES)
    assert state(log.root) == [("a.md", b"theirs"), ("b.md", b"B")]


def test_an_interrupt_leaves_the_old_state(log: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def create(_temporary: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic, "create", create)
    with pytest.raises(KeyboardInterrupt):
        log.apply(CHANGES)
    assert state(log.root) == OLD
    assert temporaries(log.root) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows renames instead")
def test_without_hard_links_a_new_file_still_overwrites_nothing(
    log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hardlink_to(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    log.apply(CHANGES)
    assert state(log.root) == NEW
    log.undo()
    (log.root / "deep").mkdir(exist_ok=True)
    (log.root / "deep/new.md").write_bytes(b"theirs")
    with pytest.raises(ConflictError):
        log.apply(CHANGES)
    assert (log.root / "deep/new.md").read_bytes() == b"theirs"


def test_a_file_system_without_locks_can_be_written(
    log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", flock)
    log.apply(CHANGES)
    assert state(log.root) == NEW


def test_a_read_only_file_is_left_alone(log: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(KnowlogError, match=r"a\.md cannot be written: the file is read-only"):
        log.apply(CHANGES)
    assert state(log.root) == OLD


def test_a_bulk_change_is_whole_too(log: Folder) -> None:
    count = applying.SYNC_ALL_FROM + 1
    files = tuple(FileChange(f"bulk/{number}.md", None, b"x") for number in range(count))
    log.apply(ChangeSet("import", files))
    assert len(state(log.root)) == len(OLD) + count
    log.undo()
    assert state(log.root) == OLD
