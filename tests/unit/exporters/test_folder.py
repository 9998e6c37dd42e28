"""A folder of an export: written again where it differs, and nobody else's words are touched."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowlog.domain.exports import Handed, Outgoing
from knowlog.errors import KnowlogError, NotFoundError
from knowlog.exporters.folder import MANIFEST, hand_out


def hand(out: Path, files: dict[str, bytes], kind: str = "obsidian") -> Handed:
    going = [Outgoing(path, path, data) for path, data in files.items()]
    return hand_out(kind, out, going, lambda path: files[path])


def there(out: Path) -> dict[str, bytes]:
    found = {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in out.rglob("*")
        if file.is_file()
    }
    assert found.pop(MANIFEST)
    return found


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    out = tmp_path / "new/vault"
    assert hand(out, {"a.md": b"a", "d/b.md": b"b"}) == Handed(("a.md", "d/b.md"))
    before = (out / "a.md").stat()
    again = hand(out, {"a.md": b"a", "d/c.md": b"c"})
    assert again == Handed(("d/c.md",), ("a.md",), ("d/b.md",))
    assert there(out) == {"a.md": b"a", "d/c.md": b"c"}
    assert (out / "a.md").stat() == before


def test_a_folder_that_is_empty_now_goes(tmp_path: Path) -> None:
    hand(tmp_path, {"d/e/b.md": b"b", "d/own.md": b"o"})
    hand(tmp_path, {"d/own.md": b"o"})
    assert not (tmp_path / "d/e").exists()
    assert there(tmp_path) == {"d/own.md": b"o"}


def test_what_somebody_wrote_there_stays(tmp_path: Path) -> None:
    hand(tmp_path, {"a.md": b"a", "b.md": b"b", "c.md": b"c"})
    (tmp_path / "a.md").write_bytes(b"mine")
    (tmp_path / "b.md").write_bytes(b"mine")
    (tmp_path / "new.md").write_bytes(b"mine")
    (tmp_path / "c.md").unlink()
    handed = hand(tmp_path, {"a.md": b"A", "c.md": b"c", "new.md": b"new"})
    assert handed.kept == ("a.md", "new.md", "b.md")
    assert handed.written == ("c.md",)
    assert there(tmp_path) == {"a.md": b"mine", "b.md": b"mine", "c.md": b"c", "new.md": b"mine"}
    assert hand(tmp_path, {"a.md": b"A"}).kept == ("a.md", "b.md")


def test_what_somebody_changed_to_what_it_shall_be_is_ours_again(tmp_path: Path) -> None:
    hand(tmp_path, {"a.md": b"a"})
    (tmp_path / "a.md").write_bytes(b"A")
    assert hand(tmp_path, {"a.md": b"A"}).unchanged == ("a.md",)
    assert hand(tmp_path, {"a.md": b"new"}).written == ("a.md",)


def test_hidden_files_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    assert hand(tmp_path, {"a.md": b"a"}).written == ("a.md",)


@pytest.mark.parametrize("name", ["mine.md", MANIFEST])
def test_a_folder_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]")
    with pytest.raises(KnowlogError, match="holds something else"):
        hand(tmp_path, {"a.md": b"a"})
    assert not (tmp_path / "a.md").exists()


def test_an_export_for_another_program_is_refused(tmp_path: Path) -> None:
    hand(tmp_path, {"a.md": b"a"}, "jekyll")
    with pytest.raises(KnowlogError, match="holds something else"):
        hand(tmp_path, {"a.md": b"a"})


@pytest.mark.skipif(os.name == "nt", reason="links as on Unix")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    out, secret = tmp_path / "out", tmp_path / "secret"
    hand(out, {"d/a.md": b"a"})
    secret.mkdir()
    (secret / "a.md").write_bytes(b"a")
    (out / "d/a.md").unlink()
    (out / "d").rmdir()
    (out / "d").symlink_to(secret)
    assert hand(out, {"d/a.md": b"new"}).kept == ("d/a.md",)
    assert hand(out, {}).removed == ()
    assert (secret / "a.md").read_bytes() == b"a"


def test_a_file_that_went_away_in_the_meantime_is_left_out(tmp_path: Path) -> None:
    def read(path: str) -> bytes:
        raise NotFoundError(path)

    handed = hand_out("obsidian", tmp_path, [Outgoing("a.png", "a.png")], read)
    assert handed.kept == ("a.png",)


def test_an_export_that_was_cut_short_is_known_by_the_next(tmp_path: Path) -> None:
    def files() -> Iterator[Outgoing]:
        yield Outgoing("a.md", "a.md", b"a")
        (tmp_path / "b.md").mkdir()  # so that a file of this name cannot be written
        yield Outgoing("b.md", "b.md", b"b")

    with pytest.raises(KnowlogError, match=r"b\.md"):
        hand_out("obsidian", tmp_path, files(), lambda _: b"")
    assert (tmp_path / "a.md").read_bytes() == b"a"
    (tmp_path / "b.md").rmdir()
    handed = hand(tmp_path, {"a.md": b"A", "b.md": b"b"})
    assert handed == Handed(("a.md", "b.md"))


def test_what_is_gone_from_both_sides_is_forgotten(tmp_path: Path) -> None:
    hand(tmp_path, {"a.md": b"a", "b.md": b"b"})
    (tmp_path / "b.md").unlink()
    assert hand(tmp_path, {"a.md": b"a"}) == Handed((), ("a.md",))
    (tmp_path / "b.md").write_bytes(b"mine")
    assert hand(tmp_path, {"a.md": b"a"}) == Handed((), ("a.md",))
    assert (tmp_path / "b.md").read_bytes() == b"mine"
