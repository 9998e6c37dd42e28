"""Changes to the body of a file that leave every other byte as it is, whatever it is."""

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """Replace the characters of a body from ``start`` to ``end`` by a text.

    Offsets below zero count back from the start of the body, into the front matter.
    """

    start: int
    end: int
    text: str


def splice_body(data: bytes, body: str, splices: Iterable[Splice]) -> bytes | None:
    """Carry out splices that do not overlap.

    Bytes that are not UTF-8 count as one character each, as they do when a file is read, and stay
    what they are.

    Args:
        data: The file as it stands.
        body: The text after its front matter, as it was read.
        splices: Offsets in characters of the body.

    Returns:
        The file with the changes; None when the body is not what the file ends with, because it
        changed in between or is in UTF-16 or UTF-32.
    """
    text = data.decode("utf-8", "surrogateescape")
    start = len(text) - len(body)
    if start < 0 or data.decode("utf-8", "knowlog-western")[start:] != body:
        return None
    pieces: list[str] = []
    at = 0
    for splice in sorted(splices):
        pieces += (text[at : start + splice.start], splice.text)
        at = start + splice.end
    pieces.append(text[at:])
    return "".join(pieces).encode("utf-8", "surrogateescape")


def text_before(data: bytes, body: str) -> str:
    """The text of a file up to its body, character for character as `splice_body` counts.

    Empty when the body is not what the file ends with.
    """
    text = data.decode("utf-8", "knowlog-western")
    return text[: len(text) - len(body)] if text.endswith(body) else ""
