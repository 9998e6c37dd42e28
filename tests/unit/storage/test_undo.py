import os
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import ConflictError, KnowlogError, LockedError, NotFoundError
from knowlog.storage import journal, lock
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from tests.unit.storage.conftest import parse

ONE = b"one.md\r\n"


def write(log: Folder, path: str, before: bytes | None, after: bytes | None) -> None:
    log.apply(ChangeSet(f"write {path}", (FileChange(path, before, after),)))


def records(root: Path) -> list[Path]:
    return sorted((root / ".knowlog/journal").iterdir())


def test_the_last_change_is_taken_back_and_then_the_one_before(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    write(log, "new.md", None, b"N")
    assert log.undo().command == "write new.md"
    assert not (root / "new.md").exists()
    assert log.undo().command == "write one.md"
    assert (root / "one.md").read_bytes() == ONE
    with pytest.raises(NotFoundError, match="nothing to undo"):
        log.undo()


def test_a_change_after_an_undo_is_undone_first(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    write(log, "one.md", b"1", b"2")
    log.undo()
    write(log, "one.md", b"1", b"3")
    assert [past.command for past in log.history()] == ["write one.md"] * 2
    log.undo()
    log.undo()
    assert (root / "one.md").read_bytes() == ONE


def test_undo_refuses_when_a_file_changed_since_and_says_which(log: Folder, root: Path) -> None:
    files = (FileChange("one.md", ONE, b"1"), FileChange("git/two.md", b"git/two.md\r\n", b"2"))
    log.apply(ChangeSet("tag add all x", files))
    (root / "one.md").write_bytes(b"mine")
    with pytest.raises(ConflictError, match=r"`tag add all x` cannot be undone: one\.md changed"):
        log.undo()
    assert (root / "one.md").read_bytes() == b"mine"
    assert (root / "git/two.md").read_bytes() == b"2"


def test_history_tells_what_when_and_which_files(log: Folder) -> None:
    write(log, "one.md", ONE, b"1")
    (past,) = log.history()
    assert (past.command, past.paths) == ("write one.md", ("one.md",))
    assert past.time.tzinfo is not None


def test_what_an_editor_did_can_be_undone(log: Folder, root: Path) -> None:
    (root / "one.md").write_bytes(b"edited")
    log.record_external("edit one", "one.md", ONE, b"edited")
    log.undo()
    assert (root / "one.md").read_bytes() == ONE


def test_a_log_that_was_only_read_gets_no_folder_of_ours(log: Folder, root: Path) -> None:
    log.scan()
    log.read_bytes("one.md")
    log.history()
    log.trashed()
    with pytest.raises(NotFoundError):
        log.undo()
    assert not (root / ".knowlog").exists()


def test_git_sees_nothing_of_our_folder(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    ignore = root / ".knowlog/.gitignore"
    assert "*" in ignore.read_text().splitlines()
    ignore.write_text("")  # as a kill may leave it
    write(log, "one.md", b"1", b"2")
    assert "*" in ignore.read_text().splitlines()


def test_a_record_can_be_opened_without_this_program(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    with zipfile.ZipFile(records(root)[-1]) as archive:
        assert archive.read("before/one.md") == ONE
        assert archive.read("after/one.md") == b"1"


def bounded(monkeypatch: pytest.MonkeyPatch, records: int, size: int, sure: int) -> None:
    monkeypatch.setattr(journal, "RECORDS", records)
    monkeypatch.setattr(journal, "BYTES", size)
    monkeypatch.setattr(journal, "SURE", sure)


def kept(log: Folder) -> list[str]:
    return [past.paths[0] for past in log.history()]


def test_the_oldest_records_go_first(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded(monkeypatch, 3, 10_000, 1)
    for number in range(5):
        write(log, f"{number}.md", None, b"x")
    assert kept(log) == ["4.md", "3.md", "2.md"]
    bounded(monkeypatch, 3, 1, 1)
    write(log, "big.md", None, b"x" * 1000)
    assert kept(log) == ["big.md"]
    assert len(records(root)) == 1


def test_a_large_change_can_be_undone_after_small_ones(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded(monkeypatch, 100, 5_000, 3)
    write(log, "old.md", None, b"x")
    write(log, "import.md", None, os.urandom(20_000))
    write(log, "a.md", None, b"x")
    write(log, "b.md", None, b"x")
    assert kept(log) == ["b.md", "a.md", "import.md"]
    for _ in range(3):
        log.undo()
    assert not (root / "import.md").exists()
    write(log, "c.md", None, b"x")
    assert kept(log) == ["c.md"]


def test_what_was_taken_back_is_forgotten_before_what_was_not(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded(monkeypatch, 4, 100_000, 1)
    for path in ("1.md", "2.md"):
        write(log, path, None, b"x")
    log.undo()
    write(log, "3.md", None, b"x")
    assert len(records(root)) == 4
    write(log, "4.md", None, b"x")
    assert [place.name for place in records(root)][1] == "000003-undo-000002.zip"
    assert kept(log) == ["4.md", "3.md", "1.md"]
    write(log, "5.md", None, b"x")
    assert kept(log) == ["5.md", "4.md", "3.md", "1.md"]


def test_a_change_that_was_taken_back_never_counts_again(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(log, "1.md", None, b"x")
    log.undo()
    bounded(monkeypatch, 1, 1, 1)
    write(log, "2.md", None, b"x")
    assert kept(log) == ["2.md"]
    log.undo()
    assert log.history() == []
    assert len(records(root)) == 1  # the newest stays: its number is not given twice


def test_folders_that_a_change_made_go_with_it(log: Folder, root: Path) -> None:
    (root / "there").mkdir()
    files = ("there/new/deep/a.md", "there/new/b.md", "other/c.md", "there/d.md")
    log.apply(ChangeSet("import", tuple(FileChange(path, None, b"x") for path in files)))
    write(log, "git/new.md", None, b"x")
    log.undo()
    (root / "other/mine.txt").write_bytes(b"by hand")
    log.undo()
    assert list((root / "there").iterdir()) == []
    assert [one.name for one in (root / "other").iterdir()] == ["mine.txt"]
    assert (root / "git/two.md").exists()


def test_times_are_those_of_the_clock_and_the_zone_of_the_log(log: Folder, root: Path) -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    log = Folder(root, log.layout, parse, lambda root: ChangeLog(root, now=lambda: now))
    write(log, "one.md", ONE, b"1")
    log.trash(["one.md"])
    assert {past.time.isoformat() for past in log.history()} == {"2026-03-01T09:00:00+05:30"}
    assert [one.removed.isoformat() for one in log.trashed()] == ["2026-03-01T09:00:00+05:30"]


def test_a_path_can_be_removed_twice_at_one_time(log: Folder, root: Path) -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)
    log = Folder(root, log.layout, parse, lambda root: ChangeLog(root, now=lambda: now))
    log.trash(["one.md"])
    write(log, "one.md", None, b"second")
    log.trash(["one.md"])
    log.restore("one.md")
    assert (root / "one.md").read_bytes() == b"second"


def test_every_record_is_verified(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    write(log, "new.md", None, b"N")
    assert log.verify_journal() == []
    data = bytearray(records(root)[0].read_bytes())
    data[60:90] = bytes(30)
    records(root)[0].write_bytes(data)
    (sentence,) = log.verify_journal()
    assert "000001.zip" in sentence


def test_of_records_that_were_set_aside_only_a_few_are_kept(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "ASIDE", 2)
    write(log, "one.md", ONE, b"1")
    hours = [0]

    def now() -> datetime:
        return datetime(2026, 3, 1, hours[-1], tzinfo=UTC)

    log = Folder(root, log.layout, parse, lambda root: ChangeLog(root, now=now))
    for hour in range(4):
        hours.append(hour)
        (root / ".knowlog/journal/pending.zip").write_bytes(b"garbage")
        log.scan()
    assert [place.name for place in records(root)][1:] == [
        "damaged-20260301T020000.zip",
        "damaged-20260301T030000.zip",
    ]


def test_a_damaged_record_is_not_passed_over(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    write(log, "new.md", None, b"N")
    newest = records(root)[-1]
    data = bytearray(newest.read_bytes())
    data[40:60] = bytes(20)
    newest.write_bytes(data)
    with pytest.raises(KnowlogError, match=newest.name):
        log.undo()
    assert (root / "one.md").read_bytes() == b"1"
    assert "damaged" in log.history()[0].command


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"garbage" * 100])
def test_a_damaged_unfinished_record_is_set_aside_and_work_goes_on(
    log: Folder, root: Path, content: bytes
) -> None:
    write(log, "one.md", ONE, b"1")
    (root / ".knowlog/journal/pending.zip").write_bytes(content)
    told: list[str] = []
    log = Folder(root, log.layout, parse, lambda root: ChangeLog(root, tell=told.append))
    log.scan()
    assert "set aside" in told[0]
    write(log, "one.md", b"1", b"2")
    assert [place.name[:7] for place in records(root)] == ["000001.", "000002.", "damaged"]


def test_two_writers_cannot_write_at_once(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    hasty = Folder(root, log.layout, parse, lambda root: ChangeLog(root, wait=0.05))
    with lock.hold(root / ".knowlog"), pytest.raises(LockedError, match=rf"process {os.getpid()}"):
        write(hasty, "one.md", b"1", b"2")
    assert (root / "one.md").read_bytes() == b"1"
    write(hasty, "one.md", b"1", b"2")


def test_a_log_is_read_while_another_writes(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    with lock.hold(root / ".knowlog"):
        assert len(log.scan().fingerprints) == 3


@pytest.mark.parametrize("name", [".knowlog", ".knowlog/journal", ".knowlog/trash"])
def test_a_log_from_elsewhere_cannot_send_our_files_out_of_it(
    log: Folder, root: Path, name: str
) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(root.parent)
    with pytest.raises(KnowlogError, match="link"):
        write(log, "one.md", ONE, b"1")
    assert not (root.parent / "pending.zip").exists()
    assert (root / "one.md").read_bytes() == ONE


def test_what_a_file_was_is_remembered_the_latest_first(log: Folder, root: Path) -> None:
    write(log, "one.md", ONE, b"1")
    write(log, "new.md", None, b"N")
    write(log, "one.md", b"1", b"2")
    assert list(log.earlier("one.md")) == [b"1", ONE]
    assert list(log.earlier("new.md")) == []
    data = bytearray(records(root)[-1].read_bytes())
    data[40:60] = bytes(20)
    records(root)[-1].write_bytes(data)
    assert list(log.earlier("one.md")) == [ONE]
