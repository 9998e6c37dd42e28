"""``==highlighted==`` text, as Obsidian and many others write it; comparisons in prose are none."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_MARK = "=="


def install(dialect: MarkdownIt) -> None:
    """Find the marks with those of emphasis, so that both nest."""
    dialect.inline.add_terminator_char("=")
    dialect.inline.ruler.before("emphasis", "highlight", _marks)
    dialect.inline.ruler2.before("emphasis", "highlight", _pair)


def _marks(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    start, text = state.pos, state.src
    if silent or text[start] != "=":
        return False
    end = start
    while end < state.posMax and text[end] == "=":
        end += 1
    state.push("text", "", 0).content = text[start:end]
    if end - start == len(_MARK):
        before, after = text[start - 1 : start], text[end : state.posMax][:1]
        state.delimiters.append(
            Delimiter(
                marker=ord("="),
                length=0,  # a run of two is one mark; it is never taken apart
                token=len(state.tokens) - 1,
                end=-1,
                open=bool(after.strip()) and not _in_word(before),
                close=bool(before.strip()) and not _in_word(after),
            )
        )
    state.pos = end
    return True


def _in_word(character: str) -> bool:
    """Whether a mark beside it is part of a comparison such as ``a==b``; CJK has no spaces."""
    return character.isascii() and character.isalnum()


def _pair(state: StateInline) -> None:
    _write(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _write(state, meta["delimiters"])


def _write(state: StateInline, delimiters: Sequence[Delimiter]) -> None:
    for opening in delimiters:
        if opening.marker != ord("=") or opening.end < 0:
            continue
        start, end = state.tokens[opening.token], state.tokens[delimiters[opening.end].token]
        start.type, start.nesting = "mark_open", 1
        end.type, end.nesting = "mark_close", -1
        for token in (start, end):
            token.tag, token.markup, token.content = "mark", _MARK, ""
