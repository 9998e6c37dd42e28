"""The windows of a text that show best why it was found."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end in characters."""

_LOOK = 24
"""How far a window may move to begin and end between words."""

_ALIKE = 5
"""Words that agree in so many letters are forms of one word: both show no more than one does."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a window.

    Attributes:
        text: White space runs are single spaces, so that a window fits on a line.
        matched: Whether these are words of the query.
    """

    text: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text.

    Attributes:
        start: Where it begins in the text, in characters.
        end: Where it ends.
        segments: Its pieces, in order.
        first: Whether it begins where the text begins.
        last: Whether it ends where the text ends.
    """

    start: int
    end: int
    segments: tuple[Segment, ...]
    first: bool
    last: bool

    @property
    def text(self) -> str:
        """The window without marks, with signs of what is left out."""
        middle = "".join(segment.text for segment in self.segments)
        return f"{'' if self.first else '…'}{middle}{'' if self.last else '…'}"


def windows(text: str, spans: Sequence[Span], width: int, count: int = 1) -> tuple[Window, ...]:
    """The best windows of a text, in the order of the text, none touching another.

    A window is better the more different words it shows, then the more matches, then the
    earlier it stands. A text without matches gives its beginning.

    Args:
        text: The whole text.
        spans: What matched, ascending, none touching another.
        width: Characters of a window, about.
        count: How many windows at most.
    """
    chosen: list[Span] = []
    left = list(spans)
    while left and len(chosen) < count:
        best = _best(text, left, width)
        start, end = _around(text, left[best[0]][0], left[best[1] - 1][1], width)
        start = max([start, *(e for _, e in chosen if e <= left[best[0]][0])])
        end = min([end, *(s for s, _ in chosen if s >= left[best[1] - 1][1])])
        chosen.append((start, end))
        left = [span for span in left if span[1] <= start or span[0] >= end]
    if not chosen:
        chosen.append(_around(text, 0, 0, width))
    return tuple(_window(text, spans, start, end) for start, end in sorted(chosen))


def _best(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """The stretch of spans, as start and end in their list, that fits and shows most."""
    words = [text[start:end].casefold()[:_ALIKE] for start, end in spans]
    held: dict[str, int] = {}
    best, value, first = (0, 1), (0, 0), 0
    for last, (_, end) in enumerate(spans):
        held[words[last]] = held.get(words[last], 0) + 1
        while end - spans[first][0] > width and first < last:
            held[words[first]] -= 1
            if not held[words[first]]:
                del held[words[first]]
            first += 1
        shown = (len(held), last + 1 - first)
        if shown > value:
            best, value = (first, last + 1), shown
    return best


def _around(text: str, start: int, end: int, width: int) -> Span:
    """A window of about this width around a stretch, moved to begin and end between words."""
    spare = max(0, width - (end - start))
    low = max(0, start - spare // 3)
    high = min(len(text), low + max(width, end - low))
    low = max(0, min(low, high - width))
    return _after_space(text, low, start), _before_space(text, high, end)


def _after_space(text: str, at: int, limit: int) -> int:
    if at == 0 or text[at - 1].isspace():
        return at
    for place in range(at, min(limit, at + _LOOK)):
        if text[place].isspace():
            return place + 1
    return min(at, limit)


def _before_space(text: str, at: int, limit: int) -> int:
    if at == len(text) or text[at].isspace():
        return at
    for place in range(at, max(limit, at - _LOOK), -1):
        if text[place - 1].isspace():
            return place - 1
    return max(at, limit)


def _window(text: str, spans: Sequence[Span], start: int, end: int) -> Window:
    first = bisect_left([s for s, _ in spans], start)
    last = bisect_right([e for _, e in spans], end)
    segments: list[Segment] = []
    at = start
    for low, high in spans[first:last]:
        segments += _segment(text[at:low], matched=False)
        segments += _segment(text[low:high], matched=True)
        at = high
    segments += _segment(text[at:end], matched=False)
    whole = _trimmed(segments)
    return Window(start, end, whole, not text[:start].strip(), not text[end:].strip())


def _segment(text: str, *, matched: bool) -> list[Segment]:
    """One segment with its white space made single, or none for no text."""
    if not text:
        return []
    inner = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() and inner else ""
    return [Segment(f"{before}{inner}{after}", matched)]


def _trimmed(segments: list[Segment]) -> tuple[Segment, ...]:
    if segments:
        segments[0] = Segment(segments[0].text.lstrip(), segments[0].matched)
        segments[-1] = Segment(segments[-1].text.rstrip(), segments[-1].matched)
    return tuple(segment for segment in segments if segment.text)
