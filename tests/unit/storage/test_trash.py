from pathlib import Path

import pytest

from knowlog.errors import AmbiguousError, ConflictError, NotFoundError
from knowlog.storage.folder import Folder


def files(root: Path) -> dict[str, bytes]:
    found = (one for one in root.rglob("*") if one.is_file() and "journal" not in one.parts)
    kept = (one for one in found if one.name not in {"lock", ".gitignore"})
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in kept}


def test_a_removed_file_lies_in_the_trash_with_its_bytes(log: Folder, root: Path) -> None:
    log.trash(["git/two.md", "one.md"])
    assert not (root / "git/two.md").exists()
    first, second = log.trashed()
    assert {first.path, second.path} == {"git/two.md", "one.md"}
    assert (root / first.place).read_bytes() == f"{first.path}\r\n".encode()
    assert set(log.scan().fingerprints) == {"git/deep/three.markdown"}


def test_a_restored_file_is_where_it_was_and_the_trash_is_empty(log: Folder, root: Path) -> None:
    before = files(root)
    log.trash(["git/two.md"])
    assert log.restore("two") == "git/two.md"
    assert files(root) == before
    assert list((root / ".knowlog/trash").iterdir()) == []
    assert log.trashed() == []


def test_removing_can_be_undone(log: Folder, root: Path) -> None:
    before = files(root)
    assert log.trash(["one.md", "git/two.md"]).command == "rm one.md git/two.md"
    log.undo()
    assert files(root) == before


def test_restoring_can_be_undone(log: Folder, root: Path) -> None:
    log.trash(["one.md"])
    before = files(root)
    log.restore("one.md")
    log.undo()
    assert files(root) == before


def test_all_are_removed_or_none(log: Folder, root: Path) -> None:
    with pytest.raises(NotFoundError):
        log.trash(["one.md", "missing.md"])
    assert (root / "one.md").exists()


def test_one_path_can_be_removed_again_and_again_and_the_latest_comes_back(
    log: Folder, root: Path
) -> None:
    for text in (b"first", b"second"):
        (root / "one.md").write_bytes(text)
        log.trash(["one.md"])
    assert len(log.trashed()) == 2
    log.restore("one.md")
    assert (root / "one.md").read_bytes() == b"second"
    assert len(log.trashed()) == 1


def test_restoring_does_not_overwrite(log: Folder, root: Path) -> None:
    log.trash(["one.md"])
    (root / "one.md").write_bytes(b"new")
    with pytest.raises(ConflictError, match=r"one\.md"):
        log.restore("one")
    assert (root / "one.md").read_bytes() == b"new"
    assert len(log.trashed()) == 1


@pytest.mark.parametrize(
    "name",
    [
        "2024-01-02-git-rebase",
        "git-rebase",
        "GIT-REBASE",
        "2024-01-02-git-rebase.md",
        "Git Rebase!",
        "git-r",
        "2024-01",
    ],
)
def test_a_removed_entry_is_named_as_before(log: Folder, root: Path, name: str) -> None:
    (root / "2024-01-02-git-rebase.md").touch()
    log.trash(["2024-01-02-git-rebase.md"])
    assert log.restore(name) == "2024-01-02-git-rebase.md"


def test_a_name_that_fits_files_of_several_places_is_ambiguous(log: Folder, root: Path) -> None:
    (root / "two.md").touch()
    log.trash(["git/two.md", "two.md"])
    with pytest.raises(AmbiguousError) as error:
        log.restore("two")
    assert set(error.value.candidates) == {"git/two.md", "two.md"}
    assert log.restore("two.md") == "two.md"


def test_what_is_not_in_the_trash_is_not_found(log: Folder) -> None:
    with pytest.raises(NotFoundError):
        log.restore("one")


@pytest.mark.parametrize("folder", [False, True], ids=["gone", "a folder by now"])
def test_what_cannot_be_had_from_the_trash_is_not_called_restored(
    log: Folder, root: Path, monkeypatch: pytest.MonkeyPatch, *, folder: bool
) -> None:
    log.trash(["one.md"])
    listed = log.trashed()
    monkeypatch.setattr("knowlog.storage.trash.trashed", lambda _root: listed)
    place = root / listed[0].place
    place.unlink()
    if folder:
        place.mkdir()
    with pytest.raises(NotFoundError, match=r"one\.md"):
        log.restore("one")
    assert not (root / "one.md").exists()
