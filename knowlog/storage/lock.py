"""One writer at a time for a log.

The lock lies in the log, not in the cache: two machines that share a disk must meet at it.
Readers need none, so a read-only log can be read. The system lets go of the lock when a
process ends, however it ends; the file stays, since removing it would let two processes hold
two files of the same name.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowlog.errors import LockedError
from knowlog.storage.private import LOCK

WAIT = 10.0
"""Seconds that a command waits for another to finish."""

_PAUSE = 0.01
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)  # where a link leads, nothing is to be written
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)

if sys.platform == "win32":
    import msvcrt

    _BEHIND_THE_TEXT = 1 << 20  # a locked byte cannot be read by others

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _BEHIND_THE_TEXT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(
    folder: Path, wait: float = WAIT, what: str = "the log is being changed"
) -> Iterator[None]:
    """Hold the lock of a log.

    Args:
        folder: The log's private folder; its cache folder for what is derived from it.
        wait: How many seconds to wait for another process.
        what: What the other process does meanwhile.

    Raises:
        LockedError: Another process still holds it; the message names that process.
        OSError: The disk refused.
    """
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o666)
    try:
        _wait_for(descriptor, time.monotonic() + wait, what)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid():<19}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, deadline: float, what: str) -> None:
    while True:
        try:
            _try_lock(descriptor)
        except OSError as error:
            if error.errno in _UNSUPPORTED:
                return  # a file system without locks: each file is still written whole
            if time.monotonic() >= deadline:
                raise LockedError(_held_by(descriptor, what), "Try again in a moment.") from error
            time.sleep(_PAUSE)
        else:
            return


def _held_by(descriptor: int, what: str) -> str:
    holder = ""
    with suppress(OSError, UnicodeDecodeError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        holder = os.read(descriptor, 32).decode().strip()
    who = f"process {holder}" if holder else "another process"
    return f"{what} by {who}"
