"""``[[entry#heading|text]]`` and ``![[embed|300x200]]``."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from knowlog.domain.links import is_label

_WIKILINK = re.compile(
    r"!?\[\[(?P<target>[^\[\]|#\n]*)(?:#(?P<fragment>[^\[\]|\n]*))?(?:\|(?P<text>[^\[\]\n]*))?\]\]"
)


def install(dialect: MarkdownIt) -> None:
    """Read wikilinks before links and images, so that they win the brackets."""
    dialect.inline.ruler.before("link", "wikilink", _wikilink)


def _wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    if state.src[state.pos] not in "[!":
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not match or not (match["target"].strip() or (match["fragment"] or "").strip()):
        return False
    if is_label(state.src, match.end()):
        return False
    if not silent:
        embed = match.group().startswith("!")
        token = state.push("embed" if embed else "wikilink", "", 0)
        token.content = match.group()
        token.meta = {
            "target": match["target"].strip().removesuffix("\\"),
            "fragment": (match["fragment"] or "").strip().removesuffix("\\"),
            "text": (match["text"] or "").strip(),
        }
    state.pos = match.end()
    return True
