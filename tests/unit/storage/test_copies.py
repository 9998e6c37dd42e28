"""Files that are copied as they are, of any size: pictures of an import."""

import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from knowlog.domain.changes import ChangeSet, Content, Elsewhere, FileChange
from knowlog.errors import ConflictError
from knowlog.storage import applying
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.digests import digest_file, is_same
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect
from tests.unit.storage.conftest import parse

PICTURE = bytes(range(256)) * 9000  # more than one piece of a copy


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture outside of the log."""
    place = tmp_path / "blog" / "p.png"
    place.parent.mkdir()
    place.write_bytes(PICTURE)
    return place


def content(place: Path) -> Elsewhere:
    found, _ = digest_file(place)
    assert found is not None
    return found


def bring(log: Folder, picture: Path, before: Content | None = None) -> None:
    files = (FileChange("i/p.png", before, content(picture)), FileChange("new.md", None, b"new"))
    log.apply(ChangeSet("import", files))


def test_a_copy_is_whole_and_the_journal_holds_no_byte_of_it(
    log: Folder, root: Path, picture: Path
) -> None:
    bring(log, picture)
    assert (root / "i/p.png").read_bytes() == PICTURE
    (record,) = (root / ".knowlog/journal").glob("*.zip")
    with zipfile.ZipFile(record) as archive:
        assert sorted(archive.namelist()) == ["after/new.md", "change.json"]


def test_undo_takes_it_away_while_it_is_still_where_it_came_from(
    log: Folder, root: Path, picture: Path
) -> None:
    bring(log, picture)
    log.undo()
    assert not (root / "i").exists()
    assert log.trashed() == []


@pytest.mark.parametrize("now", [None, b"other"])
def test_undo_puts_it_into_the_trash_when_nobody_else_has_it(
    log: Folder, root: Path, picture: Path, now: bytes | None
) -> None:
    bring(log, picture)
    picture.unlink()
    if now is not None:
        picture.write_bytes(now)
    log.undo()
    assert not (root / "i").exists()
    assert [one.path for one in log.trashed()] == ["i/p.png"]
    log.restore("p.png")
    assert (root / "i/p.png").read_bytes() == PICTURE


def test_undo_refuses_when_the_copy_changed(log: Folder, root: Path, picture: Path) -> None:
    bring(log, picture)
    (root / "i/p.png").write_bytes(PICTURE[:-1] + b"x")
    with pytest.raises(ConflictError, match=r"i/p\.png changed"):
        log.undo()
    assert (root / "new.md").exists()


def test_a_source_that_changes_while_it_is_copied_stops_everything(
    log: Folder, root: Path, picture: Path
) -> None:
    files = (FileChange("new.md", None, b"new"), FileChange("i/p.png", None, content(picture)))
    picture.write_bytes(PICTURE + b"more")
    with pytest.raises(ConflictError, match=r"p\.png changed"):
        log.apply(ChangeSet("import", files))
    assert not (root / "new.md").exists()
    assert list(root.rglob("*tmp")) == []


def test_what_a_copy_replaces_can_be_had_back(log: Folder, root: Path, picture: Path) -> None:
    bring(log, picture, None)
    log.undo()
    (root / "i").mkdir()
    (root / "i/p.png").write_bytes(b"old")
    bring(log, picture, b"old")
    assert (root / "i/p.png").read_bytes() == PICTURE
    log.undo()
    assert (root / "i/p.png").read_bytes() == b"old"


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_copy_that_was_cut_short_is_finished_or_taken_back(
    root: Path, picture: Path, monkeypatch: pytest.MonkeyPatch, *, is_gone: bool
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    told: list[str] = []
    log = Folder(root, detect(root), parse, lambda root: ChangeLog(root, tell=told.append))
    with monkeypatch.context() as patch:
        patch.setattr(applying, "_put", die)
        patch.setattr(ChangeLog, "_take_back", die)
        patch.setattr("knowlog.storage.journal.Journal.turn_back", lambda _: None)
        with pytest.raises(Killed):
            bring(log, picture)
    if is_gone:
        picture.unlink()
    log.scan()
    assert (root / "i/p.png").exists() is not is_gone
    assert (root / "new.md").exists() is not is_gone
    assert told == [f"`import` was cut short and is now {'taken back' if is_gone else 'finished'}."]


def test_contents_are_compared_by_size_and_digest(picture: Path, tmp_path: Path) -> None:
    found = content(picture)
    assert found == Elsewhere("elsewhere", len(PICTURE), sha256(PICTURE).hexdigest())
    assert is_same(PICTURE, found)
    assert not is_same(PICTURE[1:], found)
    assert not is_same(b"x" * len(PICTURE), found)
    assert is_same(None, None)
    assert not is_same(b"", None)
    assert digest_file(tmp_path / "nowhere") == (None, None)
    with pytest.raises(OSError, match="regular"):
        digest_file(Path("/dev/null"))
