"""Each row of the table of odd files: read, told, and never raised."""

from collections.abc import Mapping

import pytest

from knowlog.domain.document import Document
from knowlog.storage.frontmatter.parsing import parse


def read(data: bytes) -> Document:
    return parse(data, "note.md")


def kinds(document: Document) -> list[tuple[int, str]]:
    return [(problem.line, problem.kind) for problem in document.problems]


@pytest.mark.parametrize(
    ("data", "meta", "body", "line"),
    [
        (b"---\ntitle: A\n---\nbody\n", {"title": "A"}, "body\n", 4),
        (b"\xef\xbb\xbf---\ntitle: A\n---\nbody", {"title": "A"}, "body", 4),
        (b"---\ntitle: A\n...\nbody", {"title": "A"}, "body", 4),
        (b"---\r\ntitle: A\r\n---\r\nbody\r\n", {"title": "A"}, "body\r\n", 4),
        (b"---\rtitle: A\r---\rbody\r", {"title": "A"}, "body\r", 4),
        (b"--- \ntitle: A\n--- \t\nbody", {"title": "A"}, "body", 4),
        (b'+++\ntitle = "A"\n+++\nbody', {"title": "A"}, "body", 4),
        (b'+++\r\ntitle = "A"\r\n+++\r\nbody', {"title": "A"}, "body", 4),
        (b'{\n"title": "A"\n}\nbody', {"title": "A"}, "body", 4),
        (b"---\n---\nbody", {}, "body", 3),
        (b"---\n# only a comment\n---\nbody", {}, "body", 4),
        (b"---\ntitle: A\n---", {"title": "A"}, "", 3),
        (b"body\n---\ntitle: A\n---\n", {}, "body\n---\ntitle: A\n---\n", 1),
        (b"", {}, "", 1),
    ],
)
def test_front_matter_is_taken_apart(
    data: bytes, meta: Mapping[str, object], body: str, line: int
) -> None:
    document = read(data)
    assert (document.meta, document.body, document.body_line) == (meta, body, line)
    assert document.problems == ()


@pytest.mark.parametrize(
    "data",
    [
        b"---",
        b"---\n",
        b"---\n\nText under a rule.\n",
        b"---\nA sentence between rules.\n---\nMore.\n",
        b"---\n\nOne thing to note: rules are not fences.\n\n---\nMore.\n",
        b"---\n- a list\n- of things\n---\n",
        b"---\n> a quote: with a colon\n---\n",
        b"---\n{% include toc.html %}\n---\n",
        b"----\ntitle: A\n----\n",
        b"{\nnot: json\n}\n",
        b"{% raw %}\n}\n",
        b"{\n\\large formula\n}\n",
    ],
)
def test_a_rule_at_the_top_is_body(data: bytes) -> None:
    document = read(data)
    assert (document.meta, document.body) == ({}, data.decode())
    assert document.problems == ()


@pytest.mark.parametrize(
    ("header", "line", "meta"),
    [
        ("title: A: B\ntags: [x]", 2, {"title": "A: B", "tags": ["x"]}),
        ("title: T\ntags: [#a]\ndate: 2024-01-02", 3, {"title": "T", "tags": ["#a"]}),
        ("title: {{ x }}\nlayout: post", 2, {"title": "{{ x }}", "layout": "post"}),
        ("title: T\ntags:\n\t- a\n\t- b", 4, {"title": "T", "tags": ["a", "b"]}),
        ("\ttitle: T\n\tlayout: post", 2, {"title": "T", "layout": "post"}),
        ('title: "T\nlayout: post', 2, {"layout": "post"}),
        ("title: @home\nlayout: post", 2, {"title": "@home", "layout": "post"}),
        ("title: *star*\nlayout: post", 2, {"title": "*star*", "layout": "post"}),
        ("title: T\nno colon here\nlayout: post", 3, {"layout": "post"}),
        ("title: 50% `off`\nalias: %x", 3, {"title": "50% `off`", "alias": "%x"}),
    ],
)
def test_invalid_yaml_is_salvaged_and_told(
    header: str, line: int, meta: Mapping[str, object]
) -> None:
    document = read(f"---\n{header}\n---\nbody".encode())
    assert kinds(document) == [(line, "invalid-yaml")]
    assert document.body == "body"
    assert {key: document.meta.get(key) for key in meta} == meta
