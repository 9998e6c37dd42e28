"""Bare addresses become links, as on GitHub: ``https://..``, ``www...`` and mail addresses.

The plug-in that does this looks back over the whole line at every colon, which is quadratic. This
looks once at the text that all other rules have left.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_/.])(?:(?P<web>(?:https?://|www\.(?=[^\W_]))[^\s<>`，。；：、！？（）「」『』【】《》]+)"  # noqa: RUF001 - East Asian marks end an address
    r"|(?P<mail>(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))"
)
_HINT = re.compile(r"https?://|www\.|@")
_TRAILING = re.compile(r"(?:[?!.,:*_~'\"\]\\|]|&[A-Za-z0-9]+;|;)\Z")
_HOST = re.compile(r"(?:https?://|www\.)[^\W_]")


def install(dialect: MarkdownIt) -> None:
    """Look for addresses when all else is read."""
    dialect.core.ruler.push("autolinks", _autolinks)


def _autolinks(state: StateCore) -> None:
    if not _HINT.search(state.src):
        return
    for token in state.tokens:
        if token.children and _HINT.search(token.content):
            token.children = list(_linked(token.children))


def _linked(children: list[Token]) -> Iterator[Token]:
    depth = 0
    for child in children:
        if child.type == "link_open":
            depth += 1
        elif child.type == "link_close":
            depth -= 1
        elif child.type == "html_inline":
            depth += _html_links(child.content)
        if child.type == "text" and depth <= 0 and _HINT.search(child.content):
            yield from _split(child)
        else:
            yield child


def _html_links(html: str) -> int:
    if re.match(r"<a\s", html, re.IGNORECASE):
        return 1
    return -1 if html.lower().startswith("</a>") else 0


def _split(text: Token) -> Iterator[Token]:
    at = 0
    for match in _ADDRESS.finditer(text.content):
        written = _trimmed(match.group())
        if match["web"] and not _HOST.match(written):
            continue
        if match.start() > at:
            yield _text(text.content[at : match.start()], text.level)
        yield from _link(written, mail=bool(match["mail"]), level=text.level)
        at = match.start() + len(written)
    if not at:
        yield text
    elif at < len(text.content):
        yield _text(text.content[at:], text.level)


def _trimmed(address: str) -> str:
    """Leave the sentence its punctuation, and its closing bracket unless the address opened one."""
    while True:
        if address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1]
        elif ending := _TRAILING.search(address[-12:]):
            address = address[: -len(ending.group())]
        else:
            return address


def _link(written: str, *, mail: bool, level: int) -> Iterator[Token]:
    address = written
    if mail and not written.startswith("mailto:"):
        address = f"mailto:{written}"
    elif written.startswith("www."):
        address = f"http://{written}"
    yield Token("link_open", "a", 1, {"href": address}, markup="autolink", info="auto", level=level)
    yield _text(written, level + 1)
    yield Token("link_close", "a", -1, markup="autolink", info="auto", level=level)


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
