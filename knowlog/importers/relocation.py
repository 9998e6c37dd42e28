"""Links of notes that move into the log: each leads to the same file as before."""

from collections.abc import Callable, Iterable, Mapping

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

_REWRITTEN = Remark(0, "link", "a link is written anew, so that it still leads to its file")
_LEFT_OUT = Remark(0, "link-left-out", "a link leads to a file that is left out")
_UNWRITABLE = Remark(0, "link-broken", "a link cannot be written so that it leads to its file")
_UTF16 = Remark(0, "link-encoding", "its links stay as they are, because it is not UTF-8")


def relocate(
    notes: Iterable[Note],
    files: Mapping[str, str],
    destination: Destination,
    meant: Meant,
) -> list[Note]:
    """Write those links anew that would lead elsewhere in the log; all others stay as they are.

    Args:
        notes: Every note that comes in.
        files: Path in the source to path in the log of everything else that comes in.
        destination: The log.
        meant: What links mean in the source.
    """
    linked = [(note, note_of(note.document)) for note in notes]
    where = {**files, **{note.source: note.path for note, _ in linked}}
    entries = {entry.path: entry for entry in destination.entries}
    entries |= {note.path: describe(note.document, destination.zone) for note, _ in linked}
    names = names_of(list(entries.values()), [found for _, found in linked], files.values())
    return [_settled(note, found.links, where, names, meant) for note, found in linked]


def _settled(
    note: Note, links: Iterable[Link], where: Mapping[str, str], names: Names, meant: Meant
) -> Note:
    splices: list[Splice] = []
    remarks: list[Remark] = []
    first_line = note.document.body_line - 1
    for link in links:
        file = meant(link, note.source) if link.target else ""
        if not file:
            continue
        path = where.get(file)
        if path is None:
            remarks.append(_at(first_line + link.line, _LEFT_OUT))
        elif not _leads(link, note.path, path, names):
            way = Way.ENDING if "/" in link.target else Way.STEM
            target = target_for(link, note.path, way, path, names)
            remarks.append(_at(first_line + link.line, _REWRITTEN if target else _UNWRITABLE))
            if target:
                written = link.written(target, link.fragment)
                splices.append(Splice(link.target_start, link.target_end, written))
    changed = note.spliced(splices) if splices else note
    return note.remarked(_UTF16) if changed is None else changed.remarked(*remarks)


def _leads(link: Link, source: str, path: str, names: Names) -> bool:
    found = names.first(link, source)
    return found is not None and found[1] == path


def _at(line: int, remark: Remark) -> Remark:
    return Remark(line, remark.kind, remark.message)
