"""The author's profile with its picture, and what the log says of itself."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from knowlog.actions.about import Introduction
from knowlog.cli.views.listing import day, title
from knowlog.cli.views.picture import picture_of
from knowlog.domain.document import Document
from knowlog.domain.text import counted, one_line
from knowlog.render.terminal import render_entry


def draw(
    introduction: Introduction, document: Document | None, picture: Path | None, *, width: int
) -> RenderableType:
    """The page first, a line, then the log's own summary."""
    parts: list[RenderableType] = []
    if picture is not None and (drawn := picture_of(picture, width)) is not None:
        parts += [drawn, Text()]
    if introduction.profile and document:
        parts += [render_entry(introduction.profile, document, width), Text()]
    parts += [Rule(style="dim"), _summary(introduction)]
    return Group(*parts)


def _summary(introduction: Introduction) -> RenderableType:
    stats = introduction.stats
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    since = f" since {stats.first}" if stats.first else ""
    entries, words = counted(stats.entries, "entry", "entries"), counted(stats.words, "word")
    table.add_row("log", f"{entries}{since}, {words}")
    if stats.tags:
        table.add_row("tags", _tags(dict(list(stats.tags.items())[:8])))
    if stats.rising:
        table.add_row("rising", Text(", ".join(map(one_line, stats.rising)), style="green"))
    for number, entry in enumerate(introduction.latest):
        line = Text(day(entry) + "  ", style="dim")
        line.append_text(title(entry))
        table.add_row("latest" if number == 0 else "", line)
    return table


def _tags(counts: dict[str, int]) -> Text:
    text = Text()
    for tag, count in counts.items():
        text.append(one_line(tag), style="cyan")
        text.append(f" {count}  ", style="dim")
    return text
