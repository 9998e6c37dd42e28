"""What is known of every entry without opening its file; kept in the user's cache folder."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from knowlog.domain.document import Problem
from knowlog.domain.entry import Entry
from knowlog.domain.freshness import CatalogChange
from knowlog.index import rows
from knowlog.index.database import DamagedError, Database, Result, Schema, faults

FILE_NAME = "catalog.sqlite"

SCHEMA = Schema(
    application=0x6B6C6F67,  # "klog"
    version=2,
    script="""
    CREATE TABLE IF NOT EXISTS state (
        uid TEXT NOT NULL, sequence INTEGER NOT NULL);
    INSERT INTO state SELECT lower(hex(randomblob(8))), 0 WHERE NOT EXISTS (SELECT 1 FROM state);
    CREATE TABLE IF NOT EXISTS file (
        path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS entry (
        path TEXT PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL,
        date TEXT, updated TEXT, tags TEXT NOT NULL, summary TEXT NOT NULL,
        words INTEGER NOT NULL, draft INTEGER NOT NULL, layout TEXT NOT NULL, lang TEXT NOT NULL,
        moment INTEGER, id_key TEXT NOT NULL, tag_keys TEXT NOT NULL,
        sequence INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS entry_moment ON entry (moment DESC, path);
    CREATE INDEX IF NOT EXISTS entry_id ON entry (id_key);
    CREATE INDEX IF NOT EXISTS entry_sequence ON entry (sequence);
    CREATE TABLE IF NOT EXISTS gone (
        path TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS problem (
        path TEXT NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL,
        message TEXT NOT NULL, hint TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS problem_path ON problem (path);
    """,
)


Values = Sequence[str | int | None]

# NULL is SQLite's smallest value, so entries without a date come last.
_NEWEST_FIRST = "ORDER BY moment DESC, path"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the log is asked for.

    Attributes:
        tags: Each must be there, itself or a child of it (``ml`` finds ``ml/recsys``).
        since: The earliest time that counts; leaves out entries without a date.
        until: The first time that is too late; leaves out entries without a date.
        draft: Only drafts, or only what is none; None for both.
        pages: Pages such as ``about`` as well.
    """

    tags: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    draft: bool | None = None
    pages: bool = False

    def conditions(self) -> tuple[list[str], list[str | int]]:
        """The same in SQL: conditions that must all hold, and the values they ask for."""
        conditions, values = ["true"], list[str | int]()
        for tag in self.tags:
            conditions.append("(instr(tag_keys, ?) OR instr(tag_keys, ?))")
            values += rows.tag_patterns(tag)
        if self.since is not None:
            conditions.append("moment >= ?")
            values.append(rows.moment(self.since))
        if self.until is not None:
            conditions.append("moment < ?")
            values.append(rows.moment(self.until))
        if self.draft is not None:
            conditions.append("draft = ?")
            values.append(self.draft)
        if not self.pages:
            conditions.append("layout <> 'page'")
        return conditions, values


class SqliteCatalog:
    """Metadata of every entry; implements `knowlog.domain.ports.Catalog`.

    Attributes:
        refill: Brings the catalog up to date with the files. It is called when damage is found
            in the middle of a command, after the catalog was made anew; without it, the command
            fails.
    """

    def __init__(
        self,
        folder: Path | None,
        refill: Callable[[], object] | None = None,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """Open the catalog in a cache folder, or an empty one in memory without one.

        Args:
            folder: The cache folder, if there is one.
            refill: See the class.
            tell: Takes one line for the user whenever something is wrong with the file.
        """
        self._database = Database(folder and folder / FILE_NAME, SCHEMA, tell)
        self.refill = refill

    @property
    def uid(self) -> str:
        """A random name given at creation: another uid means all sequence numbers are void."""
        return str(self._select("SELECT uid FROM state")[0][0])

    def sequence(self) -> int:
        """The number of the newest change."""
        return int(self._select("SELECT sequence FROM state")[0][0])

    def fingerprints(self) -> dict[str, str]:
        """Path to fingerprint, as of the last update."""
        query = "SELECT path, fingerprint FROM file"
        try:
            return self._database.ask(lambda connection: dict(connection.execute(query)))
        except DamagedError:
            return {}  # so the refresh that asks reads every file

    def exclusive(self) -> AbstractContextManager[None]:
        """Let no other process change the catalog until the block is done.

        Raises:
            ConflictError: Another process held the catalog for too long.
        """
        return self._database.exclusive()

    def update(
        self,
        entries: Iterable[tuple[Entry, str]],
        gone: Iterable[str],
        problems: Mapping[str, Sequence[Problem]],
    ) -> None:
        """Take in entries with their fingerprints, and forget those that are gone; atomic.

        Problems replace those known of the same path; those of a path that is neither an entry
        nor named here are forgotten.

        Raises:
            ConflictError: Another process held the catalog for too long.
        """
        taken, lost = list(entries), list(gone)  # nobody waits for us while files are read

        def write(connection: sqlite3.Connection) -> None:
            known = _known(connection, lost)
            number = _next_number(connection) if taken or known else 0
            _forget(connection, known, number)
            _take_in(connection, taken, number)
            _note_problems(connection, {entry.path for entry, _ in taken}, problems)

        try:
            self._database.change(write)
        except DamagedError as error:
            self._fill_again(error)  # with these entries too

    def changes_since(self, sequence: int) -> list[CatalogChange]:
        """What happened after the change of this number, each path once."""
        changed = self._entries("WHERE sequence > ? ORDER BY path", (sequence,))
        gone = self._select("SELECT path FROM gone WHERE sequence > ? ORDER BY path", (sequence,))
        return [
            *(CatalogChange(entry.path, entry) for entry in changed),
            *(CatalogChange(path, None) for (path,) in gone),
        ]

    def entries(self) -> list[Entry]:
        """Every entry and page, newest first, those without a date last, ties by path."""
        return self._entries(_NEWEST_FIRST)

    def newest(self, limit: int | None = None, which: Filter | None = None) -> list[Entry]:
        """At most ``limit`` entries, newest first, those without a date last, ties by path."""
        conditions, values = (which or Filter()).conditions()
        clauses = f"WHERE {' AND '.join(conditions)} {_NEWEST_FIRST} LIMIT ?"
        return self._entries(clauses, [*values, -1 if limit is None else limit])

    def at(self, paths: Iterable[str]) -> list[Entry]:
        """The entries at these paths, in any order; those that are gone are left out."""
        found = (self._entries("WHERE path = ?", (path,)) for path in paths)
        return [entry for one in found for entry in one]

    def named(self, name: str) -> list[Entry]:
        """The entry of this path or, without one, those of this id, newest first.

        Case and normal form do not count in an id.
        """
        return self._entries("WHERE path = ?", (rows.storable(name),)) or self._entries(
            f"WHERE id_key = ? {_NEWEST_FIRST}", (rows.key(name),)
        )

    def starting(self, start: str) -> list[Entry]:
        """The entries whose id starts so, by id; case and normal form do not count."""
        key = rows.key(start)
        clauses = "WHERE id_key >= ? AND id_key < ? ORDER BY id_key, path"
        return self._entries(clauses, (key, key + "\U0010ffff"))

    def names(self) -> list[tuple[str, str, str]]:
        """Id, path and title of every entry, in any order."""
        return [
            (str(name), str(path), str(title))
            for name, path, title in self._select("SELECT id, path, title FROM entry")
        ]

    def problems(self, path: str | None = None) -> dict[str, list[Problem]]:
        """What is odd about one file, or about each of them, in the order of the lines."""
        query = """
            SELECT path, line, kind, message, hint FROM problem
            WHERE ? IS NULL OR path = ? ORDER BY path, line, rowid"""
        found: dict[str, list[Problem]] = {}
        for row in self._select(query, (path, path)):
            found.setdefault(row[0], []).append(Problem(*row[1:]))
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _entries(self, clauses: str, values: Values = ()) -> list[Entry]:
        query = f"{rows.SELECT} {clauses}"
        return self._ask(
            lambda connection: rows.to_entries(connection.execute(query, values).fetchall())
        )

    def _select(self, query: str, values: Values = ()) -> list[Any]:
        return self._ask(lambda connection: connection.execute(query, values).fetchall())

    def _ask(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return self._database.ask(work)
        except DamagedError as error:
            self._fill_again(error)
            return self._database.ask(work)

    def _fill_again(self, error: DamagedError) -> None:
        refill, self.refill = self.refill, None
        if refill is None:
            raise error
        refill()
        self.refill = refill


def verify(folder: Path) -> list[str]:
    """What is wrong with the catalog in a cache folder, one sentence each; mends nothing."""
    return faults(folder / FILE_NAME, SCHEMA)


def _known(connection: sqlite3.Connection, paths: Iterable[str]) -> list[str]:
    """Those of the paths that the catalog holds: the others are no news to anybody."""
    query = "SELECT 1 FROM file WHERE path = ?"
    return [path for path in paths if connection.execute(query, (path,)).fetchone()]


def _next_number(connection: sqlite3.Connection) -> int:
    connection.execute("UPDATE state SET sequence = sequence + 1")
    return int(connection.execute("SELECT sequence FROM state").fetchone()[0])


def _forget(connection: sqlite3.Connection, paths: Sequence[str], number: int) -> None:
    for statement in ("DELETE FROM file WHERE path = ?", "DELETE FROM entry WHERE path = ?"):
        connection.executemany(statement, ((path,) for path in paths))
    gone = "INSERT OR REPLACE INTO gone VALUES (?, ?)"
    connection.executemany(gone, ((path, number) for path in paths))


def _take_in(
    connection: sqlite3.Connection, taken: Sequence[tuple[Entry, str]], number: int
) -> None:
    prints = ((entry.path, fingerprint) for entry, fingerprint in taken)
    connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", prints)
    connection.executemany(rows.INSERT, (rows.to_row(entry, number) for entry, _ in taken))
    connection.executemany("DELETE FROM gone WHERE path = ?", ((one.path,) for one, _ in taken))


def _note_problems(
    connection: sqlite3.Connection, taken: set[str], problems: Mapping[str, Sequence[Problem]]
) -> None:
    connection.execute("DELETE FROM problem WHERE path NOT IN (SELECT path FROM file)")
    stale = ((path,) for path in taken | set(problems))
    connection.executemany("DELETE FROM problem WHERE path = ?", stale)
    found = (
        (path, one.line, one.kind, rows.storable(one.message), rows.storable(one.hint))
        for path, several in problems.items()
        for one in several
    )
    connection.executemany("INSERT INTO problem VALUES (?, ?, ?, ?, ?)", found)
