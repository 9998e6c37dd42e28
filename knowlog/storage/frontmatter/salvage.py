"""What can be saved of a header that its language does not allow: key by key."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from knowlog.storage.frontmatter.nodes import HeaderError
from knowlog.storage.reading import FrontMatter

Parse = Callable[[str], FrontMatter]

_MAX_KEYS = 1_000
"""How many keys are read one by one; beyond it is no front matter that anybody wrote."""

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_KEY = r"""(?P<key>"[^"]*"|'[^']*'|[^\s#>|*`\[\]{}!<%@&:=-][^:=\r\n]*?)[ \t]*"""
_KEY_LINES = {
    ":": re.compile(_KEY + r":(?:[ \t]+|(?=[\r\n]|\Z)|(?<=[a-z]:)(?!/))(?P<rest>[^\r\n]*)"),
    "=": re.compile(_KEY + r"=[ \t]*(?P<rest>[^\r\n]*)"),
}
_LIST_ITEM = re.compile(r"[ \t]*-[ \t]+([^\r\n]*)")


@dataclass(slots=True)
class Salvaged:
    """What was saved, and what was wrong with the rest.

    Attributes:
        meta: As `FrontMatter.meta`; text for keys that could not be read.
        written: As `FrontMatter.written`.
        errors: One for each such key; lines counted from 0 in the header.
    """

    meta: dict[str, object] = field(default_factory=dict)
    written: dict[str, object] = field(default_factory=dict)
    errors: list[HeaderError] = field(default_factory=list)


@dataclass(slots=True)
class Chunk:
    """A top-level key with all lines up to the next one.

    Attributes:
        key: Without quotes.
        rest: What follows it on its line.
        line: Of the key, counted from 0 in the header.
        text: The lines without the margin that all keys have.
        raw: The lines as they stand.
    """

    key: str
    rest: str
    line: int
    text: str
    raw: str


def salvage(text: str, separator: str, parse: Parse) -> Salvaged:
    """Read each top-level key by itself; where even that fails, take its text as it stands.

    Args:
        text: The header.
        separator: ``:`` in YAML, ``=`` in TOML.
        parse: Reads a piece of header; raises HeaderError when it cannot.
    """
    saved = Salvaged()
    for chunk in islice(chunks(text, separator), _MAX_KEYS):
        try:
            found = parse(chunk.text)
        except HeaderError as error:
            # Unclosed brackets are found missing only at the end; the fault is in the last line.
            line = min(error.line, len(_LINES.findall(chunk.text.rstrip())) - 1)
            saved.errors.append(HeaderError(chunk.line + line, error.reason))
            found = _second_try(chunk, parse)
        saved.meta.update(found.meta)
        saved.written.update(found.written)
    return saved


def chunks(text: str, separator: str) -> Iterator[Chunk]:
    """The top-level keys of a header, from the first one to its end; arguments as `salvage`."""
    key_line = _KEY_LINES[separator]
    lines = _LINES.findall(text)
    key_lines = (line for line in lines if key_line.match(line, _margin(line)))
    margin = min(map(_margin, key_lines), default=0)
    chunk: Chunk | None = None
    for number, line in enumerate(lines):
        found = key_line.match(line, margin) if _margin(line) == margin else None
        if found:
            if chunk:
                yield chunk
            key = found["key"].strip("\"'")
            chunk = Chunk(key, found["rest"] or "", number, line[margin:], line)
        elif chunk:
            chunk.text += line[min(margin, _margin(line)) :]
            chunk.raw += line
    if chunk:
        yield chunk


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _second_try(chunk: Chunk, parse: Parse) -> FrontMatter:
    """Tabs are the most common fault, and easily read as they were meant."""
    if "\t" in chunk.text:
        try:
            return parse(without_tabs(chunk.text))
        except HeaderError:
            pass
    value = _as_it_stands(chunk)
    return FrontMatter({chunk.key: value}, {chunk.key: value})


def without_tabs(text: str) -> str:
    """The lines with two spaces for each tab that indents them."""
    return "".join(
        line[: _margin(line)].replace("\t", "  ") + line[_margin(line) :]
        for line in _LINES.findall(text)
    )


def _as_it_stands(chunk: Chunk) -> object:
    rest = chunk.rest.strip()
    if rest.startswith("[") and rest.endswith("]"):
        return [_unquoted(item) for item in rest[1:-1].split(",") if item.strip()]
    if rest:
        return _unquoted(rest)
    items = [found[1] for line in _LINES.findall(chunk.text) if (found := _LIST_ITEM.match(line))]
    return [_unquoted(item) for item in items] if items else ""


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text
