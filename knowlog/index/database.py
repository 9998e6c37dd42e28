"""An SQLite file that can be thrown away: damaged, foreign or old ones are made anew.

What cannot be written (a read-only or full cache disk) is worked on in memory, from a copy.
The file has a rollback journal, not a write-ahead log: that opens quicker, and a reader needs
no right to write (docs/decisions/0005-catalog.md).
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from knowlog.errors import ConflictError, KnowlogError

BUSY_SECONDS = 20.0
"""How long to wait for another process; an update takes a fraction of a second."""

Result = TypeVar("Result")


class DamagedError(KnowlogError):
    """The database was damaged; it has been made anew and is empty."""


class Schema(NamedTuple):
    """What tells one kind of database from others.

    Attributes:
        script: The statements that make its tables, each without effect when done before.
        application: A number of ours in the file's header (PRAGMA application_id).
        version: Raised whenever ``script`` or the meaning of a column changes.
    """

    script: str
    application: int
    version: int


class Database:
    """A database that is there whatever happens to its file."""

    def __init__(self, file: Path | None, schema: Schema, tell: Callable[[str], None]) -> None:
        """Open or make a database; one in memory when there is no file to be had.

        Never fails: whatever is in the file can be derived again.

        Args:
            file: Where it is or shall be.
            schema: What it holds.
            tell: Takes one line for the user whenever something is wrong with the file.
        """
        self._file = file
        self._schema = schema
        self._tell = tell
        self._connection = self._open()

    def ask(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Let ``work`` read, and return what it returns.

        Raises:
            ConflictError: Another process held the database for too long.
            DamagedError: It was damaged; now it is empty.
        """
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            self._explain(error)
            raise

    def change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let ``work`` write, in one transaction; in memory if the disk refuses.

        Raises:
            ConflictError: Another process held the database for too long.
            DamagedError: It was damaged; now it is empty.
        """
        try:
            self._transact(work)
        except sqlite3.Error as error:
            if not _is_denied(error):
                self._explain(error)
                raise
            self._tell(f"{self._file} cannot be written: {error}.")
            self._use(_copy(self._connection))
            self._transact(work)

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let nobody else write until the block is done; `change` within it takes part.

        Raises:
            ConflictError: Another process held the database for too long.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            self._raise_if_busy(error)
            # What cannot be locked otherwise is worked around by what is done with it.
        try:
            yield
        finally:
            with contextlib.suppress(sqlite3.Error):  # a change that failed has ended it already
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __del__(self) -> None:
        # Python 3.13 and later warn of a connection that nobody closed.
        if hasattr(self, "_connection"):
            # Another thread may be the one that collects garbage, and may not close it.
            with contextlib.suppress(sqlite3.ProgrammingError):
                self.close()

    def _transact(self, work: Callable[[sqlite3.Connection], None]) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            work(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def _explain(self, error: sqlite3.Error) -> None:
        """Turn what SQLite says into what is to be done about it."""
        self._raise_if_busy(error)
        if _is_damage(error):
            self._use(self._make_anew(str(error)))
            raise DamagedError(f"{self._file} was damaged: {error}", "Try again.") from error

    def _raise_if_busy(self, error: sqlite3.Error) -> None:
        if _is_busy(error):
            message = (
                f"another knowlog holds {self._file} for longer than {BUSY_SECONDS:.0f} seconds"
            )
            raise ConflictError(message, "Try again, or look for a knowlog that hangs.") from error

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection.close()
        self._connection = connection

    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            return _create(":memory:", self._schema)
        try:
            return self._open_file(self._file)
        except sqlite3.Error as error:
            if not (_is_denied(error) or _is_busy(error)):
                return self._make_anew(str(error))
            self._tell(f"{self._file} cannot be used: {error}.")
            return _read_into_memory(self._file, self._schema)

    def _open_file(self, file: Path) -> sqlite3.Connection:
        if not _has_content(file):
            _make_private(file)
            return _create(str(file), self._schema)
        connection = _connect(str(file))
        with _closed_on_error(connection):
            application, version = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("application_id", "user_version")
            )
            if application != self._schema.application:
                raise sqlite3.DatabaseError("it is not ours")
            if version != self._schema.version:
                raise sqlite3.DatabaseError("it is from another version")
        return connection

    def _make_anew(self, reason: str) -> sqlite3.Connection:
        self._tell(f"{self._file} is made anew, because it cannot be used: {reason}.")
        try:
            if self._file is not None:
                _discard(self._file)
                return self._open_file(self._file)
        except (sqlite3.Error, OSError) as error:
            self._tell(f"{self._file} is damaged and cannot be made anew: {error}.")
        return _create(":memory:", self._schema)


def _discard(file: Path) -> None:
    """Remove a database; its journal first, which SQLite would play into a new one."""
    file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def _has_content(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


def _make_private(file: Path) -> None:
    """Make the file ourselves: SQLite's would be readable for all whom the umask lets."""
    with contextlib.suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None)
    with _closed_on_error(connection):
        connection.execute("PRAGMA synchronous = NORMAL")
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


def _copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = _connect(":memory:")
    with _closed_on_error(copy):
        connection.backup(copy)
    return copy


def _read_into_memory(file: Path, schema: Schema) -> sqlite3.Connection:
    """What can be had of a file that cannot be opened for writing."""
    if not _has_content(file):  # the disk is full: it was made, and nothing could be put in it
        return _create(":memory:", schema)
    try:
        if file.with_name(f"{file.name}-journal").exists():
            raise sqlite3.DatabaseError("somebody is writing, or was killed while doing so")
        source = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with contextlib.closing(source):
            return _copy(source)
    except sqlite3.Error:
        return _create(":memory:", schema)


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the database, and all is well otherwise."""
    return _code(error) == sqlite3.SQLITE_BUSY


def _is_denied(error: sqlite3.Error) -> bool:
    """Whether the disk refuses what it is asked for."""
    return _code(error) in (
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    )


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is not what was once written: the tables are ours, so is each statement."""
    undecodable = type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError)
    return _code(error) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
    ) or (undecodable and not _code(error))


def _code(error: sqlite3.Error) -> int:
    """The primary result code; errors of the Python module itself have none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def faults(file: Path, schema: Schema) -> list[str]:
    """What is wrong with a database, one clause each; nothing is changed, and none is no fault.

    Args:
        file: Where it is.
        schema: What it should hold; one of an older version is no fault, it is made anew.
    """
    if not _has_content(file):
        return []
    try:
        source = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        with contextlib.closing(source):
            if source.execute("PRAGMA application_id").fetchone()[0] != schema.application:
                return ["it is not what knowlog wrote"]
            rows = source.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error as error:
        return [] if _is_busy(error) or _is_denied(error) else [f"SQLite says: {error}"]
    return [f"SQLite says: {row[0]}" for row in rows if row[0] != "ok"]
