"""Obsidian's ``%%comments%%``: within a paragraph, or whole lines of them; nobody sees them."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MARK = "%%"


def install(dialect: MarkdownIt) -> None:
    """Look for comments before anything else could be found in them."""
    dialect.block.ruler.before(
        "fence", "comment", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    dialect.inline.add_terminator_char("%")
    dialect.inline.ruler.after("backticks", "comment", _inline)


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not _opens(state.src, start) or state.is_code_block(start_line):
        return False
    close = state.src.find(_MARK, start + len(_MARK), state.eMarks[end_line - 1])
    if close < 0:
        return False
    last = next(line for line in range(start_line, end_line) if state.eMarks[line] >= close)
    if state.src[close + len(_MARK) : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    start = state.pos
    if not _opens(state.src, start) or (start and state.src[start - 1].isdigit()):
        return False
    close = state.src.find(_MARK, start + len(_MARK), state.posMax)
    if close < 0:
        return False
    if not silent:
        state.push("comment", "", 0)
    state.pos = close + len(_MARK)
    return True


def _opens(text: str, at: int) -> bool:
    return text.startswith(_MARK, at) and not text.startswith("%", at + len(_MARK))
