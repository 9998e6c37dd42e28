"""The bytes of a file, and the sign by which the same state of it is known again."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

_MORE = 1 << 20

Identity = tuple[int, int, int, int]
"""Size, both times in nanoseconds, and inode of a file when it was read."""


def read_file(place: Path) -> bytes | None:
    """The bytes of a file, or None when there is none; a pipe is refused, not waited for.

    Raises:
        OSError: It cannot be read or is no regular file.
    """
    return read_and_identify(place)[0]


def read_and_identify(place: Path) -> tuple[bytes | None, Identity | None]:
    """The bytes of a file with the state they belong to, or twice None when there is none.

    Raises:
        OSError: It cannot be read or is no regular file.
    """
    descriptor = _opened(place)
    if descriptor is None:
        return None, None
    try:
        size = _regular(descriptor).st_size
        data = os.read(descriptor, size + 1)
        while len(data) > size:  # somebody is writing, or the system gives files no size
            more = os.read(descriptor, _MORE)
            if not more:
                break
            data += more
        return data, identify(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _opened(place: Path) -> int | None:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        return os.open(place, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _regular(descriptor: int) -> os.stat_result:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    return status


@contextmanager
def opened(place: Path) -> Iterator[FileIO | None]:
    """A regular file for reading, or None when there is none.

    Raises:
        OSError: It cannot be read or is no regular file.
    """
    descriptor = _opened(place)
    if descriptor is None:
        yield None
        return
    with FileIO(descriptor, "rb") as file:
        _regular(descriptor)
        yield file


def identify(status: os.stat_result) -> Identity:
    """The sign of a state of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
