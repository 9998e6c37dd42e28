"""Each row of the table of odd files: read, told, and never raised."""

from collections.abc import Mapping
from itertools import pairwise
from time import process_time

import pytest

from knowlog.domain.document import Document
from knowlog.storage.frontmatter.parsing import parse
from knowlog.workspace.opening import body_of


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
        ("title:T\nlayout: post", 2, {"title": "T", "layout": "post"}),
        ("title: 'it's'\nx: 1", 2, {"title": "it's", "x": 1}),
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


@pytest.mark.parametrize(
    ("header", "line", "meta"),
    [
        ('title = A\ntags = ["x"]', 2, {"title": "A", "tags": ["x"]}),
        ('title = "A"\ndraft = yes\n', 3, {"title": "A", "draft": "yes"}),
        ('a = 1\na = 2\ntitle = "A"', 3, {"a": 2, "title": "A"}),
        ("tags = [a, 'b']\nx = 1", 2, {"tags": ["a", "b"], "x": 1}),
        ('title = "A', 2, {"title": '"A'}),
        ("x = " + "[" * 20_000, 2, {"x": "[" * 20_000}),
    ],
)
def test_invalid_toml_is_salvaged_and_told(
    header: str, line: int, meta: Mapping[str, object]
) -> None:
    document = read(f"+++\n{header}\n+++\nbody".encode())
    assert kinds(document) == [(line, "invalid-toml")]
    assert (document.meta, document.body) == (meta, "body")


def test_every_faulty_key_is_told_at_once() -> None:
    document = read(b"---\ntitle: A: B\nx: 1\ntags: [#a]\nbad: @c\n---\n")
    assert kinds(document) == [(2, "invalid-yaml"), (4, "invalid-yaml"), (5, "invalid-yaml")]
    assert document.meta == {"title": "A: B", "x": 1, "tags": ["#a"], "bad": "@c"}


@pytest.mark.parametrize(
    ("header", "meta", "line", "kind"),
    [
        ("a: 1\na: 2", {"a": 2}, 3, "duplicate-key"),
        ("x:\n  a: 1\n  a: 2", {"x": {"a": 2}}, 4, "duplicate-key"),
        ("date: 2024-02-30", {"date": "2024-02-30"}, 2, "invalid-date"),
        ("date: 2024-01-02 25:00:00", {"date": "2024-01-02 25:00:00"}, 2, "invalid-date"),
        ("x: !!int word", {"x": "word"}, 2, "invalid-value"),
        ("x: !!bool word", {"x": "word"}, 2, "invalid-value"),
        ("x: &a [*a]", {"x": "&a [*a]"}, 2, "invalid-yaml"),
        ("x: *missing", {"x": "*missing"}, 2, "invalid-yaml"),
        ("x: 1\n--- y", {"x": "1"}, 3, "invalid-yaml"),
        ("x: !<y", {"x": "!<y"}, 2, "invalid-yaml"),
        ("x:\n\t- a: b: c", {"x": ["a: b: c"]}, 3, "invalid-yaml"),
        ("x: a\x01b", {"x": "a\x01b"}, 2, "invalid-yaml"),
        ("x: " + "[" * 60 + "]" * 60, None, 2, "invalid-yaml"),
    ],
)
def test_odd_yaml_is_told_by_line(
    header: str, meta: Mapping[str, object] | None, line: int, kind: str
) -> None:
    document = read(f"---\n{header}\n---\nbody".encode())
    assert kinds(document) == [(line, kind)]
    assert document.body == "body"
    assert meta is None or document.meta == meta


@pytest.mark.parametrize(
    ("header", "meta"),
    [
        ("a: &x 1\nb: *x", {"a": 1, "b": 1}),
        ("x: 1\n&k key: 1\n*k : 2", {"x": 1, "key": 2}),
        (
            "base: &b {x: 1, y: 2}\nc: {<<: *b, x: 3}",
            {"base": {"x": 1, "y": 2}, "c": {"x": 3, "y": 2}},
        ),
        ("c: {<<: [{x: 1}, {x: 2, y: 3}, text]}", {"c": {"x": 1, "y": 3}}),
        ('"<<": 1', {"<<": 1}),
        ("no: 1\n2024: 2", {"no": 1, "2024": 2}),
        ("x: !!python/object/apply:os.system [ls]", {"x": ["ls"]}),
        ("x: !custom text\ny: ! 12", {"x": "text", "y": "12"}),
        ("x: !!binary aGk=", {"x": "aGk="}),
    ],
)
def test_all_of_yaml_is_plain_data(header: str, meta: Mapping[str, object]) -> None:
    document = read(f"---\n{header}\n---\n".encode())
    assert document.meta == meta
    assert [kind for _, kind in kinds(document)] in ([], ["duplicate-key"])


def test_values_as_they_are_written() -> None:
    document = read(
        b"---\ntitle: 1.10\nno: no\ntime: 12:30\nquoted: '1.10'\nempty:\nnone: ~\n"
        b"hash: #a #b\ncomment: # text\ndate: 2024-1-2\nlist: [1.0, yes]\nmap: {x: 007}\n---\n"
    )
    assert document.written == {
        "title": "1.10",
        "no": "no",
        "time": "12:30",
        "quoted": "1.10",
        "empty": "",
        "none": "~",
        "hash": "#a #b",
        "comment": "",
        "date": "2024-1-2",
        "list": ["1.0", "yes"],
        "map": {"x": "007"},
    }
    assert document.meta["time"] == 750


def test_values_of_toml_and_json_as_they_are_written() -> None:
    toml = read(b"+++\na = 1.10\nb = true\nc = 2024-01-02\nd = [1, 'x']\n[e]\nf = 12:30:00\n+++\n")
    assert toml.written == {
        "a": "1.10",
        "b": "true",
        "c": "2024-01-02",
        "d": ["1", "x"],
        "e": {"f": "12:30:00"},
    }
    json = read(b'{\n"a": 1.10, "b": null, "c": [2]\n}\n')
    assert json.written == {"a": "1.10", "b": "", "c": ["2"]}
    assert json.meta == {"a": 1.1, "b": None, "c": [2]}


def test_bytes_that_are_no_utf8() -> None:
    document = read(b"---\ntitle: caf\xe9\n---\nna\xefve\n")
    assert (document.meta, document.body) == ({"title": "café"}, "naïve\n")
    assert kinds(document) == [(2, "encoding")]
    wide = read("---\ntitle: é\n---\nbody".encode("utf-16"))
    assert (wide.meta, wide.body, kinds(wide)) == ({"title": "é"}, "body", [(1, "encoding")])


def test_a_nul_byte_and_a_header_never_closed() -> None:
    assert kinds(read(b"one\ntw\x00o")) == [(2, "nul-byte")]
    assert kinds(read(b"---\ntitle: A\n\nbody\n")) == [(1, "open-header")]
    assert read(b"---\ntitle: A\n\nbody\n").body == "---\ntitle: A\n\nbody\n"


BOMBS = {
    "billion laughs": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi")),
    "billion merges": "a: &a {x: 1}\n"
    + "".join(f"{b}: &{b} {{<<: [{','.join([f'*{a}'] * 9)}]}}\n" for a, b in pairwise("abcdefghi")),
    "deep flow": "a: " + "[" * 100_000,
    "deep block": "a:\n" + "- " * 100_000 + "x",
    "deep keys": "? " * 100_000 + "x",
    "many keys": "".join(f"key{number}: value\n" for number in range(40_000)),
    "one long line": "a: " + "x" * 5_000_000,
    "many colons": ":" * 500_000,
    "many quotes": "a: '" + "''" * 400_000,
    "many anchors": "a: " + "&b " * 300_000,
    "endless open braces": "{" * 900_000,
    "salvage of many": "a: b: c\n" * 50_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_header_takes_long_or_much(name: str) -> None:
    start = process_time()
    document = read(f"---\n{BOMBS[name]}\n---\nbody".encode())
    assert document.body.endswith("body")
    assert process_time() - start < 10


def test_ten_megabytes() -> None:
    start = process_time()
    body = "A line of text, é.\n" * 500_000
    document = read(f"---\ntitle: A\n---\n{body}".encode())
    assert len(document.body) == len(body)
    assert read(f"---\n{body}".encode()).body.startswith("---")
    assert process_time() - start < 10


@pytest.mark.parametrize(
    "data",
    [
        b"plain\n",
        b"",
        b"---\ntitle: A\n---\nbody\n",
        b"\xef\xbb\xbf---\ntitle: A\n---\r\nbody",
        b"+++\ntitle = 'A'\n+++\nbody",
        b'{\n"title": "A"\n}\nbody',
        b"---\ntitle: [A\n---\nbody",
        b"---\n\nA paragraph under a rule.\n\n---\n",
        b"caf\xe9\n",
        "--- \u00e9".encode("utf-16"),
        "\u00e9".encode("utf-32-be"),
        "\u77e5\u8b58".encode(),
    ],
)
def test_the_body_alone_is_that_of_the_document(data: bytes) -> None:
    assert body_of(data) == read(data).body
