"""What the links of a log ask of each entry, kept so that only changed files are read again.

It follows the catalog like the search index does, by the numbers of its changes, and is brought up
to date by whoever asks about links: lists and searches do not pay for it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from knowlog.domain.graph import Note
from knowlog.domain.links import Link, LinkKind
from knowlog.domain.permalinks import Place
from knowlog.domain.ports import Catalog
from knowlog.errors import NotFoundError
from knowlog.index.database import DamagedError, Database, Schema

FILE_NAME = "links.sqlite"

SCHEMA = Schema(
    application=0x6B6C6E6B,  # "klnk"
    version=4,  # raised too when `knowlog.domain.graph.note_of` finds other things in a file
    script="""
    CREATE TABLE IF NOT EXISTS state (follows TEXT NOT NULL, sequence INTEGER NOT NULL);
    INSERT INTO state SELECT '', 0 WHERE NOT EXISTS (SELECT 1 FROM state);
    CREATE TABLE IF NOT EXISTS note (path TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
    """,
)

_FIELDS = (
    "target",
    "fragment",
    "text",
    "line",
    "start",
    "end",
    "target_start",
    "target_end",
    "loose",
    "plain",
)

Read = Callable[[str], Note]
"""Reads one file of the log; raises NotFoundError when it is gone."""


class LinkStore:
    """The notes of a log; derived, deletable, made anew when damaged."""

    def __init__(
        self, folder: Path | None, manner: str, tell: Callable[[str], None] = lambda _line: None
    ) -> None:
        """Open the store in a cache folder, or an empty one in memory without one.

        Args:
            folder: The cache folder, if there is one.
            manner: Names how files are read; another one makes everything be read again.
            tell: Takes one line for the user whenever something is wrong with the file.
        """
        self._database = Database(folder and folder / FILE_NAME, SCHEMA, tell)
        self._manner = manner

    def notes(self, catalog: Catalog, read: Read) -> dict[str, Note]:
        """Path to note of every entry that the catalog knows and that can be read.

        Raises:
            ConflictError: Another process held the store for too long.
        """
        try:
            return self._notes(catalog, read)
        except DamagedError:  # it is empty now
            return self._notes(catalog, read)

    def _notes(self, catalog: Catalog, read: Read) -> dict[str, Note]:
        follows, sequence = f"{catalog.uid} {self._manner}", catalog.sequence()
        known, since = self._database.ask(
            lambda connection: connection.execute("SELECT * FROM state").fetchone()
        )
        if (known, since) != (follows, sequence):
            self._follow(catalog, read, since if known == follows else -1, follows, sequence)
        return self._database.ask(_all)

    def _follow(
        self, catalog: Catalog, read: Read, since: int, follows: str, sequence: int
    ) -> None:
        changes = catalog.changes_since(max(since, 0))
        found = list(_read_all((one.path for one in changes if one.entry is not None), read))

        def write(connection: sqlite3.Connection) -> None:
            if since < 0:
                connection.execute("DELETE FROM note")
            stale = ((change.path,) for change in changes)
            connection.executemany("DELETE FROM note WHERE path = ?", stale)
            connection.executemany("INSERT INTO note VALUES (?, ?)", found)
            connection.execute("UPDATE state SET follows = ?, sequence = ?", (follows, sequence))

        self._database.change(write)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _read_all(paths: Iterable[str], read: Read) -> Iterator[tuple[str, str]]:
    for path in paths:
        try:
            yield path, to_json(read(path))
        except NotFoundError:
            continue  # gone since the scan; the catalog will say so


def _all(connection: sqlite3.Connection) -> dict[str, Note]:
    rows = connection.execute("SELECT path, data FROM note ORDER BY path").fetchall()
    try:
        return {path: from_json(path, data) for path, data in rows}
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError(f"a row makes no sense: {error}") from error


def to_json(note: Note) -> str:
    """Write down what `from_json` reads; what no encoding can hold is replaced."""
    links = [[str(one.kind), *(getattr(one, name) for name in _FIELDS)] for one in note.links]
    place = note.place
    names = [place.permalink, place.slug, place.categories, place.names, place.redirects]
    text = json.dumps(
        [note.body_line, links, dict(note.anchors), names],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return text.encode("utf-8", "replace").decode()


def from_json(path: str, text: str) -> Note:
    """The note of this path that a text holds.

    Raises:
        ValueError: It was written by something else.
    """
    body_line, links, anchors, (permalink, slug, categories, names, redirects) = json.loads(text)
    return Note(
        path,
        tuple(_link(*row) for row in links),
        anchors,
        body_line,
        Place(permalink, slug, tuple(categories), tuple(names), tuple(redirects)),
    )


def _link(kind: str, *rest: Any) -> Link:  # noqa: ANN401 - the fields of a link, as JSON has them
    return Link(LinkKind(kind), *rest)
