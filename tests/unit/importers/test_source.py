import os
from pathlib import Path

import pytest

from knowlog.errors import NotFoundError
from knowlog.importers import source as module
from knowlog.importers.source import Source, below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "source"
    (root / "a").mkdir(parents=True)
    (root / "a" / "one.md").write_bytes(b"1")
    (root / "two.md").write_bytes(b"22")
    return root


def test_every_file_is_seen_with_its_size(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_bytes(b"x")
    source = Source(folder)
    assert source.files == {"a/one.md": 1, "two.md": 2}
    assert list(below(source.files, "a")) == ["a/one.md"]
    assert source.read("two.md") == b"22"


def test_a_single_file_is_a_folder_with_it_alone(folder: Path) -> None:
    source = Source(folder / "two.md")
    assert (source.root, source.files) == (folder, {"two.md": 2})


def test_a_folder_that_is_not_there(folder: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no folder"):
        Source(folder / "nowhere")


def test_the_log_in_the_source_is_not_looked_into(folder: Path) -> None:
    assert Source(folder, without=folder / "a").files == {"two.md": 2}


def test_links_inside_are_files_and_those_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "link.md").symlink_to("two.md")
    (folder / "loop").symlink_to(folder)
    source = Source(folder)
    assert source.read("link.md") == b"22"
    assert [(one.source, one.kind) for one in source.left_out] == [("loop", "link")]


def test_a_file_that_becomes_a_link_out_is_not_read(folder: Path, tmp_path: Path) -> None:
    source = Source(folder)
    (tmp_path / "secret").write_bytes(b"key")
    (folder / "two.md").unlink()
    (folder / "two.md").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="leads out"):
        source.read("two.md")


def test_a_file_that_vanishes_and_one_that_grew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(folder)
    monkeypatch.setattr(module, "LARGEST_TEXT", 1)
    with pytest.raises(OSError, match="over 0 MB"):
        source.read("two.md")
    (folder / "a" / "one.md").unlink()
    with pytest.raises(FileNotFoundError):
        source.read("a/one.md")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind root")
def test_a_folder_that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "a").chmod(0)
    try:
        source = Source(folder)
    finally:
        (folder / "a").chmod(0o755)
    assert [(one.source, one.kind) for one in source.left_out] == [("a/", "unreadable")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_left_out(folder: Path) -> None:
    (Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.md"))).write_bytes(b"x")
    assert [one.source for one in Source(folder).left_out] == ["caf\\xe9.md"]
