"""Where the files of an index are kept: in a private folder, or in memory when there is none."""

import io
import mmap
import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from knowlog.errors import ConflictError
from knowlog.index.segments.sections import DamagedError

if sys.platform == "win32":
    import msvcrt

    def _try(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


TABLE = "index.json"
_LOCK = "lock"
_PAUSE = 0.02


class FileStore(Protocol):
    """Named immutable files and one table that says which of them count."""

    def open(self, name: str) -> memoryview:
        """A file's bytes, not copied.

        Raises:
            FileNotFoundError: There is none of that name.
            DamagedError: It is empty.
            OSError: It cannot be read.
        """
        ...

    def write(self, name: str, fill: Callable[[BinaryIO], int]) -> int:
        """Make a file; returns what ``fill`` returns.

        Raises:
            OSError: The disk refused.
        """
        ...

    def table(self) -> bytes:
        """The table.

        Raises:
            FileNotFoundError: There is none.
            DamagedError: The folder is not private to the user.
            OSError: It cannot be read.
        """
        ...

    def replace_table(self, data: bytes) -> None:
        """Put a new table in the place of the old one: readers see one or the other.

        Raises:
            OSError: The disk refused; the old table stands.
        """
        ...

    def sweep(self, needed: Collection[str]) -> None:
        """Remove files that no table needs; what cannot go now goes another time."""
        ...

    def locked(self, patience: float) -> AbstractContextManager[None]:
        """Hold the right to write; it ends with the process, however that ends.

        Args:
            patience: Seconds to wait for somebody else.

        Raises:
            ConflictError: Somebody else held it all the time.
            OSError: The folder cannot be written.
        """
        ...


class FolderStore:
    """Files in a folder that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made by the first writer."""
        self.folder = folder

    def open(self, name: str) -> memoryview:
        """A file's bytes, mapped into memory; see ``FileStore``."""
        with (self.folder / name).open("rb") as file:
            try:
                return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            except ValueError as error:
                raise DamagedError(f"{name} is empty") from error

    def write(self, name: str, fill: Callable[[BinaryIO], int]) -> int:
        """Make a file; see ``FileStore``."""
        path = self.folder / name
        try:
            with path.open("wb") as file:
                return fill(file)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def table(self) -> bytes:
        """The table; see ``FileStore``."""
        data = (self.folder / TABLE).read_bytes()
        if not self._is_private():
            raise DamagedError(f"{self.folder} can be written by others")
        return data

    def _is_private(self) -> bool:
        status = self.folder.stat()
        open_to_others = stat.S_IMODE(status.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
        return os.name == "nt" or (status.st_uid == os.geteuid() and not open_to_others)

    def replace_table(self, data: bytes) -> None:
        """Put a new table in the place of the old one; see ``FileStore``."""
        beside = self.folder / f"{TABLE}.{os.getpid()}.tmp"
        try:
            beside.write_bytes(data)
            beside.replace(self.folder / TABLE)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise

    def sweep(self, needed: Collection[str]) -> None:
        """Remove what is not needed; see ``FileStore``."""
        for file in self.folder.iterdir():
            if file.name not in needed and file.suffix in {".segment", ".tmp"}:
                with suppress(OSError):
                    file.unlink()

    @contextmanager
    def locked(self, patience: float) -> Iterator[None]:
        """Hold the right to write; see ``FileStore``."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._is_private():
            self.folder.chmod(0o700)
        until = time.monotonic() + patience
        with (self.folder / _LOCK).open("ab") as file:
            while not _acquired(file):
                if time.monotonic() >= until:
                    hint = "Wait for it to end, or look for a knowlog that hangs."
                    raise ConflictError("another process is updating the search index", hint)
                time.sleep(_PAUSE)
            yield


def _acquired(file: BinaryIO) -> bool:
    try:
        _try(file)
    except (BlockingIOError, PermissionError):
        return False
    return True


class MemoryStore:
    """Files that live as long as the process: an index that is empty, or kept nowhere."""

    def __init__(self) -> None:
        """Begin without files."""
        self._files: dict[str, bytes] = {}
        self._table: bytes | None = None

    def open(self, name: str) -> memoryview:
        """A file's bytes; see ``FileStore``."""
        return memoryview(self._files[name])

    def write(self, name: str, fill: Callable[[BinaryIO], int]) -> int:
        """Make a file; see ``FileStore``."""
        file = io.BytesIO()
        result = fill(file)
        self._files[name] = file.getvalue()
        return result

    def table(self) -> bytes:
        """The table; see ``FileStore``."""
        if self._table is None:
            raise FileNotFoundError(TABLE)
        return self._table

    def replace_table(self, data: bytes) -> None:
        """Put a new table in the place of the old one; see ``FileStore``."""
        self._table = data

    def sweep(self, needed: Collection[str]) -> None:
        """Remove what is not needed; see ``FileStore``."""
        self._files = {name: data for name, data in self._files.items() if name in needed}

    def locked(self, patience: float) -> AbstractContextManager[None]:  # noqa: ARG002 - of the port
        """Nobody else can see this memory; see ``FileStore``."""
        return nullcontext()
