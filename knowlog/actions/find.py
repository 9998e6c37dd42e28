"""Search: the index says which files, the files themselves say which words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowlog.domain.entry import Entry
from knowlog.domain.hits import Page
from knowlog.domain.readable import readable
from knowlog.domain.snippets import Segment, Span, Window, windows
from knowlog.errors import NotFoundError

Marks = Callable[[str], Sequence[Span]]
"""Where the words of the query stand in a text, as (start, end), ascending."""

SNIPPET = 160
"""How many characters of context a snippet shows at the most."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a query found.

    Attributes:
        entry: What it is.
        score: Higher is better; comparable within one search only.
        title: The title, with what matched.
        windows: The best places of its text, with what matched, in their order.
        lacks: Words of the query that the entry does not hold.
    """

    entry: Entry
    score: float
    title: tuple[Segment, ...]
    windows: tuple[Window, ...]
    lacks: tuple[str, ...] = ()

    @property
    def matched(self) -> tuple[str, ...]:
        """The words that matched, as they stand in the entry, each once."""
        pieces = [*self.title, *(part for window in self.windows for part in window.segments)]
        return tuple(dict.fromkeys(piece.text for piece in pieces if piece.matched))

    @property
    def snippet(self) -> str:
        """The windows as one line of text."""
        return " ".join(window.text for window in self.windows)


def with_context(
    page: Page,
    entries: Mapping[str, Entry],
    read: Callable[[str], str],
    marks: Marks,
    count: int = 1,
) -> list[Found]:
    """Open the files of the hits that are shown, and pick what to show of each.

    Args:
        page: The hits.
        entries: Path to entry.
        read: Path to the text of the file; raises `NotFoundError` for one that is gone.
        marks: Finds the words of the query.
        count: How many windows of each text to show.
    """
    found = []
    for hit in page.hits:
        entry = entries.get(hit.path)
        if entry is None:
            continue
        try:
            body = read(hit.path)
        except NotFoundError:
            continue  # gone a moment ago; the next search will not find it
        text = _windows(_below_title(body, entry.title), marks, count)
        title = windows(entry.title, marks(entry.title), len(entry.title))[0].segments
        found.append(Found(entry, hit.score, title, text, hit.lacks))
    return found


def _below_title(body: str, title: str) -> str:
    """The body without a heading at its top that only says the title again."""
    first, _, rest = body.lstrip().partition("\n")
    return rest if first.startswith("# ") and readable(first).strip() == title else body


def _windows(body: str, marks: Marks, count: int) -> tuple[Window, ...]:
    """The best places of the text as it reads; of the source, where only that has the words."""
    text = readable(body)
    spans = marks(text)
    if not spans and (found := marks(body)):
        return windows(body, found, SNIPPET, count)
    return windows(text, spans, SNIPPET, count)
