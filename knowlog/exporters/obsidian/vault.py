"""Every entry and file of a log, as a vault holds it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from knowlog.domain.entry import Entry
from knowlog.domain.exports import Outgoing
from knowlog.domain.graph import Note, note_of
from knowlog.domain.imports import Remark
from knowlog.domain.names import Names
from knowlog.domain.paths import free, path_key
from knowlog.domain.splicing import Splice, splice_body
from knowlog.domain.vaults import NOTE, VaultFiles
from knowlog.errors import NotFoundError
from knowlog.exporters.obsidian.links import Rewriter
from knowlog.exporters.obsidian.properties import with_properties
from knowlog.storage.frontmatter.parsing import parse

_TEMPLATES = "templates/"


@dataclass(frozen=True, slots=True)
class VaultSource:
    """A log on its way into a vault.

    Attributes:
        home: The folder of its entries; what is in it comes to the root of the vault.
        entries: All of them, drafts included.
        files: The paths of all other files that are not hidden.
        read: The bytes of a file.
        names: What entries and files answer to, addresses on the site included.
    """

    home: str
    entries: Sequence[Entry]
    files: Sequence[str]
    read: Callable[[str], bytes]
    names: Names


def vault_files(source: VaultSource) -> list[Outgoing]:
    """Say what the files of the vault are: entries, what belongs to them, and templates."""
    texts = dict(_texts(source))
    notes = {path: note_of(parse(data, path)) for path, data in texts.items()}
    entries = [entry for entry in source.entries if entry.path in texts]
    files = _wanted(source, notes.values())
    places = _places(texts, files, source.home)
    rewriter = Rewriter(source.names, notes, places, VaultFiles(places.values()))
    going = [_outgoing(entry, texts[entry.path], rewriter) for entry in entries]
    return [*going, *(Outgoing(path, places[path]) for path in files)]


def _texts(source: VaultSource) -> Iterator[tuple[str, bytes]]:
    for entry in source.entries:
        with suppress(NotFoundError):
            yield entry.path, source.read(entry.path)


def _wanted(source: VaultSource, notes: Iterable[Note]) -> list[str]:
    """The files that go along: all beside the entries, and what these link to elsewhere."""
    beside = (f"{source.home}/" if source.home else "", _TEMPLATES)
    wanted = {path for path in source.files if path.startswith(beside)}
    known = set(source.files)
    for note in notes:
        for link in note.links:
            found = source.names.find(link, note.path)[:1]
            wanted.update(path for path in found if path in known)
    return sorted(wanted)


def _places(notes: Iterable[str], files: Iterable[str], home: str) -> dict[str, str]:
    """Where each file goes: what is in the folder of the entries, to the root of the vault.

    Notes end in ``.md`` there: Obsidian opens no other file as a note.
    """
    inner = f"{home}/" if home else ""
    wanted = {path: f"{path.rpartition('.')[0]}{NOTE}" for path in notes}
    wanted |= {path: path for path in files}
    places: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(wanted, key=lambda one: (not one.startswith(inner), wanted[one] != one)):
        place = free(wanted[path].removeprefix(inner), lambda one: path_key(one) in taken)
        taken.add(path_key(place))
        places[path] = place
    return places


def _outgoing(entry: Entry, text: bytes, rewriter: Rewriter) -> Outgoing:
    data, remarks = with_properties(text, entry)
    body = parse(text, entry.path).body
    splices: list[Splice] = []
    said: list[Remark] = []
    for link, written, remark in rewriter.targets(rewriter.notes[entry.path], body):
        said.append(remark)
        if written:
            splices.append(Splice(link.target_start, link.target_end, written))
    changed = splice_body(data, body, splices) if splices else data
    if changed is None:
        said = [Remark(0, "link", "its links stay as they are, because it is not UTF-8")]
    else:
        data = changed
    place = rewriter.places[entry.path]
    old_name, name = (path.rpartition("/")[2] for path in (entry.path, place))
    if old_name != name:
        remarks = (*remarks, Remark(0, "renamed", f"it is called {name} there"))
    return Outgoing(entry.path, place, None if data == text else data, (*remarks, *said))
