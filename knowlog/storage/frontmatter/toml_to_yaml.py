"""TOML front matter as YAML, which every program reads that reads front matter at all.

Keys stay in their order, comments with their keys, times with their offsets. What is written is
read again, and only taken if it says the same.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time

import yaml

from knowlog.storage.frontmatter import toml_tree
from knowlog.storage.frontmatter.composing import FILE_STYLE, FileDumper
from knowlog.storage.frontmatter.nodes import HeaderError
from knowlog.storage.frontmatter.parsing import parse_yaml
from knowlog.storage.header import find_header, header_text

_FENCE = len("+++")
_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*([^\]\n]*?)[ \t]*\]\]?")
_COMMENT = re.compile(r"#[^\n]*")

Path = tuple[str, ...]


class _Float(float):
    """A number that is written as it was: ``1.10`` stays a version."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Dumper(FileDumper):
    """A dumper that knows such numbers."""


def _number(dumper: _Dumper, number: _Float) -> yaml.ScalarNode:
    is_plain = re.fullmatch(r"[-+]?\d+\.\d+", number.text)
    if is_plain:
        return dumper.represent_scalar("tag:yaml.org,2002:float", number.text)
    return dumper.represent_float(float(number))


_Dumper.add_representer(_Float, _number)


@dataclass(slots=True)
class _Comments:
    """The comments of a header.

    Attributes:
        before: Of lines of their own, by the key or table that they stand above.
        behind: At the end of the line of a key.
        last: Below the last key.
    """

    before: dict[Path, list[str]] = field(default_factory=dict)
    behind: dict[Path, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)

    def left(self) -> list[str]:
        """Those that found no key, and those below the last one."""
        above = (one for some in self.before.values() for one in some)
        return [*above, *self.behind.values(), *self.last]


def toml_to_yaml(data: bytes) -> bytes:
    """A file with its TOML front matter in YAML; the same bytes where that cannot be done surely.

    Args:
        data: The file as it stands.
    """
    found = header_text(data, "toml")
    if found is None:
        return data
    mark, rest, header, text = found
    end = "\r\n" if "\r\n" in text else "\n"
    written = _translated(text.replace("\r\n", "\n"))
    if written is None:
        return data
    inner = written.replace("\n", end).encode("utf-8")
    opening = b"---" + rest[_FENCE : header.start]
    return mark + opening + inner + b"---" + rest[header.end + _FENCE :]


def _translated(text: str) -> str | None:
    try:
        meta = tomllib.loads(text, parse_float=_Float)
    except (ValueError, RecursionError):
        return None
    try:
        comments = _comments(text, meta)
    except HeaderError:
        if not _is_simple(text):
            return None  # a comment could be lost
        comments = _Comments(last=_COMMENT.findall(text))
    lines = [*_lines(meta, (), comments), *comments.left()]
    written = "".join(f"{line}\n" for line in lines)
    if find_header(f"---\n{written}---\n".encode()) is None:
        return None  # a first key such as "<" looks like the start of a text
    try:
        same = parse_yaml(written).meta == _plain(meta)
    except HeaderError:
        return None
    return written if same else None


def _is_simple(text: str) -> bool:
    """Whether whatever starts with a hash is a comment."""
    return not re.search(r"[\"'][^\n]*#", text)


def _lines(meta: Mapping[str, object], path: Path, comments: _Comments) -> Iterator[str]:
    """The lines of a table, with its comments."""
    margin = "  " * len(path)
    for key, value in meta.items():
        here = (*path, key)
        yield from (margin + one for one in comments.before.pop(here, ()))
        if isinstance(value, dict) and value:
            behind = comments.behind.pop(here, "")
            name = _dumped({key: None}).removesuffix(" null")
            yield margin + name + (f"  {behind}" if behind else "")
            yield from _lines(value, here, comments)
            continue
        first, *more = _dumped({key: _plain(value)}).split("\n")
        behind = comments.behind.pop(here, "")
        if behind and (more or first.endswith(("|", ">"))):
            yield margin + behind
            behind = ""
        yield margin + first + (f"  {behind}" if behind else "")
        yield from (margin + one if one else "" for one in more)


def _dumped(meta: Mapping[str, object]) -> str:
    text: str = yaml.dump(meta, Dumper=_Dumper, **FILE_STYLE)
    return text.rstrip("\n")


def _plain(value: object) -> object:
    """A value that YAML has a form for; it knows no time of day without a day."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, time) else value


def _comments(text: str, meta: Mapping[str, object]) -> _Comments:
    """Where the comments of a header belong.

    Raises:
        HeaderError: Its keys cannot be found.
    """
    root, _ = toml_tree.compose(text)
    found = _Comments()
    at = 0
    last: Path = ()
    for key, value in root.pairs:
        here = _known(_parts(getattr(key, "text", "")), meta)
        gap = text[at : key.start]
        waiting = _of_gap(gap, last, found, meta)
        waiting += _COMMENT.findall(_outside(text[value.start : value.end]))
        found.before.setdefault(here, []).extend(waiting)
        at, last = value.end, here
    found.last = _of_gap(text[at:], last, found, meta)
    return found


def _of_gap(gap: str, last: Path, found: _Comments, meta: Mapping[str, object]) -> list[str]:
    """Give away the comments between two values; what is left is of the second one."""
    waiting: list[str] = []
    for number, line in enumerate(gap.split("\n")):
        table = _TABLE.match(line)
        if table:
            place = _known(_parts(table[1]), meta)
            found.before.setdefault(place, []).extend(waiting)
            waiting = []
        comments = _COMMENT.findall(line[table.end() :] if table else line)
        if number or not last or last in found.behind:
            waiting += comments
        elif comments:
            found.behind[last] = comments[0]
    return waiting


def _outside(text: str) -> str:
    """What of a value is no string; a list of several lines can hold comments."""
    return toml_tree.STRING.sub("", text) if text.startswith("[") else ""


def _parts(name: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def _known(path: Path, meta: Mapping[str, object]) -> Path:
    """As much of a path as leads through tables; a list of tables is one thing."""
    place: object = meta
    for depth, part in enumerate(path):
        if not isinstance(place, dict) or part not in place:
            return path[:depth]
        place = place[part]
    return path
