"""What lies in the log's private folder reaches neither a site nor an export nor the index."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

SECRET = "zqxjkvb"
MARK = SECRET.encode()


def knowlog(log: Path, *arguments: str) -> bytes:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "KNOWLOG_CACHE_DIR": str(log.parent / "cache"),
        "KNOWLOG_CONFIG_DIR": str(log.parent / "config"),
    }
    command = [sys.executable, "-m", "knowlog", "--log", str(log), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log whose trash and journal hold a word, and whose entry links to both."""
    log = tmp_path / "log"
    (log / "entries").mkdir(parents=True)
    (log / "knowlog.toml").touch()
    for name in ("gone", "moon"):
        (log / f"entries/{name}.md").write_text(f"# {name} {SECRET}\n\n{SECRET}\n")
    knowlog(log, "rm", "gone")
    (log / "entries/moon.md").write_text("# Moon\n")
    (trashed,) = (log / ".knowlog/trash").rglob("*.md")
    (record,) = (log / ".knowlog/journal").glob("*.zip")
    links = [f"../{one.relative_to(log)}" for one in (trashed, record)]
    text = "".join(f"![a]({link}) [b]({link}) ![[{link}]] [[{link}]]\n\n" for link in links)
    (log / "entries/moon.md").write_text(f"# Moon\n\n{text}")
    knowlog(log, "index", "rebuild")
    return log


def test_neither_trash_nor_journal_are_published_or_indexed(log: Path) -> None:
    assert any(MARK in one.read_bytes() for one in (log / ".knowlog").rglob("*.md"))
    (record,) = (log / ".knowlog/journal").glob("*.zip")
    knowlog(log, "export", "html", "--out", str(log.parent / "site"), "--drafts")
    exported = knowlog(log, "export", "json")
    assert b"Moon" in exported
    assert MARK not in exported
    published = [one for one in (log.parent / "site").rglob("*") if one.is_file()]
    indexed = [one for one in (log.parent / "cache").rglob("*") if one.is_file()]
    assert len(published) > 5
    assert len(indexed) > 2
    for file in (*published, *indexed):
        data = file.read_bytes()
        assert MARK not in data, file
        assert record.read_bytes() not in data, file
    assert SECRET.encode() not in knowlog(log, "search", SECRET, "--json")
    assert SECRET.encode() not in knowlog(log, "list", "--json")
