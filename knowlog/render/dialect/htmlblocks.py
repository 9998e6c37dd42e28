"""HTML as kramdown reads it: ``<div markdown="1">``, and tags indented inside other tags."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_OPENING = re.compile(
    r"""<(?P<tag>[a-zA-Z][a-zA-Z0-9]*)\b(?P<before>[^<>]*?)\s+markdown\s*=\s*(?P<quote>["']?)"""
    r"""(?:1|block|span)(?P=quote)(?P<after>[^<>]*)>"""
)

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])")
_BLOCK_TAG = re.compile(
    r"<(?P<slash>/?)(?:article|aside|center|details|div|dl|figure|footer|header|main|nav|ol|section"
    r"|table|tbody|td|tr|ul)\b[^<>]*(?<!/)>",
    re.IGNORECASE,
)


_ATX = re.compile(r" {0,3}#{1,6}[ \t]+\S")


def install(dialect: MarkdownIt) -> None:
    """Look for the attribute before the ordinary rule takes the block as it is."""
    dialect.block.ruler.before(
        "html_block",
        "markdown_in_html",
        _markdown_in_html,
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    dialect.block.ruler.before("code", "html_in_html", _html_in_html)
    dialect.block.ruler.before(
        "html_block", "html_before_heading", _html_before_heading, {"alt": ["paragraph"]}
    )


def _html_before_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """End a block of HTML before a heading right below it, when all it opened is closed again.

    CommonMark goes on to the next blank line and would show the number signs.
    """
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not _BLOCK_TAG.match(state.src, start):
        return False
    depth = 0
    for line in range(start_line, end_line):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if not text.strip():
            return False
        if line > start_line and not depth and _ATX.match(text):
            if not silent:
                token = state.push("html_block", "", 0)
                token.content = state.getLines(start_line, line, state.blkIndent, keepLastLF=True)
                token.map = [start_line, line]
                state.line = line
            return True
        for tag in _BLOCK_TAG.finditer(text):
            depth = max(0, depth + (-1 if tag["slash"] else 1))
    return False


def _html_in_html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """Read an indented tag inside an open element as HTML, though a blank line stands before it."""
    if silent or not state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not _TAG.match(state.src, start) or not _is_inside_html(state):
        return False
    last = start_line + 1
    while last < end_line and not state.isEmpty(last):
        last += 1
    token = state.push("html_block", "", 0)
    token.content = "".join(
        state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]] + "\n"
        for line in range(start_line, last)
    )
    token.map = [start_line, last]
    state.line = last
    return True


def _is_inside_html(state: StateBlock) -> bool:
    """Whether the HTML so far leaves an element open; each block of it is looked at once."""
    seen, depth = state.env.get("html_depth", (0, 0))
    for token in state.tokens[seen:]:
        if token.type == "html_block":
            for tag in _BLOCK_TAG.finditer(token.content):
                depth = max(0, depth + (-1 if tag["slash"] else 1))
    state.env["html_depth"] = (len(state.tokens), depth)
    return bool(depth)


def _markdown_in_html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    start = state.bMarks[start_line] + state.tShift[start_line]
    opening = _OPENING.match(state.src, start, state.eMarks[start_line])
    if not opening or state.is_code_block(start_line):
        return False
    close_line, closing = _close(state, opening, start_line, end_line)
    if closing is None:
        return False
    if silent:
        return True
    tag = opening["tag"].lower()
    _push_html(state, f"<{tag}{opening['before']}{opening['after']}>", start_line)
    if close_line == start_line:
        _push_inline(state, state.src[opening.end() : closing.start()].strip(), start_line)
    else:
        _push_inline(state, state.src[opening.end() : state.eMarks[start_line]].strip(), start_line)
        _push_blocks(state, start_line + 1, close_line)
        before = state.src[state.bMarks[close_line] : closing.start()].strip()
        _push_inline(state, before, close_line)
    _push_html(state, f"</{tag}>", close_line)
    _push_inline(state, state.src[closing.end() : state.eMarks[close_line]].strip(), close_line)
    state.line = close_line + 1
    return True


def _close(
    state: StateBlock, opening: re.Match[str], start_line: int, end_line: int
) -> tuple[int, re.Match[str] | None]:
    """Find the line and the place of the tag that closes this one."""
    tags = re.compile(rf"<(?P<slash>/?){opening['tag']}\b[^<>]*>", re.IGNORECASE)
    unclosed = state.env.setdefault("unclosed_html", set())
    if opening["tag"] in unclosed:
        return start_line, None
    depth = 1
    at = opening.end()
    for line in range(start_line, end_line):
        for tag in tags.finditer(state.src, max(at, state.bMarks[line]), state.eMarks[line]):
            depth += -1 if tag["slash"] else 1
            if not depth:
                return line, tag
    unclosed.add(opening["tag"])
    return start_line, None


def _push_html(state: StateBlock, html: str, line: int) -> None:
    token = state.push("html_block", "", 0)
    token.content = html + "\n"
    token.map = [line, line + 1]


def _push_inline(state: StateBlock, text: str, line: int) -> None:
    if text:
        token = state.push("inline", "", 0)
        token.content = text
        token.map = [line, line + 1]
        token.children = []


def _push_blocks(state: StateBlock, first: int, last: int) -> None:
    parent, maximum = state.parentType, state.lineMax
    state.parentType, state.lineMax = "blockquote", last
    state.level += 1
    state.md.block.tokenize(state, first, last)
    state.level -= 1
    state.parentType, state.lineMax = parent, maximum
