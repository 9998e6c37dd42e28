"""What a search found, with the words that matched in colour."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from knowlog.actions.find import Found
from knowlog.cli.explaining import explanation_lines
from knowlog.cli.views.listing import day
from knowlog.domain.explanation import Explanation
from knowlog.domain.hits import Page
from knowlog.domain.snippets import Segment, Window
from knowlog.domain.text import one_line, printable

INDENT = 4
MATCH = "bold yellow"


def draw(
    found: Sequence[Found], page: Page, arithmetic: Mapping[str, Explanation], *, offset: int
) -> RenderableType:
    """Each hit with its number, title, day, tags and snippet; then what was counted."""
    parts: list[RenderableType] = []
    for number, one in enumerate(found, offset + 1):
        parts += [_head(number, one), *_body(one)]
        if one.entry.path in arithmetic:
            lines = explanation_lines(arithmetic[one.entry.path])
            parts += [Text(f"    {printable(line)}", style="magenta") for line in lines]
        parts.append(Text())
    for name, values in page.facets.items():
        counts = "  ".join(f"{one_line(value)} {count}" for value, count in values.items())
        parts.append(Text(f"{name}: {counts}", style="cyan"))
    shown = offset + len(found)
    if page.total > shown:
        rest = f"{shown} of {page.total}; more with --offset {shown}"
        parts.append(Text(rest, style="dim"))
    return Group(*parts)


def _head(number: int, one: Found) -> RenderableType:
    text = Text()
    text.append_text(pieces(one.title, "bold not dim"))
    about = "  " + day(one.entry).strip()
    text.append(about.rstrip() + "  ", style="dim")
    text.append(" ".join(f"#{one_line(tag)}" for tag in one.entry.tags), style="cyan not dim")
    if one.entry.draft:
        text.append(" draft", style="yellow not dim")
    line = Table.grid(padding=0)
    line.add_column(width=INDENT, style="dim", no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(f"{number:>2}", text)
    return line


def _body(one: Found) -> list[RenderableType]:
    lines: list[RenderableType] = [
        Padding(window_text(window), (0, 0, 0, INDENT)) for window in one.windows if window.segments
    ]
    place = Text(printable(one.entry.path), style="dim")
    if one.lacks:
        place.append(f"  without {', '.join(map(one_line, one.lacks))}", style="yellow")
    return [*lines, Padding(place, (0, 0, 0, INDENT))]


def window_text(window: Window) -> Text:
    """A part of the text, with signs where something is left out."""
    text = Text("" if window.first else "…")
    text.append_text(pieces(window.segments, ""))
    return text if window.last else text.append("…")


def pieces(parts: Sequence[Segment], style: str) -> Text:
    """Text with its matches in colour."""
    text = Text()
    for part in parts:
        text.append(printable(part.text), style=MATCH if part.matched else style)
    return text
