"""What is known of every entry without opening its file; kept in the user's cache folder."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from knowlog.domain.document import Problem
from knowlog.domain.entry import Entry
from knowlog.domain.ports import CatalogChange
from knowlog.errors import ConflictError, KnowlogError
from knowlog.index import rows
from knowlog.index.database import (
    Schema,
    copy_to_memory,
    discard,
    is_busy,
    is_damage,
    open_database,
)

FILE_NAME = "catalog.sqlite"

SCHEMA = Schema(
    application=0x6B6C6F67,  # "klog"
    version=1,
    script="""
    CREATE TABLE state (uid TEXT NOT NULL, sequence INTEGER NOT NULL);
    INSERT INTO state VALUES (lower(hex(randomblob(8))), 0);
    CREATE TABLE file (path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE entry (
        path TEXT PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL,
        date TEXT, updated TEXT, tags TEXT NOT NULL, summary TEXT NOT NULL,
        words INTEGER NOT NULL, draft INTEGER NOT NULL, layout TEXT NOT NULL, lang TEXT NOT NULL,
        moment INTEGER, id_key TEXT NOT NULL, title_key TEXT NOT NULL, tag_keys TEXT NOT NULL,
        sequence INTEGER NOT NULL);
    CREATE INDEX entry_moment ON entry (moment DESC, path);
    CREATE INDEX entry_id ON entry (id_key);
    CREATE INDEX entry_title ON entry (title_key);
    CREATE INDEX entry_sequence ON entry (sequence);
    CREATE TABLE gone (path TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE problem (
        path TEXT NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL,
        message TEXT NOT NULL, hint TEXT NOT NULL);
    CREATE INDEX problem_path ON problem (path);
    """,
)


Result = TypeVar("Result")
Values = Sequence[str | int | None]

# NULL is SQLite's smallest value, so entries without a date come last.
_NEWEST_FIRST = "ORDER BY moment DESC, path"


class DamagedError(KnowlogError):
    """The catalog was damaged; it is empty now, and the next refresh fills it."""


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
        notice: One line for the user on what was wrong with the file, or an empty string.
    """

    def __init__(self, folder: Path | None) -> None:
        """Open the catalog in a cache folder, or an empty one in memory without one."""
        self._file = folder and folder / FILE_NAME
        opened = open_database(self._file, SCHEMA)
        self._connection = opened.connection
        self.notice = opened.notice

    @property
    def uid(self) -> str:
        """A random name given at creation: another uid means all sequence numbers are void."""
        return str(self._select("SELECT uid FROM state")[0][0])

    def sequence(self) -> int:
        """The number of the newest change."""
        return int(self._select("SELECT sequence FROM state")[0][0])

    def fingerprints(self) -> dict[str, str]:
        """Path to fingerprint, as of the last update."""
        try:
            return dict(self._select("SELECT path, fingerprint FROM file"))
        except DamagedError as error:
            self.notice = error.message
            return {}

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
        try:
            self._guarded(lambda: self._write(taken, lost, problems))
        except sqlite3.OperationalError as error:
            self._connection = copy_to_memory(self._connection)
            self.notice = f"The catalog cannot be kept: {error}."
            self._write(taken, lost, problems)

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
        wanted = list(paths)
        places = ", ".join("?" * len(wanted))
        return self._entries(f"WHERE path IN ({places})", wanted)

    def named(self, name: str) -> list[Entry]:
        """What a user may mean by a name, newest first.

        Of these, the first that fits anything: a path, an id, a title, the start of an id; case
        and normal form do not count except in a path.
        """
        key = rows.key(name)
        for condition, values in (
            ("path = ?", (name,)),
            ("id_key = ?", (key,)),
            ("title_key = ?", (key,)),
            ("id_key >= ? AND id_key < ?", (key, key + "\U0010ffff")),
        ):
            if found := self._entries(f"WHERE {condition} {_NEWEST_FIRST}", values):
                return found
        return []

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
        self._connection.close()

    def __del__(self) -> None:
        # Python 3.13 and later warn of a connection that nobody closed.
        if hasattr(self, "_connection"):
            self.close()

    def _entries(self, clauses: str, values: Values = ()) -> list[Entry]:
        return [rows.to_entry(row) for row in self._select(f"{rows.SELECT} {clauses}", values)]

    def _select(self, query: str, values: Values = ()) -> list[Any]:
        return self._guarded(lambda: self._connection.execute(query, values).fetchall())

    def _guarded(self, work: Callable[[], Result]) -> Result:
        """Do something with the database; a damaged one is made anew before the error goes up."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            if is_busy(error):
                raise ConflictError("Another knowlog holds the catalog.", "Try again.") from error
            if not is_damage(error):
                raise
            self._connection.close()
            if self._file is not None:
                discard(self._file)
            self._connection = open_database(self._file, SCHEMA).connection
            raise DamagedError(
                f"The catalog was damaged and has been made anew: {error}.", "Run it again."
            ) from error

    def _write(
        self,
        taken: Sequence[tuple[Entry, str]],
        lost: Sequence[str],
        problems: Mapping[str, Sequence[Problem]],
    ) -> None:
        run, run_many = self._connection.execute, self._connection.executemany
        run("BEGIN IMMEDIATE")
        try:
            number = run("SELECT sequence FROM state").fetchone()[0] + bool(taken or lost)
            run("UPDATE state SET sequence = ?", (number,))
            run_many("DELETE FROM file WHERE path = ?", ((path,) for path in lost))
            run_many("DELETE FROM entry WHERE path = ?", ((path,) for path in lost))
            run_many("INSERT OR REPLACE INTO gone VALUES (?, ?)", ((path, number) for path in lost))
            run_many("DELETE FROM gone WHERE path = ?", ((entry.path,) for entry, _ in taken))
            run_many(
                "INSERT OR REPLACE INTO file VALUES (?, ?)",
                ((entry.path, fingerprint) for entry, fingerprint in taken),
            )
            run_many(rows.INSERT, (rows.to_row(entry, number) for entry, _ in taken))
            self._write_problems({entry.path for entry, _ in taken}, problems)
            run("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def _write_problems(self, taken: set[str], problems: Mapping[str, Sequence[Problem]]) -> None:
        run, run_many = self._connection.execute, self._connection.executemany
        run("DELETE FROM problem WHERE path NOT IN (SELECT path FROM file)")
        run_many("DELETE FROM problem WHERE path = ?", ((path,) for path in taken | set(problems)))
        run_many(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?)",
            (
                (path, one.line, one.kind, rows.storable(one.message), rows.storable(one.hint))
                for path, found in problems.items()
                for one in found
            ),
        )
