"""Tags renamed, merged and taken back on files of every style: no byte changes but theirs."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.actions.retag import Retagged, rename, retag
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.tags import renamed_tag, tag_key, unique_tags
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.renaming import rename_tags
from knowlog.storage.frontmatter.tagging import edit_tags
from knowlog.storage.layout import detect

WORDS = ("old", "old/deep", "older", "sea", "ML")
LISTS = st.lists(st.sampled_from(WORDS), max_size=4, unique=True)
STYLES = (
    "tags: [{commas}]",
    "tags: [ {quoted} ]  # kept",
    "keywords: {commas}",
    "categories: {words}",
    "tags: '{words}'",
    "Tags:\n{dashes}",
    "tags:  # of old\n{dashes}\nother: old",
    "tags: [\n  {lines}\n]",
    "taxonomies:\n  tags: [{quoted}]",
)
WHOLE = "{{tags: [{commas}], old: [old]}}"
PIECES = (
    "#old",
    "(#old/deep)",
    "#older",
    "`#old`",
    "# old",
    "[x](#old)",
    "a#old",
    "#fff",
    "\n```\n#old\n```\n",
    "\n    #old\n\n",
    "[[old #old]]",
    "old",
    "\n",
    "ü #日本",
)
BODIES = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


def header(style: str, tags: list[str]) -> str:
    return style.format(
        commas=", ".join(tags),
        words=" ".join(tags),
        quoted=", ".join(f'"{tag}"' for tag in tags),
        dashes="\n".join(f"  - {tag}   # {tag}" for tag in tags),
        lines=",\n  ".join(tags),
    )


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file whose tags stand in its body and in one or two styles above it, or in none."""
    kinds = st.sampled_from(STYLES)
    distinct = st.lists(kinds, max_size=2, unique_by=lambda style: style[:4].lower())
    styles = draw(distinct | st.just([WHOLE]))
    lines = "".join(header(style, draw(LISTS)) + "\n" for style in styles)
    text = (f"---\n{lines}---\n" if styles else "") + draw(BODIES)
    mark, end = draw(st.sampled_from(["", "\ufeff"])), draw(st.sampled_from(["\n", "\r\n"]))
    return (mark + text).replace("\n", end).encode()


def described(data: bytes, path: str = "x.md") -> tuple[Entry, Document]:
    document = parse(data, path)
    return describe(document, UTC), document


def renamed(data: bytes, **names: str) -> bytes:
    return rename_tags(data, described(data)[1], names)


@given(files(), st.sampled_from(["zebra", "z/e/bra", "日曜"]))
def test_there_and_back_gives_the_first_bytes(data: bytes, new: str) -> None:
    there = renamed(data, old=new)
    assert renamed(there, **{new: "old"}) == data
    # The new name stands nowhere else, so what is not the name is what it was.
    assert there.replace(new.encode(), b"old") == data
    before, after = described(data)[0].tags, described(there)[0].tags
    assert after == unique_tags(renamed_tag(tag, {"old": new}) for tag in before)


@given(files(), st.sampled_from(["sea", "ML", "older"]))
def test_a_tag_that_becomes_another_is_gone_and_no_other_is(data: bytes, into: str) -> None:
    after = renamed(data, old=into)
    before = {tag_key(renamed_tag(tag, {"old": into})) for tag in described(data)[0].tags}
    assert {tag_key(tag) for tag in described(after)[0].tags} == before
    assert renamed(after, old=into) == after


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """No power is cut here, so nothing need reach the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


Step = tuple[str, str, str]
STEPS = st.tuples(
    st.sampled_from(["rename", "merge", "add", "rm"]),
    st.sampled_from(WORDS),
    st.sampled_from([*WORDS, "new", "two words", "old/deep/er"]),
)


def change(log: Folder, step: Step) -> Retagged:
    verb, one, other = step
    entries = [described(log.read_bytes(path), path)[0] for path in log.scan().fingerprints]
    if verb == "add":
        return retag(log, entries, edit_tags, described, add=(other,))
    if verb == "rm":
        return retag(log, entries, edit_tags, described, remove=(other,))
    names = {one: other.replace(" ", "-")} | ({"sea": one} if verb == "merge" else {})
    return rename(log, entries, rename_tags, described, names, verb)


@settings(max_examples=60, deadline=None)
@given(st.lists(files(), min_size=1, max_size=3), st.lists(STEPS, min_size=1, max_size=5))
def test_undoing_every_change_gives_back_the_first_bytes(
    contents: list[bytes], steps: list[Step]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number, data in enumerate(contents):
            (root / f"{number}.md").write_bytes(data)
        log = Folder(root, detect(root), parse, ChangeLog)
        states = []
        for step in steps:
            done = change(log, step)
            if done.changes.files:
                states.append({path: log.read_bytes(path) for path in log.scan().fingerprints})
                log.apply(done.changes)
        while states:
            log.undo()
            now = {path: log.read_bytes(path) for path in log.scan().fingerprints}
            assert now == states.pop()
