"""Which file a link means: by its path, its id, its title, or another name it goes by."""

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from knowlog.domain.entry import Entry
from knowlog.domain.links import Link

_ENDINGS = (".md", ".markdown", ".html")
_NO_ALIASES: Mapping[str, Sequence[str]] = {}


class Names:
    """Every name that the files of a log answer to, without regard to case and normalisation.

    Where several files share a name, the one nearest to the link's own file comes first: the same
    folder, then the shortest path, then the alphabet.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        aliases: Mapping[str, Sequence[str]] = _NO_ALIASES,
        files: Iterable[str] = (),
    ) -> None:
        """Write the names down.

        Args:
            entries: Everything that a link can mean by its title or id.
            aliases: Path of an entry to its other names.
            files: Paths of other files of the log, such as images.
        """
        self._paths: dict[str, str] = {}
        self._ranked: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
        ids, stems, titles, others = self._ranked
        for entry in entries:
            self._add_path(entry.path)
            _put(ids, entry.id, entry.path)
            _put(stems, _without_ending(posixpath.basename(entry.path)), entry.path)
            _put(titles, entry.title, entry.path)
            for alias in aliases.get(entry.path, ()):
                _put(others, alias, entry.path)
        for file in files:
            self._add_path(file)
            _put(stems, posixpath.basename(file), file)

    def find(self, link: Link, source: str) -> tuple[str, ...]:
        """Name the files that a link can mean, the best first; none for a broken link.

        Args:
            link: As ``find_links`` found it.
            source: The path of the file that holds it; a bare fragment means that file itself.
        """
        if link.is_external:
            return ()
        if not link.target:
            return (source,)
        return (
            self.by_name(link.target, source)
            if link.kind.is_wiki
            else self.by_path(link.target, source)
        )

    def by_path(self, target: str, source: str) -> tuple[str, ...]:
        """Find what a Markdown link or image means: a path from its file or from the root."""
        return tuple(dict.fromkeys(self._from(target.partition("?")[0], source)))

    def by_name(self, target: str, source: str) -> tuple[str, ...]:
        """Find what a wikilink means: a path, the end of one, an id, a title or another name."""
        found = list(self._from(target, source))
        for names in self._ranked:
            found += sorted(
                names.get(_folded(target), ()), key=lambda path: _distance(path, source)
            )
        if "/" in target.strip("/"):
            ending = f"/{_without_ending(_folded(target).strip('/'))}"
            matches = (path for key, path in self._paths.items() if key.endswith(ending))
            found += sorted(matches, key=lambda path: _distance(path, source))
        return tuple(dict.fromkeys(found))

    def _add_path(self, path: str) -> None:
        self._paths[_folded(path)] = path
        if path.endswith(_ENDINGS):
            self._paths.setdefault(_folded(_without_ending(path)), path)

    def _from(self, target: str, source: str) -> Iterable[str]:
        """Follow a path from the file that holds it, then from the root of the log."""
        near = posixpath.join(posixpath.dirname(source), target)
        for path in (near, target.lstrip("/")) if not target.startswith("/") else (target[1:],):
            normal = _folded(posixpath.normpath(path)) if path else ""
            for key in (normal, _without_ending(normal), f"{normal}/index"):
                if key in self._paths:
                    yield self._paths[key]


def _put(names: dict[str, list[str]], name: str, path: str) -> None:
    names.setdefault(_folded(name), []).append(path)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def _without_ending(path: str) -> str:
    for ending in _ENDINGS:
        if path.endswith(ending):
            return path.removesuffix(ending)
    return path


def _distance(path: str, source: str) -> tuple[bool, int, str]:
    elsewhere = posixpath.dirname(path) != posixpath.dirname(source)
    return elsewhere, path.count("/"), path
