"""Find the Liquid that an import left as it was, by the mark behind it."""

from bisect import bisect_right

from knowlog.render.liquid.partial import STAYED, segments

Span = tuple[int, int]


def kept(text: str) -> tuple[list[Span], list[Span]]:
    """The pieces that stayed, and the marks behind them; as spans of the text.

    A mark belongs to the last piece before it.
    """
    pieces = list(segments(text))
    ends = [end for _, end in pieces]
    found: list[Span] = []
    marks: list[Span] = []
    at = text.find(STAYED)
    while at >= 0:
        number = bisect_right(ends, at)
        if number:
            found.append(pieces[number - 1])
        marks.append((at, at + len(STAYED)))
        at = text.find(STAYED, at + 1)
    return found, marks
