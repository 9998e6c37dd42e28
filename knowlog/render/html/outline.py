"""Headings: their ids, their levels on a page, and the table of contents."""

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from knowlog.render.html.work import Work
from knowlog.render.mathtext import math_text
from knowlog.render.page import Heading
from knowlog.render.text import inline_text

_LOWEST = 6


def outline(tokens: Sequence[Token], work: Work) -> tuple[Heading, ...]:
    """Give every heading its id, and move all one level down when the page's own is used."""
    headings = [
        (token, tokens[index + 1])
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    shift = any(token.tag == "h1" for token, _ in headings)
    flat: list[Heading] = []
    for token, content in headings:
        level = int(token.tag[1])
        text = inline_text(content)
        chosen = str(token.attrs.get("id", ""))
        name = work.anchors.reserve(chosen) if chosen else work.anchors.give(text)
        token.attrSet("id", work.id(name))
        flat.append(Heading(level, work.id(name), text))
        if shift:
            token.meta["shown"] = f"h{min(level + 1, _LOWEST)}"
    _close_like_opened(tokens)
    return tuple(_nested(iter(flat)))


def with_formulas(toc: Sequence[Heading], tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Write the formulas of headings as they read, once they are converted."""
    named = {
        str(token.attrs["id"]): _read_out(tokens[index + 1])
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and _has_formula(tokens[index + 1])
    }
    return tuple(_named(one, named) for one in toc) if named else tuple(toc)


def _has_formula(content: Token) -> bool:
    return any("mathml" in child.meta for child in content.children or ())


def _read_out(content: Token) -> str:
    children = [
        Token("text", "", 0, content=math_text(child.meta["mathml"]) or child.content)
        if child.meta.get("mathml")
        else child
        for child in content.children or ()
    ]
    return inline_text(Token("inline", "", 0, children=children))


def _named(heading: Heading, named: Mapping[str, str]) -> Heading:
    children = tuple(_named(one, named) for one in heading.children)
    return Heading(heading.level, heading.id, named.get(heading.id, heading.text), children)


def _close_like_opened(tokens: Sequence[Token]) -> None:
    shown = ""
    for token in tokens:
        if token.type == "heading_open":
            shown = token.meta.get("shown", token.tag)
            token.tag = shown
        elif token.type == "heading_close":
            token.tag = shown


def _nested(flat: Iterator[Heading]) -> list[Heading]:
    """Build the tree with a stack; levels may jump."""
    roots: list[Heading] = []
    stack: list[tuple[Heading, list[Heading]]] = []

    def close(level: int) -> None:
        while stack and stack[-1][0].level >= level:
            heading, children = stack.pop()
            whole = Heading(heading.level, heading.id, heading.text, tuple(children))
            (stack[-1][1] if stack else roots).append(whole)

    for heading in flat:
        close(heading.level)
        stack.append((heading, []))
    close(0)
    return roots
