"""Front matter that other programs refuse is made YAML, where that can be done in one way."""

import pytest

from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.requoting import requote


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A: B\n", 'title: "A: B"\n'),
        ("title: A: B   \nx: 1 # why\n", 'title: "A: B"   \nx: 1 # why\n'),
        ("title: {{ x }}\n", 'title: "{{ x }}"\n'),
        ("tags: [#a, b c, #d]\n", "tags: ['#a', b c, '#d']\n"),
        ("title: @ada\nby: `x`\n", 'title: "@ada"\nby: "`x`"\n'),
        ("title: *bold* words\n", 'title: "*bold* words"\n'),
        ("title: 100%\nx: %y\n", 'title: 100%\nx: "%y"\n'),
        ('title: say "hi": now\n', 'title: "say \\"hi\\": now"\n'),
        ("a:\n\tb: 1\n\tc: 2\n", "a:\n  b: 1\n  c: 2\n"),
        (
            "# top\n\ntitle: A: B\n\nlist:\n  - a\n  - b\n",
            '# top\n\ntitle: "A: B"\n\nlist:\n  - a\n  - b\n',
        ),
        ("title: A: B\r\nx: 1\r\n", 'title: "A: B"\r\nx: 1\r\n'),
        ("  title: A: B\n  x: 1\n", '  title: "A: B"\n  x: 1\n'),
        ("title: title: title\n", 'title: "title: title"\n'),
    ],
)
def test_it_is_quoted_and_nothing_else_changes(before: str, after: str) -> None:
    file = f"---\n{before}---\nBody: a: b\n"
    mended = requote(file.encode())
    assert mended.decode() == f"---\n{after}---\nBody: a: b\n"
    old, new = parse(file.encode(), "a.md"), parse(mended, "a.md")
    assert new.problems == ()
    assert old.problems != ()
    assert old.written == new.written
    assert requote(mended) == mended
    marked = requote(b"\xef\xbb\xbf" + file.encode())
    assert marked == b"\xef\xbb\xbf" + mended


@pytest.mark.parametrize(
    "header",
    [
        "title: A\ntags: [a, b]\n",
        "tags: [a\n",
        "tags: [a, 'b]\n",
        "title: 'A\n",
        'title: "A" B\n',
        "x: {a: b\n",
        "text: a\n  b: c: d\n",
        "list:\n  - @a\n  - b\n",
        "just words\n",
        "",
    ],
)
def test_what_can_be_meant_in_two_ways_is_left_to_people(header: str) -> None:
    file = f"---\n{header}---\nBody\n".encode()
    assert requote(file) == file


def test_one_key_is_mended_beside_another_that_cannot_be() -> None:
    assert requote(b"---\na: b: c\nd: [e\n---\n") == b'---\na: "b: c"\nd: [e\n---\n'


@pytest.mark.parametrize(
    "data", [b"", b"Body", b"+++\ntitle = A: B\n+++\n", b"---\ntitle: A: \xe9\n---\n"]
)
def test_other_files_stay(data: bytes) -> None:
    assert requote(data) == data
