"""Search: the index says which files, the files themselves say which words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowlog.domain.entry import Entry
from knowlog.domain.hits import Page
from knowlog.domain.ports import EntryStore
from knowlog.errors import NotFoundError

Span = tuple[int, int]
Marks = Callable[[str], Sequence[Span]]
"""Where the words of the query stand in a text, as (start, end), ascending."""

SNIPPET = 160
"""How many characters of context a snippet shows at the most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet.

    Attributes:
        text: One line.
        matched: Whether the query found it.
    """

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a query found.

    Attributes:
        entry: What it is.
        score: Higher is better; comparable within one search only.
        title: The title, with what matched.
        snippet: The best place of its text, with what matched.
    """

    entry: Entry
    score: float
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]

    @property
    def matched(self) -> tuple[str, ...]:
        """The words that matched, as they stand in the entry, each once."""
        words = (piece.text for piece in (*self.title, *self.snippet) if piece.matched)
        return tuple(dict.fromkeys(words))


def with_context(
    page: Page, entries: Mapping[str, Entry], store: EntryStore, marks: Marks
) -> list[Found]:
    """Open the files of the hits that are shown, and pick what to show of each."""
    found = []
    for hit in page.hits:
        entry = entries.get(hit.path)
        if entry is None:
            continue
        try:
            body = store.read(hit.path).body
        except NotFoundError:
            continue  # gone a moment ago; the next search will not find it
        found.append(
            Found(entry, hit.score, marked(entry.title, marks(entry.title)), snippet(body, marks))
        )
    return found


def snippet(body: str, marks: Marks, width: int = SNIPPET) -> tuple[Piece, ...]:
    """The window of the text with the most different matches, cut at words; the earliest wins."""
    spans = marks(body)
    if not spans:
        return ()
    start, end = _window(body, spans, width)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if start <= a < end]
    pieces = list(marked(body[start:end], inside))
    if start > 0:
        pieces.insert(0, Piece("…"))
    if end < len(body.rstrip()):
        pieces.append(Piece("…"))
    return tuple(pieces)


def _window(body: str, spans: Sequence[Span], width: int) -> Span:
    best, most = 0, 0
    for first in range(len(spans)):
        reach = spans[first][0] + width - width // 4
        words = {body[a:b].casefold() for a, b in spans[first:] if b <= reach}
        if len(words) > most:
            best, most = first, len(words)
    start = max(0, spans[best][0] - width // 4)
    start = 0 if start == 0 else _word_start(body, start, spans[best][0])
    end = min(len(body), start + width)
    return start, end if end == len(body) else _word_end(body, end, spans[best][1])


def _word_start(body: str, at: int, limit: int) -> int:
    space = next((i for i in range(at, limit) if body[i - 1].isspace()), None)
    return at if space is None else space


def _word_end(body: str, at: int, limit: int) -> int:
    space = next((i for i in range(at, limit, -1) if body[i - 1].isspace()), None)
    return at if space is None else space - 1


def marked(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """Cut a text at the ends of its matches."""
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        if start < at:
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], matched=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)
