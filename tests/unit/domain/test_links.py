"""Where links stand in a body."""

import pytest

from knowlog.domain.links import Link, LinkKind, find_links, is_external


def only(body: str) -> Link:
    (link,) = find_links(body)
    return link


@pytest.mark.parametrize(
    ("body", "kind", "target", "fragment", "text"),
    [
        ("see [[Entry]]", "wikilink", "Entry", "", ""),
        ("[[Entry#A heading|words]]", "wikilink", "Entry", "A heading", "words"),
        ("[[#here]]", "wikilink", "", "here", ""),
        ("| [[a\\|b]] |", "wikilink", "a", "", "b"),
        ("![[cat.png|300]]", "embed", "cat.png", "", "300"),
        ("[x](y.md#h 'title')", "link", "y.md", "h", "x"),
        ("[x](<a b.md>)", "link", "a b.md", "", "x"),
        ("[x](a%20b.md)", "link", "a b.md", "", "x"),
        ("[x](a(b)c)", "link", "a(b)c", "", "x"),
        ("[x](a\\)b)", "link", "a)b", "", "x"),
        ("[x]()", "link", "", "", "x"),
        ("![alt [x]](i.png)", "image", "i.png", "", "alt [x]"),
        ("[ref]: <x y.md> 'title'", "reference", "x y.md", "", "ref"),
        ("> [ref]: x.md", "reference", "x.md", "", "ref"),
        ('<img width=3 src="/a b.png">', "image", "/a b.png", "", ""),
        ("<a\nhref='x.md#y'>", "link", "x.md", "y", ""),
        ("<a href=x.md>", "link", "x.md", "", ""),
        ('<img src="/img/\r\n\tx.png">', "image", "/img/x.png", "", ""),
        ("<a title='t'\n   href='x%0A.md#\ny'>", "link", "x\n.md", "y", ""),
        ("[[1]](https://x.org/a)", "link", "https://x.org/a", "", "[1]"),
        ("[[a#b|c]](../x.md#h)", "link", "../x.md", "h", "[a#b|c]"),
        ("[[up]](#here)", "link", "", "here", "[up]"),
        ("[[up]](<a b.md>)", "link", "a b.md", "", "[up]"),
        ("![[1]](x.png)", "image", "x.png", "", "[1]"),
        ("[[Moon]](new)", "wikilink", "Moon", "", ""),
        ("[[Moon]](see also x.md)", "wikilink", "Moon", "", ""),
        ("[[Moon]]()", "wikilink", "Moon", "", ""),
    ],
)
def test_one_link(body: str, kind: str, target: str, fragment: str, text: str) -> None:
    link = only(body)
    assert (link.kind, link.target, link.fragment, link.text) == (kind, target, fragment, text)


@pytest.mark.parametrize(
    "body",
    [
        "`[[no]]` ``a ` [x](y)``",
        "```\n[[no]]\n```",
        "~~~ md\n[[no]]\n```\n~~~",
        "```\n[[no, not closed]]",
        "text\n\n    [[no]]\n    [[nor this]]",
        "- item\n\n      [[no]]",
        "- a\n  - b\n\n        ~~~\n        [[no]]",
        "1. ```\n   [[no]]\n   ```",
        "> ```\n> [[no]]\n> ```",
        "<!-- [[no]] -->",
        "<!-- [[no]]",
        "$$ [a](b) $$",
        "\\[[no]]",
        "\\[a](b)",
        "[^1]: http://example.org",
        "[[]] [[ ]] [[a\nb]]",
        "[a\n\n](b)",
        "[a] (b)",
        "]",
        "\\` \\$",
    ],
)
def test_no_link(body: str) -> None:
    assert find_links(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "- a\n\n    [[yes]]",
        "text\n    [[yes]]",
        "```` ` ````\n[[yes]]\n````",
        "` [[yes]]\n\n`",
        "```a`b\n[[yes]]\n```",
        "- a\n- b\n\ntext\n\n[[yes]]",
        "-\n  [[yes]]",
        "-     a\n- [[yes]]",
        "`` [[yes]]\n\n` `",
    ],
)
def test_looks_like_code_and_is_not(body: str) -> None:
    assert [link.target for link in find_links(body)] == ["yes"]


def test_an_image_inside_a_link() -> None:
    body = "[![alt](a.png)](b.md)"
    assert [(link.kind, link.target) for link in find_links(body)] == [
        (LinkKind.LINK, "b.md"),
        (LinkKind.IMAGE, "a.png"),
    ]


def test_offsets_name_the_target_exactly() -> None:
    body = "é\r\n[[Old#h|t]]\r\n[x](<old name.md#h>) ![[Old]] <img src='Old'>"
    written = [body[link.target_start : link.target_end] for link in find_links(body)]
    assert written == ["Old#h", "old name.md#h", "Old", "Old"]
    assert [link.line for link in find_links(body)] == [2, 3, 3, 3]


def test_a_new_target_is_written_in_the_style_of_the_link() -> None:
    assert only("[[a]]").written("New (one)", "h 1") == "New (one)#h 1"
    assert only("[x](a)").written("New (one).md", "h 1") == "New%20%28one%29.md#h%201"
    assert only("[x](a)").written("é.md") == "é.md"


@pytest.mark.parametrize("target", ["https://x.org", "mailto:a@b.c", "//cdn.x.org/a"])
def test_external(target: str) -> None:
    assert is_external(target)
    assert only(f"[x]({target})").is_external


@pytest.mark.parametrize("target", ["a.md", "/a", "#a", "../a:b", "a b: c"])
def test_internal(target: str) -> None:
    assert not is_external(target)


@pytest.mark.parametrize(
    "body",
    ["[[" * 9_000, "`a " * 9_000, "[a](" * 9_000, "- " * 4_000, "(" * 9_000, "<!--" * 9_000],
)
def test_hostile_bodies_take_no_time(body: str) -> None:
    assert find_links(body) == ()


@pytest.mark.parametrize(
    ("body", "other", "same"),
    [
        ("[[Entry#a]]", "Entry#b", True),
        ("[x](a%20b.md#c)", "a%20b.md", True),
        ("[x](a\\)b)", "a\\)b", True),
        ("[x](a.md)", "b.md", False),
    ],
)
def test_a_link_knows_whether_it_stands_in_a_text(body: str, other: str, *, same: bool) -> None:
    assert only(body).stands_in(other) is same
