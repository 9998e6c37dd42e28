"""An entry as a Rich renderable: the shared layout, with a look for every style name."""

from collections.abc import Mapping
from functools import lru_cache

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.code import pieces
from knowlog.render.layout.entry import entry_lines
from knowlog.render.layout.spans import Line

LOOKS = {
    "title": "bold",
    "about": "dim",
    "heading1": "bold",
    "heading2": "bold",
    "heading3": "bold",
    "heading4": "bold",
    "heading5": "bold dim",
    "heading6": "bold dim",
    "strong": "bold",
    "emphasis": "italic",
    "deleted": "strike",
    "marked": "reverse",
    "code": "cyan",
    "block": "default",
    "math": "magenta",
    "link": "underline",
    "target": "dim",
    "tag": "green",
    "image": "italic",
    "html": "dim",
    "footnote": "yellow",
    "marker": "yellow",
    "quote": "green",
    "callout": "blue",
    "callout.warning": "yellow",
    "callout.caution": "red",
    "callout.danger": "red",
    "callout.error": "red",
    "callout.failure": "red",
    "callout.bug": "red",
    "callout.attention": "yellow",
    "callout.question": "yellow",
    "callout.tip": "green",
    "callout.success": "green",
    "callout.important": "magenta",
    "rule": "dim",
}
"""The sixteen colours that every terminal has and every user has chosen."""
CODE_LOOKS = {
    "k": "not dim blue",
    "o": "default",
    "s": "green",
    "m": "magenta",
    "c": "bright_black italic",
    "nf": "yellow",
    "nc": "yellow",
    "nb": "cyan",
    "nt": "blue",
    "na": "yellow",
    "nd": "yellow",
    "nv": "cyan",
    "g": "default",
    "gi": "green",
    "gd": "red",
    "gh": "bold",
    "gp": "bright_black",
    "err": "red",
}
_NO_MACROS: Mapping[str, str] = {}


class EntryView:
    """Lines that are already as wide as they may be, handed to Rich piece by piece."""

    def __init__(self, lines: list[Line]) -> None:
        """Keep the lines."""
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield segments: no Rich markup is read anywhere on the way."""
        del console, options
        for line in self.lines:
            for span in line:
                yield Segment(span.text, _style(span.styles, span.link))
            yield Segment.line()


def render_entry(
    entry: Entry, document: Document, width: int = 80, macros: Mapping[str, str] = _NO_MACROS
) -> EntryView:
    """Make an entry ready for a Rich console.

    Args:
        entry: Title, date and tags.
        document: The body.
        width: In columns.
        macros: TeX macros of the log, by name without backslash.
    """
    return EntryView(entry_lines(entry, document, width, pieces, macros))


@lru_cache(maxsize=512)
def _style(names: tuple[str, ...], link: str) -> Style:
    style = Style(link=link or None)
    for name in names:
        style += Style.parse(_look(name))
    return style


def _look(name: str) -> str:
    """Find the look of a name; Pygments' short classes fall back on their first letters."""
    if name in LOOKS:
        return LOOKS[name]
    group, _, short = name.partition(".")
    if group != "code":
        return ""
    return next((CODE_LOOKS[short[:n]] for n in (2, 1) if short[:n] in CODE_LOOKS), "default")
