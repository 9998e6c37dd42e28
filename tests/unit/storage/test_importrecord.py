import pytest

from knowlog.domain.imports import Imported, Memory
from knowlog.storage import importrecord

BLOG = Memory(
    "jekyll",
    "/blog",
    {
        "a.md": Imported("_posts/a.md", "1"),
        "é.md": Imported("b", "2", {"layout": None}),
        "c.md": Imported("c", "3", {}, "d.md", "4", "C", ("/d/", "/e/")),
    },
    {"title": "Blog"},
)


def test_what_is_written_is_read() -> None:
    data = importrecord.write([BLOG])
    assert importrecord.read(data) == [BLOG]
    other = Memory("obsidian", "/vault")
    assert importrecord.read(importrecord.write([BLOG, other])) == [BLOG, other]
    assert importrecord.find([BLOG, other], "jekyll", "/blog") == BLOG
    assert importrecord.find([BLOG], "jekyll", "/else") == Memory("jekyll", "/else")


def test_a_source_is_remembered_once() -> None:
    newer = Memory("jekyll", "/blog", {"c.md": Imported("c", "3")})
    other = Memory("obsidian", "/vault")
    assert importrecord.with_one([BLOG, other], newer) == [other, newer]


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"version": 2, "sources": []}',
        b'{"version": 1}',
        b'{"version": 1, "sources": [{"kind": "x"}]}',
        b'{"version": 1, "sources": [{"kind": "x", "place": "", "files": [], "settings": {}}]}',
        b'{"version": 1, "sources": [{"kind": "", "place": "", "files": {"": 1}, "settings": {}}]}',
        (
            b'{"version": 1, "sources": [{"kind": "", "place": "", "settings": {},'
            b' "files": {"": {"from": "", "sha256": "", "moved": 1}}}]}'
        ),
    ],
)
def test_a_damaged_or_newer_file_is_no_memory(data: bytes | None) -> None:
    assert importrecord.read(data) == []
