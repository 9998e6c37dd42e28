"""Quotes around values that YAML does not allow without them, and spaces for tabs.

Only what can be meant in one way is touched: a value on the line of its key, a list in brackets,
the indentation of lines. Afterwards the header must say what was read before, with fewer faults.
"""

import re
from collections.abc import Mapping

from knowlog.storage.frontmatter.nodes import HeaderError
from knowlog.storage.frontmatter.parsing import parse_yaml
from knowlog.storage.frontmatter.salvage import Chunk, chunks, salvage, without_tabs
from knowlog.storage.frontmatter.writing import YAML
from knowlog.storage.header import header_text

_BEGINS_OTHERWISE = ("[", "{", '"', "'", "|", ">", "#", "- ")
"""What starts a value of several lines, or one that is quoted already."""

_TEMPLATE = re.compile(r"\{\{.*\}\}|\{%.*%\}")


def requote(data: bytes) -> bytes:
    """A file whose YAML header can be read by all; the same bytes where that takes a person.

    Args:
        data: The file as it stands.
    """
    found = header_text(data, "yaml")
    if found is None:
        return data
    mark, rest, header, text = found
    mended = _requoted(text)
    return mark + rest[: header.start] + mended.encode("utf-8") + rest[header.end :]


def _requoted(text: str) -> str:
    before, faults = _read(text)
    if not faults:
        return text
    pieces = list(chunks(text, ":"))
    start = len(text) - sum(len(piece.raw) for piece in pieces)
    mended = text[:start] + "".join(map(_mended, pieces))
    after, left = _read(mended)
    return mended if after == before and left < faults else text


def _read(text: str) -> tuple[Mapping[str, object], int]:
    """What a header says, and how many of its keys are not YAML."""
    try:
        return parse_yaml(text).written, 0
    except HeaderError:
        found = salvage(text, ":", parse_yaml)
        return found.written, len(found.errors) or 1


def _is_yaml(text: str) -> bool:
    return _read(text)[1] == 0


def _mended(piece: Chunk) -> str:
    """The lines of one key, as YAML."""
    if _is_yaml(piece.text):
        return piece.raw
    if "\t" in piece.raw and _is_yaml(without_tabs(piece.text)):
        return without_tabs(piece.raw)
    value = piece.rest.rstrip()
    if not value or len(piece.text.split()) != len(f"{piece.key}: {value}".split()):
        return piece.raw  # it has more lines
    at = piece.raw.rindex(value, 0, len(piece.raw.split("\n")[0]) + 1)
    return piece.raw[:at] + _quoted(value) + piece.raw[at + len(value) :]


def _quoted(value: str) -> str:
    if value.startswith("[") and value.endswith("]") and not set("[]{}\"'") & set(value[1:-1]):
        items = (item.strip() for item in value[1:-1].split(","))
        return f"[{', '.join(YAML.atom(item, '', in_flow=True) for item in items if item)}]"
    if value.startswith(_BEGINS_OTHERWISE) and not _TEMPLATE.match(value):
        return value
    return YAML.atom(value, '"')
