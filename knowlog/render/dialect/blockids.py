"""``^block-ids`` of Obsidian: the name of the paragraph or list item that ends with one.

On a line of its own it names the block before it. ``[[note#^block-id]]`` leads there.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ID = re.compile(r"(?:\A|[ \t]+|\n)\^(?P<id>(?=[\d-]*[a-zA-Z])[a-zA-Z0-9-]+)[ \t]*\Z")
"""A number alone is left: ``x ^2`` is no id."""


def install(dialect: MarkdownIt) -> None:
    """Look at whole blocks, before what is inside them is read."""
    dialect.core.ruler.after("block", "block_ids", _block_ids)


def _block_ids(state: StateCore) -> None:
    if "^" not in state.src:
        return
    before: dict[int, Token] = {}
    gone: set[int] = set()
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            if token.nesting >= 0 and token.type != "paragraph_open":
                before[token.level] = token
                before.pop(token.level + 1, None)
            continue
        opening = state.tokens[index - 1]
        if opening.type != "paragraph_open":
            continue
        match = _ID.search(token.content)
        named = opening if match and match.start() else before.get(opening.level)
        if match and named is not None:
            _name(_shown(state.tokens, index, named), match["id"])
            token.content = token.content[: match.start()]
            if not token.content:
                gone |= {index - 1, index, index + 1}
        before[opening.level] = opening
    if gone:
        state.tokens = [token for at, token in enumerate(state.tokens) if at not in gone]


def _shown(tokens: list[Token], index: int, named: Token) -> Token:
    """The block that carries the id: the item itself for the first paragraph of an item."""
    item = tokens[index - 2] if index > 1 else named
    return item if named is tokens[index - 1] and item.type == "list_item_open" else named


def _name(block: Token, name: str) -> None:
    block.meta["block_id"] = f"^{name}"
