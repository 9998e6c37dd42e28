"""Each file is read once where the catalog and the index ask for it."""

from collections import Counter
from pathlib import Path

import pytest

from knowlog.actions import refresh
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.workspace.core import Workspace


def read(path: str) -> tuple[Entry, Document]:
    return Entry(path, path, path), Document(path, {}, {}, "text " * 10)


def test_what_was_read_is_given_once_more_and_then_read_again() -> None:
    asked = Counter[str]()

    def counted(path: str) -> tuple[Entry, Document]:
        asked[path] += 1
        return read(path)

    once = refresh.ReadOnce(counted)
    for _ in range(3):
        assert once("a.md") == read("a.md")
    assert asked == {"a.md": 2}


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "KEPT", 120)
    asked: list[str] = []

    def counted(path: str) -> tuple[Entry, Document]:
        asked.append(path)
        return read(path)

    once = refresh.ReadOnce(counted)
    for path in ("a", "b", "c", "a", "b", "c"):
        once(path)
    assert asked == ["a", "b", "c", "c"]


def test_a_first_search_reads_no_file_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    log = tmp_path / "log"
    log.mkdir()
    for name in ("moon", "sun"):
        (log / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    workspace = Workspace.open(log)
    reads = Counter[str]()
    seen = Workspace.open(log).read

    def counted(path: str) -> tuple[Entry, Document]:
        reads[path] += 1
        return seen(path)

    monkeypatch.setattr(workspace, "read", counted)
    workspace.refresh_index()
    assert reads == {"moon.md": 1, "sun.md": 1}
