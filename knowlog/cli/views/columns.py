"""Records on a terminal: a column for each field, as wide as it needs."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from knowlog.domain.text import one_line

_STYLES = ("green", "", "dim")
"""Of the first columns; others have none."""


def draw(rows: Sequence[Sequence[str]]) -> RenderableType:
    """Put the fields of all records below each other; long ones are folded."""
    table = Table.grid(padding=(0, 2))
    for number in range(max(map(len, rows), default=0)):
        style = _STYLES[number] if number < len(_STYLES) else ""
        table.add_column(overflow="fold", style=style, no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(one_line(field)) for field in row))
    return table
