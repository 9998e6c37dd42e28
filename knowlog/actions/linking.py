"""The links of a log: read what they ask of each file, and put it together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.graph import Graph, Note, note_of
from knowlog.domain.names import Names
from knowlog.domain.permalinks import stand


@dataclass(frozen=True)
class LinkedLog:
    """A log with all that its links ask of it.

    Attributes:
        entries: All of them.
        notes: Path to what the links ask of each entry; one that cannot be read has none.
        files: Paths of what is no entry.
        folders: Paths of folders.
        pattern: Of the addresses on the site, as the settings say; without one, an entry has an
            address only if its front matter says so.
        taken: Addresses that belong to the site itself.
        liquid: Whether Jekyll's tags are links too.
    """

    entries: Sequence[Entry]
    notes: Mapping[str, Note]
    files: Sequence[str] = ()
    folders: Sequence[str] = ()
    pattern: str = ""
    taken: tuple[str, ...] = ()
    liquid: bool = False

    @cached_property
    def names(self) -> Names:
        """Every name that the files of the log answer to."""
        aliases = {note.path: note.place.names for note in self.notes.values() if note.place.names}
        return Names(self.entries, aliases, self.files, self.addresses)

    @cached_property
    def standing(self) -> dict[str, str]:
        """Where each entry stands on the site, as path to address; drafts stand nowhere."""
        seen = [
            (entry, self.notes[entry.path].place)
            for entry in self.entries
            if not entry.draft and entry.path in self.notes
            if self.pattern or self.notes[entry.path].place.permalink
        ]
        return stand(seen, self.pattern, self.taken)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Every address that leads to an entry: where each stands now, then where it once stood."""
        found = {address: path for path, address in self.standing.items()}
        for note in self.notes.values():
            for old in note.place.redirects:
                found.setdefault(old, note.path)
        return found

    @cached_property
    def graph(self) -> Graph:
        """Every link with where it leads."""
        return Graph(self.notes.values(), self.names, frozenset(self.folders), self.taken)

    def note_of(self, document: Document, before: str = "") -> Note:
        """What the links of this log ask of a document and of the text before its body."""
        return note_of(document, liquid=self.liquid, before=before)

    def replaced(self, others: Mapping[str, tuple[Entry, Document]]) -> "LinkedLog":
        """The log with other entries in the places of those at these paths."""
        entries = [others[one.path][0] if one.path in others else one for one in self.entries]
        notes = {path: note for path, note in self.notes.items() if path not in others}
        new = {entry.path: self.note_of(document) for entry, document in others.values()}
        return replace(self, entries=entries, notes=notes | new)


def names_of(entries: Sequence[Entry], notes: Iterable[Note], files: Iterable[str] = ()) -> Names:
    """Every name that the files of a log answer to, where no settings are known.

    Args:
        entries: Of the whole log.
        notes: Of the same entries.
        files: Paths of what is no entry.
    """
    return LinkedLog(entries, {note.path: note for note in notes}, list(files)).names
