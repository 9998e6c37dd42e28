"""What the paths of a folder of notes mean: sections, pages, bundles, a generator's own files."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from knowlog.domain.imports import LeftOut
from knowlog.domain.links import Link
from knowlog.domain.names import without_query
from knowlog.domain.vaults import VaultFiles
from knowlog.importers.source import Source, hidden_place, is_hidden
from knowlog.storage.scan import EXTENSIONS

_SETTINGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml")
_CONTENT = "content/"
_STATIC = ("static/", "assets/", "public/")
_OF_THE_SITE = frozenset("archetypes layouts public resources templates themes sass".split())
_INDEXES = ("index", "_index", "readme")
_DATE_FOLDER = re.compile(r"\d{4}(?:[-_.]\d{2}){0,2}|\d{2}(?:-[^\W\d_]+)?|q[1-4]", re.IGNORECASE)


class Shape:
    """How a folder is built.

    Attributes:
        notes: The paths of its notes, without what is hidden or a generator's own.
        files: The paths of all other files that could come along.
        is_site: Whether they are those of a site that Hugo or Zola makes.
    """

    def __init__(self, source: Source) -> None:
        """Look at the paths; no file is opened."""
        paths = source.files
        self._all = tuple(paths)
        self.is_site = any(name in paths for name in _SETTINGS) and any(
            path.startswith(_CONTENT) for path in paths
        )
        visible = [path for path in paths if not is_hidden(path) and not self._is_foreign(path)]
        self.notes = [path for path in visible if _is_note(path)]
        self.files = [path for path in visible if not _is_note(path)]
        self._named = VaultFiles(visible)
        self._known = {path.casefold(): path for path in visible}
        self._below = Counter(
            parent.as_posix() for path in self.notes for parent in PurePosixPath(path).parents
        )

    def is_index(self, path: str) -> bool:
        """Whether a note has its name from what it is to its folder: index.md, README.md."""
        return PurePosixPath(path).stem.lower() in _INDEXES

    def is_page(self, path: str) -> bool:
        """Whether a note is the page of its folder, as README.md and _index.md are."""
        return self.is_index(path) and not self._is_bundle(path)

    def wanted(self, path: str) -> str:
        """The path that a file would like in the log, below the folder of the entries."""
        inner = path
        if self.is_site:
            roots = (root for root in (_CONTENT, *_STATIC) if path.startswith(root))
            inner = path.removeprefix(next(roots, ""))
        pure = PurePosixPath(inner)
        if _is_note(path) and self._is_bundle(path):
            return f"{pure.parent}{pure.suffix}"
        return str(pure.with_stem("index")) if pure.stem == "_index" else inner

    def tag(self, path: str) -> str:
        """The folders of a note as one tag, without those that are a date."""
        folders = PurePosixPath(self.wanted(path)).parent.parts
        parts = ["-".join(one.split()) for one in folders if not _DATE_FOLDER.fullmatch(one)]
        return "/".join(parts)

    def meant(self, link: Link, source: str) -> str:
        """The file that a link in a note means; empty when there is none."""
        if link.kind.is_wiki:
            return self._named.find(link.target, source)
        # A mark of a query may also be a part of the name.
        return self._by_path(link.target, source) or self._by_path(
            without_query(link.target), source
        )

    def referred(self, path: str, source: str) -> str:
        """The file that Hugo's ``ref`` means: beside the note, from the root, or by its name."""
        tries = [posixpath.join(posixpath.dirname(source), path), _CONTENT + path.lstrip("/")]
        places = tries[1:] if path.startswith("/") else tries
        found = next(filter(None, map(self._at, places)), "")
        return found or ("" if "/" in path else self._named.find(path, source))

    def _by_path(self, target: str, source: str) -> str:
        if target.startswith("@/"):  # Zola
            return self._at(f"{_CONTENT}{target[2:]}")
        if target.startswith("/"):
            roots = ("", _CONTENT, *_STATIC)
            return next(filter(None, (self._at(root + target[1:]) for root in roots)), "")
        near = self._at(posixpath.join(posixpath.dirname(source), target))
        # What nobody else finds, knowlog does where the folder is: from the root, or by its name.
        return (
            near or self._at(target) or ("" if "/" in target else self._named.find(target, source))
        )

    def left_out(self, taken: set[str]) -> Iterator[LeftOut]:
        """Why the other files do not come in; a folder of them is one thing to say."""
        told: set[str] = set()
        for path in self._all:
            if path in taken:
                continue
            left = self._left_out(path)
            if left.source not in told:
                told.add(left.source)
                yield left

    def _left_out(self, path: str) -> LeftOut:
        if is_hidden(path):
            return LeftOut(hidden_place(path), "hidden", "it is hidden")
        if self._is_foreign(path):
            folder, slash, _ = path.partition("/")
            return LeftOut(folder + slash, "site", "it makes the site and is none of its notes")
        if _is_note(path):
            return LeftOut(path, "index", "it is the index of a folder, and none were wanted")
        return LeftOut(path, "other", "it is neither a note nor a picture, and no note links to it")

    def _is_foreign(self, path: str) -> bool:
        return self.is_site and path.partition("/")[0] in _OF_THE_SITE

    def _is_bundle(self, path: str) -> bool:
        """Whether a note is called index because its folder holds what belongs to it alone."""
        pure = PurePosixPath(path)
        folder = pure.parent.as_posix()
        if pure.stem.lower() != "index" or folder in (".", _CONTENT[:-1]):
            return False
        return self.is_site or self._below[folder] == 1

    def _at(self, path: str) -> str:
        """The file of a path, with what people leave out: an ending, or the name of an index."""
        key = posixpath.normpath(path).casefold()
        folder = "" if key == "." else f"{key}/"
        bare = key.removesuffix(".html")
        tries = [key, *(f"{bare}{ending}" for ending in EXTENSIONS)]
        tries += [f"{folder}{name}.md" for name in _INDEXES]
        return next((self._known[one] for one in tries if one in self._known), "")


def _is_note(path: str) -> bool:
    return path.lower().endswith(EXTENSIONS)
