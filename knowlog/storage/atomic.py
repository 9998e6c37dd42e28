"""Put bytes into a file so that a reader, or a power cut, finds the old ones or the new ones.

The new bytes go into a temporary file beside the target, reach the disk, and take the target's
name in one step. Sources: rename(2), link(2), fsync(2); "All File Systems Are Not Created Equal"
(OSDI 2014) for why the folder needs a sync of its own.
"""

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

TEMPORARY_SUFFIX = ".knowlog-tmp"
PATIENCE = 1.0
"""Seconds in which others may close a file, where they have to."""

_PAUSE = 0.02
_PIECE = 1 << 20
_ON_WINDOWS = os.name == "nt"


def stage(target: Path, data: bytes, *, durable: bool = True, like: Path | None = None) -> Path:
    """Write bytes to a new file beside the target, with the target's mode and owner.

    Args:
        target: The file that shall have the bytes in the end.
        data: The bytes.
        durable: Wait until they are on the disk.
        like: The file whose mode and owner it gets if there is no target yet.

    Returns:
        The temporary file; `Path.replace` or `create` gives it the target's name.

    Raises:
        OSError: The disk refused; nothing is left behind.
    """
    temporary = _staged(target, lambda file: file.write(data), durable=durable)
    if like is not None:
        with contextlib.suppress(FileNotFoundError):
            _copy_rights(like.stat(), temporary)
    return temporary


def stage_copy(target: Path, source: Path, *, durable: bool = True) -> tuple[Path, str]:
    """The same with the bytes of another file, of any size.

    Returns:
        The temporary file, and the SHA-256 of what was copied, in hexadecimal.

    Raises:
        OSError: The disk refused or the source cannot be read; nothing is left behind.
    """
    digest = hashlib.sha256()

    def copy(file: BinaryIO) -> None:
        with source.open("rb") as opened:
            while piece := opened.read(_PIECE):
                digest.update(piece)
                file.write(piece)

    return _staged(target, copy, durable=durable), digest.hexdigest()


def _staged(target: Path, write: Callable[[BinaryIO], object], *, durable: bool) -> Path:
    temporary = target.with_name(_temporary_name(target.name))
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            _copy_rights(target.stat(), temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def create(temporary: Path, target: Path) -> None:
    """Give a staged file the name of the target, which nothing must have yet.

    Raises:
        FileExistsError: The name is taken; the staged file is still there.
    """
    if _ON_WINDOWS:
        temporary.rename(target)  # refuses a taken name there, unlike rename(2)
        return
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # FAT and some network file systems have no hard links
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        temporary.replace(target)
        return
    temporary.unlink()


def patiently(act: Callable[[], None]) -> None:
    """Rename or remove a file, as soon as no other program has it open where that matters.

    Windows refuses as long as an editor, a search service or a virus scanner reads the file, which
    is over in a moment (ERROR_SHARING_VIOLATION). Elsewhere the first refusal is the last.

    Args:
        act: What to do; done again after a refusal, so that it has to look again as well.

    Raises:
        OSError: The disk refused, on Windows for `PATIENCE` seconds.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            act()
        except PermissionError:
            if not _ON_WINDOWS or time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def remove(file: Path) -> None:
    """Remove a file; Windows has to be told first that a read-only one may go.

    Raises:
        OSError: The disk refused.
    """
    try:
        file.unlink()
    except PermissionError:
        if not _ON_WINDOWS:
            raise
        file.chmod(stat.S_IREAD | stat.S_IWRITE)
        file.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, durably.

    Raises:
        OSError: The disk refused.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync(file: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    with file.open("r+b") as opened:  # Windows syncs only what it could write
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if _ON_WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some network file systems refuse to sync a folder
        pass
    finally:
        os.close(descriptor)


_BINARY: int = getattr(os, "O_BINARY", 0)


def _temporary_name(name: str) -> str:
    # The tail of the name is dropped: a name of 255 bytes leaves no room for more.
    return f".{name[:40]}.{os.urandom(4).hex()}{TEMPORARY_SUFFIX}"


def _copy_rights(status: os.stat_result, temporary: Path) -> None:
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)
    temporary.chmod(stat.S_IMODE(status.st_mode))
