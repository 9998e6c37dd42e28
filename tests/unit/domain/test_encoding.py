"""Bytes that are not UTF-8 are read as best can be."""

import codecs

import pytest

from knowlog.domain.encoding import as_utf8, count_lines, in_utf8


@pytest.mark.parametrize(
    ("data", "text", "line"),
    [
        ("é".encode("utf-16"), "é", 1),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "é", 1),
        ("é".encode("utf-32"), "é", 1),
        (codecs.BOM_UTF16_LE + b"x", "\ufffd", 1),
        (b"one\r\ncaf\xe9\r\n", "one\r\ncafé\r\n", 2),
        (b"\x93quoted\x94", "“quoted”", 1),
        (b"hole \x81", "hole \x81", 1),
        ("née ".encode() + b"n\xe9e", "née née", 1),
        (b"cut \xe2\x82", "cut â‚", 1),
    ],
)
def test_other_encodings(data: bytes, text: str, line: int) -> None:
    found = as_utf8(data)
    assert found.data.decode() == text
    assert [(one.line, one.kind) for one in found.problems] == [(line, "encoding")]
    assert in_utf8(data) == text.encode()


def test_utf8_stays_what_it_is() -> None:
    data = "é 日本 👋".encode()
    assert as_utf8(data).data is data
    assert as_utf8(codecs.BOM_UTF8 + data).data == data
    assert as_utf8(codecs.BOM_UTF8 + data).mark == 3
    assert in_utf8(codecs.BOM_UTF8 + data) == codecs.BOM_UTF8 + data


def test_a_repaired_file_keeps_its_mark() -> None:
    assert in_utf8(codecs.BOM_UTF8 + b"\xe9") == codecs.BOM_UTF8 + "é".encode()


def test_a_large_file_of_another_encoding_takes_no_longer_than_it_should() -> None:
    data = b"caf\xe9 " * 200_000
    assert len(as_utf8(data).data) == len(data) + 200_000


def test_only_decoding_has_the_error_handler() -> None:
    with pytest.raises(UnicodeEncodeError):
        "\udc80".encode(errors="knowlog-western")


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("a\nb\r\nc\rd", 3), ("\r\r\n", 2)])
def test_lines_end_in_three_ways(text: str, lines: int) -> None:
    assert count_lines(text) == lines
