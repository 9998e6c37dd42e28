"""Links in front matter, exact to the character."""

import pytest

from knowlog.domain.headerlinks import find_header_links
from knowlog.domain.links import Link
from knowlog.domain.splicing import text_before
from knowlog.storage.frontmatter.parsing import parse


def links(header: str, fence: str = "---") -> list[tuple[Link, str]]:
    """What is found, each with the text that stands where its target is said to stand."""
    data = f"{fence}\n{header}\n{fence}\nbody".encode()
    document = parse(data, "a.md")
    before = text_before(data, document.body)
    text = before + document.body
    found = find_header_links(before, document.properties)
    for link in found:
        assert document.body_line + link.line - 1 == 1 + text.count(
            "\n", 0, len(before) + link.start
        )
    at = len(before)
    return [(one, text[at + one.target_start : at + one.target_end]) for one in found]


@pytest.mark.parametrize(
    ("header", "target", "fragment"),
    [
        ("up: a.md", "a.md", ""),
        ("up: ../x y/a.md # why", "../x y/a.md", ""),
        ("up: a.md#part 1", "a.md", "part 1"),
        ("up: c#.md", "c#.md", ""),
        ("up: 'c#.md#v1.2'", "c#.md", "v1.2"),
        ('x:\n  - y: {z: ["日本/b.md"]}', "日本/b.md", ""),
        ("x: &anchor !!str a.md", "a.md", ""),
        ("x: a%20b.md", "a b.md", ""),
        ("x: 100%.md", "100%.md", ""),
        ("image: '{{ site.baseurl }}/a.png'", "{{ site.baseurl }}/a.png", ""),
    ],
)
def test_a_value_that_is_a_path(header: str, target: str, fragment: str) -> None:
    ((link, written),) = links(header)
    assert (link.kind, link.target, link.fragment) == ("property", target, fragment)
    assert written in header


def test_values_of_toml() -> None:
    header = 'image = "a.png"\n[extra]\nup = [\'b.md\', """c.md"""]\ntitle = "d.md"'
    found = links(header, "+++")
    assert [(link.target, link.loose) for link, _ in found] == [("a.png", False), ("b.md", True)]


@pytest.mark.parametrize(
    "header",
    [
        "title: a.md",
        "aliases: [a.md, b/c.md]",
        "tags:\n  - ml/a.md",
        "seo:\n  title: a.md",
        "up: a/b",
        "up: notes",
        "up: |\n  a.md",
        "up: a.\nn: v1.",
        "text: |\n  up: a.md\n  image: a.png",
        "# up: a.md",
        "matrix: [[1, 2], [3, 4]]",
        "up: see a.md | b",
        "[a.md]: x",
    ],
)
def test_what_is_no_link(header: str) -> None:
    assert links(header) == []


@pytest.mark.parametrize(
    ("header", "kind", "target", "loose", "plain"),
    [
        ('up: "[[A.md#x|b]]"', "wikilink", "A.md#x", False, False),
        ("up: see [[A]]", "wikilink", "A", False, True),
        ("up: [[A.md]]", "wikilink", "A.md", True, True),
        ("# [[A]]", "wikilink", "A", True, True),
        ("up: >\n  see ![b](a.png 't')", "image", "a.png", False, False),
        ("up: ['[b](a.md#c)', d]", "link", "a.md#c", False, False),
    ],
)
def test_links_in_brackets(header: str, kind: str, target: str, loose: bool, plain: bool) -> None:  # noqa: FBT001 - rows of the table
    ((link, written),) = links(header)
    assert (link.kind, written, link.loose, link.plain) == (kind, target, loose, plain)


@pytest.mark.parametrize(
    ("header", "certain"),
    [
        ("image: a.png", True),
        ("Header:\n  Teaser: a.JPG", True),
        ("cover: {src: a.webp, alt: b.png}", True),
        ("cover: {alt: b.png}", False),
        ("images: [a.png]", True),
        ("image: theme.default", False),
        ("logo: a.png", False),
        ("path: a.png", False),
    ],
)
def test_only_pictures_are_surely_links(header: str, certain: bool) -> None:  # noqa: FBT001 - rows of the table
    assert {not link.loose for link, _ in links(header)[:1]} == {certain}


def test_what_does_not_end_with_the_body_has_no_links() -> None:
    document = parse("---\nup: a.md\n---\nbody".encode("utf-16"), "a.md")
    assert document.properties
    assert find_header_links("", document.properties) == ()
