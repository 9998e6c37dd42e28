"""The one Markdown dialect of the program, as a parser: text in, markdown-it tokens out."""

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

MAX_NESTING = 40
"""Lists and quotes deeper than this are shown as text: nobody reads them, and time grows with
the square of the depth."""


@cache
def parser() -> MarkdownIt:
    """Build the parser once; it keeps no state between bodies."""
    options = {
        "maxNesting": MAX_NESTING,
        "tasklists": True,
        "strikethrough_single_tilde": True,
    }
    dialect = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    gfm_autolink_plugin(dialect)
    footnote_plugin(dialect)
    deflist_plugin(dialect)
    dollarmath_plugin(
        dialect,
        allow_labels=False,
        allow_digits=False,
        allow_space=False,
        double_inline=True,
    )
    amsmath_plugin(dialect)
    return dialect
