"""One entry, rendered."""

from rich.console import RenderableType

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.terminal import render_entry


def draw(entry: Entry, document: Document, *, width: int) -> RenderableType:
    """The entry as the terminal renderer lays it out."""
    return render_entry(entry, document, width)
