"""What a search found, with the words that matched in colour."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from knowlog.actions.find import Found, Piece
from knowlog.cli.views.listing import day
from knowlog.domain.hits import Page
from knowlog.domain.text import one_line, printable

MATCH = "bold yellow"


def draw(found: Sequence[Found], page: Page, *, offset: int, width: int) -> RenderableType:
    """Each hit with its number, title, day, tags and snippet; then what was counted."""
    del width
    parts: list[RenderableType] = []
    for number, one in enumerate(found, offset + 1):
        parts += [_head(number, one), *_body(one), Text()]
    for name, values in page.facets.items():
        counts = "  ".join(f"{one_line(value)} {count}" for value, count in values.items())
        parts.append(Text(f"{name}: {counts}", style="cyan"))
    shown = offset + len(found)
    if page.total > shown:
        rest = f"{shown} of {page.total}; more with --offset {shown}"
        parts.append(Text(rest, style="dim"))
    return Group(*parts)


def _head(number: int, one: Found) -> Text:
    text = Text(f"{number:>2}  ", style="dim")
    text.append_text(pieces(one.title, "bold not dim"))
    about = "  " + day(one.entry).strip()
    text.append(about.rstrip() + "  ", style="dim")
    text.append(" ".join(f"#{one_line(tag)}" for tag in one.entry.tags), style="cyan not dim")
    if one.entry.draft:
        text.append(" draft", style="yellow not dim")
    return text


def _body(one: Found) -> list[RenderableType]:
    lines: list[RenderableType] = []
    if one.snippet:
        text = Text("    ")
        text.append_text(pieces(one.snippet, ""))
        lines.append(text)
    lines.append(Text(f"    {printable(one.entry.path)}", style="dim"))
    return lines


def pieces(parts: Sequence[Piece], style: str) -> Text:
    """Text with its matches in colour, every run of white space one space."""
    text = Text()
    for part in parts:
        head = " " if part.text[:1].isspace() else ""
        tail = " " if part.text[-1:].isspace() and len(part.text) > 1 else ""
        shown = head + one_line(part.text) + tail
        text.append(shown, style=MATCH if part.matched else style)
    return text
