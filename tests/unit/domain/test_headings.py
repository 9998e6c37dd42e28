"""The places in a body that a link can lead to."""

import pytest

from knowlog.domain.headings import find_places


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("# A b\n", [(1, "A b", "a-b")]),
        ("#not one\n####### nor this\n", []),
        ("# A #\r\n\r\n## B ##\r\n", [(1, "A", "a"), (2, "B", "b")]),
        ("# A\r## B\r", [(1, "A", "a"), (2, "B", "b")]),
        ("## C#\n", [(2, "C#", "c")]),
        ("A\n===\n\nB b\n---\n\n---\n", [(1, "A", "a"), (2, "B b", "b-b")]),
        ("> # Q\n- # L\n", [(1, "Q", "q"), (1, "L", "l")]),
        ("#\n\n#\n", [(1, "", "section"), (1, "", "section-1")]),
        ("## T {#x}\n## U {: .c #y}\n", [(2, "T", "x"), (2, "U", "y")]),
        ("## `code` *em* [x](y)\n", [(2, "code em x", "code-em-x")]),
        ("## A\n## A\n", [(2, "A", "a"), (2, "A", "a-1")]),
        ("```\n# no\n```\n\n    # nor this\n<!-- # nor\n# this -->\n", []),
        ("a | b\n--- | ---\n- item\n---\n", []),
        ("## 見出し\n", [(2, "見出し", "見出し")]),
    ],
)
def test_headings(body: str, headings: list[tuple[int, str, str]]) -> None:
    found = find_places(body).headings
    assert [(one.level, one.text, one.anchor) for one in found] == headings


def test_the_words_of_a_heading_stand_where_it_says() -> None:
    body = "x\r\n\r\n##  One *two* ##\r\nThree\r\n---\r\n# Four {#f}\r\n"
    found = find_places(body).headings
    assert [body[one.start : one.end] for one in found] == ["One *two*", "Three", "Four"]


def test_ids_that_the_author_wrote() -> None:
    body = (
        "<a name='z'></a> <div id=q>\n<p class='x' id=\"w\">\nfoo ^blk-1\n{: .c #k}\n`<a id=no>`\n"
    )
    assert find_places(body).others == {"z", "q", "w", "^blk-1", "k"}


def test_anchors_tell_the_words_of_their_headings() -> None:
    assert find_places("# A b\n<a id=x></a>\n").anchors == {"x": "", "a-b": "A b"}
