"""An entry from its title to its last footnote."""

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.layout.blocks import Highlighter, layout
from knowlog.render.layout.cells import showable
from knowlog.render.layout.spans import Line, Span, line_columns, wrap


def entry_lines(
    entry: Entry, document: Document, width: int, highlight: Highlighter | None = None
) -> list[Line]:
    """Lay out the title, the date and tags, and the body."""
    title = wrap([Span(showable(entry.title), ("title",))], width)
    rule = (Span("━" * max(map(line_columns, title), default=0), ("rule",)),)
    about = wrap([Span(showable(_about(entry)), ("about",))], width)
    return [*title, rule, *about, (), *layout(document.body, width, highlight)]


def _about(entry: Entry) -> str:
    parts = [entry.date.strftime("%Y-%m-%d")] if entry.date else []
    if entry.tags:
        parts.append(" ".join(f"#{tag}" for tag in entry.tags))
    if entry.draft:
        parts.append("draft")
    return " · ".join(parts)
