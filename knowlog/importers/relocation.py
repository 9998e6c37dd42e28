"""Links of notes that move into the log: each leads to the same file as before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath as PurePath

from knowlog.actions.linking import names_of
from knowlog.domain.describe import describe
from knowlog.domain.graph import (
    BROKEN_ANCHOR,
    BROKEN_LINK,
    MISSING_EMBED,
    MISSING_IMAGE,
    Graph,
    note_of,
)
from knowlog.domain.imports import Destination, Remark
from knowlog.domain.links import Link, LinkKind
from knowlog.domain.names import Names, Way
from knowlog.domain.splicing import Splice, text_before
from knowlog.domain.targets import target_for
from knowlog.importers.notes import Note

Meant = Callable[[Link, str], str]
"""A link and the path of its note in the source to the file there that it means, or nothing."""

_PATHS = frozenset({Way.NEAR, Way.ROOT, Way.ADDRESS})
_REWRITTEN = Remark(0, "link", "a link is written anew, so that it still leads to its file")
_LEFT_OUT = Remark(0, "link-left-out", "a link leads to a file that is left out")
_UNWRITABLE = Remark(0, "link-broken", "a link cannot be written so that it leads to its file")
_FAULTS = {
    LinkKind.WIKILINK: "a name in brackets has no note, in the source as well",
    BROKEN_LINK: "a link leads nowhere, in the source as well",
    BROKEN_ANCHOR: "a link leads to a heading that is not there, in the source as well",
    MISSING_IMAGE: "a picture is not there, in the source as well",
    MISSING_EMBED: "what is embedded is not there, in the source as well",
}
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
    linked = [(note, note_of(note.document, before=_before(note))) for note in notes]
    where = {**files, **{note.source: note.path for note, _ in linked}}
    entries = {entry.path: entry for entry in destination.entries}
    entries |= {note.path: describe(note.document, destination.zone) for note, _ in linked}
    names = names_of(list(entries.values()), [found for _, found in linked], files.values())
    ways = frozenset(Way) if by_name else _PATHS
    known = [replace(found, links=()) for _, found in linked]
    folders = {str(one) for path in [*entries, *files.values()] for one in PurePath(path).parents}
    moving = _Moving(where, names, meant, ways, Graph(known, names, folders, destination.pages))
    return [moving.settled(note, found.links) for note, found in linked]


@dataclass(frozen=True, slots=True)
class _Moving:
    """Where everything goes, what links mean, and how a Markdown link may name its file."""

    where: Mapping[str, str]
    names: Names
    meant: Meant
    ways: frozenset[Way]
    graph: Graph

    def settled(self, note: Note, links: Iterable[Link]) -> Note:
        splices: list[Splice] = []
        remarks: list[Remark] = []
        for link in links:
            file = self.meant(link, note.source) if link.target else ""
            path = self.where.get(file)
            line = note.body_line - 1 + link.line
            if file and path is None:
                remarks.append(_at(line, _LEFT_OUT))
            elif path and not self._leads(link, note.path, path):
                target = self._written(link, note.path, path)
                remarks.append(_at(line, _REWRITTEN if target else _UNWRITABLE))
                if target:
                    written = link.written(target, link.fragment)
                    splices.append(Splice(link.target_start, link.target_end, written))
            else:
                remarks += self._broken(link, note.path, line)
        changed = _spliced(note, splices) if splices else note
        return note.remarked(_UTF16) if changed is None else changed.remarked(*remarks)

    def _written(self, link: Link, source: str, path: str) -> str:
        way = Way.ENDING if "/" in link.target else Way.STEM
        way = way if link.kind.is_wiki else Way.NEAR
        return target_for(link, source, way, path, self.names)

    def _broken(self, link: Link, source: str, line: int) -> Iterator[Remark]:
        """What doctor will say of a link, which leads nowhere in the source as well."""
        found = self.names.first(link, source)
        if found is None and link.loose:
            return
        fault = self.graph.fault(link, source, found[1] if found else "")
        if fault:
            message = _FAULTS[LinkKind.WIKILINK if _is_name(link, fault) else fault]
            place = f"{link.target}#{link.fragment}" if link.fragment else link.target
            yield Remark(line, fault, message, place)

    def _leads(self, link: Link, source: str, path: str) -> bool:
        found = self.names.first(link, source)
        if found is None or found[1] != path:
            return False
        return link.kind.is_wiki or found[0] in self.ways


def _before(note: Note) -> str:
    return text_before(note.data, note.document.body)


def _is_name(link: Link, fault: str) -> bool:
    return link.kind is LinkKind.WIKILINK and fault == BROKEN_LINK


def _spliced(note: Note, splices: list[Splice]) -> Note | None:
    """The note with its links written anew; those of front matter only where it stays sound."""
    changed = note.spliced(splices)
    if changed and len(changed.document.problems) > len(note.document.problems):
        return note.spliced([one for one in splices if one.start >= 0])
    return changed


def _at(line: int, remark: Remark) -> Remark:
    return Remark(line, remark.kind, remark.message)
