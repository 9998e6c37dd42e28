"""Code with its colours: Pygments tokens as short classes, or as names for the terminal."""

from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import LEXERS, get_lexer_by_name
from pygments.token import STANDARD_TYPES, _TokenType

from knowlog.render.fence import Fence

LONGEST = 200_000
"""Characters of a block that are coloured; longer ones are shown plain."""
_ALIASES = {
    "vimscript": "vim",
    "viml": "vim",
    "vimrc": "vim",
    "plaintext": "text",
    "plain": "text",
    "txt": "text",
    "jsonc": "json5",
    "conf": "ini",
    "env": "bash",
    "patch": "diff",
    "heex": "html",
    "eex": "html",
    "svelte": "html",
    "astro": "html",
    "mdx": "markdown",
    "gql": "graphql",
    "just": "make",
    "justfile": "make",
    "wasm": "wat",
    "mysql5": "mysql",
    "shellsession": "console",
}
_PLAIN = frozenset(
    {"", "text", "code", "output", "none", "no-highlight", "nohighlight", "pseudocode"}
)
_UNCOLOURED = frozenset({"", "n", "p", "w", "nx", "x", "l", "ld", "pm", "esc"})


def known_language(language: str) -> bool:
    """Whether a block in this language has colours."""
    return language in _PLAIN or _lexer(language) is not None


def pieces(code: str, language: str) -> Iterator[tuple[str, str]]:
    """Split code into text and its short class (``k`` for a keyword, or none)."""
    lexer = None if len(code) > LONGEST else _lexer(language)
    if lexer is None:
        yield "", code
        return
    last, text = "", ""
    for kind, value in lexer.get_tokens(code):
        name = _short_class(kind)
        if name != last and text:
            yield last, text
            text = ""
        last = name
        text += value
    if text:
        yield last, text


@lru_cache(maxsize=2048)
def highlight(code: str, fence: Fence) -> str:
    """Colour a block as the content of a ``<code>`` element; lines get elements where asked."""
    html = "".join(_piece(name, text) for name, text in pieces(code, fence.language))
    if not (fence.highlighted or fence.numbered):
        return html
    return "".join(_lines(html.removesuffix("\n"), fence))


def _piece(name: str, text: str) -> str:
    escaped = escape(text, quote=False)
    if not name or not text.strip():
        return escaped
    if "\n" not in escaped:
        return f'<span class="{name}">{escaped}</span>'
    # A line's element cannot hold half of a span: every line gets its own.
    parts = (f'<span class="{name}">{line}</span>' if line else "" for line in escaped.split("\n"))
    return "\n".join(parts)


def _lines(html: str, fence: Fence) -> Iterator[str]:
    for number, line in enumerate(html.split("\n"), 1):
        marked = " marked" if number in fence.highlighted else ""
        shown = f' data-line="{number + fence.start - 1}"' if fence.numbered else ""
        yield f'<span class="line{marked}"{shown}>{line}\n</span>'


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    name = _ALIASES.get(language, language).lower()
    if name in _PLAIN or name not in _names():
        return None  # Pygments would look for plugins, among all packages that are installed
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


@cache
def _names() -> frozenset[str]:
    return frozenset(alias.lower() for _, _, names, _, _ in LEXERS.values() for alias in names)


@lru_cache(maxsize=512)
def _short_class(kind: _TokenType) -> str:
    known: _TokenType | None = kind
    while known is not None and known not in STANDARD_TYPES:
        known = known.parent
    name = STANDARD_TYPES.get(known, "") if known else ""
    return "" if name in _UNCOLOURED else name
