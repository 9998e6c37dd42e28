"""Inline ``#tags``, by the rules of `knowlog.domain.hashtags`."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from knowlog.domain.hashtags import hashtag_at


def install(dialect: MarkdownIt) -> None:
    """Look for tags where text would go on."""
    dialect.inline.add_terminator_char("#")
    dialect.inline.ruler.push("hashtag", _hashtag)


def _hashtag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    start = state.pos
    if state.src[start] != "#" or state.linkLevel > 0:
        return False
    name = hashtag_at(state.src, start)
    if not name:
        return False
    if not silent:
        token = state.push("hashtag", "", 0)
        token.content = name
    state.pos = start + 1 + len(name)
    return True
