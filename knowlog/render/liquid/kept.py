"""Find the Liquid that an import left as it was, by the mark behind it."""

from knowlog.render.liquid.once import STAYED, segments

Span = tuple[int, int]


def kept(text: str) -> tuple[list[Span], list[Span]]:
    """The pieces that stayed, and the marks behind them; as spans of the text.

    A mark belongs to the last piece before it.
    """
    pieces = list(segments(text))
    found: list[Span] = []
    marks: list[Span] = []
    at = text.find(STAYED)
    while at >= 0:
        before = [piece for piece in pieces if piece[1] <= at]
        if before:
            found.append(before[-1])
        marks.append((at, at + len(STAYED)))
        at = text.find(STAYED, at + 1)
    return found, marks
