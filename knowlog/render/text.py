"""The words of a body without any markup."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

_WORDS = frozenset({"text", "code_inline", "math_inline", "math_display"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_BLOCKS = frozenset({"fence", "code_block", "math_block"})


def inline_text(token: Token) -> str:
    """The words of one line or paragraph."""
    return "".join(_inline(token.children or ()))


def _inline(children: Iterable[Token]) -> Iterator[str]:
    for child in children:
        if child.type in _WORDS:
            yield child.content
        elif child.type in _BREAKS:
            yield " "
        elif child.type == "image":
            yield inline_text(child)
        elif child.type == "hashtag":
            yield f"#{child.content}"
        elif child.type in ("wikilink", "embed"):
            yield child.meta["text"] or child.meta["target"] or child.meta["fragment"]


def body_text(tokens: Iterable[Token]) -> str:
    """The words of a body, blocks apart by an empty line."""
    blocks = (
        inline_text(token) if token.type == "inline" else token.content.rstrip()
        for token in tokens
        if token.type == "inline" or token.type in _BLOCKS
    )
    return "\n\n".join(block for block in blocks if block)


def without_title(tokens: list[Token], title: str) -> list[Token]:
    """Leave out a heading that opens the body and says what the page's title says already."""
    first = next((i for i, token in enumerate(tokens) if token.type != "toc"), None)
    if not title or first is None or tokens[first].type != "heading_open":
        return tokens
    if tokens[first].tag != "h1" or _folded(inline_text(tokens[first + 1])) != _folded(title):
        return tokens
    return tokens[:first] + tokens[first + 3 :]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
