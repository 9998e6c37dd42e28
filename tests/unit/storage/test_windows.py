"""What only Windows refuses, imitated: files that others have open, and read-only ones."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import ConflictError, KnowlogError
from knowlog.storage import atomic, scan
from knowlog.storage.folder import Folder

ONE = b"one.md\r\n"
REFUSED = PermissionError(13, "The process cannot access the file")


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "_ON_WINDOWS", True)
    monkeypatch.setattr(atomic, "PATIENCE", 60)
    unlink = Path.unlink

    def careful(path: Path, *, missing_ok: bool = False) -> None:
        if path.exists() and not path.stat().st_mode & stat.S_IWRITE:
            raise REFUSED
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", careful)


def refuse(
    monkeypatch: pytest.MonkeyPatch, file: Path, times: int, meanwhile: Callable[[], object]
) -> None:
    """Let renaming to a file fail so many times, while somebody has it open."""
    replace, left = Path.replace, [times]

    def opened(path: Path, target: Path) -> Path:
        if target == file and left[0]:
            left[0] -= 1
            meanwhile()
            raise REFUSED
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", opened)


def change(log: Folder) -> None:
    log.apply(ChangeSet("tag add one x", (FileChange("one.md", ONE, b"changed"),)))


def leftovers(root: Path) -> list[Path]:
    return [path for path in root.iterdir() if path.name.endswith(atomic.TEMPORARY_SUFFIX)]


def test_a_file_that_is_read_just_now_is_changed_when_it_is_closed(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, root / "one.md", 3, lambda: None)
    change(log)
    assert (root / "one.md").read_bytes() == b"changed"


def test_a_file_that_stays_open_is_named_and_nothing_is_changed(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "PATIENCE", 0.05)
    refuse(monkeypatch, root / "one.md", 10**9, lambda: None)
    with pytest.raises(KnowlogError, match=r"one\.md cannot be written"):
        change(log)
    assert (root / "one.md").read_bytes() == ONE
    assert not leftovers(root)
    assert not log.history()


def test_what_is_saved_while_the_file_is_open_is_not_overwritten(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, root / "one.md", 1, lambda: (root / "one.md").write_bytes(b"mine"))
    with pytest.raises(ConflictError):
        change(log)
    assert (root / "one.md").read_bytes() == b"mine"


def test_a_read_only_entry_goes_to_the_trash_and_comes_back(log: Folder, root: Path) -> None:
    (root / "one.md").chmod(0o444)
    log.trash(["one.md"])
    assert not (root / "one.md").exists()
    log.undo()
    assert (root / "one.md").read_bytes() == ONE
    assert not log.trashed()


def test_a_file_is_the_same_however_it_is_looked_at(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del log  # it has made the files
    monkeypatch.setattr(scan, "_TOUCHED_IS_MADE", True)
    status = (root / "one.md").stat()
    listed = os.stat_result((status.st_mode, 0, *tuple(status)[2:]), _times(status))
    assert scan.fingerprint(listed, 0) == scan.fingerprint(status, 0)


def _times(status: os.stat_result) -> dict[str, int]:
    return {name: getattr(status, name) for name in ("st_mtime_ns", "st_ctime_ns", "st_atime_ns")}
