"""Entries as a list: what to type for each, the day, the title, the tags."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line

NARROW = 60
"""Below so many columns all but the title goes under it."""

TAGS = 4
"""The column of tags takes at most this part of the width: the titles are what one looks for."""

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
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", max_width=width // TAGS, style="cyan")
    for entry in entries:
        words = _few(ties[entry.path] if ties else entry.tags, 2 * (width // TAGS))
        tied = Text(_folded(words, width // TAGS))
        table.add_row(Text(one_line(names[entry.path])), day(entry), title(entry), tied)
    return table


def _folded(text: str, width: int) -> str:
    """A text on as many lines as it needs; how Rich folds differs from version to version."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(filter(None, lines))


def _few(words: Sequence[str], room: int) -> str:
    """As many words as have room, at least one, and how many more there are."""
    shown = [one_line(word) for word in words]
    while len(shown) > 1 and cell_len(", ".join(shown)) + len(" +10") > room:
        shown.pop()
    left = len(words) - len(shown)
    return ", ".join(shown) + (f" +{left}" if left else "")


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
