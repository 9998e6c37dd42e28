"""Whatever moves in a log: its links lead where they led, and undo gives the first bytes back."""

import os
import posixpath
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.actions.reroute import Unwritten
from knowlog.domain.graph import Edge, Note
from knowlog.errors import KnowlogError
from knowlog.workspace import Workspace
from knowlog.workspace.linking import linked_log, move
from knowlog.workspace.opening import take_apart
from knowlog.workspace.tagging import rename

FOLDERS = ["", "f/", "f g/h/", "深い/"]
STEMS = [
    "a", "b c", "2024-01-02-a", "2024-01-02-Spaced Name", "index", "日本", "cafe\u0301", "café",
    "UPPER", "x.y", "c#", "what?", "50%", "p(q)", "[z]", "d'e", "snake_case", "2024-01-03",
]  # fmt: skip
TITLES = ["", "Same", "A", "C# [x] | y", "Über *alles*", "日本語", "a/b", "index", "Spaced Name"]
HEADINGS = ["", "Part", "日本語", "Same", "a *b* `c`", "On #ml", "#ml/deep"]
TAGS = ["ml", "ml/deep", "other", "日本", "a b"]

paths = st.builds(
    lambda folder, stem: f"{folder}{stem}.md", *map(st.sampled_from, (FOLDERS, STEMS))
)
titles = st.sampled_from(TITLES)
LINKS = [
    "[[{id}]]", "[[{stem}]]", "[[{stem}.md]]", "[[{title}]]", "[[{title}|text]]", "[[{root}]]",
    "![[{stem}#{heading}]]", "[[{title}#{heading}|w]]", "[t]({near})", "[t](<{angled}>)",
    "[t]({near}#{anchor} 'x')", "![i](/{root_escaped})", "[t]: {near}", '<a href="{near}">x</a>',
    "[t]({bare})", "[t](./{near})", "`[[{title}]]`", "[t]({near}?raw=1)", "[[#{heading}]]",
    "[t](nowhere.md)", "[[nobody]]", "| [[{title}\\|cell]] |",
]  # fmt: skip


@st.composite
def logs(draw: st.DrawFn) -> dict[str, bytes]:
    """Some files, and links among them in every style."""
    files = draw(st.lists(paths, min_size=2, max_size=5, unique_by=str.casefold))
    made = {
        path: (draw(titles), draw(st.booleans()), draw(st.sampled_from(HEADINGS))) for path in files
    }
    found: dict[str, bytes] = {}
    for path, (title, in_header, heading) in made.items():
        lines = [f"---\ntitle: '{title}'\ntags: [ml, other]\n---"] if title and in_header else []
        if lines and draw(st.sampled_from([True, False])):
            up = draw(st.sampled_from([made[other][0] or "a" for other in files]))
            lines = [lines[0].replace("\ntags", f'\nup: "[[{up}]]"\ntags')]
        lines += [f"# {title}"] if title and not in_header else []
        lines += [f"## {heading}"] if heading else []
        for number in range(draw(st.integers(0, 4))):
            lines.append(f"{number} {_link(draw, path, draw(st.sampled_from(files)), made)} é")
        newline = draw(st.sampled_from(["\n", "\r\n"]))
        found[path] = (newline.join("\n".join(lines).split("\n")) + newline).encode()
    return found


def _link(draw: st.DrawFn, source: str, target: str, made: dict[str, tuple[str, bool, str]]) -> str:
    title, _, heading = made[target]
    near = posixpath.relpath(target, posixpath.dirname(source) or ".")
    stem = posixpath.basename(target).removesuffix(".md")
    return draw(st.sampled_from(LINKS)).format(
        id=stem.lower(),
        stem=stem,
        title=title or stem,
        heading=heading or "Part",
        anchor=heading.lower() or "part",
        root=target.removesuffix(".md"),
        root_escaped=quote(target, safe="/"),
        near=quote(near, safe="/") if draw(st.booleans()) else near.replace(" ", "%20"),
        angled=near,
        bare=near.removesuffix(".md").replace(" ", "%20"),
    )


Step = tuple[str, int, str]
"""What is done: ``undo``, ``mv`` of an entry by its number, or ``tag`` renamed or merged."""

moves = titles.filter(bool) | paths | st.sampled_from(["f/", "x/y/", "new.md"])
steps: st.SearchStrategy[Step] = (
    st.tuples(st.just("undo"), st.just(0), st.just(""))
    | st.tuples(st.just("mv"), st.integers(0, 9), moves)
    | st.tuples(st.just("tag"), st.integers(0, 2), st.sampled_from(TAGS))
)


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """No power is cut here, so nothing need reach the disk."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as cache:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        patch.setenv("KNOWLOG_CACHE_DIR", cache)
        patch.setenv("KNOWLOG_CONFIG_DIR", cache)
        yield


def snapshot(root: Path) -> dict[str, bytes]:
    files = (one for one in root.rglob("*.md") if ".knowlog" not in one.parts)
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in files}


@settings(max_examples=100, deadline=None)
@given(logs(), st.lists(steps, max_size=6))
def test_links_lead_where_they_led(files: dict[str, bytes], steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        states = [snapshot(root)]
        for step in steps:
            if step[0] == "undo":
                if len(states) > 1:
                    Workspace.open(root).store.undo()
                    states.pop()
                assert snapshot(root) == states[-1]
            elif act(root, step):
                states.append(snapshot(root))
        while len(states) > 1:
            Workspace.open(root).store.undo()
            states.pop()
            assert snapshot(root) == states[-1]


def act(root: Path, step: Step) -> bool:
    """Take a step and look at every link; whether anything was written."""
    workspace = Workspace.open(root)
    before, bytes_before = linked_log(workspace), snapshot(root)
    moved: dict[str, str] = {}
    left: set[str] = set()
    try:
        if step[0] == "tag":
            names = dict.fromkeys(["ml", "other"][: step[1]], step[2])
            changes = rename(workspace, before.entries, names, "tag").changes
        else:
            entry = sorted(before.entries, key=lambda one: one.path)[step[1] % len(before.entries)]
            done = move(workspace, entry, step[2], redirect=True)
            changes, moved, left = done.changes, {entry.path: done.path}, {*map(place, done.left)}
    except KnowlogError:
        return False
    if changes.files:
        workspace.store.apply(changes)
    after = linked_log(Workspace.open(root))
    for path, note in before.notes.items():
        new = moved.get(path, path)
        if new not in left:
            compare(before.graph.out_of(path), after.graph.out_of(new), moved)
        assert len(note.links) == len(after.notes[new].links)
        if step[0] == "mv" and path not in moved:
            now = (root / path).read_bytes()
            assert around(bytes_before[path], note) == around(now, after.notes[path]), path
    return bool(changes.files)


def place(link: Unwritten) -> str:
    return link.path


def compare(before: list[Edge], after: list[Edge], moved: dict[str, str]) -> None:
    for one, other in zip(before, after, strict=True):
        if one.path:
            assert other.path == moved.get(one.path, one.path), (one, other)
        if not one.fault:
            assert not other.fault, (one, other)
        assert one.link.text == other.link.text


def around(data: bytes, note: Note) -> list[str]:
    """A file without the targets of its links."""
    text = data.decode()
    at = len(text) - len(take_apart(data, note.path).body)
    start, pieces = 0, []
    for link in note.links:
        pieces.append(text[start : at + link.target_start])
        start = at + link.target_end
    return [*pieces, text[start:]]
