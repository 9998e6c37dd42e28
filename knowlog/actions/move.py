"""Give an entry another title or another place, and take every link to it along."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from knowlog.actions.linking import LinkedLog
from knowlog.actions.reroute import Draft, Rerouter, Unwritten
from knowlog.actions.retitle import Edit, Parse, key_of, retitled
from knowlog.domain.changes import ChangeSet
from knowlog.domain.dates import split_name
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.moving import path_titled
from knowlog.domain.names import address_key, without_ending
from knowlog.domain.paths import path_key
from knowlog.domain.permalinks import is_address
from knowlog.domain.ports import EntryStore
from knowlog.domain.slugs import slug_key, slugify
from knowlog.errors import ConflictError, UsageError


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
    """

    log: LinkedLog
    store: EntryStore
    edit: Edit
    parse: Parse

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
        address = ""
        if redirect and not entry.draft:
            data, address = self._redirected(entry, path, data)
        rerouter = Rerouter(self.log, self.store, self.parse)
        files = rerouter.with_links({entry.path: Draft(path, before, data)})
        changes = ChangeSet(f"mv {entry.id} {words}", tuple(files))
        return Moved(changes, path, address, tuple(rerouter.left))

    def _redirected(self, entry: Entry, path: str, data: bytes) -> tuple[bytes, str]:
        """The file with its old address as a redirect, and that address."""
        moved, document = self.parse(data, path)
        after = self.log.replaced({entry.path: (moved, document)})
        old, new = self.log.standing.get(entry.path, ""), after.standing.get(path, "")
        if not old or old == new:
            return data, ""
        key = _redirect_key(document)
        there = _texts(document.written.get(key))
        kept = [one for one in there if address_key(one) != address_key(new)]
        wanted = [*kept, f"/{old}"]
        return self.edit(data, {key: wanted}, path=entry.path), f"/{old}"

    def _refuse_taken(self, entry: Entry, path: str) -> None:
        """Refuse a path that a file of the log has, also where only case or accents differ.

        Raises:
            ConflictError: There is such a file.
        """
        for other in {*self.log.files, *(one.path for one in self.log.entries)} - {entry.path}:
            if path_key(other) == path_key(path):
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


def with_redirects(
    data: bytes, path: str, addresses: Sequence[str], edit: Edit, parse: Parse
) -> bytes:
    """A file with old addresses that it does not name yet, or names without the slash behind.

    Args:
        data: The file.
        path: Of it, for messages.
        addresses: The old ones.
        edit: Changes front matter.
        parse: Says what bytes would be as an entry.

    Raises:
        KnowlogError: The front matter cannot be changed.
    """
    document = parse(data, path)[1]
    key = _redirect_key(document)
    there = _texts(document.written.get(key))
    spelled = {one.rstrip("/"): one for one in addresses}
    wanted = [spelled.get(one.rstrip("/"), one) for one in there]
    known = {address_key(one) for one in there}
    wanted += [one for one in addresses if address_key(one) not in known]
    return edit(data, {key: wanted}, path=path) if wanted != there else data


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
