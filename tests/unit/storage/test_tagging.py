"""Tags are changed in the style that the file keeps them in."""

import pytest

from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter.tagging import edit_tags


def edited(header: str, **changes: object) -> str:
    data = edit_tags(f"---\n{header}\n---\nbody #c\n".encode(), **changes)  # type: ignore[arg-type]  # as given
    return data.decode().removeprefix("---\n").removesuffix("\n---\nbody #c\n")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("tags: [a, b]", "tags: [a, b, c]"),
        ("tags:\n  - a\n  - b", "tags:\n  - a\n  - b\n  - c"),
        ("tags: a b", "tags: a b c"),
        ("tags: 'a b' # x", "tags: 'a b c' # x"),
        ("tags: a, b", "tags: a, b, c"),
        ("tags: a;b", "tags: a;b;c"),
        ("tags: a", "tags: [a, c]"),
        ("tag: a", "tag: [a, c]"),
        ("keywords: a, b c", "keywords: a, b c, c"),
        ("tag: two words", "tag: [two words, c]"),
        ("tags: ['#a', '#b']", "tags: ['#a', '#b', '#c']"),
        ("tags: '#a #b'", "tags: '#a #b #c'"),
        ("tags: #a #b", "tags: [a, b, c]"),
        ("tags:", "tags: [c]"),
        ("tags: []", "tags: [c]"),
        ("tags: [2015, 1.0, no]", "tags: [2015, 1.0, no, c]"),
        ("tags:\n- 2024-01-02", "tags:\n- 2024-01-02\n- c"),
        ("tags: [a, {b: d}]", "tags: [a, {b: d}, c]"),
        ("tags: [C]", "tags: [C]"),
        ("Tags: [a]", "Tags: [a, c]"),
        ("categories: [a]", "categories: [a]\ntags: [c]"),
        ("keywords: [a]\ntags: [b]", "keywords: [a]\ntags: [b, c]"),
        ("categories: c", "categories: c"),
        ("title: A", "title: A\ntags: [c]"),
    ],
)
def test_a_tag_is_added(header: str, wanted: str) -> None:
    assert edited(header, add=["c"]) == wanted


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("tags: [a, B, d]", "tags: [a, d]"),
        ("tags:\n- a\n- b # x\n- d", "tags:\n- a\n- d"),
        ("tags: a b d", "tags: a d"),
        ("tags: a, b, d", "tags: a, d"),
        ("tags: a, b", "tags: a"),
        ("tags: a b", "tags: a"),
        ("tags: '#b #a #d'", "tags: '#a #d'"),
        ("tags: b", "tags: []"),
        ("tags: [b]", "tags: []"),
        ("tags: [a, b]\ncategories: b", "tags: [a]\ncategories: []"),
        ("tags: [b/c, a]", "tags: [b/c, a]"),
        ("title: A", "title: A"),
    ],
)
def test_a_tag_is_removed(header: str, wanted: str) -> None:
    assert edited(header, remove=["b"]) == wanted


def test_tags_with_spaces_need_a_list() -> None:
    assert edited("tags: a b", add=["c d"]) == "tags: [a, b, c d]"
    assert edited("tags: a, b", add=["c;d"]) == "tags: [a, b, c;d]"
    assert edited("tags: a", add=["c d"], remove=["a"]) == "tags: [c d]"


def test_all_at_once() -> None:
    changes = {"add": ["c", "C", "#d"], "remove": ["a"]}
    assert edited("tags: [a, b]", **changes) == "tags: [b, c, d]"


def test_toml_and_its_taxonomies() -> None:
    assert edit_tags(b"+++\ntags = ['a']\n+++\n", add=["b"]) == b"+++\ntags = ['a', 'b']\n+++\n"
    zola = b'+++\n[taxonomies]\ntags = ["a"]\n+++\n'
    wanted = b'+++\n[taxonomies]\ntags = ["b"]\n+++\n'
    assert edit_tags(zola, add=["b"], remove=["a"]) == wanted


def test_nothing_to_do_gives_the_very_bytes() -> None:
    data = b"---\ntags: [a]\n---\n"
    assert edit_tags(data, add=["A"], remove=["x"]) is data
    assert edit_tags(b"body", remove=["x"]) == b"body"


def test_invalid_front_matter_is_refused() -> None:
    with pytest.raises(KnowlogError, match=r"a\.md:2"):
        edit_tags(b"---\ntags: [#a]\n---\n", add=["b"], path="a.md")
