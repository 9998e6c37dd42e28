"""Which file of an Obsidian vault a link means, as Obsidian looks it up.

Its documentation is silent on the order; this is what the program does: a name is looked for in
the whole vault, without regard to case. A path from the root that fits wins, then files below the
folder of the link's own note, then all others, the shorter path first.
"""

import posixpath
import unicodedata
from collections.abc import Iterable

NOTE = ".md"
"""What the file of a note ends with, and what a link to one leaves out."""


class VaultFiles:
    """The files of a vault by their names."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Write the names down.

        Args:
            paths: Of every file, relative to the vault's root with ``/`` between the parts.
        """
        self._paths: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        for path in paths:
            key = _folded(path)
            self._paths[key] = path
            self._named.setdefault(posixpath.basename(key), []).append(key)

    def find(self, target: str, source: str) -> str:
        """The file that a link leads to; empty when there is none.

        Args:
            target: As the link names it, without its fragment, percent escapes decoded.
            source: The path of the note that holds the link; it is what an empty target means.
        """
        wanted = _folded(target)
        if not wanted:
            return source
        folder = _folded(posixpath.dirname(source))
        for ending in ("", NOTE):
            if found := self._found(wanted + ending, folder):
                return self._paths[found]
        return ""

    def names(self, path: str, source: str) -> Iterable[str]:
        """What a link in a note can call a file, the shortest first; some may mean others.

        Args:
            path: Of the file.
            source: Of the note.
        """
        yield posixpath.basename(path)
        yield path
        yield posixpath.relpath(path, posixpath.dirname(source) or ".")

    def _found(self, wanted: str, folder: str) -> str:
        if wanted.startswith(("./", "../")):
            path = posixpath.normpath(posixpath.join(folder, wanted))
            return path if path in self._paths else ""
        if wanted.startswith("/"):
            return wanted[1:] if wanted[1:] in self._paths else ""
        named = self._named.get(posixpath.basename(wanted), ())
        fitting = [key for key in named if key == wanted or key.endswith(f"/{wanted}")]
        below = f"{folder}/" if folder else ""
        return min(
            fitting,
            key=lambda key: (key != wanted, not key.startswith(below), len(key), key),
            default="",
        )


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).lower().strip()
