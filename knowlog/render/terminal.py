"""An entry as a Rich renderable: the shared layout, with a look for every style name."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.layout.entry import entry_lines
from knowlog.render.layout.spans import Line, Span

LOOKS = {
    "title": "bold",
    "about": "dim",
    "heading1": "bold",
    "heading2": "bold",
    "heading3": "bold",
    "heading4": "bold",
    "heading5": "bold",
    "heading6": "bold",
    "strong": "bold",
    "emphasis": "italic",
    "deleted": "strike",
    "code": "cyan",
    "math": "magenta",
    "link": "underline",
    "target": "dim",
    "image": "italic",
    "html": "dim",
    "footnote": "yellow",
    "marker": "yellow",
    "quote": "green",
    "rule": "dim",
}


class EntryView:
    """Lines that are already as wide as they may be, handed to Rich piece by piece."""

    def __init__(self, lines: list[Line]) -> None:
        """Keep the lines."""
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield segments: no Rich markup is read anywhere on the way."""
        del options
        for line in self.lines:
            for span in line:
                yield Segment(span.text, _style(span))
            yield Segment.line()


def render_entry(entry: Entry, document: Document, width: int = 80) -> EntryView:
    """Make an entry ready for a Rich console.

    Args:
        entry: Title, date and tags.
        document: The body.
        width: In columns.
    """
    return EntryView(entry_lines(entry, document, width))


def _style(span: Span) -> Style:
    style = Style(link=span.link or None)
    for name in span.styles:
        style += Style.parse(LOOKS.get(name, ""))
    return style
