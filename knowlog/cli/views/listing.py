"""Entries as a list: what to type for each, the day, the title, the tags."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line

NARROW = 60
"""Below so many columns all but the title goes under it."""

WIDEST = 24
"""The column of what to type; longer names are folded."""


def draw(
    entries: Sequence[Entry],
    names: Mapping[str, str],
    *,
    width: int,
    ties: Mapping[str, Sequence[str]] | None = None,
) -> RenderableType:
    """A table on a wide terminal, two lines an entry on a narrow one.

    Args:
        entries: In the order of the lines.
        names: Path to what to type for that entry.
        width: Of the terminal, in columns.
        ties: Path to words that stand in the place of the tags.
    """
    if width < NARROW:
        return Group(*(_narrow(entry, names[entry.path], ties) for entry in entries))
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(overflow="fold", max_width=WIDEST, style="green")
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=1, style="cyan")
    for entry in entries:
        words = Text(", ".join(map(one_line, ties[entry.path] if ties else entry.tags)))
        table.add_row(Text(one_line(names[entry.path])), day(entry), title(entry), words)
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


def _narrow(entry: Entry, name: str, ties: Mapping[str, Sequence[str]] | None) -> RenderableType:
    about = Text(one_line(name), style="green")
    if entry.date:
        about.append(f"  {day(entry)}", style="dim default")
    words = ties[entry.path] if ties else [f"#{tag}" for tag in entry.tags]
    if words:
        about.append("  " + (", " if ties else " ").join(map(one_line, words)), style="cyan")
    return Group(title(entry), Padding(about, (0, 0, 0, 2)))
