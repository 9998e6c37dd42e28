"""However notes move after they came in: a second import knows them all, and shows what is new."""

import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.domain.imports import State
from knowlog.errors import KnowlogError
from knowlog.workspace import Workspace
from knowlog.workspace.bringing import Prepared, open_log, prepare
from knowlog.workspace.linking import linked_log, move

NAMES = ["a", "b", "c d", "2024-01-02-e", "sub/f"]
WANTED = ["entries/x/", "entries/", "New", "a", "Über *alles*", "entries/y/z.md", "other.md"]
MOVES = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(WANTED)), min_size=1, max_size=4)
LINKS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6)


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KNOWLOG_CACHE_DIR", "KNOWLOG_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("KNOWLOG_DIR", raising=False)


def written(source: Path, links: list[tuple[int, int]]) -> None:
    for number, name in enumerate(NAMES):
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        ways = [os.path.relpath(source / f"{NAMES[to]}.md", path.parent) for _, to in links]
        lines = [
            f"[x](<{way}>)"
            for way, (origin, _) in zip(ways, links, strict=True)
            if origin == number
        ]
        header = f"---\ntitle: Title {number}\n---\n" if number % 2 else f"# Title {number}\n"
        path.write_text(header + "\n\n".join(lines) + "\n", encoding="utf-8")


def again(log: Path, source: Path) -> tuple[Workspace, Prepared]:
    workspace = open_log(log)
    return workspace, prepare(workspace, "markdown", source)


def states(prepared: Prepared) -> Counter[State]:
    return Counter(step.state for step in prepared.plan.steps)


@settings(max_examples=12)
@given(LINKS, MOVES)
def test_it_knows_what_moved(links: list[tuple[int, int]], moves: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, log = Path(folder, "notes"), Path(folder, "log")
        log.mkdir()
        written(source, links)
        workspace, prepared = again(log, source)
        workspace.store.apply(prepared.changes(replace=False))
        for number, wanted in moves:
            workspace = open_log(log)
            entries = sorted(workspace.entries(), key=lambda one: one.path)
            try:
                moved = move(workspace, entries[number], wanted, redirect=True)
                workspace.store.apply(moved.changes)
            except KnowlogError:
                continue  # another one is called so
        workspace, prepared = again(log, source)
        assert states(prepared) == {State.SAME: len(NAMES)}
        assert not prepared.is_new
        before = {entry.path: entry.title for entry in workspace.entries()}

        for name in NAMES:
            with (source / f"{name}.md").open("a") as file:
                file.write("More.\n")
        workspace, prepared = again(log, source)
        assert states(prepared) == {State.CHANGED: len(NAMES)}
        workspace.store.apply(prepared.changes(replace=True))
        workspace, prepared = again(log, source)
        assert states(prepared) == {State.SAME: len(NAMES)}
        assert {entry.path: entry.title for entry in workspace.entries()} == before
        assert linked_log(workspace).graph.broken == []
