"""The headings of a body and every other place in it that a link can lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from knowlog.domain.anchors import Anchors
from knowlog.domain.literal import masked
from knowlog.domain.prose import plain

_ATX = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(?P<marks>#{1,6})(?=[ \t\n]|\Z)(?P<text>[^\n]*)",
    re.MULTILINE,
)
_UNDERLINED = re.compile(
    r"^ {0,3}(?P<text>[^\s>#|*+=-][^\n]*)\n {0,3}(?P<line>=+|-+)[ \t]*(?=\n|\Z)", re.MULTILINE
)
_CHOSEN = re.compile(r"[ \t]+\{:?[ \t]*(?:[^{}]*[ \t])?#(?P<id>[\w:.-]+)[^{}]*\}\Z")
_HTML_ID = re.compile(
    r"<[a-zA-Z][a-zA-Z0-9]*(?=\s)[^<>]*?\s(?:id|name)\s*=\s*"
    r"""(?:"(?P<double>[^"<>]+)"|'(?P<single>[^'<>]+)'|(?P<bare>[^\s"'=<>`]+))"""
)
_LIST_ID = re.compile(r"\{:[^{}\n]*?#(?P<id>[\w:.-]+)[^{}\n]*\}")
_BLOCK_ID = re.compile(r"(?:^|(?<=\s))\^(?P<id>[A-Za-z0-9-]+)[ \t]*(?=\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body.

    Attributes:
        level: 1 to 6.
        text: Its words without markup.
        anchor: The id that links name it by.
        start: Where its words start in the body, in characters.
        end: The first character after them.
    """

    level: int
    text: str
    anchor: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a body a link can lead to.

    Attributes:
        headings: In the order of the text.
        others: Ids that the author wrote: in HTML, as ``{: #id}``, and ``^id`` of blocks.
    """

    headings: tuple[Heading, ...]
    others: frozenset[str]

    @property
    def anchors(self) -> dict[str, str]:
        """Every id with the words of its heading; ids that are no heading's have none."""
        return dict.fromkeys(sorted(self.others), "") | {
            heading.anchor: heading.text for heading in self.headings
        }


def find_places(body: str, mask: str | None = None) -> Places:
    """Find the headings and ids of a body as the exported site gives them; code holds none.

    Args:
        body: As it was read, with any line ends.
        mask: The body with its code made unreadable, for who has it already.
    """
    text = masked(body) if mask is None else mask
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    given = Anchors()
    headings = []
    for level, start, stop in sorted(_spans(text), key=itemgetter(1)):
        chosen = _CHOSEN.search(body, start, stop)
        end = chosen.start() if chosen else stop
        words = plain(body[start:end])
        name = given.reserve(chosen["id"]) if chosen else given.give(words)
        headings.append(Heading(level, words, name, start, end))
    return Places(tuple(headings), frozenset(_ids(text)))


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Level, start and end of the words of every heading."""
    if "#" in text:
        for match in _ATX.finditer(text):
            yield len(match["marks"]), *_trimmed(match)
    if "\n=" in text or "\n-" in text or "\n " in text:
        for match in _UNDERLINED.finditer(text):
            yield 1 if match["line"][0] == "=" else 2, *_trimmed(match)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The span of the words without the white space and number signs around them."""
    start, end = match.span("text")
    words = match["text"].rstrip(" \t")
    closed = words.rstrip("#")
    if not closed or closed.endswith((" ", "\t")):
        words = closed.rstrip(" \t")
    return min(start + len(words) - len(words.lstrip(" \t")), end), start + len(words)


def _ids(text: str) -> Iterator[str]:
    if "<" in text:
        for match in _HTML_ID.finditer(text):
            yield match["double"] or match["single"] or match["bare"]
    if "{:" in text:
        for match in _LIST_ID.finditer(text):
            yield match["id"]
    if "^" in text:
        for match in _BLOCK_ID.finditer(text):
            yield f"^{match['id']}"
