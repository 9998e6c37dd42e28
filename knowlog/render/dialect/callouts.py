"""Callouts: ``> [!note]`` as GitHub writes them, ``> [!note]- Title`` as Obsidian does."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = re.compile(
    r"\[!(?P<kind>[\w-]{1,40})(?:\|[^\]\n]*)?\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)(?:\n|$)"
)


def install(dialect: MarkdownIt) -> None:
    """Turn quotes into callouts between the reading of blocks and of what is inside them."""
    dialect.core.ruler.after("block", "callouts", _callouts)


def _callouts(state: StateCore) -> None:
    if any(token.type == "blockquote_open" for token in state.tokens):
        state.tokens = list(_with_callouts(state.tokens))


def _with_callouts(tokens: list[Token]) -> Iterator[Token]:
    opened: list[bool] = []
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        yield token
        if token.type == "blockquote_open":
            match = _mark(tokens, index)
            opened.append(bool(match))
            if match:
                yield from _opening(token, match)
                skip = _without_mark(tokens, index, match)
        elif token.type == "blockquote_close" and opened.pop():
            token.type, token.tag = "callout_close", ""


def _mark(tokens: list[Token], index: int) -> re.Match[str] | None:
    if tokens[index + 1].type != "paragraph_open":
        return None
    return _MARK.match(tokens[index + 2].content)


def _opening(quote: Token, match: re.Match[str]) -> Iterator[Token]:
    quote.type, quote.tag = "callout_open", ""
    quote.meta = {"kind": match["kind"].lower(), "fold": match["fold"]}
    if title := match["title"].strip():
        yield Token("callout_title_open", "", 1, block=True)
        yield Token("inline", "", 0, content=title, children=[], map=quote.map, block=True)
        yield Token("callout_title_close", "", -1, block=True)


def _without_mark(tokens: list[Token], index: int, match: re.Match[str]) -> int:
    """Take the mark out of the first paragraph; say how many tokens go when nothing is left."""
    first = tokens[index + 2]
    first.content = first.content[match.end() :]
    if not first.content:
        return 3
    if first.map:
        first.map = [first.map[0] + 1, first.map[1]]
    return 0
