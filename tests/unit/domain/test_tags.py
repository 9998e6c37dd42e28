"""Tags as they are found, and the tags they become."""

import pytest

from knowlog.domain.tags import (
    clean_tag,
    is_under,
    renamed_tag,
    tag_fault,
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


@pytest.mark.parametrize(
    ("tag", "names", "wanted"),
    [
        ("old", {"old": "new"}, "new"),
        ("OLD/deep/er", {"old": "new"}, "new/deep/er"),
        ("older", {"old": "new"}, "older"),
        ("old", {"old/deep": "new"}, "old"),
        ("a/b/c", {"a/b": "x/y/z"}, "x/y/z/c"),
        ("ML", {"ML": "ml"}, "ml"),
        ("ML/NLP", {"ml": "ml"}, "ml/NLP"),
        ("Cafe\u0301/x", {"café": "bar"}, "bar/x"),
        # What lies under the new name already stays there.
        ("ml", {"ml": "ml/core"}, "ml/core"),
        ("ml/recsys", {"ml": "ml/core"}, "ml/core/recsys"),
        ("ml/core/x", {"ml": "ml/core"}, "ml/core/x"),
        ("ml/core", {"ml/core": "ml"}, "ml"),
        # Of two that fit, the lower one counts.
        ("ml/rec/x", {"ml": "a", "ml/rec": "b"}, "b/x"),
        ("ml/rec/x", {"ml/rec": "b", "ml": "a"}, "b/x"),
        # What is written around a tag stays.
        ("#old", {"old": "new"}, "#new"),
        (" old/", {"old": "new"}, " new/"),
        ("old / deep", {"old": "new"}, "new/deep"),
    ],
)
def test_a_tag_gets_another_name(tag: str, names: dict[str, str], wanted: str) -> None:
    assert renamed_tag(tag, names) == wanted


@pytest.mark.parametrize("tag", ["", "#", "/", ' "" ', "a,b", "a;b"])
def test_what_cannot_be_a_tag_has_a_reason(tag: str) -> None:
    assert tag_fault(tag)


@pytest.mark.parametrize("tag", ["a", "#a", "two words", "C++", "日本語", "a/b", "2024"])
def test_what_can_be_a_tag_has_none(tag: str) -> None:
    assert tag_fault(tag) == ""
