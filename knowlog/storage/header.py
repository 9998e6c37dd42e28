"""Where the front matter of a file starts and ends; knows its fences and none of its languages.

Kept apart from ``storage.frontmatter`` so that a note without front matter is read without
loading a YAML parser, which costs as much time as all the rest of a short command.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["yaml", "toml", "json"]

_MARK = b"\xef\xbb\xbf"
_LINE_END = rb"(?:\r\n|\r|\n|\Z)"
_OPENING = re.compile(rb"(?:(?P<yaml>---)|(?P<toml>\+\+\+)|(?P<json>\{))[ \t]*" + _LINE_END)
_CLOSING: dict[Language, re.Pattern[bytes]] = {
    "yaml": re.compile(rb"[\r\n](?:---|\.\.\.)[ \t]*" + _LINE_END),
    "toml": re.compile(rb"[\r\n]\+\+\+[ \t]*" + _LINE_END),
    "json": re.compile(rb"[\r\n]\}[ \t]*" + _LINE_END),
}
_FIRST_LINE = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?P<line>[^\r\n]*)")
_KEY = re.compile(
    rb"""[ \t]*(?P<key>"[^"\r\n]*"|'[^'\r\n]*'|<<|[^\s#>|*`\[\]{}!<%@&:-][^:\r\n]*)"""
    rb"[ \t]*:(?:\s|\Z)"
)
_BLANK_ENDS = (b"\n\n", b"\r\n\r\n", b"\r\r")
_INDENTED = re.compile(rb"[\r\n][ \t]+[^ \t\r\n]")
_COMMON_KEY = re.compile(rb"(?m)^(?:title|date|tags|layout|draft|categories|description)[ \t]*:")


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter of a file, in bytes counted from its start.

    Attributes:
        language: What it is written in.
        start: Where its first line starts, after the opening fence.
        end: Where the closing fence starts (JSON's braces belong to the text itself).
        body: Where the text after the closing fence starts.
    """

    language: Language
    start: int
    end: int
    body: int


class HeaderText(NamedTuple):
    """A file taken apart around its front matter.

    Attributes:
        mark: Its byte order mark, or nothing.
        rest: All behind that.
        header: Where the front matter stands in the rest.
        text: The front matter without its fences.
    """

    mark: bytes
    rest: bytes
    header: Header
    text: str


def header_text(data: bytes, language: Language) -> HeaderText | None:
    """The front matter of a file; None when it has none in this language, or not in UTF-8.

    Args:
        data: The file as it stands.
        language: What the front matter shall be written in.
    """
    rest = data.removeprefix(_MARK)
    header = find_header(rest)
    if header is None or header.language != language:
        return None
    try:
        text = rest[header.start : header.end].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return HeaderText(data[: len(data) - len(rest)], rest, header, text)


def find_header(data: bytes) -> Header | None:
    """Find the front matter of a file, or tell that it has none.

    Args:
        data: The file as UTF-8 or another superset of ASCII, without byte order mark.

    Returns:
        The header; None when the file does not open with a fence, the fence is never closed,
        or what stands between two ``---`` rules reads as prose.
    """
    opening = _OPENING.match(data)
    if opening is None:
        return None
    language: Language = opening.lastgroup  # type: ignore[assignment]  # the names in _OPENING
    closing = _CLOSING[language].search(data, opening.end() - 1)
    if closing is None:
        return None
    if language == "json":
        return Header("json", 0, closing.start() + 2, closing.end())
    header = Header(language, opening.end(), closing.start() + 1, closing.end())
    if language == "yaml" and not _reads_as_keys(data[header.start : header.end]):
        return None
    return header


def has_open_header(data: bytes) -> bool:
    """Whether a file starts like YAML front matter that nobody closed."""
    opening = _OPENING.match(data)
    return (
        opening is not None
        and opening.lastgroup == "yaml"
        and _COMMON_KEY.match(data, opening.end()) is not None
        and _CLOSING["yaml"].search(data, opening.end() - 1) is None
    )


def _reads_as_keys(text: bytes) -> bool:
    """Whether the first line that says something is a ``key:``, as against prose under a rule."""
    first = _FIRST_LINE.match(text)
    line = first["line"].strip() if first else b""
    if not line:
        return not text.strip() or text.lstrip().startswith(b"#")
    if line.startswith((b"{%", b"{{")):
        return False
    key = _KEY.match(line)
    after_blank = text.startswith((b"\r", b"\n"))
    # A paragraph stands apart from both rules: ``One thing to note: …``.
    apart = after_blank and text.endswith(_BLANK_ENDS) and not _INDENTED.search(text)
    if key is None:
        return line.startswith((b"{", b"?")) or (not after_blank and bool(_COMMON_KEY.search(text)))
    return not (apart and b" " in key["key"].strip())
