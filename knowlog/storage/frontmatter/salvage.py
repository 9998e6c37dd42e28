"""What can be saved of a header that its language does not allow: key by key."""

import re
from collections.abc import Callable, Iterator, Mapping

from knowlog.storage.reading import FrontMatter

ParseChunk = Callable[[str], FrontMatter | None]

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_KEY = r"""(?P<key>"[^"]*"|'[^']*'|[^\s#>|*`\[\]{}!<%@&:=-][^:=\r\n]*?)[ \t]*"""
_KEY_LINES = {
    ":": re.compile(_KEY + r":(?:[ \t]+(?P<rest>[^\r\n]*))?[ \t]*(?=[\r\n]|\Z)"),
    "=": re.compile(_KEY + r"=[ \t]*(?P<rest>[^\r\n]*)"),
}
_LIST_ITEM = re.compile(r"[ \t]*-[ \t]+([^\r\n]*)")


def salvage(text: str, separator: str, parse: ParseChunk) -> FrontMatter | None:
    """Read each top-level key by itself; where even that fails, take its text as it stands.

    Args:
        text: The header.
        separator: ``:`` in YAML, ``=`` in TOML.
        parse: Reads a piece of header; None when it cannot.

    Returns:
        What could be read, or None when the text reads as prose rather than as keys.
    """
    meta: dict[str, object] = {}
    written: dict[str, object] = {}
    for key, rest, chunk in _chunks(text, _KEY_LINES[separator]):
        found = parse(chunk) or parse(_untabbed(chunk))
        if found is None:
            value = _as_it_stands(rest, chunk)
            found = FrontMatter({key: value}, {key: value})
        meta.update(found.meta)
        written.update(found.written)
    return FrontMatter(meta, written) if meta else None


def _chunks(text: str, key_line: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Each top-level key with the rest of its line, and its lines up to the next key."""
    lines = [line for line in _LINES.findall(text) if line]
    margin = min((_margin(line) for line in lines if key_line.match(line.lstrip())), default=0)
    current: tuple[str, str, list[str]] | None = None
    for line in lines:
        found = key_line.match(line, margin) if _margin(line) == margin else None
        if found:
            if current:
                yield current[0], current[1], "".join(current[2])
            current = (found["key"].strip("\"'"), found["rest"] or "", [line[margin:]])
        elif current:
            current[2].append(line[margin:] if not line[:margin].strip() else line)
    if current:
        yield current[0], current[1], "".join(current[2])


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _untabbed(chunk: str) -> str:
    return "".join(
        line[: _margin(line)].replace("\t", "  ") + line[_margin(line) :]
        for line in _LINES.findall(chunk)
    )


def _as_it_stands(rest: str, chunk: str) -> object:
    rest = rest.strip()
    if rest.startswith("[") and rest.endswith("]"):
        return [_unquoted(item) for item in rest[1:-1].split(",") if item.strip()]
    if rest:
        return _unquoted(rest)
    items = [found[1] for line in _LINES.findall(chunk) if (found := _LIST_ITEM.match(line))]
    return [_unquoted(item) for item in items] if items else ""


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text
