"""What stands around an entry: where it leads, what leads to it, and what only names it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from knowlog.actions.linking import LinkedLog
from knowlog.domain.document import Document
from knowlog.domain.encoding import as_utf8
from knowlog.domain.entry import Entry
from knowlog.domain.graph import Edge
from knowlog.domain.links import Link, find_links
from knowlog.domain.ports import EntryStore
from knowlog.domain.unlinked import Wanted, find_unlinked
from knowlog.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of another entry.

    Attributes:
        path: Of that entry.
        line: Of its file, counted from 1.
        text: The line as it stands.
    """

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The links of an entry.

    Attributes:
        out: Links that lead somewhere in the log.
        web: Links out of the log, each with the line of the file.
        back: Links of other entries to this one, each with its line as it stands.
        broken: Links that lead nowhere.
        mentions: Lines of other entries that name it without a link.
    """

    out: tuple[Edge, ...]
    web: tuple[tuple[int, Link], ...]
    back: tuple[tuple[Edge, str], ...]
    broken: tuple[Edge, ...]
    mentions: tuple[Mention, ...]


def surroundings(entry: Entry, log: LinkedLog, store: EntryStore) -> Surroundings:
    """Look at all links of an entry, in both directions, and for its names in other texts."""
    document = store.read(entry.path)
    links = log.graph.out_of(entry.path)
    return Surroundings(
        out=tuple(edge for edge in links if not edge.fault),
        web=tuple(_web(document)),
        back=tuple(_with_lines(log.graph.into(entry.path), store)),
        broken=tuple(edge for edge in links if edge.fault),
        mentions=tuple(mentions(entry, log, store)),
    )


def _web(document: Document) -> Iterator[tuple[int, Link]]:
    for link in find_links(document.body):
        if link.is_external:
            yield document.body_line + link.line - 1, link


def _with_lines(edges: Iterable[Edge], store: EntryStore) -> Iterator[tuple[Edge, str]]:
    for path, several in groupby(edges, key=attrgetter("source")):
        try:
            lines = _lines(store.read_bytes(path))
        except NotFoundError:
            continue
        for edge in several:
            yield edge, lines[edge.line - 1].strip() if edge.line <= len(lines) else ""


def _text(data: bytes) -> str:
    return as_utf8(data).data.decode("utf-8")


def _lines(data: bytes) -> list[str]:
    return _text(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def mentions(entry: Entry, log: LinkedLog, store: EntryStore) -> Iterator[Mention]:
    """Every line of other entries that holds the title or another name of this one unlinked."""
    note = log.notes.get(entry.path)
    names = Wanted([entry.title, *(note.place.names if note else ())])
    for path in sorted(log.notes):
        try:
            if path == entry.path or not names.may_be_in(_text(store.read_bytes(path))):
                continue  # cheaper than taking every file apart
            document = store.read(path)
        except NotFoundError:
            continue
        for one in find_unlinked(document.body, names):
            yield Mention(path, document.body_line + one.line - 1, one.text)
