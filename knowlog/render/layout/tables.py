"""Tables at any width: columns where they fit, one block per row where they do not."""

from dataclasses import dataclass

from knowlog.render.layout.spans import Line, Span, line_columns, wrap

_NARROWEST_COLUMN = 6
_RULE = "rule"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are laid out inline.

    Attributes:
        header: One list of spans per column.
        rows: Each as long as the header.
        alignments: ``left``, ``right`` or ``center``, one per column.
    """

    header: list[list[Span]]
    rows: list[list[list[Span]]]
    alignments: list[str]


def table_lines(table: Table, width: int) -> list[Line]:
    """Lay a table out in at most this many columns."""
    widths = _column_widths(table, width)
    if widths is None:
        return _as_records(table, width)
    lines = _row_lines(table.header, widths, table.alignments)
    rule = "─┼─".join("─" * column for column in widths)
    lines.append((Span(rule, (_RULE,)),))
    for row in table.rows:
        lines.extend(_row_lines(row, widths, table.alignments))
    return lines


def _column_widths(table: Table, width: int) -> list[int] | None:
    rows = [table.header, *table.rows]
    count = len(table.header)
    available = width - 3 * (count - 1)
    natural = [max(1, *(_natural(row[i]) for row in rows)) for i in range(count)]
    if sum(natural) <= available:
        return natural
    least = [max(1, *(_longest_word(row[i]) for row in rows)) for i in range(count)]
    least = [min(word, max(_NARROWEST_COLUMN, available // count)) for word in least]
    if sum(least) > available:
        return None
    return _share(natural, least, available)


def _share(natural: list[int], least: list[int], available: int) -> list[int]:
    """Give every column its least, and the rest to those that want more, the smallest first."""
    widths = least[:]
    spare = available - sum(widths)
    while spare > 0:
        wanting = [i for i, width in enumerate(widths) if width < natural[i]]
        if not wanting:
            break
        narrowest = min(wanting, key=lambda i: widths[i])
        widths[narrowest] += 1
        spare -= 1
    return widths


def _natural(cell: list[Span]) -> int:
    return max((line_columns(line) for line in wrap(cell, 10_000)), default=0)


def _longest_word(cell: list[Span]) -> int:
    return (
        max((line_columns(line) for line in wrap(cell, 2)), default=0)
        if not cell
        else max(
            (line_columns((Span(word),)) for span in cell for word in span.text.split()),
            default=0,
        )
    )


def _row_lines(cells: list[list[Span]], widths: list[int], alignments: list[str]) -> list[Line]:
    wrapped = [wrap(cell, width) or [()] for cell, width in zip(cells, widths, strict=True)]
    lines: list[Line] = []
    for i in range(max(len(cell) for cell in wrapped)):
        line: list[Span] = []
        for column, cell in enumerate(wrapped):
            if column:
                line.append(Span(" │ ", (_RULE,)))
            content = cell[i] if i < len(cell) else ()
            line.extend(_aligned(content, widths[column], alignments[column]))
        lines.append(_without_end_space(line))
    return lines


def _aligned(content: Line, width: int, alignment: str) -> list[Span]:
    missing = width - line_columns(content)
    before = {"right": missing, "center": missing // 2}.get(alignment, 0)
    return [Span(" " * before), *content, Span(" " * (missing - before))]


def _without_end_space(line: list[Span]) -> Line:
    while line and not line[-1].text.strip(" "):
        line.pop()
    return tuple(span for span in line if span.text)


def _as_records(table: Table, width: int) -> list[Line]:
    lines: list[Line] = []
    for number, row in enumerate(table.rows):
        if number:
            lines.append((Span("─" * min(width, 20), (_RULE,)),))
        for name, cell in zip(table.header, row, strict=True):
            lines.extend(wrap([*name, Span(": ", ("strong",)), *cell], width))
    return lines or [line for cell in table.header for line in wrap(cell, width)]
