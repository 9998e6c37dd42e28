r"""Formulas inside authors' HTML: ``<p>\(x\)</p>`` holds one, as it did for their blog's script."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from knowlog.render.dialect.tex import find_formula

_START = re.compile(
    r"<(?P<literal>pre|code|script|style|textarea|svg|math)\b.*?(?:</(?P=literal)\s*>|\Z)"
    r"|<!--.*?(?:-->|\Z)|<[^<>]*>|(?P<formula>\$\$|\\{1,2}[(\[]|\\begin\{)",
    re.DOTALL | re.IGNORECASE,
)


def install(dialect: MarkdownIt) -> None:
    """Take formulas out of blocks of HTML before anything else looks at them."""
    dialect.core.ruler.after("block", "formulas_in_html", _formulas_in_html)


def _formulas_in_html(state: StateCore) -> None:
    if "$$" in state.src or "\\" in state.src:
        state.tokens = [part for token in state.tokens for part in _parts(token)]


def _parts(token: Token) -> Iterator[Token]:
    if token.type != "html_block":
        yield token
        return
    html, at, searched = token.content, 0, 0
    while match := _START.search(html, searched):
        searched = match.end()
        formula = find_formula(html, match.start(), len(html)) if match["formula"] else None
        if formula is None:
            continue
        yield _copy(token, html[at : match.start()])
        yield _formula(
            token, formula.tex, html[match.start() : formula.end], display=formula.display
        )
        at = searched = formula.end
    yield _copy(token, html[at:]) if at else token


def _copy(token: Token, html: str) -> Token:
    return Token("html_block", "", 0, content=html, map=token.map, block=True, level=token.level)


def _formula(token: Token, tex: str, written: str, *, display: bool) -> Token:
    kind = "math_display" if display else "math_inline"
    return Token(kind, "math", 0, content=tex, markup=written, map=token.map, level=token.level)
