"""Give an entry another title or another place, and take every link to it along."""

import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from knowlog.actions.linking import LinkedLog
from knowlog.actions.retitle import Edit, Parse, key_of, retitled
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.dates import split_name
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.graph import note_of
from knowlog.domain.headings import Heading, find_places
from knowlog.domain.moving import path_titled
from knowlog.domain.names import without_ending
from knowlog.domain.permalinks import is_address
from knowlog.domain.ports import EntryStore
from knowlog.domain.rerouting import Rerouting
from knowlog.domain.slugs import slug_key, slugify
from knowlog.domain.splicing import splice_body
from knowlog.errors import ConflictError, NotFoundError, UsageError


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A link that still has the old name, because it cannot be given the new one.

    Attributes:
        path: Of the file that holds it.
        line: Of that file, counted from 1.
        target: As it is written.
    """

    path: str
    line: int
    target: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move would do; nothing is written yet.

    Attributes:
        changes: To be applied.
        path: Where the entry will be.
        redirect: The address that will lead to the new one, or empty.
        left: Links that keep the old name.
    """

    changes: ChangeSet
    path: str
    redirect: str = ""
    left: tuple[Unwritten, ...] = ()


@dataclass(slots=True)
class Mover:
    """Moves one entry of a log.

    Attributes:
        log: With all its links.
        store: Its files.
        edit: Changes front matter.
        parse: Says what bytes would be as an entry.
        liquid: Whether Jekyll's tags are links too.
        left: Links that could not be written anew.
    """

    log: LinkedLog
    store: EntryStore
    edit: Edit
    parse: Parse
    liquid: bool = False
    left: list[Unwritten] = field(default_factory=list)

    def retitle(self, entry: Entry, title: str, *, redirect: bool = True) -> Moved:
        """Give an entry a title, and its file the name that goes with it.

        Raises:
            UsageError: The title is empty.
            ConflictError: Another entry has that name already.
            KnowlogError: The file's front matter cannot be changed.
        """
        title = " ".join(title.split())
        if not title:
            raise UsageError("an entry needs a title", "To move it: knowlog mv ENTRY folder/")
        path = path_titled(entry.path, title)
        self._refuse_twin(entry, path)
        data = self.store.read_bytes(entry.path)
        data = retitled(data, entry, path, title, self.edit, self.parse)
        return self._move(entry, path, data, title, redirect=redirect)

    def relocate(self, entry: Entry, path: str, *, redirect: bool = True) -> Moved:
        """Give an entry another path and leave its text alone.

        Raises:
            ConflictError: There is a file of that name.
            KnowlogError: The file's front matter cannot be changed.
        """
        self._refuse_taken(entry, path)
        data = self.store.read_bytes(entry.path)
        return self._move(entry, path, data, path, redirect=redirect)

    def _move(self, entry: Entry, path: str, data: bytes, words: str, *, redirect: bool) -> Moved:
        before = self.store.read_bytes(entry.path)
        after = self._with(entry, path, data)
        address = ""
        if redirect and not entry.draft:
            data, address = self._redirected(entry, path, data, after)
            after = self._with(entry, path, data)
        rerouting = Rerouting(
            self.log.names,
            after.names,
            {entry.path: path},
            {entry.path: self._renamed_headings(before, data, path)},
        )
        own = self._rewritten(rerouting, entry.path, path, data)
        files = [*_file_changes(entry.path, path, before, own)]
        files += self._others(rerouting, entry.path)
        changes = ChangeSet(f"mv {entry.id} {words}", tuple(files))
        return Moved(changes, path, address, tuple(self.left))

    def _redirected(
        self, entry: Entry, path: str, data: bytes, after: LinkedLog
    ) -> tuple[bytes, str]:
        """The file with its old address as a redirect, and that address."""
        old, new = self.log.names.address(entry.path), after.names.address(path)
        if not old or old == new:
            return data, ""
        document = self.parse(data, path)[1]
        key = _redirect_key(document)
        there = _texts(document.written.get(key))
        kept = [one for one in there if not after.names.is_own(one, path)]
        wanted = [*kept, f"/{old}"]
        return self.edit(data, {key: wanted}, path=entry.path), f"/{old}"

    def _with(self, entry: Entry, path: str, data: bytes) -> LinkedLog:
        """The log as it will be."""
        moved, document = self.parse(data, path)
        return self.log.replaced(entry.path, moved, note_of(document, liquid=self.liquid))

    def _others(self, rerouting: Rerouting, moved: str) -> Iterator[FileChange]:
        """The files that link to what moves, with their links changed."""
        for path, note in self.log.notes.items():
            if path == moved or not rerouting.touches(note):
                continue
            try:
                data = self.store.read_bytes(path)
            except NotFoundError:
                continue
            after = self._rewritten(rerouting, path, path, data)
            if after != data:
                yield FileChange(path, data, after)

    def _rewritten(self, rerouting: Rerouting, source: str, path: str, data: bytes) -> bytes:
        """A file with its links changed; ``source`` is where it is, ``path`` where it will be."""
        document = self.parse(data, path)[1]
        note = replace(note_of(document, liquid=self.liquid), path=source)

        def lost(start: int) -> None:
            line = document.body_line + document.body.count("\n", 0, start)
            self.left.append(Unwritten(path, line, document.body[start:].split("\n", 1)[0][:60]))

        splices = list(rerouting.splices(note, document.body, lambda link: lost(link.target_start)))
        after = splice_body(data, document.body, splices)
        if after is None:
            for splice in splices:
                lost(splice.start)
            return data
        return after

    def _renamed_headings(self, before: bytes, after: bytes, path: str) -> dict[str, Heading]:
        """The headings whose anchors change: old anchor to the heading as it will be."""
        old, new = (
            find_places(self.parse(data, path)[1].body).headings for data in (before, after)
        )
        pairs = zip(old, new, strict=False)
        return {one.anchor: other for one, other in pairs if one.anchor != other.anchor}

    def _refuse_taken(self, entry: Entry, path: str) -> None:
        """Refuse a path that a file of the log has, also where only case or accents differ.

        Raises:
            ConflictError: There is such a file.
        """
        for other in {*self.log.files, *(one.path for one in self.log.entries)} - {entry.path}:
            if _path_key(other) == _path_key(path):
                hint = "Choose another name, or move that one first."
                raise ConflictError(f"there is a file {other} already", hint)

    def _refuse_twin(self, entry: Entry, path: str) -> None:
        """Refuse a title that would give an entry the id of another.

        Raises:
            ConflictError: There is one of that id.
        """
        self._refuse_taken(entry, path)
        name = slugify(split_name(without_ending(posixpath.basename(path)))[1])
        for other in self.log.entries:
            same = slug_key(other.id) == slug_key(name)
            if same and entry.path not in {path, other.path}:
                hint = "Choose another title; or name the file: knowlog mv ENTRY another-name.md"
                raise ConflictError(f"{other.path} is called {other.id} already", hint)


def _file_changes(old: str, new: str, before: bytes, after: bytes) -> list[FileChange]:
    if old == new:
        return [FileChange(old, before, after)] if before != after else []
    return [FileChange(old, before, None), FileChange(new, None, after)]


def _redirect_key(document: Document) -> str:
    """Where old addresses go: where the file keeps them, else as Jekyll does, in TOML as Hugo."""
    if key := key_of(document, "redirect_from"):
        return key
    key = key_of(document, "aliases")
    if key and any(map(is_address, _texts(document.written.get(key)))):
        return key
    return "redirect_from"


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str) and one]
    return [value] if isinstance(value, str) and value else []


def _path_key(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
