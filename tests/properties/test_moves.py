"""Whatever moves in a log: its links lead where they led, and undo gives the first bytes back."""

import os
import posixpath
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.actions.linking import LinkedLog
from knowlog.actions.reroute import Unwritten
from knowlog.domain.changes import ChangeSet
from knowlog.domain.graph import Note
from knowlog.errors import KnowlogError
from knowlog.workspace import Workspace
from knowlog.workspace.linking import change_heading, linked_log, move
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
VALUES = [
    '"[[{title}]]"', "'[[{stem}#{heading}|x]]'", "see [[{title}]]", "[[{title}]]", "nothing",
    "'{doubled}'", '"{near}"', '"{near}#{anchor}"', "{escaped}", '["/{whole}", "{whole}"]',
    '{{a: "{near}", title: "{near}"}}', "'[t]({escaped})'",
    "|\n  [t]({escaped}) {near}\n  [[{title}]]",
    "\n  - x: '[[{title}]]'\n  - b: [\"{near}\", z]", "nowhere.md", '"[[nobody]]"',
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
        if lines:
            values = [_filled(draw, path, draw(st.sampled_from(files)), made, VALUES)]
            values += values * draw(st.integers(0, 1))
            values = [f"key{number}: {value}" for number, value in enumerate(values)]
            lines = [lines[0].replace("\ntags", "\n".join(["", *values, "tags"]))]
        lines += [f"# {title}"] if title and not in_header else []
        lines += [f"## {heading}"] if heading else []
        for number in range(draw(st.integers(0, 4))):
            link = _filled(draw, path, draw(st.sampled_from(files)), made, LINKS)
            lines.append(f"{number} {link} é")
        newline = draw(st.sampled_from(["\n", "\r\n"]))
        found[path] = (newline.join("\n".join(lines).split("\n")) + newline).encode()
    return found


def _filled(
    draw: st.DrawFn,
    source: str,
    target: str,
    made: dict[str, tuple[str, bool, str]],
    forms: list[str],
) -> str:
    """One of these forms that names a file in another, in front matter sometimes several."""
    title, _, heading = made[target]
    near = posixpath.relpath(target, posixpath.dirname(source) or ".")
    stem = posixpath.basename(target).removesuffix(".md")
    escaped = quote(near, safe="/") if draw(st.booleans()) else near.replace(" ", "%20")
    return draw(st.sampled_from(forms)).format(
        id=stem.lower(),
        stem=stem,
        title=title or stem,
        heading=heading or "Part",
        anchor=heading.lower() or "part",
        root=target.removesuffix(".md"),
        whole=target,
        doubled=near.replace("'", "''"),
        root_escaped=quote(target, safe="/"),
        near=near if forms is VALUES else escaped,
        escaped=escaped,
        angled=near,
        bare=near.removesuffix(".md").replace(" ", "%20"),
    )


Step = tuple[str, int, str]
"""What is done: ``undo``, ``mv`` of an entry by its number, ``head`` for the last heading of one,
or ``tag`` renamed or merged."""

moves = titles.filter(bool) | paths | st.sampled_from(["f/", "x/y/", "new.md"])
steps: st.SearchStrategy[Step] = (
    st.tuples(st.just("undo"), st.just(0), st.just(""))
    | st.tuples(st.just("mv"), st.integers(0, 9), moves)
    | st.tuples(st.just("head"), st.integers(0, 9), st.sampled_from([*HEADINGS, *TITLES]))
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
    try:
        planned = plan(workspace, before, step)
    except KnowlogError:
        return False
    if planned.changes.files:
        workspace.store.apply(planned.changes)
    after = linked_log(Workspace.open(root))
    for path, note in before.notes.items():
        new = planned.moved.get(path, path)
        if new not in planned.left:
            compare(note, before, after.notes[new], after, planned.moved)
        assert len(note.links) == len(after.notes[new].links)
        if step[0] != "tag" and path not in planned.moved:
            now = around((root / path).read_bytes(), after.notes[path])
            then = around(bytes_before[path], note)
            changed = sum(one != other for one, other in zip(then, now, strict=True))
            assert changed <= (path == planned.heading_of), (then, now)
    return bool(planned.changes.files)


class Planned(NamedTuple):
    changes: ChangeSet
    moved: dict[str, str]
    left: set[str]
    heading_of: str = ""


def plan(workspace: Workspace, log: LinkedLog, step: Step) -> Planned:
    if step[0] == "tag":
        names = dict.fromkeys(["ml", "other"][: step[1]], step[2])
        return Planned(rename(workspace, log.entries, names, "tag").changes, {}, set())
    entry = sorted(log.entries, key=lambda one: one.path)[step[1] % len(log.entries)]
    if step[0] == "head":
        anchors = [name for name, words in log.notes[entry.path].anchors.items() if words]
        done = change_heading(workspace, entry, (anchors or ["none"])[-1], step[2])
        return Planned(done.changes, {}, {*map(place, done.left)}, entry.path)
    moved = move(workspace, entry, step[2], redirect=True)
    return Planned(moved.changes, {entry.path: moved.path}, {*map(place, moved.left)})


def place(link: Unwritten) -> str:
    return link.path


def compare(
    old: Note, before: LinkedLog, new: Note, after: LinkedLog, moved: dict[str, str]
) -> None:
    was, now = (
        {edge.link: edge for edge in log.graph.out_of(note.path)}
        for log, note in ((before, old), (after, new))
    )
    for one, other in zip(old.links, new.links, strict=True):
        assert one.text == other.text
        if edge := was.get(one):
            goal, fault = moved.get(edge.path, edge.path), edge.fault
            assert not edge.path or now[other].path == goal, (edge, now[other])
            assert fault or not now[other].fault, (edge, now[other])


def around(data: bytes, note: Note) -> list[str]:
    """The lines of a file without the targets of its links, and without the quotes they get."""
    text = data.decode()
    at = len(text) - len(take_apart(data, note.path).body)
    start, pieces = 0, []
    for link in note.links:
        pieces.append(text[start : at + link.target_start])
        start = at + link.target_end
    pieces.append(text[start:])
    return "@".join(pieces).replace('"@"', "@").splitlines()
