"""kramdown's attribute lists ``{: .class #id key="value"}``, ``{:toc}``, and ``## Title {#id}``."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'=<>`}]+)"""
_ITEM = rf"(?:\.[\w-]+|\#[\w:.-]+|[a-zA-Z_:][\w:.-]*={_VALUE}|toc(?=[\s}}]|\Z))"
_LIST = rf"\{{:\s*(?P<items>{_ITEM}(?:\s+{_ITEM})*)\s*\}}"
_SPAN_LIST = re.compile(_LIST)
_LAST_LINE = re.compile(rf"(?:\A|\n)[ \t]*{_LIST}[ \t]*\Z")
_OPTIONS = re.compile(r"\A(?:\{::options\b[^{}\n]*/\}\s*)+\Z")
_HEADING_ID = re.compile(rf"[ \t]+\{{(?P<items>(?:\#|\.)[\w:.-]+(?:\s+{_ITEM})*)\s*\}}[ \t]*\Z")
_TOC_MARK = re.compile(r"\A(?:\[TOC\]|\[\[_?TOC_?\]\])\Z", re.IGNORECASE)
_ITEMS = re.compile(_ITEM)
_CONTAINERS = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open", "dl_open"})
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


def install(dialect: MarkdownIt) -> None:
    """Read block lists between the two passes of the parser, and span lists in the second."""
    dialect.core.ruler.after("block", "attribute_lists", _block_lists)
    dialect.inline.ruler.before("text", "attribute_list", _span_list)
    dialect.core.ruler.after("inline", "span_attributes", _apply_span_lists)


def _items(written: str) -> Iterator[tuple[str, str]]:
    for item in _ITEMS.findall(written):
        if item[0] == ".":
            yield "class", item[1:]
        elif item[0] == "#":
            yield "id", item[1:]
        elif item != "toc":
            name, _, value = item.partition("=")
            yield name.lower(), value.strip("\"'")


def _apply(token: Token, written: str) -> None:
    for name, value in _items(written):
        if name == "class":
            token.attrJoin("class", value)
        else:
            token.attrSet(name, value)


def _is_toc(written: str) -> bool:
    return "toc" in _ITEMS.findall(written)


def _block_lists(state: StateCore) -> None:
    if "{" in state.src or "TOC" in state.src:
        _BlockLists(state.tokens).run()
        state.tokens = [token for token in state.tokens if token.type != "gone"]


class _BlockLists:
    """One pass over the blocks, with the block before and the containers around at hand."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.around: list[int] = []
        self.before: dict[int, int] = {}

    def run(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.type in _CONTAINERS:
                self.around.append(index)
            if token.nesting < 0:
                if self.around and self.tokens[self.around[-1]].type == token.type[:-5] + "open":
                    self.before[token.level] = self.around.pop()
                continue
            if token.type == "inline":
                self.inline(index, token)
            elif token.nesting >= 0 and token.type != "paragraph_open":
                self.before[token.level] = index

    def inline(self, index: int, token: Token) -> None:
        opening = self.tokens[index - 1]
        if opening.type == "heading_open":
            if match := _HEADING_ID.search(token.content):
                _apply(opening, match["items"])
                token.content = token.content[: match.start()]
        elif opening.type == "paragraph_open":
            self.paragraph(index, token, opening)
        elif opening.type == "td_open" and (match := _LAST_LINE.fullmatch(token.content)):
            self.table_row(index, match["items"])

    def paragraph(self, index: int, token: Token, opening: Token) -> None:
        if _OPTIONS.match(token.content):
            self.remove(index - 1, index + 2)
        elif _TOC_MARK.match(token.content):
            self.remove(index, index + 2)
            opening.type, opening.nesting = "toc", 0
        elif match := _LAST_LINE.search(token.content):
            if match.start() or self.around:
                self.trailing(index, token, match)
            elif (before := self.before.get(opening.level)) is not None:
                self.give(before, match["items"])
                self.remove(index - 1, index + 2)
        else:
            self.before[opening.level] = index - 1

    def trailing(self, index: int, token: Token, match: re.Match[str]) -> None:
        """A list that ends a paragraph is the paragraph's; in a list or quote, the container's."""
        token.content = token.content[: match.start()]
        self.give(self.around[-1] if self.around else index - 1, match["items"])
        if not token.content:
            self.remove(index - 1, index + 2)

    def give(self, index: int, written: str) -> None:
        token = self.tokens[index]
        if _is_toc(written) and token.type in _LISTS:
            end = next(
                at
                for at in range(index + 1, len(self.tokens))
                if self.tokens[at].level == token.level and self.tokens[at].nesting < 0
            )
            self.remove(index + 1, end + 1)
            self.around = [around for around in self.around if around != index]
            token.type, token.nesting = "toc", 0
        _apply(token, written)

    def table_row(self, index: int, written: str) -> None:
        """A list right below a table was read as its last row."""
        row = self.opening("tr_open", index)
        end = next(
            at for at in range(index, len(self.tokens)) if self.tokens[at].type == "tr_close"
        )
        if all(not self.tokens[at].content for at in range(index + 1, end)):
            _apply(self.tokens[self.opening("table_open", row)], written)
            self.remove(row, end + 1)

    def opening(self, kind: str, index: int) -> int:
        return next(at for at in range(index, -1, -1) if self.tokens[at].type == kind)

    def remove(self, start: int, end: int) -> None:
        for token in self.tokens[start:end]:
            token.type, token.content = "gone", ""


def _span_list(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    if state.src[state.pos] != "{" or state.pos == 0 or state.src[state.pos - 1].isspace():
        return False
    match = _SPAN_LIST.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("attribute_list", "", 0)
        token.content = match.group()
        token.meta["items"] = match["items"]
    state.pos = match.end()
    return True


def _apply_span_lists(state: StateCore) -> None:
    if "{:" in state.src:
        for token in state.tokens:
            if token.children and any(child.type == "attribute_list" for child in token.children):
                token.children = list(_without_span_lists(token.children))


def _without_span_lists(children: list[Token]) -> Iterator[Token]:
    for index, child in enumerate(children):
        if child.type == "attribute_list":
            owner = _owner(children, index)
            if owner:
                _apply(owner, child.meta["items"])
                continue
            child.type = "text"
        yield child


def _owner(children: list[Token], index: int) -> Token | None:
    """Find the element that ends right before this place."""
    last = children[index - 1] if index else None
    if last is None or last.type in ("text", "attribute_list", "softbreak", "hardbreak"):
        return None
    if last.nesting == 0:
        return last
    openings = (token for token in reversed(children[:index]) if token.nesting > 0)
    return next((token for token in openings if token.level == last.level), None)
