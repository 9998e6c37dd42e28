"""The links of an entry on a terminal: one heading for each kind, one line for each link."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowlog.domain.text import one_line

_HEADINGS = {
    "out": "Leads to",
    "web": "On the web",
    "back": "Linked from",
    "broken": "Leads nowhere",
    "mention": "Named without a link",
}


def draw(records: Sequence[tuple[str, str, str, str]]) -> RenderableType:
    """Group the records by their kind."""
    parts: list[RenderableType] = []
    for kind, several in groupby(records, key=lambda record: record[0]):
        table = Table.grid(padding=(0, 2))
        table.add_column(overflow="fold", style="cyan")
        table.add_column(justify="right", style="dim")
        table.add_column(overflow="fold", ratio=1)
        for _, place, line, text in several:
            words = one_line(text)
            if kind == "broken":
                words = f"Did you mean {words}?" if words else ""
            table.add_row(Text(one_line(place)), line, Text(words))
        parts += [Text(_HEADINGS[kind], style="bold"), table, Text()]
    return Group(*parts[:-1])
