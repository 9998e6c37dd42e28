"""The end of nesting: what lies deeper stays visible as literal text."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

DEEPEST = 40
"""Levels of lists, quotes and their items; markdown-it's time grows with the square of it."""


def install(dialect: MarkdownIt) -> None:
    """Put the bound before every other block rule."""
    first = dialect.block.ruler.get_all_rules()[0]
    dialect.block.ruler.before(first, "bounds", _too_deep)


def _too_deep(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    if silent or state.level < DEEPEST:
        return False
    last = start_line + 1
    while last < end_line and state.sCount[last] >= state.blkIndent:
        last += 1
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(start_line, last, state.blkIndent, keepLastLF=True)
    token.map = [start_line, last]
    token.meta["too_deep"] = True
    state.line = last
    return True
