"""Tags as they are found, and the tags they become."""

import pytest

from knowlog.domain.tags import (
    ancestors,
    clean_tag,
    inline_tags,
    is_under,
    tag_key,
    tag_values,
    unique_tags,
    written_tags,
)


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({"tags": ["a", "b c"]}, ["a", "b c"]),
        ({"tags": "word"}, ["word"]),
        ({"tags": "a b c"}, ["a", "b", "c"]),
        ({"tags": "a, b c; d"}, ["a", "b c", "d"]),
        ({"tags": "#a #b"}, ["a", "b"]),
        ({"tags": ["#a"]}, ["a"]),
        ({"tags": "[a, b]"}, ["a", "b"]),
        ({"tags": ["2015", "1.10"]}, ["2015", "1.10"]),
        ({"tags": ["ml/recsys", "/ml//nlp/"]}, ["ml/recsys", "ml/nlp"]),
        ({"tags": ["日本語", "हिन्दी", "🎉"]}, ["日本語", "हिन्दी", "🎉"]),
        ({"tags": [["a", "b"], "c", {"d": "e"}]}, ["a", "b", "c"]),
        ({"tags": ["", "a", "  ", "#"]}, ["a"]),
        ({"tags": "", "tag": None}, []),
        ({"tag": "two words"}, ["two words"]),
        ({"tag": "#a #b"}, ["a", "b"]),
        ({"keywords": "deep learning, nlp"}, ["deep learning", "nlp"]),
        ({"categories": "a b", "tags": "c"}, ["c", "a", "b"]),
        ({"category": "One", "tags": ["one"]}, ["one"]),
        ({"Tags": ["a"]}, ["a"]),
        ({"taxonomies": {"tags": ["a"], "categories": ["b"], "x": ["c"]}}, ["a", "b"]),
    ],
)
def test_tags_of_front_matter(fields: dict[str, object], tags: list[str]) -> None:
    assert list(unique_tags(written_tags(fields))) == tags


def test_values_keep_the_spelling_of_their_keys() -> None:
    assert tag_values({"Keywords": "b", "TAGS": "a"}) == {"TAGS": "a", "Keywords": "b"}


def test_one_tag_whatever_its_case_or_form_shown_as_first_written() -> None:
    assert unique_tags(["ML", "ml", "Café", "cafe\u0301", "STRASSE", "straße"]) == (
        "ML",
        "Café",
        "STRASSE",
    )
    assert tag_key("Cafe\u0301") == tag_key("CAFÉ")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("#tag", "tag"),
        ("##tag", "tag"),
        ('"tag"', "tag"),
        (" two   words ", "two words"),
        ("a\x1b[31mb\u202e", "a [31mb"),
        ("a / b", "a/b"),
        ("c++", "c++"),
        ("c#", "c#"),
        ("#", ""),
    ],
)
def test_a_tag_is_cleaned(text: str, tag: str) -> None:
    assert clean_tag(text) == tag


def test_a_parent_finds_its_children() -> None:
    assert is_under("ML/recsys", "ml")
    assert is_under("ml", "ML")
    assert not is_under("mlops", "ml")
    assert not is_under("ml", "ml/recsys")
    assert ancestors("a/b/c") == ("a", "a/b")
    assert ancestors("a") == ()


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
    ],
)
def test_inline_tags(body: str, tags: list[str] | None) -> None:
    wanted = ["ml/recsys", "with-dash", "under_score", "trailing", "slash"]
    assert inline_tags(body) == (wanted if tags is None else tags)
