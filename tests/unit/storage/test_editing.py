"""Front matter is edited where it stands: style by style, and refused where it would break."""

from datetime import UTC, date, datetime

import pytest

from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter.editing import check, edit, open_header
from knowlog.storage.frontmatter.nodes import HeaderError
from knowlog.storage.frontmatter.writing import Value


@pytest.mark.parametrize(
    ("header", "changes", "wanted"),
    [
        # In place, with the quotes and the comment of the line.
        ("title: A", {"title": "B"}, "title: B"),
        ("title:   'A'   # why", {"title": "it's"}, "title:   'it''s'   # why"),
        ('title: "A"', {"title": 'say "hi"'}, 'title: "say \\"hi\\""'),
        ("title: A # c", {"title": "B: C"}, "title: 'B: C' # c"),
        ("title:", {"title": "B"}, "title: B"),
        ("title:  # none yet", {"title": "B"}, "title: B  # none yet"),
        ("title: #1 reason", {"title": "B"}, "title: B"),
        ("title: |\n  two\n  lines\n\nx: 1", {"title": "B"}, "title: B\n\nx: 1"),
        ("title: |+\n  two\n\nx: 1", {"title": "B"}, "title: B\nx: 1"),
        ("title: one\n  two\nx: 1", {"title": "B"}, "title: B\nx: 1"),
        ("title: &t A\nseo: *t", {"title": "B"}, "title: &t B\nseo: *t"),
        ("a: &t A\ntitle: *t", {"title": "B"}, "a: &t A\ntitle: B"),
        ("title: !!str 1", {"title": "B"}, "title: B"),
        ("title: A\ntitle: B", {"title": "C"}, "title: A\ntitle: C"),
        ("? title\n: A", {"title": "B"}, "? title\n: B"),
        ("  title: A\n  x: 1", {"y": "z"}, "  title: A\n  x: 1\n  y: z"),
        ("author:\n  name: A # who\nx: 1", {"author": "B"}, "author: B\nx: 1"),
        ("tags: # mine\n  - a", {"tags": "b"}, "tags: b # mine"),
        ("tags: &t\n  - a\nx: *t", {"tags": "b"}, "tags: &t b\nx: *t"),
        ("title: {a: 1}", {"title": "B"}, "title: B"),
        # Lists, item by item.
        ("tags: [a, b]", {"tags": ["a", "b", "c"]}, "tags: [a, b, c]"),
        ("tags: [a, b]", {"tags": ["b"]}, "tags: [b]"),
        ("tags: [a, b]", {"tags": ["a"]}, "tags: [a]"),
        ("tags: [a, b, c]", {"tags": ["a", "c"]}, "tags: [a, c]"),
        ("tags: [a, b]", {"tags": []}, "tags: []"),
        ("tags: [a, b]", {"tags": ["c"]}, "tags: [c]"),
        ("tags: []", {"tags": ["c"]}, "tags: [c]"),
        ("tags: ['a','b']", {"tags": ["a", "b", "c"]}, "tags: ['a','b','c']"),
        ("tags: [a]", {"tags": ["a", "b, c"]}, "tags: [a, 'b, c']"),
        ("tags: [\n  a, # c\n  b\n]", {"tags": ["a", "b", "c"]}, "tags: [\n  a, # c\n  b, c\n]"),
        ("tags:\n- a\n- b # c", {"tags": ["a", "b", "c"]}, "tags:\n- a\n- b # c\n- c"),
        ("tags:\n  -   'a'", {"tags": ["a", "c"]}, "tags:\n  -   'a'\n  -   'c'"),
        ("tags:\n- a # gone\n- b", {"tags": ["b"]}, "tags:\n- b"),
        ("tags:\n-\n- b", {"tags": ["b"]}, "tags:\n- b"),
        ("tags:\n- a\n- b", {"tags": ["c"]}, "tags:\n- c"),
        ("tags:\n- a # one\n- b # two", {"tags": []}, "tags: []"),
        ("tags:\n- - a\n- b", {"tags": ["b"]}, "tags:\n- b"),
        ("tags: &t [a]\nx: *t", {"tags": ["a", "b"]}, "tags: &t [a, b]\nx: *t"),
        ("x: &t a\ntags: [*t, b]", {"tags": ["a"]}, "x: &t a\ntags: [*t]"),
        ("tags: a b", {"tags": ["x", "z"]}, "tags: [x, z]"),
        ("tags: [1, b]", {"tags": ["1", "b"]}, "tags: ['1', b]"),
        ("tags:\n- x: 1\n- ''", {"tags": [""]}, "tags:\n- ''"),
        # Adding and removing keys.
        ("title: A", {"draft": True}, "title: A\ndraft: true"),
        ("title: A", {"n": 3, "f": 1.5}, "title: A\nn: 3\nf: 1.5"),
        ("title: A", {"date": date(2024, 1, 2)}, "title: A\ndate: 2024-01-02"),
        (
            "title: A",
            {"date": datetime(2024, 1, 2, 3, 4, 5, 6, UTC)},
            "title: A\ndate: 2024-01-02 03:04:05+00:00",
        ),
        ("title: A", {"tags": ["a", "no"]}, "title: A\ntags: [a, 'no']"),
        ("title: A", {"date created": "x"}, 'title: A\n"date created": x'),
        ("# c\ntitle: A # d\nx: 1", {"title": None}, "# c\nx: 1"),
        ("a: 1\na: 2\nb: 3", {"a": None}, "b: 3"),
        ("a: |+\n  x\n\nb: 1\n\n\nc: 2", {"b": None}, "a: |+\n  x\n\nc: 2"),
        ("a: |+\n  x\n\nb: 1\nc: 2", {"b": None}, "a: |+\n  x\n\nc: 2"),
        ("a: >\n  x\nb: 1\n  # c\n\nd: 2", {"b": None}, "a: >\n  x\n\nd: 2"),
        ("title: A", {"gone": None}, "title: A"),
        ("title: A", {"title": "A"}, "title: A"),
        # All keys in braces.
        ("{title: A}", {"title": "B, C", "x": "z"}, "{title: 'B, C', x: z}"),
        ("{title: A, x: 1}", {"x": None}, "{title: A}"),
        ("{title: A, x: 1}", {"title": None}, "{x: 1}"),
        ("{title: A}", {"title": None}, "{}"),
        ("{}", {"x": "z"}, "{x: z}"),
    ],
)
def test_yaml(header: str, changes: dict[str, Value | None], wanted: str) -> None:
    for newline in ("\n", "\r\n"):
        before = f"---\n{header}\n---\nbody\n".replace("\n", newline).encode()
        after = f"---\n{wanted}\n---\nbody\n".replace("\n", newline).encode()
        assert edit(before, changes) == after


@pytest.mark.parametrize(
    ("header", "changes", "wanted"),
    [
        ('title = "A" # c', {"title": 'B "C"'}, 'title = "B \\"C\\"" # c'),
        ("title = 'A'", {"title": "B"}, "title = 'B'"),
        ("title = 'A'", {"title": "it's"}, 'title = "it\'s"'),
        ('title = """\nA\n"""\nx = 1', {"title": "B"}, 'title = "B"\nx = 1'),
        ("draft = false # c", {"draft": True}, "draft = true # c"),
        ("date = 2024-01-02T03:04:05Z", {"date": date(2024, 1, 3)}, "date = 2024-01-03"),
        ('tags = ["a", "b"]', {"tags": ["b", "c"]}, 'tags = ["b", "c"]'),
        ("tags = ['a',\n  # c\n  'b',\n]", {"tags": ["a"]}, "tags = ['a',\n]"),
        ("x = {a = '}', b = 1}\ny = 2", {"x": "z"}, 'x = "z"\ny = 2'),
        ("a = 1\n\n[params]\nb = 2", {"c": "d"}, 'a = 1\n\nc = "d"\n[params]\nb = 2'),
        ("a = 1\n[params]\na = 2", {"a": None}, "[params]\na = 2"),
        ("[a]\nx = 1\n[[b]]\n'y z'.w = 2", {"c": 1}, "c = 1\n[a]\nx = 1\n[[b]]\n'y z'.w = 2"),
        ("a = 1", {"the key": "x\x7fy"}, 'a = 1\n"the key" = "x\\u007fy"'),
        ("[taxonomies]\ntags = ['a']", {"taxonomies.tags": ["b"]}, '[taxonomies]\ntags = ["b"]'),
        ("", {"a": "b"}, 'a = "b"'),
    ],
)
def test_toml(header: str, changes: dict[str, Value | None], wanted: str) -> None:
    for newline in ("\n", "\r\n"):
        lines = f"{header}\n" if header else ""
        before = f"+++\n{lines}+++\nbody\n".replace("\n", newline).encode()
        after = f"+++\n{wanted}\n+++\nbody\n".replace("\n", newline).encode()
        assert edit(before, changes) == after


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", b"---\na: b\n---\n"),
        (b"# Body\r\n", b"---\r\na: b\r\n---\r\n# Body\r\n"),
        (b"\xef\xbb\xbfBody", b"\xef\xbb\xbf---\na: b\n---\nBody"),
        (b"---\nA rule.\n---\nBody", b"---\na: b\n---\n---\nA rule.\n---\nBody"),
        (b"---\n---\nBody", b"---\na: b\n---\nBody"),
        (b"---\n# comment\n---\nBody", b"---\n# comment\na: b\n---\nBody"),
        (b"---\nx: 1\n...\nBody", b"---\nx: 1\na: b\n...\nBody"),
        (b"---\nx: 1\n---", b"---\nx: 1\na: b\n---"),
        (b"---\nx: 1\n---\ncaf\xe9", b"---\nx: 1\na: b\n---\ncaf\xe9"),
        (b"{\n\\formula\n}\n", b"---\na: b\n---\n{\n\\formula\n}\n"),
    ],
)
def test_a_file_gets_front_matter_when_it_has_none(data: bytes, wanted: bytes) -> None:
    assert edit(data, {"a": "b"}) == wanted
    assert edit(data, {"gone": None}) is data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"---\nx: 1\ntitle: A: B\n---\n", "a.md:3: the front matter is not YAML"),
        (b"+++\ntitle = A\n+++\n", "a.md:2: the front matter is not TOML"),
        (b"---\ntitle: A\n\nbody", "a.md:1: the front matter is never closed"),
        (b'+++\n"a\\"b" = 1\n+++\n', "a.md:2: it is TOML of a kind that is only read"),
        (b'{\n"title": "A"\n}\n', "a.md:1: front matter in JSON is only read"),
        (b"---\nx: 1\r\ntitle: caf\xe9\n---\n", "a.md:3: the front matter is not UTF-8"),
        ("---\ntitle: A\n---\n".encode("utf-16"), "a.md:1: the front matter is not UTF-8"),
        (b"---\nx: " + b"y" * 1_000_001 + b"\n---\n", "a.md:2: the front matter is over"),
        (b"---\nbase: &b {title: A}\n<<: *b\n---\n", "'title' cannot be changed by itself"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_file_and_line(data: bytes, message: str) -> None:
    with pytest.raises(KnowlogError) as caught:
        edit(data, {"title": None}, path="a.md")
    assert message in caught.value.message
    assert "nothing was written" in caught.value.hint


def test_an_anchor_that_is_named_elsewhere_stays() -> None:
    with pytest.raises(KnowlogError, match="no anchor &t"):
        edit(b"---\ntitle: &t A\nseo: *t\n---\n", {"title": None})


def test_a_change_that_would_reach_another_key_is_noticed() -> None:
    header = open_header(b"---\na: 1\nb: 2\n---\n", "a.md").header
    with pytest.raises(HeaderError, match="another key"):
        check(header, "a: 3\nb: 4\n", {"a": 3})


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(KnowlogError, match="not text"):
        edit(b"", {"title": "caf\udce9"})
    with pytest.raises(KnowlogError, match="not text"):
        edit(b"+++\n+++\n", {"title": "caf\udce9"})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("Émile 日本 👋", "Émile 日本 👋"),
        ("no", "'no'"),
        ("y", "'y'"),
        ("1.10", "'1.10'"),
        ("1e3", "'1e3'"),
        ("0o17", "'0o17'"),
        ("12:30", "'12:30'"),
        ("2024-01-02", "'2024-01-02'"),
        ("a: b", "'a: b'"),
        ("a:b", "a:b"),
        ("#x", "'#x'"),
        ("a #b", "'a #b'"),
        ("@x", "'@x'"),
        ("- a", "'- a'"),
        ("{{ x }}", "'{{ x }}'"),
        ("null", "'null'"),
        ("", "''"),
        (" padded ", "' padded '"),
        ("two\nlines", '"two\\nlines"'),
        ("tab\there", '"tab\\there"'),
        ("\u2028", '"\\L"'),
        ("long " * 60 + "end", "long " * 60 + "end"),
    ],
)
def test_text_is_quoted_where_yaml_would_read_something_else(text: str, written: str) -> None:
    assert edit(b"---\nt:\n---\n", {"t": text}) == f"---\nt: {written}\n---\n".encode()
