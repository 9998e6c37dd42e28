"""The page on files names what the program leaves behind, and nothing is left behind beside it."""

import re
from pathlib import Path

import pytest

from knowlog.cli.main import run
from knowlog.storage import journal, scan

PAGE = (Path(__file__).parents[3] / "docs/reference/files.md").read_text(encoding="utf-8")
COMMANDS = (
    "init",
    "new Tides --no-edit --body moon",
    "search moon",
    "tag add tides sea",
    "undo",
    "rm tides",
    "export html",
    "import jekyll ../blog --yes",
)


def named(path: str) -> bool:
    """Whether the page names a file, or a folder above it, numbers aside."""
    pattern = re.sub(r"0000\d\d", "0000NN", path)
    page = re.sub(r"0000\d\d", "0000NN", PAGE)
    parts = pattern.split("/")
    above = {"/".join(parts[:count]) + "/" for count in range(1, len(parts))}
    return any(f"`{name}`" in page for name in {pattern, parts[-1], *above} - {".knowlog/"})


def test_what_is_left_behind_is_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log, cache, blog = tmp_path / "log", tmp_path / "cache", tmp_path / "blog" / "_posts"
    log.mkdir()
    blog.mkdir(parents=True)
    (blog / "2024-05-06-post.md").write_text("---\ntitle: Post\n---\nText.\n")
    monkeypatch.chdir(log)
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(cache))
    for command in COMMANDS:
        assert run(command.split()) == 0, capsys.readouterr()
    mine = [one.relative_to(log).as_posix() for one in log.rglob("*") if one.is_file()]
    (kept,) = cache.iterdir()
    derived = [one.relative_to(kept).as_posix() for one in kept.rglob("*") if one.is_file()]
    assert {"catalog.sqlite", "site.sqlite", "index/index.json"} <= set(derived)
    assert {".knowlog/imports.json", "site/.knowlog-site.json"} <= set(mine)
    assert any(one.startswith(".knowlog/trash/") for one in mine)
    assert [one for one in (*mine, *derived) if not named(one)] == []


def test_the_bounds_on_the_page_are_those_of_the_program() -> None:
    assert f"The newest {journal.RECORDS} changes are kept" in PAGE
    assert f"what fits into {journal.BYTES >> 20} MiB, but at least ten" in PAGE
    assert journal.SURE == 10
    assert f"at most {scan.LARGEST_FILE >> 20} MiB" in PAGE
    assert all(f"`{name}`" in PAGE for name in (*scan.EXTENSIONS, *scan.SKIPPED_FOLDERS))
