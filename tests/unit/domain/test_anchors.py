"""The ids of headings."""

import pytest

from knowlog.domain.anchors import Anchors, anchor


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What's new?", "whats-new"),
        ("A  b", "a--b"),
        ("snake_case & C++", "snake_case--c"),
        ("日本語 の見出し", "日本語-の見出し"),
        ("Cafe\u0301", "café"),
        ("!", ""),
        ("मात्राएँ, शब्द", "मात्राएँ-शब्द"),
    ],
)
def test_anchor(text: str, wanted: str) -> None:
    assert anchor(text) == wanted


def test_each_id_is_given_once() -> None:
    anchors = Anchors()
    assert [anchors.give("a"), anchors.give("A!"), anchors.reserve("a"), anchors.give("a-1")] == [
        "a",
        "a-1",
        "a-2",
        "a-1-1",
    ]
    assert anchors.give("?") == "section"


def test_ids_in_html_are_known() -> None:
    anchors = Anchors()
    anchors.claim("x")
    assert anchors.has("x")
    assert anchors.give("x") == "x-1"
    assert not anchors.has("y")
