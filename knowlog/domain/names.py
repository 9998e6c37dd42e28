"""Which file a link means: by its path, its address, its id, its title, or another name."""

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import chain

from knowlog.domain.entry import Entry
from knowlog.domain.links import Link, LinkKind

ENDINGS = (".md", ".markdown", ".html")
"""What a link may leave out or write at the end of an entry's path."""

_NO_ALIASES: Mapping[str, Sequence[str]] = {}
_NO_ADDRESSES: Mapping[str, str] = {}


class Way(IntEnum):
    """How a link names its file, in the order in which it is looked for."""

    NEAR = 0
    """A path from the folder of the link's own file."""
    ROOT = 1
    """A path from the log's root."""
    ADDRESS = 2
    """Where it stands, or stood, on the site."""
    STEM = 3
    """The name of the file, wherever that is; it comes before the id, which is made from it."""
    ID = 4
    TITLE = 5
    ALIAS = 6
    """A name from its front matter."""
    ENDING = 7
    """The last parts of its path."""


class Names:
    """Every name that the files of a log answer to, without regard to case and normalisation.

    Where several files share a name, the one nearest to the link's own file comes first: the same
    folder, then the shortest path, then the alphabet.

    Attributes:
        entries: The entries by their paths.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        aliases: Mapping[str, Sequence[str]] = _NO_ALIASES,
        files: Iterable[str] = (),
        addresses: Mapping[str, str] = _NO_ADDRESSES,
    ) -> None:
        """Write the names down.

        Args:
            entries: Everything that a link can mean by its title or id.
            aliases: Path of an entry to its other names.
            files: Paths of other files of the log, such as images.
            addresses: Address on the site to the path of the entry, its old ones last.
        """
        self.entries = {entry.path: entry for entry in entries}
        self._paths: dict[str, str] = {}
        self._exact: set[str] = set()
        self._ranked: dict[Way, dict[str, list[str]]] = {
            way: {} for way in (Way.STEM, Way.ID, Way.TITLE, Way.ALIAS)
        }
        self._own_addresses: dict[str, str] = {}
        for address, path in addresses.items():
            self._own_addresses.setdefault(path, address)
        self._addresses = {address_key(key): path for key, path in addresses.items()}
        self._endings: dict[str, list[str]] | None = None
        for entry in self.entries.values():
            self._add_path(entry.path)
            self._put(Way.ID, entry.id, entry.path)
            self._put(Way.STEM, without_ending(posixpath.basename(entry.path)), entry.path)
            self._put(Way.TITLE, entry.title, entry.path)
            for alias in aliases.get(entry.path, ()):
                self._put(Way.ALIAS, alias, entry.path)
        for file in files:
            self._add_path(file)
            self._put(Way.STEM, posixpath.basename(file), file)

    def find(self, link: Link, source: str) -> tuple[str, ...]:
        """Name the files that a link can mean, the best first; none for a broken link.

        Args:
            link: As ``find_links`` found it.
            source: The path of the file that holds it; a bare fragment means that file itself.
        """
        return tuple(dict.fromkeys(path for _, path in self.ways(link, source)))

    def first(self, link: Link, source: str) -> tuple[Way, str] | None:
        """The file that a link means and how it names it; None for a broken link."""
        return next(self.ways(link, source), None)

    def ways(self, link: Link, source: str) -> Iterator[tuple[Way, str]]:
        """Every file that a link can mean, with how it would name it, the best first."""
        if link.is_external:
            return iter(())
        if not link.target:
            return iter([(Way.NEAR, source)])
        if link.kind.is_wiki:
            return self._by_name(link.target, source)
        if link.kind is LinkKind.POST_URL:
            return self._post(link.target, source)
        if link.kind is LinkKind.PROPERTY:
            return self._by_file(f"/{link.place}" if link.site else link.target, source)
        root = "/" if link.kind is LinkKind.LINK_TAG or link.site else ""
        return self._by_path(root + without_query(link.place), source)

    def by_path(self, target: str, source: str) -> tuple[str, ...]:
        """Find what a Markdown link or image means: a path from its file or from the root.

        An address on the site will do, and so will a bare file name from anywhere in the log,
        as Obsidian writes it.
        """
        found = self._by_path(without_query(target), source)
        return tuple(dict.fromkeys(path for _, path in found))

    def by_name(self, target: str, source: str) -> tuple[str, ...]:
        """Find what a wikilink means: a path, the end of one, an id, a title or another name."""
        return tuple(dict.fromkeys(path for _, path in self._by_name(target, source)))

    def meant(self, target: str, source: str, *, wiki: bool) -> str:
        """The file that a target means, as `by_name` or `by_path` say it; empty without one."""
        named = self._by_name(target, source)
        found = named if wiki else self._by_path(without_query(target), source)
        return next((path for _, path in found), "")

    def address(self, path: str) -> str:
        """Where an entry stands on the site; empty when that is not known."""
        return self._own_addresses.get(path, "")

    def is_own(self, target: str, path: str) -> bool:
        """Whether a target is the address of an entry, as against one that it had before."""
        own = self.address(path)
        return bool(own) and address_key(own) == address_key(target)

    def called(self, name: str, source: str) -> str:
        """The path of the file of this id, file name, title or other name; empty without one."""
        found = (self._called(way, name, source) for way in self._ranked)
        return next((path for _, path in chain.from_iterable(found)), "")

    def known(self) -> Iterator[tuple[str, str]]:
        """Every name, folded, with the path of a file that it means."""
        for names in self._ranked.values():
            for name, paths in names.items():
                for path in paths:
                    yield name, path

    def _by_path(self, target: str, source: str) -> Iterator[tuple[Way, str]]:
        found = False
        for way, path in self._from(target, source):
            found = True
            yield way, path
        if target and "/" not in target and not found:
            yield from self._called(Way.STEM, without_ending(target), source)
            yield from self._called(Way.STEM, target, source)

    def _by_file(self, target: str, source: str) -> Iterator[tuple[Way, str]]:
        """What a value means that may be none: just a whole path, its ending included."""
        for way, path in places(target, source):
            found = path if path in self._exact else self._paths.get(_folded(path), "")
            if found and _folded(found) == _folded(path):
                yield way, found

    def _by_name(self, target: str, source: str) -> Iterator[tuple[Way, str]]:
        yield from self._from(target, source)
        for way in self._ranked:
            yield from self._called(way, target, source)
        if "/" in target.strip("/"):
            ending = without_ending(_folded(target).strip("/"))
            last = ending.rpartition("/")[2]
            matches = (path for key, path in self._with_last(last) if key.endswith(f"/{ending}"))
            for path in sorted(matches, key=lambda path: _distance(path, source)):
                yield Way.ENDING, path
        elif target.endswith(ENDINGS):
            yield from self._called(Way.STEM, without_ending(target), source)

    def _post(self, target: str, source: str) -> Iterator[tuple[Way, str]]:
        """What ``{% post_url %}`` means: the name of a file, perhaps with the folders before it."""
        for way, path in self._called(Way.STEM, posixpath.basename(target), source):
            if f"/{without_ending(path)}".endswith(f"/{target.strip('/')}"):
                yield way, path

    def _called(self, way: Way, name: str, source: str) -> Iterator[tuple[Way, str]]:
        paths = self._ranked[way].get(_folded(name), ())
        for path in sorted(paths, key=lambda path: _distance(path, source)):
            yield way, path

    def _with_last(self, last: str) -> Iterator[tuple[str, str]]:
        """The paths whose last part is this, as they are looked for and as they are."""
        if self._endings is None:
            self._endings = {}
            for key in self._paths:
                self._endings.setdefault(key.rpartition("/")[2], []).append(key)
        for key in self._endings.get(last, ()):
            yield key, self._paths[key]

    def _put(self, way: Way, name: str, path: str) -> None:
        self._ranked[way].setdefault(_folded(name), []).append(path)

    def _add_path(self, path: str) -> None:
        self._exact.add(path)
        self._paths[_folded(path)] = path
        if path.endswith(ENDINGS):
            self._paths.setdefault(_folded(without_ending(path)), path)

    def _from(self, target: str, source: str) -> Iterator[tuple[Way, str]]:
        """Follow a path from the file that holds it, then from the root, then an address."""
        for way, path in places(target, source):
            for exact in (path, f"{path}.md"):
                if exact in self._exact:
                    yield way, exact
            normal = _folded(path)
            for key in (normal, without_ending(normal), f"{normal}/index"):
                if key in self._paths:
                    yield way, self._paths[key]
        address = self._addresses.get(address_key(target))
        if address and "/" in target:
            yield Way.ADDRESS, address


def places(target: str, source: str) -> Iterator[tuple[Way, str]]:
    """The paths that a link can mean: from the folder of its file, then from the root."""
    if not target.startswith("/"):
        yield Way.NEAR, posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    if root := target.strip("/"):
        yield Way.ROOT, posixpath.normpath(root)


def without_query(target: str) -> str:
    """A target without ``?raw=1``; in ``what?.md`` the mark is a part of the name."""
    return target if target.endswith(ENDINGS) else target.partition("?")[0]


def without_ending(path: str) -> str:
    """A path or name without the ending that makes it an entry's."""
    for ending in ENDINGS:
        if path.endswith(ending):
            return path.removesuffix(ending)
    return path


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower().strip()
    return unicodedata.normalize("NFC", name).casefold().strip()


def address_key(address: str) -> str:
    """What two ways to write an address have in common: ``/a/b``, ``a/b/index.html``."""
    key = _folded(address).strip("/").removesuffix("index.html").rstrip("/")
    return key.removesuffix(".html")


def _distance(path: str, source: str) -> tuple[bool, int, str]:
    elsewhere = posixpath.dirname(path) != posixpath.dirname(source)
    return elsewhere, path.count("/"), path
