import os
from pathlib import Path

import pytest

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import ConflictError, KnowlogError, NotFoundError
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect
from tests.unit.storage.conftest import parse


def change(path: str, before: bytes | None, after: bytes | None) -> ChangeSet:
    return ChangeSet("test", (FileChange(path, before, after),))


def test_a_file_is_read_as_it_stands(log: Folder) -> None:
    assert log.read_bytes("git/two.md") == b"git/two.md\r\n"
    assert log.read("git/two.md").body == "git/two.md\r\n"


@pytest.mark.parametrize(
    "path", ["missing.md", "missing/x.md", "git", "../log/one.md", "/etc/passwd", "", "a\0b"]
)
def test_what_is_no_file_of_the_log_is_not_found(log: Folder, path: str) -> None:
    with pytest.raises(NotFoundError):
        log.read_bytes(path)


def test_a_log_that_does_not_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        Folder(tmp_path / "no", detect(tmp_path / "no"), parse, ChangeLog)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_is_not_waited_for(log: Folder, root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    with pytest.raises(NotFoundError, match="not a regular file"):
        log.read_bytes("pipe.md")


def test_files_are_added_changed_and_removed_together(log: Folder, root: Path) -> None:
    log.apply(
        ChangeSet(
            "all",
            (
                FileChange("new/deep/a.md", None, b"A"),
                FileChange("one.md", b"one.md\r\n", b"1"),
                FileChange("git/two.md", b"git/two.md\r\n", None),
            ),
        )
    )
    assert (root / "new/deep/a.md").read_bytes() == b"A"
    assert (root / "one.md").read_bytes() == b"1"
    assert not (root / "git/two.md").exists()


@pytest.mark.parametrize("before", [b"something else", None, b""])
def test_a_file_that_changed_since_is_a_conflict_and_nothing_is_written(
    log: Folder, root: Path, before: bytes | None
) -> None:
    files = (FileChange("new.md", None, b"A"), FileChange("one.md", before, b"1"))
    with pytest.raises(ConflictError, match=r"one\.md"):
        log.apply(ChangeSet("two", files))
    assert (root / "one.md").read_bytes() == b"one.md\r\n"
    assert not (root / "new.md").exists()


@pytest.mark.parametrize(
    "path", ["../x.md", "/tmp/x.md", ".git/hooks/x", ".knowlog/journal/x", "a/../../x.md"]
)
def test_nothing_is_written_outside_the_log_or_into_its_machinery(log: Folder, path: str) -> None:
    with pytest.raises(KnowlogError):
        log.apply(change(path, None, b"x"))


def test_a_name_that_is_not_unicode_is_refused_before_anything_is_written(
    log: Folder, root: Path
) -> None:
    with pytest.raises(KnowlogError, match="not a path"):
        log.apply(change("caf\udce9.md", None, b"x"))
    assert not (root / ".knowlog/journal").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_removing_a_linked_entry_removes_the_link_and_not_its_target(
    log: Folder, root: Path
) -> None:
    (root / "alias.md").symlink_to("git/two.md")
    log.trash(["alias.md"])
    assert not (root / "alias.md").is_symlink()
    assert (root / "git/two.md").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_a_file_keeps_its_mode_and_a_new_one_follows_the_umask(log: Folder, root: Path) -> None:
    (root / "one.md").chmod(0o640)
    log.apply(change("one.md", b"one.md\r\n", b"1"))
    assert (root / "one.md").stat().st_mode & 0o777 == 0o640
    old = os.umask(0o027)
    try:
        log.apply(change("new.md", None, b"1"))
    finally:
        os.umask(old)
    assert (root / "new.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_linked_entry_is_written_through_to_its_target(log: Folder, root: Path) -> None:
    (root / "alias.md").symlink_to("git/two.md")
    log.apply(change("alias.md", b"git/two.md\r\n", b"2"))
    assert (root / "alias.md").is_symlink()
    assert (root / "git/two.md").read_bytes() == b"2"


def test_a_name_of_the_greatest_length_can_be_written(log: Folder, root: Path) -> None:
    name = "日" * 84 + ".md"
    log.apply(change(name, None, b"x"))
    log.apply(change(name, b"x", b"y"))
    assert (root / name).read_bytes() == b"y"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_that_moves_keeps_its_mode(log: Folder, root: Path) -> None:
    place, new = root / "one.md", root / "sub" / "three.md"
    data = place.read_bytes()
    place.chmod(0o600)
    moves = FileChange("one.md", data, None), FileChange("sub/three.md", None, b"changed too")
    log.apply(ChangeSet("mv", (*moves, FileChange("git/two.md", b"git/two.md\r\n", b"x"))))
    assert new.stat().st_mode & 0o777 == 0o600
    log.undo()
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_in_the_trash_keep_their_modes(log: Folder, root: Path) -> None:
    (root / "one.md").chmod(0o600)
    log.trash(["one.md", "git/two.md"])
    (lying,) = (root / ".knowlog" / "trash").rglob("one.md")
    assert lying.stat().st_mode & 0o777 == 0o600
    log.restore("one.md")
    assert (root / "one.md").stat().st_mode & 0o777 == 0o600


def test_a_name_that_the_system_has_no_letters_for_is_refused_with_the_way_out(
    log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("os.fsencode", lambda path: str(path).encode("ascii"))  # as in the C locale
        with pytest.raises(KnowlogError, match="cannot be a file name here") as caught:
            log.apply(ChangeSet("new zürich", (FileChange("zürich.md", None, b"x"),)))
    assert "UTF-8" in caught.value.hint
    assert "zürich.md" not in log.scan().fingerprints


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
@pytest.mark.parametrize("name", ["", "journal", "trash", "lock", ".gitignore"])
@pytest.mark.parametrize("there", [True, False])
def test_a_log_from_elsewhere_writes_nowhere_else_through_a_link(
    log: Folder, root: Path, name: str, *, there: bool
) -> None:
    victim = root.parent / "victim"
    if there:
        victim.write_bytes(b"")  # an empty one too: nothing is put into it
    place = root / ".knowlog" / name
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(victim)
    with pytest.raises(KnowlogError, match="is a link; it must lie in the log itself"):
        log.apply(ChangeSet("new x", (FileChange("x.md", None, b"x"),)))
    assert victim.read_bytes() == b"" if there else not victim.exists()
    assert not (root / "x.md").exists()
