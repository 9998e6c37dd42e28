"""No typed word is lost to its encoding."""

import os

import pytest

from knowlog.cli import decoding


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\n", "a"),
        (b"a\r\nb\r\n", "a\nb"),
        (b"a\n\n", "a\n"),
        (b"caf\xe9 \xe2\x82\xac\n", "café €"),
        ("\ufeffé".encode(), "é"),
        ("é".encode("utf-16"), "é"),
        (b"", ""),
    ],
)
def test_a_pipe_is_text_whatever_its_bytes(data: bytes, text: str) -> None:
    assert decoding.from_bytes(data) == text


@pytest.mark.skipif(os.name == "nt", reason="arguments are never bytes there")
def test_an_argument_that_is_not_utf8_is_read_as_western() -> None:
    assert decoding.argument(os.fsdecode(b"caf\xe9")) == "café"
    assert decoding.argument("知") == "知"


def test_tags_are_clean_and_each_once() -> None:
    assert decoding.tags(["#ml, ML,", " ", "a b", "x/ y"]) == ("ml", "a b", "x/y")
    assert decoding.tags(None) == ()
