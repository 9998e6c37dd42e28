"""Names that change in case alone, on a disk where case does not count and on one where it does."""

import os
from pathlib import Path

import pytest

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import ConflictError, KnowlogError
from knowlog.storage import atomic
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect
from knowlog.workspace import Workspace
from tests.unit.storage import caseless
from tests.unit.storage.conftest import parse

OLD, NEW = "entries/Why logq.md", "entries/Why LogQ.md"
RENAME = ChangeSet("mv", (FileChange(OLD, b"old", None), FileChange(NEW, None, b"new")))


def opened(disk: Path) -> Folder:
    return Folder(disk, detect(disk), parse, ChangeLog)


@pytest.fixture(params=["caseless", "exact"])
def disk(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (root / OLD).parent.mkdir(exist_ok=True)
    (root / OLD).write_bytes(b"old")
    (root / OLD).chmod(0o640)
    if request.param == "caseless":
        caseless.install(monkeypatch, root)
        assert (root / NEW).read_bytes() == b"old"
    return root


def held(disk: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (disk / "entries").iterdir()}


def test_a_name_changes_in_case_alone_and_back(disk: Path) -> None:
    opened(disk).apply(RENAME)
    assert held(disk) == {"Why LogQ.md": b"new"}
    assert (disk / NEW).stat().st_mode & 0o777 == 0o640
    opened(disk).undo()
    assert held(disk) == {"Why logq.md": b"old"}


def test_a_disk_that_refuses_leaves_the_old_name(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_temporary: Path, _target: Path) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "create", refuse)
        with pytest.raises(KnowlogError):
            opened(disk).apply(RENAME)
    opened(disk).scan()
    assert held(disk) == {"Why logq.md": b"old"}


@pytest.mark.parametrize("passed", ["journal", "name"])
def test_what_was_cut_short_is_finished(
    disk: Path, monkeypatch: pytest.MonkeyPatch, passed: str
) -> None:
    """As after kill -9: before anything is done to the files, and with the old name gone."""

    def die(*_arguments: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("knowlog.storage.changelog.ChangeLog._take_back", lambda *_arguments: None)
        patch.setattr("knowlog.storage.journal.Journal.turn_back", lambda _journal: None)
        if passed == "journal":
            patch.setattr("knowlog.storage.applying.carry_out", die)
        else:
            patch.setattr(atomic, "create", die)
        with pytest.raises(SystemExit):
            opened(disk).apply(RENAME)
    opened(disk).scan()
    assert held(disk) == {"Why LogQ.md": b"new"}


def test_another_file_of_that_name_is_left_alone(disk: Path) -> None:
    (disk / OLD).write_bytes(b"changed")
    with pytest.raises(ConflictError):
        opened(disk).apply(RENAME)
    assert held(disk) == {"Why logq.md": b"changed"}


@pytest.mark.parametrize("disk", ["caseless"], indirect=True)
def test_a_third_spelling_is_somebody_elses_change(disk: Path) -> None:
    opened(disk).apply(RENAME)
    (disk / NEW).rename(disk / "entries/x")
    (disk / "entries/x").rename(disk / "entries/WHY LOGQ.md")
    with pytest.raises(ConflictError, match="changed since"):
        opened(disk).undo()
    assert held(disk) == {"WHY LOGQ.md": b"new"}


def test_what_differs_in_the_case_of_a_folder_alone(disk: Path) -> None:
    moved = "Entries/Why logq.md"
    change = ChangeSet("mv", (FileChange(OLD, b"old", None), FileChange(moved, None, b"old")))
    if not (disk / NEW).exists():
        opened(disk).apply(change)
        assert not (disk / OLD).exists()
        return
    with pytest.raises(ConflictError, match="are one file"):
        opened(disk).apply(change)
    assert held(disk) == {"Why logq.md": b"old"}


def test_a_name_that_is_gone_is_not_seen_under_another(disk: Path) -> None:
    log = opened(disk)
    log.scan()
    assert list(log.look([OLD, NEW, "Entries/Why logq.md"])) == [OLD]


def test_a_log_follows_a_name_that_changes_in_case_and_back(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("KNOWLOG_CONFIG_DIR", str(tmp_path / "config"))

    def paths() -> list[str]:
        return [one.path for one in Workspace.open(disk).entries()]

    assert paths() == [OLD]
    opened(disk).apply(RENAME)
    assert paths() == [NEW]
    opened(disk).undo()
    assert paths() == [OLD]
