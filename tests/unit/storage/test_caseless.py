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
