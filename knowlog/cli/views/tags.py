"""Tags as a list, each with its number."""

from collections.abc import Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from knowlog.domain.text import one_line


def draw(counts: Mapping[str, int]) -> RenderableType:
    """A line for each tag."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", overflow="fold")
    table.add_column(justify="right")
    for tag, count in counts.items():
        table.add_row(Text(one_line(tag)), f"{count:,}")
    return table
