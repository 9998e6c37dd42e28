"""The parser: a body in, markdown-it tokens out, for the page and the terminal alike."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from knowlog.render.dialect import (
    attributes,
    autolinks,
    blockids,
    bounds,
    callouts,
    comments,
    hashtags,
    highlights,
    htmlblocks,
    htmlmath,
    notes,
    tex,
    underlines,
    wikilinks,
)

LONGEST = 2_000_000
"""Bodies with more characters than this are shown as they are: nobody wrote them by hand."""


@cache
def parser() -> MarkdownIt:
    """Build the parser once; it keeps no state between bodies."""
    options = {
        "maxNesting": bounds.DEEPEST + 20,
        "tasklists": True,
        "strikethrough_single_tilde": True,
    }
    dialect = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    footnote_plugin(dialect)
    deflist_plugin(dialect)
    for rule_set in (
        blockids,
        comments,
        wikilinks,
        hashtags,
        highlights,
        tex,
        callouts,
        htmlblocks,
        htmlmath,
        attributes,
        notes,
        underlines,
        autolinks,
        bounds,
    ):
        rule_set.install(dialect)
    return dialect


def parse(body: str, env: dict[str, Any] | None = None) -> list[Token]:
    """Parse a body; one that is too long becomes a single block of literal text.

    Args:
        body: Markdown without front matter.
        env: Filled by the rules, with the footnotes for instance.
    """
    if len(body) > LONGEST:
        literal = Token("code_block", "code", 0, content=body, block=True, map=[0, 1])
        literal.meta["too_long"] = True
        return [literal]
    return parser().parse(body, env)
