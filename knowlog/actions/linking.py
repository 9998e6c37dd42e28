"""The links of a log: read what they ask of each file, and put it together."""

from collections.abc import Iterable, Iterator, Sequence

from knowlog.domain.entry import Entry
from knowlog.domain.graph import Graph, Note, note_of
from knowlog.domain.names import Names
from knowlog.domain.ports import EntryStore
from knowlog.errors import NotFoundError


def read_notes(store: EntryStore, entries: Iterable[Entry]) -> Iterator[Note]:
    """What the links of a log ask of each of its files; one that cannot be read has no links."""
    for entry in entries:
        try:
            yield note_of(store.read(entry.path))
        except NotFoundError:
            continue


def names_of(entries: Sequence[Entry], notes: Sequence[Note], files: Iterable[str] = ()) -> Names:
    """Every name that the files of a log answer to.

    Args:
        entries: Of the whole log.
        notes: Of the same entries.
        files: Paths of what is no entry.
    """
    addresses = {note.names.permalink: note.path for note in notes if note.names.permalink}
    for note in notes:
        for old in note.names.redirects:
            addresses.setdefault(old, note.path)
    aliases = {note.path: note.names.aliases for note in notes if note.names.aliases}
    return Names(entries, aliases, files, addresses)


def connect(
    entries: Sequence[Entry],
    notes: Sequence[Note],
    files: Iterable[str] = (),
    folders: Iterable[str] = (),
) -> Graph:
    """The link graph of a log; arguments as for `names_of`, folders as paths too."""
    return Graph(notes, names_of(entries, notes, files), frozenset(folders))
