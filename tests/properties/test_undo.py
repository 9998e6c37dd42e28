"""Any sequence of changes, taken back one by one, leads through the same bytes to the first."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.document import Document
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect

PATHS = ("a.md", "b c.md", "deep/down/ü.md", "deep/日本.md")

contents = st.none() | st.binary(max_size=40)
writing = st.dictionaries(st.sampled_from(PATHS), contents, min_size=1)
removing = st.sampled_from(PATHS)
undoing = st.just(0)


def snapshot(root: Path) -> dict[str, bytes]:
    found = (one for one in root.rglob("*") if one.is_file())
    kept = (one for one in found if "journal" not in one.parts)
    return {
        one.relative_to(root).as_posix(): one.read_bytes()
        for one in kept
        if one.name not in {"lock", ".gitignore"}
    }


def folders(root: Path) -> set[str]:
    found = (one.relative_to(root) for one in root.rglob("*") if one.is_dir())
    return {one.as_posix() for one in found if one.parts[0] != ".knowlog"}


def act(log: Folder, step: dict[str, bytes | None] | str) -> None:
    """Write several files, or remove one, or bring it back."""
    now = snapshot(log.root)
    if isinstance(step, dict):
        files = tuple(FileChange(path, now.get(path), after) for path, after in step.items())
        log.apply(ChangeSet("write", files))
    elif step in now:
        log.trash([step])
    elif step in {one.path for one in log.trashed()}:
        log.restore(step)
    else:
        log.apply(ChangeSet("make", (FileChange(step, None, b"made"),)))


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """No power is cut here, so nothing need reach the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@settings(max_examples=60, deadline=None)
@given(st.lists(writing | removing | undoing, max_size=12))
def test_undoing_everything_gives_back_the_first_bytes(
    steps: list[dict[str, bytes | None] | str | int],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "a.md").write_bytes(b"first\r\n")
        log = Folder(
            root, detect(root), lambda data, path: Document(path, {}, {}, str(data)), ChangeLog
        )
        states = [(snapshot(root), folders(root))]
        for step in steps:
            if isinstance(step, int):
                if len(states) > 1:
                    log.undo()
                    states.pop()
                assert (snapshot(root), folders(root)) == states[-1]
            else:
                act(log, step)
                states.append((snapshot(root), folders(root)))
        while len(states) > 1:
            log.undo()
            states.pop()
            assert (snapshot(root), folders(root)) == states[-1]
        assert log.history() == []
