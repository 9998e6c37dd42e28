import os
import socket
import sys
import time
from pathlib import Path

import pytest

from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import EXPORT_MARK, SITE_MARK, detect
from knowlog.storage.scan import COARSE_TICK, FINE_TICK, Walk, fingerprint
from tests.unit.storage.conftest import parse

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def make_old(*files: Path) -> None:
    """Wait until the clock has moved on, so that the files are not racy any more."""
    newest = max(file.lstat().st_ctime_ns for file in files)
    while time.time_ns() <= newest + FINE_TICK:
        time.sleep(0.005)


def problems(log: Folder) -> dict[str, str]:
    return {path: problem.kind for path, problem in log.scan().problems.items()}


def test_every_markdown_file_is_listed_whatever_its_name(log: Folder, root: Path) -> None:
    for name in ("with spaces.md", "UPPER.MD", "日本語.md", "line\nbreak.md", "caf\u00e9.md"):
        (root / name).touch()
    (root / "cafe\u0301.md").touch()
    (root / "notes.txt").touch()
    assert set(log.scan().fingerprints) == {
        "one.md", "git/two.md", "git/deep/three.markdown", "with spaces.md", "UPPER.MD",
        "日本語.md", "line\nbreak.md", "caf\u00e9.md", "cafe\u0301.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    "folder", [".git", ".knowlog", ".trash", ".obsidian", "node_modules", "_site", "a/.hidden"]
)
def test_folders_of_other_programs_are_left_out(log: Folder, root: Path, folder: str) -> None:
    (root / folder).mkdir(parents=True)
    (root / folder / "x.md").touch()
    (root / ".hidden.md").touch()
    assert len(log.scan().fingerprints) == 3


@pytest.mark.parametrize("mark", [SITE_MARK, EXPORT_MARK])
def test_what_was_exported_is_left_out(log: Folder, root: Path, mark: str) -> None:
    (root / "public/2024").mkdir(parents=True)
    (root / "public" / mark).touch()
    for place in ("public/x.md", "public/2024/x.md"):
        (root / place).touch()
    assert len(log.scan().fingerprints) == 3


def test_a_folder_may_be_named_like_an_entry(log: Folder, root: Path) -> None:
    (root / "notes.md").mkdir()
    (root / "notes.md" / "x.md").touch()
    assert "notes.md/x.md" in log.scan().fingerprints


def test_a_log_lists_its_entries_and_about_but_not_what_else_lies_at_its_root(root: Path) -> None:
    (root / "entries").mkdir()
    for path in ("entries/a.md", "about.md", "README.md", "CHANGELOG.md"):
        (root / path).touch()
    log = Folder(root, detect(root), parse, ChangeLog)
    assert set(log.scan().fingerprints) == {"entries/a.md", "about.md"}


def test_a_jekyll_blog_lists_posts_drafts_and_pages_with_front_matter(root: Path) -> None:
    for folder in ("_posts", "_drafts", "_includes"):
        (root / folder).mkdir()
        (root / folder / "2024-01-02-x.md").touch()
    (root / "about.md").write_text("---\ntitle: Me\n---\n")
    (root / "tags.md").write_bytes(b"\xef\xbb\xbf---\r\nlayout: page\r\n---\r\n")
    (root / "README.md").write_text("# How to build this\n")
    (root / "notes").mkdir()
    (root / "notes" / "x.md").write_text("---\n---\n")
    log = Folder(root, detect(root), parse, ChangeLog)
    assert set(log.scan().fingerprints) == {
        "_posts/2024-01-02-x.md", "_drafts/2024-01-02-x.md", "about.md", "tags.md",
    }  # fmt: skip


def test_the_templates_of_a_log_are_no_entries(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / "paper.md").touch()
    (root / "a.md").touch()
    assert set(Folder(root, detect(root, "."), parse, ChangeLog).scan().fingerprints) == {"a.md"}


def test_a_file_that_did_not_change_keeps_its_fingerprint(log: Folder, root: Path) -> None:
    make_old(*root.rglob("*.m*"))
    assert log.scan() == log.scan()


def test_a_changed_file_has_another_fingerprint(log: Folder, root: Path) -> None:
    make_old(*root.rglob("*.m*"))
    before = log.scan().fingerprints
    times = (root / "one.md").stat()
    (root / "one.md").write_bytes(b"ONE.md\r\n")
    os.utime(root / "one.md", ns=(times.st_atime_ns, times.st_mtime_ns))
    after = log.scan().fingerprints
    assert {path for path in after if after[path] != before[path]} == {"one.md"}


def test_a_file_written_within_one_tick_of_the_clock_counts_as_changed_next_time(
    root: Path,
) -> None:
    file = root / "a.md"
    file.touch()
    status = file.stat()
    first = fingerprint(status, status.st_ctime_ns + 1)
    second = fingerprint(status, status.st_ctime_ns + 2)
    calm = fingerprint(status, status.st_ctime_ns + COARSE_TICK + 1)
    assert len({first, second, calm}) == 3
    assert calm == fingerprint(status, status.st_ctime_ns + 2 * COARSE_TICK)


def test_a_coarse_clock_is_given_more_time() -> None:
    second = 1_700_000_000_000_000_000
    status = os.stat_result((0o100644, 1, 1, 1, 0, 0, 5, 0, 0, 0, 0.0, 0.0, 0.0, 0, second, second))
    assert status.st_ctime_ns == second
    assert "~" in fingerprint(status, second + 2_000_000_000)
    assert "~" not in fingerprint(status, second + 2_100_000_000)


@posix
def test_what_is_no_file_is_skipped_with_one_problem(log: Folder, root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(root / "sock.md"))
        assert problems(log) == {"pipe.md": "not-a-file", "sock.md": "not-a-file"}
    assert len(log.scan().fingerprints) == 3


@posix
def test_links_within_the_log_are_followed_once_and_loops_end(log: Folder, root: Path) -> None:
    (root / "alias.md").symlink_to("one.md")
    (root / "git" / "loop").symlink_to("..")
    (root / "self.md").symlink_to("self.md")
    (root / "again").symlink_to("git")
    assert set(log.scan().fingerprints) == {
        "one.md", "git/two.md", "git/deep/three.markdown", "alias.md",
    }  # fmt: skip
    assert problems(log) == {"self.md": "unreadable"}


@posix
def test_a_linked_folder_that_is_not_walked_otherwise_is_walked(root: Path) -> None:
    (root / "attic").mkdir()
    (root / "attic" / "old.md").touch()
    (root / "entries").mkdir()
    (root / "entries" / "attic").symlink_to("../attic")
    (root / "entries" / "attic2").symlink_to("../attic")
    found = Folder(root, detect(root), parse, ChangeLog).scan().fingerprints
    assert len(found) == 1
    assert next(iter(found)) in {"entries/attic/old.md", "entries/attic2/old.md"}


@posix
def test_links_that_leave_the_log_are_left_alone(log: Folder, root: Path) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").touch()
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "sibling").symlink_to(root.parent / "log-of-another")
    assert problems(log) == {"file.md": "link-outside", "folder": "link-outside"}
    assert len(log.scan().fingerprints) == 3


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_a_name_that_is_not_unicode_is_skipped_with_one_problem(log: Folder, root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md")).touch()
    assert problems(log) == {"caf\\xe9.md": "undecodable-name"}


@posix
def test_a_folder_that_cannot_be_read_is_one_problem(
    log: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert problems(log) == {"git/deep/": "unreadable"}
    assert set(log.scan().fingerprints) == {"one.md", "git/two.md"}


def test_a_huge_file_is_skipped_with_one_problem(log: Folder, root: Path) -> None:
    with (root / "huge.md").open("wb") as file:
        file.truncate(65 << 20)
    assert problems(log) == {"huge.md": "too-large"}


def test_a_link_to_the_log_itself_lists_nothing_twice(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "a.md").write_text("x", encoding="utf-8")
    (tmp_path / "entries" / "up").symlink_to(tmp_path, target_is_directory=True)
    scan = Walk(str(tmp_path.resolve()), detect(tmp_path, "entries")).run()
    assert set(scan.fingerprints) == {"entries/a.md"}
