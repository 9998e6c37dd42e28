"""``#tags`` in a body: which there are, where they stand, and other names for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.hashtags import (
    Hashtag,
    find_hashtags,
    inline_tags,
    is_hashtag,
    rename_hashtags,
)
from knowlog.domain.splicing import splice_body


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#start and #end", ["start", "end"]),
        ("(#inside) and #punctuated, #so.", ["inside", "punctuated", "so"]),
        ("#ml/recsys #with-dash #under_score #trailing- #slash/", None),
        ("#日本語。 #हिन्दी #🎉 #été", ["日本語", "हिन्दी", "🎉", "été"]),
        ("#2024-goals #100days", ["2024-goals", "100days"]),
        ("jot this #tag\r\n#next", ["tag", "next"]),
        ("no tags", []),
        ("# Heading", []),
        ("## Heading ##", []),
        ("C# and F# and a#b", []),
        ("issue #123, #1/2 and &#39;", []),
        ("https://x.org/#part and [x](#part)", []),
        ("#fff #FFAA00 #bad #12345678 #ab12", []),
        ("#cafe #face", ["cafe", "face"]),
        ("`#code` and ``#more``", []),
        ("```c\n#include <x>\n```\n#after", ["after"]),
        ("text\n\n    #define X\n", []),
        ("<!-- #hidden -->", []),
        ("#!/bin/sh", []),
        ("\\#escaped", []),
        ("##double", []),
        ("#-dash #/slash", []),
        ("> #quoted\n- #item\n| #cell |", ["quoted", "item", "cell"]),
        ("[^1]: #footnote", ["footnote"]),
        ("## A heading on #topic", ["topic"]),
        # Where a link leads, its title, attributes, templates, HTML.
        ("[x]: #part\n[y]: a.md 'on #this'\n> [z]: #part", []),
        ('[t]( #part ) [a](u "on #this") ![i](x (y).png #z) #a', ["a"]),
        ("[[note #part]] and [[#part]]", []),
        ("{: #id .class}\n{.class #id}\n## Title {#id}", []),
        ("{% link #x %} {{ a | b: #c }}", []),
        ("<a title='on #this'>#</a> <http://x.org #y> 1 < 2 #b > 0", ["b"]),
        ("<style>\np { color: #cafe; }\n a #b\n</style>\n#c", ["c"]),
        ("<PRE>\n #a\n</pre> #b\n<pre>\n #c\n<pre> #d", ["b", "c", "d"]),
    ],
)
def test_inline_tags(body: str, tags: list[str] | None) -> None:
    wanted = ["ml/recsys", "with-dash", "under_score", "trailing", "slash"]
    assert inline_tags(body) == (wanted if tags is None else tags)


def apply(body: str, names: dict[str, str]) -> str:
    data = splice_body(body.encode(), body, rename_hashtags(body, names))
    assert data is not None
    return data.decode()


def test_a_tag_says_where_its_name_stands() -> None:
    assert find_hashtags("a #b\n(#c/d-)") == [Hashtag("b", 3), Hashtag("c/d", 7)]
    assert find_hashtags("a #b")[0].end == 4


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_move_no_tag(end: str) -> None:
    body = "#one\n\n`code\n\nno` #two\n\n```\n#no\n```\n#one/three\n".replace("\n", end)
    assert [body[tag.start : tag.end] for tag in find_hashtags(body)] == ["one", "two", "one/three"]
    renamed = apply(body, {"one": "first"})
    assert renamed == body.replace("#one", "#first")


@pytest.mark.parametrize(
    ("tag", "can"),
    [("ml", True), ("ml/rec-sys", True), ("日本", True), ("cafe", True)]
    + [(tag, False) for tag in ("", "two words", "C++", "#ml", "2024", "fff", "bad", "ml/", "-ml")],
)
def test_which_tags_can_stand_in_a_body(tag: str, can: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_hashtag(tag) is can


@given(st.text(alphabet='#ab /-`\n\r[](){}<>:."$\\', max_size=60))
def test_nothing_but_the_tags_changes(body: str) -> None:
    """There and back gives the first body, and what is between the tags stays."""
    renamed = apply(body, {"a": "new", "b": "old"})
    assert apply(renamed, {"new": "a", "old": "b"}) == body
    assert len(find_hashtags(renamed)) == len(find_hashtags(body))
    plain = [tag for tag in find_hashtags(body) if tag.name.split("/")[0] in {"a", "b"}]
    assert len(renamed) == len(body) + 2 * len(plain)


def test_hostile_bodies_take_no_time() -> None:
    for piece in ("<pre>", "<a #", "](", "[[", "{: #a", "#a", "[x]: #a\n", "`#a"):
        assert isinstance(inline_tags("#x " + piece * 20_000), list)
