"""An entry from its title to its last footnote."""

from collections.abc import Mapping

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.dialect.parser import parse
from knowlog.render.formulas import convert_formulas
from knowlog.render.layout.blocks import Highlighter, block_lines
from knowlog.render.layout.boxes import NARROWEST, cut
from knowlog.render.layout.cells import showable
from knowlog.render.layout.spans import Line, Span, line_columns, wrap
from knowlog.render.mathtext import math_text
from knowlog.render.text import without_title

_NO_MACROS: Mapping[str, str] = {}


def entry_lines(
    entry: Entry,
    document: Document,
    width: int,
    highlight: Highlighter | None = None,
    macros: Mapping[str, str] = _NO_MACROS,
) -> list[Line]:
    """Lay out the title, the date and tags, and the body.

    Args:
        entry: Title, date, tags, and whether it is a draft.
        document: The body; a heading that repeats the title is left out.
        width: In columns; at least eight are taken.
        highlight: Colours code; None leaves it plain.
        macros: TeX macros of the log, by name without backslash.
    """
    width = max(width, NARROWEST)
    title = wrap([Span(showable(entry.title), ("title",))], width)
    rule = (Span("━" * max(map(line_columns, title), default=0), ("rule",)),)
    about = wrap([Span(showable(_about(entry)), ("about",))], width)
    return [
        *title,
        rule,
        *about,
        (),
        *body_lines(document.body, width, highlight, macros, entry.title),
    ]


def body_lines(
    body: str,
    width: int,
    highlight: Highlighter | None = None,
    macros: Mapping[str, str] = _NO_MACROS,
    title: str = "",
) -> list[Line]:
    """Lay out a body alone; the arguments are those of ``entry_lines``."""
    tokens = without_title(parse(body), title)
    _set_math_text(tokens, macros)
    width = max(width, NARROWEST)
    lines = block_lines(SyntaxTreeNode(tokens).children, width, highlight)
    return [part for line in lines for part in cut(line, width)]


def _set_math_text(tokens: list[Token], macros: Mapping[str, str]) -> None:
    for token, converted in convert_formulas(tokens, macros):
        if converted.mathml:
            token.meta["text"] = math_text(converted.mathml)


def _about(entry: Entry) -> str:
    parts = [entry.date.strftime("%Y-%m-%d")] if entry.date else []
    if entry.tags:
        parts.append(" ".join(f"#{tag}" for tag in entry.tags))
    if entry.draft:
        parts.append("draft")
    return " · ".join(parts)
