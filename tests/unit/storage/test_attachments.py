"""The files of a log that are no entries."""

import os
from pathlib import Path

from knowlog.storage.attachments import other_files
from knowlog.storage.layout import SITE_MARK


def test_all_but_entries_hidden_files_and_what_programs_made(tmp_path: Path) -> None:
    for path in (
        "a.md",
        "img/cat.png",
        "img/deep/ü b.pdf",
        ".git/config",
        "img/.hidden",
        "node_modules/x.js",
        "_site/index.html",
        f"public/{SITE_MARK}",
        "public/media/cat.png",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / os.fsdecode(b"\xff.png")).touch()
    files, folders = other_files(str(tmp_path), {"a.md"})
    assert files == ["img/cat.png", "img/deep/ü b.pdf", "loop"]
    assert folders == ["img", "img/deep"]


def test_a_folder_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    assert other_files(str(tmp_path / "no"), set()) == ([], [])
