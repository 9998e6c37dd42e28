"""The words of a body without any markup."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markdown_it.token import Token

_WORDS = frozenset({"text", "code_inline", "math_inline", "math_display"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_BLOCKS = frozenset({"fence", "code_block", "math_block", "math_inline", "math_display"})
_LITERAL = re.compile(
    r"<(script|style|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_WITHOUT_WORDS = re.compile(
    r"</?(?:p|div|br|li|ul|ol|td|th|tr|table|h[1-6]|section|figure|figcaption|blockquote|pre|hr|img"
    r"|details|summary|dt|dd|dl)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


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
    return "\n\n".join(filter(None, map(_block_text, tokens)))


def _block_text(token: Token) -> str:
    if token.type == "inline":
        return inline_text(token)
    if token.type == "html_block":
        return _html_words(token.content)
    return token.content.rstrip() if token.type in _BLOCKS else ""


def _html_words(html: str) -> str:
    """The words between tags; a block's tag parts words, one inside a line does not."""
    words = _WITHOUT_WORDS.sub(" ", _LITERAL.sub(" ", html))
    return " ".join(unescape(_TAG.sub("", words)).split())


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
