"""What can be told of a Markdown text without a renderer: words, a heading, a first paragraph."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain

from knowlog.domain.literal import masked

_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"\w+(?:['\u2019.-]\w+)*")
_INSIDE_WORDS = b"'.-"
_SPACES = bytes(b if chr(b).isalnum() or b == ord("_") else ord(" ") for b in range(256))
"""What is no part of a word becomes a space: much quicker than `_WORD`, for ASCII alone."""

_HEADING = re.compile(r"\n {0,3}#[ \t]+(?P<text>[^\n]*)")
_UNDERLINED = re.compile(r"\n {0,3}(?P<text>[^\s>#|*+=-][^\n]*)\n {0,3}=+[ \t]*(?=\n|\Z)")
_DOUBLE_LINE = re.compile(r"\n {0,3}=")
_NO_PROSE = re.compile(
    r"[ \t]*(?:#{1,6}(?:[ \t]|\Z)|([-*_=+])(?:[ \t]*\1){2,}[ \t]*\Z|\||\{:|\[[^\]]*\]:[ \t]"
    r"|\$\$|\[toc\]\s*\Z)",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"\A[ \t]*(?:>[ \t]?)+(?:\[![a-z]+\][+-]?)?", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})")
_ELEMENTS = (("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<pre", "</pre"))
_ASIDE = "%%"
_INDENTED = ("    ", "\t")
_LINES = 400
"""How far into a body a summary is looked for: nobody starts later."""

_PLAIN = (
    ("{", re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL), " "),
    ("<", re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL), ""),
    ("<", re.compile(r"<((?:https?|mailto):[^<>\s]*)>"), r"\1"),
    ("%%", re.compile(r"(?<![\d%])%%(?!%).*?%%", re.DOTALL), ""),
    (
        "^",
        re.compile(r"\[\^[^\[\]\s]*\]|\^\[[^\[\]]*\]|\s\^(?=[\d-]*[a-zA-Z])[a-zA-Z0-9-]+\Z"),
        "",
    ),
    (
        "]](",
        re.compile(r"!?\[(\[[^\[\]]*\])\]\((?=[^()\s]*[/#.:])[^()]*(?:\([^()]*\)[^()]*)*\)"),
        r"\1",
    ),
    ("[[", re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),
    (
        "![",
        re.compile(r"!\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"),
        r"\1",
    ),
    ("[", re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"), r"\1"),
    ("{:", re.compile(r"\{:[^{}]*\}"), ""),
    ("==", re.compile(r"==(?=\S)(.*?\S)==", re.DOTALL), r"\1"),
    ("", re.compile(r"(\*\*\*|\*\*|\*|~~)(?=\S)(.*?\S)\1", re.DOTALL), r"\2"),
    ("_", re.compile(r"(?<!\w)(__|_)(?=\S)(.*?\S)\1(?!\w)", re.DOTALL), r"\2"),
    ("\\", re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
"""What to take away: a sign without which there is none, how to find it, what stays."""

_LITERAL = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\$\$.+?\$\$|\$(?=\S)[^$\n]+(?<=\S)\$(?!\d)"
    r"|\\(?P<sign>[!-/:-@\[-`{}~])",
    re.DOTALL,
)
"""Code, formulas and signs after a backslash, in which a star is a star."""
_LITERAL_SIGNS = ("`", "$", "\\")
"""One of them starts each of these."""
_KEPT = re.compile(r"\0(\d+)\0")
_DATA_SIGN = "(data:"
_DATA_ADDRESS = re.compile(r"\(data:[^()\s]*\)")
_LONGEST = 4_000
"""Characters of a piece of Markdown that are looked at: what is shown of it is far shorter."""


def count_words(text: str) -> int:
    """How many words a text has; each Chinese and Japanese character counts as one."""
    if text.isascii():
        return len(text.encode().translate(_SPACES, _INSIDE_WORDS).split())
    singles = len(_CJK.findall(text))
    return singles + len(_WORD.findall(_CJK.sub(" ", text) if singles else text))


def first_heading(body: str) -> str:
    """The first level-1 heading as plain text, or an empty string.

    Args:
        body: With LF line ends, as for `first_paragraph`.
    """
    body = f"\n{body}"
    found = _heading(body)
    if found:
        before = body[: found.start()]
        if any(sign in before for sign in ("```", "~~~", "<", _ASIDE)):
            found = _heading(masked(body))
    if found is None:
        return ""
    start, end = found.span("text")
    heading = body[start : min(end, start + _LONGEST)].rstrip(" \t")
    unclosed = heading.rstrip("#")
    return plain(unclosed if unclosed.endswith((" ", "\t")) else heading)


def _heading(body: str) -> re.Match[str] | None:
    """The first level-1 heading; every pattern starts with LF, which makes the search quick."""
    found = _HEADING.search(body)
    if _DOUBLE_LINE.search(body):
        underlined = _UNDERLINED.search(body)
        if underlined and (found is None or underlined.start() < found.start()):
            return underlined
    return found


def first_paragraph(body: str) -> str:
    """The first paragraph that says something, or list item, as plain text."""
    paragraph: list[str] = []
    for line in chain(_outside_code(body.split("\n", _LINES)[:_LINES]), ("",)):
        item = _ITEM.match(line)
        if paragraph and _UNDERLINE.match(line):
            paragraph.clear()  # it was a heading
            continue
        if paragraph and (item or not line.strip() or _NO_PROSE.match(line)):
            if text := plain("\n".join(paragraph)):
                return text
            paragraph.clear()
        if item:
            paragraph.append(line[item.end() :])
        elif line.strip() and not _NO_PROSE.match(line):
            paragraph.append(_QUOTE.sub("", line, count=1))
    return ""


def plain(text: str) -> str:
    """A piece of inline Markdown as one line of text without markup."""
    kept: list[str] = []

    def put_by(literal: re.Match[str]) -> str:
        kept.append(literal["code"] or literal["sign"] or literal[0])
        return f"\0{len(kept) - 1}\0"

    text = text.replace("\0", "")
    if _DATA_SIGN in text:
        text = _DATA_ADDRESS.sub("()", text)
    text = text[:_LONGEST]
    if any(sign in text for sign in _LITERAL_SIGNS):
        text = _LITERAL.sub(put_by, text)
    for sign, pattern, replacement in _PLAIN:
        if sign in text:
            text = pattern.sub(replacement, text)
    text = unescape(text)
    if kept:
        text = _KEPT.sub(lambda place: kept[int(place[1])], text)
    return " ".join(text.split())


def _outside_code(lines: Iterable[str]) -> Iterator[str]:
    """Lines with those of code, comments, styles and scripts made empty, as they are asked for.

    `masked` knows code better, but looks at the whole body; a summary needs its first lines.
    """
    fence, closing, blank_before = "", "", True
    for line in lines:
        found = _FENCE.match(line)
        if fence or closing:
            if fence and found and found["fence"].startswith(fence):
                fence = ""
            elif closing and closing in line.lower():
                closing = ""
            yield ""
        elif found:
            fence = found["fence"]
            yield ""
        else:
            closing = _unclosed(line)
            hidden = closing or (blank_before and line.startswith(_INDENTED))
            blank_before = bool(hidden) or not line.strip()
            yield "" if hidden else line


def _unclosed(line: str) -> str:
    """What ends the element that a line opens and does not close, or an empty string."""
    start = line.lstrip()
    if start[:1] not in ("<", "%"):
        return ""
    start = start.lower()
    if start.startswith(_ASIDE):
        return "" if _ASIDE in start[len(_ASIDE) :] else _ASIDE
    for opening, closing in _ELEMENTS:
        if start.startswith(opening) and closing not in start:
            return closing
    return ""
