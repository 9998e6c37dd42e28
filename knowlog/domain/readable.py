"""A body as one reads it: what a line of it says, without the Markdown that stands in the way."""

import re

from knowlog.domain.literal import literal_stretches

_FENCE_LINE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_FORMULA = re.compile(r"\$(?=\S)[^$\n\0]+(?<=\S)\$(?!\d)")
_KEPT = re.compile(r"\0(\d+)\0")

_RULE = re.compile(
    r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*$", re.MULTILINE
)
"""What stands between the head and the rows of a table, or across a page."""

_ROW = re.compile(r"^[ \t>]*\|[ \t]*(.*?)[ \t]*\|[ \t\r]*$", re.MULTILINE)
_BETWEEN_CELLS = re.compile(r"(?:[ \t]*(?<!\\)\|)+[ \t]*")
_TWICE = 2

_MARKS = (
    (re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+(?:\[![\w-]+\][+-]?)?)", re.MULTILINE), ""),
    (re.compile(r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]"), r"\1"),
    (re.compile(r"!?\[([^\[\]]{0,999})\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"), r"\1"),
    (re.compile(r"!?\[([^\[\]]{1,999})\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]*)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,999}>"), ""),
    (re.compile(r"(~~|==)(?=\S)([^~=\n]+)(?<=\S)\1"), r"\2"),
    *(((re.compile(r"(\*{1,3})(?=\S)([^*]{1,999}?)(?<=\S)\1"), r"\2"),) * _TWICE),
    (re.compile(r"(?<!\w)(__?)(?=\S)([^_]{1,999}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
"""Headings and quotes, links, addresses, HTML, what is struck out, marked or stressed, escapes."""


def readable(body: str) -> str:
    """A body without the Markdown that stands in the way of reading one line of it.

    Fences, marks of headings and quotes, the lines of tables, stars, backquotes, HTML tags and the
    targets of links go; the words of links and all code and TeX stay as they are.
    """
    kept: list[str] = []

    def put_by(text: str) -> str:
        kept.append(text)
        return f"\0{len(kept) - 1}\0"

    body = body.replace("\0", "")
    pieces: list[str] = []
    at = 0
    for part in literal_stretches(body):
        code = body[part.start : part.end]
        pieces += (body[at : part.start], put_by(code if part.hidden else _bare(code)))
        at = part.end
    text = _FORMULA.sub(lambda found: put_by(found[0]), "".join([*pieces, body[at:]]))
    text = _ROW.sub(lambda row: _BETWEEN_CELLS.sub(" · ", row[1]), _RULE.sub("", text))
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return _KEPT.sub(lambda place: kept[int(place[1])], text)


def _bare(code: str) -> str:
    """Code or a formula without what encloses it."""
    if "\n" in code and code.lstrip(" \t>").startswith(("```", "~~~")):
        return _FENCE_LINE.sub("", code)
    return code.strip(code[0]) if code[0] in "`$" else code
