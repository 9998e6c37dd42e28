"""One writer at a time, between processes."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from knowlog.errors import ConflictError

if sys.platform == "win32":
    import msvcrt

    def _try(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a file; it goes when the process ends, however it ends.

    Args:
        path: The file to lock; made when it is not there.
        patience: Seconds to wait for somebody else.

    Raises:
        ConflictError: Somebody else held it all the time.
        OSError: The file cannot be made.
    """
    until = time.monotonic() + patience
    with path.open("ab") as file:
        while True:
            try:
                _try(file)
                break
            except OSError as error:
                if time.monotonic() >= until:
                    hint = "wait for it to end, or look for a knowlog that hangs"
                    message = f"another process is updating the search index ({path})"
                    raise ConflictError(message, hint) from error
                time.sleep(0.02)
        yield
