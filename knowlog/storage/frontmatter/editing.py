"""Changes to the front matter of a file that leave every other byte as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowlog.domain.encoding import count_lines
from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter.nodes import HeaderError
from knowlog.storage.frontmatter.parsing import interpret
from knowlog.storage.frontmatter.splices import Header, apply, has_anchor, remove_key, set_value
from knowlog.storage.frontmatter.writing import TOML, YAML, AsWritten, Syntax, Value
from knowlog.storage.header import Language, find_header, has_open_header
from knowlog.storage.reading import FrontMatter

_MARK = b"\xef\xbb\xbf"
_NEWLINE = re.compile(rb"\r\n|\r|\n")
_FIRST_LINE = 2
_SYNTAXES: dict[Language, Syntax] = {"yaml": YAML, "toml": TOML}
_INVALID = frozenset({"invalid-yaml", "invalid-toml", "header-too-long"})
BY_HAND = "Change it by hand in an editor; nothing was written."


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """A file open for a change of its front matter.

    Attributes:
        before: The bytes up to the header's text.
        header: The header; empty when the file has none.
        after: The bytes from the header's end.
    """

    before: bytes
    header: Header
    after: bytes


def edit(data: bytes, changes: Mapping[str, Value | None], *, path: str = "the file") -> bytes:
    """Set or remove keys; only the lines of their values change.

    Args:
        data: The file as it stands.
        changes: Key to new value, or to None to remove the key.
        path: For messages.

    Returns:
        The file with the changes; front matter is put on top when it had none.

    Raises:
        KnowlogError: The front matter is invalid or cannot be changed without harm.
    """
    file = open_header(data, path)
    try:
        text = _edited(file.header, changes)
        check(file.header, text, changes)
    except HeaderError as error:
        raise KnowlogError(f"{path}: the front matter would break: {error}", BY_HAND) from None
    if text == file.header.text:
        return data
    return file.before + text.encode("utf-8") + file.after


def open_header(data: bytes, path: str) -> HeaderFile:
    """Find the header of a file, or the place for a new one.

    Raises:
        KnowlogError: It cannot be changed: it is invalid, not UTF-8, or JSON.
    """
    mark = len(_MARK) if data.startswith(_MARK) else 0
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_utf8(path, 1)
    if has_open_header(data[mark:]):
        raise KnowlogError(f"{path}:1: the front matter is never closed", BY_HAND)
    newline = _NEWLINE.search(data)
    end_of_line = newline[0] if newline else b"\n"
    found = find_header(data[mark:])
    if found:
        start, end = mark + found.start, mark + found.end
        header = _header(data[start:end], found.language, end_of_line.decode(), path)
        if header:
            return HeaderFile(data[:start], header, data[end:])
    fence = YAML.fence.encode() + end_of_line
    root, insert_at = YAML.compose("")
    header = Header("", root, insert_at, end_of_line.decode(), YAML)
    return HeaderFile(data[:mark] + fence, header, fence + data[mark:])


def _header(raw: bytes, language: Language, newline: str, path: str) -> Header | None:
    """The header in these bytes, or None when they are prose between two rules."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise _not_utf8(path, _FIRST_LINE + count_lines(before)) from None
    meaning = interpret(language, text, _FIRST_LINE)
    if meaning is None:
        return None
    for problem in meaning.problems:
        if problem.kind in _INVALID:
            raise KnowlogError(f"{path}:{problem.line}: {problem.message}", BY_HAND)
    syntax = _SYNTAXES.get(language)
    if syntax is None:
        raise KnowlogError(f"{path}:1: front matter in {language.upper()} is only read", BY_HAND)
    try:
        root, insert_at = syntax.compose(text)
    except HeaderError as error:
        line = _FIRST_LINE + error.line
        raise KnowlogError(f"{path}:{line}: {error}", BY_HAND) from None
    return Header(text, root, insert_at, newline, syntax)


def _edited(header: Header, changes: Mapping[str, Value | None]) -> str:
    for key, value in changes.items():
        splices = remove_key(header, key) if value is None else set_value(header, key, value)
        text = apply(header.text, splices)
        root, insert_at = header.syntax.compose(text)
        header = replace(header, text=text, root=root, insert_at=insert_at)
    return header.text


def check(header: Header, text: str, changes: Mapping[str, Value | None]) -> None:
    """Read both texts and compare: a key that changed unasked would be a loss.

    Raises:
        HeaderError: Something is not as it was asked for.
    """
    before, after = header.syntax.parse(header.text), header.syntax.parse(text)
    for key, value in changes.items():
        if not _is_set(after, key, value):
            raise HeaderError(0, f"{key!r} cannot be changed by itself")
    # What is named by an alias elsewhere changes there too, as its author wanted.
    if not any(has_anchor(node) for key in changes for _, node in header.pairs(key)):
        tops = {top for key in changes for top in (key, key.partition(".")[0])}
        for view in ("meta", "written"):
            kept = [
                {key: value for key, value in getattr(side, view).items() if key not in tops}
                for side in (before, after)
            ]
            if repr(kept[0]) != repr(kept[1]):
                raise HeaderError(0, "another key would change")


def _is_set(meaning: FrontMatter, key: str, value: Value | None) -> bool:
    if value is None:
        return key not in meaning.meta
    if isinstance(value, AsWritten):
        texts = _value_at(meaning.written, key)
        return isinstance(texts, list) and [one for one in texts if isinstance(one, str)] == value
    found = _value_at(meaning.meta, key)
    if isinstance(value, datetime):
        return found == value.replace(microsecond=0)
    return found == (list(value) if isinstance(value, tuple) else value)


def _value_at(meta: Mapping[str, object], key: str) -> object:
    """The value of a key, or of ``table.key`` in TOML."""
    table, _, name = key.partition(".")
    inner = meta.get(table)
    return inner.get(name) if name and isinstance(inner, dict) else meta.get(key)


def _not_utf8(path: str, line: int) -> KnowlogError:
    return KnowlogError(
        f"{path}:{line}: the front matter is not UTF-8",
        "knowlog doctor --fix encoding saves the file as UTF-8; nothing was written.",
    )
