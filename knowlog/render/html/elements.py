"""A token as the element it stands for, line ends as CommonMark's examples have them."""

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token


def element(tokens: Sequence[Token], index: int) -> str:
    """Write an opening, closing or empty element; hidden paragraphs of tight lists are none."""
    token = tokens[index]
    if token.hidden:
        return ""
    slash = "/" if token.nesting < 0 else ""
    before = (
        "\n" if token.block and token.nesting >= 0 and index and tokens[index - 1].hidden else ""
    )
    after = "\n" if token.block and _ends_line(tokens, index) else ""
    return f"{before}<{slash}{token.tag}{attributes(token)}>{after}"


def attributes(token: Token) -> str:
    """Write the attributes, each with a space before it."""
    if not token.attrs:
        return ""
    return "".join(f' {escape(name)}="{escape(str(value))}"' for name, value in token.attrs.items())


def classes(token: Token, *own: str) -> str:
    """Join the program's classes with those that the author gave."""
    return escape(" ".join(filter(None, (*own, str(token.attrs.get("class", ""))))))


def _ends_line(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.nesting != 1 or index + 1 >= len(tokens):
        return True
    following = tokens[index + 1]
    if following.type == "inline" or following.hidden:
        return False
    return not (following.nesting < 0 and following.tag == token.tag)
