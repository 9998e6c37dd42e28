"""Lines inside lines: prefixes, indents, and code cut at the edge."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowlog.render.layout.spans import Line, Span, line_columns, plain, wrap

NARROWEST = 8
"""Columns that nested blocks keep, however deep they are."""


def inside(width: int, taken: int) -> int:
    """The columns that are left beside a prefix."""
    return max(width - taken, NARROWEST)


def prefixed(lines: Iterable[Line], first: str, rest: str, *styles: str) -> list[Line]:
    """Put a marker before the first line, and what stands for it before the others."""
    return [
        (Span(rest if number else first, styles), *line) if line or first.strip() else ()
        for number, line in enumerate(lines)
    ]


def indented(lines: Iterable[Line], columns: int) -> list[Line]:
    """Move lines to the right; empty ones stay empty."""
    return [(Span(" " * columns), *line) if line else () for line in lines]


def cut(line: Line, width: int) -> list[Line]:
    """Break code at the exact column, its spaces kept."""
    if line_columns(line) <= width:
        return [line]
    if len(line) == 1 and line[0].text.isascii():
        text = line[0].text
        return [
            (replace(line[0], text=text[at : at + width]),) for at in range(0, len(text), width)
        ]
    glued = [replace(span, text=span.text.replace(" ", "\u00a0")) for span in line]
    return [
        tuple(replace(span, text=span.text.replace("\u00a0", " ")) for span in part)
        for part in wrap(glued, width)
    ]


def without_gaps(lines: Iterable[Line]) -> list[Line]:
    """Leave out empty lines at both ends, and all but one in between."""
    return list(_without_gaps(lines))


def _without_gaps(lines: Iterable[Line]) -> Iterator[Line]:
    gap = started = False
    for line in lines:
        if not plain(line).strip():
            gap = started
            continue
        if gap:
            yield ()
        gap, started = False, True
        yield line
