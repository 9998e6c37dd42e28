"""Inline ``#tags``: a letter, digit, ``_``, ``-`` or ``/`` each, and not a number alone."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_TAG = re.compile(r"#(?P<name>(?=[\w/-]*[^\W\d_])[\w-]+(?:/[\w-]+)*)")


def install(dialect: MarkdownIt) -> None:
    """Look for tags where text would go on."""
    dialect.inline.add_terminator_char("#")
    dialect.inline.ruler.push("hashtag", _hashtag)


def _hashtag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    start = state.pos
    if state.src[start] != "#" or state.linkLevel > 0:
        return False
    if start and not (state.src[start - 1].isspace() or state.src[start - 1] in "(["):
        return False
    match = _TAG.match(state.src, start, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("hashtag", "", 0)
        token.content = match["name"]
    state.pos = match.end()
    return True
