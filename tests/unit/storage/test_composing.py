"""A fresh file looks as if its author had typed it."""

from datetime import UTC, datetime

import pytest

from knowlog.storage.frontmatter.composing import compose


def test_keys_in_order_lists_on_one_line_one_blank_line() -> None:
    meta = {
        "title": "Git: rebase",
        "date": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
        "tags": ["git", "1.10", "two words"],
        "draft": True,
    }
    assert compose(meta, "Body\n").decode() == (
        "---\ntitle: 'Git: rebase'\ndate: 2024-01-02 03:04:05+00:00\n"
        "tags: [git, '1.10', two words]\ndraft: true\n---\n\nBody\n"
    )


def test_empty_values_are_left_out_and_false_stays() -> None:
    assert compose({"a": None, "b": "", "c": [], "d": False}, "") == b"---\nd: false\n---\n"


@pytest.mark.parametrize(
    ("body", "end"),
    [("text", "text\n"), ("\n\ntext\n\n", "text\n"), ("  indented", "  indented\n"), ("", "")],
)
def test_the_body_ends_with_one_newline(body: str, end: str) -> None:
    lead = "\n" if end else ""
    assert compose({"title": "日本 👋"}, body).decode() == f"---\ntitle: 日本 👋\n---\n{lead}{end}"


def test_long_and_odd_text_stays_on_one_line() -> None:
    text = "long " * 60 + "and\nbroken"
    assert compose({"title": text}, "").count(b"\n") == 3
