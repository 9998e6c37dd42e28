"""Links of notes that move into the log: each leads to the same file as before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from knowlog.actions.linking import names_of
from knowlog.domain.describe import describe
from knowlog.domain.graph import note_of
from knowlog.domain.imports import Destination, Remark
from knowlog.domain.links import Link
from knowlog.domain.names import Names, Way
from knowlog.domain.splicing import Splice
from knowlog.domain.targets import target_for
from knowlog.importers.notes import Note

Meant = Callable[[Link, str], str]
"""A link and the path of its note in the source to the file there that it means, or nothing."""

_PATHS = frozenset({Way.NEAR, Way.ROOT, Way.ADDRESS})
_REWRITTEN = Remark(0, "link", "a link is written anew, so that it still leads to its file")
_LEFT_OUT = Remark(0, "link-left-out", "a link leads to a file that is left out")
_UNWRITABLE = Remark(0, "link-broken", "a link cannot be written so that it leads to its file")
_UTF16 = Remark(0, "link-encoding", "its links stay as they are, because it is not UTF-8")


def relocate(
    notes: Iterable[Note],
    files: Mapping[str, str],
    destination: Destination,
    meant: Meant,
    *,
    by_name: bool = False,
) -> list[Note]:
    """Write those links anew that would lead elsewhere in the log; all others stay as they are.

    Args:
        notes: Every note that comes in.
        files: Path in the source to path in the log of everything else that comes in.
        destination: The log.
        meant: What links mean in the source.
        by_name: Whether a Markdown link may go on naming a file without its folder.
    """
    linked = [(note, note_of(note.document)) for note in notes]
    where = {**files, **{note.source: note.path for note, _ in linked}}
    entries = {entry.path: entry for entry in destination.entries}
    entries |= {note.path: describe(note.document, destination.zone) for note, _ in linked}
    names = names_of(list(entries.values()), [found for _, found in linked], files.values())
    ways = frozenset(Way) if by_name else _PATHS
    moving = _Moving(where, names, meant, ways)
    return [moving.settled(note, found.links) for note, found in linked]


@dataclass(frozen=True, slots=True)
class _Moving:
    """Where everything goes, what links mean, and how a Markdown link may name its file."""

    where: Mapping[str, str]
    names: Names
    meant: Meant
    ways: frozenset[Way]

    def settled(self, note: Note, links: Iterable[Link]) -> Note:
        splices: list[Splice] = []
        remarks: list[Remark] = []
        first_line = note.body_line - 1
        for link in links:
            file = self.meant(link, note.source) if link.target else ""
            if not file:
                continue
            path = self.where.get(file)
            if path is None:
                remarks.append(_at(first_line + link.line, _LEFT_OUT))
            elif not self._leads(link, note.path, path):
                way = Way.ENDING if "/" in link.target else Way.STEM
                way = way if link.kind.is_wiki else Way.NEAR
                target = target_for(link, note.path, way, path, self.names)
                remarks.append(_at(first_line + link.line, _REWRITTEN if target else _UNWRITABLE))
                if target:
                    written = link.written(target, link.fragment)
                    splices.append(Splice(link.target_start, link.target_end, written))
        changed = note.spliced(splices) if splices else note
        return note.remarked(_UTF16) if changed is None else changed.remarked(*remarks)

    def _leads(self, link: Link, source: str, path: str) -> bool:
        found = self.names.first(link, source)
        if found is None or found[1] != path:
            return False
        return link.kind.is_wiki or found[0] in self.ways


def _at(line: int, remark: Remark) -> Remark:
    return Remark(line, remark.kind, remark.message)
