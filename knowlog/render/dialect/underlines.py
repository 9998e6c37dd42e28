"""Headings with a line below: looked for only in bodies where a line could be one.

The rule of markdown-it looks through every paragraph for such a line, as long as the rule for
paragraphs itself takes, and most bodies have none.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, lheading

_UNDERLINE = re.compile(r"[=-][ \t]*$", re.MULTILINE)
"""The end of one, and of few other lines."""


def install(dialect: MarkdownIt) -> None:
    """Ask before the rule for such headings."""
    dialect.block.ruler.at("lheading", _heading)


def _heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    return _may_be_there(state.src) and lheading(state, start_line, end_line, silent)


@lru_cache(maxsize=4)
def _may_be_there(text: str) -> bool:
    return _UNDERLINE.search(text) is not None
