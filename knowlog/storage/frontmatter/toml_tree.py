"""TOML text to a tree of nodes that know where in the text they stand.

``tomllib`` says what a header means and not where. This finds the places of keys and values in
a header that ``tomllib`` has accepted, so it need not be strict.
"""

import re
import tomllib

from knowlog.storage.frontmatter.nodes import HeaderError, Mapping, Node, Scalar, Sequence, line_of

_SKIPPED = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)+")
_TABLE = re.compile(r"\[\[?[ \t]*(?P<name>[^\]\r\n]*?)[ \t]*\]\]?")
_PART = r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[\w-]+)"
_KEY = re.compile(rf"(?P<key>{_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*=[ \t]*")
STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\r\n]|\\.)*"|\'[^\'\r\n]*\'', re.DOTALL
)
_BRACE = re.compile(rf"{STRING.pattern}|[{{}}]", re.DOTALL)
_BARE = re.compile(r"[^,\]}#\r\n]*[^,\]}#\r\n \t]")


def compose(text: str) -> tuple[Mapping, int]:
    """Build the tree of a header; keys inside a table are named ``table.key``.

    Args:
        text: What stands between the fences.

    Returns:
        The root, and where a new top-level key can be put.

    Raises:
        HeaderError: It is TOML of a rare kind, such as quotes inside the name of a key.
    """
    root = Mapping(0, len(text), flow=False)
    table, insert_at = "", len(text)
    at = _skip(text, 0)
    while at < len(text):
        if header := _TABLE.match(text, at):
            if not table:
                insert_at = _line_start(text, at)
            table = header["name"] + "."
            at = header.end()
        else:
            key, at = _key(text, at, table)
            value, at = _value(text, at)
            root.pairs.append((key, value))
        at = _skip(text, at)
    return root, insert_at


def _skip(text: str, at: int) -> int:
    found = _SKIPPED.match(text, at)
    return found.end() if found else at


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _key(text: str, at: int, table: str) -> tuple[Scalar, int]:
    found = _needed(_KEY.match(text, at), text, at)
    name = found["key"].strip("\"'")
    return Scalar(at, found.end("key"), table + name), found.end()


def _value(text: str, at: int) -> tuple[Node, int]:
    if text.startswith("[", at):
        return _array(text, at)
    if text.startswith("{", at):
        end = _closing(text, at)
        return Scalar(at, end, text[at:end]), end
    found = _needed(STRING.match(text, at) or _BARE.match(text, at), text, at)
    raw = found[0]
    if raw[0] not in "\"'":
        return Scalar(at, found.end(), raw), found.end()
    value = tomllib.loads(f"text = {raw}")["text"]
    return Scalar(at, found.end(), value, raw[0]), found.end()


def _array(text: str, at: int) -> tuple[Sequence, int]:
    array = Sequence(at, at, flow=True)
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        item, at = _value(text, at)
        array.items.append(item)
        at = _skip(text, at)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
    array.end = at + 1
    return array, array.end


def _closing(text: str, at: int) -> int:
    """The end of an inline table."""
    at, depth = at + 1, 1
    while depth:
        found = _needed(_BRACE.search(text, at), text, at)
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        at = found.end()
    return at


def _needed(found: re.Match[str] | None, text: str, at: int) -> re.Match[str]:
    if found is None:
        raise HeaderError(line_of(text, at), "it is TOML of a kind that is only read")
    return found
