"""Open an SQLite file that can be thrown away: damaged, foreign or old ones are made anew.

What cannot be written (a read-only or full cache disk) is worked on in memory, from a copy.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BUSY_SECONDS = 5.0
SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Schema:
    """What tells one kind of database from others.

    Attributes:
        script: The statements that make its tables.
        application: A number of ours in the file's header (PRAGMA application_id).
        version: Raised whenever ``script`` or the meaning of a column changes.
    """

    script: str
    application: int
    version: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ready for use.

    Attributes:
        connection: In autocommit mode; transactions are begun by name.
        notice: One line on what was wrong with the file, or an empty string.
    """

    connection: sqlite3.Connection
    notice: str = ""


def open_database(file: Path | None, schema: Schema) -> Opened:
    """Open or make a database; one in memory when there is no file to be had.

    Never fails: whatever is in the file can be derived again.
    """
    if file is None:
        return Opened(_create(":memory:", schema))
    try:
        return _open_or_create(file, schema)
    except sqlite3.DatabaseError as error:
        if _is_denied(error):
            return Opened(_copy_to_memory(file, schema), f"{file} cannot be written: {error}.")
        reason = str(error)
    try:
        discard(file)
        return Opened(_create(str(file), schema), f"{file} was made anew: {reason}.")
    except (sqlite3.DatabaseError, OSError) as error:
        return Opened(_create(":memory:", schema), f"{file} cannot be made anew: {error}.")


def discard(file: Path) -> None:
    """Remove a database with its side files.

    The side files go first: SQLite would play an old log into a new database of that name.
    """
    for suffix in SIDE_FILES:
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def copy_to_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy to go on with when the disk has refused a write."""
    copy = _connect(":memory:")
    with _closed_on_error(copy):
        connection.backup(copy)
    return copy


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the database, and all is well otherwise."""
    return _code(error) == sqlite3.SQLITE_BUSY


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is not what SQLite once wrote."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _code(error: sqlite3.Error) -> int:
    """The primary result code; errors of the Python module itself have none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _open_or_create(file: Path, schema: Schema) -> Opened:
    try:
        empty = file.stat().st_size == 0
    except OSError:
        empty = True
    if empty:
        # SQLite would make the file readable for everybody whom the umask lets.
        with contextlib.suppress(OSError):
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        return Opened(_create(str(file), schema))
    connection = _connect(str(file))
    with _closed_on_error(connection):
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _HEADER]
        if found != [schema.application, schema.version]:
            reason = "it is from another version" if found[0] else "it is not ours"
            raise sqlite3.DatabaseError(reason)
    return Opened(connection)


_HEADER = ("application_id", "user_version")


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None)
    with _closed_on_error(connection):
        connection.execute("PRAGMA synchronous = OFF")
    return connection


def _create(name: str, schema: Schema) -> sqlite3.Connection:
    connection = _connect(name)
    with _closed_on_error(connection):
        connection.executescript(
            f"BEGIN IMMEDIATE; {schema.script}"
            f"PRAGMA application_id = {schema.application};"
            f"PRAGMA user_version = {schema.version}; COMMIT;"
        )
    return connection


@contextlib.contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _copy_to_memory(file: Path, schema: Schema) -> sqlite3.Connection:
    try:
        source = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(source):
            return copy_to_memory(source)
    except sqlite3.DatabaseError:
        return _create(":memory:", schema)


def _is_denied(error: sqlite3.Error) -> bool:
    return _code(error) in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
    )
