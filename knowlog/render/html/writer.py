"""Tokens to HTML: a table of rules, one for each kind of token that is not just its element."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from markdown_it.token import Token

from knowlog.render.html import blocks, callouts, notes, references
from knowlog.render.html.elements import attributes, element
from knowlog.render.html.policy import DROPPED_WHOLE
from knowlog.render.html.rawhtml import rewrite
from knowlog.render.html.work import Work

_OPENING = re.compile(r"<([a-zA-Z]+)")
Rule = Callable[[Sequence[Token], int, Work], str]


def write(tokens: Sequence[Token], work: Work) -> str:
    """Write blocks and what is inside them."""
    return "".join(_written(tokens, work))


def _written(tokens: Sequence[Token], work: Work) -> Iterator[str]:
    skipped_to = 0
    for index, token in enumerate(tokens):
        if index < skipped_to:
            continue
        if token.type == "html_inline" and not work.context.trust_html:
            skipped_to = _end_of_dropped(tokens, index)
        if token.type == "inline":
            yield from _written(token.children or (), work)
        elif rule := _RULES.get(token.type):
            yield rule(tokens, index, work)
        else:
            yield element(tokens, index)


def _end_of_dropped(tokens: Sequence[Token], index: int) -> int:
    """Find where an element ends whose content goes with it, such as an inline ``<script>``."""
    opening = _OPENING.match(tokens[index].content)
    if not opening or opening[1].lower() not in DROPPED_WHOLE:
        return 0
    closing = f"</{opening[1].lower()}"
    return next(
        (
            at
            for at in range(index + 1, len(tokens))
            if tokens[at].content.lower().startswith(closing)
        ),
        0,
    )


def _text(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    return escape(tokens[index].content)


def _code(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    token = tokens[index]
    return f"<code{attributes(token)}>{escape(token.content)}</code>"


def _softbreak(tokens: Sequence[Token], index: int, work: Work) -> str:
    del tokens, index, work
    return "\n"


def _hardbreak(tokens: Sequence[Token], index: int, work: Work) -> str:
    del tokens, index, work
    return "<br>\n"


def _nothing(tokens: Sequence[Token], index: int, work: Work) -> str:
    del tokens, index, work
    return ""


def _html(tokens: Sequence[Token], index: int, work: Work) -> str:
    token = tokens[index]
    if work.context.trust_html:
        return token.content
    line = int(token.meta["line"]) if "line" in token.meta else (token.map or [0])[0]
    return rewrite(token.content, line, work)


_RULES: dict[str, Rule] = {
    "text": _text,
    "text_special": _text,
    "code_inline": _code,
    "comment": _nothing,
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "html_block": _html,
    "html_inline": _html,
    **references.RULES,
    **blocks.RULES,
    **callouts.RULES,
    **notes.RULES,
}
