"""Entries as a list: the day, the title, the tags, the id."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line

NARROW = 60
"""Below so many columns the tags and the id go under the title."""


def draw(entries: Sequence[Entry], *, width: int) -> RenderableType:
    """A table on a wide terminal, two lines an entry on a narrow one."""
    if width < NARROW:
        return Group(*(_narrow(entry) for entry in entries))
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=1, style="cyan")
    for entry in entries:
        table.add_row(day(entry), title(entry), ", ".join(one_line(tag) for tag in entry.tags))
    return table


def day(entry: Entry) -> str:
    """The day, or as much space."""
    return entry.date.date().isoformat() if entry.date else " " * 10


def title(entry: Entry) -> Text:
    """The title, with what should be known at once behind it."""
    text = Text(one_line(entry.title), style="bold")
    if entry.draft:
        text.append("  draft", style="yellow not bold")
    if entry.is_page:
        text.append("  page", style="magenta not bold")
    return text


def _narrow(entry: Entry) -> Text:
    text = title(entry)
    text.append("\n  ")
    text.append(day(entry).strip() + " ", style="dim not bold")
    text.append(" ".join(f"#{one_line(tag)}" for tag in entry.tags), style="cyan not bold")
    return text
