"""Comments that no reader sees, and what only looks like one."""

import pytest

from knowlog.domain.hashtags import inline_tags
from knowlog.domain.literal import masked, without_comments


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("a %%b%% c", "a   c"),
        ("%%b%% c", "  c"),
        ("a%%b\nc%%d", "a d"),
        ("a\n%%\nb\n\n```\nc\n```\n\n%%\nd", "a\n \nd"),
        ("a\r\n%%\r\nb\r\n\r\nc\r\n%%\r\nd", "a\r\n \r\nd"),
        ("a <!-- b --> c", "a   c"),
        ("a %%b\n\nc%% d", "a %%b\n\nc%% d"),
        ("%%\na\n\nb %% c", "%%\na\n\nb %% c"),
        ("100%% and 50%% of", "100%% and 50%% of"),
        ("%%% a %%%", "%%% a %%%"),
        ("a \\%%b%%", "a \\%%b%%"),
        ("`%%a%%`", "`%%a%%`"),
        ("```\n%%\na\n%%\n```\nb", "```\n%%\na\n%%\n```\nb"),
        ("a %%b", "a %%b"),
        ("nothing", "nothing"),
    ],
)
def test_comments_go_and_nothing_else(body: str, seen: str) -> None:
    assert without_comments(body) == seen


def test_a_comment_holds_no_tags() -> None:
    assert inline_tags("#shown %%#not%%\n\n%%\n#nor\n\n#these\n%%\n\n#last") == ["shown", "last"]


def test_what_follows_a_comment_keeps_its_place() -> None:
    assert masked("%%\na\n%%\nb") == "\0\0\n\0\n\0\0\nb"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_what_only_python_takes_for_the_end_of_a_line_opens_no_code(end: str) -> None:
    text = f"a{end}```\r\nb\rc\n"
    assert masked(text) == text
    assert masked(f"```\na{end}```\nb\n```\n") == "\n".join(
        ("\0\0\0", "\0" * 5, "\0", "\0\0\0", "")
    )
