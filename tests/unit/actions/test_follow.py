"""What is remembered of an import follows what moves, and what comes in follows it."""

from datetime import UTC

import pytest

from knowlog.actions.bring_in import digest
from knowlog.actions.follow import as_moved, followed, found_again
from knowlog.actions.move import Moved
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.imports import Imported, Memory
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.parsing import parse as parse_document


def parse(data: bytes, path: str) -> tuple[Entry, Document]:
    document = parse_document(data, path)
    return describe(document, UTC), document


def memory(**files: Imported) -> Memory:
    return Memory("markdown", "/notes", {f"{name}.md": one for name, one in files.items()})


def came(name: str, data: bytes) -> Imported:
    return Imported(f"{name}.src", digest(data))


def move(path: str, redirect: str = "", **texts: tuple[bytes, bytes]) -> Moved:
    """A move of a.md to a path, and what it does to texts: before and after."""
    old, new = texts.pop("a")
    moved = [FileChange("a.md", old, None), FileChange(path, None, new)]
    others = [FileChange(f"{name}.md", *pair) for name, pair in texts.items()]
    return Moved(ChangeSet("mv", (*moved, *others)), path, redirect)


def test_an_entry_is_remembered_where_it_moved() -> None:
    before = memory(a=came("a", b"1"), b=came("b", b"1"), c=came("c", b"1"))
    moved = move("d.md", "/a/", a=(b"1", b"1 there"), b=(b"1", b"link"), x=(b"1", b"link"))
    assert dict(followed(before, moved, "a.md", "D").files) == {
        "d.md": Imported(
            "a.src", digest(b"1 there"), {}, "a.md", digest(b"1"), "D", ("/a/",)
        ),
        "b.md": Imported("b.src", digest(b"link"), made=digest(b"1")),
        "c.md": came("c", b"1"),
    }  # fmt: skip


def test_what_the_user_changed_before_it_moved_stays_the_users() -> None:
    before = memory(a=came("a", b"1"), b=came("b", b"1"))
    after = followed(before, move("d.md", a=(b"me", b"me too"), b=(b"me", b"too")), "a.md").files
    assert after == {"d.md": Imported("a.src", digest(b"1"), first="a.md"), "b.md": came("b", b"1")}


def test_what_moves_twice_came_in_where_it_was_first_and_back_it_has_not_moved() -> None:
    once = followed(memory(a=came("a", b"1")), move("d.md", "/a/", a=(b"1", b"1")), "a.md", "D")
    again = [FileChange("d.md", b"1", None), FileChange("e.md", None, b"1")]
    twice = followed(once, Moved(ChangeSet("mv", tuple(again)), "e.md", "/d/"), "d.md")
    (one,) = twice.files.values()
    assert (one.first, one.title, one.redirects) == ("a.md", "D", ("/a/", "/d/"))
    home = [FileChange("e.md", b"1", None), FileChange("a.md", None, b"1")]
    back = followed(twice, Moved(ChangeSet("mv", tuple(home)), "a.md"), "e.md")
    assert not back.files["a.md"].first


def test_a_title_alone_moves_nothing() -> None:
    moved = Moved(ChangeSet("mv", (FileChange("a.md", b"1", b"2"),)), "a.md")
    one = followed(memory(a=came("a", b"1")), moved, "a.md", "New").files["a.md"]
    assert one == Imported("a.src", digest(b"2"), made=digest(b"1"), title="New")


def test_a_move_of_something_else_changes_nothing() -> None:
    before = memory(c=came("c", b"1"))
    assert followed(before, move("d.md", a=(b"1", b"1")), "a.md") == before


@pytest.mark.parametrize(
    ("log", "places"),
    [
        ({"a.md": b"1"}, ["a.md"]),
        ({"x/b.md": b"1", "c.md": b"2"}, ["x/b.md"]),
        ({"x/b.md": b"1", "c.md": b"1"}, ["a.md"]),
        ({"b.txt": b"1"}, ["a.md"]),
        ({"b.md": b"other"}, ["a.md"]),
        ({}, ["a.md"]),
    ],
)
def test_what_somebody_moved_is_known_by_its_bytes(
    log: dict[str, bytes], places: list[str]
) -> None:
    found = found_again(memory(a=came("a", b"1")), log, log.get)
    assert list(found.files) == places
    assert [one.first for one in found.files.values()] == ["" if places == ["a.md"] else "a.md"]


def test_of_two_that_were_the_same_nobody_knows_which_moved() -> None:
    before = memory(a=came("a", b"1"), b=came("b", b"1"))
    log = {"c.md": b"1"}
    assert found_again(before, log, log.get) == before


def test_what_was_moved_back_by_hand_has_not_moved() -> None:
    before = memory(b=Imported("a.src", digest(b"1"), first="a.md"))
    log = {"a.md": b"1"}
    assert found_again(before, log, log.get).files == {"a.md": came("a", b"1")}


@pytest.mark.parametrize(
    ("data", "after"),
    [
        (b"---\ntitle: A\n---\n", b"---\ntitle: New\nredirect_from: [/a/]\n---\n"),
        (b"# A\n", b"---\nredirect_from: [/a/]\n---\n# New\n"),
        (
            b"---\ntitle: New\nredirect_from: /a/index.html\n---\n",
            b"---\ntitle: New\nredirect_from: /a/index.html\n---\n",
        ),
        (
            b"---\ntitle: New\nredirect_from: [/x, /a]\n---\n",
            b"---\ntitle: New\nredirect_from: [/x, /a/]\n---\n",
        ),
        (b"---\ntitle: A\n---\n\xff", b"---\ntitle: New\nredirect_from: [/a/]\n---\n\xff"),
        (b"---\na: b: c\n- x\n---\n", b"---\na: b: c\n- x\n---\n"),
    ],
)
def test_what_comes_in_gets_the_title_and_the_redirect_that_it_has(
    data: bytes, after: bytes
) -> None:
    one = Imported("a.src", "", {}, "a.md", "", "New", ("/a/",))
    assert as_moved(data, "new.md", one, edit, parse) == after
