"""Changes to the body of a file, byte for byte."""

import pytest

from knowlog.domain.encoding import as_utf8
from knowlog.domain.splicing import Splice, splice_body, text_before


@pytest.mark.parametrize(
    ("data", "after"),
    [
        (b"---\ntitle: A\n---\nabcdef", b"---\ntitle: A\n---\naXXdefYZ"),
        (b"\xef\xbb\xbfabcdef", b"\xef\xbb\xbfaXXdefYZ"),
        (b"---\r\nt: \xe9\r\n---\r\nab\xe9def\r\n", b"---\r\nt: \xe9\r\n---\r\naXXdefYZ\r\n"),
        (b"ab\xc3\xbcd\xffef", b"aXXd\xffefYZ"),
    ],
)
def test_all_other_bytes_stay(data: bytes, after: bytes) -> None:
    text = as_utf8(data).data.decode()
    body = text[text.index("ab") :]
    end = len(body.rstrip())
    splices = [Splice(end, end, "YZ"), Splice(1, 3, "XX")]
    assert splice_body(data, body, splices) == after


def test_a_body_that_the_file_does_not_end_with_is_not_changed() -> None:
    assert splice_body(b"abc", "abd", [Splice(0, 1, "X")]) is None
    assert splice_body(b"abc", "longer than it", []) is None
    assert splice_body("\ufeffabc".encode("utf-16-le"), "abc", [Splice(0, 1, "X")]) is None


def test_front_matter_is_counted_back_from_the_body() -> None:
    data = b"\xef\xbb\xbf---\na: \xe9 [[b]]\n---\nbody"
    before = text_before(data, "body")
    assert before == "\ufeff---\na: é [[b]]\n---\n"
    start = before.index("b]") - len(before)
    after = splice_body(data, "body", [Splice(start, start + 1, "ccc"), Splice(0, 4, "x")])
    assert after == b"\xef\xbb\xbf---\na: \xe9 [[ccc]]\n---\nx"
    assert text_before(data, "other") == ""
