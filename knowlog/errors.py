"""What can go wrong, as data: a message, a hint, and the exit code that scripts see.

Nothing here prints. The command line catches these in one place and decides how they look.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the program; docs/reference/exit-codes.md is made from this."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    PROBLEMS = 4
    CONFLICT = 5
    INTERRUPTED = 130


class KnowlogError(Exception):
    """Something the user can understand and act on.

    Attributes:
        message: What happened, naming the file and the line where there is one.
        hint: What to do about it, or an empty string.
        exit_code: What the process returns if nobody handles this.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message and the hint apart, so that each can be shown in its own way."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(KnowlogError):
    """The command was asked for in a way that has no meaning."""

    exit_code = ExitCode.USAGE


class QueryError(UsageError):
    """A query that cannot be understood.

    Attributes:
        query: The query as it was typed.
        position: Where in it the trouble starts, in characters from 0.
    """

    def __init__(self, message: str, query: str, position: int, hint: str = "") -> None:
        """Remember the place, so that the command line can point at it."""
        super().__init__(message, hint)
        self.query = query
        self.position = position


class NotFoundError(KnowlogError):
    """No such entry, log or tag."""

    exit_code = ExitCode.NOT_FOUND


class AmbiguousError(NotFoundError):
    """A name that fits several entries.

    Attributes:
        candidates: What the name could mean, one line each.
    """

    def __init__(self, message: str, candidates: tuple[str, ...], hint: str = "") -> None:
        """Carry the candidates, for people to read and for scripts as JSON."""
        super().__init__(message, hint)
        self.candidates = candidates


class ConflictError(KnowlogError):
    """Somebody else holds the lock, or a file is no longer what was read."""

    exit_code = ExitCode.CONFLICT


class LockedError(ConflictError):
    """Somebody else holds the lock, and went on holding it while we waited."""


class DamagedIndexError(KnowlogError):
    """The search index is not what was written; an update with ``rebuild`` makes a new one."""
