"""Reading never fails, whatever the bytes are."""

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.describe import describe
from knowlog.domain.permalinks import place_of
from knowlog.storage.frontmatter.parsing import parse

FENCES = st.sampled_from([b"", b"---\n", b"---\r\n", b"+++\n", b"{\n", b"\xef\xbb\xbf---\n"])
PIECES = st.sampled_from(
    [b"title: ", b"tags:", b"[", b"]", b"{", b"}", b"- ", b"'", b'"', b"&a ", b"*a", b"<<: ",
     b"| ", b"!!int ", b"\t", b"\n", b"\r", b"#", b": ", b"\x00", b"\xe9", b"date = 2024-01-02",
     b"2024-02-30", b"a = ", b"```", b"`", b"<!--", b"? ", b"...", b"---", b"\xf0\x9f\x98\x80"]
)  # fmt: skip
ENDS = st.sampled_from([b"", b"\n---\n", b"\n...\n", b"\n+++\n", b"\n}\n"])
NEARLY = st.lists(PIECES | st.binary(max_size=5), max_size=30).map(b"".join)


@given(st.binary() | st.tuples(FENCES, NEARLY, ENDS, NEARLY).map(b"".join))
def test_any_bytes_give_a_document_and_an_entry(data: bytes) -> None:
    document = parse(data, "a/b.md")
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert document.body_line >= 1
    assert all(1 <= problem.line <= lines + 1 for problem in document.problems)
    entry = describe(document, UTC)
    assert entry.id
    assert entry.title
    place_of(document)


@given(st.text())
def test_without_front_matter_the_text_is_the_body(text: str) -> None:
    text = "x" + text.replace("\x00", "")
    assert (
        parse(text.encode(errors="replace"), "x.md").body == text.encode(errors="replace").decode()
    )
