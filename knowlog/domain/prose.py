"""What can be told of a Markdown text without a renderer: words, a heading, a first paragraph."""

import re
from html import unescape

from knowlog.domain.code import without_blocks

_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_HEADING = re.compile(
    r"^ {0,3}#[ \t]+(?P<atx>[^\n]*?)(?:[ \t]+#+)?[ \t]*$"
    r"|^ {0,3}(?P<setext>[^\s>#|*+-][^\n]*)\n {0,3}=+[ \t]*$",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NO_PROSE = re.compile(
    r"[ \t]*(?:#{1,6}(?:[ \t]|\Z)|([-*_=+])(?:[ \t]*\1){2,}[ \t]*\Z|=+[ \t]*\Z|-+[ \t]*\Z|\|"
    r"|\{:|\[[^\]]*\]:[ \t]|\$\$|\[toc\]|\Z)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+(?:\[![a-z]+\][+-]?)?", re.IGNORECASE)
_HEAD = 8_000
"""Characters of a body that are searched for a summary: nobody starts later."""

_PLAIN = (
    (re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL), " "),
    (re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<((?:https?|mailto):[^<>\s]*)>"), r"\1"),
    (re.compile(r"\[\^[^\[\]\s]*\]"), ""),
    (re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]"), r"\1"),
    (re.compile(r"!\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\{:[^{}]*\}"), ""),
    (re.compile(r"(\*\*\*|\*\*|\*|~~|==)(?=\S)(.*?\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(?<!\w)(__|_)(?=\S)(.*?\S)\1(?!\w)", re.DOTALL), r"\2"),
    (re.compile(r"`+ ?(.*?) ?`+", re.DOTALL), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def count_words(text: str) -> int:
    """How many words a text has; each Chinese and Japanese character counts as one."""
    if text.isascii():
        return len(_WORD.findall(text))
    singles = len(_CJK.findall(text))
    return singles + len(_WORD.findall(_CJK.sub(" ", text) if singles else text))


def first_heading(body: str) -> str:
    """The first level-1 heading as plain text, or an empty string.

    Args:
        body: With LF line ends, as for `first_paragraph`.
    """
    found = _HEADING.search(body)
    if found and any(mark in body[: found.start()] for mark in ("```", "~~~", "<")):
        found = _HEADING.search(without_blocks(body))
    return plain(found["atx"] or found["setext"] or "") if found else ""


def first_paragraph(body: str) -> str:
    """The first paragraph that says something, or list item, as plain text."""
    for block in _BLANK_LINE.split(without_blocks(body[:_HEAD])):
        if text := plain("\n".join(_prose_lines(block))):
            return text
    return ""


def plain(text: str) -> str:
    """A piece of inline Markdown as one line of text without markup."""
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return " ".join(unescape(text).split())


def _prose_lines(block: str) -> list[str]:
    """The lines of a block up to its second list item, without markers, headings and rules."""
    lines: list[str] = []
    for line in block.split("\n"):
        item = _ITEM.match(line)
        if item and lines:
            break
        if item:
            lines.append(line[item.end() :])
        elif not _NO_PROSE.match(line):
            lines.append(_QUOTE.sub("", line, count=1))
        elif line.strip(" \t=-") == "" and lines and line.strip():
            lines.clear()  # a rule under a text makes it a heading
    return lines
