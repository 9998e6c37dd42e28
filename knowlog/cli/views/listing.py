"""Entries as a list: the day, the title, the tags."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line

NARROW = 60
"""Below so many columns the day and the tags go under the title."""


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


def _narrow(entry: Entry) -> RenderableType:
    words = [*([day(entry)] if entry.date else []), *(f"#{one_line(tag)}" for tag in entry.tags)]
    about = Text(" ".join(words), style="cyan")
    about.stylize("dim", 0, len(day(entry)) if entry.date else 0)
    return Group(title(entry), Padding(about, (0, 0, 0, 2))) if words else title(entry)
